"""Tar archives: every regular member is a document. Names, order, times, modes and links stay; owners' names do not."""

import tarfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from copy import copy as shallow_copy
from functools import partial
from typing import IO, Any, cast

from pii.errors import InputError
from pii.shards.base import Block, Format, Shard, ShardOptions
from pii.shards.compression import compressed, decompressed, ending, reading
from pii.shards.files import ArchiveSink, Entry, FilesWriter, read_files
from pii.shards.storage import Destination, open_input


def _read(shard: Shard, options: ShardOptions) -> Iterator[tuple[Block, Any]]:
    return read_files(_entries(shard), options)


def _packed_name(name: str) -> str:
    """The name with the ending that tells the compression: `.tgz` is short for `.tar.gz`."""
    return f"{name}.gz" if name.lower().endswith(".tgz") else name


def _entries(shard: Shard) -> Iterator[Entry]:
    source = shard.files[0]
    with open_input(source.url) as file, reading(source.url):
        before = 0
        try:
            # Read as a stream, so that no list of members is kept.
            stream = _Watched(decompressed(file, _packed_name(source.name)))
            with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|") as archive:
                while (member := archive.next()) is not None:
                    archive.members = []  # pyright: ignore[reportAttributeAccessIssue]
                    position = file.tell()
                    document = member.isreg()
                    opened = partial(_open, archive, member) if document else None
                    yield Entry(member.name, position - before, opened, _unreadable(member), member)
                    before = position
            if stream.tail.strip(b"\0") or len(stream.tail) < tarfile.BLOCKSIZE:
                raise InputError(f"{source.url}: damaged file (it ends early)")
        except tarfile.TarError as error:
            raise InputError(f"{source.url}: damaged file ({error})") from error


def _unreadable(member: tarfile.TarInfo) -> str | None:
    return "sparse member" if member.issparse() else None


@contextmanager
def _open(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Generator[IO[bytes]]:
    stream = archive.extractfile(member)
    assert stream is not None  # only regular members are opened
    try:
        yield stream
    except tarfile.TarError as error:
        raise InputError(f"damaged member ({error})") from error


class _Watched:
    """A stream that remembers its last bytes: an archive must end with zeros, but `tarfile` does not check."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.tail = b""

    def read(self, count: int) -> bytes:
        data: bytes = self._source.read(count)
        if data:
            self.tail = (self.tail + data)[-tarfile.BLOCKSIZE :]
        return data


class _Tar(ArchiveSink):
    def __init__(self, destination: Destination, name: str) -> None:
        super().__init__(destination, name)
        packed = _packed_name(name)
        self._stream: Any = compressed(self.partial.file, packed) if ending(packed) else self.partial.file
        self._archive = tarfile.open(fileobj=self._stream, mode="w|", format=tarfile.PAX_FORMAT)

    def put(self, entry: Entry, file: IO[bytes], size: int) -> None:
        self._add(entry, size, file)

    def keep(self, entry: Entry) -> None:
        self._add(entry, 0)

    def _add(self, entry: Entry, size: int, file: IO[bytes] | None = None) -> None:
        header: tarfile.TarInfo = shallow_copy(entry.source)
        header.size = size
        # The owner in a header is often a person. Extended headers are written anew from the member's fields.
        header.uname = header.gname = ""
        header.pax_headers = {}
        self._archive.addfile(header, file)
        self._archive.members = []  # pyright: ignore[reportAttributeAccessIssue]

    def close(self) -> None:
        try:
            self._archive.close()
        finally:
            if self._stream is not self.partial.file:
                self._stream.close()


def _write(shard: Shard, options: ShardOptions, destination: Destination) -> FilesWriter:
    del options
    return FilesWriter(_Tar(destination, shard.files[0].name))


FORMATS = (Format("tar", (".tar", ".tgz"), _read, _write, compressed=True),)
