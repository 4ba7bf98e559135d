"""How every format shows a finding: its place, and its value or a substitute."""

import os

from pii.shards.detect import Finding
from pii.text.visible import visible


def masked(value: str) -> str:
    """The substitute for a value: only its length in characters, as in `*** (32)`."""
    return f"*** ({len(value)})"


def shown_value(finding: Finding, *, show_values: bool) -> str:
    """The value if asked for, else its length."""
    return visible(finding.value) if show_values else masked(finding.value)


def relative(path: str) -> str:
    """The path relative to the working directory, if it lies below that."""
    here = os.getcwd() + os.sep
    return path[len(here) :] if path.startswith(here) else path


def place(finding: Finding) -> str:
    """`path:line:column`, with `[row]` or `[member]` after the path if the file holds several documents."""
    return (
        f"{visible(relative(finding.path))}{inside(finding) and f'[{inside(finding)}]'}:{finding.line}:{finding.column}"
    )


def inside(finding: Finding) -> str:
    """Which of a file's documents it is: the number of a row, the name of an archive's member, or nothing."""
    return visible(finding.id or "") if finding.row is None else str(finding.row)


def end_of(finding: Finding) -> tuple[int, int]:
    """Line and column after the last character."""
    lines = finding.value.count("\n")
    if not lines:
        return finding.line, finding.column + len(finding.value)
    return finding.line + lines, len(finding.value) - finding.value.rindex("\n")
