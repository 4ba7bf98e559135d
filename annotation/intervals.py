"""95 % intervals for proportions, F1 and any statistic of counts per document."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVEL = 0.95
_TAILS = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
_CHUNK = 100
RESAMPLES = 2000
SEED = 7


@dataclass(frozen=True, slots=True)
class Estimated:
    """A value with its 95 % confidence interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


def wilson(successes: int, trials: int) -> Estimated | None:
    """The proportion of successes with Wilson's score interval (1927), which is sound for few trials; None without trials."""
    if not trials:
        return None
    z = NormalDist().inv_cdf(_TAILS[1])
    share = successes / trials
    centre = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * (share * (1 - share) / trials + z * z / (4 * trials * trials)) ** 0.5
    return Estimated(share, max(0.0, centre - half), min(1.0, centre + half))


def f1_interval(right: int, invented: int, missed: int, draws: int = 4000) -> Estimated | None:
    """F1 with its credible interval after Goutte and Gaussier (ECIR 2005); None without spans.

    Under Jeffreys' prior F1 is distributed as U / (U + V) with U ~ Gamma(right + 1/2, 2) and V ~ Gamma(invented + missed + 1,
    1).
    """
    if not right + invented + missed:
        return None
    rng = np.random.default_rng(0)
    u = rng.gamma(right + 0.5, 2.0, draws)
    v = rng.gamma(invented + missed + 1.0, 1.0, draws)
    low, high = np.quantile(u / (u + v), _TAILS)
    value = 2 * right / (2 * right + invented + missed)
    return Estimated(value, min(float(low), value), max(float(high), value))


def resampled(counts: Floats, resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
    """Bootstrap sums: for counts of shape (rows, …), sums over rows drawn with replacement, of shape (resamples, …).

    A row is a unit of independent sampling, such as a package. Equal numbers of rows give the same draws each time, so that two
    systems can be compared draw by draw.
    """
    rng = np.random.default_rng(seed)
    chances = np.full(len(counts), 1 / len(counts))
    # In chunks, because the draws of each resample take as many numbers as there are rows.
    sizes = [min(_CHUNK, resamples - done) for done in range(0, resamples, _CHUNK)]
    draws = (rng.multinomial(len(counts), chances, size).astype(np.float64) for size in sizes)
    return np.concatenate([np.tensordot(drawn, counts, 1) for drawn in draws])


def percentiles(value: float, drawn: Floats) -> Estimated:
    """A value with the percentile interval of its resamples, ignoring NaN."""
    if np.isnan(drawn).all():
        return Estimated(value, value, value)
    low, high = np.nanquantile(drawn, _TAILS)
    return Estimated(value, float(low), float(high))


def bootstrap(
    counts: Floats, statistic: Callable[[Floats], Floats], resamples: int = RESAMPLES, seed: int = SEED
) -> Estimated | None:
    """A statistic of summed counts, with its bootstrap percentile interval over rows.

    Args:
        counts: (rows, kinds): one row per document, or per other unit of independent sampling.
        statistic: maps (n, kinds) sums to (n,) values; NaN if undefined.
        resamples: how many resamples to draw.
        seed: seed of the draws.

    Returns:
        None if the statistic of all rows is undefined.
    """
    value = float(statistic(counts.sum(axis=0, keepdims=True))[0]) if len(counts) else float("nan")
    if np.isnan(value):
        return None
    return percentiles(value, statistic(resampled(counts, resamples, seed)))
