"""How well workers agree: span F1 between pairs of workers, and Krippendorff's alpha on characters, with bootstrap intervals.

Only labels that both were asked for are compared. Nothing depends on the order of votes, spans or the workers in a pair.
Sources: Hripcsak and Rothschild, "Agreement, the F-measure, and reliability in information retrieval" (2005);
Krippendorff, "Content analysis" (2004), nominal data with missing values.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotation.atoms import LabelledStretch, atoms
from annotation.ballots import BALLOT_LABELS, Answer, Ballot
from annotation.intervals import Estimated, bootstrap

Floats = NDArray[np.float64]

BLOCKS = 10_000
"""Most rows to resample, to bound the time of the bootstrap."""


class Match(StrEnum):
    """When spans of two workers count as the same."""

    EXACT = "exact"
    """Same borders and label."""
    OVERLAP = "overlap"
    """Same label and a shared character."""
    POSITION = "position"
    """Same borders, whatever the label."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement on some documents; None if nobody could agree or differ."""

    documents: int
    """Documents on which at least two workers were asked for one of the labels."""
    pairs: int
    """Pairs of answers on one document by workers who were both asked for one of the labels."""
    f1: Mapping[Match, Estimated | None]
    alpha: Estimated | None


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Agreement overall, by label, and by the language that `meta` names."""

    overall: Agreement
    by_label: Mapping[str, Agreement]
    by_language: Mapping[str, Agreement]


def report(ballots: Iterable[Ballot], resamples: int = 1000) -> AgreementReport:
    """Measure agreement on ballots of main tasks."""
    counter = ReportCounter()
    for ballot in ballots:
        counter.add(ballot)
    return counter.result(resamples)


class ReportCounter:
    """Measures agreement on ballots one by one, sorted by document, keeping only sums."""

    def __init__(self) -> None:
        self._overall = _Counter(None)
        self._by_label: dict[str, _Counter] = {}
        self._by_language: dict[str, _Counter] = {}

    def add(self, ballot: Ballot) -> None:
        """Add a ballot of a main task."""
        self._overall.add(ballot)
        for label in ballot.asked:
            self._by_label.setdefault(label, _Counter(frozenset({label}))).add(ballot)
        if language := ballot.meta.get("language"):
            self._by_language.setdefault(str(language), _Counter(None)).add(ballot)

    def result(self, resamples: int = 1000) -> AgreementReport:
        """The agreement on all ballots so far, with intervals from `resamples` resamples of the documents."""
        return AgreementReport(
            self._overall.result(resamples),
            {label: self._by_label[label].result(resamples) for label in sorted(self._by_label)},
            {language: self._by_language[language].result(resamples) for language in sorted(self._by_language)},
        )


def agreement(ballots: Iterable[Ballot], labels: Iterable[str] | None = None, *, resamples: int = 1000) -> Agreement:
    """Agreement on some labels (all by default), with intervals from `resamples` resamples of the documents."""
    counter = _Counter(None if labels is None else frozenset(labels))
    for ballot in sorted(ballots, key=lambda ballot: ballot.document_id):
        counter.add(ballot)
    return counter.result(resamples)


class _Counter:
    """Sums of agreement by document; beyond `BLOCKS` documents, by block of documents. Documents are dealt out to blocks in turn,
    so that blocks are as independent as their documents and can be resampled in their place."""

    def __init__(self, wanted: frozenset[str] | None) -> None:
        self._wanted = wanted
        self._categories = [label for label in BALLOT_LABELS if wanted is None or label in wanted]
        self._spans: list[Floats] = []
        self._coincidences: list[Floats] = []
        self._documents = self._pairs = 0

    def add(self, ballot: Ballot) -> None:
        """Add a ballot."""
        pairs = _pairs(ballot, self._wanted)
        if not pairs:
            return
        spans = np.asarray(_span_counts(pairs, self._wanted), dtype=np.float64)
        coincidences = _coincidences(ballot, self._categories)
        if self._documents < BLOCKS:
            self._spans.append(spans)
            self._coincidences.append(coincidences)
        else:
            self._spans[self._documents % BLOCKS] += spans
            self._coincidences[self._documents % BLOCKS] += coincidences
        self._documents += 1
        self._pairs += len(pairs)

    def result(self, resamples: int) -> Agreement:
        """The agreement so far."""
        rows = len(self._spans)
        counts = np.asarray(self._spans).reshape(rows, 4)
        f1 = {match: bootstrap(counts, _ratio_to_last(index), resamples) for index, match in enumerate(Match)}
        size = (len(self._categories) + 1) ** 2
        alpha = bootstrap(np.asarray(self._coincidences).reshape(rows, size), krippendorff_alpha, resamples)
        return Agreement(self._documents, self._pairs, f1, alpha)


def _pairs(ballot: Ballot, wanted: frozenset[str] | None) -> list[tuple[Answer, Answer]]:
    """Pairs of answers of two workers who were both asked for one of the labels."""
    return [
        (a, b)
        for a, b in combinations(ballot.answers, 2)
        if a.worker != b.worker and not (a.asked & b.asked).isdisjoint(BALLOT_LABELS if wanted is None else wanted)
    ]


def _ratio_to_last(index: int) -> Callable[[Floats], Floats]:
    def ratio(sums: Floats) -> Floats:
        with np.errstate(invalid="ignore", divide="ignore"):
            return sums[:, index] / sums[:, -1]

    return ratio


def _span_counts(pairs: Iterable[tuple[Answer, Answer]], wanted: frozenset[str] | None) -> tuple[int, int, int, int]:
    """Over all pairs of answers: spans that match one of the other answer, by kind of match, and all spans."""
    totals = [0, 0, 0, 0]
    for a, b in pairs:
        first, second = _comparable(a, b, wanted), _comparable(b, a, wanted)
        totals[0] += 2 * len(first & second)
        totals[1] += _overlapping(first, second) + _overlapping(second, first)
        totals[2] += 2 * len({span[:2] for span in first} & {span[:2] for span in second})
        totals[3] += len(first) + len(second)
    return totals[0], totals[1], totals[2], totals[3]


def _comparable(mine: Answer, other: Answer, wanted: frozenset[str] | None) -> set[LabelledStretch]:
    labels = mine.asked & other.asked
    labels = labels if wanted is None else labels & wanted
    return {stretch for stretch in mine.stretches if stretch[2] in labels}


def _overlapping(spans: Iterable[LabelledStretch], others: Iterable[LabelledStretch]) -> int:
    """How many of the spans share a character and the label with one of `others`."""
    return sum(
        any(start < other_end and other_start < end and label == other for other_start, other_end, other in others)
        for start, end, label in spans
    )


def _coincidences(ballot: Ballot, categories: Sequence[str]) -> Floats:
    """Krippendorff's coincidence matrix of a text's characters, flattened; categories follow `O`.

    Answers are compared only with those that were asked for the same labels: otherwise "nothing" means different things.
    """
    index = {category: position for position, category in enumerate(("O", *categories))}
    matrix = np.zeros((len(index), len(index)))
    panels: dict[frozenset[str], list[list[LabelledStretch]]] = defaultdict(list)
    for answer in ballot.answers:
        asked = answer.asked & frozenset(categories)
        if asked:
            panels[asked].append([stretch for stretch in answer.stretches if stretch[2] in asked])
    for answers in panels.values():
        if len(answers) < 2:
            continue
        cut = atoms(ballot.text, answers, tokens=False)
        labels = np.asarray([index[name] for name in cut.names])[cut.labels]
        for length, column in zip(cut.lengths.tolist(), labels.T, strict=True):
            counts = np.bincount(column, minlength=len(index)).astype(np.float64)
            matrix += length * (np.outer(counts, counts) - np.diag(counts)) / (len(answers) - 1)
    return matrix.ravel()


def krippendorff_alpha(coincidences: Floats) -> Floats:
    """Alpha for nominal data: one minus observed over expected disagreement.

    Args:
        coincidences: (n, categories squared): summed coincidence matrices, flattened.

    Returns:
        (n,): NaN if all answers are in one category, which leaves nothing to disagree about.
    """
    size = round(coincidences.shape[1] ** 0.5)
    matrices = coincidences.reshape(-1, size, size)
    each = matrices.sum(axis=2)
    total = each.sum(axis=1)
    observed = total - np.trace(matrices, axis1=1, axis2=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = (total**2 - (each**2).sum(axis=1)) / (total - 1)
        return np.where(expected > 0, 1 - observed / expected, np.nan)
