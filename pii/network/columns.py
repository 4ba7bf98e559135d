"""Columns: spans at the same place of many lines, of which a judge need not read all.

A table of a thousand people has a thousand proposals of one rule, at one place of each line. If the judge accepts all of the
first few, it would accept the others; and if it finds nothing else on those lines, it would find nothing on the other lines.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from pii import expressions as re
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

READ = 32
"""How many cells of a column are read."""
_LONGEST = 400
"""Maximum characters between the line start and a span in a column."""
_DELIMITERS = re.compile(r"[,;|\t]")
_START = attrgetter("start")
_NUMBERS = re.compile(r"\d+")


class Column(NamedTuple):
    """Spans of one rule, label and score, in the order of the text."""

    read: list[Span]
    rest: list[Span]
    """The other spans, which share the verdict of those that are read."""
    alone: bool = True
    """Whether their lines hold nothing else."""

    def settled(self, text: str) -> Iterator[tuple[int, int]]:
        """Stretches the encoder may skip: the remaining cells, or their whole lines if nothing else is on them."""
        for span in self.rest:
            start, end = _line(text, span) if self.alone else (span.start, span.end)
            yield start, end + self.alone  # with the end of the line

    def has_more(self, text: str, found: Sequence[Span], given: Sequence[Span]) -> bool:
        """Whether a found span on the lines that were read overlaps no given span; both lists are sorted."""
        for start, end in dict.fromkeys(_line(text, span) for span in self.read):
            known = _within(given, start, end)
            starts = [other.start for other in known]
            reached = list(accumulate((other.end for other in known), max, initial=0))
            # Check only the last one that starts before a span ends: a line may hold thousands of either.
            if any(reached[bisect_left(starts, span.end)] <= span.start for span in _within(found, start, end)):
                return True
        return False


def columns(text: str, spans: Sequence[Span]) -> list[Column]:
    """The columns with more cells than are read; a text with too few (sorted) spans has none."""
    if len(spans) <= READ:
        return []
    found: dict[tuple[object, ...], list[Span]] = {}
    for span in spans:
        place = _place(text, span.start)
        if place is not None:
            found.setdefault((span.source, span.label, span.score, place), []).append(span)
    return [Column(cells[:READ], cells[READ:]) for cells in found.values() if len(cells) > READ]


def _within(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """The spans, from a sorted list, that start between `start` and `end`."""
    return spans[bisect_left(spans, start, key=_START) : bisect_left(spans, end, key=_START)]


def _line(text: str, span: Span) -> tuple[int, int]:
    """The line of a span, truncated if long."""
    return line_before(text, span.start, _LONGEST), line_after(text, span.end, _LONGEST)


def _place(text: str, start: int) -> int | str | None:
    """A span's place on its line: the number of delimiters before it or, without any, the text before it except numbers."""
    line = line_before(text, start, _LONGEST)
    if 0 < line == start - _LONGEST:
        return None
    before = text[line:start]
    return len(_DELIMITERS.findall(before)) or _NUMBERS.sub("0", before)
