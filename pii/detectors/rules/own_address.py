"""Whoever signs with the account of the address: `jroe <jroe@example.org>`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import SIGNED, Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.surroundings import REACH, line_before
from pii.system_accounts import is_system_account

_SOURCE = "rules.own_address"

_LOCAL_PART = re.compile(r"[A-Za-z0-9][\w.+-]*+(?=@)", re.ASCII)
_ACCOUNT = re.compile(r"[A-Za-z][\w.-]*$", re.ASCII)
_NAME_BEFORE = re.compile(r"[^\W\d_]\.? $")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts before the addresses at the hits."""
    for hit in hits:
        local = _LOCAL_PART.match(text, hit.start + 3, hit.start + REACH)
        if local is None:
            continue
        line = line_before(text, hit.start)
        account = _ACCOUNT.search(text, line, hit.start + 1)
        if account is None or account.group().lower() != local.group().lower() or is_system_account(account.group()):
            continue
        before = text[line : account.start()]
        if _NAME_BEFORE.search(before) and not before.endswith(": "):
            continue  # Jane jroe <jroe@...>
        if not account.group().istitle():
            yield Span(*account.span(), Label.USERNAME, source=_SOURCE)


RULE = Rule(
    "own_address",
    SIGNED,
    find,
    rank=4,
    hits=(
        " -- «jroe» <jroe@example.org>  Wed, 01 Jan 2020 00:00:00 +0000",
        "  - 'jroe2 <x@example.org>', «kroe» <kroe@example.org>",
        "Author-email: «noroe» <noroe@example.org>",
    ),
    misses=(
        "std::pair<a, b> <c>",
        "Jane jroe <jroe@example.org>",
        "Jane <jane@example.org>",
        "root <root@example.org>",
        "tool <x@example.org>",
    ),
)
