"""The report of a run, as one self-contained page: what was found, what failed, how fast, and documents to review."""
