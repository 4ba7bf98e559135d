"""Caches slow but deterministic results per machine, in the user's cache directory.

An entry is a function of its key, which includes everything that it depends on; it contains no text. Damaged entries are made
again. Those unused for a month are removed when a new one is written, since each version of this package leaves files that the
next one never reads.
"""

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_WORTH_KEEPING = 0.1
"""Seconds: results made faster are not cached."""
_DAY = 24 * 60 * 60
_UNUSED = 30 * _DAY
"""Seconds after its last use when a file may be removed."""


def kept(
    suffix: str,
    key: object,
    make: Callable[[], T],
    dump: Callable[[T], bytes],
    load: Callable[[bytes], T],
    unusable: type[Exception],
) -> T:
    """Return the result of `make`, from the cache if possible.

    Args:
        suffix: of the cache file.
        key: its representation identifies the result.
        dump, load: convert the result to bytes and back.
        unusable: the error that `load` raises if the bytes are damaged or from another machine.
    """
    path = _path(suffix, key)
    try:
        if path is not None:
            loaded = load(path.read_bytes())
            _note_use(path)
            return loaded
    except (OSError, unusable):
        pass  # missing or unusable
    started = time.perf_counter()
    made = make()
    if path is not None and time.perf_counter() - started > _WORTH_KEEPING:
        _keep(path, dump(made))
    return made


def _path(suffix: str, key: object) -> Path | None:
    """The path of the cache file; None for a user without a home."""
    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return cache / "pii" / "patterns" / f"{blake2b(repr(key).encode(), digest_size=16).hexdigest()}{suffix}"


def _note_use(path: Path) -> None:
    """Record the day of the last use as the file's modification time: many file systems record no reads."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _DAY:
            os.utime(path)


def _keep(path: Path, data: bytes) -> None:
    """Write atomically; a cache that cannot be written is not an error."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
        os.replace(file.name, path)
        _remove_unused(path.parent)


def _remove_unused(folder: Path) -> None:
    for path in folder.iterdir():
        with suppress(OSError):  # another process may be removing it
            if time.time() - path.stat().st_mtime > _UNUSED:
                path.unlink()
