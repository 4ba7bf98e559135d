"""Rows of cells: lines that one sign divides, as in CSV, TSV and Markdown, and the tuples of an INSERT."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pii import expressions as re
from pii.text.surroundings import line_after

LONGEST_LINE = 2_000
"""Characters of a row."""
_MOST_COLUMNS = 60
_FRAME = " \t\r*`\"'()[]{}"
_BLANKS = " \t\r*`"
_LINK = re.compile(r"\[(?P<shown>[^\[\]\n]{1,80})\]\([^()\s]{1,200}\)")


class Cell(NamedTuple):
    """`text[start:end]` is what a cell holds, without its quotes."""

    start: int
    end: int


def _cell(separator: str) -> re.Pattern[str]:
    last = rf"(?=[ \t)\]}}]*+(?:[{separator};\r]|$))"
    return re.compile(
        rf"[ \t(]*+(?:\w{{1,40}}\()?+(?:N?'(?P<single>(?:[^'\\\n]++|''|\\.)*+)'{last}"
        rf"|\"(?P<double>(?:[^\"\\\n]++|\"\"|\\.)*+)\"{last}"
        rf"|(?P<bare>[^{separator}\n]*+))[^{separator}\n]*+(?P<next>[{separator}])?+"
    )


SEPARATORS = "|\t;,"
_CELLS = {sign: _cell(re.escape(sign)) for sign in SEPARATORS}


RawCell = tuple[int, int]
"""A cell's characters with its brackets and blanks: most cells are only counted."""


def read_row(text: str, start: int, separator: str) -> tuple[list[Cell], int]:
    """The cells of the line at `start`, and where it ends; no cells where the line is longer than a row may be."""
    cells, end = read_raw_row(text, start, separator)
    return [stripped(text, cell) for cell in cells], end


def read_raw_row(text: str, start: int, separator: str) -> tuple[list[RawCell], int]:
    """As `read_row`, with the cells as they are written."""
    end = line_after(text, start, LONGEST_LINE)
    if end == start + LONGEST_LINE:
        return [], end
    line = text[start:end]
    plain = "'" not in line and '"' not in line and "(" not in line
    found: list[RawCell] = []
    position = following = start
    pieces = line.split(separator)  # there are a hundred thousand per megabyte
    for piece in _unescaped(pieces) if separator == "|" and "\\|" in line else pieces:
        stop = position + len(piece)
        if position >= following:  # otherwise it is inside the quotes of the cell before
            if plain or not piece or piece[0] not in _BEFORE_QUOTE and "(" not in piece:
                found.append((position, stop))
            else:
                cell, following = _matched(text, position, end, separator)
                found.append(cell)
            if following < 0 or len(found) > _MOST_COLUMNS:
                break
        position = stop + 1
    if len(found) > 1 and text[start : start + 1] == "(":
        last = stripped(text, found[-1])
        if last.start == last.end:
            del found[-1]  # past the tuple
    return (found, end) if len(found) <= _MOST_COLUMNS else ([], end)


def _unescaped(pieces: Sequence[str]) -> list[str]:
    """The cells of a line of Markdown in which a pipe behind a backslash divides none (GitHub Flavored Markdown, 4.10)."""
    cells = [pieces[0]]
    for piece in pieces[1:]:
        if cells[-1].endswith("\\"):
            cells[-1] += f"|{piece}"
        else:
            cells.append(piece)
    return cells


_BEFORE_QUOTE = frozenset("'\"N( \t")
"""What a cell in quotes may begin with, if not with a call."""


def _matched(text: str, position: int, end: int, separator: str) -> tuple[RawCell, int]:
    """The cell at `position`, and where the next one begins, or -1."""
    match = _CELLS[separator].match(text, position, end)
    assert match is not None
    _, *cells, following = match.regs
    return max(cells), following[1]  # the others are at -1


def stripped(text: str, cell: RawCell) -> Cell:
    """The cell's value alone."""
    start, end = cell
    frame = _BLANKS if text[end : end + 1] in ("'", '"') else _FRAME  # a closing quote, which no bare cell stops at
    value = text[start:end]
    link = _LINK.search(value) if "](" in value else None
    if link is not None and not value[: link.start()].strip(_FRAME):
        return Cell(start + link.start("shown"), start + link.end("shown"))
    inner = value.lstrip(frame)
    start = end - len(inner)
    return Cell(start, start + len(inner.rstrip(frame)))


_LONGEST_INSERT = 60_000
"""Characters of an INSERT that are read; a dump is often one statement of megabytes, with its columns in front."""
_LONGEST_ROW = 4_000
_INTO = r"(?:insert(?: {1,3}or \w{1,9}| {1,3}ignore)?|replace) {1,3}into"
_TABLE_NAME = r"(?:[\w`\"\[\]]{1,60}\.)?[`\"\[]?(?P<table>\w{1,60})[`\"\]]?"
_INSERT = re.compile(
    rf"{_INTO} [^\n(]{{1,80}}(?:\r?\n[ \t]*+)?\((?P<columns>[^()]{{1,1000}})\)\s*(?:values\s*|(?=select\s))",
    re.IGNORECASE,
)
_INSERT_OF_ALL = re.compile(
    rf"{_INTO} {_TABLE_NAME}\s{{1,8}}values\s*",
    re.IGNORECASE,
)
"""Without a list of columns: one value for each column."""
_TABLE = re.compile(
    rf"\bcreate (?:\w{{1,10}} )?table (?:if not exists )?{_TABLE_NAME}\s{{0,8}}\(",
    re.IGNORECASE,
)
_LONGEST_TABLE = 8_000
"""Characters between the brackets of a CREATE TABLE."""
_BRACKET = re.compile(r"[()]")
_INNER = re.compile(r"\([^()]*\)|--[^\n]*|/\*.*?\*/", re.DOTALL)
_COLUMN = re.compile(
    r"\s*+(?!(?:primary|unique|constraint|foreign|check|index|key|fulltext|period|exclude)\b)[`\"\[]?(\w{1,60})[`\"\]]?\s",
    re.IGNORECASE,
)
_LITERALS = r"(?:'(?:[^'\\]++|\\.)*+'|\"(?:[^\"\\]++|\\.)*+\"|[^'\"()])"
_ROW = re.compile(
    rf"\s*,?\s*(?:\((?P<row>(?:{_LITERALS}|(?<=\w)\({_LITERALS}*+\))*+)\)|(?i:select)\s(?P<selected>(?:'(?:[^'\\\n]++|\\.)*+'|[^'\"();])*+))"
)
_FIELD = re.compile(
    r"\s*(?:\w{1,30}\()?(?:N?'(?P<value>(?:[^'\\]|\\.|'')*)'|\"(?P<double>(?:[^\"\\]|\\.)*)\"|[^,'\"]*)[^,'\"]*(?:,|$)"
)


def insert_columns(text: str, start: int, tables: Callable[[], Mapping[str, list[str]]]) -> tuple[list[str], int]:
    """The names of the columns of the INSERT at `start`, and where its rows begin; none where it is no such statement.

    `tables` gives the columns of the tables of the text, for a statement that names none.
    """
    limit = min(len(text), start + _LONGEST_INSERT)
    insert = _INSERT.match(text, start, limit)
    if insert is not None:
        return [name.strip(_FRAME) for name in insert["columns"].split(",")], insert.end()
    insert = _INSERT_OF_ALL.match(text, start, limit)
    return (tables().get(insert["table"].lower(), []), insert.end()) if insert else ([], start)


def declared_tables(text: str) -> dict[str, list[str]]:
    """The columns of each table created in the text, by its lower-case name."""
    found: dict[str, list[str]] = {}
    for table in _TABLE.finditer(text):
        depth = 1
        for bracket in _BRACKET.finditer(text, table.end(), table.end() + _LONGEST_TABLE):
            depth += 1 if bracket.group() == "(" else -1
            if depth == 0:
                body = _INNER.sub("", text[table.end() : bracket.start()])
                columns = map(_COLUMN.match, _INNER.sub("", body).split(","))
                found[table["table"].lower()] = [column[1] for column in columns if column]
                break
    return found


def insert_rows(text: str, start: int) -> Iterator[list[Cell | None]]:
    """The tuples from `start` on; a field that is no literal in quotes is None."""
    limit = min(len(text), start + _LONGEST_INSERT)
    while (row := _ROW.match(text, start, min(limit, start + _LONGEST_ROW))) is not None:
        start = row.end()
        if row["row"] is None:
            yield list(_fields(text, row, "selected"))
            return  # what follows is not another row
        yield list(_fields(text, row, "row"))


def _fields(text: str, row: re.Match[str], group: str) -> Iterator[Cell | None]:
    position, end = row.span(group)
    while (field := _FIELD.match(text, position, end)) is not None and field.end() > position:
        group = "value" if field["value"] is not None else "double"
        yield Cell(*field.span(group)) if field[group] is not None else None
        position = field.end()
