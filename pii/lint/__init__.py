"""`pii detect` as a linter: which findings count (marks, baseline, changed lines, patterns) and how they are shown."""
