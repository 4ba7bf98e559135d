"""Accounts that are named for a person, right before their password in whatever notation: JSON, a map of YAML on one line, terms
of Erlang, objects as programs print them, statements that create a user.

Beside a password stands whoever logs in with it; most are services, so that only those who are named for a person count.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import A
from pii.detectors.rules.accounts.database_access import is_persons
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import TYPES, names_a_field, tells_itself
from pii.detectors.scan import Hit
from pii.known.placeholders import is_placeholder
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_REACH = 300
"""Characters from the account's name to the end of the password."""

_QUOTE = r"\\{0,3}[\"']"
_GIVES = rf"(?:{_QUOTE})?\s?(?:=>|[:=]|,(?=\s?<<))\s?(?:<<)?"
_NEXT = r"(?:>>)?\}?,\s{0,20}\{?"
_OTHER = rf"(?:{_QUOTE})?\w{{1,24}}{_GIVES}(?:{_QUOTE}[^\"'\n]{{0,80}}{_QUOTE}|[\w.:/-]{{1,80}}){_NEXT}"
"""A field between the two, such as the host."""
_NAME = rf"(?:{_QUOTE})?(?:\w{{1,16}}_)?(?:password|passwd|pass|pwd){_GIVES}"
_BARE = A.replace("account", "bare")

_FIELDS = re.compile(
    rf"\w+{_GIVES}(?:{_QUOTE}{A}{_QUOTE}{_NEXT}(?:{_OTHER}){{0,2}}{_NAME}"
    rf"{_QUOTE}(?P<password>[^\"\n]{{2,80}}?){_QUOTE}"
    rf"|{_BARE}{_NEXT}(?:{_OTHER}){{0,2}}{_NAME}(?P<value>[^\s\"'`,;<>{{}}\[\]$]{{3,80}})(?=[,)\]}}]))",
    re.IGNORECASE,
)
_CREATED = re.compile(
    rf"\w+ user (?P<mark>[\"'`]?){A}(?P=mark) with (?:encrypted )?password ?=? ?'(?P<password>[^'\n]{{3,80}})'",
    re.IGNORECASE,
)
_IN_FLOW = re.compile(r"[ \t]*(?:- )?[\w.-]{1,60}: \{[^{}()\n]{0,120}\Z")
"""Before a field of a map of YAML on one line, in which words are literals."""
_READS = {"account_beside.field": _FIELDS, "account_beside.created": _CREATED}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        match = _READS[hit.pattern].match(text, hit.start, hit.end + _REACH)
        if match is None:
            continue
        bare = "bare" in match.re.groupindex and match["bare"] is not None
        password = match["value" if bare else "password"]
        if not _is_given(password) or bare and not (tells_itself(password) or _is_in_flow(text, hit.start)):
            continue
        account = "bare" if bare else "account"
        if is_persons(match[account]):
            yield Span(*match.span(account), Label.USERNAME)


def _is_in_flow(text: str, start: int) -> bool:
    return _IN_FLOW.match(text, line_before(text, start, _REACH), start) is not None


def _is_given(password: str) -> bool:
    """Whether what stands for the password may be one, rather than a type, a field's name or what belongs there."""
    return not (is_placeholder(password) or password.lower() in TYPES or names_a_field(password))


RULE = Rule(
    "account_beside",
    {
        "account_beside.field": (
            r"(?i)\b(?:user(?:_?name)?|login)\\{0,3}[\"']?\s?(?:=>|[:=,])\s?(?:<<)?\\{0,3}[\"']?[a-z]"
        ),
        "account_beside.created": r"(?i)\b(?:create|alter) user [\"'`]?[a-z]",
    },
    find,
    rank=4,
    hits=(
        '{"client":"mysql","host":"x","user":"«ajensen»","password":"lark mist"}',
        '\\"username\\": \\"«ajensen»\\", \\"host\\": \\"db1\\", \\"password\\": \\"larkmist\\"',
        "'username' => '«ajensen»',\n  'password' => 'larkmist',",
        '[{host,"x"},{username,<<"«ajensen»">>},{password,<<"larkmist">>}]',
        "Config(credentials=Credentials(username=«ajensen», password=lark9mist), pool=8)",
        "basic: {username: «ajensen», password: lark9mist}",
        "  basic: {username: «ajensen», password: larkmist}\n",
        "create user «ajensen» with password='larkmist', x; ALTER USER «kari» WITH ENCRYPTED PASSWORD 'larkmist'",
    ),
    misses=(
        '{"user":"orders","password":"lark mist"}; {"user":"root","password":"lark mist"}',
        '{"user":"ajensen","password":""}; {"user":"ajensen","password":"string"}; {"user":"ajensen","password":"${PASS}"}',
        '{"user":"ajensen","city":"larkmist"}; {"user":"ajensen","password":null}',
        '[{username,<<"ajensen">>},{password,Password}]; {username, Name}, {password, <<"larkmist">>}',
        "login({username: ajensen, password: larkmist}); const x = {username: ajensen, password: larkmist}",
        "login(username=jensen, password=secret); login(username=jensen, password=pw)",
        "create user ajensen; create user orders with password='larkmist'; alter user kari with password ''",
    ),
)
