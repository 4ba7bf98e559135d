"""95 % intervals for shares, F1 and whatever can be computed from counts per document."""

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
    """A value and the interval that holds the true one with 95 % confidence."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


def wilson(successes: int, trials: int) -> Estimated | None:
    """The share of successes with Wilson's score interval (1927), sound for few trials; None without any."""
    if not trials:
        return None
    z = NormalDist().inv_cdf(_TAILS[1])
    share = successes / trials
    centre = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * (share * (1 - share) / trials + z * z / (4 * trials * trials)) ** 0.5
    return Estimated(share, max(0.0, centre - half), min(1.0, centre + half))


def f1_interval(right: int, invented: int, missed: int, draws: int = 4000) -> Estimated | None:
    """F1 with its credible interval after Goutte and Gaussier (ECIR 2005); None without any span.

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
    """Sums over rows that are drawn with replacement, of shape (resamples, …) for counts of shape (rows, …).

    A row is whatever is drawn independently, such as a package. The same number of rows draws the same rows each time, so that
    two systems' sums can be compared draw by draw.
    """
    rng = np.random.default_rng(seed)
    chances = np.full(len(counts), 1 / len(counts))
    # In chunks, because how often each of n rows is drawn takes n numbers for every resample.
    sizes = [min(_CHUNK, resamples - done) for done in range(0, resamples, _CHUNK)]
    draws = (rng.multinomial(len(counts), chances, size).astype(np.float64) for size in sizes)
    return np.concatenate([np.tensordot(drawn, counts, 1) for drawn in draws])


def percentiles(value: float, drawn: Floats) -> Estimated:
    """A value with the percentile interval of its resamples; those that could not be computed are left out."""
    if np.isnan(drawn).all():
        return Estimated(value, value, value)
    low, high = np.nanquantile(drawn, _TAILS)
    return Estimated(value, float(low), float(high))


def bootstrap(
    counts: Floats, statistic: Callable[[Floats], Floats], resamples: int = RESAMPLES, seed: int = SEED
) -> Estimated | None:
    """A statistic of summed counts, with its percentile interval over resampled rows.

    Args:
        counts: (rows, kinds): one row per document (or whatever is drawn independently).
        statistic: maps (n, kinds) sums to (n,) values; NaN where it cannot be computed.
        resamples: how many times the rows are drawn with replacement.
        seed: of the draws.

    Returns:
        None where the statistic of all rows cannot be computed.
    """
    value = float(statistic(counts.sum(axis=0, keepdims=True))[0]) if len(counts) else float("nan")
    if np.isnan(value):
        return None
    return percentiles(value, statistic(resampled(counts, resamples, seed)))
