"""Compressed streams, known by the ending of a file's name; what is written is compressed as its source is."""

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
    """The ending by which a file's name says that it is compressed; empty if it does not."""
    return next((ending for ending in ENDINGS if name.lower().endswith(ending)), "")


def kind_of(head: bytes) -> str | None:
    """What compressed the bytes that begin so; None if nothing known did."""
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)


def decompressed(file: Any, name: str) -> Any:
    """A stream of the bytes that the file stands for, read piece by piece; the file itself if it is not compressed."""
    # Arrow's streams go on over concatenated frames and fail on one that ends early; zstandard's do not.
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
    """A stream to write to; when it is closed, the file has all of it and stays open. The same bytes give the same file."""
    match ending(name):
        case ".gz":
            # No name and no time in the header.
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
    """A file that is not compressed, with a `close` that leaves it open."""

    def __init__(self, file: IO[bytes]) -> None:
        self.write = file.write

    def close(self) -> None:
        """Leave it open."""


@contextmanager
def reading(url: str = "") -> Generator[None]:
    """Turns what the system and readers of compressed and packed files say of a file into an `InputError`."""
    try:
        yield
    except (pa.ArrowException, OSError, EOFError, lzma.LZMAError, zstandard.ZstdError) as error:
        words = str(error).partition("\n")[0] or type(error).__name__
        place = f"{url}: " if url else ""
        if isinstance(error, OSError) and error.errno:
            raise InputError(f"{place}cannot be read: {error.strerror}") from error
        raise InputError(f"{place}damaged file ({words})") from error
