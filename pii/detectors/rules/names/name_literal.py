"""Names in a column of literals, whatever the language: the same argument of calls, the same field of objects, the elements
of a list. What one cell cannot tell, all together do: `new Pupil(1, "Jane Roe")` above `new Pupil(2, "Kim Low")`."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import FEWEST, are_full_names, are_names_apart
from pii.detectors.rules.names.person_headings import names_person
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.rules.names.person_values import pieces_of_name
from pii.detectors.scan import Hit
from pii.known.names import is_family_name, is_given_name, known_names
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_above, line_after, line_before

_LINES_BEFORE, _LINES_AFTER = 3, 11
"""Lines around a literal with a name that may hold others of its column: an object has a field on each."""
_LONGEST_LINE = 1_000
_LONGEST_WORD = 16
_LONGEST_REGION = 60_000
"""Characters that are read as one; the columns of what follows are others."""
_TOKEN = re.compile(
    r"(?P<quote>[\"'`])(?P<value>(?:(?!(?P=quote))[^\\\n]|(?P=quote){2}(?=\w)|\\.){0,80}+)(?P=quote)"
    r"|(?P<open>[\[({])|(?P<close>[\])}])|(?P<comma>,)"
)
# What stands before a literal or bracket is read backwards: an expression that must end there is tried at each character before.
_KEY_BACKWARDS = re.compile(r"\n?[Nu@]?[ \t]{0,3}(?:>=|=:|[:=])[ \t]{0,8}[\"'`\]]{0,2}(?P<key>[\w$.-]{1,40})")
_CALLEE_BACKWARDS = re.compile(r"\n?\s?(?P<callee>\w{1,40})")
_FIRST_BACKWARDS = re.compile(r"[Nu@]?[ \t\r\n]{0,48}[\[({,]")
"""What stands before an element: no word of a sentence."""
_KEY_OF_MAP = re.compile(r"\s{0,2}(?::|=>|->|to )")
_BACK = 50
"""Characters before a literal that its key is looked for in."""

_SURE = 0.34
"""The share of the names of a column of which both words are known."""

_Cell = tuple[int, int]
_Place = tuple[object, ...]

_OUTERMOST = -1


@dataclass(slots=True)
class _Frame:
    """An open bracket: where it stands, its sign, what stands before, in which other, and how many commas it has had."""

    number: int = _OUTERMOST
    sign: str = ""
    before: str = ""
    outer: int = _OUTERMOST
    commas: int = 0


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names of the columns at the hits."""
    for start, end in _regions(text, [hit for hit in hits if _begins_name(text, hit)]):
        columns = _columns(text, start, end)
        for cells in _named(text, columns):
            for first, last in cells:
                for piece, stop in pieces_of_name(text[first:last]):
                    yield Span(first + piece, first + stop, Label.NAME)


def _begins_name(text: str, hit: Hit) -> bool:
    """Whether a word at the hit is known as a name: most literals are labels, and their columns need not be read."""
    if _SPACED.match(text, hit.start + 1):
        return True
    return any(known_names(text, hit.start - _LONGEST_WORD, hit.end + _LONGEST_WORD))


_SPACED = re.compile("[\u3400-\u9fff\u3005]{1,4}[ \u3000][\u3400-\u9fff\u3040-\u30ff\u3005]{1,4}[\"']")


def _regions(text: str, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """The lines around the hits, those that touch joined; a hit alone among its lines makes no column."""
    start = end = count = 0
    for hit in hits:
        if hit.end > end:
            first, last = _around(text, hit)
            if first > end or last - start >= _LONGEST_REGION:
                if count >= FEWEST:
                    yield start, end
                start, count = max(first, end), 0
            end = last
        count += 1
    if count >= FEWEST:
        yield start, end


def _around(text: str, hit: Hit) -> tuple[int, int]:
    first, last = line_before(text, hit.start, _LONGEST_LINE), line_after(text, hit.end, _LONGEST_LINE)
    for _ in range(_LINES_BEFORE):
        first = line_above(text, first, _LONGEST_LINE)
    for _ in range(_LINES_AFTER):
        last = line_after(text, last + 1, _LONGEST_LINE)
    return first, last


def _columns(text: str, start: int, end: int) -> dict[_Place, list[_Cell]]:
    """The literals between `start` and `end` by where they stand."""
    columns: defaultdict[_Place, list[_Cell]] = defaultdict(list)
    frames = [_Frame()]
    for token in _TOKEN.finditer(text, start, end):
        if token["open"]:
            before = text[max(start, token.start() - _BACK) : token.start()]
            outer = _OUTERMOST if token["open"] == "(" else frames[-1].number
            frames.append(_Frame(token.start(), token["open"], before, outer))
        elif token["close"]:
            if len(frames) > 1:
                frames.pop()
        elif token["comma"]:
            frames[-1].commas += 1
        elif token["value"]:
            for place in _places(text, token, frames[-1], start):
                columns[place].append(token.span("value"))
    return columns


def _places(text: str, token: re.Match[str], frame: _Frame, start: int) -> Iterator[_Place]:
    """The columns that a literal may belong to."""
    before = text[max(start, token.start() - _BACK) : token.start()][::-1]
    key = _KEY_BACKWARDS.match(before)
    if _KEY_OF_MAP.match(text, token.end()):
        yield "keys", frame.number
    elif key is not None:
        yield "field", key["key"][::-1]
    elif frame.sign and _FIRST_BACKWARDS.match(before):
        yield "argument", frame.sign, _callee(frame.before), frame.outer, frame.commas
        if frame.sign in ("[", "{"):
            yield "list", frame.number


def _callee(before: str) -> str:
    """What is called with the bracket behind."""
    callee = _CALLEE_BACKWARDS.match(before[::-1])
    name = callee["callee"][::-1] if callee else ""
    return "" if name.lower() == "values" else name


def _named(text: str, columns: dict[_Place, list[_Cell]]) -> Iterator[list[_Cell]]:
    """Of each column that holds persons the cells with names; of two that hold given and family names apart, all cells."""
    apart: set[_Place] = set()
    for place, cells in columns.items():
        values = [text[slice(*cell)] for cell in cells]
        yield [cell for cell, named in zip(cells, are_full_names(values, _SURE), strict=True) if named]
        if place[0] == "field" and names_person(str(place[1])):
            yield [cell for cell, named in zip(cells, _are_named_as_persons(values), strict=True) if named]
        if place[0] != "argument" or place in apart:
            continue
        *others, number = place
        following = (*others, int(str(number)) + 1)
        beside = columns.get(following, [])
        if len(beside) == len(cells) and are_names_apart(values, [text[slice(*cell)] for cell in beside]):
            apart.add(following)
            yield cells + beside


def _are_named_as_persons(values: Sequence[str]) -> list[bool]:
    """Which values of a field that is named for persons are their names, in small letters and nicknames as well: all that
    look like names, if most begin with a given name."""
    shaped = [_WORDS.fullmatch(value) is not None and is_person(value) for value in values]
    different = {value for value, look in zip(values, shaped, strict=True) if look and " " in value}
    given = sum(is_given_name(value.split()[0]) for value in different)
    family = sum(any(map(is_family_name, value.split()[1:])) for value in different)
    if len(different) < _FEWEST_NAMED or min(given, family) < _NAMED_GIVEN * len(different):
        return [False] * len(values)
    return [
        look and (" " in value or is_given_name(value)) and not names_organisation(value)
        for value, look in zip(values, shaped, strict=True)
    ]


_WORDS = re.compile(r"[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]*){0,4}")
_FEWEST_NAMED, _NAMED_GIVEN = 4, 0.5
"""Different values, and the share of them with a given name in front and with a family name behind."""

RULE = Rule(
    "name_literal",
    {
        "name_literal.whole": r"[\"'`](?:[A-Z]|[\xc3-\xd1][\x80-\xbf])[a-z.'\x80-\xff-]{1,20} (?:[A-Z]|[\xc3-\xd1][\x80-\xbf])",
        "name_literal.east_asian": (
            r"[\"'](?:[\xe3-\xed][\x80-\xbf][\x80-\xbf]){1,3}"
            r"(?:(?: |\xe3\x80\x80)?[\xe3-\xed][\x80-\xbf][\x80-\xbf]){1,4}[\"']"
        ),
        "name_argument.pair": r"[a-z\x80-\xbf][\"'], ?N?[\"'](?:[A-Z]|[\xc3-\xd1][\x80-\xbf])[a-z'\\\x80-\xff]",
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
        "x = [['M1', '«山田 太郎»', 1],\n ['M2', '«高橋 花子»', 2],\n ['M3', '«佐藤 三郎»', 3], ['M4', '«田中 次郎»', 4]]",
        '[{"nome": "«Katarzyna Nakamura»"}, {"nome": "«Magdalena Kowalczyk»"}, {"nome": "«ingrid Takahashi»"},'
        ' {"nome": "«Bjorn Lindqvist»"}]',
        '[{"nome": "«Paulo Brixo»"}, {"nome": "«carlos silva oliveira»"}, {"nome": "«Maria Santos»"},'
        '\n{"nome": "«João Costa»"}, {"nome": "«ana Fern»"}]',
        "INSERT INTO t VALUES (1,'«Jane»','«Smith»'), (2,'«Anna»','«Jones»'), (3,'«Paul»','«Miller»');",
        "INSERT INTO t VALUES\n('«Tibor»','«Derovi»'),\n('«Olga»','«Tokarun»'),\n('«Milan»','«Kundrak»'),\n"
        "('«Karel»','«Polakur»'),\n('«Peter»','«Marosun»'),\n('«Anna»','«Hrabun»');",
        'a(Pupil("«Jane Roe»"));\na(Town("Upper Street"));\na(Pupil("«Anna Smith»"));\na(Town("South Park"));\n'
        'a(Town("Green Hill"));\na(Pupil("«Paul Jones»"));\n',
        "x = {team: 'Blue'}\nINSERT INTO t VALUES (1,'«Jane»','«Smith»'), (2,'«Anna»','«Jones»'), (3,'«Paul»','«Miller»');",
        ")]}\nx = ['«Jane Roe»', '«Anna Smith»', '«Paul Jones»']",
        "x = ['Dr. «Jane Smith»', '«Paul Jones»', '«Anna Taylor»']",
        "x = [\n'«Jane Roe»',\n\n\n\n'«Anna Smith»',\n\n\n\n'«Paul Jones»']",
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
        "x = ['Jane Roe', 'Anna Smith']\n]\n]\n]\n]\n]\n]\n]\n]\n]\n]\n]\n]\n]\n]\n]\n]\ny = ['Paul Jones']",
    ),
)
