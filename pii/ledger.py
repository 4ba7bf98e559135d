"""`Ledger`: what of a run is done, in SQLite, so that a run that was killed goes on where it was."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from pii.errors import OutputError
from pii.shards.base import Counts, Shard
from pii.shards.redact import Outcome

_SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (id INTEGER PRIMARY KEY CHECK (id = 0), config TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS shards (
    name TEXT PRIMARY KEY,
    status TEXT NOT NULL,    -- planned, done or failed
    inputs TEXT NOT NULL,    -- [[name, size, version, content digest], ...]
    outputs TEXT NOT NULL,   -- [[name, size], ...]
    counts TEXT NOT NULL,
    reason TEXT
);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger knows of a shard."""

    status: str
    inputs: tuple[tuple[str, int, str, str], ...]
    outputs: tuple[tuple[str, int], ...]
    counts: Counts
    reason: str | None


class Ledger:
    """The shards of an output directory and their state.

    Several processes with a rank of their own each write a ledger of their own and read those of the others.

    Raises:
        OutputError: it cannot be written, or another run has it open.
    """

    def __init__(self, folder: Path, rank: int = 0, world_size: int = 1) -> None:
        name = "ledger" if world_size == 1 else f"ledger-{rank}-of-{world_size}"
        self.path = folder / f"{name}.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(folder / f"{name}.lock")
            self._others = [path for path in sorted(folder.glob("ledger*.sqlite")) if path != self.path]
            # Somebody may be reading it for a moment.
            self._connection = sqlite3.connect(self.path, timeout=60)
            # Every shard is a transaction: to delete the journal and make it anew takes three times as long.
            self._connection.execute("PRAGMA journal_mode = TRUNCATE")
            self._connection.executescript(_SCHEMA)
        except OSError as error:
            raise OutputError(f"cannot write the ledger {self.path}: {error.strerror or error}") from error
        except sqlite3.Error as error:
            raise OutputError(f"cannot use the ledger {self.path}: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and let other runs have it."""
        self._connection.close()
        self._lock.close()

    def config(self) -> dict[str, object] | None:
        """The settings that everything in this output directory was made with; None if there is nothing yet."""
        for path in [self.path, *self._others]:
            with closing(_read_only(path)) as connection:
                row = connection.execute("SELECT config FROM settings").fetchone()
            if row is not None:
                return json.loads(row[0])
        return None

    def entries(self) -> dict[str, Entry]:
        """Everything known, by shard name."""
        entries: dict[str, Entry] = {}
        for path in [*self._others, self.path]:
            with closing(_read_only(path)) as connection:
                rows = connection.execute("SELECT name, status, inputs, outputs, counts, reason FROM shards").fetchall()
            for name, status, inputs, outputs, counts, reason in rows:
                if name in entries and entries[name].status == "done" and status != "done":
                    continue  # another rank did it when the shards were dealt out differently
                entries[name] = Entry(
                    status,
                    tuple((file, size, version, digest) for file, size, version, digest in json.loads(inputs)),
                    tuple((file, size) for file, size in json.loads(outputs)),
                    Counts(**json.loads(counts)),
                    reason,
                )
        return entries

    def plan(self, config: Mapping[str, object], shards: Iterable[Shard]) -> None:
        """Note the settings and the shards about to be done: what appears under their names is ours."""
        rows = [(shard.name, "planned", _inputs(shard, ()), "[]", "{}", None) for shard in shards]
        self._write("INSERT OR REPLACE INTO shards VALUES (?, ?, ?, ?, ?, ?)", rows, json.dumps(config, sort_keys=True))

    def record(self, outcome: Outcome) -> None:
        """Note that a shard is done or has failed."""
        row = (
            outcome.shard.name,
            "done" if outcome.reason is None else "failed",
            _inputs(outcome.shard, outcome.digests),
            json.dumps(outcome.sizes),
            json.dumps(asdict(outcome.counts)),
            outcome.reason,
        )
        self._write("INSERT OR REPLACE INTO shards VALUES (?, ?, ?, ?, ?, ?)", [row])

    def clear(self) -> None:
        """Forget everything, other ranks' ledgers included."""
        for path in self._others:
            path.unlink(missing_ok=True)
        self._others = []
        with self._connection:
            self._connection.execute("DELETE FROM shards")
            self._connection.execute("DELETE FROM settings")

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]], config: str | None = None) -> None:
        try:
            with self._connection:
                if config is not None:
                    self._connection.execute("INSERT OR REPLACE INTO settings VALUES (0, ?)", (config,))
                self._connection.executemany(statement, rows)
        except sqlite3.Error as error:
            raise OutputError(f"cannot write the ledger {self.path}: {error}") from error


def _inputs(shard: Shard, digests: tuple[str, ...]) -> str:
    known = digests or ("",) * len(shard.files)
    return json.dumps(
        [[file.name, file.size, file.version, digest] for file, digest in zip(shard.files, known, strict=True)]
    )


def _lock(path: Path) -> sqlite3.Connection:
    """Hold a lock for as long as this process lives, however it ends; SQLite's are there on every system."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        raise OutputError(
            f"another run is writing to {path.parent.parent.parent}; wait for it or choose another output"
        ) from error
    return connection


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
