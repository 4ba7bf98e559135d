"""`Detector`: the one interface between whatever finds spans and whatever uses them."""

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from pii.spans import Span


@runtime_checkable
class Detector(Protocol):
    """Finds spans in texts, a batch at a time.

    A detector is a function of each text alone: batch size, order and neighbours never change what it finds.
    """

    name: str
    """Short and unique; spans carry it at the head of `source`."""

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text, in characters, sorted by start; they may overlap."""
        ...

    def describe(self) -> Mapping[str, object]:
        """Settings and versions that determine the result, JSON-serialisable; the ledger digests them."""
        ...
