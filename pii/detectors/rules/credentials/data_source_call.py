"""Account and password behind the address of a database among the arguments of a call or in a list: `("jdbc:…", "jroe", "V")`,
`DBI->connect("dbi:mysql:…", "jroe", "V")`, `new PDO('mysql:host=…', 'jroe', 'V')`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.database_access import is_persons
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import is_literal
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_REACH = 400
"""Characters from the address to the end of the password."""

_CALL = re.compile(
    r"[\"'{(](?:jdbc:\w+:|dbi:\w+:|(?:mysql|pgsql|sqlsrv|oci|odbc|dblib|ibm|firebird):(?!//))[^\"'\n{}()]+[\"'})]\s*,\s*"
    r"(?:qq?[{(]|[\"'])(?P<account>[\w@\\.-]{1,40})[\"'})]\s*,\s*"
    r"(?:(?P<quote>[\"'])(?P<password>[^\"'\n]{2,60})(?P=quote)|qq?\{(?P<braces>[^{}\n]{2,60})\}|qq?\((?P<round>[^()\n]{2,60})\))",
    re.IGNORECASE,
)
"""Perl chooses the quotes of a literal: `q{…}`, `qq(…)`."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits, and who logs in with them where the account is named for a person."""
    for hit in hits:
        match = _CALL.match(text, hit.start, hit.end + _REACH)
        password = next(filter(match.group, ("password", "braces", "round"))) if match else ""
        if match is None or not is_literal(match[password]):
            continue
        yield Span(*match.span(password), Label.PASSWORD)
        if is_persons(match["account"]):
            yield Span(*match.span("account"), Label.USERNAME)


RULE = Rule(
    "data_source_call",
    {
        "data_source_call.address": (
            r"(?i)[\"'{(](?:jdbc:\w|dbi:\w|(?:mysql|pgsql|sqlsrv|oci|odbc|dblib|ibm|firebird):[a-z ]{1,20}[ =:])"
        )
    },
    find,
    rank=4,
    hits=(
        'Base.open("org.example.Driver", "jdbc:postgresql://db/shop", "jroe", "«larkmist»");',
        "DBI->connect(\"dbi:Pg:dbname=x\", 'jroe', '«larkmist»', { RaiseError => 1 })",
        "new PDO(\n  \"mysql:host=localhost;dbname=x\",\n  'root',\n  '«123456»',\n)",
        "DBI->connect('dbi:SQLite:x', q{kroe}, q{«lark'mist 2»})",
        'DBI->connect(q(dbi:Pg:dbname=x), qq(«ajensen»), qq(«lark"mist»), {})',
        "( ['DBI:mysql:database=mail;host=h', 'jroe', '«larkmist»'],",
    ),
    misses=(
        'getConnection("jdbc:postgresql://db/shop", user, password)',
        "DBI->connect('dbi:SQLite:x', q{kroe}, $pass); DBI->connect(q{dbi:Pg:dbname=x}, $user, q{larkmist}, {})",
        "DBI->connect('dbi:SQLite:x', q{kroe}, q{}); DBI->connect('dbi:SQLite:x', 'kroe', q{$password})",
        "('mysql://jroe@localhost/x', 'django.db.backends.mysql', 'dbname')",
        "new PDO('mysql:host=localhost', $user, 'larkmist'); odbc: 'a', 'b'",
    ),
)
