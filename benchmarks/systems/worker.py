"""The process in which one system runs: JSON lines of texts on standard input, JSON lines of spans on standard output.

    python -m benchmarks.systems.worker ADAPTER '{"option": "value"}' BATCH SECONDS_PER_DOCUMENT < texts > spans

The first line of output tells what was loaded and how long that took; then comes one line per document, in order, and a last
line with the peak memory. Seconds are CPU time, so that other work on the machine does not count. For a document that makes
the system raise, or that takes too long, the answer is the type of the error, never its message, which could quote a value.
"""

import importlib
import importlib.metadata
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.systems.base import Detect, Finding, Item

WARM_UP = "password = x  # mail jane@example.com, 192.0.2.1"


class DocumentTimeout(Exception):
    """A document exceeded its time limit."""


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    def stop(signum: int, frame: object) -> None:
        raise DocumentTimeout

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def answer(detect: Detect, items: Sequence[Item], seconds: float) -> list[list[Finding] | str]:
    """The findings of each document, or the name of the error that it raises.

    A batch that fails is run again document by document, so that one bad document does not affect the others.
    """
    try:
        with _limit(seconds * len(items)):
            found = detect(items)
        if len(found) != len(items):
            raise ValueError(f"{len(found)} answers for {len(items)} documents")
        return [[Finding(*finding) for finding in findings] for findings in found]
    except Exception as error:
        if len(items) == 1:
            return [type(error).__name__]
        return [one for item in items for one in answer(detect, [item], seconds)]


def peak_memory() -> int:
    """The highest resident memory of this process, in bytes.

    Linux keeps it per program; `getrusage` alone would count the memory of the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def versions(packages: Sequence[str]) -> dict[str, str]:
    """The installed versions of some distributions; those that are not installed are left out."""
    found: dict[str, str] = {}
    for package in packages:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def main(adapter: str, options: str, batch: str, seconds: str) -> None:
    """Runs a system over the documents on standard input and writes what it finds to standard output."""
    # Whatever a system prints goes to standard error; standard output carries the answers alone.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    rows = [json.loads(line) for line in sys.stdin]
    started = time.process_time()
    module = importlib.import_module(adapter)
    detect: Detect = module.load(**json.loads(options))
    # What a system defers until its first document counts as loading.
    answer(detect, [Item(WARM_UP)], float(seconds))
    loaded = time.process_time() - started
    settings = {"load_seconds": loaded, "versions": versions(module.PACKAGES), "python": sys.version.split()[0]}
    print(json.dumps(settings), file=out, flush=True)
    step = int(batch)
    for first in range(0, len(rows), step):
        part = rows[first : first + step]
        items = [Item(row["text"], row["path"]) for row in part]
        started = time.process_time()
        answers = answer(detect, items, float(seconds))
        share = (time.process_time() - started) / len(part)
        for row, found in zip(part, answers, strict=True):
            result = {"error": found} if isinstance(found, str) else {"spans": found}
            print(json.dumps({"id": row["id"], "seconds": share, **result}), file=out, flush=True)
    print(json.dumps({"peak_memory": peak_memory()}), file=out, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
