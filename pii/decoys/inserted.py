"""The table and column that a place in a row of SQL fills: `INSERT INTO books (id, title) VALUES (1, 'Moss')`."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pii import expressions as re
from pii.text.identifiers import words

_LONGEST_ROW = 2_000
_TEXTS = 4
"""Number of texts whose statements are cached, since each of a text's spans asks for them."""
_INTO = re.compile(
    r"(?i:(?:insert(?: ignore)?|replace) into)\s+"
    r"(?:[\w`\"\[\]]{1,60}\.)?[`\"\[]?(?P<table>\w{1,60})[`\"\]]?(?:\s*\((?P<columns>[^()]{1,1000})\))?"
    r"\s*(?i:values)\s*"
)
_WORDS = (("INTO ", "into ", "Into "), ("VALUES", "values", "Values"))
"""Words of both kinds that every statement has; prose has the first."""
_ENDS = re.compile(r";[ \t]*\r?$", re.MULTILINE)
_ROW = re.compile(r"(?:\)\s*,\s*)?\(")
_FIELD = re.compile(r"(?:'(?:[^'\\]|''|\\.)*+'|\"(?:[^\"\\]|\\.)*+\"|[^,'\"])*+,")
_SIGNS = re.compile(r"[\s`\"'\[\]]+")
"""Quotes and spaces around a column name."""
_SAYS_NOTHING = frozenset(
    """
    tbl tb t table tables list lists data name names info master ref lookup lang translation translations catalog catalogue all
    old new
    """.split()
)
"""Words in table names that say nothing about the content."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """A field of a row that a statement inserts."""

    table: tuple[str, ...]
    """The meaningful words of the table's name, without diacritics, in lower case."""
    columns: tuple[str, ...]
    """As named by the statement; empty if it names none."""
    number: int
    """Number of the field in its row, from 0."""


@lru_cache(maxsize=2)  # several decoys ask for the same place
def inserted(text: str, position: int) -> Inserted | None:
    """The field of the value at the position, if a SQL statement inserts it."""
    statements = _statements(text)
    number = bisect_right(statements, position, key=lambda statement: statement.start) - 1
    if number < 0 or position >= statements[number].end:
        return None
    statement = statements[number]
    rows = _rows(text, statement.start, statement.end)
    row = rows[bisect_right(rows, position) - 1] if rows and rows[0] <= position else None
    if row is None or position - row > _LONGEST_ROW:
        return None
    ends = ends_of_fields(_FIELD, text, row, min(row + _LONGEST_ROW, statement.end))
    return Inserted(statement.table, statement.columns, bisect_right(ends, position))


class _Statement(NamedTuple):
    """The range of a statement's rows, and the names before them."""

    start: int
    end: int
    table: tuple[str, ...]
    columns: tuple[str, ...]


@lru_cache(maxsize=_TEXTS)
def _statements(text: str) -> Sequence[_Statement]:
    """All insert statements of a text, in order."""
    if not all(any(word in text for word in spellings) for spellings in _WORDS):
        return ()
    heads = [*_INTO.finditer(text)]
    limits = [head.start() for head in heads[1:]]
    return [_statement(head, limit) for head, limit in zip(heads, [*limits, len(text)], strict=False)]


def _statement(head: re.Match[str], limit: int) -> _Statement:
    table = tuple(word for word in words(head["table"]) if word not in _SAYS_NOTHING and not word.isdigit())
    columns = tuple(_SIGNS.sub("", name) for name in head["columns"].split(",")) if head["columns"] else ()
    closing = _ENDS.search(head.string, head.end(), limit)
    return _Statement(head.end(), closing.start() if closing else limit, table, columns)


@lru_cache(maxsize=_TEXTS)
def _rows(text: str, start: int, end: int) -> Sequence[int]:
    """Where the rows of a statement begin, after their opening parentheses."""
    return [match.end() for match in _ROW.finditer(text, start, end) if match.start() == start or match[0] != "("]


@lru_cache(maxsize=_TEXTS)
def ends_of_fields(field: re.Pattern[str], text: str, start: int, end: int) -> Sequence[int]:
    """Where the fields of a row end, after their separators."""
    ends: list[int] = []
    while (match := field.match(text, start, end)) is not None:
        start = match.end()
        ends.append(start)
    return ends
