"""Replace a folder atomically."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Yield an empty folder to write to, which replaces `target` when the block ends without an error.

    After an error or a kill the old folder is still there. Replacing takes two renames, so that for an instant there is no
    folder, but never a mixture of old and new files.
    """
    target = target.absolute()
    partial, replaced = (target.with_name(f".{target.name}.{kind}") for kind in ("partial", "replaced"))
    if replaced.exists() and not target.exists():  # a kill between the two renames
        replaced.rename(target)
    for leftover in (partial, replaced):
        shutil.rmtree(leftover, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        yield partial
        for file in partial.rglob("*"):
            if file.is_file():
                with file.open("rb") as written:
                    os.fsync(written.fileno())
        if target.exists():
            target.rename(replaced)
        partial.rename(target)
        shutil.rmtree(replaced, ignore_errors=True)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
