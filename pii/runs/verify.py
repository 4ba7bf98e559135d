"""Checks redacted outputs: compares every file with the manifest and searches its texts once more."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow.parquet as pq

from pii.errors import InputError
from pii.redactor import Redactor
from pii.runs.leaks import Sample, Text
from pii.runs.manifest import OutputShard, read_manifests
from pii.runs.runner import RUN_FOLDER
from pii.shards.base import Shard, ShardOptions, SourceFile
from pii.shards.detect import Finding, detect_shard
from pii.shards.failures import Failure
from pii.shards.files import printable
from pii.shards.formats import TEXT
from pii.shards.redact import read_blocks
from pii.shards.sidecar import FOLDER, spans_name
from pii.shards.storage import content_digest, is_remote, local_path, open_input, version_of

# Pyright cannot see into Arrow's tables.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false


@dataclass(frozen=True, slots=True)
class Problem:
    """An output file that has changed since the run, or cannot be searched."""

    name: str
    reason: str


Key = tuple[int | None, str | None, str | None]
"""Row, id if there is no row number, and field of a text."""


def verify(output: str, redactor: Redactor, sample: Sample | None = None) -> Iterator[Finding | Problem]:
    """Yield what is left in a directory written by `redact_shards`, and problems with its files.

    A replacement does not count, however much it looks like a value: sidecars say where replacements are. Values that the policy
    keeps are reported with a reason in their span.

    Args:
        output: directory or fsspec URL.
        redactor: provides the detectors; the more sensitive, the better.
        sample: filled from all texts, if given.

    Raises:
        InputError: no run has written it.
    """
    shards, options = read_manifests(output, RUN_FOLDER)
    for shard in shards:
        problems = list(_problems(output, shard))
        yield from problems
        files = [file for file in shard.files if not file.name.startswith(f"{FOLDER}/")]
        if problems or not files:
            continue
        sources = tuple(SourceFile(_path(output, file.name), file.name, file.bytes, "") for file in files)
        stored = Shard(shard.name, shard.format, sources)
        if sample is not None:
            for text in _texts(stored, options):
                sample.add(text)
        yield from _left(output, stored, options, redactor)
    if not is_remote(output):
        yield from _unknown(output, shards)


def _path(output: str, name: str) -> str:
    return f"{output.rstrip('/')}/{name}"


def _problems(output: str, shard: OutputShard) -> Iterator[Problem]:
    for file in shard.files:
        url = _path(output, file.name)
        try:
            size, _ = version_of(url)
            if size != file.bytes:
                yield Problem(file.name, f"has {size:,} bytes, the run has written {file.bytes:,}")
            elif content_digest(url) not in ("", file.sha256):
                yield Problem(file.name, "is not what the run has written: its digest differs")
        except InputError as error:
            yield Problem(file.name, str(error))


def _unknown(output: str, shards: list[OutputShard]) -> Iterator[Problem]:
    known = {os.path.normpath(file.name) for shard in shards for file in shard.files}
    root = local_path(output)
    for directory, below, names in os.walk(root):
        if directory == root and FOLDER in below:
            below.remove(FOLDER)
        for name in sorted(names):
            found = os.path.relpath(os.path.join(directory, name), root)
            if found not in known:
                yield Problem(found, "was not written by the run, and is not searched")


def _left(output: str, shard: Shard, options: ShardOptions, redactor: Redactor) -> Iterator[Finding | Problem]:
    replaced = _replaced(output, shard)
    names = {file.url: printable(file.name) for file in shard.files}
    for found in detect_shard(shard, options, redactor):
        if isinstance(found, Failure):
            yield Problem(found.id or shard.name, found.reason)
            continue
        key = _key(found.row, names[found.path] if shard.format == TEXT else found.id, found.field)
        if _covered(replaced.get(key, []), found.span.start, found.span.end) * 2 < len(found.span):
            yield found


def _key(row: int | None, id: str | None, field: str | None) -> Key:
    return (row, None if row is not None else id, field)


def _replaced(output: str, shard: Shard) -> dict[Key, list[tuple[int, int]]]:
    """The ranges of replacements by text, without values that were kept."""
    places: dict[Key, list[tuple[int, int]]] = {}
    files = len(shard.files) > 1 or shard.format in (TEXT, "tar", "zip", "warc")
    with open_input(_path(output, spans_name(shard.name))) as file:
        for batch in pq.ParquetFile(file).iter_batches():
            for row in batch.to_pylist():
                if row["reason"] is None:
                    key = _key(None if files else row["new_row"], row["id"], row["field"])
                    places.setdefault(key, []).append((row["new_start"], row["new_end"]))
    return places


def _covered(places: list[tuple[int, int]], start: int, end: int) -> int:
    """The number of characters inside a replacement."""
    return sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in places)


def _texts(shard: Shard, options: ShardOptions) -> Iterator[Text]:
    row = 0
    for block, _ in read_blocks(shard, options):
        for document in block.parse(options).documents:
            part = document.part
            if part is None:
                for number, text in enumerate(document.texts):
                    yield Text(shard.name, row, document.fields[number] if document.fields else None, text)
                row += 1
            else:
                window = part.window
                text = document.texts[0][window.start : window.stop]
                yield Text(f"{shard.name}{document.id or ''}", None, None, text, window.offset + window.start)
