"""Contributors in columns of blanks below a line that announces them, as single-header libraries credit theirs:
`//  Bugfix/warning contributors:` and then `//    Jane Roe     github:jroe     Moss7`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import known_words
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after

_ROW = re.compile(r"(?P<mark>[ \t]*(?://+|\#+|;+|\*|--|%+)?)(?P<cells>[ \t]{2,40}\S[^\r\n]{0,200}?)[ \t]*\r?(?:\n|\Z)")
_CELL = re.compile(r"\S+(?: \S+)*")
_WORDS = r"[^\W\d_a-z][\w.'’-]*"
_NAME = re.compile(rf"{_WORDS}(?: (?:{_WORDS}|van|von|de|der|da|di)){{1,3}}")
_ACCOUNT = re.compile(r"(?:(?:github|gitlab|twitter|gh):@?|@)(?P<account>[A-Za-z0-9][\w-]{1,38})")
_WORD = re.compile(r"[A-Za-z][\w.-]{2,30}")
_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 2
_MOST_ROWS = 60
_NAMED = 0.5
"""Of the cells so many are names of two words or more, and as many of those hold a word that is known as one."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the persons and accounts in the rows below the hits."""
    for hit in hits:
        cells = _cells(text, line_after(text, hit.start) + 1)
        named = [cell for cell in cells if _NAME.fullmatch(cell.group())]
        known = sum(known_words(cell.group())[0] > 0 for cell in named)
        if len(named) < _NAMED * len(cells) or not named or known < _NAMED * len(named):
            continue
        for cell in cells:
            yield from _person(cell)


def _cells(text: str, start: int) -> list[re.Match[str]]:
    """The cells of the rows from here on, if there are enough, up to a line that is indented in another way."""
    rows: list[list[re.Match[str]]] = []
    first = None
    for _ in range(_MOST_ROWS):
        row = _ROW.match(text, start)
        if row is None or first is not None and row["mark"] != first["mark"]:
            break
        first = first or row
        rows.append(list(_CELL.finditer(text, *row.span("cells"))))
        start = row.end()
    columns = sum(len(row) >= _FEWEST_COLUMNS for row in rows)
    return [cell for row in rows for cell in row] if columns >= max(_FEWEST_ROWS, len(rows) // 2) else []


def _person(cell: re.Match[str]) -> Iterator[Span]:
    value = cell.group()
    account = _ACCOUNT.fullmatch(value)
    if account is not None:
        yield Span(cell.start() + account.start("account"), cell.end(), Label.USERNAME)
    elif _NAME.fullmatch(value):
        if is_person(value) and not names_organisation(value):
            yield Span(*cell.span(), Label.NAME)
    elif _WORD.fullmatch(value):
        yield Span(*cell.span(), Label.NAME if kind_of(value) else Label.USERNAME)


RULE = Rule(
    "credit_columns",
    {
        "credit_columns.heading": (
            r"(?i)(?:contributors|contributions|credits|authors|thanks|thanks to|bug ?fixes|warning fixes|testers|translators)"
            r"(?: by| to| include| are)?:?[ \t]{0,8}\r?\n[ \t]{0,8}(?://|#|;|\*|--|%)?[ \t]{2,24}[A-Z@g]"
        ),
    },
    find,
    rank=5,
    hits=(
        "// Bugfix/warning contributors:\n//    «Jane Roe»     «Niklas Smith»     «Andy Smith»\n"
        "//    «Casey Moss»     «Jane Brixo»         «Garg7j»\n//    github:«alxroe»   «Peter Jones»   «Anna Smith»\n"
        "//\n// Partial  history\n",
        " Thanks to:\n    «Anna Smith»    «Eva Jones»\n    «Rohit»    gitlab:«lroe-x»    «Peter Jones»\n\nx y\n",
        "/* Bug & warning fixes\n    «Anna Smith»    «Eva Jones»\n    «Jan Brixo»    «Peter Jones»\n*/",
    ),
    misses=(
        "// Contributors:\n//    Jane Roe, Karl Moss and others\n//    Casey Moss\n",
        "// Authors:\n//    Anna Smith     Eva Jones\n// none\n",
        "# Credits:\n#    Fast Path     Slow Path\n#    Grand Hotel     Data Model\n",
        "// Bugfixes:\n//    #12    crash in x\n//    #13    hang in y\n",
        "Colours:\n    Anna Smith    Eva Jones\n    Jane Roe    Peter Jones\n",
    ),
)
