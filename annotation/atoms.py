"""Several workers' spans on one text in a common form: indivisible stretches, and each worker's label on each.

A text is cut at every token border and every border of a worker's span, so that no span is rounded. Tokens suit code: a run of
letters and digits is one token, and so is every other character.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pii.labels import OUTSIDE

_TOKEN = re.compile(r"[^\W_]+|.", re.DOTALL)

LabelledStretch = tuple[int, int, str]
"""Start, end, label of one span, in characters."""


@dataclass(frozen=True, slots=True)
class Atoms:
    """The votes on one text, with one row per vote and one column per stretch."""

    borders: NDArray[np.int64]
    """(stretches + 1,): stretch `i` is the characters `borders[i]` to `borders[i + 1]`."""
    labels: NDArray[np.int16]
    """(votes, stretches): index of the label in `names`."""
    begins: NDArray[np.bool_]
    """(votes, stretches): whether a span of the vote begins here."""
    names: tuple[str, ...]
    """`O`, then the labels that occur."""

    @property
    def lengths(self) -> NDArray[np.int64]:
        """(stretches,): length of each in characters."""
        return np.diff(self.borders)


def atoms(text: str, answers: Sequence[Iterable[LabelledStretch]], *, tokens: bool = True) -> Atoms:
    """Cut a text into stretches and lay the answers out on them; of overlapping spans in one answer, the longest wins.

    Args:
        text: the text that all answers are about.
        answers: the spans of each vote.
        tokens: also cut at token borders; otherwise stretches are as long as the answers allow.
    """
    flat = [disjoint_stretches(answer) for answer in answers]
    cuts = [0, len(text), *(border for answer in flat for start, end, _ in answer for border in (start, end))]
    if tokens:
        cuts += [match.start() for match in _TOKEN.finditer(text)]
    borders = np.unique(np.asarray(cuts, dtype=np.int64))
    names = (OUTSIDE, *sorted({label for answer in flat for _, _, label in answer}))
    labels = np.zeros((len(flat), len(borders) - 1), dtype=np.int16)
    begins = np.zeros(labels.shape, dtype=np.bool_)
    for row, answer in enumerate(flat):
        for start, end, label in answer:
            first, last = np.searchsorted(borders, (start, end))
            labels[row, first:last] = names.index(label)
            begins[row, first] = True
    return Atoms(borders, labels, begins, names)


def disjoint_stretches(stretches: Iterable[LabelledStretch]) -> list[LabelledStretch]:
    """The stretches without those that overlap a longer one (or an equally long earlier one), in order."""
    kept: list[LabelledStretch] = []
    for start, end, label in sorted(set(stretches), key=lambda item: (item[0] - item[1], item)):
        if all(end <= other_start or other_end <= start for other_start, other_end, _ in kept):
            kept.append((start, end, label))
    return sorted(kept)
