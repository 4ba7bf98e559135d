"""Accounts behind names that hold other things as often: `user`, `login`, `nickname`, `github`, `twitter_username`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.account_setting import read_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.organisations import is_organisation_account
from pii.spans import Span
from pii.surroundings import REACH

_SOURCE = "rules.account_field"
_KEY = re.compile(r"[\w-]+", re.ASCII)
_GIVEN = r"(?:[\"'`\\\]>:=]|\s[:=])"
"""What follows an assigned name: bare, the name is everywhere."""

_OF_PROBLEMS = re.compile(r"\",\s*\"(?:severity|pattern|fileLocation|source|background|applyTo)\"")
"""Follows the owner of a problem matcher, which is a tool."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        key = _KEY.match(text, hit.start, hit.end)
        place = read_account(text, *key.span()) if key else None
        if place is None or _OF_PROBLEMS.match(text, place[1], place[1] + REACH):
            continue
        if not is_organisation_account(text[slice(*place)], owner=True):
            yield Span(*place, Label.USERNAME, source=_SOURCE)


RULE = Rule(
    "account_field",
    {
        "account_field.user": r"(?i)\b(?:user|login|usr|nick|nickname|handle|screen_?name|account_?name)"
        rf"{_GIVEN}",
        "account_field.host": r"(?i)\b(?:github|gitlab|twitter|telegram|instagram|linkedin)(?:[_-]?user(?:name)?"
        rf"|[_-]?id|[_-]?handle)?{_GIVEN}",
        # Of repositories: Nix locks, settings of release tools, replies of code hosts.
        "account_field.owner": rf"(?i)(?:\b|[a-z]_)(?:repo(?:sitory)?[_-]?)?owner{_GIVEN}",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        '"login": "«jroe»",',
        "wget --user=«jroe» https://files.example/x",
        'connect(user="«jroe»")',
        '{"screen_name":"«jroe»"}',
        'twitter: "«jroe»"',
        '"locked": {\n  "owner": "«jroe»",\n  "repo": "widgets",',
        'RepoOwner := "«jroe»" github_owner = "«kroe»"',
    ),
    misses=(
        'user = "root"',
        "user = get_user()",
        '"login": "Login"',
        '"login": "roelabs", "id": 1',
        'user: "user"',
        '"owner": "roelabs", "repo": "x"',
        "owner: root",
        '"problemMatcher": [{\n  "owner": "roebugs-UUF",\n  "pattern": [',
        "homeowner = 'jroe'",
    ),
)
