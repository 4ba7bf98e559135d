"""The types that adapters take and return."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Item(NamedTuple):
    """A document to scan; `path` is the file it came from, or empty: some systems read the file's suffix."""

    text: str
    path: str = ""


class Finding(NamedTuple):
    """Characters `start` to `end` (half-open) of the text carry `label`."""

    start: int
    end: int
    label: str
    score: float = 1.0


Detect = Callable[[Sequence[Item]], list[list[Finding]]]
Work = Callable[[Sequence[Item]], object]
"""What is timed if a system does more than find spans."""


def one_by_one(find: Callable[[Item], Iterable[Finding]]) -> Detect:
    """A `Detect` from a function of a single document."""
    return lambda items: [list(find(item)) for item in items]


def occurrences(text: str, value: str, start: int = 0, end: int | None = None) -> Iterable[tuple[int, int]]:
    """Occurrences of a value in `text[start:end]`, from left to right, without overlaps."""
    end = len(text) if end is None else end
    while value and (position := text.find(value, start, end)) >= 0:
        start = position + len(value)
        yield position, start


def line_bounds(text: str) -> list[tuple[int, int]]:
    """Start and end (without the newline) of each line, as a file opened in text mode shows them."""
    bounds, start = [], 0
    for line in text.split("\n"):
        bounds.append((start, start + len(line)))
        start += len(line) + 1
    return bounds
