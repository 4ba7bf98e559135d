"""Chinese, Japanese and Korean names in a column of which most are known by both their parts: `大阪,課長,佐藤花子,2`.

`name_column` only proposes such columns where fewer are known, and a network that has seen little of these scripts refuses most.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.name_column import PLACES, tables_at
from pii.detectors.rules.names.person_cells import may_be_full_name
from pii.detectors.rules.rows import Cell, RawCell, stripped
from pii.detectors.scan import Hit
from pii.known.names import FAMILY, GIVEN, kind_of
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span

_FEWEST = 4
"""Different names of a column."""
_KNOWN, _NAMES, _DISTINCT = 0.5, 0.7, 0.6
"""The shares of the different values of which both parts are known, of cells that may be names, and of these that differ."""
_SIGNS = re.compile("[\u3400-\u9fff\u3005\uac00-\ud7a3\u3040-\u30ff]{2,6}")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names of the columns at the hits."""
    for rows in tables_at(text, tuple(hits)):
        if len(rows) >= _FEWEST:
            for column in zip(*rows, strict=True):
                yield from _names(text, column)


def _names(text: str, column: Sequence[RawCell]) -> Iterator[Span]:
    cells: list[Cell] = []
    for number, raw in enumerate(column, start=1):
        cell = stripped(text, raw)
        value = text[slice(*cell)]
        if _SIGNS.fullmatch(value) and may_be_full_name(value) and not is_place(value):
            cells.append(cell)
        elif number - len(cells) > max(_FEWEST, (1 - _NAMES) * number):
            return  # most columns hold something else, which is seen early
    different = {text[slice(*cell)] for cell in cells}
    if len(different) < _FEWEST or len(cells) < _NAMES * len(column) or len(different) < _DISTINCT * len(cells):
        return
    if not kind_of(text[slice(*cells[0])]):
        del cells[0]  # a heading, perhaps
    if sum(kind_of(value) == GIVEN | FAMILY for value in different) >= _KNOWN * len(different):
        yield from (Span(*cell, Label.NAME) for cell in cells)


RULE = Rule(
    "east_asian_column",
    {"name_column.han": PLACES["name_column.han"]},
    find,
    rank=4,
    hits=(
        "大阪,取締役,«高橋昭子»,○,9\n大阪,課長,«武田清一»,○,2\n大阪,部長,«鈴木花子»,○,5\n大阪,係長,«米岡康輝»,○,7\n大阪,係長,«田中一郎»,○,8\n",
        "1\t«王小明»\tx\n2\t«李小红»\ty\n3\t«张伟»\tz\n4\t«刘建国»\tw\n",
        "氏名,x,氏名\n1,y,«高橋昭子»\n2,z,«武田清一»\n3,w,«鈴木花子»\n4,v,«田中一郎»\n",
    ),
    misses=(
        "1,北九州市,x\n2,大牟田市,y\n3,久留米市,z\n4,田川市,w\n5,柳川市,v\n",
        "1,销售部门,x\n2,市场部门,y\n3,研发部门,z\n4,财务部门,w\n",
        "1,石家庄,x\n2,马鞍山,y\n3,张家口,z\n4,黄山市,w\n",
        "大阪,高橋昭子,9\n大阪,武田清一,2\n大阪,鈴木花子,5\n",
        "大阪,高橋昭子,9\n大阪,高橋昭子,2\n大阪,鈴木花子,5\n大阪,武田清一,5\n大阪,武田清一,5\n大阪,田中一郎,5\n大阪,武田清一,5\n",
        "1,데이터,x\n2,사용자,y\n3,비밀번호,z\n4,관리자,w\n",
    ),
)
