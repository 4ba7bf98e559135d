"""Hyperscan databases: compiled once on a machine and kept in the user's cache, as every process would compile them anew.

What is kept is a function of the patterns, of Hyperscan's version and of the processor; it holds no text. What is damaged or of
another processor is compiled again; what nobody has used for a month is removed when something new is kept, since each version
of the patterns leaves files that the next one never reads.
"""

import logging
import os
import platform
import tempfile
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

_MANY = 500
"""Expressions whose compilation takes long enough to be told of."""
_WORTH_KEEPING = 0.1
"""Seconds: what compiles sooner is not written down."""
_DAY = 24 * 60 * 60
_UNUSED = 30 * _DAY
"""Seconds after its last use at which a file may go."""


def database(expressions: list[bytes], flags: list[int]) -> Any:
    """The compiled expressions, whose ids are their places in the list.

    Raises:
        hyperscan.error: Hyperscan refuses them.
    """
    import hyperscan

    path = _path(expressions, flags)
    try:
        if path is not None:
            kept = hyperscan.loadb(path.read_bytes(), mode=hyperscan.HS_MODE_BLOCK)
            _note_use(path)
            return kept
    except (OSError, hyperscan.error):
        pass  # not there yet, or unusable
    if len(expressions) >= _MANY:
        logger.info("compiling %d patterns, once on this machine: some seconds", len(expressions))
    started = time.perf_counter()
    made: Any = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    made.compile(expressions=expressions, ids=list(range(len(expressions))), elements=len(expressions), flags=flags)
    if path is not None and time.perf_counter() - started > _WORTH_KEEPING:
        _keep(path, hyperscan.dumpb(made))
    return made


def _path(expressions: list[bytes], flags: list[int]) -> Path | None:
    """Where the database is kept; nowhere for a user without a home."""
    from importlib.metadata import version

    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    key = repr((version("hyperscan"), platform.machine(), expressions, flags))
    return cache / "pii" / "patterns" / f"{blake2b(key.encode(), digest_size=16).hexdigest()}.hs"


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
