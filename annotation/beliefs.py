"""`Beliefs`: the probability of each label along a text, and the spans read off it."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotation.atoms import LabelledStretch
from annotation.ballots import BALLOT_LABELS, Ballot

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Beliefs:
    """The probability of each label on each stretch of a text, and that a span of it begins there."""

    borders: NDArray[np.int64]
    """(stretches + 1,) characters."""
    inside: Floats
    """(stretches, labels)."""
    begins: Floats
    """(stretches, labels): at most `inside`."""


def read_spans(ballot: Ballot, beliefs: Beliefs, threshold: float) -> list[tuple[LabelledStretch, float]]:
    """Disjoint spans where any label has more than `threshold`, with their mean probability.

    Adjacent stretches of one label are one span, unless a second one probably begins there and some worker marked two. What
    nobody marked is never a span, however probable an estimate makes it.
    """
    found = _runs(beliefs, threshold, _divisions(ballot))
    snapped: list[tuple[LabelledStretch, float]] = []
    for index, ((start, end, label), probability) in enumerate(found):
        floor = snapped[-1][0][1] if snapped else 0
        ceiling = found[index + 1][0][0] if index + 1 < len(found) else len(ballot.text)
        borders = _marked_borders(ballot, start, end)
        if borders is None:
            continue
        first, last = borders
        if not floor <= first < last <= ceiling:
            first, last = start, end
        snapped.append(((first, last, label), probability))
    return snapped


def _marked_borders(ballot: Ballot, start: int, end: int) -> tuple[int, int] | None:
    """The most common borders among the spans that overlap a stretch, the nearest of equally common ones; None if there are
    no such spans.

    A worker who stopped one character short says more about the border than one who overlooked the whole span, but an estimate
    by token cannot tell the two apart.
    """
    marked = [
        (first, last)
        for answer in ballot.answers
        for first, last, _ in answer.stretches
        if first < end and start < last
    ]
    if not marked:
        return None
    firsts, lasts = Counter(first for first, _ in marked), Counter(last for _, last in marked)
    return (
        max(firsts, key=lambda border: (firsts[border], -abs(border - start), -border)),
        max(lasts, key=lambda border: (lasts[border], -abs(border - end), -border)),
    )


def _divisions(ballot: Ballot) -> set[int]:
    """Borders at which one worker ended a span and began another. Elsewhere, two beginnings are two opinions on one span."""
    return {
        first
        for answer in ballot.answers
        for first in {stretch[0] for stretch in answer.stretches} & {stretch[1] for stretch in answer.stretches}
    }


def _runs(beliefs: Beliefs, threshold: float, divisions: set[int]) -> list[tuple[LabelledStretch, float]]:
    anything = beliefs.inside.sum(axis=1)
    best = beliefs.inside.argmax(axis=1)
    index = np.arange(len(best))
    divided = np.isin(beliefs.borders[:-1], list(divisions))
    fresh = divided & (beliefs.begins[index, best] > beliefs.inside[index, best] / 2)
    found: list[tuple[int, int, int]] = []
    for stretch in np.flatnonzero(anything > threshold).tolist():
        if found and found[-1][1] == stretch and found[-1][2] == best[stretch] and not fresh[stretch]:
            found[-1] = (found[-1][0], stretch + 1, found[-1][2])
        else:
            found.append((stretch, stretch + 1, int(best[stretch])))
    borders = beliefs.borders.tolist()
    return [
        ((borders[first], borders[last], BALLOT_LABELS[label]), float(beliefs.inside[first:last, label].mean()))
        for first, last, label in found
    ]
