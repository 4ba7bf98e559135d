"""Spans that stand alike on many lines, as the cells of a column do: a judge need not read them all.

A table of a thousand people has a thousand proposals of one rule in one place of its lines. Where the judge lets all of the first
few stand, so it would the others; and where it finds nothing else on the lines of these few, nor would it on the others'.
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
"""A span whose line begins more characters than this before it stands in no column."""
_DELIMITERS = re.compile(r"[,;|\t]")
_START = attrgetter("start")
_NUMBERS = re.compile(r"\d+")


class Column(NamedTuple):
    """Spans of one rule, label and score, in the order of the text."""

    read: list[Span]
    rest: list[Span]
    """The others, which fare as those that are read."""
    alone: bool = True
    """Whether nothing else is on their lines."""

    def settled(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches of a text that need not be read: the rest, and their lines where nothing else is on them."""
        for span in self.rest:
            start, end = _line(text, span) if self.alone else (span.start, span.end)
            yield start, end + self.alone  # with the end of the line

    def has_more(self, text: str, found: Sequence[Span], given: Sequence[Span]) -> bool:
        """Whether the lines that were read hold a span, of those found in order, that overlaps none that was given in order."""
        for start, end in dict.fromkeys(_line(text, span) for span in self.read):
            known = _within(given, start, end)
            starts = [other.start for other in known]
            reached = list(accumulate((other.end for other in known), max, initial=0))
            # By the last that starts before a span ends: a line may hold thousands of either.
            if any(reached[bisect_left(starts, span.end)] <= span.start for span in _within(found, start, end)):
                return True
        return False


def columns(text: str, spans: Sequence[Span]) -> list[Column]:
    """The columns with more cells than are read; of a text whose spans, in order, are too few there is none."""
    if len(spans) <= READ:
        return []
    found: dict[tuple[object, ...], list[Span]] = {}
    for span in spans:
        place = _place(text, span.start)
        if place is not None:
            found.setdefault((span.source, span.label, span.score, place), []).append(span)
    return [Column(cells[:READ], cells[READ:]) for cells in found.values() if len(cells) > READ]


def _within(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Of spans in order, those that start between `start` and `end`."""
    return spans[bisect_left(spans, start, key=_START) : bisect_left(spans, end, key=_START)]


def _line(text: str, span: Span) -> tuple[int, int]:
    """The line of a span, cut where it is long."""
    return line_before(text, span.start, _LONGEST), line_after(text, span.end, _LONGEST)


def _place(text: str, start: int) -> int | str | None:
    """Where on its line a span stands: how many delimiters stand before it, or what does where there is none, but for numbers."""
    line = line_before(text, start, _LONGEST)
    if 0 < line == start - _LONGEST:
        return None
    before = text[line:start]
    return len(_DELIMITERS.findall(before)) or _NUMBERS.sub("0", before)
