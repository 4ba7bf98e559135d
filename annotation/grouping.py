"""Iterate over votes document by document, repeatedly, from a list or from a file of any size.

A file lists votes as they were submitted, but aggregation needs all votes on a text at once. A file that does not fit into memory
is first partitioned on disk by ranges of document ids, so that documents come sorted and only one partition is held at a time.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from annotation.schema import VOTE_SCHEMA, Vote, read_batches, votes_of_batch

PARTITION_BYTES = 32 * 2**20
"""About how many bytes of votes to hold at a time."""
_ROWS = 4096


class Groups(Protocol):
    """The votes of each document in their order, sorted by document; can be iterated again."""

    def __iter__(self) -> Iterator[list[Vote]]: ...


def grouped(votes: Iterable[Vote]) -> list[list[Vote]]:
    """Votes by document, in memory."""
    by_document: dict[str, list[Vote]] = {}
    for vote in votes:
        by_document.setdefault(vote.document_id, []).append(vote)
    return [by_document[key] for key in sorted(by_document)]


@contextmanager
def grouped_file(path: Path, partition_bytes: int = PARTITION_BYTES) -> Iterator[Groups]:
    """The votes of a votes.parquet by document; temporary files are deleted with the context.

    Raises:
        InputError: there is no such file, or it does not hold votes.
    """
    with TemporaryDirectory(prefix="votes-") as folder:
        yield _Partitions(list(_deal(path, Path(folder), partition_bytes)))


class _Partitions:
    def __init__(self, files: list[Path]) -> None:
        self._files = files

    def __iter__(self) -> Iterator[list[Vote]]:
        for file in self._files:
            with pa.OSFile(str(file), "rb") as source, pa.ipc.open_stream(source) as reader:
                yield from grouped(vote for batch in reader for vote in votes_of_batch(batch))


def _deal(path: Path, folder: Path, partition_bytes: int) -> Iterator[Path]:
    """Write the votes of each range of ids to its own file; returns the files in the order of ids."""
    firsts = _first_ids(path, partition_bytes)
    files = [folder / f"{number}.arrow" for number in range(len(firsts))]
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with ExitStack() as stack:
        writers = [stack.enter_context(pa.ipc.new_stream(str(file), VOTE_SCHEMA, options=options)) for file in files]
        for batch in read_batches(path, VOTE_SCHEMA, rows=_ROWS):
            rows_of: dict[int, list[int]] = {}
            for row, key in enumerate(batch.column("document_id").to_pylist()):
                rows_of.setdefault(bisect_right(firsts, key or "") - 1, []).append(row)
            for number, rows in rows_of.items():
                writers[number].write_batch(batch.take(pa.array(rows)).cast(VOTE_SCHEMA))
    yield from files


def _first_ids(path: Path, partition_bytes: int) -> list[str]:
    """The first id of each partition, such that all hold about equally many documents."""
    size, seen = 0, pa.array([], pa.string())
    for batch in read_batches(path, VOTE_SCHEMA, ["document_id", "text"], _ROWS):
        size += batch.nbytes
        fresh = pc.unique(batch.column("document_id"))
        seen = pa.concat_arrays([seen, fresh])
        if len(seen) > 2**20:
            seen = pc.unique(seen)
    ids = pc.unique(seen)
    ids = ids.take(pc.sort_indices(ids))
    partitions = max(1, min(len(ids), -(-size // partition_bytes)))
    return ["", *(ids[len(ids) * number // partitions].as_py() for number in range(1, partitions))]
