"""What findings look like in every format: the place they are at, and the value or what stands for it."""

import os

from pii.shards.detect import Finding
from pii.visible import visible


def masked(value: str) -> str:
    """What stands for a value: its length in characters, `*** (32)`, and nothing of it."""
    return f"*** ({len(value)})"


def shown_value(finding: Finding, *, show_values: bool) -> str:
    """The value if it was asked for, else its length."""
    return visible(finding.value) if show_values else masked(finding.value)


def relative(path: str) -> str:
    """The path as people write it: from where they are, if it lies below."""
    here = os.getcwd() + os.sep
    return path[len(here) :] if path.startswith(here) else path


def place(finding: Finding) -> str:
    """`path:line:column`, with the number of the document where the file holds several: `path[row]:line:column`."""
    row = "" if finding.row is None else f"[{finding.row}]"
    return f"{visible(relative(finding.path))}{row}:{finding.line}:{finding.column}"


def end_of(finding: Finding) -> tuple[int, int]:
    """Line and column after the last character."""
    lines = finding.value.count("\n")
    if not lines:
        return finding.line, finding.column + len(finding.value)
    return finding.line + lines, len(finding.value) - finding.value.rindex("\n")
