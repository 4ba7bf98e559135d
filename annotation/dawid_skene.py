"""Dawid and Skene's estimate of the truth behind several workers' answers, and of each worker's confusion matrix.

Source: A. P. Dawid and A. M. Skene, "Maximum likelihood estimation of observer error-rates using the EM algorithm",
Applied Statistics 28 (1979). Three things are added, none of which changes the result where it is not used: items may
carry a weight (a weight of three is the same item three times), the truth of some items may be known, and a worker may
have been offered only some of the classes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_FLOOR = 1e-10
"""Least confusion probability of an answer that a worker gave at least once: one answer alone never rules a class out."""


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
    """What the answers say once the workers' reliability is taken into account."""

    posterior: Floats
    """(items, classes): the probability of each class for each item; rows sum to one."""
    prior: Floats
    """(classes,): how common each class is."""
    confusion: Floats
    """(workers, truth, answer): how often each worker gives each answer for each true class."""


def dawid_skene(
    answers: Answers,
    *,
    classes: int,
    weights: Floats | None = None,
    known: dict[int, int] | None = None,
    offered: Sequence[frozenset[int]] | None = None,
    fallback: int = 0,
    smoothing: float = 0.0,
    iterations: int = 100,
    tolerance: float = 1e-5,
) -> Estimate:
    """Estimate class posteriors, priors and confusion matrices by expectation maximisation from the majority vote.

    Args:
        answers: items are numbered without gaps; each has at least one answer.
        classes: how many classes there are.
        weights: (items,) how many identical items each stands for; one each by default.
        known: the true class of items whose truth was given, such as golden tasks.
        offered: for each worker the classes that could be chosen; all by default. A true class that was not offered
            counts as `fallback` for this worker: who was asked for e-mail addresses alone rightly answers "nothing" on
            a name, and says nothing about names.
        smoothing: how many items of the average worker's answers to each true class every worker is credited with: steadies
            the estimate for workers who answered little, and is no part of the original method.
        iterations: upper limit of iterations.
        tolerance: stop when the evidence lower bound per answer grows by less.
    """
    items = int(answers.items.max()) + 1
    workers = int(answers.workers.max()) + 1
    weights = np.ones(items) if weights is None else np.asarray(weights, dtype=np.float64)
    seen_as = _seen_as(offered, workers, classes, fallback)
    observed = np.zeros((workers, classes), dtype=bool)
    observed[answers.workers, answers.classes] = True
    certain = _certain(known or {}, items, classes)

    posterior = _with_known(_majority(answers, items, classes, seen_as, fallback), certain)
    prior = _prior(posterior, weights)
    confusion = _confusion(answers, posterior, weights, observed, seen_as, smoothing)
    bound = -np.inf
    for _ in range(iterations):
        posterior = _with_known(_posterior(answers, prior, confusion, items), certain)
        prior = _prior(posterior, weights)
        confusion = _confusion(answers, posterior, weights, observed, seen_as, smoothing)
        previous, bound = bound, _evidence_bound(answers, posterior, prior, confusion, weights)
        if bound - previous < tolerance:
            break
    return Estimate(posterior, prior, confusion.transpose(0, 2, 1))


def _seen_as(offered: Sequence[frozenset[int]] | None, workers: int, classes: int, fallback: int) -> Integers | None:
    """(workers, classes): as which class each worker sees each true class; None where all see all."""
    if offered is None or all(len(choices) == classes for choices in offered):
        return None
    rows = [[k if k in choices else fallback for k in range(classes)] for choices in offered]
    return np.asarray(rows, dtype=np.int64).reshape(workers, classes)


def _certain(known: dict[int, int], items: int, classes: int) -> Floats | None:
    if not known:
        return None
    rows = np.full((items, classes), np.nan)
    for item, truth in known.items():
        rows[item] = 0.0
        rows[item, truth] = 1.0
    return rows


def _with_known(posterior: Floats, certain: Floats | None) -> Floats:
    return posterior if certain is None else np.where(np.isnan(certain), posterior, certain)


def _sum_rows(rows: Floats, index: Integers, size: int) -> Floats:
    """Add up `rows` that share an index: (n, classes) to (size, classes)."""
    return np.stack([np.bincount(index, weights=column, minlength=size) for column in rows.T], axis=1)


def _majority(answers: Answers, items: int, classes: int, seen_as: Integers | None, fallback: int) -> Floats:
    cell = answers.items * classes + answers.classes
    votes = np.bincount(cell, minlength=items * classes).reshape(items, classes).astype(np.float64)
    if seen_as is not None:
        votes = _majority_of_offered(answers, votes, seen_as, fallback)
    total = votes.sum(axis=1, keepdims=True)
    return np.divide(votes, total, out=np.full_like(votes, 1 / classes), where=total > 0)


def _majority_of_offered(answers: Answers, votes: Floats, seen_as: Integers, fallback: int) -> Floats:
    """Vote shares among the workers who were offered the class; the fallback class takes what is left."""
    could = (seen_as == np.arange(seen_as.shape[1])).astype(np.float64)
    asked = _sum_rows(could[answers.workers], answers.items, len(votes))
    share = np.divide(votes, asked, out=np.zeros_like(votes), where=asked > 0)
    share[:, fallback] = 0.0
    share[:, fallback] = np.maximum(1.0 - share.sum(axis=1), 0.0)
    return share


def _prior(posterior: Floats, weights: Floats) -> Floats:
    return np.average(posterior, axis=0, weights=weights)


def _confusion(
    answers: Answers,
    posterior: Floats,
    weights: Floats,
    observed: NDArray[np.bool_],
    seen_as: Integers | None,
    smoothing: float,
) -> Floats:
    """(workers, answer, truth): maximum likelihood given the posterior, columns sum to one over the answers."""
    workers, classes = observed.shape
    cell = answers.workers * classes + answers.classes
    expected = (weights[:, None] * posterior)[answers.items]
    counts = _sum_rows(expected, cell, workers * classes).reshape(workers, classes, classes)
    if seen_as is not None:
        folded = np.zeros_like(counts)
        for truth in range(classes):
            folded[np.arange(workers), :, seen_as[:, truth]] += counts[:, :, truth]
        counts = np.take_along_axis(folded, seen_as[:, None, :].repeat(classes, axis=1), axis=2)
    if smoothing:
        counts = counts + smoothing * _average_confusion(counts, seen_as)
    counts = np.where(observed[:, :, None], np.maximum(counts, _FLOOR), 0.0)
    total = counts.sum(axis=1, keepdims=True)
    return np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)


def _average_confusion(counts: Floats, seen_as: Integers | None) -> Floats:
    """(workers or 1, answer, truth): the crowd's confusion matrix, each true class as the worker sees it."""
    classes = counts.shape[2]
    seen_as = np.arange(classes)[None, :] if seen_as is None else seen_as
    own = np.where(seen_as[:, None, :] == np.arange(classes), counts, 0.0).sum(axis=0) + _FLOOR
    return (own / own.sum(axis=0))[:, seen_as].transpose(1, 0, 2)


def _posterior(answers: Answers, prior: Floats, confusion: Floats, items: int) -> Floats:
    with np.errstate(divide="ignore"):
        log_prior = np.log(prior)
        log_confusion = np.log(confusion[answers.workers, answers.classes])
    log_joint = log_prior + _sum_rows(log_confusion, answers.items, items)
    log_joint -= log_joint.max(axis=1, keepdims=True)
    joint = np.exp(log_joint)
    return joint / joint.sum(axis=1, keepdims=True)


def _evidence_bound(answers: Answers, posterior: Floats, prior: Floats, confusion: Floats, weights: Floats) -> float:
    """The evidence lower bound per answer; terms of probability zero count as zero."""

    def expectation(probability: Floats, of: Floats) -> Floats:
        return np.where(probability > 0, probability * np.log(np.maximum(of, np.finfo(np.float64).tiny)), 0.0)

    likelihood = expectation(posterior[answers.items], confusion[answers.workers, answers.classes]).sum(axis=1)
    fit = weights[answers.items] @ likelihood
    rest = weights @ (expectation(posterior, prior[None, :]) - expectation(posterior, posterior)).sum(axis=1)
    return float((fit + rest) / weights[answers.items].sum())
