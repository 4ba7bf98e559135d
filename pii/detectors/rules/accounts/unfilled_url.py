"""Accounts in addresses whose password is left to the reader: `mongodb+srv://jroe:<PASSWORD>@cluster0.example.net`, as the
consoles of databases show them. `url_credentials` finds the account beside a password or a variable."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.placeholders import names_what_belongs_there
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_USERINFO = re.compile(r"://(?P<account>[A-Za-z][\w.-]{1,38}):<(?P<inside>[\w .-]{2,40})>@(?=[\w\[{$<])")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        match = _USERINFO.match(text, hit.start, hit.end + REACH)
        if match is None or names_what_belongs_there(match["account"]) or match["account"].isupper():
            continue
        if is_account(match["account"]):
            yield Span(*match.span("account"), Label.USERNAME)


RULE = Rule(
    "unfilled_url",
    {"unfilled_url.password": r"://[A-Za-z][\w.-]{1,38}:<[\w .-]{2,40}>@"},
    find,
    rank=4,
    proves=False,
    hits=(
        "MONGO_URL=mongodb+srv://«jroe»:<PASSWORD>@cluster0.example.net/x?retryWrites=true",
        "postgresql://«kroe»:<db_password>@db.example.net:5432/x https://«lroe»:<your token>@git.example.org/x.git",
    ),
    misses=(
        "mongodb://<USER>:<PASSWORD>@db.example.net mongodb://USER:<PASSWORD>@db.example.net mongodb://user:<password>@db",
        "mongodb://admin:<password>@db.example.net mongodb://username:<password>@db mongodb://CHANGE_ME:<password>@db",
        "mongodb://jroe:<>@db mongodb://jroe:<password> mongodb://jroe@db http://jroe:<port>/x",
    ),
)
