"""East Asian names in rows of HTML tables that tell how to reach the person: `<td>김민준</td><td>010-1234-5678</td>`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.own_names import is_full_east_asian
from pii.detectors.rules.names.personal_details import personal_detail
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_REACH = 600
"""Characters of a row on either side of the name."""

_CELL = re.compile(r"<td\b[^<>]{0,120}>\s*(?P<value>[^<>\n]{1,60}?)\s*</td>", re.IGNORECASE)
_ROW_BORDER = re.compile(r"</?tr\b", re.IGNORECASE)
_MOBILE = re.compile(r"(?:1[3-9]\d{9}|01[016789]\d{7,8})")
"""Of China and Korea, without a sign between the digits."""
_TELLING = frozenset(("phone", "address", "born"))


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names of the rows at the hits: the one cell of a row that may be a name."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        start = max(
            (border.end() for border in _ROW_BORDER.finditer(text, hit.start - _REACH, hit.start)), default=None
        )
        border = _ROW_BORDER.search(text, hit.end, hit.end + _REACH)
        if start is None or border is None:
            continue
        done = border.start()
        cells = list(_CELL.finditer(text, start, done))
        names = [cell for cell in cells if is_full_east_asian(cell["value"])]
        if len(names) == 1 and any(_tells_of_person(cell["value"]) for cell in cells):
            yield Span(*names[0].span("value"), Label.NAME)


def _tells_of_person(value: str) -> bool:
    return personal_detail(value) in _TELLING or _MOBILE.fullmatch(value) is not None


_SIGN = r"[\xe3-\xed][\x80-\xbf][\x80-\xbf]"

RULE = Rule(
    "markup_row",
    {"markup_row.cell": rf">\s{{0,20}}{_SIGN}{_SIGN}(?:{_SIGN}){{0,2}}\s{{0,20}}</td>"},
    find,
    rank=5,
    hits=(
        "<tr>\n<td>1</td>\n<td>«박서연»</td>\n<td>010-1234-5678</td>\n<td>x@example.org</td>\n</tr>\n",
        '<tr><td>«李秀英»</td><td>13800001111</td></tr>\n<tr><td class="x"> «佐藤花子» </td><td>hanako@example.org</td></tr>',
    ),
    misses=(
        "<tr><td>박서연</td><td>3</td></tr>\n<tr><td>서울시</td><td>010-1234-5678</td></tr>\n<tr><td>操作</td><td>13800001111</td></tr>\n",
        "<tr><td>李秀英</td></tr><tr><td>13800001111</td></tr>\n<td>李秀英</td><td>13800001111</td>\n",
        "<tr><td>박서연</td><td>김민준</td><td>010-1234-5678</td></tr>\n",
    ),
)
