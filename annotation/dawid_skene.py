"""Dawid and Skene's estimate of the truth behind several workers' answers, and of each worker's confusion matrix.

Source: A. P. Dawid and A. M. Skene, "Maximum likelihood estimation of observer error-rates using the EM algorithm",
Applied Statistics 28 (1979). There are three additions, which change nothing unless used: items may carry a
weight (a weight of three is the same item three times), the truth of some items may be known, and a worker may have been
offered only some of the classes. Items are processed in blocks, so that only the answers have to fit into memory.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.integer]

_BLOCK = 20_000
"""Items per block, which bounds memory."""
_FLOOR = 1e-10
"""Minimum confusion probability of an answer that a worker gave at least once: no single answer rules a class out."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answered what: three arrays of one length, one entry per answer, with indices from zero."""

    items: Integers
    workers: Integers
    classes: Integers
    """The class that the worker chose."""

    def __post_init__(self) -> None:
        if not len(self.items) == len(self.workers) == len(self.classes):
            raise ValueError("items, workers and classes need one length")
        if not len(self.items):
            raise ValueError("there are no answers to aggregate")


@dataclass(frozen=True, slots=True)
class Estimate:
    """The estimated truth, taking the workers' reliability into account."""

    posterior: Floats
    """(items, classes): the probability of each class for each item; rows sum to one."""
    prior: Floats
    """(classes,): how common each class is."""
    confusion: Floats
    """(workers, truth, answer): how often each worker gives each answer for each true class."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The estimated parameters of classes and workers."""

    prior: Floats
    """(classes,)"""
    confusion: Floats
    """(workers, answer, truth)"""

    def posterior(self, answers: Answers, items: int) -> Floats:
        """(items, classes): posteriors of answers whose items are numbered without gaps."""
        with np.errstate(divide="ignore"):
            log_joint = np.log(self.prior) + _sum_by_item(
                np.log(self.confusion[answers.workers, answers.classes]), answers.items, items
            )
        log_joint -= log_joint.max(axis=1, keepdims=True)
        joint = np.exp(log_joint)
        return joint / joint.sum(axis=1, keepdims=True)


@dataclass(frozen=True, slots=True)
class Fit:
    """The result of the maximisation."""

    before: Parameters
    """The parameters that the last posteriors are computed from."""
    after: Parameters
    """The parameters estimated from the last posteriors."""


def dawid_skene(answers: Answers, *, classes: int, **options: Any) -> Estimate:
    """Estimate class posteriors, priors and confusion matrices; `options` are those of `fit`."""
    problem = _Problem(answers, classes, options.get("weights"), options.get("known"), options.get("offered"))
    last = fit(answers, classes=classes, **options)
    posterior = np.concatenate([problem.expect(block, last.before) for block in problem.blocks()])
    return Estimate(posterior, last.after.prior, last.after.confusion.transpose(0, 2, 1))


def fit(
    answers: Answers,
    *,
    classes: int,
    weights: NDArray[Any] | None = None,
    known: dict[int, int] | None = None,
    offered: Sequence[frozenset[int]] | None = None,
    fallback: int = 0,
    smoothing: float = 0.0,
    iterations: int = 100,
    tolerance: float = 1e-5,
) -> Fit:
    """Estimate priors and confusion matrices by expectation maximisation from the majority vote.

    Args:
        answers: items are numbered without gaps; each has at least one answer.
        classes: how many classes there are.
        weights: (items,) how many identical items each represents; one by default.
        known: the true class of items whose truth was given, such as golden tasks.
        offered: for each worker the classes that could be chosen; all by default. A true class that was not offered
            counts as `fallback` for this worker: a worker asked for e-mail addresses alone rightly answers "nothing" on a
            name, which says nothing about names.
        smoothing: how many items of the average worker's answers to credit every worker with, per true class. Stabilises the
            estimate for workers with few answers; not part of the original method.
        iterations: most iterations.
        tolerance: stop once the evidence lower bound per answer grows by less.
    """
    problem = _Problem(answers, classes, weights, known, offered, fallback)
    after, _ = problem.maximised(problem.majority, smoothing)
    before, bound = after, -np.inf
    for _ in range(iterations):
        before = after
        after, reached = problem.maximised(lambda block, given=before: problem.expect(block, given), smoothing)
        previous, bound = bound, reached
        if bound - previous < tolerance:
            break
    return Fit(before, after)


@dataclass(frozen=True, slots=True)
class _Block:
    """Items `first` to `last` with their answers, numbered from zero."""

    first: int
    last: int
    answers: Answers


class _Problem:
    """The answers, with what is known about items and workers."""

    def __init__(
        self,
        answers: Answers,
        classes: int,
        weights: NDArray[Any] | None = None,
        known: dict[int, int] | None = None,
        offered: Sequence[frozenset[int]] | None = None,
        fallback: int = 0,
    ) -> None:
        if (np.diff(answers.items) < 0).any():
            order = np.argsort(answers.items, kind="stable")
            answers = Answers(answers.items[order], answers.workers[order], answers.classes[order])
        self.answers, self.classes, self.fallback = answers, classes, fallback
        self.items = int(answers.items[-1]) + 1
        self.workers = int(answers.workers.max()) + 1
        self.weights = np.ones(self.items) if weights is None else np.asarray(weights)
        self.seen_as = _seen_as(offered, self.workers, classes, fallback)
        self.observed = np.zeros((self.workers, classes), dtype=bool)
        self.observed[answers.workers, answers.classes] = True
        self.known_items = np.asarray(sorted(known or {}), dtype=np.int64)
        self.known_classes = np.asarray([(known or {})[item] for item in self.known_items.tolist()], dtype=np.int64)

    def blocks(self) -> Iterator[_Block]:
        """All items, block by block."""
        for first in range(0, self.items, _BLOCK):
            last = min(first + _BLOCK, self.items)
            low, high = np.searchsorted(self.answers.items, (first, last))
            part = self.answers
            yield _Block(
                first, last, Answers(part.items[low:high] - first, part.workers[low:high], part.classes[low:high])
            )

    def expect(self, block: _Block, given: Parameters) -> Floats:
        """The posteriors of a block's items."""
        return self._with_known(block, given.posterior(block.answers, block.last - block.first))

    def majority(self, block: _Block) -> Floats:
        """Vote shares of each class among the workers who were offered it; `fallback` takes the rest."""
        answers, size = block.answers, block.last - block.first
        cell = answers.items.astype(np.int64) * self.classes + answers.classes
        votes = np.bincount(cell, minlength=size * self.classes).reshape(size, self.classes).astype(np.float64)
        if self.seen_as is not None:
            could = (self.seen_as == np.arange(self.classes)).astype(np.float64)
            asked = _sum_by_item(could[answers.workers], answers.items, size)
            votes = np.divide(votes, asked, out=np.zeros_like(votes), where=asked > 0)
            votes[:, self.fallback] = 0.0
            votes[:, self.fallback] = np.maximum(1.0 - votes.sum(axis=1), 0.0)
        total = votes.sum(axis=1, keepdims=True)
        shares = np.divide(votes, total, out=np.full_like(votes, 1 / self.classes), where=total > 0)
        return self._with_known(block, shares)

    def _with_known(self, block: _Block, posterior: Floats) -> Floats:
        low, high = np.searchsorted(self.known_items, (block.first, block.last))
        rows = self.known_items[low:high] - block.first
        posterior[rows] = 0.0
        posterior[rows, self.known_classes[low:high]] = 1.0
        return posterior

    def maximised(self, expect: Callable[[_Block], Floats], smoothing: float) -> tuple[Parameters, float]:
        """The parameters that posteriors make likeliest, and the evidence lower bound per answer that they reach."""
        counts = np.zeros((self.workers * self.classes, self.classes))
        mass = np.zeros(self.classes)
        entropy = weight = 0.0
        for block in self.blocks():
            posterior = expect(block)
            weights = self.weights[block.first : block.last].astype(np.float64)
            weighted = weights[:, None] * posterior
            answers = block.answers
            cell = answers.workers.astype(np.int64) * self.classes + answers.classes
            for truth in range(self.classes):
                counts[:, truth] += np.bincount(cell, weighted[answers.items, truth], minlength=len(counts))
            mass += weighted.sum(axis=0)
            entropy -= float((weighted * np.log(np.maximum(posterior, _TINY))).sum())
            weight += float(weights[answers.items].sum())
        shaped = counts.reshape(self.workers, self.classes, self.classes)
        found = Parameters(mass / mass.sum(), self._confusion(shaped, smoothing))
        likelihood = (shaped * np.log(np.maximum(found.confusion, _TINY))).sum()
        bound = likelihood + (mass * np.log(np.maximum(found.prior, _TINY))).sum() + entropy
        return found, float(bound / weight)

    def _confusion(self, counts: Floats, smoothing: float) -> Floats:
        """(workers, answer, truth): maximum likelihood given how often each worker gave each answer to each truth; columns sum to
        one over the answers."""
        seen_as = self.seen_as
        if seen_as is not None:
            folded = np.zeros_like(counts)
            for truth in range(self.classes):
                folded[np.arange(self.workers), :, seen_as[:, truth]] += counts[:, :, truth]
            counts = np.take_along_axis(folded, seen_as[:, None, :].repeat(self.classes, axis=1), axis=2)
        if smoothing:
            counts = counts + smoothing * _average_confusion(counts, seen_as)
        counts = np.where(self.observed[:, :, None], np.maximum(counts, _FLOOR), 0.0)
        total = counts.sum(axis=1, keepdims=True)
        return np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)


_TINY = np.finfo(np.float64).tiny


def _seen_as(offered: Sequence[frozenset[int]] | None, workers: int, classes: int, fallback: int) -> Integers | None:
    """(workers, classes): the class as which each worker sees each true class; None if all were offered all."""
    if offered is None or all(len(choices) == classes for choices in offered):
        return None
    rows = [[k if k in choices else fallback for k in range(classes)] for choices in offered]
    return np.asarray(rows, dtype=np.int64).reshape(workers, classes)


def _sum_by_item(rows: Floats, items: Integers, size: int) -> Floats:
    """Sum the rows of each item; items are in order, and each has a row."""
    starts = np.searchsorted(items, np.arange(size))
    return np.add.reduceat(rows, starts, axis=0)


def _average_confusion(counts: Floats, seen_as: Integers | None) -> Floats:
    """(workers or 1, answer, truth): the crowd's confusion matrix, each true class as the worker sees it."""
    classes = counts.shape[2]
    seen_as = np.arange(classes)[None, :] if seen_as is None else seen_as
    own = np.where(seen_as[:, None, :] == np.arange(classes), counts, 0.0).sum(axis=0) + _FLOOR
    return (own / own.sum(axis=0))[:, seen_as].transpose(1, 0, 2)
