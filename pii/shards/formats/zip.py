"""Zip archives: every member is a document. Names, order, times, modes and compression methods stay."""

import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, Any

from pii.errors import InputError
from pii.shards.base import Block, Format, Shard, ShardOptions
from pii.shards.compression import reading
from pii.shards.files import ArchiveSink, Entry, FilesWriter, copy, read_files
from pii.shards.storage import Destination, open_input

_ENCRYPTED = 1
"""The flag bit of an encrypted member."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})


def _read(shard: Shard, options: ShardOptions) -> Iterator[tuple[Block, Any]]:
    return read_files(_entries(shard), options)


def _entries(shard: Shard) -> Iterator[Entry]:
    source = shard.files[0]
    with open_input(source.url) as file, reading(source.url):
        try:
            with zipfile.ZipFile(file) as archive:
                for member in archive.infolist():
                    # Not is_dir(), which fails on a member without a name, as a damaged archive may hold.
                    opened = None if member.filename.endswith("/") else partial(_open, archive, member)
                    yield Entry(member.filename, member.compress_size, opened, _unreadable(member), member)
        except (zipfile.BadZipFile, NotImplementedError) as error:  # the latter of a version that is not known
            raise InputError(f"{source.url}: damaged file ({error})") from error


@contextmanager
def _open(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Generator[IO[bytes]]:
    try:
        with archive.open(member) as stream:
            yield stream
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError) as error:
        raise InputError("damaged member") from error


def _unreadable(member: zipfile.ZipInfo) -> str | None:
    if member.flag_bits & _ENCRYPTED:
        return "encrypted member"
    if member.compress_type not in _METHODS:
        return f"compressed by method {member.compress_type}, which is not known"
    return None


class _Zip(ArchiveSink):
    def __init__(self, destination: Destination, name: str) -> None:
        super().__init__(destination, name)
        self._archive = zipfile.ZipFile(self.partial.file, "w")

    def put(self, entry: Entry, file: IO[bytes], size: int) -> None:
        header = _header(entry.source)
        header.file_size = size
        with self._archive.open(header, "w") as member:
            copy(file, member)

    def keep(self, entry: Entry) -> None:
        self._archive.writestr(_header(entry.source), b"")

    def close(self) -> None:
        self._archive.close()


def _header(source: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """A copy of a member's header without its sizes, comment and extra fields."""
    header = zipfile.ZipInfo(source.filename, source.date_time)
    header.compress_type = source.compress_type
    header.external_attr = source.external_attr
    header.create_system = source.create_system
    return header


def _write(shard: Shard, options: ShardOptions, destination: Destination) -> FilesWriter:
    del options
    return FilesWriter(_Zip(destination, shard.files[0].name))


FORMATS = (Format("zip", (".zip",), _read, _write),)
