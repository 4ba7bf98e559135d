"""Names in a column of literals, whatever the language: the same argument of calls, the same field of objects, the elements
of a list. What one cell cannot tell, all together do: `new Pupil(1, "Jane Roe")` above `new Pupil(2, "Kim Low")`."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.person_cells import are_full_names, are_names_apart
from pii.detectors.rules.person_values import pieces_of_name
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.names import known_names
from pii.spans import Span

_SOURCE = "rules.name_literal"

_LINES_BEFORE, _LINES_AFTER = 4, 12
"""Lines around a literal with a name that may hold others of its column: an object has a field on each."""
_LONGEST_LINE = 1_000
_LONGEST_REGION = 60_000
"""Characters that are read as one; the columns of what follows are others."""
_TOKEN = re.compile(
    r"(?P<quote>[\"'`])(?P<value>(?:(?!(?P=quote))[^\\\n]|(?P=quote){2}(?=\w)|\\.){0,80}+)(?P=quote)"
    r"|(?P<open>[\[({])|(?P<close>[\])}])|(?P<comma>,)"
)
_KEY = re.compile(r"(?P<key>[\w$.-]{1,40})[\"'`\]]{0,2}[ \t]{0,8}(?:=>|:=|[:=])[ \t]{0,3}[Nu@]?$")
_CALLEE = re.compile(r"(?P<callee>\w{1,40})\s?$")
_OPENING = ("[", "(", "{", ",")
_FIRST = re.compile(r"[\[({,]\s{0,48}[Nu@]?\Z")
"""What stands before an element: no word of a sentence."""
_KEY_OF_MAP = re.compile(r"\s{0,2}(?::|=>|->|to )")
_BACK = 50
"""Characters before a literal that its key is looked for in."""

_SURE = 0.34
"""The share of the names of a column of which both words are known."""

_Cell = tuple[int, int]
_Place = tuple[object, ...]


@dataclass(slots=True)
class _Frame:
    """An open bracket: which one of the region, its sign, what is called, in which other, and how many commas it has had."""

    number: int = 0
    sign: str = ""
    callee: str = ""
    outer: int = 0
    commas: int = 0


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names of the columns at the hits."""
    for start, end in _regions(text, [hit for hit in hits if _begins_name(text, hit)]):
        columns = _columns(text, start, end)
        for cells in _named(text, columns):
            for first, last in cells:
                for piece, stop in pieces_of_name(text[first:last]):
                    yield Span(first + piece, first + stop, Label.NAME, source=_SOURCE)


def _begins_name(text: str, hit: Hit) -> bool:
    """Whether a word at the hit is known as a name: most literals are labels, and their columns need not be read."""
    return any(known_names(text, max(0, hit.start - 16), hit.end + 12))


def _regions(text: str, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """The lines around the hits, those that touch joined; a hit alone among its lines makes no column."""
    start = end = count = 0
    for hit in hits:
        count += 1
        if hit.end <= end:
            continue
        first, last = _around(text, hit)
        if count > 1 and first <= end and last - start < _LONGEST_REGION:
            end = last
            continue
        if count > 2:
            yield start, end
        start, end, count = max(first, end), last, 1
    if count > 2:
        yield start, end


def _around(text: str, hit: Hit) -> tuple[int, int]:
    first, last = hit.start, hit.end
    for _ in range(_LINES_BEFORE):
        first = max(0, first - _LONGEST_LINE, text.rfind("\n", max(0, first - _LONGEST_LINE), first))
    for _ in range(_LINES_AFTER):
        line = text.find("\n", last, last + _LONGEST_LINE)
        if line < 0:
            return first, min(len(text), last + _LONGEST_LINE)
        last = line + 1
    return first, last


def _columns(text: str, start: int, end: int) -> dict[_Place, list[_Cell]]:
    """The literals between `start` and `end` by where they stand."""
    columns: defaultdict[_Place, list[_Cell]] = defaultdict(list)
    frames = [_Frame()]
    opened = 0
    for token in _TOKEN.finditer(text, start, end):
        if token["open"]:
            opened += 1
            callee = _CALLEE.search(text, max(start, token.start() - _BACK), token.start())
            name = callee["callee"] if callee and callee["callee"].lower() != "values" else ""
            outer = 0 if token["open"] == "(" else frames[-1].number
            frames.append(_Frame(opened, token["open"], name, outer))
        elif token["close"]:
            del frames[max(1, len(frames) - 1) :]
        elif token["comma"]:
            frames[-1].commas += 1
        elif token["value"]:
            for place in _places(text, token, frames[-1], start):
                columns[place].append(token.span("value"))
    return columns


def _places(text: str, token: re.Match[str], frame: _Frame, start: int) -> Iterator[_Place]:
    """The columns that a literal may belong to."""
    before = text[max(start, token.start() - _BACK) : token.start()]
    # Cheaper than an expression that is tried at each of the characters before.
    sign = before.rstrip(" \t\r\nNu@")[-1:]
    key = _KEY.search(before) if sign in (":", "=", ">") else None
    if _KEY_OF_MAP.match(text, token.end(), token.end() + 6):
        yield "keys", frame.number
    elif key is not None:
        yield "field", key["key"]
    elif frame.sign and sign in _OPENING and _FIRST.search(before):
        yield "argument", frame.sign, frame.callee, frame.outer, frame.commas
        if frame.sign in ("[", "{"):
            yield "list", frame.number


def _named(text: str, columns: dict[_Place, list[_Cell]]) -> Iterator[list[_Cell]]:
    """Of each column that holds persons the cells with names; of two that hold given and family names apart, all cells."""
    apart: set[_Place] = set()
    for place, cells in columns.items():
        values = [text[slice(*cell)] for cell in cells]
        yield [cell for cell, named in zip(cells, are_full_names(values, _SURE), strict=True) if named]
        if place[0] != "argument" or place in apart:
            continue
        *others, number = place
        following = (*others, int(str(number)) + 1)
        beside = columns.get(following, [])
        if len(beside) == len(cells) and are_names_apart(values, [text[slice(*cell)] for cell in beside]):
            apart.add(following)
            yield cells + beside


RULE = Rule(
    "name_literal",
    {
        "name_literal.whole": r"[\"'`](?:[A-Z]|[\xc3-\xd1][\x80-\xbf])[a-z.'\x80-\xff-]{1,20} (?:[A-Z]|[\xc3-\xd1][\x80-\xbf])",
        "name_literal.east_asian": r"[\"'](?:[\xe3-\xed][\x80-\xbf][\x80-\xbf]){2,4}[\"']",
        "name_argument.pair": r"[a-z\x80-\xbf][\"'], ?N?[\"'](?:[A-Z]|[\xc3-\xd1][\x80-\xbf])[a-z'\x80-\xff]",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        'list.add(new Pupil(1, "«Jane Roe»", 20));\nlist.add(new Pupil(2, "«Kim Low»", 22));\n'
        'list.add(new Pupil(3, "«Oskar Svensson»", 21));\n',
        "INSERT INTO t VALUES\n(1,'«Jane Roe»','Ulm'),\n(2,'«Anna Smith»','Le Mans'),\n(3,'«Paul Jones»','Aix');",
        "rows = [\n  {name: '«Jane Roe»', team: 'Blue'},\n  {name: '«Anna Smith»', team: 'Red'},\n  {name: '«Paul Jones»'}]",
        'people = ["«Jane Roe»", "«Anna Smith»", "«Paul Jones»"]',
        "{'«Jane Roe»': 'Ulm', '«Anna Smith»': 'Bonn', '«Paul Jones»': 'Kiel'}",
        "人 = ['«王小明»', '«李伟»', '«张静»', '«刘洋»']",
        "INSERT INTO t VALUES (1,'«Jane»','«Smith»'), (2,'«Anna»','«Jones»'), (3,'«Paul»','«Miller»');",
        "INSERT INTO t VALUES\n('«Tibor»','«Derovi»'),\n('«Olga»','«Tokarun»'),\n('«Milan»','«Kundrak»'),\n"
        "('«Karel»','«Polakur»'),\n('«Peter»','«Marosun»'),\n('«Anna»','«Hrabun»');",
    ),
    misses=(
        "INSERT INTO t VALUES ('Tibor','Berlin'), ('Olga','Paris'), ('Milan','Madrid'), ('Karel','Oslo'), "
        "('Peter','Riga'), ('Anna','Gent');",
        "INSERT INTO t VALUES ('Tibor','Derovi'), ('Olga','Tokarun'), ('Milan','Kundrak'), "
        "('Karel','Polakur'), ('Peter','Marosun');",
        "INSERT INTO t VALUES ('Tibor','Brixo'), ('Olga','Brixo'), ('Milan','Glim'), "
        "('Karel','Glim'), ('Peter','Brixo'), ('Anna','Glim');",
        'x = ["Grand Hotel", "Upper Street", "Lower Town"]',
        'list.add(new Pupil(1, "Jane Roe"));\nlist.add(new Town(1, "Upper Street"));\nlist.add(new Pupil(2, "South Park"));',
        "tea = ['Rose Green', 'Rose White', 'Rose Black', 'Rose Young']",
        "towns = ['San Jose', 'San Juan', 'Santa Ana', 'San Luis']",
        '[Site "Berlin Martin"]\n[Opening "Ruy Lopez"]\n[White "Anna Smith"]\n[Black "Paul Jones"]',
        "COLOURS = ['Jane Roe', 'Anna Smith']\nSCALES = ['Paul Jones', 'Kim Low']\nTOWNS = ['Upper Street', 'Aix Town']",
        "城市 = ['石家庄', '马鞍山', '张家口', '黄山']",
        "INSERT INTO t VALUES (1,'Quick','Checkout'), (2,'Slow','Lane'), (3,'Upper','Street');",
    ),
)
