"""The account of a connection string of ADO.NET, ODBC or OLE DB, anywhere among its settings and with blanks round their signs:
`Server = db1 ; Password = V ; User Id = jroe`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account, is_service
from pii.detectors.rules.accounts.database_access import is_persons
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after

_REACH = 300
"""Characters of a connection string to each side of its account."""

_ACCOUNT = re.compile(
    r"[\w ]+?[ \t]*=[ \t]*(?P<quote>[\"']?)(?:[\w.-]+\\{1,2})?(?P<account>[A-Za-z][\w.-]{0,38}\w)(?P=quote)"
    r"(?=[ \t]*(?:[;\"'`\r\n]|$))"
)
_SETTING = r"(?:^|[;\"'`=\s])(?:%s)[ \t]*=[^;=\n]+"
_BESIDE = tuple(
    re.compile(_SETTING % keys + end, re.IGNORECASE)
    for keys, end in (
        ("server|data[ ]?source|address|addr|network address|host|dsn|driver|database|initial catalog|dbq", "(?:;|$)"),
        ("password|pwd", r"(?:;|[\"'`]|$)"),
    )
)
"""What is connected to, and with what."""
_JOINT = re.compile(r"[\"'][ \t]*(?:[+&.][ \t]*_?[ \t]*)?\r?\n[ \t]*(?:[+&.][ \t]*)?[@$]?[\"']")
"""Between two literals on lines of their own that make one."""
_WORD = r"(?:'(?:[^'\\\n]|\\.)*'|[^\s'\"`\\]+)"
_KEYWORDS = re.compile(
    rf"(?:(?:host|hostaddr|port|dbname|password|sslmode|connect_timeout|options|application_name)=(?:{_WORD}) )+"
    r"user=(?P<account>[A-Za-z][\w.-]{0,38}\w)(?=[\s\"'`]|$)"
)
"""A connection string of libpq, up to its account; a blank stands between its settings."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        if hit.pattern == "connection_account.libpq":
            yield from _of_libpq(text, hit)
            continue
        match = _ACCOUNT.match(text, hit.start, hit.end + _REACH)
        if match is None or not is_account(match["account"]) or is_service(text, *match.span("account")):
            continue
        line = _whole_line(text, hit.start, match.end())
        if ";" in line and all(setting.search(line) for setting in _BESIDE):
            yield Span(*match.span("account"), Label.USERNAME)


def _whole_line(text: str, start: int, end: int) -> str:
    """What stands on the line of these characters, and on those with which code puts it together."""
    before = _JOINT.sub("", text[max(0, start - _REACH) : start]).rpartition("\n")[2]
    return before + _JOINT.sub("", text[start : end + _REACH]).partition("\n")[0]


def _of_libpq(text: str, hit: Hit) -> Iterator[Span]:
    """An account that is named for a person, as most are not, with a password in the same string."""
    line = text[hit.start : line_after(text, hit.end, _REACH)]
    match = _KEYWORDS.match(text, hit.start, hit.end + _REACH)
    if match and "password=" in line and is_persons(match["account"]):
        yield Span(*match.span("account"), Label.USERNAME)


RULE = Rule(
    "connection_account",
    {
        "connection_account.key": r"(?i)\b(?:uid|user ?id|user ?name) ?= ?[\"']?\w",
        "connection_account.libpq": r"\b(?:host|hostaddr|dbname)=[\w./-]",
    },
    find,
    rank=4,
    hits=(
        "Server = 192.0.2.12 ; Password = lark@Mist9 ; User Id = «jroe»",
        "Data Source = db1 ; Pwd = larkMist9 ; Uid = «jroe» ; Database = x",
        'connectionString="Server=db1;Database=x;User ID=FERN\\«jroe»;Password=lark9;"',
        "connect \"host=db1 dbname=orders user=«jlindqvist» password='lark mist' sslmode=require\"",
        'x("dbname=orders password=lark user=«jlindqvist»")',
        "x := 'Provider=SQLOLEDB.1;Password=lark;' +\n  'Persist Security Info=True;User ID=«jroe»;Data Source=192.0.2.6';",
        's = "Server=db1;Database=x;" & _\n    "Uid=«jroe»;" & _\n    "Pwd=lark;"',
    ),
    misses=(
        "x := 'Provider=SQLOLEDB.1;Password=lark;';\ny := 'Persist Security Info=True;User ID=jroe;Data Source=192.0.2.6';",
        'x("host=db1 dbname=orders user=orders_app password=lark"); x("host=db1 dbname=x user=jlindqvist")',
        "host=db1 is jlindqvist",
        "Server = db1 ; Password = larkMist9 ; User Id = sa",
        "Server = db1 ; User Id = jroe ; Trusted = yes",
        "uid = jroe; pwd = larkmist;\nserver = db1\n",
        "Server=db1;Uid=orders;Pwd=orders;Database=orders",
    ),
)
