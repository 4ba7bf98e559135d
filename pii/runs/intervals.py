"""Exact upper bounds for what is seen rarely: of a share (binomial) and of a rate (Poisson).

Both ask for the largest value under which so few events, or fewer, would still be seen with the probability that is left.
"""

import math
from collections.abc import Callable

CONFIDENCE = 0.95


def binomial_upper(events: int, trials: int, confidence: float = CONFIDENCE) -> float:
    """Clopper and Pearson's one-sided upper bound of a share, of which `events` of `trials` were seen.

    >>> round(binomial_upper(0, 300), 5)
    0.00994

    Raises:
        ValueError: the numbers are none that can be seen.
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
    """Garwood's one-sided upper bound of an expected number, of which `events` were seen: half a quantile of chi squared.

    >>> round(poisson_upper(0), 4)
    2.9957

    Raises:
        ValueError: fewer than none.
    """
    if events < 0:
        raise ValueError(f"{events} is no number of events")

    def at_most(expected: float) -> float:
        return math.fsum(math.exp(n * math.log(expected) - expected - math.lgamma(n + 1)) for n in range(events + 1))

    return _largest(at_most, 0.0, 20.0 + 3 * events + 10 * math.sqrt(events), 1 - confidence)


def _largest(falling: Callable[[float], float], low: float, high: float, wanted: float) -> float:
    """Where a falling function reaches a value, by halving."""
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if falling(middle) > wanted else (low, middle)
    return high
