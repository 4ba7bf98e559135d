"""`Engine`: what the ways of spreading shards over processors have in common."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pii.redactor import Redactor
from pii.shards.base import Shard, ShardOptions
from pii.shards.redact import Outcome, Place, Progress
from pii.shards.storage import Destination

ATTEMPTS = 3
"""How often a piece of work is begun before its shard is given up, where the process that does it dies."""

_MOST_DEADLY = 20
"""Documents of one piece of work that may end their process: where there are more, it is not they who are to blame."""


class Attempts:
    """How often a piece of work has cost the worker that did it, by death or by detectors that then failed on any text.

    After `ATTEMPTS` deaths its documents are redacted one by one, which shows the one that is to blame; that is left out.
    """

    def __init__(self, one_by_one: bool = False) -> None:
        self._lost = ATTEMPTS - 1 if one_by_one else 0
        self.one_by_one = one_by_one
        self.deadly: dict[Place, str] = {}
        """The documents that have ended their process, and how."""

    def died(self, how: str, place: Place | None = None) -> str | None:
        """Note that a worker died, at this document if that is known; why the work is given up, once it is."""
        if place is not None and len(self.deadly) < _MOST_DEADLY:
            self.deadly[place] = f"ends the process that reads it ({how})"
            return None
        given_up = self._failed(f"died over the same documents ({how})")
        if given_up is not None and not self.one_by_one:
            self.one_by_one, self._lost = True, ATTEMPTS - 1
            return None
        return given_up

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
