"""WARC and WET files: the block of every record is a document, HTTP headers included; record headers stay.

Lengths are adjusted, and digests that no longer hold are dropped. Record headers are not searched, so URLs of sites stay.
"""

import base64
import gzip
import hashlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, Any

from pii import expressions as re
from pii.errors import InputError
from pii.shards.base import Block, Format, Shard, ShardOptions
from pii.shards.compression import decompressed, ending, reading
from pii.shards.files import ArchiveSink, Entry, FilesWriter, read_files
from pii.shards.storage import Destination, open_input

_HEAD_BYTES = 1 << 16
_LENGTH = re.compile(rb"^content-length:[ \t]*([0-9]{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_ID = re.compile(rb"^warc-record-id:[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_DIGEST = re.compile(rb"^warc-(?:block|payload)-digest:[^\n]*\n", re.IGNORECASE | re.MULTILINE)
_BLOCK_SHA1 = re.compile(rb"^warc-block-digest:[ \t]*sha1:([A-Z2-7]{32})", re.IGNORECASE | re.MULTILINE)
_ENCODED = re.compile(rb"^(?:content|transfer)-encoding:[ \t]*([a-z][a-z, ]{0,40})", re.IGNORECASE | re.MULTILINE)


def _read(shard: Shard, options: ShardOptions) -> Iterator[tuple[Block, Any]]:
    return read_files(_entries(shard), options)


def _entries(shard: Shard) -> Iterator[Entry]:
    source = shard.files[0]
    with open_input(source.url) as file, reading(source.url):
        stream = _Pushback(decompressed(file, source.name))
        before = 0
        while (header := _header(stream, source.url)) is not None:
            length = _LENGTH.search(header)
            if length is None:
                raise InputError(f"{source.url}: damaged file (a record without a length)")
            block = _Limited(stream, int(length[1]), source.url)
            found = _ID.search(header)
            name = found[1].strip(b"<> \t").decode("utf-8", "backslashreplace") if found else ""
            position = file.tell()
            yield Entry(name, position - before, partial(_open, block), _unreadable(block), header)
            before = position
            block.drain()
            if stream.read(4) != b"\r\n\r\n":
                raise InputError(f"{source.url}: damaged file (a record of another length than it says)")


def _header(stream: "_Pushback", url: str) -> bytes | None:
    """The header of the next record, with the blank line after it; None at the end."""
    data = b""
    while (end := data.find(b"\r\n\r\n")) < 0:
        more = stream.read(4096)
        if not more or len(data) > _HEAD_BYTES:
            if not data and not more:
                return None
            raise InputError(f"{url}: damaged file (no record at its end)")
        data += more
    stream.push(data[end + 4 :])
    if not data.startswith(b"WARC/"):
        raise InputError(f"{url}: is no WARC file")
    return data[: end + 4]


def _unreadable(block: "_Limited") -> str | None:
    head = block.peek(_HEAD_BYTES)
    headers, blank, _ = head.partition(b"\r\n\r\n")
    encoded = _ENCODED.search(headers) if blank and b"HTTP/" in headers[:200] else None
    if encoded and encoded[1].strip().lower() != b"identity":
        return f"its payload is encoded ({encoded[1].decode().strip().lower()}); a crawler can write it decoded"
    return None


@contextmanager
def _open(block: "_Limited") -> Generator["_Limited"]:
    yield block


class _Pushback:
    """A stream that takes bytes back."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._held = b""

    def read(self, count: int) -> bytes:
        """Exactly `count` bytes, fewer only at the end."""
        pieces, missing = [self._held[:count]], count - len(self._held)
        self._held = self._held[count:]
        while missing > 0 and (data := self._source.read(missing)):
            pieces.append(data)
            missing -= len(data)
        return b"".join(pieces)

    def push(self, data: bytes) -> None:
        """Give bytes back."""
        self._held = data + self._held


class _Limited:
    """The block of a record."""

    def __init__(self, stream: _Pushback, length: int, url: str) -> None:
        self._stream, self._left, self._url = stream, length, url

    def read(self, count: int) -> bytes:
        """At most `count` bytes; empty at the end of the block."""
        wanted = min(count, self._left)
        data = self._stream.read(wanted)
        if len(data) < wanted:
            raise InputError(f"{self._url}: damaged file (it ends early)")
        self._left -= len(data)
        return data

    def peek(self, count: int) -> bytes:
        """The next bytes, without consuming them."""
        data = self.read(count)
        self._stream.push(data)
        self._left += len(data)
        return data

    def drain(self) -> None:
        """Skip what has not been read."""
        while self.read(1 << 20):
            pass


class _Warc(ArchiveSink):
    def __init__(self, destination: Destination, name: str) -> None:
        super().__init__(destination, name)
        self._packed = bool(ending(name))

    def put(self, entry: Entry, file: IO[bytes], size: int) -> None:
        block = _with_http_length(file.read())
        header: bytes = entry.source
        known = _BLOCK_SHA1.search(header)
        if known is None or known[1].upper() != base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()):
            header = _DIGEST.sub(b"", header)
        header = _LENGTH.sub(b"Content-Length: %d\r" % len(block), header, count=1)
        record = header + block + b"\r\n\r\n"
        # One gzip member a record, as readers that seek expect; no time in its header, so that output is reproducible.
        self.partial.file.write(gzip.compress(record, 6, mtime=0) if self._packed else record)

    def keep(self, entry: Entry) -> None:
        raise AssertionError(entry.name)  # every record is a document

    def close(self) -> None:
        pass


def _with_http_length(block: bytes) -> bytes:
    """A response with its Content-Length adjusted to its body."""
    headers, blank, body = block.partition(b"\r\n\r\n")
    if not blank or not headers.startswith(b"HTTP/"):
        return block
    return _LENGTH.sub(b"Content-Length: %d\r" % len(body), headers + b"\r\n", count=1)[:-2] + blank + body


def _write(shard: Shard, options: ShardOptions, destination: Destination) -> FilesWriter:
    del options
    return FilesWriter(_Warc(destination, shard.files[0].name))


FORMATS = (
    Format("warc", (".warc", ".warc.gz", ".warc.wet", ".warc.wet.gz", ".warc.wat", ".warc.wat.gz"), _read, _write),
)
