"""Credentials in tables: the cells under a heading such as `password` in Markdown, CSV, TSV, and the values of an INSERT."""

import re
from collections.abc import Iterator, Sequence

from pii.credential_names import credential_of
from pii.detectors.rules.base import Rule, line_after, line_before
from pii.detectors.rules.credential_values import credential, tells_itself
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.credential_table"

_HEADINGS = r"(?i:passwords?|passwd|passphrase|pwd|secret|token|api[ _-]?key|secret[ _-]?key)"
_LONGEST_LINE = 400
_MOST_COLUMNS = 40
_HEADING = re.compile(r"[\w .*`\"-]{0,40}")
_RULER = re.compile(r"[|:\s-]+")
_CELL_FRAME = " \t\r*`\"'"
_LONGEST_INSERT = 60_000
"""Characters of an INSERT that are read; a dump is often one statement of megabytes, but its names stand in front."""
_LONGEST_ROW = 4_000
_INSERT = re.compile(r"insert into [^\n(]{1,80}\((?P<columns>[^()]{1,600})\)\s*values\s*", re.IGNORECASE)
_ROW = re.compile(r"\s*,?\s*\((?P<row>(?:'(?:[^'\\]++|\\.)*+'|\"(?:[^\"\\]++|\\.)*+\"|[^'\"()])*+)\)")
_FIELD = re.compile(
    r"\s*(?:N?'(?P<value>(?:[^'\\]|\\.|'')*)'|\"(?P<double>(?:[^\"\\]|\\.)*)\"|[^,'\"]*)[^,'\"]*(?:,|$)"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the cells at the hits."""
    line_done, table_end = -1, 0
    for hit in hits:
        if hit.pattern == "credential_table.insert":
            yield from _insert(text, hit.start)
            continue
        start = line_before(text, hit.start + 1, _LONGEST_LINE)
        if start == line_done:
            continue
        line_done = start
        yield from _pair(text, start)
        if start >= table_end:  # a line of a table is no heading of another: each is read once
            rows, table_end = _table(text, start)
            yield from rows


def _pair(text: str, start: int) -> Iterator[Span]:
    """`| Password | hunter2 |`: the heading stands beside the cell."""
    names = text[start : line_after(text, start, _LONGEST_LINE)].rstrip("\r").split("|")
    if len(names) == 4:
        yield from _cells(start, names, ("", "", names[1], ""), (2,))


def _table(text: str, start: int) -> tuple[list[Span], int]:
    """The cells below the heading line at `start`, and where the table ends."""
    end = line_after(text, start, _LONGEST_LINE)
    heading = text[start:end]
    found: list[Span] = []
    separator = next((sign for sign in "|\t;," if sign in heading), None)
    if separator is None:
        return found, end
    names = heading.rstrip("\r").split(separator)
    if len(names) > _MOST_COLUMNS or not all(map(_HEADING.fullmatch, names)) or separator != "|" and _is_prose(names):
        return found, end
    wanted = [number for number, name in enumerate(names) if credential_of(name)]
    while wanted and end < len(text):
        start = end + 1
        stop = line_after(text, start, _LONGEST_LINE)
        line = text[start:stop]
        cells = line.split(separator)
        if len(cells) != len(names):
            break
        end = stop
        if not (separator == "|" and _RULER.fullmatch(line)):
            found += _cells(start, cells, names, wanted)
    return found, end


def _is_prose(names: Sequence[str]) -> bool:
    """Whether a line with commas is no heading: one cell, spaces after commas, cells without a word."""
    return len(names) < 2 or any(not name.strip(_CELL_FRAME) or name[0] == " " for name in names)


def _cells(start: int, cells: Sequence[str], names: Sequence[str], wanted: Sequence[int]) -> Iterator[Span]:
    for number in wanted:
        cell = cells[number]
        value = cell.strip(_CELL_FRAME)
        label = credential(names[number], value) if value else None
        if label and (label is Label.KEY or tells_itself(value)):
            place = start + sum(len(other) + 1 for other in cells[:number]) + len(cell) - len(cell.lstrip(_CELL_FRAME))
            yield Span(place, place + len(value), label, source=_SOURCE)


def _insert(text: str, start: int) -> Iterator[Span]:
    limit = min(len(text), start + _LONGEST_INSERT)
    insert = _INSERT.match(text, start, limit)
    if insert is None:
        return
    names = [name.strip(_CELL_FRAME + "[]") for name in insert["columns"].split(",")]
    wanted = {number: name for number, name in enumerate(names) if credential_of(name)}
    position = insert.end()
    while wanted and (row := _ROW.match(text, position, min(limit, position + _LONGEST_ROW))) is not None:
        position = row.end()
        yield from _values(text, row, wanted)


def _values(text: str, row: re.Match[str], wanted: dict[int, str]) -> Iterator[Span]:
    position, end, number = row.start("row"), row.end("row"), 0
    while position < end and (field := _FIELD.match(text, position, end)) is not None and field.end() > position:
        group = "value" if field["value"] is not None else "double"
        if number in wanted and field[group] is not None and (label := credential(wanted[number], field[group])):
            yield Span(*field.span(group), label, source=_SOURCE)
        position = field.end()
        number += 1


RULE = Rule(
    "credential_table",
    {
        "credential_table.markdown": rf"\|[ *`]{{0,3}}\w{{0,8}}[ _-]?{_HEADINGS}[ *`]{{0,3}}\|",
        "credential_table.first": rf"(?m)^[\"]?\w{{0,8}}_?{_HEADINGS}[\"]?[,;\t|]",
        "credential_table.middle": rf"[,;\t][\"]?\w{{0,8}}_?{_HEADINGS}[\"]?(?:[,;\t\r\n])",
        "credential_table.insert": r"(?i)insert into ",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "| User | Password |\n|---|---|\n| app | «Moss!Lane42» |",
        "|user|**password**|\n|---|---|\n|jroe|`«larkmist4»`|\n|ann|«tin-Drum_77»|",
        "| Host | db1 |\n| Password | «Moss!Lane42» |",
        "user,password\napp,«tin-Drum_77»\nbob,«lark4mist»\n",
        "password;user\n«tin-Drum_77»;app\n",
        '"user","password"\n"app","«tin-Drum_77»"\n',
        "user\tpassword\napp\t«tin-Drum_77»",
        "| Service | API key |\n|---|---|\n| orders | «9xRqOCj8M7gyzCB6dSeJQaRWyOxvhkTt» |",
        "INSERT INTO users (id, login, password) VALUES (7, 'jroe', '«Moss!Lane42»');",
        "insert into `users` (`login`, `password`) values ('jroe', '«larkmist»'), ('ann', '«tin''Drum»');",
        "INSERT INTO apps (name, api_key) VALUES ('orders', '«9xRqOCj8M7gyzCB6dSeJQaRWyOxvhkTt»');",
    ),
    misses=(
        "| Option | Password |\n|---|---|\n| type | string |",
        "| User | Password |\n|---|---|\n| app | required |",
        "user, password\na, b",
        "| `password` | `ssh_hassh` |",
        "user,password_hash\napp,tin-Drum_77",
        "user,password\napp\n",
        "def login(user,password):\n    check(user,password1)",
        "key,en\nPassword,Mot de passe\n",
        "INSERT INTO users (login, password) VALUES (?, ?);",
        "INSERT INTO users (login, password) VALUES ('jroe', '5f4dcc3b5aa765d61d8327deb882cf99');",
        "INSERT INTO users (password, login) VALUES (NULL, 'tin-Drum_77');",
        "INSERT INTO users SELECT password FROM old;",
    ),
)
