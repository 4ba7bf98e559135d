"""Rows written as text one after the other, such as JSON lines: only the characters of their texts are touched.

This is what such formats share; each adds a `Syntax`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from pii.errors import InputError
from pii.redaction import Redaction
from pii.shards.base import Block, BlockResult, Document, Redacted, Shard, ShardOptions, Written
from pii.shards.compression import compressed, decompressed, reading
from pii.shards.failures import too_long, undecodable
from pii.shards.storage import Destination, PartialFile, open_input, writing
from pii.text.encodings import HEAD_BYTES, UTF8, Encoding, find_encoding, is_wide, looks_wide

# Escapes and other fields make a row longer than its text; a row beyond this many times the limit is not held in memory.
LIMIT_FACTOR = 2
_READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Token:
    """A text of a row, and where the row spells it."""

    text: str
    start: int
    end: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A parsed row."""

    tokens: tuple[Token, ...] = ()
    """In the order of the row; empty if the row is null."""
    id: str | None = None


class Syntax(Protocol):
    """How rows are written; pickles with each block."""

    def complete(self, data: bytes) -> int:
        """Where the last complete row ends; 0 if there is none."""
        ...

    def split(self, data: bytes) -> Sequence[bytes]:
        """The rows with their line ends, and what lies between them, such as blank lines."""
        ...

    def is_row(self, raw: bytes) -> bool:
        """Whether this is a row rather than something between rows."""
        ...

    def parse(self, row: str, options: ShardOptions) -> Row | str:
        """Parse a row without its line end; a string says what is wrong with it."""
        ...

    def spell(self, raw: str, redaction: Redaction, ascii: bool) -> str:
        """Spell a redacted text in place of `raw`, keeping the spelling of what lies outside its spans.

        With `ascii`, only ASCII characters are available.
        """
        ...


@dataclass(frozen=True, slots=True)
class RecordBlock:
    """Whole rows."""

    data: bytes
    stored: int
    syntax: Syntax
    encoding: Encoding = UTF8
    oversize: int = 0
    """Length in bytes of a row that was too long to keep; the block then represents that row alone."""

    @property
    def nbytes(self) -> int:
        return len(self.data)

    def parse(self, options: ShardOptions) -> "_Rows":
        """The rows as documents."""
        limit = options.max_document_bytes
        if self.oversize:
            return _Rows(self, [], [Document(failure=too_long(self.oversize, limit * LIMIT_FACTOR))], [])
        pieces = self.syntax.split(self.data)
        documents: list[Document] = []
        rows: list[_Spelled | None] = []
        for piece in pieces:
            if self.syntax.is_row(piece):
                document, spelled = self._document(piece, options)
                documents.append(document)
                rows.append(spelled)
        return _Rows(self, pieces, documents, rows)

    def _document(self, raw: bytes, options: ShardOptions) -> "tuple[Document, _Spelled | None]":
        limit = options.max_document_bytes
        if len(raw) > limit * LIMIT_FACTOR:
            return Document(failure=too_long(len(raw), limit * LIMIT_FACTOR)), None
        try:
            text = self.encoding.decoder().decode(raw, final=True)
        except UnicodeDecodeError as error:
            return Document(failure=undecodable(error)), None
        row = self.syntax.parse(text.rstrip("\r\n"), options)
        if isinstance(row, str):
            return Document(failure=row), None
        texts = tuple(self.encoding.shown(token.text) for token in row.tokens)
        if failure := _unfit(texts, limit):
            return Document(row.id, failure=failure), None
        fields = tuple(token.field for token in row.tokens) if options.named else ()
        return Document(row.id, texts, fields), _Spelled(text, row.tokens)


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A row as it is spelled in the file."""

    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a block."""

    block: RecordBlock
    pieces: Sequence[bytes]
    documents: Sequence[Document]
    rows: Sequence[_Spelled | None] = field(repr=False)

    def payload(self, outcomes: Sequence[Redacted]) -> bytes:
        """The new rows. What lies between rows is kept even if those around it are quarantined."""
        if not any(isinstance(outcome, str) or any(r.replacements for r in outcome) for outcome in outcomes):
            return self.block.data
        syntax = self.block.syntax
        new: list[bytes] = []
        number = 0
        for piece in self.pieces:
            if not syntax.is_row(piece):
                new.append(piece)
                continue
            outcome, row = outcomes[number], self.rows[number]
            number += 1
            if isinstance(outcome, str) or row is None:
                continue
            new.append(self._rewrite(row, outcome) if any(r.replacements for r in outcome) else piece)
        return b"".join(new)

    def _rewrite(self, row: _Spelled, redactions: Sequence[Redaction]) -> bytes:
        pieces: list[str] = []
        position = 0
        for token, redaction in zip(row.tokens, redactions, strict=True):
            redaction = _real(self.block.encoding.shown(token.text), redaction)
            if redaction.replacements:
                raw = row.text[token.start : token.end]
                ascii = raw.isascii() or self.block.encoding.codec != "utf-8"
                pieces += (row.text[position : token.start], self.block.syntax.spell(raw, redaction, ascii))
                position = token.end
        pieces.append(row.text[position:])
        return self.block.encoding.encode("".join(pieces))


def _real(text: str, redaction: Redaction) -> Redaction:
    """The redaction without replacements that leave the text as it is."""
    found = redaction.replacements
    changed = tuple(r for r in found if redaction.text[r.start : r.end] != text[r.span.start : r.span.end])
    return redaction if len(changed) == len(found) else Redaction(redaction.text, changed)


def _unfit(texts: Sequence[str], limit: int) -> str | None:
    """Why texts cannot be redacted; None if they can."""
    if sum(map(len, texts)) * 4 > limit:
        size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
        if size > limit:
            return too_long(size, limit)
    for text in texts:
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError as error:
                return f"lone surrogate at character {error.start}"
    return None


def read_records(
    shard: Shard, options: ShardOptions, syntax: Callable[[bytes, Encoding], Syntax]
) -> Iterator[tuple[Block, Any]]:
    """The blocks of a file of rows, without remainders.

    Args:
        shard, options: what to read, and how.
        syntax: makes the syntax from the head of the file, which is UTF-8 unless an encoding is given with it.

    Raises:
        InputError: the file cannot be read, its compressed stream is damaged or truncated, or it lacks a field.
    """
    file_name = shard.files[0]
    limit = options.max_document_bytes * LIMIT_FACTOR
    with open_input(file_name.url) as file, reading(file_name.url):
        stream = _Stream(decompressed(file, file_name.name), options.encoding, file_name.url)
        rules = syntax(stream.head, stream.encoding)
        before = 0
        for data, oversize in _blocks(stream, rules, limit, options.batch_bytes):
            position = file.tell()
            yield RecordBlock(data, position - before, rules, stream.encoding, oversize), None
            before = position


def _blocks(stream: "_Stream", syntax: Syntax, limit: int, batch_bytes: int) -> Iterator[tuple[bytes, int]]:
    """Cut a stream between rows; of one over `limit` bytes only the length is kept."""
    held: list[bytes] = []
    size = dropped = 0
    wanted = batch_bytes
    ended = False
    while not ended:
        data = stream.read(min(_READ_BYTES, batch_bytes))
        ended = not data
        if dropped:
            end = data.find(b"\n") + 1
            dropped += end or len(data)
            if not end and not ended:
                continue
            yield b"", dropped
            dropped, data = 0, data[end:] if end else b""
        held.append(data)
        size += len(data)
        if size < wanted and not ended:
            continue
        whole = b"".join(held)
        end = syntax.complete(whole)
        size -= end
        over = size > limit
        if end or (ended and size and not over):
            yield whole[:end] if over or not ended else whole, 0
        held = [] if over else [whole[end:]]
        dropped, size = (size, 0) if over else (0, size)
        # Search again only once it has doubled: else the end of a long row would be searched for at quadratic cost.
        wanted = batch_bytes if end else min(max(batch_bytes, 2 * size), limit + 1)
    if dropped:
        yield b"", dropped


class _Stream:
    """The bytes of a file, UTF-16 and UTF-32 recoded to UTF-8 so that rows end with the byte of a line feed."""

    def __init__(self, source: Any, asked: str | None, url: str) -> None:
        self._source, self._url = source, url
        head = _exactly(source, HEAD_BYTES)
        found = find_encoding(head, asked)
        if not is_wide(found) and (wide := looks_wide(head)):
            raise InputError(f"{url}: looks like {wide} without a byte order mark; say so with --encoding {wide}")
        self._decoder = found.decoder() if is_wide(found) else None
        self.encoding = UTF8 if is_wide(found) else found if asked else UTF8
        self._ready = self._decoder.decode(head).encode() if self._decoder else head
        self.head = self._ready

    def read(self, count: int) -> bytes:
        """At least one byte, unless the stream has ended."""
        if self._ready:
            data, self._ready = self._ready, b""
            return data
        data = self._source.read(count)
        if self._decoder is None:
            return data
        try:
            while data:
                if text := self._decoder.decode(data):
                    return text.encode()
                data = self._source.read(count)
            return self._decoder.decode(b"", final=True).encode()
        except UnicodeDecodeError as error:
            raise InputError(f"{self._url}: {undecodable(error)}") from error


def _exactly(source: Any, count: int) -> bytes:
    pieces: list[bytes] = []
    while count and (data := source.read(count)):
        pieces.append(data)
        count -= len(data)
    return b"".join(pieces)


class RecordWriter:
    """Writes a file of rows, compressed and encoded as its source is."""

    def __init__(self, shard: Shard, options: ShardOptions, destination: Destination) -> None:
        source = shard.files[0]
        self._name = source.name
        self._target = destination.path(source.name)
        with open_input(source.url) as file, reading(source.url):
            head = _exactly(decompressed(file, source.name), HEAD_BYTES)
        encoding = find_encoding(head, options.encoding)
        self._wide = encoding if is_wide(encoding) else None
        self._partial: PartialFile = destination.partial(source.name)
        self._stream: Any = compressed(self._partial.file, source.name)
        self._documents = 0

    def write(self, result: BlockResult, remainder: Any) -> BlockResult:
        """Append the rows of a block."""
        del remainder
        self._documents += result.documents - len(result.failures)
        payload: bytes = result.payload
        with writing(self._target):
            self._stream.write(payload if self._wide is None else self._wide.encode(payload.decode()))
        return result

    def commit(self) -> Written:
        """Move the file to its final name."""
        with writing(self._target):
            self._stream.close()
        self._partial.commit()
        return Written(self._documents, (self._name,))

    def abort(self) -> None:
        """Remove what was written."""
        self._partial.abort()
