"""The report of a run as one page that needs nothing else: what was found, what failed, how fast, and documents to review."""
