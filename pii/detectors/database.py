"""Hyperscan databases: compiled once on a machine and kept in the user's cache, as every process would compile them anew.

What is kept is a function of the patterns, of Hyperscan's version and of the processor; it holds no text. What is damaged or of
another processor is compiled again.
"""

import os
import platform
import tempfile
import time
from hashlib import blake2b
from pathlib import Path
from typing import Any

_WORTH_KEEPING = 0.1
"""Seconds: what compiles sooner is not written down."""


def database(expressions: list[bytes], flags: list[int]) -> Any:
    """The compiled expressions, whose ids are their places in the list.

    Raises:
        hyperscan.error: Hyperscan refuses them.
    """
    import hyperscan

    path = _path(expressions, flags)
    try:
        if path is not None:
            return hyperscan.loadb(path.read_bytes(), mode=hyperscan.HS_MODE_BLOCK)
    except (OSError, hyperscan.error):
        pass  # not there yet, or of no use
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


def _keep(path: Path, data: bytes) -> None:
    """Write a file that is whole whenever it is seen; a cache that cannot be written is no error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
        os.replace(file.name, path)
    except OSError:
        pass
