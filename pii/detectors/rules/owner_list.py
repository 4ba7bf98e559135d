"""Accounts that own or maintain code, in lists: `"codeowners": ["@jroe"]`, `Definitions by: jroe <https://…>, …`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names import NAME_IN_LINE, is_person
from pii.detectors.rules.owners import is_persons_account
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.surroundings import REACH

_SOURCE = "rules.owner_list"

_OPENS = re.compile(r"[\w-]+[\"']?\s?[:=]\s?[\[{(]")
_LITERAL = re.compile(
    r"\s*[\"']@(?P<account>[A-Za-z0-9][\w-]{0,38})(?P<team>/[\w.-]+)?[\"'],?\s*(?:#[^\n]*\n\s*)?", re.ASCII
)
_LEAD = re.compile(r"\w+ by:[ \t]*")
_DEFINER = re.compile(
    rf"(?:(?P<name>{NAME_IN_LINE})|(?P<account>[A-Za-z0-9][\w.-]{{0,38}}))[ \t]*<https?://[^<>\s]{{3,100}}>"
    r"[ \t]*(?:,?[ \t]*\r?\n[ \t]*(?://|\*)?[ \t]*|,[ \t]*|)"
)
_ASSIGNEE = re.compile(r"\"\w+\": \"(?P<account>[A-Za-z0-9][\w-]{1,38})\"", re.ASCII)
_LONGEST = 240
"""Characters of an entry."""
_MOST = 200
"""Entries of a list."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts and names of the lists at the hits."""
    for hit in hits:
        yield from _FINDERS[hit.pattern](text, hit)


def _literals(text: str, hit: Hit) -> Iterator[Span]:
    opened = _OPENS.match(text, hit.start, hit.end + REACH)
    entry = opened and _LITERAL.match(text, opened.end(), opened.end() + _LONGEST)
    for _ in range(_MOST):
        if not entry:
            return
        if not entry["team"] and is_persons_account(entry["account"]):
            yield Span(*entry.span("account"), Label.USERNAME, source=_SOURCE)
        entry = _LITERAL.match(text, entry.end(), entry.end() + _LONGEST)


def _definers(text: str, hit: Hit) -> Iterator[Span]:
    lead = _LEAD.match(text, hit.start)
    entry = lead and _DEFINER.match(text, lead.end(), lead.end() + _LONGEST)
    for _ in range(_MOST):
        if not entry:
            return
        if entry["name"]:
            if is_person(entry["name"]):
                yield Span(*entry.span("name"), Label.NAME, source=_SOURCE)
        elif is_persons_account(entry["account"]):
            yield Span(*entry.span("account"), Label.USERNAME, source=_SOURCE)
        entry = _DEFINER.match(text, entry.end(), entry.end() + _LONGEST)


def _assignee(text: str, hit: Hit) -> Iterator[Span]:
    match = _ASSIGNEE.match(text, hit.start, hit.end + REACH)
    if match is not None and is_account(match["account"]) and is_persons_account(match["account"]):
        yield Span(*match.span("account"), Label.USERNAME, source=_SOURCE)


_FINDERS = {"owner_list.literal": _literals, "owner_list.definitions": _definers, "owner_list.assignee": _assignee}

RULE = Rule(
    "owner_list",
    {
        "owner_list.literal": r"(?i)\b(?:code_?owners|maintainers|reviewers|assignees|owners)[\"']?\s?[:=]\s?[\[{(]",
        "owner_list.definitions": r"[Dd]efinitions by: ",
        "owner_list.assignee": r"\"(?:assignee|reviewer|maintainer|assigned_to)\": \"[A-Za-z0-9]",
    },
    find,
    rank=4,
    hits=(
        '  "codeowners": ["@«jroe»"],\n',
        'CODEOWNERS = ["@«jroe»", "@«kroe»"]\n',
        '"codeowners": [\n    "@«jroe»",\n    "@corp/team",\n    "@«kroe»"\n  ],',
        "// Definitions by: «jroe» <https://github.com/jroe>, «Kim Roe» <https://kroe.github.io>\n"
        "//                 «lroe2» <https://github.com/lroe>\n",
        '+    "assignee": "«JaneNordRoe»"\n',
    ),
    misses=(
        'CODEOWNERS = ["@home-assistant/core"]\n',
        "CODEOWNERS = [x, y]\n",
        'maintainers = ["the team"]\n',
        "Definitions by: the people\n",
        '"assignee": "user", "reviewer": "Reviewer"\n',
    ),
)
