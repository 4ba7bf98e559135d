"""The values that readers, workers and writers hand to each other, and the interfaces they share.

A shard is read as blocks of a bounded number of bytes. A block is pickled to a worker, which parses it into documents, redacts
those and returns a `BlockResult` (`pii.shards.documents`: that step is the same for every format); what the writer needs and
the worker does not (other columns, for instance) stays behind as the block's remainder.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

import pyarrow as pa

from pii.errors import ConfigError
from pii.redaction import Redaction
from pii.shards.failures import Failure
from pii.shards.paths import FieldPath, parse_fields
from pii.shards.storage import Destination
from pii.shards.windows import Window
from pii.text.encodings import check_encoding


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read."""

    url: str
    """Local path or fsspec URL."""
    name: str
    """Path below the output directory, with `/`."""
    size: int
    version: str
    """Changes whenever the content does: a modification time, or an object store's ETag or the like."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The unit that is redacted, committed and resumed: a file of rows, an archive, or the plain files of one directory."""

    name: str
    format: str
    """Name of a format of `pii.shards.formats`."""
    files: tuple[SourceFile, ...]

    @property
    def size(self) -> int:
        """Bytes to read, as stored."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class ShardOptions:
    """How documents are taken out of shards.

    Raises:
        ConfigError: a path cannot be parsed, an encoding is unknown, or a text column is also the id.
    """

    text_fields: tuple[str, ...] = ("content",)
    """Where rows hold text: names of columns, paths such as `messages[*].content`, or a preset; see `pii.shards.paths`."""
    id_column: str | None = None
    """Column whose value names the document in the sidecar; without it the sidecar has only the row number."""
    max_document_bytes: int = 100_000_000
    """Longer rows are quarantined: they would not fit a worker's memory."""
    batch_bytes: int = 4_000_000
    """Target size of a block. The output does not depend on it."""
    seconds_per_document: float | None = None
    """A document that takes longer is quarantined; None means no limit."""
    encoding: str | None = None
    """Encoding of texts that do not declare one; None means UTF-8. See `pii.text.encodings`."""
    footer: str = "redact"
    """What to do with the key-value metadata of parquet files: `keep`, `drop` or `redact`."""

    def __post_init__(self) -> None:
        given = self.text_fields
        object.__setattr__(self, "text_fields", (given,) if isinstance(given, str) else tuple(given))
        parse_fields(self.text_fields)
        if self.encoding is not None:
            check_encoding(self.encoding)
        if self.footer not in ("keep", "drop", "redact"):
            raise ConfigError(f"footer {self.footer!r}: expected keep, drop or redact")
        if self.id_column in self.text_fields:
            raise ConfigError(
                f"column {self.id_column!r} is both text and id: the sidecar would hold what is masked; "
                "choose another with --id-column"
            )

    @property
    def fields(self) -> tuple[FieldPath, ...]:
        """The paths that `text_fields` stand for."""
        return parse_fields(self.text_fields)

    @property
    def named(self) -> bool:
        """Whether a row may hold several texts, in which case the sidecar names the field of each span."""
        return len(self.fields) > 1 or not all(path.plain for path in self.fields)

    def describe(self) -> dict[str, object]:
        """The options that determine the output."""
        left_out = {"batch_bytes"} | ({"seconds_per_document"} if self.seconds_per_document is None else set[str]())
        return {name: value for name, value in asdict(self).items() if name not in left_out}


@dataclass(slots=True)
class Counts:
    """How much was read, and what became of it."""

    documents: int = 0
    written: int = 0
    nulls: int = 0
    """Null documents, which are written as null."""
    quarantined: int = 0
    skipped: int = 0
    """Quarantined files that are not text at all, such as images; they do not make the run fail."""
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
    """What the format's writer writes; None if the block is unchanged."""
    spans: pa.RecordBatch
    """Rows of `pii.shards.sidecar.SCHEMA`; `row` counts from the block's first document."""
    failures: tuple[Failure, ...]
    """Documents to quarantine; `row` counts from the block's first document."""
    stored: int
    """Bytes of the shard as stored that the block was read from, for progress."""


@dataclass(frozen=True, slots=True)
class Part:
    """A window of a file, and the number of the file in its shard."""

    file: int
    window: Window


@dataclass(frozen=True, slots=True)
class Document:
    """A row, a file or a window of a file, as read."""

    id: str | None = None
    texts: tuple[str, ...] = ()
    """Empty if the row is null, or could not be read (see `failure`)."""
    fields: tuple[str, ...] = ()
    """The path of each text in the row; empty if a row can hold only one."""
    failure: str | None = None
    part: Part | None = None
    """Set if the text is a window of a file."""


Redacted = tuple[Redaction, ...] | str
"""What became of a document: its redacted texts, or why it is quarantined."""


class Parsed(Protocol):
    """The documents of a block, and how to put redacted ones back."""

    @property
    def documents(self) -> Sequence[Document]:
        """The documents in order."""
        ...

    def payload(self, outcomes: Sequence[Redacted]) -> Any:
        """What the writer is to write, given the outcome of each document."""
        ...


class Block(Protocol):
    """Some documents of a shard as raw data; pickles to a worker, which parses it."""

    @property
    def nbytes(self) -> int:
        """Memory that the raw data takes."""
        ...

    @property
    def stored(self) -> int:
        """Bytes of the shard as stored that the block was read from, for progress."""
        ...

    def parse(self, options: ShardOptions) -> Parsed:
        """The block's documents, which depend on nothing but the block."""
        ...


MapBlocks = Callable[[Iterator[tuple[Block, Any]]], Iterator[tuple[BlockResult, Any]]]
"""Redacts blocks, here or in other processes, and returns the results in the order of the blocks."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer has committed."""

    documents: int
    names: tuple[str, ...]
    """Files, below the output directory."""


class ShardWriter(Protocol):
    """Writes one shard's output; nothing has its final name before `commit`."""

    def write(self, result: BlockResult, remainder: Any) -> BlockResult:
        """Append a block; returns its result, completed with what only shows once blocks are joined."""
        ...

    def commit(self) -> Written:
        """Move the output to its final name."""
        ...

    def abort(self) -> None:
        """Remove what was written."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """How the bytes of a shard hold documents: everything the rest of the package knows about a format."""

    name: str
    endings: tuple[str, ...]
    """File name endings that select it; if `compressed`, an ending of `pii.shards.compression` may follow."""
    read: Callable[[Shard, ShardOptions], Iterator[tuple[Block, Any]]]
    """Yields the blocks, each with the remainder that its writer needs in addition to the worker's result."""
    write: Callable[[Shard, ShardOptions, Destination], ShardWriter]
    compressed: bool = False
