"""What takes long to make and is the same each time: made once on a machine and kept in the user's cache.

What is kept is a function of its key, in which everything stands that it depends on, and holds no text. What is damaged is made
again; what nobody has used for a month is removed when something new is kept, since each version of this package leaves files
that the next one never reads.
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
"""Seconds: what is made sooner is not written down."""
_DAY = 24 * 60 * 60
_UNUSED = 30 * _DAY
"""Seconds after its last use at which a file may go."""


def kept(
    suffix: str,
    key: object,
    make: Callable[[], T],
    dump: Callable[[T], bytes],
    load: Callable[[bytes], T],
    unusable: type[Exception],
) -> T:
    """What `make` makes, or made here before.

    Args:
        suffix: of its file.
        key: whose representation tells it from everything else.
        dump, load: to bytes and back.
        unusable: what `load` raises when the bytes are damaged or of another machine.
    """
    path = _path(suffix, key)
    try:
        if path is not None:
            loaded = load(path.read_bytes())
            _note_use(path)
            return loaded
    except (OSError, unusable):
        pass  # not there yet, or of no use
    started = time.perf_counter()
    made = make()
    if path is not None and time.perf_counter() - started > _WORTH_KEEPING:
        _keep(path, dump(made))
    return made


def _path(suffix: str, key: object) -> Path | None:
    """Where it is kept; nowhere for a user without a home."""
    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return cache / "pii" / "patterns" / f"{blake2b(repr(key).encode(), digest_size=16).hexdigest()}{suffix}"


def _note_use(path: Path) -> None:
    """Keep the day of the last use as the file's time: many file systems record no reads."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _DAY:
            os.utime(path)


def _keep(path: Path, data: bytes) -> None:
    """Write a file that is whole whenever it is seen; a cache that cannot be written is no error."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
        os.replace(file.name, path)
        _remove_unused(path.parent)


def _remove_unused(folder: Path) -> None:
    for path in folder.iterdir():
        with suppress(OSError):  # another process may be at it
            if time.time() - path.stat().st_mtime > _UNUSED:
                path.unlink()
