"""An account next to a password needs a lower score than one on its own.

Among words that the network takes for accounts with little certainty, those in prose and code are seldom right; those within a
line or two of a password nearly always are.
"""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from pii.labels import Label
from pii.spans import Span

BESIDE = 0.65
"""Minimum score of an account next to a password: most pairs found this way are right."""
_REACH = 100
"""Characters between the two."""
_START = attrgetter("start")


def paired(text: str, found: Sequence[Span], kept: Sequence[Span], alone: float) -> list[Span]:
    """The found spans, without accounts that need a password nearby and have none.

    Args:
        found: the spans to filter.
        kept: other detectors' spans, which may include passwords.
        alone: the minimum score of an account without a password.
    """
    unsure = {span for span in found if span.label == Label.USERNAME and span.score < alone}
    if not unsure:
        return list(found)
    passwords = sorted((span for span in (*found, *kept) if span.label == Label.PASSWORD), key=_START)
    return [span for span in found if span not in unsure or _has_beside(text, span, passwords)]


def _has_beside(text: str, account: Span, passwords: Sequence[Span]) -> bool:
    """Whether the nearest password before or after the account is on its line or an adjacent one."""
    at = bisect_left(passwords, account.start, key=_START)
    gaps = [(password.end, account.start) for password in passwords[max(0, at - 1) : at]]
    gaps += [(account.end, password.start) for password in passwords[at : at + 1]]
    return any(end - start <= _REACH and text.count("\n", start, end) <= 1 for start, end in gaps)
