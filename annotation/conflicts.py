"""Where the answers on a text differ, worst texts first, as a list for a reviewer to work through."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from annotation.atoms import LabelledStretch
from annotation.ballots import Answer, Ballot
from annotation.schema import Document


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch on which answers differ: the union of overlapping spans."""

    start: int
    end: int
    line: int
    """From one."""
    answers: tuple[tuple[LabelledStretch, ...], ...]
    """What each answer of the ballot marked there, possibly nothing."""
    asked: tuple[bool, ...]
    """Whether each answer was asked for any label that was marked here."""
    decided: tuple[LabelledStretch, ...]
    """The aggregated spans there."""
    posterior: float | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A text with the regions on which its answers differ."""

    ballot: Ballot
    document: Document | None
    differing: float
    """Spans that one of two workers marked and the other did not, per pair of workers."""
    regions: tuple[Region, ...]


def conflicts(ballots: Iterable[Ballot], documents: Iterable[Document] = ()) -> list[Conflict]:
    """All texts with differing answers, those with most differing spans per pair of workers first.

    Args:
        ballots: the answers.
        documents: the aggregated documents, to be shown alongside.
    """
    decided = {document.id: document for document in documents}
    worst = Worst()
    for ballot in ballots:
        worst.add(ballot, decided.get(ballot.document_id))
    return worst.all()


class Worst:
    """Collects conflicts from ballots one by one, keeping those with most differing spans, and counts of all."""

    def __init__(self, limit: int | None = None) -> None:
        self.limit = limit
        self.count = 0
        """Texts with conflicts."""
        self.labels: Counter[str] = Counter()
        """Regions where each label was marked by some workers, but not by all."""
        self._kept: list[Conflict] = []

    def add(self, ballot: Ballot, document: Document | None) -> None:
        """Add a ballot and its aggregated document."""
        if len(ballot.answers) < 2:
            return
        conflict = _conflict(ballot, document)
        if not conflict.regions:
            return
        self.count += 1
        for region in conflict.regions:
            self.labels.update({label for stretches in region.answers for _, _, label in stretches})
        self._kept.append(conflict)
        if self.limit is not None and len(self._kept) > 2 * self.limit + 100:
            self._kept = self.all()

    def all(self) -> list[Conflict]:
        """The conflicts kept, the worst first."""
        ordered = sorted(self._kept, key=lambda conflict: (-conflict.differing, conflict.ballot.document_id))
        return ordered[: self.limit]


def _conflict(ballot: Ballot, document: Document | None) -> Conflict:
    pairs = list(combinations(ballot.answers, 2))
    differing = sum(len(_comparable(a, b) ^ _comparable(b, a)) for a, b in pairs) / len(pairs)
    return Conflict(ballot, document, differing, tuple(_regions(ballot, document)))


def _comparable(mine: Answer, other: Answer) -> set[LabelledStretch]:
    return {stretch for stretch in mine.stretches if stretch[2] in other.asked}


def _regions(ballot: Ballot, document: Document | None) -> list[Region]:
    spans = () if document is None else document.spans
    regions: list[Region] = []
    for start, end in _clusters({stretch for answer in ballot.answers for stretch in answer.stretches}):
        marked = tuple(_within(answer.stretches, start, end) for answer in ballot.answers)
        labels = {label for stretches in marked for _, _, label in stretches}
        asked = tuple(bool(labels & answer.asked) for answer in ballot.answers)
        if len({stretches for stretches, was_asked in zip(marked, asked, strict=True) if was_asked}) < 2:
            continue
        decided = [span for span in spans if span.start < end and start < span.end]
        regions.append(
            Region(
                start,
                end,
                ballot.text.count("\n", 0, start) + 1,
                marked,
                asked,
                tuple((span.start, span.end, str(span.label)) for span in decided),
                max((span.score for span in decided), default=None),
            )
        )
    return regions


def _clusters(stretches: Iterable[LabelledStretch]) -> list[tuple[int, int]]:
    """The unions of overlapping stretches."""
    clusters: list[tuple[int, int]] = []
    for start, end, _ in sorted(stretches):
        if clusters and start < clusters[-1][1]:
            clusters[-1] = (clusters[-1][0], max(end, clusters[-1][1]))
        else:
            clusters.append((start, end))
    return clusters


def _within(stretches: Iterable[LabelledStretch], start: int, end: int) -> tuple[LabelledStretch, ...]:
    return tuple(stretch for stretch in stretches if stretch[0] < end and start < stretch[1])
