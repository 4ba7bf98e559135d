"""JSON-lines shards: of each line only the text field's string token is touched; every other byte stays as it is."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import Any

import pyarrow as pa
import zstandard

from pii.errors import InputError
from pii.redactor import Redaction, Redactor
from pii.shards.base import Block, BlockResult, Document, Shard, ShardOptions, redact_texts
from pii.shards.failures import Failure, invalid_utf8, too_long
from pii.shards.sidecar import span_batch
from pii.shards.storage import Destination, PartialFile, open_input, writing

# A line may be longer than its text, by escapes and by other fields; beyond this it is not held in memory.
_LINE_LIMIT_FACTOR = 2
_READ_BYTES = 1 << 20

_SPACE = re.compile(r"[ \t\r]*")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
# Numbers are not needed, and Python refuses to convert an integer of thousands of digits.
_DECODER = json.JSONDecoder(parse_int=float)
_BOM = "\ufeff"
_KINDS: dict[type, str] = {bool: "true or false", float: "a number", list: "an array", dict: "an object"}


@dataclass(frozen=True, slots=True)
class _Field:
    """The text field of a line: its value, and where its string token lies in the line, quotes excluded."""

    text: str | None
    start: int
    end: int
    id: str | None


@dataclass(frozen=True, slots=True)
class JsonlBlock:
    """Whole lines."""

    data: bytes
    stored: int
    oversize: int = 0
    """Length in bytes of a line that was too long to be kept; the block is then that line alone."""

    @property
    def nbytes(self) -> int:
        return len(self.data)

    def documents(self, options: ShardOptions) -> Iterator[Document]:
        """The lines as documents; empty lines are none."""
        for row, (_, _, parsed) in enumerate(self._parse(options)):
            if isinstance(parsed, str):
                yield Document(row, None, None, parsed)
            else:
                yield Document(row, parsed.id, parsed.text)

    def redact(self, redactor: Redactor, options: ShardOptions) -> BlockResult:
        """The payload is the new lines."""
        lines = list(self._parse(options))
        fields = [(row, field) for row, (_, _, field) in enumerate(lines) if isinstance(field, _Field)]
        texts = [(row, field, field.text) for row, field in fields if field.text is not None]
        outcomes = redact_texts(redactor, [text for _, _, text in texts], options.seconds_per_document)
        failures = {row: Failure(row, field) for row, (_, _, field) in enumerate(lines) if isinstance(field, str)}
        changed: dict[int, Redaction] = {}
        for (row, field, _), outcome in zip(texts, outcomes, strict=True):
            if isinstance(outcome, str):
                failures[row] = Failure(row, outcome, field.id)
            elif outcome.replacements:
                changed[row] = outcome
        payload = None
        if changed or failures:
            payload = (
                b"".join(
                    before + _rewrite(line, field, changed.get(row))
                    for row, (before, line, field) in enumerate(lines)
                    if row not in failures and isinstance(field, _Field)
                )
                + self._blank_tail()
            )
        ids = {row: field.id for row, field in fields}
        return BlockResult(
            documents=len(lines),
            nulls=len(fields) - len(texts),
            bytes=sum(len(text) if text.isascii() else len(text.encode()) for _, _, text in texts),
            payload=self.data if payload is None else payload,
            spans=span_batch(list(changed), [ids[row] for row in changed], list(changed.values())),
            failures=tuple(failures[row] for row in sorted(failures)),
            stored=self.stored,
        )

    def _parse(self, options: ShardOptions) -> Iterator[tuple[bytes, bytes, "_Field | str"]]:
        """Blank lines before it, the line with its end, and its field or what is wrong with it, for each line."""
        if self.oversize:
            yield b"", b"", too_long(self.oversize, options.max_document_bytes * _LINE_LIMIT_FACTOR)
            return
        blank = b""
        for line in _split_lines(self.data):
            if not line.strip():
                blank += line
                continue
            yield blank, line, _parse_line(line, options)
            blank = b""

    def _blank_tail(self) -> bytes:
        tail = b""
        for line in reversed(_split_lines(self.data)):
            if line.strip():
                break
            tail = line + tail
        return tail


def read(shard: Shard, options: ShardOptions) -> Iterator[tuple[Block, Any]]:
    """The shard's blocks; nothing stays behind.

    Raises:
        InputError: the file cannot be read, or its compressed stream is damaged or ends early.
    """
    url = shard.files[0].url
    limit = options.max_document_bytes * _LINE_LIMIT_FACTOR
    with open_input(url) as file:
        try:
            stream = _decompressed(file, url)
            before = 0
            for data, oversize in _blocks(stream, limit, options.batch_bytes):
                position = file.tell()
                yield JsonlBlock(data, position - before, oversize), None
                before = position
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"{url}: damaged file ({str(error).partition(chr(10))[0]})") from error


def _blocks(stream: Any, limit: int, batch_bytes: int) -> Iterator[tuple[bytes, int]]:
    """Cut a stream after line ends; a line over `limit` bytes is dropped while it is read, and only its length given."""
    held: list[bytes] = []
    size = dropped = 0
    while data := stream.read(min(_READ_BYTES, batch_bytes)):
        if dropped:
            end = data.find(b"\n") + 1
            dropped += end or len(data)
            if not end:
                continue
            yield b"", dropped
            dropped, data = 0, data[end:]
        end = data.rfind(b"\n") + 1
        if end and size + end >= batch_bytes:
            yield b"".join([*held, data[:end]]), 0
            held, size = [data[end:]], len(data) - end
            continue
        held.append(data)
        size += len(data)
        if size > batch_bytes + limit:
            lines, end_of_line, tail = b"".join(held).rpartition(b"\n")
            if lines:
                yield lines + end_of_line, 0
            held, size, dropped = [], 0, len(tail)
    if dropped:
        yield b"", dropped
    elif size:
        yield b"".join(held), 0


class JsonlShardWriter:
    """Writes a JSON-lines shard, compressed as its source is."""

    def __init__(self, shard: Shard, options: ShardOptions, destination: Destination) -> None:
        del options
        name = shard.files[0].name
        self._target = destination.path(name)
        self._partial: PartialFile = destination.partial(name)
        self._stream: Any = self._partial.file
        if name.lower().endswith(".gz"):
            # No name and no time in the header: the same documents give the same bytes.
            self._stream = gzip.GzipFile("", "wb", compresslevel=6, fileobj=self._partial.file, mtime=0)
        elif name.lower().endswith(".zst"):
            compressor = zstandard.ZstdCompressor(level=3, write_checksum=True)
            self._stream = compressor.stream_writer(self._partial.file, closefd=False)
        self._documents = 0

    def write(self, result: BlockResult, remainder: Any) -> BlockResult:
        """Append a block's lines."""
        del remainder
        self._documents += sum(1 for line in result.payload.split(b"\n") if line.strip())
        with writing(self._target):
            self._stream.write(result.payload)
        return result

    def commit(self) -> int:
        """Make the shard appear; the number of documents in it."""
        if self._stream is not self._partial.file:
            with writing(self._target):
                self._stream.close()
        self._partial.commit()
        return self._documents

    def abort(self) -> None:
        """Remove what was written."""
        self._partial.abort()


def _decompressed(file: BufferedReader, url: str) -> BufferedReader | pa.CompressedInputStream:
    # Arrow's streams go on over concatenated frames and fail on one that ends early; zstandard's do not.
    if url.lower().endswith(".gz"):
        return pa.CompressedInputStream(file, "gzip")
    if url.lower().endswith(".zst"):
        return pa.CompressedInputStream(file, "zstd")
    return file


def _split_lines(data: bytes) -> list[bytes]:
    """Lines with their ends; `bytes.splitlines` would also end them at a carriage return, which JSON takes for a space."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _parse_line(line: bytes, options: ShardOptions) -> _Field | str:
    """The text field of a line, or what is wrong with the line."""
    if len(line) > options.max_document_bytes * _LINE_LIMIT_FACTOR:
        return too_long(len(line), options.max_document_bytes * _LINE_LIMIT_FACTOR)
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        return invalid_utf8(error)
    try:
        field = _find_field(text.rstrip("\r\n"), options)
    except json.JSONDecodeError as error:
        return f"invalid JSON: {error.msg} at character {error.pos}"
    except RecursionError:
        return "invalid JSON: nested too deep"
    if isinstance(field, str) or field.text is None:
        return field
    if len(field.text) * 4 > options.max_document_bytes:
        size = len(field.text.encode("utf-8", "surrogatepass"))
        if size > options.max_document_bytes:
            return too_long(size, options.max_document_bytes)
    if "\\" in text[field.start : field.end]:
        try:
            field.text.encode()
        except UnicodeEncodeError as error:
            return f"lone surrogate at character {error.start}"
    return field


def _find_field(line: str, options: ShardOptions) -> _Field | str:
    """Walk the top level of a JSON object: the decoder says where each value ends, which `json.loads` does not."""
    position = _skip(line, 1 if line.startswith(_BOM) else 0)
    if line[position : position + 1] != "{":
        return "not a JSON object"
    found: tuple[Any, int, int] | None = None
    id: str | None = None
    position = _skip(line, position + 1)
    while line[position : position + 1] != "}":
        if line[position : position + 1] != '"':
            raise json.JSONDecodeError("expected a key in double quotes", "", position)
        key, position = _DECODER.raw_decode(line, position)
        position = _skip(line, position)
        if line[position : position + 1] != ":":
            raise json.JSONDecodeError("expected ':'", "", position)
        start = _skip(line, position + 1)
        value, end = _DECODER.raw_decode(line, start)
        if key == options.text_column:
            if found is not None:
                return f"two fields {key!r}"
            found = value, start, end
        elif key == options.id_column:
            id = value if isinstance(value, str) else line[start:end]
        position = _skip(line, end)
        if line[position : position + 1] == ",":
            position = _skip(line, position + 1)
            if line[position : position + 1] == "}":
                raise json.JSONDecodeError("comma before '}'", "", position)
        elif line[position : position + 1] != "}":
            raise json.JSONDecodeError("expected ',' or '}'", "", position)
    if line[position + 1 :].strip():
        raise json.JSONDecodeError("extra data", "", position + 1)
    if found is None:
        return f"no field {options.text_column!r}"
    value, start, end = found
    if value is not None and not isinstance(value, str):
        return f"field {options.text_column!r} holds {_KINDS[type(value)]}, expected text"
    return _Field(value, start + 1, end - 1, id)


def _skip(line: str, position: int) -> int:
    match = _SPACE.match(line, position)
    return position if match is None else match.end()


def _rewrite(line: bytes, field: _Field, redaction: Redaction | None) -> bytes:
    """The line with its text redacted; escapes outside the spans stay written as they were."""
    if redaction is None:
        return line
    text = line.decode()
    token = text[field.start : field.end]
    at = _TokenOffsets(token)
    plain_ascii = token.isascii()
    pieces = [text[: field.start]]
    position = 0
    for replacement in redaction.replacements:
        start, end = at(replacement.span.start), at(replacement.span.end)
        new = redaction.text[replacement.start : replacement.end]
        pieces += (token[position:start], json.dumps(new, ensure_ascii=plain_ascii)[1:-1])
        position = end
    pieces += (token[position:], text[field.end :])
    return "".join(pieces).encode()


class _TokenOffsets:
    """From characters of a text to characters of its JSON token; to be asked in rising order."""

    def __init__(self, token: str) -> None:
        self._escapes = _ESCAPE.finditer(token) if "\\" in token else iter(())
        self._next = next(self._escapes, None)
        self._extra = 0  # characters that escapes before have over those they stand for

    def __call__(self, offset: int) -> int:
        while self._next is not None and self._next.start() < offset + self._extra:
            self._extra += self._next.end() - self._next.start() - 1
            self._next = next(self._escapes, None)
        return offset + self._extra
