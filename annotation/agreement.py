"""How far workers agree: span F1 between pairs of workers, and Krippendorff's alpha on characters, with bootstrap intervals.

Only what both were asked for is compared. Nothing depends on the order of votes or spans, nor on who is called first in a
pair. Sources: Hripcsak and Rothschild, "Agreement, the F-measure, and reliability in information retrieval" (2005);
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
from annotation.ballots import Answer, Ballot
from annotation.intervals import Estimated, bootstrap

Floats = NDArray[np.float64]


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
    """The agreement on some documents; None where nobody could agree or differ."""

    documents: int
    """Documents that two or more workers answered."""
    pairs: int
    """Pairs of answers on one document."""
    f1: Mapping[Match, Estimated | None]
    alpha: Estimated | None


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Agreement over all, for each label by itself, and for each language that `meta` names."""

    overall: Agreement
    by_label: Mapping[str, Agreement]
    by_language: Mapping[str, Agreement]


def report(ballots: Sequence[Ballot], resamples: int = 1000) -> AgreementReport:
    """Measure agreement on ballots of main tasks."""
    labels = sorted({label for ballot in ballots for label in ballot.asked})
    languages: dict[str, list[Ballot]] = defaultdict(list)
    for ballot in ballots:
        if ballot.meta.get("language"):
            languages[str(ballot.meta["language"])].append(ballot)
    return AgreementReport(
        agreement(ballots, resamples=resamples),
        {label: agreement(ballots, {label}, resamples=resamples) for label in labels},
        {language: agreement(languages[language], resamples=resamples) for language in sorted(languages)},
    )


def agreement(ballots: Iterable[Ballot], labels: Iterable[str] | None = None, *, resamples: int = 1000) -> Agreement:
    """Agreement on some labels (all by default), with intervals over documents drawn anew `resamples` times."""
    wanted = None if labels is None else frozenset(labels)
    shared = [ballot for ballot in sorted(ballots, key=lambda ballot: ballot.document_id) if len(ballot.answers) > 1]
    counts = np.asarray([_span_counts(ballot, wanted) for ballot in shared]).reshape(len(shared), 4)
    f1 = {match: bootstrap(counts, _ratio_to_last(index), resamples) for index, match in enumerate(Match)}
    categories = sorted({label for ballot in shared for label in ballot.asked if wanted is None or label in wanted})
    coincidences = np.asarray([_coincidences(ballot, categories) for ballot in shared])
    size = (len(categories) + 1) ** 2
    alpha = bootstrap(coincidences.reshape(len(shared), size), krippendorff_alpha, resamples)
    pairs = sum(len(ballot.answers) * (len(ballot.answers) - 1) // 2 for ballot in shared)
    return Agreement(len(shared), pairs, f1, alpha)


def _ratio_to_last(index: int) -> Callable[[Floats], Floats]:
    def ratio(sums: Floats) -> Floats:
        with np.errstate(invalid="ignore", divide="ignore"):
            return sums[:, index] / sums[:, -1]

    return ratio


def _span_counts(ballot: Ballot, wanted: frozenset[str] | None) -> tuple[int, int, int, int]:
    """Over all pairs: spans of either that the other has too, by each kind of match, and spans of both."""
    totals = [0, 0, 0, 0]
    for a, b in combinations(ballot.answers, 2):
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
    """How many of the spans share a character and the label with one of the others."""
    return sum(
        any(start < other_end and other_start < end and label == other for other_start, other_end, other in others)
        for start, end, label in spans
    )


def _coincidences(ballot: Ballot, categories: Sequence[str]) -> Floats:
    """Krippendorff's coincidence matrix of a text's characters, flattened; categories after `O`.

    Answers are compared with those that were asked for the same labels: elsewhere "nothing" means different things.
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
        (n,): NaN where all answers are of one category, so that there was nothing to disagree about.
    """
    size = round(coincidences.shape[1] ** 0.5)
    matrices = coincidences.reshape(-1, size, size)
    each = matrices.sum(axis=2)
    total = each.sum(axis=1)
    observed = total - np.trace(matrices, axis1=1, axis2=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = (total**2 - (each**2).sum(axis=1)) / (total - 1)
        return np.where(expected > 0, 1 - observed / expected, np.nan)
