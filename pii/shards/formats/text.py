"""Plain files, compressed or not: each is a document, and those of one directory are a shard."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from pii.shards.base import Block, Format, Shard, ShardOptions
from pii.shards.compression import compressed, decompressed, reading
from pii.shards.files import Entry, FilesWriter, read_files
from pii.shards.storage import Destination, PartialFile, open_input, writing


def _read(shard: Shard, options: ShardOptions) -> Iterator[tuple[Block, Any]]:
    entries = (Entry(file.name, file.size, partial(_open, file.url, file.name)) for file in shard.files)
    return read_files(entries, options)


@contextmanager
def _open(url: str, name: str) -> Generator[Any]:
    with open_input(url) as file, reading():
        yield decompressed(file, name)


class _Directory:
    """Writes each file under its own name, as soon as it is complete."""

    def __init__(self, destination: Destination) -> None:
        self._destination = destination
        self._partial: PartialFile | None = None
        self._stream: Any = None
        self._names: list[str] = []

    def begin(self, entry: Entry) -> None:
        self._partial = self._destination.partial(entry.name)
        self._stream = compressed(self._partial.file, entry.name)

    def write(self, data: bytes) -> None:
        assert self._partial is not None
        with writing(self._destination.path(self._partial.name)):
            self._stream.write(data)

    def end(self) -> None:
        assert self._partial is not None
        with writing(self._destination.path(self._partial.name)):
            self._stream.close()
        # An fsync for each of thousands of small files would take longer than everything else. The ledger knows their
        # sizes, so that files lost in a power cut are noticed and written again.
        self._partial.commit(durable=False)
        self._names.append(self._partial.name)
        self._partial = None

    def drop(self) -> None:
        if self._partial is not None:
            self._partial.abort()
            self._partial = None

    def keep(self, entry: Entry) -> None:
        raise AssertionError(entry.name)  # every entry of a directory is a document

    def commit(self) -> tuple[str, ...]:
        return tuple(self._names)

    abort = drop


def _write(shard: Shard, options: ShardOptions, destination: Destination) -> FilesWriter:
    del shard, options
    return FilesWriter(_Directory(destination))


FORMATS = (Format("text", (), _read, _write),)
