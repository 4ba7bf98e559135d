"""Compressed streams, recognised by a file name's ending. Output is compressed the way its source is."""

import bz2
import gzip
import lzma
from collections.abc import Generator
from contextlib import contextmanager
from typing import IO, Any

import pyarrow as pa
import zstandard

from pii.errors import InputError

ENDINGS = (".gz", ".zst", ".bz2", ".xz")

_MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "zstandard"}


def ending(name: str) -> str:
    """The part of a file name that names a compression, such as `.gz`; empty if there is none."""
    return next((ending for ending in ENDINGS if name.lower().endswith(ending)), "")


def kind_of(head: bytes) -> str | None:
    """The compression whose magic number `head` begins with; None if there is none."""
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)


def decompressed(file: Any, name: str) -> Any:
    """A stream of the decompressed file; the file itself if it is not compressed."""
    # Arrow's streams read on over concatenated frames and fail on a truncated one; zstandard's do neither.
    match ending(name):
        case ".gz":
            return pa.CompressedInputStream(file, "gzip")
        case ".zst":
            return pa.CompressedInputStream(file, "zstd")
        case ".bz2":
            return bz2.BZ2File(file)
        case ".xz":
            return lzma.LZMAFile(file)
        case _:
            return file


def compressed(file: IO[bytes], name: str) -> Any:
    """A stream to write to; closing it flushes it and leaves `file` open. The same bytes always give the same file."""
    match ending(name):
        case ".gz":
            # No name or time in the header: the output must be reproducible.
            return gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0)
        case ".zst":
            return zstandard.ZstdCompressor(level=3, write_checksum=True).stream_writer(file, closefd=False)
        case ".bz2":
            return bz2.BZ2File(file, "wb")
        case ".xz":
            return lzma.LZMAFile(file, "wb")
        case _:
            return _Kept(file)


class _Kept:
    """An uncompressed file whose `close` leaves it open, as those of the compressed streams do."""

    def __init__(self, file: IO[bytes]) -> None:
        self.write = file.write

    def close(self) -> None:
        """Leave it open."""


@contextmanager
def reading(url: str = "") -> Generator[None]:
    """Turn errors of the system and of decompressors into an `InputError`."""
    try:
        yield
    except (pa.ArrowException, OSError, EOFError, lzma.LZMAError, zstandard.ZstdError) as error:
        words = str(error).partition("\n")[0] or type(error).__name__
        place = f"{url}: " if url else ""
        if isinstance(error, OSError) and error.errno:
            raise InputError(f"{place}cannot be read: {error.strerror}") from error
        raise InputError(f"{place}damaged file ({words})") from error
