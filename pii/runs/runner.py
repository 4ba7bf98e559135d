"""`redact_shards`: redacts each of many shards once, however often the run is killed and restarted."""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Any, cast

import pii
from pii.engines.base import Engine, Job
from pii.engines.local import LocalEngine
from pii.errors import ConfigError, OutputError
from pii.redactor import Redactor
from pii.runs.ledger import Entry, Ledger
from pii.runs.lock import RankLock
from pii.runs.manifest import manifest, manifest_name
from pii.shards.base import Counts, Shard, ShardOptions
from pii.shards.discover import find_shards
from pii.shards.redact import Outcome, quarantine_shard
from pii.shards.sidecar import FOLDER, quarantine_name, spans_name
from pii.shards.storage import Destination, content_digest, filesystem, is_remote, local_path, refuse_links

RUN_FOLDER = f"{FOLDER}/run"
"""Folder below the output for files that do not depend on input and settings alone: the ledger, and the report with timings."""

_SAVE_SECONDS = 30.0
_TIMELINE_POINTS = 200


@dataclass(frozen=True, slots=True)
class ShardFailure:
    """A shard that could not be redacted, and why."""

    shard: str
    reason: str


@dataclass(slots=True)
class Report:
    """What a run did. Counts cover all requested shards; speed covers this run alone."""

    output: str
    engine: str
    workers: int
    counts: Counts = field(default_factory=Counts)
    shards: int = 0
    """Requested shards (of this rank)."""
    done_before: int = 0
    """Those done by earlier runs."""
    failures: list[ShardFailure] = field(default_factory=list[ShardFailure])
    bytes_redacted: int = 0
    """UTF-8 bytes of text scanned in this run."""
    seconds: float = 0.0
    timeline: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])
    """Seconds since this run's start and bytes of text scanned so far; at most some hundred points."""

    @property
    def megabytes_per_second(self) -> float:
        """Text scanned per second in this run."""
        return self.bytes_redacted / 1e6 / self.seconds if self.seconds else 0.0

    @property
    def ok(self) -> bool:
        """Whether every document that is text was redacted and written."""
        return not self.failures and self.counts.quarantined == self.counts.skipped

    def to_dict(self) -> dict[str, object]:
        """JSON-serialisable form."""
        return {**asdict(self), "megabytes_per_second": round(self.megabytes_per_second, 3), "ok": self.ok}


@dataclass(frozen=True, slots=True)
class Event:
    """Progress since the last event."""

    documents: int = 0
    text_bytes: int = 0
    stored_bytes: int = 0
    total_bytes: int = 0
    """Stored bytes of all shards to do; in the first event only."""


def redact_shards(
    inputs: Sequence[str],
    output: str,
    redactor: Redactor,
    options: ShardOptions | None = None,
    *,
    format: str | None = None,
    engine: Engine | None = None,
    rank: int = 0,
    world_size: int = 1,
    overwrite: bool = False,
    on_event: Callable[[Event], None] | None = None,
) -> Report:
    """Redact files, directories, globs and URLs into a directory that mirrors them.

    Shards that an earlier run into the same directory has done are skipped, unless their input has changed. A file that can no
    longer be redacted loses its old output.

    Args:
        inputs: what to read; see `pii.shards.discover`.
        output: directory or fsspec URL.
        redactor: redacts the texts; settings other than those of an earlier run into `output` are refused.
        options: how documents are taken out of shards.
        format: of every file; by default derived from the file name's ending.
        engine: where to redact; by default all cores of this machine. With more than one worker, call this under
            `if __name__ == "__main__":`, as always with spawned processes.
        rank: do the shards whose number has this remainder…
        world_size: …by this, for job arrays.
        overwrite: redo everything, and overwrite files that no run has written.
        on_event: called with progress, from any thread.

    Raises:
        ConfigError, InputError, OutputError: the run as a whole fails; single failed documents and shards are in the report.
    """
    if not 0 <= rank < world_size:
        raise ConfigError(f"rank {rank} of {world_size}: ranks go from 0 to {world_size - 1}")
    options = options or ShardOptions()
    engine = engine or LocalEngine()
    timeline = _Timeline()

    def tell(event: Event) -> None:
        timeline.add(event)
        if on_event is not None:
            on_event(event)

    found = find_shards(inputs, format, output)
    shards = found[rank::world_size]
    settings = {**redactor.describe(), "shards": options.describe(), "version": pii.__version__}
    # A round trip turns tuples into lists, as when read from the ledger.
    config: dict[str, object] = json.loads(json.dumps(settings))
    report = Report(output, engine.name, engine.workers, shards=len(shards))
    state = _State(output, rank, world_size)
    with closing(RankLock(state.locks, rank, world_size, output)), closing(state.ledger()) as ledger:
        destination = Destination(_absolute(output), state.folder / f"partial-{rank}-of-{world_size}")
        destination.clear_scratch()
        entries: dict[str, Entry] = {}
        if overwrite:
            state.remove(ledger.clear())
        else:
            entries = ledger.entries(config)
            for known in ledger.configs():
                entries |= _of_other_settings(known, config, ledger, output)
        todo = [shard for shard in shards if not _is_done(shard, entries.get(shard.name), destination)]
        if not overwrite:
            _check_free(todo, entries, destination)
        planned = {shard.name for shard in todo}
        for shard in shards:
            if shard.name not in planned:
                report.counts.add(entries[shard.name].counts)
                report.done_before += 1
        _remove_gone(inputs, found, ledger, config, destination)
        start = time.monotonic()
        tell(Event(total_bytes=sum(shard.size for shard in todo)))
        if todo:
            ledger.plan(config, todo)
            state.save(ledger)
            job = Job(redactor, options, destination)
            outcomes = engine.run(job, todo, lambda documents, text, stored: tell(Event(documents, text, stored)))
            try:
                # Whatever happens, the workers end before the lock is released.
                with closing(outcomes):
                    for outcome in outcomes:
                        _remove_stale(outcome, entries.get(outcome.shard.name), destination)
                        if outcome.reason is not None:
                            quarantine_shard(outcome, destination)
                        ledger.record(outcome)
                        _count(report, outcome)
                        state.save(ledger, _SAVE_SECONDS)
            finally:
                destination.clear_scratch()
        report.seconds = time.monotonic() - start
        report.timeline = timeline.points(start)
        state.save(ledger)
        _write_report(report, destination, rank, world_size)
        _write_manifest(config, shards, ledger, destination, rank, world_size)
        destination.clear_scratch()
    return report


class _Timeline:
    """The growth of bytes of text over time, thinned out as it gets longer."""

    def __init__(self) -> None:
        self._points: list[tuple[float, int]] = []
        self._bytes = 0
        self._every = 0.0
        self._guard = Lock()

    def add(self, event: Event) -> None:
        """Add an event, from any thread."""
        now = time.monotonic()
        with self._guard:
            self._bytes += event.text_bytes
            if not self._points or now - self._points[-1][0] >= self._every:
                self._points.append((now, self._bytes))
            if len(self._points) > _TIMELINE_POINTS:
                self._every = 2 * (self._points[-1][0] - self._points[0][0]) / _TIMELINE_POINTS
                self._points = self._points[::2]

    def points(self, start: float) -> list[tuple[float, int]]:
        """Seconds since `start`, and bytes; the last point is now."""
        return [(round(at - start, 3), size) for at, size in (*self._points, (time.monotonic(), self._bytes))]


def _count(report: Report, outcome: Outcome) -> None:
    report.counts.add(outcome.counts)
    report.bytes_redacted += outcome.counts.bytes
    if outcome.reason is not None:
        report.failures.append(ShardFailure(outcome.shard.name, outcome.reason))


def _remove_stale(outcome: Outcome, before: Entry | None, destination: Destination) -> None:
    """Remove an earlier run's outputs of files that are gone, or that could not be redacted this time."""
    names = {*(file.name for file in outcome.shard.files), spans_name(outcome.shard.name)}
    if before is not None:
        names |= {name for name, *_ in before.outputs}
    # The quarantine's own writer handles it.
    for name in sorted(names - {name for name, *_ in outcome.outputs} - {quarantine_name(outcome.shard.name)}):
        destination.remove(name)


def _remove_gone(
    inputs: Sequence[str], found: Sequence[Shard], ledger: Ledger, config: dict[str, object], destination: Destination
) -> None:
    """Remove earlier runs' outputs of files that are no longer in the input directories."""
    roots = [
        f"{os.path.abspath(local_path(url))}/"
        for url in inputs
        if not is_remote(url) and os.path.isdir(local_path(url))
    ]
    known = {shard.name for shard in found}
    gone: list[str] = []
    for name, entry in ledger.entries(config, own=True).items():
        urls = [url for *_, url in entry.inputs]
        if name in known or not all(url.startswith(tuple(roots)) and not os.path.lexists(url) for url in urls):
            continue
        for output, *_ in entry.outputs:
            destination.remove(output)
        gone.append(name)
    if gone:
        ledger.forget(gone)


def _is_done(shard: Shard, entry: Entry | None, destination: Destination) -> bool:
    """Whether the ledger lists the shard as done, its input is unchanged and its output still exists."""
    if entry is None or entry.status != "done" or len(entry.inputs) != len(shard.files):
        return False
    for file, (name, size, version, digest, _) in zip(shard.files, entry.inputs, strict=True):
        if (file.name, file.size) != (name, size):
            return False
        # A file that was only copied or touched need not be redacted again.
        if file.version != version and not (digest and content_digest(file.url) == digest):
            return False
    return all(_is_as_written(destination, *output) for output in entry.outputs)


def _is_as_written(destination: Destination, name: str, size: int, digest: str, version: str) -> bool:
    """Whether an output still has the content that the run wrote; it is read only if touched since."""
    found = destination.state(name)
    if found is None or found[0] != size:
        return False
    return found[1] == version or bool(digest) and content_digest(destination.path(name)) == digest


def _of_other_settings(
    known: dict[str, object], config: dict[str, object], ledger: Ledger, output: str
) -> dict[str, Entry]:
    """Return the entries of a run with other settings, as failed, if it wrote no document; none if the settings are equal.

    A run that failed completely, such as after a misspelt column name, must not block the corrected one.

    Raises:
        OutputError: an output holds documents redacted with other settings.
    """
    if known == config:
        return {}
    entries = ledger.entries(known)
    if any(entry.status == "planned" or entry.counts.written for entry in entries.values()):
        raise OutputError(
            f"{output} was written with other settings ({', '.join(_differing(known, config))}); choose another output, "
            "or --overwrite to redo everything"
        )
    return {name: replace(entry, status="failed") for name, entry in entries.items()}


def _differing(known: Mapping[str, Any], config: Mapping[str, Any]) -> Iterator[str]:
    """The names of settings that differ: `policy.only`, `shards.id_column`."""
    for key in sorted(known.keys() | config.keys()):
        one, other = known.get(key), config.get(key)
        if isinstance(one, dict) and isinstance(other, dict):
            yield from (
                f"{key}.{name}" for name in _differing(cast("dict[str, Any]", one), cast("dict[str, Any]", other))
            )
        elif one != other:
            yield key


def _check_free(todo: Sequence[Shard], entries: dict[str, Entry], destination: Destination) -> None:
    taken = [
        file.name
        for shard in todo
        if shard.name not in entries
        for file in shard.files
        if destination.size(file.name) is not None
    ]
    if taken:
        more = f" and {len(taken) - 1} more" if len(taken) > 1 else ""
        raise OutputError(
            f"{destination.path(taken[0])}{more} exists and no run has written it; --overwrite to replace it"
        )


def _absolute(output: str) -> str:
    return output.rstrip("/") if is_remote(output) else os.path.abspath(local_path(output))


class _State:
    """The ledger's location: below a local output; for a remote one in the user's cache, with a copy at the output.

    The copy is authoritative: it lets another machine resume. In the cache each rank has a folder of its own, with copies of
    the others' ledgers.
    """

    def __init__(self, output: str, rank: int, world_size: int) -> None:
        self._rank, self._world_size = rank, world_size
        self._remote = f"{output.rstrip('/')}/{RUN_FOLDER}" if is_remote(output) else None
        if self._remote is None:
            self.folder = self.locks = Path(_absolute(output)) / RUN_FOLDER
            for path in (self.folder, *sorted(self.folder.glob("*"))):
                refuse_links(_absolute(output), str(path))
        else:
            cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
            self.locks = cache / "pii" / "runs" / blake2b(output.rstrip("/").encode(), digest_size=8).hexdigest()
            self.folder = self.locks / f"{rank}-of-{world_size}"
        self._saved = 0.0

    def ledger(self) -> Ledger:
        """Open this rank's ledger, whose lock must be held; for a remote output, also fetch those of the others."""
        if self._remote is not None:
            system, path = filesystem(self._remote)
            # Including a killed run's leftovers, above all a journal that belongs to another state of the ledger.
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            if system.exists(path):
                for found in system.glob(f"{path}/ledger*.sqlite"):
                    system.get_file(found, str(self.folder / found.rpartition("/")[2]))
        return Ledger(self.folder, self._rank, self._world_size)

    def remove(self, names: Sequence[str]) -> None:
        """Remove the copies of these ledgers from a remote output."""
        if self._remote is None:
            return
        system, path = filesystem(self._remote)
        for name in names:
            system.rm_file(f"{path}/{name}")

    def save(self, ledger: Ledger, every_seconds: float = 0.0) -> None:
        """Copy the ledger to a remote output, unless this was done less than `every_seconds` ago."""
        if self._remote is None or time.monotonic() - self._saved < every_seconds:
            return
        system, path = filesystem(self._remote)
        system.makedirs(path, exist_ok=True)
        system.put_file(str(ledger.path), f"{path}/{ledger.path.name}")
        self._saved = time.monotonic()


def _write_manifest(
    config: dict[str, object],
    shards: Sequence[Shard],
    ledger: Ledger,
    destination: Destination,
    rank: int,
    world_size: int,
) -> None:
    partial = destination.partial(f"{RUN_FOLDER}/{manifest_name(rank, world_size)}")
    for piece in manifest(config, shards, ledger.entries(config)):
        partial.write(piece)
    partial.commit()


def _write_report(report: Report, destination: Destination, rank: int, world_size: int) -> None:
    name = "report.json" if world_size == 1 else f"report-{rank}-of-{world_size}.json"
    partial = destination.partial(f"{RUN_FOLDER}/{name}")
    partial.write(json.dumps(report.to_dict(), indent=2).encode() + b"\n")
    partial.commit()
