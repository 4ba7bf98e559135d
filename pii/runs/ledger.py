"""`Ledger`: which shards of a run are done, in SQLite, so that a killed run resumes where it stopped."""

import json
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from pii.errors import OutputError
from pii.shards.base import Counts, Shard
from pii.shards.redact import Outcome

# Another process may hold it briefly.
_PATIENCE_SECONDS = 60.0
_LAYOUT = 2
"""The version of the table layout below, stored in each ledger."""
_SCHEMA = f"""
BEGIN;
PRAGMA user_version = {_LAYOUT};
CREATE TABLE settings (id INTEGER PRIMARY KEY CHECK (id = 0), config TEXT NOT NULL);
CREATE TABLE shards (
    name TEXT PRIMARY KEY,
    status TEXT NOT NULL,    -- planned, done, partial or failed
    inputs TEXT NOT NULL,    -- [[name, size, version, content digest, URL], ...]
    outputs TEXT NOT NULL,   -- [[name, size, content digest, version], ...]
    counts TEXT NOT NULL,
    reason TEXT
);
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A shard's entry in the ledger."""

    status: str
    """planned, done, failed; partial if something was left out for a reason that may have passed by the next run."""
    inputs: tuple[tuple[str, int, str, str, str], ...]
    """Name, size, version, content digest and URL of each file."""
    outputs: tuple[tuple[str, int, str, str], ...]
    """Name, size, content digest and version of each file as written."""
    counts: Counts
    reason: str | None


class _OtherVersionError(Exception):
    """A ledger with rows of another layout."""


class Ledger:
    """The shards of an output directory and their state.

    Each rank writes a ledger of its own and reads those of the others; opening one requires its `RankLock`.

    Raises:
        OutputError: it cannot be read or written.
    """

    def __init__(self, folder: Path, rank: int = 0, world_size: int = 1) -> None:
        self.path = folder / ("ledger.sqlite" if world_size == 1 else f"ledger-{rank}-of-{world_size}.sqlite")
        self._peers = {f"ledger-{peer}-of-{world_size}.sqlite" for peer in range(world_size)}
        with _using(self.path):
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self.path, timeout=_PATIENCE_SECONDS)
            # Every shard is a transaction: deleting and recreating the journal each time would take three times as long.
            self._connection.execute("PRAGMA journal_mode = TRUNCATE")
            if _is_empty(self._connection):
                self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def configs(self) -> list[dict[str, object]]:
        """The settings of this rank's part of the output; if it has done nothing yet, those of all others."""
        with _using(self.path):
            own = _config(self._connection)
        if own is not None:
            return [own]
        found: list[dict[str, object] | None] = []
        for path in self._others():
            _visit(path, lambda connection: found.append(_config(connection)))
        return [config for config in found if config is not None]

    def entries(self, config: Mapping[str, object], own: bool = False) -> dict[str, Entry]:
        """The entries of all shards made with these settings, by name; with `own`, only those of this rank."""
        entries: dict[str, Entry] = {}

        def add(connection: sqlite3.Connection) -> None:
            if _config(connection) == config:
                for name, entry in _entries(connection):
                    # Another rank may have done it when shards were assigned differently.
                    if name not in entries or entries[name].status != "done" or entry.status == "done":
                        entries[name] = entry

        for path in () if own else self._others():
            _visit(path, add)
        with _using(self.path):
            add(self._connection)
        return entries

    def _others(self) -> list[Path]:
        return [path for path in sorted(self.path.parent.glob("ledger*.sqlite")) if path != self.path]

    def plan(self, config: Mapping[str, object], shards: Iterable[Shard]) -> None:
        """Record the settings and the shards about to be done, which claims outputs with their names.

        An earlier run's outputs stay recorded until they are rewritten or removed.
        """
        rows = [(_pack(shard.name), "planned", _inputs(shard, ()), "[]", "{}", None) for shard in shards]
        self._write(
            "INSERT INTO shards VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
            " status = excluded.status, inputs = excluded.inputs, counts = excluded.counts, reason = excluded.reason",
            rows,
            json.dumps(config, sort_keys=True),
        )

    def forget(self, names: Iterable[str]) -> None:
        """Remove shards from this rank's ledger."""
        self._write("DELETE FROM shards WHERE name = ?", [(_pack(name),) for name in names])

    def record(self, outcome: Outcome) -> None:
        """Record that a shard is done or has failed."""
        row = (
            _pack(outcome.shard.name),
            "failed" if outcome.reason is not None else "partial" if outcome.passing else "done",
            _inputs(outcome.shard, outcome.digests),
            json.dumps(outcome.outputs),
            json.dumps(asdict(outcome.counts)),
            None if outcome.reason is None else _pack(outcome.reason),
        )
        self._write("INSERT OR REPLACE INTO shards VALUES (?, ?, ?, ?, ?, ?)", [row])

    def clear(self) -> list[str]:
        """Clear this rank's entries and remove the ledgers of other world sizes, where no run can be; return their file names."""
        removed = [path for path in self._others() if path.name not in self._peers]
        for path in removed:
            path.unlink(missing_ok=True)
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        with _using(self.path), self._connection:
            self._connection.execute("DELETE FROM shards")
            self._connection.execute("DELETE FROM settings")
        return [path.name for path in removed]

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]], config: str | None = None) -> None:
        with _using(self.path), self._connection:
            if config is not None:
                self._connection.execute("INSERT OR REPLACE INTO settings VALUES (0, ?)", (config,))
            self._connection.executemany(statement, rows)


def read_ledgers(folder: Path) -> tuple[dict[str, object], dict[str, Entry]]:
    """Read the settings and shard entries of an output from the ledgers of all ranks, without writing.

    Raises:
        OutputError: there is no ledger, or one cannot be read.
    """
    config: dict[str, object] = {}
    entries: dict[str, Entry] = {}
    for path in sorted(folder.glob("ledger*.sqlite")):
        with _using(path), closing(_open_existing(path)) as connection:
            config = config or _config(connection) or {}
            for name, entry in _entries(connection):
                if name not in entries or entries[name].status != "done":
                    entries[name] = entry
    if not config:
        raise OutputError(f"{folder} holds no ledger of a run that got as far as its first shard")
    return config, entries


def _visit(path: Path, take: Callable[[sqlite3.Connection], None]) -> None:
    """Let `take` read another rank's ledger, unless it has only just been created or was removed."""
    try:
        with _using(path), closing(_open_existing(path)) as connection:
            if not _is_empty(connection):
                take(connection)
    except OutputError:
        if path.exists():
            raise


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()[0]


def _config(connection: sqlite3.Connection) -> dict[str, object] | None:
    if connection.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
        raise _OtherVersionError
    row = connection.execute("SELECT config FROM settings").fetchone()
    return None if row is None else json.loads(row[0])


def _entries(connection: sqlite3.Connection) -> Iterator[tuple[str, Entry]]:
    rows = connection.execute("SELECT name, status, inputs, outputs, counts, reason FROM shards").fetchall()
    for name, status, inputs, outputs, counts, reason in rows:
        yield (
            _unpack(name),
            Entry(
                status,
                tuple((file, size, version, digest, url) for file, size, version, digest, url in json.loads(inputs)),
                tuple((file, size, digest, version) for file, size, digest, version in json.loads(outputs)),
                Counts(**json.loads(counts)),
                None if reason is None else _unpack(reason),
            ),
        )


def _inputs(shard: Shard, digests: tuple[str, ...]) -> str:
    known = digests or ("",) * len(shard.files)
    return json.dumps(
        [
            [file.name, file.size, file.version, digest, file.url]
            for file, digest in zip(shard.files, known, strict=True)
        ]
    )


def _pack(text: str) -> str | bytes:
    """Convert to a form that SQLite accepts: file names may be any bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def _unpack(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def _open_existing(path: Path) -> sqlite3.Connection:
    # Not read-only: if its rank was killed in the middle of writing, SQLite has to undo that before it can be read.
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE_SECONDS)


@contextmanager
def _using(path: Path) -> Generator[None]:
    """Turn errors of SQLite and the system about a ledger into an `OutputError`."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot write the ledger {path}: {error.strerror or error}") from error
    except _OtherVersionError:
        raise OutputError(
            f"the ledger {path} was written by another version of this package; remove it, and redo everything with --overwrite"
        ) from None
    except sqlite3.OperationalError as error:
        raise OutputError(f"cannot use the ledger {path}: {error}") from error
    except (sqlite3.Error, ValueError, TypeError) as error:
        # The error's message may quote the file's content.
        reason = str(error) if isinstance(error, sqlite3.Error) else "its content is not what a run writes"
        raise OutputError(
            f"the ledger {path} is damaged: {reason}; remove it, and redo everything with --overwrite"
        ) from error
