"""The common form of several workers' spans on one text: stretches that nobody divides, and who says what on each.

A text is cut at every token border and at every border of a worker's span, so that nothing a worker marked is rounded.
Tokens follow code: a run of letters and digits is one, every other character stands alone.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotation.schema import Vote
from pii.labels import OUTSIDE

_TOKEN = re.compile(r"[^\W_]+|.", re.DOTALL)

LabelledStretch = tuple[int, int, str]
"""Start, end, label of one span, in characters."""


@dataclass(frozen=True, slots=True)
class Atoms:
    """The answers of some votes to one text, one row per vote and one column per stretch."""

    borders: NDArray[np.int64]
    """(stretches + 1,): stretch `i` is the characters `borders[i]` to `borders[i + 1]`."""
    labels: tuple[tuple[str, ...], ...]
    """(votes, stretches): the label or `O`."""
    begins: tuple[tuple[bool, ...], ...]
    """(votes, stretches): whether a span of the vote begins here."""

    @property
    def lengths(self) -> NDArray[np.int64]:
        """(stretches,): characters in each."""
        return np.diff(self.borders)


def atoms(text: str, answers: Sequence[Iterable[LabelledStretch]], *, tokens: bool = True) -> Atoms:
    """Cut a text into stretches and lay the answers out on them; where spans of one answer overlap, the longest wins.

    Args:
        text: the text that all answers are about.
        answers: the spans of each vote.
        tokens: also cut at token borders; otherwise stretches are as long as the answers allow.
    """
    flat = [disjoint_stretches(answer) for answer in answers]
    cuts = {0, len(text)} | {border for answer in flat for start, end, _ in answer for border in (start, end)}
    if tokens:
        cuts.update(match.start() for match in _TOKEN.finditer(text))
    borders = sorted(cuts)
    position = {border: index for index, border in enumerate(borders)}
    labels = [[OUTSIDE] * (len(borders) - 1) for _ in flat]
    begins = [[False] * (len(borders) - 1) for _ in flat]
    for row, answer in enumerate(flat):
        for start, end, label in answer:
            first, last = position[start], position[end]
            labels[row][first:last] = [label] * (last - first)
            begins[row][first] = True
    return Atoms(np.asarray(borders, dtype=np.int64), tuple(map(tuple, labels)), tuple(map(tuple, begins)))


def disjoint_stretches(stretches: Iterable[LabelledStretch]) -> list[LabelledStretch]:
    """The stretches without those that overlap a longer one (or an equally long earlier one), in order."""
    kept: list[LabelledStretch] = []
    for start, end, label in sorted(set(stretches), key=lambda item: (item[0] - item[1], item)):
        if all(end <= other_start or other_end <= start for other_start, other_end, _ in kept):
            kept.append((start, end, label))
    return sorted(kept)


def stretches_of(vote: Vote) -> list[LabelledStretch]:
    """The spans of a vote as plain stretches in the crowd's labels."""
    return [(span.start, span.end, span.label) for span in vote.spans]
