"""The columns of a delimited file whose first line is a header: `id,title,author`."""

from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from pii import expressions as re
from pii.decoys.inserted import ends_of_fields
from pii.text.surroundings import line_after, line_before

_LONGEST_ROW = 2_000
_SEPARATORS = {
    sign: re.compile(rf"(?:\"(?:[^\"]|\"\")*+\"|[^{re.escape(sign)}\"\n])*+{re.escape(sign)}") for sign in ",;\t|"
}


class Headed(NamedTuple):
    """A cell of such a file."""

    headings: tuple[str, ...]
    number: int
    """Number of the cell's column, from 0."""


@lru_cache(maxsize=2)  # several decoys ask for the same place
def headed(text: str, position: int) -> Headed | None:
    """The cell of the value at the position, if its row has as many cells as the header."""
    end = line_after(text, 0, _LONGEST_ROW)
    start = line_before(text, position, _LONGEST_ROW)
    sign, headings = _head(text[:end]) if start > end else ("", ())
    if not sign:
        return None
    ends = ends_of_fields(_SEPARATORS[sign], text, start, line_after(text, position, _LONGEST_ROW))
    if len(ends) != len(headings) - 1:
        return None  # inside a value of several lines
    return Headed(headings, bisect_right(ends, position))


@lru_cache(maxsize=64)  # every place of a text asks for the same line
def _head(line: str) -> tuple[str, tuple[str, ...]]:
    """The separator of a header line, and its headings."""
    sign = next((sign for sign in _SEPARATORS if sign in line), "")
    return sign, tuple(heading.strip(" \"'\r\ufeff") for heading in line.split(sign)) if sign else ()


@lru_cache(maxsize=16)
def column(text: str, number: int) -> frozenset[str]:
    """The distinct values of a column, from rows without quotes."""
    end = line_after(text, 0, _LONGEST_ROW)
    sign, headings = _head(text[:end])
    rows = (line.split(sign) for line in text[end:].splitlines())
    return frozenset(row[number].strip() for row in rows if len(row) == len(headings))
