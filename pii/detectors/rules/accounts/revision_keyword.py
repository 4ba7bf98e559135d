"""Accounts in the keywords that revision control writes into files: `$Author: jroe $`, `$Id: … jroe Exp $`, change lists."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_LONGEST = 200
"""Characters of a keyword with its value."""

_CHECKED_IN = re.compile(r"\d\d:\d\d:\d\dZ?(?: \d{4})? ([\w.-]+)$", re.ASCII)
_SUBVERSION = re.compile(r"\$Id: \S+ \d+ \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ ([\w.-]+) \$", re.ASCII)
_ACCOUNT = re.compile(r"[A-Za-z][\w.-]*\w", re.ASCII)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        place = _place(text, hit)
        if place is not None and not is_system_account(text[place[0] : place[1]]):
            yield Span(*place, Label.USERNAME)


def _place(text: str, hit: Hit) -> tuple[int, int] | None:
    if hit.pattern == "revision_keyword.state":
        match = _CHECKED_IN.search(text, line_before(text, hit.start), hit.start)
        return match.span(1) if match else None
    if hit.pattern == "revision_keyword.subversion":
        match = _SUBVERSION.match(text, hit.start, hit.start + _LONGEST)
        return match.span(1) if match else None
    account = _ACCOUNT.match(text, hit.end - 1, hit.end + REACH)
    if account is None or not text.startswith((" $", '"'), account.end()):
        return None
    return account.span()


RULE = Rule(
    "revision_keyword",
    {
        "revision_keyword.state": r" (?:Exp|Experimental) \$",
        "revision_keyword.subversion": r"\$Id: \S{1,80} \d",
        "revision_keyword.author": r"\$(?:Author|LastChangedBy): \w",
        "revision_keyword.action": r"<action dev=\"\w",
    },
    find,
    rank=4,
    hits=(
        "$Id: a.c,v 1.2 2003/01/02 03:04:05 «jroe» Exp $",
        "$Id: a.h.rca 1.2 Tue Nov  1 11:45:07 2011 «jroe7» Experimental $",
        "$Id: a.c 12 2003-01-02 03:04:05Z «jroe» $",
        "$Author: «jroe» $",
        '<action dev="«jroe»" type="fix">',
    ),
    misses=(
        "$Id: a.c,v 1.2 2003/01/02 03:04:05 root Exp $",
        "$Id: a.h.rca 1.2 Tue Nov  1 2011 jroe7 Experimental $",
        "$Author$ and $Author: $",
        "echo $Author: x",
    ),
)
