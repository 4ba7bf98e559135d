"""`Detector`: the one interface between code that finds spans and code that uses them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from pii.spans import Span

if TYPE_CHECKING:
    from pii.detectors.scan import Hit


@runtime_checkable
class Detector(Protocol):
    """Finds spans in texts, a batch at a time.

    A detector is a function of each text alone: batch size, order and neighbours never change what it finds. Labels are names:
    the six of `Label` or any other. A detector may declare those it can find in a tuple `labels`, which lets the redactor tell
    a misspelt label in a policy from a custom one.
    """

    name: str
    """Short and unique; spans carry it at the head of `source`."""

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text, in characters, sorted by start; they may overlap."""
        ...

    def describe(self) -> Mapping[str, object]:
        """Settings and versions that determine the result, JSON-serialisable; the ledger digests them."""
        ...


@runtime_checkable
class Proposer(Detector, Protocol):
    """A detector that can propose spans which only a judge can confirm."""

    def propose(self, texts: Sequence[str]) -> list[list[Span]]:
        """What `detect` finds, plus spans to ask a judge about, with a score below `PROPOSED`."""
        ...


Places = Mapping[str, list["Hit"]]
"""The hits of a text by pattern."""


@runtime_checkable
class PlaceScanner(Detector, Protocol):
    """A detector that begins with one pass over the texts, which also looks for `pii.text.hidden.TRIGGERS`."""

    def scan_places(self, texts: Sequence[str]) -> list[Places]:
        """The hits of that pass in each text."""
        ...

    def detect(self, texts: Sequence[str], places: Sequence[Places] | None = None) -> list[list[Span]]:
        """As for every detector; `places`, the result of `scan_places`, avoids a second pass."""
        ...

    def propose(self, texts: Sequence[str], places: Sequence[Places] | None = None) -> list[list[Span]]:
        """The same for a proposer."""
        ...


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge says of one text."""

    found: list[Span]
    """The judge's own spans."""
    kept: list[Span]
    """The accepted spans: proved ones unchanged, proposed ones with the judge's label and probability."""
    refused: list[Span]
    """The others, with their probability."""


@runtime_checkable
class Judge(Detector, Protocol):
    """A detector that also judges what others propose; it has the last word on spans that no grammar proves."""

    def judge(self, texts: Sequence[str], given: Sequence[Sequence[Span]]) -> list[Judgement]:
        """One judgement a text, of the spans that the other detectors found in it."""
        ...
