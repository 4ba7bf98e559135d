"""Accounts behind names that hold other things as often: `user`, `login`, `createdBy`, `author`, `assignee`."""

from collections.abc import Iterator, Sequence

from pii.detectors.rules.account_setting import read_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.account_field"


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        place = read_account(text, hit.start, hit.end)
        if place is not None:
            yield Span(*place, Label.USERNAME, source=_SOURCE)


RULE = Rule(
    "account_field",
    {
        "account_field.user": r"(?i)\b(?:user|login|usr|nick|nickname|handle|screen_?name|account_?name)\b",
        "account_field.by": r"(?i)\b(?:created|modified|updated|changed|uploaded|assigned|committed|approved|merged)[_-]?by\b",
        "account_field.role": r"\b(?:author|owner|assignee|reviewer|maintainer)\b",
        "account_field.host": r"(?i)\b(?:github|gitlab|twitter|telegram|instagram|linkedin)(?:[_-]?user(?:name)?"
        r"|[_-]?id|[_-]?handle)?\b",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        '"login": "«jroe»",',
        'createdBy: "«jroe»"',
        "created_by = '«jroe»'",
        'author: "«jroe»"',
        "wget --user=«jroe» https://files.example/x",
        'connect(user="«jroe»")',
        '{"screen_name":"«jroe»"}',
        'twitter: "«jroe»"',
    ),
    misses=(
        'user = "root"',
        "user = get_user()",
        '"login": "Login"',
        'owner: "The owner"',
        "for author in authors: pass",
        'user: "user"',
    ),
)
