"""Accounts behind names that hold other things as often: `user`, `login`, `nickname`, `github`, `twitter_username`, and an id
beside a password."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import read_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.organisations import is_organisation_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_KEY = re.compile(r"[\w-]+", re.ASCII)
_GIVEN = r"(?:[\"'`\\\]>:=]|\s[:=])"
"""What follows an assigned name: bare, the name is everywhere."""

_PASSWORD_BESIDE = re.compile(r"(?i)(?<![a-z])(?:user_?)?(?:password|passwd|pwd|pass)[\"']?\s?[:=]")
"""What makes an id one to log in with."""
_BESIDE = 100
_NUMBERED = re.compile(r"(?i)[0-9a-f-]{12,}|\w*?\d{5,}\w*")

_OF_PROBLEMS = re.compile(r"\",\s*\"(?:severity|pattern|fileLocation|source|background|applyTo)\"")
"""Follows the owner of a problem matcher, which is a tool."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        key = _KEY.match(text, hit.start, hit.end)
        place = read_account(text, *key.span()) if key else None
        if place is None or _OF_PROBLEMS.match(text, place[1], place[1] + REACH):
            continue
        if hit.pattern == "account_field.id" and not _logs_in(text, place):
            continue
        if not is_organisation_account(text[slice(*place)], owner=True):
            yield Span(*place, Label.USERNAME)


def _logs_in(text: str, place: tuple[int, int]) -> bool:
    start, end = place
    if _NUMBERED.fullmatch(text, start, end):
        return False
    return _PASSWORD_BESIDE.search(text, max(0, start - _BESIDE), end + _BESIDE) is not None


RULE = Rule(
    "account_field",
    {
        "account_field.user": r"(?i)\b(?:user|login|usr|nick|nickname|handle|screen_?name|account_?name)"
        rf"{_GIVEN}",
        "account_field.host": r"(?i)\b(?:github|gitlab|twitter|telegram|instagram|linkedin)(?:[_-]?user(?:name)?"
        rf"|[_-]?id|[_-]?handle)?{_GIVEN}",
        "account_field.id": rf"(?i)\b(?:user|login|logon|account|member)_?(?:id|login|account|code){_GIVEN}",
        # Of repositories: Nix locks, settings of release tools, replies of code hosts.
        "account_field.owner": rf"(?i)(?:\b|[a-z]_)(?:repo(?:sitory)?[_-]?)?owner{_GIVEN}",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        '"login": "«jroe»",',
        '{"loginId": "«jroe»", "password": "x"}',
        '"pwd": "x",\n  "user_id": "«kroe»"\n',
        "wget --user=«jroe» https://files.example/x",
        'connect(user="«jroe»")',
        '{"screen_name":"«jroe»"}',
        'twitter: "«jroe»"',
        '"locked": {\n  "owner": "«jroe»",\n  "repo": "widgets",',
        'RepoOwner := "«jroe»" github_owner = "«kroe»"',
    ),
    misses=(
        'user = "root"',
        '{"loginId": "jroe", "name": "x"}',
        '{"userId": "u1234567", "password": "x"}, {"user_id": "0a1b2c3d4e5f", "password": "x"}',
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
