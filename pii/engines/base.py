"""`Engine`: the interface for spreading shards over processes."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pii.redactor import Redactor
from pii.shards.base import Shard, ShardOptions
from pii.shards.redact import Outcome, Place, Progress
from pii.shards.storage import Destination

ATTEMPTS = 3
"""Maximum attempts at work whose process dies, before its documents are redacted one by one or its shard is given up. Two deaths
could be chance, such as a neighbour that takes all memory."""

_MOST_DEADLY = 20
"""Maximum documents per piece of work that may be blamed for a process's death; beyond that, something else must be the cause."""


class Attempts:
    """Counts how often a piece of work killed its worker, or left it with detectors that fail on any text.

    After `ATTEMPTS` deaths its documents are redacted one by one, which shows the one to blame; that one is quarantined.
    """

    def __init__(self, one_by_one: bool = False) -> None:
        self._lost = ATTEMPTS - 1 if one_by_one else 0
        self.one_by_one = one_by_one
        self.deadly: dict[Place, str] = {}
        """The documents that killed their process, and how."""

    def died(self, how: str, place: Place | None = None) -> str | None:
        """Record that a worker died, at this document if known; returns the reason once the work is given up."""
        if place is not None and len(self.deadly) < _MOST_DEADLY:
            self.deadly[place] = f"ends the process that reads it ({how})"
            return None
        given_up = self._failed(f"died over the same documents ({how})")
        if given_up is not None and not self.one_by_one:
            self.one_by_one, self._lost = True, ATTEMPTS - 1
            return None
        return given_up

    def broke(self, error: Exception) -> str | None:
        """Record that a worker's detectors or device fail; returns the reason once the work is given up."""
        return self._failed(f"failed at the same documents: {error}")

    def _failed(self, how: str) -> str | None:
        self._lost += 1
        return None if self._lost < ATTEMPTS else f"{ATTEMPTS} workers in turn {how}"


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a process needs to redact shards; pickles."""

    redactor: Redactor
    options: ShardOptions
    destination: Destination


class Engine(Protocol):
    """Redacts shards. The bytes written never depend on the engine or on how many workers it has."""

    name: str
    workers: int

    def run(self, job: Job, shards: Sequence[Shard], progress: Progress) -> Generator[Outcome, None, None]:
        """Yield the outcome of each shard as it ends. Once the generator is closed, no worker is running.

        Raises:
            PiiError: other shards would fail as well: the disk is full, or a model is missing.
        """
        ...
