"""Exact upper bounds for rare events: on a share (binomial) and on a rate (Poisson).

Both are the largest value at which this few events or fewer still occur with probability 1 − confidence.
"""

import math
from collections.abc import Callable

CONFIDENCE = 0.95


def binomial_upper(events: int, trials: int, confidence: float = CONFIDENCE) -> float:
    """Clopper and Pearson's one-sided upper bound on a share, given `events` in `trials`.

    >>> round(binomial_upper(0, 300), 5)
    0.00994

    Raises:
        ValueError: `events` is negative or exceeds `trials`, or `trials` is 0.
    """
    if not 0 <= events <= trials or trials == 0:
        raise ValueError(f"{events} of {trials} is no share")
    if events == trials:
        return 1.0

    def at_most(share: float) -> float:
        logs = [
            math.lgamma(trials + 1)
            - math.lgamma(n + 1)
            - math.lgamma(trials - n + 1)
            + n * math.log(share)
            + (trials - n) * math.log1p(-share)
            for n in range(events + 1)
        ]
        return math.fsum(map(math.exp, logs))

    return _largest(at_most, 0.0, 1.0, 1 - confidence)


def poisson_upper(events: int, confidence: float = CONFIDENCE) -> float:
    """Garwood's one-sided upper bound on an expected count, given `events`: half a chi-squared quantile.

    >>> round(poisson_upper(0), 4)
    2.9957

    Raises:
        ValueError: `events` is negative.
    """
    if events < 0:
        raise ValueError(f"{events} is no number of events")

    def at_most(expected: float) -> float:
        return math.fsum(math.exp(n * math.log(expected) - expected - math.lgamma(n + 1)) for n in range(events + 1))

    return _largest(at_most, 0.0, 20.0 + 3 * events + 10 * math.sqrt(events), 1 - confidence)


def _largest(falling: Callable[[float], float], low: float, high: float, wanted: float) -> float:
    """Find by bisection where a falling function reaches a value."""
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if falling(middle) > wanted else (low, middle)
    return high
