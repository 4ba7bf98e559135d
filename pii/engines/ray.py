"""The Ray engine: a shard is a task on an actor that holds the redactor; only the driver writes the ledger.

Input and output must be paths or URLs that every node can reach.
"""

import logging
import pickle
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

from pii.engines.base import ATTEMPTS, Attempts, Job
from pii.engines.local import work_on
from pii.engines.worker import Worker
from pii.errors import DetectorError, DeviceError, InputError, MissingDependencyError, PiiError
from pii.shards.base import Shard
from pii.shards.failures import reason_of
from pii.shards.redact import Outcome, Progress, map_here, redact_shard

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 30.0


class RayEngine:
    """Redacts on actors of the running Ray cluster, or of a new one on this machine.

    Args:
        workers: actors to request, by default one for each CPU of the cluster, but no more than its GPUs serve. Those that
            find no room yet join later.
        gpus_per_worker: share of a GPU that an actor requests.

    Raises:
        MissingDependencyError: ray is not installed.
        DeviceError: the cluster lacks the GPUs that one worker requests.
    """

    name = "ray"

    def __init__(self, workers: int | None = None, gpus_per_worker: float = 0.0) -> None:
        try:
            import ray
        except ImportError as error:
            raise MissingDependencyError(
                "the Ray engine needs ray; install it with: pip install 'pii-for-code[ray]'"
            ) from error
        self._ray: Any = ray
        if not self._ray.is_initialized():
            self._ray.init(log_to_driver=False, configure_logging=False)
        resources = self._ray.cluster_resources()
        self.workers = workers or max(1, int(resources.get("CPU", 1)))
        if gpus_per_worker:
            served = int(resources.get("GPU", 0) / gpus_per_worker)
            if not served:
                raise DeviceError(
                    f"a worker asks for {gpus_per_worker:g} GPUs, but the Ray cluster has {resources.get('GPU', 0):g}: "
                    "start it with GPUs, or use device 'cpu'"
                )
            self.workers = min(workers or served, served)
        self._gpus = gpus_per_worker

    def run(self, job: Job, shards: Sequence[Shard], progress: Progress) -> Generator[Outcome, None, None]:
        """Yield the outcome of each shard as it ends.

        A shard whose actor dies, or whose detectors there fail on any text, is redone on a new actor; after `ATTEMPTS` its
        documents are redacted one by one. Other shards go on meanwhile.

        Raises:
            PiiError: other shards would fail as well, for instance because an actor cannot open its redactor.
        """
        ray = self._ray
        actor_class = ray.remote(num_cpus=1, num_gpus=self._gpus, max_restarts=0)(_ShardActor)
        # Pickled by us: Ray reports an error in unpickling an argument as a dead actor, without the message.
        pickled = ray.put(ray.cloudpickle.dumps(job))
        waiting = deque(_Work(shard, Attempts()) for shard in sorted(shards, key=lambda shard: -shard.size))
        tasks: dict[Any, tuple[Any, _Work | None]] = {}
        """Actor and work by task; a task without work is the opening of an actor, which may not be up yet."""
        stillborn = 0

        def start() -> None:
            actor = actor_class.remote(pickled)
            tasks[actor.open.remote()] = actor, None

        def employ(actor: Any) -> None:
            if waiting:
                work = waiting.popleft()
                method = actor.redact_one_by_one if work.attempts.one_by_one else actor.redact
                tasks[method.remote(work.shard)] = actor, work
            else:
                ray.kill(actor)

        try:
            for _ in range(min(self.workers, len(shards))):
                start()
            left = len(shards)
            while left:
                task, (actor, work) = self._next(tasks)
                outcome: Outcome | None = None
                lost, given_up = False, None
                try:
                    outcome = ray.get(task)
                except ray.exceptions.RayTaskError as error:
                    if work is None or not isinstance(error.cause, DetectorError):
                        raise _own_error(error.cause) from None
                    ray.kill(actor)
                    lost, given_up = True, work.attempts.broke(error.cause)
                except ray.exceptions.RayError as error:
                    lost, given_up = True, work.attempts.died(type(error).__name__) if work else None
                if not lost:
                    stillborn = 0
                    employ(actor)
                else:
                    if work is None:
                        stillborn += 1
                        if stillborn == ATTEMPTS:
                            raise DeviceError(f"{ATTEMPTS} Ray workers in turn died at their start")
                    elif given_up is None:
                        waiting.append(work)
                    else:
                        outcome = Outcome(work.shard, reason=given_up)
                    start()
                if outcome is not None:
                    left -= 1
                    progress(outcome.counts.documents, outcome.counts.bytes, outcome.shard.size)
                    yield outcome
        finally:
            for actor, _ in tasks.values():
                ray.kill(actor)

    def _next(self, tasks: "dict[Any, tuple[Any, _Work | None]]") -> "tuple[Any, tuple[Any, _Work | None]]":
        """Wait for a task to end, and remove it from `tasks`."""
        done: list[Any] = self._ray.wait(list(tasks), num_returns=1, timeout=_PATIENCE_SECONDS)[0]
        if not done:
            if all(work is None for _, work in tasks.values()):
                logger.warning("no Ray worker is up yet: waiting until the cluster has a CPU free (see: ray status)")
            done = self._ray.wait(list(tasks), num_returns=1)[0]
        return done[0], tasks.pop(done[0])


@dataclass(frozen=True, slots=True)
class _Work:
    """A shard to redact, and how often that has failed."""

    shard: Shard
    attempts: Attempts


def _own_error(cause: BaseException) -> PiiError:
    if isinstance(cause, PiiError):
        return cause
    return DeviceError(
        f"a Ray worker could not start ({reason_of(cause)}); this package and your detectors must be importable on every node"
    )


class _ShardActor:
    """Redacts whole shards in its own process."""

    def __init__(self, pickled: bytes) -> None:
        self._pickled = pickled

    def open(self) -> None:
        """Build the redactor; an answer shows that the actor is up."""
        self._job: Job = pickle.loads(self._pickled)

    def redact(self, shard: Shard) -> Outcome:
        """Redact one shard."""
        job = self._job
        map_blocks = map_here(job.redactor, job.options)
        return redact_shard(shard, job.options, job.destination, map_blocks, lambda documents, text, stored: None)

    def redact_one_by_one(self, shard: Shard) -> Outcome:
        """Redact a shard that killed actors, in a child process that reports each document before it is redacted."""
        worker = Worker(self._pickled)
        attempts = Attempts(one_by_one=True)
        try:
            return work_on(worker, shard, lambda documents, text, stored: None, attempts, lambda: False)
        except InputError as error:
            return Outcome(shard, reason=str(error))
        finally:
            worker.kill()
