"""Account and password behind the address of a database among the arguments of a call or in a list: `("jdbc:…", "jroe", "V")`,
`DBI->connect("dbi:mysql:…", "jroe", "V")`, `new PDO('mysql:host=…', 'jroe', 'V')`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import is_literal
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.data_source_call"
_REACH = 400
"""Characters from the address to the end of the password."""

_CALL = re.compile(
    r"[\"'](?:jdbc:\w+:|dbi:\w+:|(?:mysql|pgsql|sqlsrv|oci|odbc|dblib|ibm|firebird):(?!//))[^\"'\n]+[\"']\s*,\s*"
    r"(?P<mark>[\"'])[\w@\\-]{1,40}(?P=mark)\s*,\s*(?P<quote>[\"'])(?P<password>[^\"'\n]{2,60})(?P=quote)",
    re.IGNORECASE,
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    for hit in hits:
        match = _CALL.match(text, hit.start, hit.end + _REACH)
        if match is not None and is_literal(match["password"]):
            yield Span(*match.span("password"), Label.PASSWORD, source=_SOURCE)


RULE = Rule(
    "data_source_call",
    {
        "data_source_call.address": (
            r"(?i)[\"'](?:jdbc:\w|dbi:\w|(?:mysql|pgsql|sqlsrv|oci|odbc|dblib|ibm|firebird):[a-z ]{1,20}[ =:])"
        )
    },
    find,
    rank=4,
    hits=(
        'Base.open("org.example.Driver", "jdbc:postgresql://db/shop", "jroe", "«larkmist»");',
        "DBI->connect(\"dbi:Pg:dbname=x\", 'jroe', '«larkmist»', { RaiseError => 1 })",
        "new PDO(\n  \"mysql:host=localhost;dbname=x\",\n  'root',\n  '«123456»',\n)",
        "( ['DBI:mysql:database=mail;host=h', 'jroe', '«larkmist»'],",
    ),
    misses=(
        'getConnection("jdbc:postgresql://db/shop", user, password)',
        "('mysql://jroe@localhost/x', 'django.db.backends.mysql', 'dbname')",
        "new PDO('mysql:host=localhost', $user, 'larkmist'); odbc: 'a', 'b'",
    ),
)
