"""The values that readers, workers and writers hand to each other, and the interfaces they share.

A shard is read as blocks of a bounded number of bytes. A block is pickled to a worker, which returns a `BlockResult`;
what the writer needs and the worker does not (other columns, for instance) stays behind as the block's remainder.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Protocol

import pyarrow as pa

from pii.deadline import Overdue, deadline
from pii.errors import ConfigError
from pii.redactor import Redaction, Redactor
from pii.shards.failures import FATAL, Failure, check_blame, reason_of
from pii.shards.windows import Window


class ShardFormat(StrEnum):
    """How the bytes of a shard hold documents."""

    PARQUET = "parquet"
    JSONL = "jsonl"
    """One JSON object a line; `.gz` and `.zst` are read and written as such."""
    TEXT = "text"
    """Plain files: the files of one directory are one shard, every file is a document."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read."""

    url: str
    """Local path or fsspec URL."""
    name: str
    """Path below the output directory, with `/`."""
    size: int
    version: str
    """Changes whenever the content does: modification time, or what an object store has for it."""


@dataclass(frozen=True, slots=True)
class Shard:
    """What is redacted, committed and remembered as one: a parquet or jsonl file, or the plain files of one directory."""

    name: str
    format: ShardFormat
    files: tuple[SourceFile, ...]

    @property
    def size(self) -> int:
        """Bytes to read, as stored."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class ShardOptions:
    """How documents are taken out of shards."""

    text_column: str = "content"
    id_column: str | None = None
    """Column whose value names the document in the sidecar; without it there is the row number only."""
    max_document_bytes: int = 100_000_000
    """Longer documents are quarantined: they would not fit a worker's memory."""
    batch_bytes: int = 4_000_000
    """Size of a block; never changes the output."""
    seconds_per_document: float | None = None
    """A document that takes longer is quarantined; None is no limit."""

    def __post_init__(self) -> None:
        if self.id_column == self.text_column:
            raise ConfigError(
                f"column {self.text_column!r} is both text and id: the sidecar would hold what is masked; "
                "choose another with --id-column"
            )

    def describe(self) -> dict[str, object]:
        """The options that determine the output."""
        left_out = {"batch_bytes"} | ({"seconds_per_document"} if self.seconds_per_document is None else set[str]())
        return {name: value for name, value in asdict(self).items() if name not in left_out}


@dataclass(slots=True)
class Counts:
    """What came in and what became of it."""

    documents: int = 0
    written: int = 0
    nulls: int = 0
    """Documents that are null; written as such."""
    quarantined: int = 0
    skipped: int = 0
    """Quarantined files that are not text at all; they do not make the run fail."""
    bytes: int = 0
    """UTF-8 bytes of text scanned."""
    spans: dict[str, int] = field(default_factory=dict[str, int])
    """Spans per label."""

    def add(self, other: "Counts") -> None:
        """Add the counts of `other`."""
        self.documents += other.documents
        self.written += other.written
        self.nulls += other.nulls
        self.quarantined += other.quarantined
        self.skipped += other.skipped
        self.bytes += other.bytes
        labels = sorted(self.spans.keys() | other.spans.keys())
        self.spans = {label: self.spans.get(label, 0) + other.spans.get(label, 0) for label in labels}


@dataclass(frozen=True, slots=True)
class BlockResult:
    """What a worker made of a block."""

    documents: int
    """Documents in the block."""
    nulls: int
    bytes: int
    payload: Any
    """What the format's writer writes; None stands for a block that is written as it was read."""
    spans: pa.RecordBatch
    """Rows of `pii.shards.sidecar.SCHEMA`; `row` counts from the block's first document."""
    failures: tuple[Failure, ...]
    """Documents to leave out; `row` counts from the block's first document."""
    stored: int
    """Bytes of the shard as stored that the block was read from, for progress."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read; `text` is None where it is null or where `failure` says why it could not be read."""

    row: int
    """Number of the document in its block, from 0; for plain files the number of the file in the shard."""
    id: str | None
    text: str | None
    failure: str | None = None
    part: Window | None = None
    """Where `text` is a window of a long document."""


class Block(Protocol):
    """Some documents of a shard as raw data; pickles to a worker."""

    @property
    def nbytes(self) -> int:
        """Memory that the raw data takes."""
        ...

    def redact(self, redactor: Redactor, options: ShardOptions) -> BlockResult:
        """The block redacted; a function of the block alone."""
        ...

    def documents(self, options: ShardOptions) -> Iterator[Document]:
        """The block's documents."""
        ...


MapBlocks = Callable[[Iterator[tuple[Block, Any]]], Iterator[tuple[BlockResult, Any]]]
"""Redacts blocks, here or in other processes, and returns the results in the order of the blocks."""


class ShardWriter(Protocol):
    """Writes one shard's output; nothing is at its final name before `commit`."""

    def write(self, result: BlockResult, remainder: Any) -> BlockResult:
        """Append a block; its result, with what only shows when blocks are put together."""
        ...

    def commit(self) -> int:
        """Make the output appear; the number of documents in it."""
        ...

    def abort(self) -> None:
        """Remove what was written."""
        ...


def redact_texts(
    redactor: Redactor, texts: Sequence[str], seconds: float | None = None, again: bool = False
) -> list[Redaction | str]:
    """Redact texts; the reason in place of the redaction for one that cannot be, or not within so many seconds.

    Raises:
        DetectorError: it is not the text's fault.
    """
    try:
        with deadline(seconds):
            return list(redactor.redact_batch(texts))
    except FATAL:
        raise
    except BaseException as error:
        # A panic of a library in Rust is no Exception.
        if not isinstance(error, Exception | Overdue) and type(error).__name__ != "PanicException":
            raise
        overdue = isinstance(error, Overdue)
        if len(texts) == 1 and overdue and again:
            return [str(error)]
        if len(texts) == 1 or overdue:
            # Which also makes all that detectors make at their first text, and counts it to no document.
            check_blame(error, redactor.redact_batch)
        if len(texts) == 1 and not overdue:
            return [reason_of(error)]
        # One bad document must not take the others of its batch with it.
        return [redact_texts(redactor, [text], seconds, again=True)[0] for text in texts]
