"""Dawid and Skene's estimate over tokens: takes ballots one by one, and gives beliefs about any text.

For each text only the distinct columns of votes are kept, a few dozen numbers. Posteriors follow from these columns and
need not be stored.
"""

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from annotation.atoms import LabelledStretch, atoms
from annotation.ballots import BALLOT_LABELS, Ballot
from annotation.beliefs import Beliefs
from annotation.dawid_skene import Answers, Parameters, fit
from pii.labels import OUTSIDE

_LABEL_INDEX = {label: index for index, label in enumerate(BALLOT_LABELS)}
_CLASSES = 1 + 2 * len(BALLOT_LABELS)
"""`O`, then begin and inside of each label."""

SMOOTHING = 10.0
"""How many tokens of the crowd's average confusion each worker is credited with; chosen on the simulated crowds."""


class TokenModel:
    """The estimate over all tokens of all texts, including unmarked ones, in BIO classes.

    Leaving out unmarked tokens would make labels look far more common than they are. Equal columns of votes on one text are one
    item with their number as weight. A worker has one confusion matrix for each set of labels it was asked for.
    """

    def __init__(self) -> None:
        self._workers: dict[tuple[str, frozenset[str]], int] = {}
        self._items, self._rows, self._classes = array("i"), array("i"), array("b")
        self._weights = array("i")
        self._known: dict[int, int] = {}
        self._parameters: Parameters | None = None

    def add(self, ballot: Ballot) -> None:
        """Add a ballot of a main task, or of a control task with its known answer."""
        workers = [self._workers.setdefault((each.worker, each.asked), len(self._workers)) for each in ballot.answers]
        _, codes = _codes(ballot, [] if ballot.gold is None else [ballot.gold])
        columns, place = _distinct(codes)
        for column, count in zip(columns.T.tolist(), np.bincount(place).tolist(), strict=True):
            item = len(self._weights)
            self._weights.append(count)
            self._items.extend([item] * len(workers))
            self._rows.extend(workers)
            self._classes.extend(column[: len(workers)])
            if ballot.gold is not None:
                self._known[item] = column[-1]

    def fit(self, smoothing: float = SMOOTHING) -> None:
        """Estimates how each worker answers, from all ballots so far."""
        if not self._weights:
            return
        answers = Answers(*map(np.asarray, (self._items, self._rows, self._classes)))
        self._parameters = fit(
            answers,
            classes=_CLASSES,
            weights=np.asarray(self._weights),
            known=self._known,
            offered=[_offered(asked) for _, asked in self._workers],
            smoothing=smoothing,
        ).before

    def beliefs(self, ballot: Ballot) -> Beliefs:
        """The beliefs about a ballot that was added."""
        assert self._parameters is not None
        workers = np.asarray([self._workers[each.worker, each.asked] for each in ballot.answers])
        borders, codes = _codes(ballot)
        columns, place = _distinct(codes)
        count = columns.shape[1]
        answers = Answers(np.repeat(np.arange(count), len(workers)), np.tile(workers, count), columns.T.ravel())
        posterior = self._parameters.posterior(answers, count)[place]
        begins = posterior[:, 1::2]
        return Beliefs(borders, begins + posterior[:, 2::2], begins)


def _offered(asked: frozenset[str]) -> frozenset[int]:
    return frozenset({0, *(1 + 2 * _LABEL_INDEX[label] + step for label in asked for step in (0, 1))})


def _codes(
    ballot: Ballot, more: Sequence[Sequence[LabelledStretch]] = ()
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Borders, and (answers, stretches) the class that each answer gives each stretch."""
    cut = atoms(ballot.text, [*(answer.stretches for answer in ballot.answers), *more])
    inside = np.asarray([0 if name == OUTSIDE else 2 + 2 * _LABEL_INDEX[name] for name in cut.names], dtype=np.int8)
    return cut.borders, inside[cut.labels] - cut.begins


def _distinct(codes: NDArray[np.int8]) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """The distinct columns, and for each column which of them it is."""
    if len(codes) <= _DIGITS:  # a column as one number, which sorts far faster than a row of bytes
        numbers = _CLASSES ** np.arange(len(codes), dtype=np.int64) @ codes.astype(np.int64)
        _, first, place = np.unique(numbers, return_index=True, return_inverse=True)
        return codes[:, first], place
    columns, place = np.unique(codes, axis=1, return_inverse=True)
    return columns, place.ravel()


_DIGITS = int(63 * np.log(2) / np.log(_CLASSES))
