"""One shard from its input to its output: read, redact block by block, write, check that nothing was lost, commit."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pii.errors import InputError, OutputError
from pii.redactor import Redactor
from pii.shards.base import Block, BlockResult, Counts, MapBlocks, Shard, ShardOptions
from pii.shards.documents import OneByOne, redact_block
from pii.shards.failures import FATAL, NOT_TEXT, Failure, reason_of
from pii.shards.formats import TEXT, formats
from pii.shards.sidecar import QuarantineWriter, SpanWriter, count_labels, number_rows, quarantine_name, spans_name
from pii.shards.storage import Destination, content_digest, mode_of, version_of

Progress = Callable[[int, int, int], None]
"""Called with the documents, bytes of text and bytes as stored that were done since the last call."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a shard."""

    shard: Shard
    counts: Counts = field(default_factory=Counts)
    reason: str | None = None
    """Why the whole shard failed; None if it succeeded."""
    digests: tuple[str, ...] = ()
    """Content digest of each input file; empty if the store's version identifies the content."""
    outputs: tuple[tuple[str, int, str, str], ...] = ()
    """Name, size, content digest and version of each file committed."""
    passing: bool = False
    """Whether something failed for a reason that may pass: the next run then redoes the shard."""


def read_blocks(shard: Shard, options: ShardOptions) -> Iterator[tuple[Block, Any]]:
    """The blocks of a shard, each with its remainder for the writer.

    Raises:
        InputError: the shard cannot be read.
    """
    return formats()[shard.format].read(shard, options)


def map_here(redactor: Redactor, options: ShardOptions) -> MapBlocks:
    """Redacts blocks in this process."""

    def map_blocks(blocks: Iterator[tuple[Block, Any]]) -> Iterator[tuple[BlockResult, Any]]:
        return ((redact_block(block, redactor, options), remainder) for block, remainder in blocks)

    return map_blocks


Place = tuple[int, int]
"""Identifies a document of a shard: the number of its block, and its own number in the block."""


def map_one_by_one(
    redactor: Redactor, options: ShardOptions, tell: Callable[[Place | None], None], deadly: Mapping[Place, str]
) -> MapBlocks:
    """Redacts in this process, document by document: calls `tell` before each one and quarantines the deadly ones."""

    def map_blocks(blocks: Iterator[tuple[Block, Any]]) -> Iterator[tuple[BlockResult, Any]]:
        for number, (block, remainder) in enumerate(blocks):
            mine = {row: reason for (of, row), reason in deadly.items() if of == number}

            def tell_place(row: int | None, number: int = number) -> None:
                tell(None if row is None else (number, row))

            yield redact_block(block, redactor, options, OneByOne(tell_place, mine)), remainder

    return map_blocks


def redact_shard(
    shard: Shard, options: ShardOptions, destination: Destination, map_blocks: MapBlocks, progress: Progress
) -> Outcome:
    """Redact one shard. A shard that cannot be redacted gives an outcome with a reason, and no output.

    Raises:
        OutputError: the output cannot be written, so that other shards would fail as well.
        PiiError: nothing can be redacted at all: a model is missing, or a device is not available.
    """
    try:
        return _redact_shard(shard, options, destination, map_blocks, progress)
    except (OutputError, *FATAL):
        raise
    except Exception as error:
        return Outcome(shard, reason=reason_of(error))


def quarantine_shard(outcome: Outcome, destination: Destination) -> None:
    """Record a shard that failed as a whole in the file of its quarantined documents."""
    quarantine = QuarantineWriter(destination, outcome.shard.name)
    quarantine.write([Failure(None, outcome.reason or "")])
    quarantine.commit()


def _redact_shard(
    shard: Shard,
    options: ShardOptions,
    destination: Destination,
    map_blocks: MapBlocks,
    progress: Progress,
) -> Outcome:
    single = shard.format != TEXT
    digests = tuple(_digest(file.url, required=single) for file in shard.files)
    # The redacted form must not be readable by anyone who may not read the document.
    destination.modes = {file.name: mode_of(file.url) for file in shard.files}
    writer = formats()[shard.format].write(shard, options, destination)
    spans = SpanWriter(destination, shard.name)
    quarantine = QuarantineWriter(destination, shard.name)
    counts = Counts()
    passing = False
    try:
        stored = shard.size
        for result, remainder in map_blocks(read_blocks(shard, options)):
            result = writer.write(result, remainder)
            spans.write(number_rows(result.spans, counts.documents, counts.written, result.failures))
            quarantine.write(
                Failure((failure.row or 0) + counts.documents, failure.reason, failure.id)
                for failure in result.failures
            )
            passing = passing or any(failure.passing for failure in result.failures)
            counts.add(_counts(result))
            stored -= result.stored
            progress(result.documents, result.bytes, result.stored)
        _check_unchanged(shard)
        written = writer.commit()
        if written.documents != counts.written:
            raise InputError(
                f"{counts.documents} documents read, {counts.quarantined} quarantined, but {written.documents} written"
            )
        spans.commit()
        quarantine.commit()
        progress(0, 0, stored)  # headers, footers, other columns
    except BaseException:
        for unfinished in (writer, spans, quarantine):
            unfinished.abort()
        raise
    names = [*written.names, spans_name(shard.name)]
    if counts.quarantined:
        names.append(quarantine_name(shard.name))
    found = [(name, destination.state(name) or (0, "")) for name in names]
    outputs = tuple((name, size, destination.digests.pop(name, ""), version) for name, (size, version) in found)
    return Outcome(shard, counts, None, digests, outputs, passing)


def _digest(url: str, required: bool) -> str:
    try:
        return content_digest(url)
    except InputError:
        # Of the plain files of a directory, an unreadable one is quarantined by itself.
        if required:
            raise
        return ""


def _counts(result: BlockResult) -> Counts:
    failed = len(result.failures)
    return Counts(
        documents=result.documents,
        written=result.documents - failed,
        nulls=result.nulls,
        quarantined=failed,
        skipped=sum(failure.reason == NOT_TEXT for failure in result.failures),
        bytes=result.bytes,
        spans=count_labels(result.spans),
    )


def _check_unchanged(shard: Shard) -> None:
    for file in shard.files:
        try:
            now = version_of(file.url)
        except InputError:
            continue  # quarantined as unreadable, or deleted after it was read
        if now != (file.size, file.version):
            raise InputError(f"{file.url} changed while it was read; run again")
