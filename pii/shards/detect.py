"""The spans of a shard, without writing anything."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pii.redactor import Redactor
from pii.shards.base import Document, Shard, ShardFormat, ShardOptions
from pii.shards.failures import FATAL, Failure, reason_of
from pii.shards.redact import read_blocks
from pii.spans import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A span and where it is."""

    path: str
    row: int | None
    """Number of the document in the shard, from 0; None for a plain file."""
    id: str | None
    line: int
    """Line of the document in which the span starts, from 1."""
    span: Span
    """Offsets in the document."""
    value: str = field(repr=False)


def detect_shard(shard: Shard, options: ShardOptions, redactor: Redactor) -> Iterator[Finding | Failure]:
    """The spans of a shard's documents in order, and the documents that could not be read.

    A shard that cannot be read to its end gives a failure without a row.
    """
    plain = shard.format is ShardFormat.TEXT
    base = lines = 0
    try:
        for block, _ in read_blocks(shard, options):
            documents = list(block.documents(options))
            texts = [document.text for document in documents if document.text is not None]
            found = iter(redactor.detect_batch(texts))
            for document in documents:
                if document.text is None:
                    if document.failure is not None:
                        yield Failure(document.row + (0 if plain else base), document.failure, document.id)
                    continue
                path = shard.files[document.row if plain else 0].url
                row = None if plain else document.row + base
                id = None if plain else document.id
                if document.part is None or document.part.offset + document.part.start == 0:
                    lines = 0
                yield from _findings(path, row, id, document, next(found), lines)
                if document.part is not None:
                    lines += document.text.count("\n", document.part.start, document.part.stop)
            base += len(documents)
    except FATAL:
        raise
    except Exception as error:
        yield Failure(None, reason_of(error))


def _findings(
    path: str, row: int | None, id: str | None, document: Document, spans: list[Span], lines: int
) -> Iterator[Finding]:
    text = document.text or ""
    part = document.part
    start, stop, offset = (part.start, part.stop, part.offset) if part is not None else (0, len(text), 0)
    counted = start
    for span in spans:
        if not start <= span.start < stop:
            continue  # another window owns it
        lines += text.count("\n", counted, span.start)
        counted = span.start
        moved = replace(span, start=span.start + offset, end=span.end + offset) if offset else span
        yield Finding(path, row, id, lines + 1, moved, text[span.start : span.end])
