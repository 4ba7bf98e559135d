"""The process in which one row of the throughput table is timed: on one core, over the head of a corpus file.

python -m benchmarks.speed_worker ADAPTER ENTRY '{"option": "value"}' CORPUS.jsonl MEGABYTES BATCH
"""

import importlib
import inspect
import json
import os
import sys
import time
from typing import Any

from benchmarks.systems.base import Item
from benchmarks.systems.worker import WARM_UP, peak_memory, versions


def main(adapter: str, entry: str, options: str, corpus: str, megabytes: str, batch: str) -> None:
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    items, size = read(corpus, float(megabytes) * 1e6)
    started = time.process_time()
    module = importlib.import_module(adapter)
    load = getattr(module, entry)
    settings: dict[str, Any] = json.loads(options)
    if "texts" in inspect.signature(load).parameters:
        settings["texts"] = [item.text for item in items]
    work = load(**settings)
    work([Item(WARM_UP)])
    loaded = time.process_time() - started
    started = time.process_time()
    for first in range(0, len(items), int(batch)):
        work(items[first : first + int(batch)])
    seconds = time.process_time() - started
    workload = getattr(work, "workload", dict)()
    measured = {
        "process_seconds": time.process_time(),
        "seconds": seconds,
        "load_seconds": loaded,
        "bytes": size,
        "documents": len(items),
        "workload": workload,
    }
    print(json.dumps({**measured, "peak_memory": peak_memory(), "versions": versions(module.PACKAGES)}), file=out)


def read(corpus: str, limit: float) -> tuple[list[Item], int]:
    """The first documents of a corpus file until they hold `limit` bytes, and how many bytes they hold."""
    items: list[Item] = []
    size = 0
    with open(corpus, encoding="utf-8") as lines:
        for line in lines:
            if size >= limit:
                break
            row = json.loads(line)
            items.append(Item(row["text"], row["path"]))
            size += row["bytes"]
    return items, size


if __name__ == "__main__":
    main(*sys.argv[1:])
