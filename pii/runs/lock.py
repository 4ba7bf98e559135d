"""`RankLock`: only one run at a time writes into an output; in a job array, one process per rank."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pii import expressions as re
from pii.errors import OutputError

# Two processes that probe a lock at once must not mistake each other for its holder, which keeps it for the whole run.
_PATIENCE_SECONDS = 1.0
_NAME = re.compile(r"ledger(?:-\d+-of-(\d+))?\.lock")


class RankLock:
    """A lock held until it is closed or this process ends in any way.

    Ranks of one array may run together; runs that divide the shards differently may not, as they would do the same shards.

    Args:
        folder: holds the locks of all runs into the output.
        rank, world_size: which part of the shards this run does.
        output: its name, for the message.

    Raises:
        OutputError: another process holds it, a run of another world size is under way, or the folder cannot be written.
    """

    def __init__(self, folder: Path, rank: int, world_size: int, output: str) -> None:
        name = "ledger.lock" if world_size == 1 else f"ledger-{rank}-of-{world_size}.lock"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = _take(folder / name)
        except OSError as error:
            file = next((above for above in (folder, *folder.parents) if above.is_file()), None)
            why = f"{file} is a file, not a folder" if file else error.strerror or error
            raise OutputError(f"cannot write {folder}: {why}") from error
        except sqlite3.Error as error:
            raise _refused(error, f"another run is writing to {output}", folder / name) from error
        # Take ours first: of two runs that start together, at least one then sees the other.
        for path, size in _locks(folder):
            if size == world_size:
                continue
            try:
                with closing(_take(path)):
                    pass
            except sqlite3.Error as error:
                self.close()
                raise _refused(error, f"a run of world size {size} is writing to {output}", path) from error

    def close(self) -> None:
        """Release it."""
        self._connection.close()


def _locks(folder: Path) -> Iterator[tuple[Path, int]]:
    """Lock files and the world sizes of those that use them."""
    for path in sorted(folder.glob("*.lock")):
        if match := _NAME.fullmatch(path.name):
            yield path, int(match[1] or 1)


def _take(path: Path) -> sqlite3.Connection:
    """Take the lock with SQLite, whose locks work on every system and end with the process."""
    connection = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _refused(error: sqlite3.Error, holder: str, path: Path) -> OutputError:
    if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
        return OutputError(f"{holder}; wait for it or choose another output")
    return OutputError(f"cannot lock {path}: {error}")
