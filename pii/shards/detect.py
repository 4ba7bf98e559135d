"""The spans of a shard, without writing anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pii.redactor import Redactor
from pii.shards.base import Document, Shard, ShardOptions
from pii.shards.failures import FATAL, Failure, each_or_reason, reason_of
from pii.shards.formats import TEXT
from pii.shards.redact import read_blocks
from pii.spans import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A span and where it is."""

    path: str
    row: int | None
    """Number of the document in the shard, from 0; None for a plain file and for a member of an archive."""
    id: str | None
    """Its id, or its name in an archive."""
    line: int
    """Line of the text in which the span starts, from 1."""
    span: Span
    """Offsets in the text."""
    value: str = field(repr=False)
    field: str | None = None
    """Where in the document the text is, if there may be several."""


def detect_shard(shard: Shard, options: ShardOptions, redactor: Redactor) -> Iterator[Finding | Failure]:
    """The spans of a shard's documents in order, and the documents that could not be read.

    A shard that cannot be read to its end gives a failure without a row.
    """
    base = lines = 0
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
                    lines = 0
                yield from _findings(
                    shard, base + number, document, [s for s in spans if not isinstance(s, str)], lines
                )
                if document.part is not None:
                    window = document.part.window
                    lines += window.text.count("\n", window.start, window.stop)
            base += len(documents)
    except FATAL:
        raise
    except Exception as error:
        yield Failure(None, reason_of(error))


def _findings(shard: Shard, row: int, document: Document, found: Sequence[list[Span]], lines: int) -> Iterator[Finding]:
    part = document.part
    plain = shard.format == TEXT
    path = shard.files[part.file if part is not None and plain else 0].url
    start, stop, offset = (0, None, 0) if part is None else (part.window.start, part.window.stop, part.window.offset)
    for number, (text, spans) in enumerate(zip(document.texts, found, strict=True)):
        counted, line = start, lines
        for span in spans:
            if not start <= span.start < (len(text) if stop is None else stop):
                continue  # another window owns it
            line += text.count("\n", counted, span.start)
            counted = span.start
            moved = replace(span, start=span.start + offset, end=span.end + offset) if offset else span
            yield Finding(
                path,
                row if part is None else None,
                None if plain else document.id,
                line + 1,
                moved,
                text[span.start : span.end],
                document.fields[number] if document.fields else None,
            )
