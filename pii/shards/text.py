"""Plain files: each is a document, those of one directory are a shard. Long ones are redacted in windows."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import Any

import pyarrow as pa

from pii.errors import InputError
from pii.redactor import Redaction, Redactor
from pii.shards.base import Block, BlockResult, Document, Shard, ShardOptions, redact_texts
from pii.shards.failures import NOT_TEXT, Failure, invalid_utf8, reason_of
from pii.shards.sidecar import SCHEMA, span_batch
from pii.shards.storage import Destination, PartialFile, open_input
from pii.shards.windows import Splicer, Window, cut_windows

# As git tells binary files from text.
_SNIFF_BYTES = 8000


@dataclass(frozen=True, slots=True)
class _Part:
    """A window of a file, or why the file cannot be read."""

    file: int
    window: Window | None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Windows of one or more files."""

    parts: tuple[_Part, ...]
    names: tuple[str, ...]
    stored: int

    @property
    def nbytes(self) -> int:
        return sum(len(part.window.text) for part in self.parts if part.window)

    def documents(self, options: ShardOptions) -> Iterator[Document]:
        """The windows as documents."""
        del options
        for part, name in zip(self.parts, self.names, strict=True):
            yield Document(part.file, name, part.window.text if part.window else None, part.failure, part.window)

    def redact(self, redactor: Redactor, options: ShardOptions) -> BlockResult:
        """The payload is a redaction, or the reason why there is none, for each part."""
        windows = [part.window for part in self.parts if part.window is not None]
        outcomes = iter(redact_texts(redactor, [window.text for window in windows], options.seconds_per_document))
        payload = [part.failure if part.window is None else next(outcomes) for part in self.parts]
        return BlockResult(0, 0, 0, payload, span_batch([], [], []), (), self.stored)


def read(shard: Shard, options: ShardOptions) -> Iterator[tuple[Block, Any]]:
    """The shard's blocks, each with its parts."""
    parts: list[_Part] = []
    size = 0
    stored = 0
    for number, file in enumerate(shard.files):
        stored += file.size
        for part in _read_file(number, file.url):
            parts.append(part)
            size += len(part.window.text) if part.window else 0
            if size >= options.batch_bytes:
                yield _block(parts, shard, stored), tuple(parts)
                parts, size, stored = [], 0, 0
    if parts:
        yield _block(parts, shard, stored), tuple(parts)


def _block(parts: list[_Part], shard: Shard, stored: int) -> TextBlock:
    return TextBlock(tuple(parts), tuple(shard.files[part.file].name for part in parts), stored)


def _read_file(number: int, url: str) -> Iterator[_Part]:
    try:
        with open_input(url) as file:
            text = _TextReader(file)
            if text.binary:
                yield _Part(number, None, NOT_TEXT)
                return
            for window in cut_windows(text.read):
                yield _Part(number, window)
    except UnicodeDecodeError as error:
        yield _Part(number, None, invalid_utf8(error))
    except (InputError, OSError) as error:
        yield _Part(number, None, reason_of(error.__cause__ or error))


class _TextReader:
    """Decodes UTF-8 piece by piece; errors count bytes from the start of the file."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._head = file.read(_SNIFF_BYTES)
        self._consumed = 0
        self.binary = b"\0" in self._head

    def read(self, count: int) -> str:
        """At most `count` characters; empty at the end only."""
        while True:
            data, self._head = self._head or self._file.read(count), b""
            pending = len(self._decoder.getstate()[0])
            try:
                text = self._decoder.decode(data, final=not data)
            except UnicodeDecodeError as error:
                error.start += self._consumed - pending
                raise
            self._consumed += len(data)
            if text or not data:
                return text


class TextShardWriter:
    """Writes each file at its own place; a file appears when it is whole."""

    def __init__(self, shard: Shard, options: ShardOptions, destination: Destination) -> None:
        del options
        self._files = shard.files
        self._destination = destination
        self._partial: PartialFile | None = None
        self._splicer = Splicer()
        self._spans: list[pa.RecordBatch] = []
        self._finished = 0
        self._written = 0

    def write(self, result: BlockResult, remainder: tuple[_Part, ...]) -> BlockResult:
        """Append the parts of a block; the documents of the result are the files that end in it."""
        first = self._finished
        failures: list[Failure] = []
        spans: list[pa.RecordBatch] = []
        size = 0
        for part, outcome in zip(remainder, result.payload, strict=True):
            if part.file < self._finished:
                continue  # the rest of a file that failed
            if isinstance(outcome, Redaction):
                if not self._append(part, outcome, part.file - first):
                    continue
                spans += self._spans
                size += self._files[part.file].size
                self._finish()
            else:
                failures.append(Failure(part.file - first, outcome, printable(self._files[part.file].name)))
                self.abort()
            self._finished = part.file + 1
            self._spans = []
        table = pa.Table.from_batches(spans, SCHEMA).combine_chunks()
        batch = table.to_batches()[0] if table.num_rows else result.spans
        return BlockResult(self._finished - first, 0, size, None, batch, tuple(failures), result.stored)

    def _append(self, part: _Part, redaction: Redaction, row: int) -> bool:
        """Write a part; whether the file ends with it."""
        assert part.window is not None
        name = self._files[part.file].name
        if self._partial is None:
            self._partial = self._destination.partial(name)
            self._splicer = Splicer()
        text, replacements = self._splicer.add(part.window, redaction)
        self._partial.write(text.encode())
        self._spans.append(span_batch([row], [printable(name)], [Redaction("", tuple(replacements))]))
        return part.window.last

    def _finish(self) -> None:
        assert self._partial is not None
        # Waiting for the disk at each of thousands of small files would take longer than all the rest. The ledger knows
        # their sizes, so that files lost in a power cut are noticed and written again.
        self._partial.commit(durable=False)
        self._partial = None
        self._written += 1

    def commit(self) -> int:
        """The number of files written."""
        return self._written

    def abort(self) -> None:
        """Remove the file being written."""
        if self._partial is not None:
            self._partial.abort()
            self._partial = None


def printable(name: str) -> str:
    """A file name as valid Unicode: names on disk may be any bytes."""
    return name.encode("utf-8", "backslashreplace").decode()
