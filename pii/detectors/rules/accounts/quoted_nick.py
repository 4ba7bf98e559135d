"""Nicks inside a name: `Jane "moss" Roe`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.accounts.credited_account import NOBODY
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.scan import Hit
from pii.known.names import is_given_name, kind_of
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_NICK = r"(?P<nick>[A-Za-z0-9_][\w.-]{1,24})"
_QUOTED = r"[A-Za-z0-9_][\w.-]{1,24}"
_BETWEEN = re.compile(
    rf"(?P<first>[^\W\d_]{{2,20}}) (?:\"{_NICK}\"|['‘](?P<single>{_QUOTED})['’]|“(?P<double>{_QUOTED})”"
    rf"|\[(?P<bracket>{_QUOTED})\])"
    r" (?P<last>[^\W\d_][\w'-]{1,24})"
)
_WORD_BEFORE = re.compile(r"[^\W\d_]{2,20}$")
CREDIT = re.compile(
    r"[Cc]opyright|COPYRIGHT|\([cC]\)|©|[Aa]uthors?:|[Mm]aintainers?:|[Cc]ontributors?:|[Tt]ranslators?:|[Uu]pstream-\w+:"
)
"""On a line that says whose something is."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the nicks at the hits."""
    for hit in hits:
        match = between(text, hit)
        if match is None:
            continue
        group = group_of(match)
        if _is_nick(match[group]):
            name = match[group].istitle() and match[group].isalpha() and kind_of(match[group]) > 0
            yield Span(*match.span(group), Label.NAME if name else Label.USERNAME)


def group_of(match: re.Match[str]) -> str:
    """The group that holds the nick."""
    return next(name for name in _NICKS if match[name])


_NICKS = ("nick", "single", "double", "bracket")
"""Groups that hold a nick, by what stands around it."""


def between(text: str, hit: Hit) -> re.Match[str] | None:
    """The name with a nick in it at a hit of `BETWEEN`."""
    before = _WORD_BEFORE.search(text, hit.start - 20, hit.start + 1)
    match = _BETWEEN.match(text, before.start(), hit.end + REACH) if before and before[0][0].isupper() else None
    if match is None or is_given_name(match["first"]):
        return match
    # The family name first, as registers have it: on a line of credits alone.
    turned = match["last"].istitle() and is_given_name(match["last"]) and not is_ordinary(match["last"])
    return match if turned and CREDIT.search(text, line_before(text, match.start()), match.start()) else None


def _is_nick(value: str) -> bool:
    if value.lower() in NOBODY or value.isdigit() or names_organisation(value):
        return False
    return value.istitle() or is_account(value.strip("_"))


BETWEEN = {
    "quoted_nick.between": (
        r"[a-z\x80-\xbf] (?:\"[A-Za-z0-9_][\w.-]{1,24}\"|'[A-Za-z0-9_][\w.-]{1,24}'|\[[A-Za-z0-9_][\w.-]{1,24}\]"
        r"|\xe2\x80[\x98\x9c][A-Za-z0-9_][\w.-]{1,24}\xe2\x80[\x99\x9d]) [A-Z\xc3-\xd1]"
    ),
}
"""A word in quotes or brackets between two others."""

RULE = Rule(
    "quoted_nick",
    BETWEEN,
    find,
    rank=3,
    proves=False,
    hits=(
        "by Jane \"«Moss_Less»\" Roe, Richard '«rroe»' Roe, Peter “«pep7»” Roe and Peter [«FlaRoe87»] Roe <x@example.org>",
        '2020 © Кромов "«GolfNord»" Вадим\n// Copyright: Moss "«kestrox»" Jane\nИван "«vanya7»" Петров',
    ),
    misses=(
        "by Jane '2042' Roe, Peter \"nobody\" Roe and Edgar 'widget-labs' Roe <x@example.org>",
        "una 'cookie' Moss; jane 'moss' Roe",
        'Кромов "GolfNord" Вадим\nCopyright: the "kestrox" Jane, Moss "kestrox" Widget\n',
        'the "Jane" Roe; use "moss" Widget; set \'x\' To; Jane "the great one" Roe',
    ),
)
