"""Windows cut out of labelled texts: whole lines, offsets moved, what an edge cuts through ignored."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotation.schema import Document
from pii.labels import Label
from pii.spans import Span


def stretch(text: str, length: int, draw: random.Random) -> str:
    """At most `length` characters of the text, from the start of a line at random."""
    if len(text) <= length:
        return text
    start = text.rfind("\n", 0, draw.randrange(len(text) - length) + 1) + 1
    return text[start : start + length]


def windows(
    text: str, spans: Sequence[Span], at_most: int, sizes: tuple[int, int], draw: random.Random
) -> Iterator[tuple[str, range]]:
    """Windows of whole lines with their kind: `at_most` around spans, rarer labels first, and one at random.

    `sizes` are the approximate minimum and maximum number of characters.
    """
    taken: list[range] = []
    counts = Counter(span.label for span in spans)
    order = sorted(spans, key=lambda span: (counts[span.label], draw.random()))
    for span in order:
        if len(taken) == at_most:
            break
        if any(window.start <= span.start and span.end <= window.stop for window in taken):
            continue
        size = draw.randint(*sizes)
        window = whole_lines(text, span.start - draw.randrange(size), size, span)
        taken.append(window)
        yield "span", window
    size = draw.randint(*sizes)
    window = whole_lines(text, draw.randrange(max(1, len(text) - size // 2)), size)
    if not any(window.start < old.stop and old.start < window.stop for old in taken):
        yield "random", window


def whole_lines(text: str, start: int, size: int, span: Span | None = None) -> range:
    """About `size` characters of whole lines from `start` on, including the span's lines; long lines are cut."""
    start = max(0, start)
    end = min(len(text), start + size)
    if span is not None:
        end = max(end, span.end)
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    first = before if start - before <= 500 else start
    last = (after + 1 if after >= 0 else len(text)) if (after if after >= 0 else len(text)) - end <= 500 else end
    return range(first, last)


def cut(
    document_id: str,
    text: str,
    spans: Iterable[Span],
    ignored: Iterable[Span],
    window: range,
    meta: Mapping[str, Any],
) -> Document:
    """The window as its own document; what its edges cut through is ignored, except private key blocks."""
    inside: list[Span] = []
    unsure: list[Span] = []
    for source, target in ((spans, inside), (ignored, unsure)):
        for span in source:
            start, end = max(span.start, window.start), min(span.end, window.stop)
            if start < end:
                whole = end - start == len(span) or (span.label is Label.KEY and len(span) > 300)
                moved = Span(start - window.start, end - window.start, span.label, span.score, span.source)
                (target if whole else unsure).append(moved)
    return Document(document_id, text[window.start : window.stop], tuple(inside), tuple(unsure), meta=meta)
