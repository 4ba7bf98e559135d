"""The local engine: one process a core.

While there are enough shards, each worker reads, redacts and writes a whole shard, and no data passes between processes. The
last shards, and those larger than a worker's share, are read and written here while idle workers redact their blocks, so that
a single large shard keeps every core busy, too.
"""

import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pii.engines.base import ATTEMPTS, Attempts, Job
from pii.engines.worker import OneByOneWork, Worker
from pii.errors import ConfigError, DetectorError, DeviceError, InputError
from pii.shards.base import Block, BlockResult, Shard
from pii.shards.redact import Outcome, Progress, map_here, redact_shard

_MIN_IN_FLIGHT_BYTES = 64_000_000
"""Lower bound of the bytes in flight, so that oversized blocks of long rows need not wait for each other."""


class LocalEngine:
    """Redacts in `workers` processes on this machine.

    A single worker is this process itself, which starts sooner. A crash of native code then ends the run; one of several
    workers would be replaced and the document to blame quarantined.

    Args:
        workers: number of processes; by default that of available cores.
    """

    name = "local"

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or available_cores()

    def run(self, job: Job, shards: Sequence[Shard], progress: Progress) -> Generator[Outcome, None, None]:
        """Yield the outcome of each shard as it ends."""
        if self.workers == 1:
            map_blocks = map_here(job.redactor, job.options)
            for shard in shards:
                try:
                    yield redact_shard(shard, job.options, job.destination, map_blocks, progress)
                except DetectorError as error:
                    yield Outcome(shard, reason=str(error))
            return
        waiting = _Waiting(shards, self.workers)
        ended: queue.SimpleQueue[Outcome | BaseException] = queue.SimpleQueue()
        with WorkerPool(job, self.workers) as pool:

            def serve() -> None:
                try:
                    while (taken := waiting.take()) is not None and not pool.closed:
                        shard, share = taken
                        if share:
                            outcome = redact_shard(shard, job.options, job.destination, pool.map_blocks, progress)
                        else:
                            outcome = pool.redact_shard(shard, progress)
                        ended.put(outcome)
                except BaseException as error:
                    ended.put(error)

            threads = [threading.Thread(target=serve, daemon=True) for _ in range(min(len(shards), self.workers))]
            for thread in threads:
                thread.start()
            try:
                for _ in shards:
                    outcome = ended.get()
                    if isinstance(outcome, BaseException):
                        raise outcome
                    yield outcome
            finally:
                pool.close()
                for thread in threads:
                    thread.join()


class _Waiting:
    """Shards not yet begun, the largest first, so that no large one is left to a single worker at the end."""

    def __init__(self, shards: Sequence[Shard], workers: int) -> None:
        self._shards = deque(sorted(shards, key=lambda shard: -shard.size))
        self._size = sum(shard.size for shard in shards)
        self._workers = workers
        self._lock = threading.Lock()

    def take(self) -> tuple[Shard, bool] | None:
        """The next shard, and whether workers should share it; None if there is none."""
        with self._lock:
            if not self._shards:
                return None
            share = self._shards[0].size * self._workers > self._size
            shard = self._shards.popleft()
            self._size -= shard.size
            return shard, share


def available_cores() -> int:
    """How many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class WorkerPool:
    """Worker processes that redact blocks and shards.

    A worker that dies (out of memory, a crash in native code) or whose detectors or device fail on any text is restarted, and
    its work is redone. Work that killed `ATTEMPTS` workers is redacted document by document, and the one that kills its
    process is quarantined. If no document is to blame, the shard fails. Workers that cannot even start end the run.
    """

    def __init__(self, job: Job, workers: int) -> None:
        self.closed = False
        gpus = visible_gpus()
        self._all = [Worker(job, gpus[number % len(gpus)] if len(gpus) > 1 else None) for number in range(workers)]
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(workers)
        self._budget = _Budget(max(_MIN_IN_FLIGHT_BYTES, 3 * workers * job.options.batch_bytes))

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers; blocks in progress are lost."""
        self.closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.kill()
        self._threads.shutdown(wait=True)

    def map_blocks(self, blocks: Iterator[tuple[Block, Any]]) -> Iterator[tuple[BlockResult, Any]]:
        """Redact blocks in the workers, with results in the order of the blocks. Thread-safe."""
        pending: deque[tuple[Future[BlockResult], Any, int]] = deque()
        try:
            for block, remainder in blocks:
                size = block.nbytes
                while pending and pending[0][0].done():
                    yield self._finish(pending)
                while not self._budget.take(size, wait=not pending):
                    yield self._finish(pending)
                pending.append((self._threads.submit(self._work, block, _no_progress), remainder, size))
            while pending:
                yield self._finish(pending)
        finally:
            for future, _, size in pending:
                future.cancel()
                self._budget.give_back(size)

    def _finish(self, pending: "deque[tuple[Future[BlockResult], Any, int]]") -> tuple[BlockResult, Any]:
        future, remainder, size = pending.popleft()
        try:
            return future.result(), remainder
        finally:
            self._budget.give_back(size)

    def redact_shard(self, shard: Shard, progress: Progress) -> Outcome:
        """Redact a whole shard in a worker."""
        try:
            return self._threads.submit(self._work, shard, progress).result()
        except InputError as error:
            return Outcome(shard, reason=str(error))

    def _work(self, item: Block | Shard, progress: Progress) -> Any:
        worker = self._idle.get()
        try:
            return work_on(worker, item, progress, Attempts(), lambda: self.closed)
        finally:
            self._idle.put(worker)


def work_on(
    worker: Worker, item: Block | Shard, progress: Progress, attempts: Attempts, closed: Callable[[], bool]
) -> Any:
    """Redact a block or a shard in a worker, restarting the worker if that may help.

    Raises:
        InputError: the work is given up.
        ConfigError: the worker cannot even start.
        EOFError, OSError: the worker was ended because the run is over, as `closed` says.
    """
    unstarted, exit_code = 0, None
    while unstarted < ATTEMPTS:
        started, given_up = False, None
        try:
            worker.start()
            started = True
            work = OneByOneWork(item, attempts.deadly) if attempts.one_by_one else item
            return worker.work(work, progress)
        except (DetectorError, DeviceError) as error:
            if not started:
                raise
            worker.clear()
            given_up = attempts.broke(error)
        except (EOFError, OSError):
            if closed():
                raise
            exit_code = worker.clear()
            if started:
                given_up = attempts.died(f"exit code {exit_code}", worker.place)
        if given_up is not None:
            raise InputError(given_up)
        unstarted += not started
    raise ConfigError(
        f"{ATTEMPTS} workers in turn died while they started (exit code {exit_code}); a script must call this "
        "under `if __name__ == '__main__':`, and the model must fit the memory once for each worker"
    )


def _no_progress(documents: int, text_bytes: int, stored_bytes: int) -> None:
    del documents, text_bytes, stored_bytes


class _Budget:
    """Bounds the bytes in flight to workers and back."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used = 0
        self._changed = threading.Condition()

    def take(self, size: int, wait: bool) -> bool:
        """Try to reserve `size` bytes; always succeeds if nothing is in flight, since a block may exceed the bound."""
        with self._changed:
            while self._used and self._used + size > self._limit:
                if not wait:
                    return False
                self._changed.wait()
            self._used += size
            return True

    def give_back(self, size: int) -> None:
        """Release reserved bytes."""
        with self._changed:
            self._used -= size
            self._changed.notify_all()


def visible_gpus() -> list[str]:
    """The GPUs that this process may use, as `CUDA_VISIBLE_DEVICES` names them."""
    chosen = os.environ.get("CUDA_VISIBLE_DEVICES")
    if chosen is not None:
        return [gpu for gpu in chosen.split(",") if gpu.strip()]
    return [str(number) for number, _ in enumerate(_NVIDIA.iterdir())] if _NVIDIA.is_dir() else []


_NVIDIA = Path("/proc/driver/nvidia/gpus")
"""The driver's folder for each GPU."""
