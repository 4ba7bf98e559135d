"""Accounts and passwords that are assigned together: `user, password = "jroe", "Moss!Lane42"`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import CREDENTIAL_WORD, OWN_PASSWORD, Rule
from pii.detectors.rules.credentials.credential_values import may_be_password, names_a_field, tells_itself
from pii.detectors.scan import Hit
from pii.known.account_names import ACCOUNT_LABELS, ACCOUNT_VARIABLES
from pii.known.credential_names import mentions_password, names_password
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import line_before

_LONGEST = 300
"""Characters of an assignment."""
_TARGETS = r"(?P<targets>\w{1,40}(?:, ?\w{1,40}){1,4})"
_LITERAL = r"(?:[rub]?(?P<quote{0}>[\"'])(?P<value{0}>[^\"'\n\\]{{0,80}})(?P=quote{0})|[\w.()\[\]-]{{1,60}})"
_ASSIGNMENT = re.compile(
    rf"[ \t]*(?:\"[ \t]*)?(?:(?:var|let|const|my|local)[ \t]+\(?)?{_TARGETS}\)?[ \t]*(?::=|=)[ \t]*\(?"
    + ",[ ]?".join(["", *map(_LITERAL.format, range(2))])[len(",[ ]?") :]
    + "".join(f"(?:,[ ]?{_LITERAL.format(number)})?" for number in range(2, 5))
    + r"\)?[ \t]*;?[ \t]*(?:#|//|--|\r?\n|\\n\"|\",?\r?\n|$)"
)
_ACCOUNTS = frozenset(
    (*ACCOUNT_VARIABLES, *ACCOUNT_LABELS, "user", "username", "login", "usr", "uname", "account", "nick")
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts and passwords of the assignments at the hits."""
    done = -1
    for hit in hits:
        start = line_before(text, hit.start)
        if start == done:
            continue
        done = start
        match = _ASSIGNMENT.match(text, start, start + _LONGEST)
        if match is None:
            continue
        targets = [target.strip() for target in match["targets"].split(",")]
        if not any(names_password(words(target)) for target in targets):
            continue
        for number, target in enumerate(targets):
            if value := match[f"value{number}"]:
                yield from _spans(target, value, *match.span(f"value{number}"))


def _spans(target: str, value: str, start: int, end: int) -> Iterator[Span]:
    if names_password(words(target)):
        told = may_be_password(value) or tells_itself(value)
        if told and not names_a_field(value) and not (value.isalpha() and mentions_password(words(value))):
            yield Span(start, end, Label.PASSWORD)
    elif target.lower() in _ACCOUNTS and is_account(value):
        yield Span(start, end, Label.USERNAME)


RULE = Rule(
    "tuple_assignment",
    {
        "tuple_assignment.with": rf"(?i), ?\w{{0,20}}{CREDENTIAL_WORD}\w{{0,20}}(?:, ?\w{{1,30}})?\)? ?:?=",
        **OWN_PASSWORD,
    },
    find,
    rank=3,
    hits=(
        "user, password = '«jroe»', '«Moss!Lane42»'\nusuario, senha = \"«kroe»\", \"«larkmist7»\"  # x\n",
        "login, password = 'jane@example.org', '«larkmist»'\n",
        'host, user, passwd := "db.example.org", "«jroe»", "«larkmist»"\n',
        "my ($user, $x) = 1;\nname, login, pwd = (f(1), '«jroe»', '«tin-Drum_77»')\n",
    ),
    misses=(
        "user, password = get('jroe', 'Moss!Lane42')\n",
        "user, name = 'jroe', 'larkmist7'\n",
        "user, password = 'user', 'password'\n",
        "user, password = 'jroe' 'larkmist7'\n",
    ),
)
