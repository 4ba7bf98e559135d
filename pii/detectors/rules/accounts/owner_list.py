"""Whoever owns, maintains or takes part, in lists: `"codeowners": ["@jroe"]`, `"approvers": ["Jane Roe", "Kim Park"]`,
`Definitions by: jroe <https://…>, …`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import is_ordinary, known_words, may_be_full_name
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.scan import Hit
from pii.known.names import is_family_name
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

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
            yield Span(*entry.span("account"), Label.USERNAME)
        entry = _LITERAL.match(text, entry.end(), entry.end() + _LONGEST)


def _definers(text: str, hit: Hit) -> Iterator[Span]:
    lead = _LEAD.match(text, hit.start)
    entry = lead and _DEFINER.match(text, lead.end(), lead.end() + _LONGEST)
    for _ in range(_MOST):
        if not entry:
            return
        if entry["name"]:
            if is_person(entry["name"]):
                yield Span(*entry.span("name"), Label.NAME)
        elif is_persons_account(entry["account"]):
            yield Span(*entry.span("account"), Label.USERNAME)
        entry = _DEFINER.match(text, entry.end(), entry.end() + _LONGEST)


def _assignee(text: str, hit: Hit) -> Iterator[Span]:
    match = _ASSIGNEE.match(text, hit.start, hit.end + REACH)
    if match is not None and is_account(match["account"]) and is_persons_account(match["account"]):
        yield Span(*match.span("account"), Label.USERNAME)


def _people(text: str, hit: Hit) -> Iterator[Span]:
    """The full names of a list; at most half of them may be known by a family name that is a word, too."""
    found: list[tuple[int, int]] = []
    entry = _NAMED.match(text, hit.end - 2, hit.end + _LONGEST)
    while entry and len(found) < _MOST:
        found.append(entry.span("name"))
        entry = _NAMED.match(text, entry.end(), entry.end() + _LONGEST)
    values = [text[slice(*place)] for place in found]
    if len(set(values)) < 2 or not all(may_be_full_name(value) and not is_place(value) for value in values):
        return
    unsure = [value for value in values if not known_words(value)[0]]
    if 2 * len(unsure) <= len(values) and all(map(_may_be_called, unsure)):
        yield from (Span(*place, Label.NAME) for place in found)


def _may_be_called(value: str) -> bool:
    """Whether the name ends with a family name and begins with no other word: `Minseo Park`."""
    first, *_, last = value.split()
    return is_family_name(last) and not is_ordinary(first)


_NAMED = re.compile(r"\s*(?:-\s{1,4})?(?P<quote>[\"'])(?P<name>[^\"'\\\n<>{}@]{3,60})(?P=quote),?")

_FINDERS = {
    "owner_list.literal": _literals,
    "owner_list.definitions": _definers,
    "owner_list.assignee": _assignee,
    "owner_list.people": _people,
}

_PEOPLE = (
    "approvers|reviewers|owners|assignees|participants|attendees|speakers|members|maintainers|organi[sz]ers|panelists|presenters"
    "|mentors|editors|invitees|watchers|signatories|volunteers"
)

RULE = Rule(
    "owner_list",
    {
        "owner_list.literal": r"(?i)\b(?:code_?owners|maintainers|reviewers|assignees|owners)[\"']?\s?[:=]\s?[\[{(]",
        "owner_list.definitions": r"[Dd]efinitions by: ",
        "owner_list.people": (
            rf"(?i)\b(?:{_PEOPLE})[\"']?\s?(?:=>?|:)\s?[\[({{]\s{{0,12}}[\"'][a-z\x80-\xff]"
            rf"|\b(?:{_PEOPLE}):\r?\n\s{{0,12}}- [\"'][a-z\x80-\xff]"
        ),
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
        '"approvers": ["«Helena Park»", "«Minseo Park»"],\n"site": "Park Lane",\n',
        "attendees = [\n  '«Anna Smith»',\n  '«Brixo Lane»'\n]\nreviewers:\n  - \"«Anna Smith»\"\n  - \"«Eva Field»\"\n",
        '+    "assignee": "«JaneNordRoe»"\n',
    ),
    misses=(
        '"approvers": ["Science Park", "Park Lane"]\n"members": ["Helena Park"]\n"venues": ["Helena Park", "Anna Smith"]\n',
        '"members": ["Helena Park", "Front desk"], "members": ["Helena Park", "Brixo Park", "Upper Park"]\n',
        '"members": ["Anna Smith", "Great Expectations"], "members": ["Anna Smith", "Iron Man"]\n',
        'CODEOWNERS = ["@home-assistant/core"]\n',
        "CODEOWNERS = [x, y]\n",
        'maintainers = ["the team"]\n',
        "Definitions by: the people\n",
        '"assignee": "user", "reviewer": "Reviewer"\n',
    ),
)
