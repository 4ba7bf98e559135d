"""The spans of a shard, without writing anything."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from pii.redactor import Redactor
from pii.shards.base import Document, Shard, ShardOptions
from pii.shards.failures import FATAL, Failure, each_or_reason, reason_of
from pii.shards.formats import TEXT
from pii.shards.redact import read_blocks
from pii.shards.windows import Window
from pii.spans import Span

_NEAR = 2_000
"""An excerpt holds at most this many characters on either side of its span, since a line can be as long as the file."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The lines of a span, cut at `_NEAR` characters from it, and the line before."""

    text: str = field(repr=False)
    start: int
    """Where the span starts in `text`."""
    end: int
    spans: tuple[tuple[int, int], ...] = ()
    """Start and end of every span in `text`."""
    line_before: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """A span and its place: shard, document, line and column."""

    path: str
    row: int | None
    """Number of the document in the shard, from 0; None for a plain file or a member of an archive."""
    id: str | None
    """The document's id, or its name in an archive."""
    line: int
    """Line of the text in which the span starts, from 1."""
    column: int
    """Character of that line at which the span starts, from 1."""
    span: Span
    """Offsets in the text."""
    value: str = field(repr=False)
    excerpt: Excerpt
    field: str | None = None
    """The path of the text in the document, if a document can hold several."""


def detect_shard(shard: Shard, options: ShardOptions, redactor: Redactor) -> Iterator[Finding | Failure]:
    """Yield the spans of a shard's documents in order, and a failure for each document that could not be read.

    A shard that cannot be read to its end yields a failure without a row.
    """
    base = 0
    place = _Place()
    try:
        for block, _ in read_blocks(shard, options):
            documents = block.parse(options).documents
            texts = [text for document in documents for text in document.texts]
            found = iter(each_or_reason(redactor.detect_batch, texts, options.seconds_per_document))
            for number, document in enumerate(documents):
                spans = [next(found) for _ in document.texts]
                reason = document.failure or next((reason for reason in spans if isinstance(reason, str)), None)
                if reason is not None:
                    yield Failure(base + number, reason, document.id)
                    continue
                if document.part is None or document.part.window.offset + document.part.window.start == 0:
                    place = _Place()
                lists = [each for each in spans if not isinstance(each, str)]
                yield from _findings(shard, base + number, document, lists, place)
            base += len(documents)
    except FATAL:
        raise
    except Exception as error:
        yield Failure(None, reason_of(error))


def detect_text(text: str, redactor: Redactor, path: str = "-") -> Iterator[Finding]:
    """The spans of one text."""
    return _of_text(text, redactor.detect(text), _Place(), partial(Finding, path, None, None))


class _Place:
    """Tracks lines and columns of a text that is read in windows."""

    def __init__(self) -> None:
        self.line = 1
        self.begin = 0
        """Where this line begins, in characters of the text."""

    def advance(self, text: str, start: int, end: int, offset: int) -> None:
        """Go on from `start` to `end` in a window at `offset`."""
        self.line += text.count("\n", start, end)
        newline = text.rfind("\n", start, end)
        if newline >= 0:
            self.begin = newline + 1 + offset


def _findings(
    shard: Shard, row: int, document: Document, found: Sequence[list[Span]], place: _Place
) -> Iterator[Finding]:
    """Findings in a document or a window of one; advances `place` from its start to its end."""
    part = document.part
    plain = shard.format == TEXT
    path = shard.files[part.file if part is not None and plain else 0].url
    number_of_row = row if part is None else None
    id = None if plain else document.id
    for number, (text, spans) in enumerate(zip(document.texts, found, strict=True)):
        name = document.fields[number] if document.fields else None

        def finding(
            line: int, column: int, span: Span, value: str, excerpt: Excerpt, name: str | None = name
        ) -> Finding:
            return Finding(path, number_of_row, id, line, column, span, value, excerpt, name)

        yield from _of_text(text, spans, _Place() if part is None else place, finding, part.window if part else None)


def _of_text(
    text: str,
    spans: list[Span],
    place: _Place,
    finding: Callable[[int, int, Span, str, Excerpt], Finding],
    window: Window | None = None,
) -> Iterator[Finding]:
    start, stop, offset = (0, len(text), 0) if window is None else (window.start, window.stop, window.offset)
    counted = start
    for index, span in enumerate(spans):
        if not start <= span.start < stop:
            continue  # another window owns it
        place.advance(text, counted, span.start, offset)
        counted = span.start
        moved = replace(span, start=span.start + offset, end=span.end + offset) if offset else span
        column = moved.start - place.begin + 1
        yield finding(place.line, column, moved, text[span.start : span.end], _excerpt(text, spans, index))
    place.advance(text, counted, stop, offset)


def _excerpt(text: str, spans: list[Span], index: int) -> Excerpt:
    span = spans[index]
    near = max(0, span.start - _NEAR)
    begin = text.rfind("\n", near, span.start) + 1 or near
    end = min(len(text), span.end + _NEAR)
    newline = text.find("\n", span.end, end)
    end = end if newline < 0 else newline
    first = last = index
    while first and spans[first - 1].end > begin:
        first -= 1
    while last + 1 < len(spans) and spans[last + 1].start < end:
        last += 1
    inside = tuple((max(each.start, begin) - begin, min(each.end, end) - begin) for each in spans[first : last + 1])
    before = ""
    if text[begin - 1 : begin] == "\n":
        before = text[max(0, text.rfind("\n", max(0, begin - _NEAR), begin - 1) + 1) : begin - 1]
    return Excerpt(text[begin:end], span.start - begin, span.end - begin, inside, before)
