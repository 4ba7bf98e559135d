"""Authors of change sets in rows of Liquibase's table of those that ran, as dumps of databases hold them.

`INSERT INTO databasechangelog VALUES ('7','jroe','db/changes.xml','2019-01-02 10:00:00',7,'EXECUTED','7:…', …);`
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import A, is_somebody
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.organisations import is_organisation_account
from pii.labels import Label
from pii.spans import Span

_LONGEST = 300
"""Characters of a row up to what became of its change set."""
_ROW = re.compile(
    rf"(?:'[^'\n]{{1,120}}'|\d+), ?'{A}', ?'[^'\n]{{3,160}}', ?'[^'\n]{{10,30}}', ?\d{{1,6}}, ?$", re.ASCII
)
"""ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED; before EXECTYPE and MD5SUM."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the authors at the hits."""
    for hit in hits:
        row = _ROW.search(text, hit.start - _LONGEST, hit.start)
        if row and is_somebody(row["account"]) and not is_organisation_account(row["account"]):
            yield Span(*row.span("account"), Label.USERNAME)


RULE = Rule(
    "changelog_table",
    {"changelog_table.ran": r"'(?:EXECUTED|RERAN|MARK_RAN)', ?'\d:[0-9a-f]"},
    find,
    rank=4,
    hits=(
        "INSERT INTO databasechangelog VALUES ('7','«jroe»','db/c.xml','2019-01-02 10:00:00',7,'EXECUTED','7:d41d8cd9','x'),"
        "('8', '«kroe.x»', 'classpath:db/c.yaml', '2019-01-02 10:00:00.51', 8, 'MARK_RAN', '8:d41d8cd9', 'x');",
    ),
    misses=(
        "('7','admin','db/c.xml','2019-01-02 10:00:00',7,'EXECUTED','7:d41d8cd9')",
        "('7','jroe','db/c.xml','2019-01-02 10:00:00',7,'EXECUTED','done')",
        "('7','jroe','db/c.xml','EXECUTED','7:d41d8cd9')",
    ),
)
