"""Score predicted spans against labelled ones: the single measure behind every figure of this project.

A prediction finds a labelled span if both have the same label and share at least half of each. Pairs are taken
longest overlap first, each span at most once. Neutral spans (what nobody can judge, and made-up examples) do not
count: finding one is not a hit, missing one not a miss, and a prediction that touches one, whatever its label, is
not a false positive.

Two figures measure what stays readable after redaction, whatever the label of the prediction: `leak` is the share of
labelled characters that no prediction covers, `open` the share of labelled spans with a tenth or more uncovered.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import Protocol

from pii.labels import Label
from pii.spans import Span, overlap

ALL_LABELS: frozenset[str] = frozenset(Label)


class Match(StrEnum):
    """When a prediction counts as finding a labelled span."""

    OVERLAP = "overlap"
    """Same label, at least half of each shared: the default, and the measure of every headline figure."""
    STRICT = "strict"
    """Same label, same start, same end."""
    LABEL_FREE = "label-free"
    """At least half of each shared, whatever the labels. Hits are counted under the labelled span's label."""


class Labelled(Protocol):
    """What a scored document must offer; `annotation.schema.Document` does."""

    @property
    def spans(self) -> Sequence[Span]:
        """The spans that count as true."""
        ...

    @property
    def ignored(self) -> Sequence[Span]:
        """The neutral spans."""
        ...

    @property
    def asked(self) -> Collection[str]:
        """The labels that were looked for; a prediction of another label is never a false positive."""
        ...


@dataclass(frozen=True, slots=True)
class LabelScore:
    """Counts of one label (or of all together) and the ratios that follow from them; a ratio over nothing is 0."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    characters: int = 0
    """Characters of the labelled spans."""
    leaked: int = 0
    """Those of them that no prediction of any label covers."""
    left_open: int = 0
    """Labelled spans of which predictions of any label leave a tenth or more uncovered."""

    @property
    def gold(self) -> int:
        """Labelled spans."""
        return self.tp + self.fn

    @property
    def precision(self) -> float:
        """The share of predictions that are right."""
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """The share of labelled spans that were found."""
        return _ratio(self.tp, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    @property
    def leak(self) -> float:
        """Share of the labelled characters that stay readable."""
        return _ratio(self.leaked, self.characters)

    @property
    def open(self) -> float:
        """Share of the labelled spans with a tenth or more still readable."""
        return _ratio(self.left_open, self.gold)

    def __add__(self, other: "LabelScore") -> "LabelScore":
        return LabelScore(
            self.tp + other.tp,
            self.fp + other.fp,
            self.fn + other.fn,
            self.characters + other.characters,
            self.leaked + other.leaked,
            self.left_open + other.left_open,
        )


_NONE = LabelScore()


def _no_scores() -> Mapping[str, LabelScore]:
    return dict.fromkeys(Label, _NONE)


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of every label over some documents; scores of disjoint sets of documents add up with `+`."""

    labels: Mapping[str, LabelScore] = field(default_factory=_no_scores)
    """The six labels, and every other one that was labelled or predicted."""

    def __getitem__(self, label: str) -> LabelScore:
        return self.labels.get(label, _NONE)

    def __add__(self, other: "Score") -> "Score":
        return Score({label: self[label] + other[label] for label in {**self.labels, **other.labels}})

    @property
    def total(self) -> LabelScore:
        """All labels together (micro average)."""
        return sum(self.labels.values(), LabelScore())

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the labels that occur among the labelled spans; 0 where none does."""
        present = [counts.f1 for counts in self.labels.values() if counts.gold]
        return _ratio(sum(present), len(present))


def score(gold: Iterable[Labelled], predicted: Iterable[Sequence[Span]], match: Match = Match.OVERLAP) -> Score:
    """Score the predictions of documents, given in the same order.

    Raises:
        ValueError: there are more documents than predictions, or fewer.
    """
    pairs = zip(gold, predicted, strict=True)
    return sum((score_document(d.spans, d.ignored, spans, match, d.asked) for d, spans in pairs), Score())


def score_document(
    gold: Sequence[Span],
    neutral: Sequence[Span],
    predicted: Sequence[Span],
    match: Match = Match.OVERLAP,
    asked: Collection[str] = ALL_LABELS,
) -> Score:
    """Score one document's predictions; spans may come in any order and may overlap."""
    if not gold and not predicted:
        return Score()
    predictions = _SpanIndex(predicted)
    touching = [predictions.touching(span) for span in gold]
    found, used = _pair(gold, predictions.spans, touching, match)
    counts = {label: [0, 0, 0, 0, 0, 0] for label in (*Label, *(span.label for span in (*gold, *predicted)))}
    whole = ALL_LABELS.issubset(asked)  # all were looked for, including a detector's own labels
    for index, span in enumerate(gold):
        covered = _covered(span, [predictions.spans[other] for other in touching[index]])
        row = counts[span.label]
        row[0 if index in found else 2] += 1
        row[3] += len(span)
        row[4] += len(span) - covered
        row[5] += 10 * covered <= 9 * len(span)
    unjudged = _SpanIndex(neutral)
    for index, span in enumerate(predictions.spans):
        if index not in used and (whole or span.label in asked) and not unjudged.touching(span):
            counts[span.label][1] += 1
    return Score({label: LabelScore(*row) for label, row in counts.items()})


def _pair(
    gold: Sequence[Span], predicted: Sequence[Span], touching: Sequence[Sequence[int]], match: Match
) -> tuple[set[int], set[int]]:
    """Which labelled spans are found and which predictions found them, as indices."""
    candidates = sorted(
        (
            (overlap(span, predicted[other]), index, other)
            for index, span in enumerate(gold)
            for other in touching[index]
            if _matches(span, predicted[other], match)
        ),
        reverse=True,
    )
    found: set[int] = set()
    used: set[int] = set()
    for _, index, other in candidates:
        if index not in found and other not in used:
            found.add(index)
            used.add(other)
    return found, used


def _matches(gold: Span, predicted: Span, match: Match) -> bool:
    if match is Match.STRICT:
        return (gold.start, gold.end, gold.label) == (predicted.start, predicted.end, predicted.label)
    half_of_each = 2 * overlap(gold, predicted) >= max(len(gold), len(predicted))
    return half_of_each and (match is Match.LABEL_FREE or gold.label == predicted.label)


def _covered(span: Span, others: Sequence[Span]) -> int:
    """How many characters of the span the others cover, which come sorted by start."""
    covered, reached = 0, span.start
    for other in others:
        end = min(other.end, span.end)
        if end > reached:
            covered += end - max(other.start, reached)
            reached = end
    return covered


class _SpanIndex:
    """Spans sorted by start, and those among them that share a character with a given one.

    The running maximum of the ends never falls, so a bisection skips all spans that end too early even if spans overlap.
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans)
        self._starts = [span.start for span in self.spans]
        self._highest_ends = list(accumulate((span.end for span in self.spans), max))

    def touching(self, span: Span) -> list[int]:
        first = bisect_right(self._highest_ends, span.start)
        last = bisect_left(self._starts, span.end)
        return [index for index in range(first, last) if self.spans[index].end > span.start]


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
