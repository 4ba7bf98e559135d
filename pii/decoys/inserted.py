"""Which table and which column of it a row of SQL fills at a place: `INSERT INTO books (id, title) VALUES (1, 'Moss')`."""

from dataclasses import dataclass

from pii import expressions as re
from pii.identifiers import words

_SIGHT = 60_000
"""Characters of a statement before a row."""
_LONGEST_ROW = 2_000
_INTO = re.compile(
    r"(?i:(?:insert(?: ignore)?|replace) into)\s+"
    r"(?:[\w`\"\[\]]{1,60}\.)?[`\"\[]?(?P<table>\w{1,60})[`\"\]]?(?:\s*\((?P<columns>[^()]{1,1000})\))?"
    r"\s*(?i:values)\s*"
)
_STARTS = (
    *("INSERT INTO ", "insert into ", "Insert Into ", "Insert into ", "INSERT IGNORE INTO ", "insert ignore into "),
    *("REPLACE INTO ", "replace into "),
)
_ENDS = re.compile(r";[ \t]*\r?$", re.MULTILINE)
_ROW = re.compile(r"(?:\A|\)\s*,\s*)\(")
_FIELD = re.compile(r"(?:'(?:[^'\\]|''|\\.)*+'|\"(?:[^\"\\]|\\.)*+\"|[^,'\"])*+,")
_SIGNS = re.compile(r"[\s`\"'\[\]]+")
"""Round the name of a column."""
_SAYS_NOTHING = frozenset(
    """
    tbl tb t table tables list lists data name names info master ref lookup lang translation translations catalog catalogue all
    old new
    """.split()
)
"""Words of the names of tables that say nothing of what is in them."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """A field of a row that a statement inserts into a table."""

    table: tuple[str, ...]
    """The words of the table's name that say what it holds, without marks, in lower case."""
    columns: tuple[str, ...]
    """As the statement names them; none where it leaves them to the table."""
    number: int
    """Of the field in its row, from 0."""


def inserted(text: str, position: int) -> Inserted | None:
    """The field that a value at the position belongs to, where a statement of SQL inserts it."""
    floor = max(0, position - _SIGHT)
    start = max(text.rfind(sign, floor, position) for sign in _STARTS)
    into = _INTO.match(text, start, position) if start >= 0 else None
    if into is None or _ENDS.search(text, into.end(), position):
        return None
    begin = max(into.end(), position - _LONGEST_ROW)
    row = max((match.end() for match in _ROW.finditer(text[begin:position])), default=None)
    if row is None:
        return None
    table = tuple(word for word in words(into["table"]) if word not in _SAYS_NOTHING and not word.isdigit())
    columns = tuple(_SIGNS.sub("", name) for name in into["columns"].split(",")) if into["columns"] else ()
    return Inserted(table, columns, fields_before(_FIELD, text, begin + row, position))


def fields_before(field: re.Pattern[str], text: str, start: int, end: int) -> int:
    """How many fields of a row that starts at `start` end before `end`."""
    number = 0
    while (match := field.match(text, start, end)) is not None:
        number, start = number + 1, match.end()
    return number
