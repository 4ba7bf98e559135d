"""Documents that are files, in a directory or an archive: read in windows, so that they can have any length, and rejoined.

This is what such formats share; each adds the `Entry`s that it reads and the `Sink` that it writes to.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import IO, Any, Protocol

import pyarrow as pa

from pii.errors import InputError
from pii.redaction import Redaction
from pii.shards.base import Block, BlockResult, Document, Part, Redacted, ShardOptions, Written
from pii.shards.columns import numbers
from pii.shards.compression import kind_of
from pii.shards.failures import NOT_TEXT, Failure, reason_of, undecodable
from pii.shards.sidecar import SCHEMA, span_batch
from pii.shards.storage import Destination, PartialFile, writing
from pii.shards.windows import Splicer, Window, cut_windows
from pii.text.encodings import HEAD_BYTES, UTF8, Encoding, find_encoding, is_wide, looks_wide

# Arrow's stubs leave open what batches hold.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

_SPOOL_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to read, or something between files that is copied as it is."""

    name: str
    stored: int = 0
    """Its size in the shard, in bytes as stored, for progress."""
    open: Callable[[], AbstractContextManager[Any]] | None = None
    """Opens it for reading; call it before asking for the next entry. None if it is not a document."""
    failure: str | None = None
    """Why it cannot be read, if that is known before opening it."""
    source: Any = None
    """Whatever its sink needs, such as an archive member's header."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A window of a file, or the reason why the file cannot be read; neither for an entry that is not a document."""

    file: int
    entry: Entry
    window: Window | None = None
    failure: Failure | None = None
    encoding: Encoding = UTF8


@dataclass(frozen=True, slots=True)
class FileBlock:
    """Windows of one or more files."""

    documents: tuple[Document, ...] = field(repr=False)
    stored: int

    @property
    def nbytes(self) -> int:
        return sum(len(text) for document in self.documents for text in document.texts)

    def parse(self, options: ShardOptions) -> "FileBlock":
        """The block itself: its windows are documents already."""
        del options
        return self

    def payload(self, outcomes: Sequence[Redacted]) -> Sequence[Redacted]:
        """The outcomes as they are; the writer joins windows."""
        return outcomes


def read_files(entries: Iterable[Entry], options: ShardOptions) -> Iterator[tuple[Block, Any]]:
    """The blocks of files, each with its pieces."""
    pieces: list[_Piece] = []
    size = stored = 0
    for number, entry in enumerate(entries):
        stored += entry.stored
        for piece in _read(number, entry, options):
            pieces.append(piece)
            size += len(piece.window.text) if piece.window else 0
            if size >= options.batch_bytes:
                yield _block(pieces, stored), tuple(pieces)
                pieces, size, stored = [], 0, 0
    if pieces:
        yield _block(pieces, stored), tuple(pieces)


def _block(pieces: Sequence[_Piece], stored: int) -> FileBlock:
    return FileBlock(
        tuple(
            Document(
                printable(piece.entry.name),
                () if piece.window is None else (piece.encoding.shown(piece.window.text),),
                failure=piece.failure.reason if piece.failure else None,
                part=None if piece.window is None else Part(piece.file, piece.window),
            )
            for piece in pieces
        ),
        stored,
    )


def _read(number: int, entry: Entry, options: ShardOptions) -> Iterator[_Piece]:
    def failed(reason: str, passing: bool = False) -> _Piece:
        return _Piece(number, entry, failure=Failure(number, reason, printable(entry.name), passing))

    if entry.failure is not None:
        yield failed(entry.failure)
    elif entry.open is None:
        yield _Piece(number, entry)
    else:
        try:
            with entry.open() as stream:
                text = _TextReader(stream, options.encoding)
                if text.failure:
                    yield failed(text.failure)
                    return
                for window in cut_windows(text.read):
                    yield _Piece(number, entry, window, encoding=text.encoding)
        except UnicodeDecodeError as error:
            yield failed(undecodable(error))
        except InputError as error:
            cause = error.__cause__
            passing = isinstance(cause, OSError) and bool(cause.errno)
            yield failed(reason_of(cause if cause is not None and passing else error), passing)
        except OSError as error:
            yield failed(reason_of(error), passing=True)


class _TextReader:
    """Decodes a file piece by piece."""

    def __init__(self, stream: Any, asked: str | None) -> None:
        self._stream = stream
        self._head: bytes = stream.read(HEAD_BYTES)
        self.encoding = find_encoding(self._head, asked)
        self._decoder = self.encoding.decoder()
        self.failure = _no_text(self._head, self.encoding)

    def read(self, count: int) -> str:
        """At most `count` characters; empty at the end only."""
        while True:
            data, self._head = self._head or self._stream.read(count), b""
            text = self._decoder.decode(data, final=not data)
            if text or not data:
                return text


def _no_text(head: bytes, encoding: Encoding) -> str | None:
    """Why a file that begins with `head` is not text; None if it is."""
    if is_wide(encoding):
        return None
    if wide := looks_wide(head):
        return f"looks like {wide} without a byte order mark; say so with --encoding {wide}"
    if kind := kind_of(head):
        return f"compressed ({kind}), but its name does not say so"
    return NOT_TEXT if b"\0" in head else None


class Sink(Protocol):
    """Where a format writes its files, one after the other."""

    def begin(self, entry: Entry) -> None:
        """Begin a file."""
        ...

    def write(self, data: bytes) -> None:
        """More of it."""
        ...

    def end(self) -> None:
        """End the file, which is complete."""
        ...

    def drop(self) -> None:
        """Discard the file begun, if any: it failed."""
        ...

    def keep(self, entry: Entry) -> None:
        """Copy an entry that is not a document."""
        ...

    def commit(self) -> tuple[str, ...]:
        """Move everything to its final name; returns the names."""
        ...

    def abort(self) -> None:
        """Remove what is not committed."""
        ...


class FilesWriter:
    """Joins windows, and hands files to the sink."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._splicer: Splicer | None = None
        self._spans: list[pa.RecordBatch] = []
        self._bytes = 0
        self._failed = -1
        """The file that failed last, whose remaining windows are skipped."""
        self._ended = 0
        self._written = 0

    def write(self, result: BlockResult, remainder: Sequence[_Piece]) -> BlockResult:
        """Append the pieces of a block; the result counts the files that end in it."""
        first = self._ended
        failures: list[Failure] = []
        spans: list[pa.RecordBatch] = []
        size = 0
        for piece, outcome in zip(remainder, result.payload, strict=True):
            if piece.file == self._failed:
                continue
            if piece.failure is not None or isinstance(outcome, str):
                self._drop(piece.file)
                known = piece.failure or Failure(None, str(outcome), printable(piece.entry.name))
                failures.append(Failure(self._ended - first, known.reason, known.id, known.passing))
                self._ended += 1
            elif piece.window is None:
                self._sink.keep(piece.entry)
            elif self._append(piece, piece.window, outcome[0]):
                spans += [_at_row(batch, self._ended - first) for batch in self._spans]
                size += self._bytes
                self._spans, self._bytes = [], 0
                self._ended += 1
                self._written += 1
        table = pa.Table.from_batches(spans, SCHEMA).combine_chunks()
        batch = table.to_batches()[0] if table.num_rows else span_batch([], [], [])
        return BlockResult(self._ended - first, 0, size, None, batch, tuple(failures), result.stored)

    def _append(self, piece: _Piece, window: Window, redaction: Redaction) -> bool:
        """Write a window; returns whether it is the last of its file."""
        if self._splicer is None:
            self._splicer = Splicer()
            self._sink.begin(piece.entry)
        text, replacements = self._splicer.add(window, redaction, piece.encoding.shown(window.text))
        self._sink.write(piece.encoding.encode(text))
        self._bytes += _utf8_bytes(window)
        if replacements:
            found = Redaction("", tuple(replacements), redaction.marks)
            self._spans.append(span_batch([0], [printable(piece.entry.name)], [found]))
        if window.last:
            self._sink.end()
            self._splicer = None
        return window.last

    def _drop(self, file: int) -> None:
        self._sink.drop()
        self._failed = file
        self._splicer = None
        self._spans, self._bytes = [], 0

    def commit(self) -> Written:
        """Move everything to its final name."""
        return Written(self._written, self._sink.commit())

    def abort(self) -> None:
        """Remove what is not committed."""
        self._sink.abort()


def _at_row(spans: pa.RecordBatch, row: int) -> pa.RecordBatch:
    return spans.set_column(0, SCHEMA.field("row"), numbers([row] * spans.num_rows))


def _utf8_bytes(window: Window) -> int:
    text = window.text[window.start : window.stop]
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


class ArchiveSink:
    """Writes an archive. A member is held back until it is complete; subclasses append it."""

    def __init__(self, destination: Destination, name: str) -> None:
        self._name = name
        self._target = destination.path(name)
        self._scratch = destination.scratch
        self.partial: PartialFile = destination.partial(name)
        self._spool: IO[bytes] | None = None
        self._entry = Entry("")

    def put(self, entry: Entry, file: IO[bytes], size: int) -> None:
        """Append a member of `size` bytes to the archive."""
        raise NotImplementedError

    def close(self) -> None:
        """Write the end of the archive."""
        raise NotImplementedError

    def begin(self, entry: Entry) -> None:
        """Begin a member."""
        self._entry = entry
        self._spool = tempfile.SpooledTemporaryFile(_SPOOL_BYTES, dir=str(self._scratch))

    def write(self, data: bytes) -> None:
        """More of it."""
        assert self._spool is not None
        with writing(self._target):
            self._spool.write(data)

    def end(self) -> None:
        """End the file, which is complete."""
        assert self._spool is not None
        with writing(self._target), self._spool as spool:
            size = spool.tell()
            spool.seek(0)
            self.put(self._entry, spool, size)
        self._spool = None

    def drop(self) -> None:
        """Discard the member begun."""
        if self._spool is not None:
            self._spool.close()
            self._spool = None

    def keep(self, entry: Entry) -> None:
        """To be overridden by formats that have such entries."""
        raise NotImplementedError

    def commit(self) -> tuple[str, ...]:
        """Move the archive to its final name."""
        with writing(self._target):
            self.close()
        self.partial.commit()
        return (self._name,)

    def abort(self) -> None:
        """Remove it."""
        self.drop()
        try:
            self.close()  # else it is closed when it is collected, and its file is gone then
        except (OSError, ValueError):
            pass  # the archive is discarded anyway
        self.partial.abort()


def copy(source: IO[bytes], target: IO[bytes]) -> None:
    """Copy what is left of a stream."""
    shutil.copyfileobj(source, target, 1 << 20)


def printable(name: str) -> str:
    """A file name as valid Unicode: names on disk may be any bytes."""
    return name.encode("utf-8", "backslashreplace").decode()
