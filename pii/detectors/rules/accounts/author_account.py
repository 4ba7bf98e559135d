"""Accounts in a manifest's list of authors: `"authors": [{"name": "jroe", "email": "…"}]`, `"authorList": ["jroe"]`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.accounts.credited_account import NOBODY
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.known.organisations import is_organisation_account, names_organisation
from pii.labels import Label
from pii.spans import Span

_LONGEST = 4_000
"""Characters of a list."""
_VALUE = r"(?P<account>[a-z][\w-]{2,38}|[A-Z]\w*\d{2})"
"""Spelt as no name is."""
_NAMED = re.compile(rf"[{{,\s]\"?(?:name|login|nick|username)\"?\s?[:=]\s?\"{_VALUE}\"(?=\s*[,}}\]\n])", re.ASCII)
_LISTED = re.compile(rf"[\[,]\s*\"@?{_VALUE}\"(?=\s*[,\]])", re.ASCII)
_CLOSES = {"[": "]", "{": "}"}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts of the lists at the hits."""
    for hit in hits:
        start = hit.end - 1
        closed = text.find(_CLOSES[text[start]], start, start + _LONGEST) + 1
        expression = _NAMED if "{" in text[start:closed] else _LISTED
        for match in expression.finditer(text, start, closed):
            if _is_account(match["account"]):
                yield Span(*match.span("account"), Label.USERNAME)


def _is_account(value: str) -> bool:
    if value.lower() in NOBODY or is_given_name(value) or names_organisation(value):
        return False
    return is_account(value) and not is_organisation_account(value, owner=True)


_LISTS = "authors?|author_?list|maintainers?|contributors?|developers?|translators|credits|creators|designers"

RULE = Rule(
    "author_account",
    {"author_account.list": rf"(?i)\b(?:{_LISTS})\"?\s?[:=]\s?[\[{{]"},
    find,
    rank=4,
    proves=False,
    hits=(
        '"authors": [\n  {\n    "name": "«jroe84»",\n    "email": "x@example.org"\n  },\n {"name": "«kroe-x»", "homepage": "y"}]',
        'authors = [{ name = "«jroe84»", email = "x@example.org" }]',
        '"authorList": ["«jroex»", "Jane Roe", "«Kroe1984»"],',
        '"maintainer": {\n  "name": "«jroex»"\n}',
        'maintainers: ["«jroex»"]{',
        'authors: ["«' + "jroex" * 7 + 'jroe»", "«Kroe84»"]',
        'authors: ["«jroex»",' + " " * 3990 + "]",
    ),
    misses=(
        '"authors": [{"name": "Widget", "email": "x"}, {"name": "jane"}, {"name": "team"}]',
        '"authors": []\n"name": "jroex", "dependencies": ["kroex"]',
        'authors: ["microsoft", "roelabs", "jroe.png", "root"], ["kroe", "lroe"]',
        'authors = [x, "y"]\nmaintainers: ["the team"]',
        '"contributors": [{"contributions": ["code"]}]',
        '"author": {"type": "string"}, "members": ["a.b", "x"]',
        'authors: ["' + "jroex" * 8 + '"]',
        'authors: ["jroex",' + " " * 3991 + "]",
        'authors: ["Kroe8"]',
    ),
)
