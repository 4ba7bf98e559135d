"""An account that stands beside a password needs less to be one than an account alone.

Of the words that a network takes for accounts with little certainty, those in running text and in code are seldom right; those
that share a line or two with a password nearly always are.
"""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from pii.labels import Label
from pii.spans import Span

BESIDE = 0.65
"""The score from which on an account stands beside a password: most that is found in pairs so is right."""
_REACH = 100
"""Characters between the two."""
_START = attrgetter("start")


def paired(text: str, found: Sequence[Span], kept: Sequence[Span], alone: float) -> list[Span]:
    """The spans that were found, without accounts that need a password beside them and have none.

    Args:
        found: what is to be mended.
        kept: spans of others, among which passwords may be.
        alone: the score from which on an account stands by itself.
    """
    unsure = {span for span in found if span.label == Label.USERNAME and span.score < alone}
    if not unsure:
        return list(found)
    passwords = sorted((span for span in (*found, *kept) if span.label == Label.PASSWORD), key=_START)
    return [span for span in found if span not in unsure or _has_beside(text, span, passwords)]


def _has_beside(text: str, account: Span, passwords: Sequence[Span]) -> bool:
    """Whether the nearest password before or behind the account is on its line or on one beside it."""
    at = bisect_left(passwords, account.start, key=_START)
    gaps = [(password.end, account.start) for password in passwords[max(0, at - 1) : at]]
    gaps += [(account.end, password.start) for password in passwords[at : at + 1]]
    return any(end - start <= _REACH and text.count("\n", start, end) <= 1 for start, end in gaps)
