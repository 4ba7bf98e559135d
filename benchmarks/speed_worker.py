"""The process in which one row of the throughput table is timed: on one core, over the head of a corpus file.

python -m benchmarks.speed_worker ADAPTER ENTRY '{"option": "value"}' CORPUS.jsonl MEGABYTES BATCH
"""

import importlib
import inspect
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benchmarks.systems.base import Item
from benchmarks.systems.worker import WARM_UP, peak_memory, versions


def main(adapter: str, entry: str, options: str, corpus: str, megabytes: str, batch: str) -> None:
    """Times a system over a corpus in this process and prints what it took."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    warm_up, kinds = apart(read(corpus, float(megabytes) * 1e6))
    items = [item for its in kinds.values() for item in its]
    sizes = {kind: sum(len(item.text.encode()) for item in its) for kind, its in kinds.items()}
    started = time.process_time()
    module = importlib.import_module(adapter)
    load = getattr(module, entry)
    settings: dict[str, Any] = json.loads(options)
    if "texts" in inspect.signature(load).parameters:
        settings["texts"] = [item.text for item in items]
    work = load(**settings)
    work([Item(WARM_UP)])
    loaded = time.process_time() - started
    _timed(work, warm_up, int(batch))
    seconds = {kind: _timed(work, its, int(batch)) for kind, its in kinds.items()}
    workload = getattr(work, "workload", dict)()
    measured = {
        "process_seconds": time.process_time(),
        "seconds": sum(seconds.values()),
        "load_seconds": loaded,
        "bytes": sum(sizes.values()),
        "kinds": {kind: [sizes[kind], seconds[kind]] for kind in kinds},
        "documents": len(items),
        "workload": workload,
    }
    print(json.dumps({**measured, "peak_memory": peak_memory(), "versions": versions(module.PACKAGES)}), file=out)


def _timed(work: Callable[[Sequence[Item]], object], items: Sequence[Item], batch: int) -> float:
    started = time.process_time()
    for first in range(0, len(items), batch):
        work(items[first : first + batch])
    return time.process_time() - started


def apart(kinds: Mapping[str, Sequence[Item]]) -> tuple[list[Item], dict[str, list[Item]]]:
    """Documents of every kind to warm up on, and the others, which are timed.

    One-time setup at the first text that needs it, such as compiling expressions, does not depend on the size of the corpus;
    it counts in the time of the whole process.
    """
    warm_up = [item for items in kinds.values() for item in items[_EVERY - 1 :: _EVERY]]
    timed = {
        kind: [item for number, item in enumerate(items) if (number + 1) % _EVERY] for kind, items in kinds.items()
    }
    return warm_up, timed


_EVERY = 20
"""One in this many documents is for the warm-up."""


def read(corpus: str, limit: float) -> dict[str, list[Item]]:
    """The first documents of a corpus file until they hold `limit` bytes, by kind."""
    kinds: dict[str, list[Item]] = {}
    size = 0
    with open(corpus, encoding="utf-8") as lines:
        for line in lines:
            if size >= limit:
                break
            row = json.loads(line)
            kinds.setdefault(row["kind"], []).append(Item(row["text"], row["path"]))
            size += row["bytes"]
    return dict(sorted(kinds.items()))


if __name__ == "__main__":
    main(*sys.argv[1:])
