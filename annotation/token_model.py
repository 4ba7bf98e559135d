"""Dawid and Skene's estimate over the tokens of texts: votes in, beliefs about every text out."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from annotation.atoms import atoms
from annotation.ballots import BALLOT_LABELS, Ballot
from annotation.beliefs import Beliefs
from annotation.dawid_skene import Answers, dawid_skene
from pii.labels import OUTSIDE

_LABEL_INDEX = {label: index for index, label in enumerate(BALLOT_LABELS)}
_CLASSES = 1 + 2 * len(BALLOT_LABELS)
"""`O`, then begin and inside of each label."""

SMOOTHING = 10.0
"""How many tokens of the crowd's average confusion each worker is credited with; chosen on the simulated crowds."""


def token_dawid_skene(
    main: Sequence[Ballot], golden: Sequence[Ballot] = (), smoothing: float = SMOOTHING
) -> dict[str, Beliefs]:
    """Dawid and Skene's estimate over all tokens of all texts, those that nobody marked included, in BIO classes.

    Leaving out unmarked tokens would make labels look far commoner than they are. Equal columns of votes on one text are one item
    with their number as weight. A worker has one confusion matrix for each set of labels it was asked for.

    Returns:
        The beliefs about each main ballot, by document id.
    """
    table = _Table()
    where = {ballot.document_id: table.add(ballot) for ballot in main}
    for ballot in golden:
        table.add(ballot)
    estimate = dawid_skene(
        table.answers(),
        classes=_CLASSES,
        weights=np.asarray(table.weights),
        known=table.known,
        offered=[_offered(asked) for _, asked in table.workers],
        smoothing=smoothing,
    )
    return {key: _beliefs(borders, estimate.posterior[items]) for key, (borders, items) in where.items()}


def _offered(asked: frozenset[str]) -> frozenset[int]:
    return frozenset({0, *(1 + 2 * _LABEL_INDEX[label] + step for label in asked for step in (0, 1))})


def _beliefs(borders: NDArray[np.int64], posterior: NDArray[np.float64]) -> Beliefs:
    begins = posterior[:, 1::2]
    return Beliefs(borders, begins + posterior[:, 2::2], begins)


class _Table:
    """Numbers ballots for the estimate: each distinct column of votes on a text is an item, each worker a row of its own."""

    def __init__(self) -> None:
        self.workers: dict[tuple[str, frozenset[str]], int] = {}
        self.weights: list[float] = []
        self.known: dict[int, int] = {}
        self._cells: dict[str, list[int]] = defaultdict(list)

    def add(self, ballot: Ballot) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Take in a ballot and return its borders and the item of each stretch."""
        rows = [answer.stretches for answer in ballot.answers]
        cut = atoms(ballot.text, [*rows, *([] if ballot.gold is None else [ballot.gold])])
        workers = [
            self.workers.setdefault((answer.worker, answer.asked), len(self.workers)) for answer in ballot.answers
        ]
        coded = [
            [0 if label == OUTSIDE else 2 + 2 * _LABEL_INDEX[label] - begin for label, begin in zip(*row, strict=True)]
            for row in zip(cut.labels, cut.begins, strict=True)
        ]
        item_of: dict[tuple[int, ...], int] = {}
        items: list[int] = []
        for column in zip(*coded, strict=True):
            if column not in item_of:
                item_of[column] = len(self.weights)
                self.weights.append(0.0)
                self._cells["items"] += [item_of[column]] * len(workers)
                self._cells["workers"] += workers
                self._cells["classes"] += column[: len(workers)]
                if ballot.gold is not None:
                    self.known[item_of[column]] = column[-1]
            self.weights[item_of[column]] += 1
            items.append(item_of[column])
        return cut.borders, np.asarray(items, dtype=np.int64)

    def answers(self) -> Answers:
        """All votes so far."""
        return Answers(*(np.asarray(self._cells[name], dtype=np.int64) for name in ("items", "workers", "classes")))
