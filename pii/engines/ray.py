"""The Ray engine: a shard is a task on an actor that holds the redactor; the ledger is written by the driver alone.

Input and output must be paths or URLs that every node sees. How many nodes there are is Ray's business.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from pii.engines.base import ATTEMPTS, Job
from pii.errors import DeviceError, MissingDependencyError
from pii.shards.base import Shard
from pii.shards.redact import Outcome, Progress, map_here, redact_shard


class RayEngine:
    """Redacts on the actors of a Ray cluster, the running one or else a new one on this machine.

    Args:
        workers: actors; by default one for each CPU of the cluster; never more than its GPUs serve.
        gpus_per_worker: share of a GPU that an actor asks for.

    Raises:
        MissingDependencyError: ray is not installed.
        DeviceError: the cluster has not the GPUs that one worker asks for.
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
            # More actors than the GPUs serve would wait for ever: those that have one keep it.
            served = int(resources.get("GPU", 0) / gpus_per_worker)
            if not served:
                raise DeviceError(
                    f"a worker asks for {gpus_per_worker:g} GPUs, but the Ray cluster has {resources.get('GPU', 0):g}: "
                    "start it with GPUs, or use device 'cpu'"
                )
            self.workers = min(workers or served, served)
        self._gpus = gpus_per_worker

    def run(self, job: Job, shards: Sequence[Shard], progress: Progress) -> Iterator[Outcome]:
        """The outcomes of all shards, in the order in which they end.

        A shard whose actor dies is done again on a new one; after `ATTEMPTS` it has failed, and the others go on.
        """
        ray = self._ray
        actor_class = ray.remote(num_cpus=1, num_gpus=self._gpus, max_restarts=0)(_ShardActor)
        held = ray.put(job)
        waiting = deque((shard, 1) for shard in sorted(shards, key=lambda shard: -shard.size))
        idle: list[Any] = []
        running: dict[Any, tuple[Any, Shard, int]] = {}
        try:
            while waiting or running:
                while waiting and len(running) < self.workers:
                    actor = idle.pop() if idle else actor_class.remote(held)
                    shard, attempt = waiting.popleft()
                    running[actor.redact.remote(shard)] = actor, shard, attempt
                for task in ray.wait(list(running), num_returns=1)[0]:
                    actor, shard, attempt = running.pop(task)
                    try:
                        outcome = ray.get(task)
                    except ray.exceptions.RayTaskError as error:
                        raise error.cause from None
                    except ray.exceptions.RayError as error:
                        if attempt < ATTEMPTS:
                            waiting.append((shard, attempt + 1))
                            continue
                        outcome = Outcome(
                            shard, reason=f"{ATTEMPTS} workers in turn died over it ({type(error).__name__})"
                        )
                    else:
                        idle.append(actor)
                    progress(outcome.counts.documents, outcome.counts.bytes, shard.size)
                    yield outcome
        finally:
            for actor in [*idle, *(actor for actor, _, _ in running.values())]:
                ray.kill(actor)


class _ShardActor:
    """Redacts whole shards in its own process."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def redact(self, shard: Shard) -> Outcome:
        """Redact one shard."""
        job = self._job
        map_blocks = map_here(job.redactor, job.options)
        return redact_shard(shard, job.options, job.destination, map_blocks, lambda documents, text, stored: None)
