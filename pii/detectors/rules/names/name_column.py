"""Names in columns that no heading in sight names: rows of which the same cell holds a given and a family name each time, or two
cells side by side hold one each."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import (
    are_full_names,
    are_further_names,
    are_names_apart,
    looks_like_part_of_name,
)
from pii.detectors.rules.names.person_values import pieces_of_name
from pii.detectors.rules.rows import LONGEST_LINE, Cell, RawCell, read_raw_row, stripped
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_FEWEST = 3
"""Rows of a table."""
_MOST_SHORT = 0.5
"""The share of cells of one word from which on a column holds something else."""
_MOST_ROWS = 20_000
_BEFORE = re.compile(r"[|;,\t]")
_AFTER = re.compile(r"[ \t\"')]*([|;,\t])")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names of the columns at the hits."""
    for rows in tables_at(text, tuple(hits)):
        columns = list(zip(*rows, strict=True)) if len(rows) >= _FEWEST else []
        for column in columns:
            yield from _names(text, column)
        for number, (one, other) in enumerate(pairwise(columns)):
            places = [*_apart(text, one, other)]
            yield from places
            if places:
                for further in (number - 1, number + 2):
                    if 0 <= further < len(columns):
                        yield from _further(text, columns[further])


@lru_cache(maxsize=1)
def tables_at(text: str, hits: tuple[Hit, ...]) -> list[list[list[RawCell]]]:
    """The rows of each table at the hits, all with as many cells; two rules ask for them, one after the other."""
    tables: list[list[list[RawCell]]] = []
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        start = line_before(text, hit.start, LONGEST_LINE)
        separator = _separator(text, hit)
        if separator is None:
            continue
        rows, done = _rows(text, start, separator)
        tables.append(rows)
    return tables


def _separator(text: str, hit: Hit) -> str | None:
    """The sign that stands beside the name."""
    after = _AFTER.match(text, hit.end - 1)
    if after is not None:
        return after[1]
    before = _BEFORE.search(text, hit.start, hit.end)
    return before.group() if before is not None else None


def _rows(text: str, start: int, separator: str) -> tuple[list[list[RawCell]], int]:
    """The rows from the line at `start` on that have as many cells as it, and where they end."""
    cells, end = read_raw_row(text, start, separator)
    rows = [cells] if len(cells) > 1 else []
    while rows and len(rows) < _MOST_ROWS:
        cells, stop = read_raw_row(text, end + 1, separator)
        if len(cells) != len(rows[0]):
            break
        rows.append(cells)
        end = stop
    return rows, max(end, line_after(text, start, LONGEST_LINE))


def _names(text: str, column: Sequence[RawCell]) -> Iterator[Span]:
    cells: list[Cell] = []
    short = 0
    for number, (start, end) in enumerate(column, start=1):
        value = text[start:end]
        # Most columns hold numbers and single words: seen early, they are not read on.
        short += " " not in value and value.isascii()
        if short > _MOST_SHORT * max(number, _FEWEST):
            return
        cells.append(stripped(text, (start, end)))
    named = are_full_names([text[slice(*cell)] for cell in cells])
    for cell, is_name in zip(cells, named, strict=True):
        if is_name:
            for start, end in pieces_of_name(text[slice(*cell)]):
                yield Span(cell.start + start, cell.start + end, Label.NAME)


def _apart(text: str, one: Sequence[RawCell], other: Sequence[RawCell]) -> Iterator[Span]:
    """The names of two columns side by side, of which one holds given and the other family names."""
    pairs: list[tuple[Cell, Cell]] = []
    for number, cells in enumerate(zip(one, other, strict=True), start=1):
        first, last = (stripped(text, cell) for cell in cells)
        if all(looks_like_part_of_name(text[slice(*cell)]) for cell in (first, last)):
            pairs.append((first, last))
        elif number - len(pairs) > _MOST_OTHER * max(number, _SEEN):
            return
    if pairs and not any(kind_of(text[slice(*cell)]) for cell in pairs[0]):
        del pairs[0]  # a heading in some language
    if are_names_apart(*([text[slice(*pair[side])] for pair in pairs] for side in (0, 1))):
        yield from (Span(*cell, Label.NAME) for pair in pairs for cell in pair)


def _further(text: str, column: Sequence[RawCell]) -> Iterator[Span]:
    """The names of a third column."""
    cells = [cell for cell in (stripped(text, raw) for raw in column) if cell.start < cell.end]
    values = [text[slice(*cell)] for cell in cells]
    if values and not kind_of(values[0]):
        del cells[0], values[0]  # a heading
    if 10 * len(cells) >= 9 * len(column) - 10 and are_further_names(values):
        yield from (Span(*cell, Label.NAME) for cell in cells)


_MOST_OTHER, _SEEN = 0.1, 10
"""The share of rows whose cells are no words, from which on columns are no names, once so many were seen."""

_WORD = r"[A-Z\xc3-\xc5\xce\xd0][a-z'\x80-\xff-]{1,20}"
_HAN = r"(?:[\xe3-\xed][\x80-\xbf][\x80-\xbf]){2,5}"

PLACES = {
    "name_column.first": rf"(?m)^[ (|\"']{{0,4}}{_WORD} {_WORD}[ \"']{{0,2}}[,;|\t]",
    "name_column.further": rf"[,;|\t] ?N?[\"']?{_WORD}(?: {_WORD}){{1,3}}[\"']? {{0,2}}[,;|\t]",
    "name_column.apart": rf"[,;|\t][\"']?{_WORD}[\"']?[,;|\t][\"']?{_WORD}[\"']?(?:[,;|\t]|\r?\n)",
    "name_column.fact": rf"\w\([\"']{_WORD} {_WORD}[\"'], ?[\"'\w]",
    "name_column.uncased": r"[,;|\t] ?[\"']?[\xd7-\xdb\xe0][\x80-\xff]{3,30} [\xd7-\xdb\xe0]",
    "name_column.han": rf"[,;|\t][\"']?{_HAN}(?: {_HAN})?[\"']?(?:[,;|\t]|\r?\n)",
    "name_column.turned": rf"[,;|\t]\"{_WORD}, [A-Z][a-z]{{1,20}}\.? ",
}
"""Where a row holds what may be a name: words with a capital, alone in their cells."""

RULE = Rule(
    "name_column",
    PLACES,
    find,
    rank=5,
    proves=False,
    hits=(
        "大阪,取締役,«高橋昭子»,○,9\n大阪,課長,«武田清一»,○,2\n大阪,部長,«北島麻美»,○,5\n大阪,係長,«藤森健太郎»,○,7\n",
        "1,«דנה כהן»,x\n2,«רוני לוי»,y\n3,«אמיר מזרחי»,z\n4,«יעל פרץ»,w\n",
        "1;«Анна Смирнова»;x\n2;«Иван Петров»;y\n3;«Ольга Иванова»;z\n4;«Пётр Кузнецов»;w\n",
        "«Jane Roe»,23,NYK\n«Kim Low»,31,BOS\n«Tomasz Doe»,22,LAL\n«Ana Poe»,40,SAC\n",
        "(1, N'«Nguyễn Thị Roe»', '1/2/2004'),\n(2, N'«Anna Doe»', '3/4/2003'),\n(3, N'«Kim Poe»', '5/6/2003'),\n"
        "(4, N'«Nông Roe»', '7/8/2002');\n",
        '1,"«Roe», Mr. «John Adam»",m\n2,"«Doe», Miss. «Ann»",f\n3,"«Poe», Mrs. «Jane» («Ann Low»)",f\n4,"«Low», Mr. «Eric»",m\n',
        "plays('«Jane Roe»','A').\nplays('«Kim Low»','B').\nplays('«Eva Doe»','C').\nplays('«Ana Poe»','D').\n",
        "| 1 | «Jane Roe» | x |\n| 2 | «Kim Low» | x |\n| 3 | «Eva Doe» | y |\n| 4 | «Ana Poe» | y |\n",
        "«Poe Eva»,3\n«Roe Jane - Ann»,1\n«Doe Kim -Lee»,2\n«Low Ana- Lia»,4\n",
        "Brixo Fern x\n«Jane Roe»,1\n«Eva Roe»,2\n«Max Low»,3\n«Ann Fry»,4\n",
        "«Jane Roe»,1\n«Jane Roe»,2\n«Max Low»,3\n«Eva Low»,4\n«Ann Fry»,5\n",
        "1,«Jane Roe»,1\n2,«Eva Roe»,2\n3,«Max Low»,3\n4,«Ann Fry»,4\n5,x,5",
        "1,«Jane Roe»,1\n2,«Eva Roe»,2\n3,«Max Low»,3\n4,«Ann Fry»,4\n5,x,5\n6,y,6\n",
        "«Jane Roe»,1\n«Jane Roe»,2\n«Max Fry»,3\n«Max Fry»,4\n«Eva Low»,5\n",
        "«Jane Roe»,23,NYK\n«Kim Low»,31,BOS\n«Tomasz Doe»,22,LAL\n",
        "1,«Roe»,«Castro»,«Andrés»,a,1983\n2,«Roe»,«Romero»,«Juan Carlos»,a,1982\n3,«Vega»,«Molina»,«Lucía»,a,1981\n"
        "4,«Díaz»,«Serrano»,«Elena»,b,1980\n5,«Soto»,«Vargas»,«Ana María»,b,1981\n",
        "Etunimi;Sukunimi;Alue\n3;«Natalie»;«Smith»;Ulm\n".replace("Etunimi;", "1;Etunimi;").replace(";Alue", ";x")
        + "4;«Paul»;«Miller»;Bonn\n5;«Anna»;«Jones»;Kiel\n6;«Peter»;«Taylor»;Ulm\n",
        "1,«Tibor»,«Derovi»,7\n2,«Olga»,«Tokarun»,8\n3,«Milan»,«Kundrak»,9\n4,«Karel»,«Polakur»,1\n5,«Peter»,«Marosun»,2\n"
        "6,«Anna»,«Hrabun»,3\n",
        "1,«Andrés»,«Roe»,«Castro»,a\n2,«Juan Carlos»,«Roe»,«Romero»,a\n3,«Lucía»,«Vega»,«Molina»,a\n"
        "4,«Elena»,«Díaz»,«Serrano»,b\n5,«Ana María»,«Soto»,«Vargas»,b\n",
        "«Roe»,«Castro»,«Andrés»\n«Roe»,«Romero»,«Juan Carlos»\n«Vega»,«Molina»,«Lucía»\n«Díaz»,«Serrano»,«Elena»\n"
        "«Soto»,«Vargas»,«Ana María»\n",
        "'x,Jane Roe,y'\n«Jane Roe»;1\n«Kim Low»;2\n«Eva Doe»;3\n«Ana Poe»;4\n",
        "«Jane Roe»,1\nx,2\n«Eva Roe»,3\n«Max Low»,4\n«Ann Fry»,5\n",
        "«Jane Roe»,1\n«Eva Roe»,2\nx,3\ny,4\n«Max Low»,5\n«Ann Fry»,6\n",
        "1,«Tibor»,«Derovi»,7\n2,«Olga»,«Tokarun»,8\n3,5,6,9\n4,«Milan»,«Kundrak»,9\n5,«Karel»,«Polakur»,1\n"
        "6,«Peter»,«Marosun»,2\n7,«Anna»,«Hrabun»,3\n",
        "0,Brixo,Larkmist,Fernlark,x\n1,«Roe»,«Castro»,«Andrés»,a\n2,«Roe»,«Romero»,«Juan Carlos»,a\n"
        "3,«Vega»,«Molina»,«Lucía»,a\n4,«Díaz»,«Serrano»,«Elena»,b\n5,«Soto»,«Vargas»,«Ana María»,b\n",
        "1,«Roe»,«Castro»,«Andrés»,a\n2,«Roe»,«Romero»,«Juan Carlos»,a\n3,«Vega»,«Molina»,«Lucía»,a\n"
        "4,«Díaz»,«Serrano»,«Elena»,b\n"
        "5,,«Castro»,«Andrés»,a\n6,,«Romero»,«Juan Carlos»,a\n7,«Vega»,«Molina»,«Lucía»,a\n8,«Díaz»,«Serrano»,«Elena»,b\n"
        "9,«Soto»,«Vargas»,«Ana María»,b\n10,«Soto»,«Vargas»,«Ana María»,b\n",
        "1,Roe,«Castro»,«Andrés»,a\n2,Roe,«Romero»,«Juan Carlos»,a\n3,Vega,«Molina»,«Lucía»,a\n4,Díaz,«Serrano»,«Elena»,b\n"
        "5,,«Castro»,«Andrés»,a\n6,,«Romero»,«Juan Carlos»,a\n7,Vega,«Molina»,«Lucía»,a\n8,Díaz,«Serrano»,«Elena»,b\n"
        "9,Soto,«Vargas»,«Ana María»,b\n",
    ),
    misses=(
        "1,Tibor,Berlin,7\n2,Olga,Paris,8\n3,Milan,Madrid,9\n4,Karel,Oslo,1\n5,Peter,Riga,2\n6,Anna,Gent,3\n",
        "1,Brixo,Glim,7\n2,Green,Widget,8\n3,Fern,Hark,9\n4,Upper,Street,1\n",
        "1,Tibor,Derovi,7\n2,Olga,Tokarun,8\n3,Milan,12,9\n4,Karel,Polakur,1\n5,Peter,14,2\n6,Anna,Hrabun,3\n",
        "1,北九州市,x\n2,大牟田市,y\n3,久留米市,z\n4,田川市,w\n5,柳川市,v\n",
        "1,销售部门,x\n2,市场部门,y\n3,研发部门,z\n4,财务部门,w\n",
        "1,שם מלא,x\n2,כתובת מייל,y\n3,מספר טלפון,z\n4,תאריך לידה,w\n",
        "Jane Roe,23,NYK\nKim Low,31,BOS\n",
        "Jane Shelf,1,Pine\nAllen Key Set,2,Black\nPetri Dish,3,Clear\nAdirondack Chair,4,Teak\nWendy Play House,5,Green\n",
        "San Jose,1\nSanta Ana,2\nSan Luis,3\nPort Elizabeth,4\n",
        "Grand Hotel,1\nUpper Street,2\nLower Town,3\nSouth Park,4\n",
        "set('Jane Roe','A')\nx = 1\nset('Kim Low','B')\nset('Eva Doe','C')\n",
        "Jane Roe,1\nJane Roe,2\nJane Roe,3\nJane Roe,4\nKim Low,5\n",
        "Jane Roe,1\nred,2\ngreen,3\nblue,4\nKim Low,5\n",
        "Dear Jane Roe, dear Kim Low,\nwe write, as Eva Doe, Ana Poe,\nsay, to you.\n",
        "Jane Roe,1\nEva Roe,2\nMax Low,3\n",
        "Jane Roe,1\nJane Roe,2\nJane Roe,3\nEva Low,4\nEva Low,5\n",
        "1,Jane Roe,1\n2,Eva Roe,2\n3,Max Low,3\n4,Ann Fry,4\n5,x,5\n6,y,6\n7,z,7\n",
        "Jane Roe," + "x" * 2000 + "\n",
        "Jane Roe,1\nx,2\ny,3\nEva Roe,4\nMax Low,5\nAnn Fry,6\nKim Low,7\n",
    ),
)
