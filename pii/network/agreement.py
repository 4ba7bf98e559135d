"""Agreement of the cells of a column: the majority decides for the whole column.

A network reads a table cell by cell. Among a hundred towns it takes the ten that are also personal names for persons, and among
a hundred persons it misses those whose names it does not know.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from pii import expressions as re
from pii.detectors.rules.names.person_cells import looks_like_part_of_name, may_be_full_name
from pii.detectors.rules.rows import LONGEST_LINE, SEPARATORS, Cell, read_raw_row, stripped
from pii.known.names import kind_of
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_FEWEST = 6
"""Minimum rows of a column that can decide."""
_MANY = 12
"""Rows from which a single name suffices to show that the column holds names."""
_MOST_ROWS = 2_000
_FEW, _MOST = 0.34, 0.6
"""Below the first share of names no cell counts as one; above the second, every plausible cell does."""
_KNOWN = 0.7
"""Share of cells of known names from which the network's result for a column is kept."""
_START = attrgetter("start")
_WORD = re.compile(r"[^\W\d_]{2,}")


def agreed(text: str, found: Sequence[Span], kept: Sequence[Span], source: str) -> list[Span]:
    """The found spans, without names in columns of other things, plus those missing in columns of names.

    Args:
        found: the spans to correct.
        kept: other detectors' spans, used as evidence.
        source: the source of added spans.
    """
    if all(span.label != Label.NAME for span in found):
        return list(found)
    names = sorted((span for span in (*found, *kept) if span.label == Label.NAME), key=_START)
    starts = [span.start for span in names]
    wrong: set[Span] = set()
    added: list[Span] = []
    for columns in _tables(text, names):
        for column in columns:
            inside = [names[bisect_left(starts, cell.start) : bisect_left(starts, cell.end)] for cell in column]
            share = sum(map(bool, inside)) / len(column)
            if not share:
                continue
            if share <= _FEW and (len(column) >= _MANY or share * len(column) > 1) and not _are_known(text, column):
                wrong.update(span for spans in inside for span in spans)
            elif share >= _MOST:
                score = min(span.score for spans in inside for span in spans)
                added += (
                    Span(*cell, Label.NAME, score, source)
                    for cell, spans in zip(column, inside, strict=True)
                    if not spans and _may_be_name(text[slice(*cell)])
                )
    return [span for span in found if span not in wrong] + added


def _are_known(text: str, column: Sequence[Cell]) -> bool:
    """Whether most cells hold only words that are names somewhere, though the network found none there."""
    values = [_WORD.findall(text[slice(*cell)]) for cell in column]
    known = sum(bool(words) and all(map(kind_of, words)) for words in values)
    return known >= _KNOWN * len(column)


def _may_be_name(value: str) -> bool:
    return (looks_like_part_of_name(value) or may_be_full_name(value)) and not is_place(value)


def _tables(text: str, names: Sequence[Span]) -> Iterator[list[tuple[Cell, ...]]]:
    """The columns of each run of lines with equally many cells that contains one of the names."""
    done = -1
    for start, _ in groupby(line_before(text, span.start, LONGEST_LINE) for span in names):
        if start <= done:
            continue
        separator = _separator(text, start)
        if not separator:
            continue
        rows, done = _rows(text, start, separator)
        if len(rows) >= _FEWEST:
            yield list(zip(*rows, strict=True))


def _separator(text: str, start: int) -> str:
    """The separator that divides the line into most cells."""
    counts = {sign: len(read_raw_row(text, start, sign)[0]) for sign in SEPARATORS}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] > 2 else ""


def _rows(text: str, start: int, separator: str) -> tuple[list[list[Cell]], int]:
    """The lines around the one at `start` with the same number of cells, and where the last of them begins."""
    width = len(read_raw_row(text, start, separator)[0])
    at = start
    for _ in range(_MOST_ROWS):
        above = line_before(text, at - 1, LONGEST_LINE) if at else at
        if above == at or len(read_raw_row(text, above, separator)[0]) != width:
            break
        at = above
    rows: list[list[Cell]] = []
    last = start
    while len(rows) < 2 * _MOST_ROWS:
        cells, end = read_raw_row(text, at, separator)
        if len(cells) != width:
            break
        rows.append([stripped(text, cell) for cell in cells])
        last, at = at, end + 1
    return rows, last
