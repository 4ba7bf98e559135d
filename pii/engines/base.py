"""`Engine`: what the ways of spreading shards over processors have in common."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pii.redactor import Redactor
from pii.shards.base import Shard, ShardOptions
from pii.shards.redact import Outcome, Progress
from pii.shards.storage import Destination

ATTEMPTS = 3
"""How often a piece of work is begun before its shard is given up, where the process that does it dies."""


class Attempts:
    """How often a piece of work has cost the worker that did it, by death or by detectors that then failed on any text."""

    def __init__(self) -> None:
        self._lost = 0

    def died(self, how: str) -> str | None:
        """Note that a worker died; why the work is given up, once it is."""
        return self._failed(f"died over the same documents ({how})")

    def broke(self, error: Exception) -> str | None:
        """Note that a worker's detectors or device fail; why the work is given up, once it is."""
        return self._failed(f"failed at the same documents: {error}")

    def _failed(self, how: str) -> str | None:
        self._lost += 1
        return None if self._lost < ATTEMPTS else f"{ATTEMPTS} workers in turn {how}"


@dataclass(frozen=True, slots=True)
class Job:
    """All that a process needs to redact shards; pickles."""

    redactor: Redactor
    options: ShardOptions
    destination: Destination


class Engine(Protocol):
    """Redacts shards. The bytes written never depend on the engine or on how many workers it has."""

    name: str
    workers: int

    def run(self, job: Job, shards: Sequence[Shard], progress: Progress) -> Generator[Outcome, None, None]:
        """The outcomes of all shards, in the order in which they end; when it is closed, no worker is at work any more.

        Raises:
            PiiError: going on makes no sense: the disk is full, a model is missing.
        """
        ...
