"""Names of things in tables of them, which may be called like somebody: `INSERT INTO books (title) VALUES ('Jane Roe')`, and the
rows below `id,title,author,price`."""

from functools import lru_cache

from pii import expressions as re
from pii.identifiers import words
from pii.spans import Span
from pii.surroundings import line_after, line_before

_THINGS = frozenset(
    """
    book ebook novel film movie product song track album game course category item plant flower tree animal pet dish meal recipe
    drink wine beer food ingredient article post video serie series show episode subject lesson tool device shop store brand genre
    tag city town country place hotel restaurant museum event project task department role toy car vehicle painting artwork
    comic magazine playlist document page chapter topic theme font model
    libro livre buch buecher pelicula filme produto producto produit produkt barang buku juego jeu spiel curso cours kurs
    """.split()
)
"""In the singular; what a table holds that is no person."""
_NAMES = frozenset("name title titel titre titulo título judul nombre nom nome nama naam label caption".split())
"""What a column is called that holds what each is called."""
_NO_NAME_OF_TABLES = frozenset("tbl tb t table tables list lists data info master catalog catalogue".split())
_OF_THINGS = frozenset(
    """
    author authors artist artists director publisher isbn price prices genre genres pages rating album duration sku stock
    quantity brand barcode runtime budget studio platform edition volume autor auteur autore precio preis prix
    """.split()
)
"""What is said of works and goods beside their names."""
_OF_PERSONS = frozenset(
    "email mail phone telephone age gender sex birthday birthdate dob salary surname firstname lastname".split()
)


def title(text: str, span: Span) -> bool:
    """Whether a span stands in the column of a table of things that says what each is called."""
    return _is_inserted(text, span.start) or _is_below_heading(text, span.start)


_SIGHT = 20_000
"""Characters from a statement to its row."""
_LONGEST_ROW = 2_000
_INTO = ("INSERT INTO ", "insert into ", "Insert Into ", "Insert into ")
_INSERT = re.compile(
    r"\w+ \w+\s+(?:[\w`\"\[\]]{1,60}\.)?[`\"\[]?(?P<table>\w{1,60})[`\"\]]?\s*\((?P<columns>[^()]{1,1000})\)\s*(?i:values)\s*"
)
_ROW = re.compile(r"(?:\A|\)\s*,\s*)\(")
_FIELD = re.compile(r"(?:'(?:[^'\\]|''|\\.)*+'|\"(?:[^\"\\]|\\.)*+\"|[^,'\"])*+,")


def _is_inserted(text: str, position: int) -> bool:
    start = max(text.rfind(into, max(0, position - _SIGHT), position) for into in _INTO)
    statement = _INSERT.match(text, start, position) if start >= 0 else None
    if statement is None or not _holds_things(statement["table"]) or text.find(";\n", statement.end(), position) >= 0:
        return False
    begin = max(statement.end(), position - _LONGEST_ROW)
    row = max((match.end() for match in _ROW.finditer(text[begin:position])), default=None)
    if row is None:
        return False
    columns = [name.strip(" `\"'[]\t\r\n") for name in statement["columns"].split(",")]
    number = _fields(_FIELD, text, begin + row, position)
    return number < len(columns) and _names_thing(columns[number])


def _fields(field: re.Pattern[str], text: str, start: int, end: int) -> int:
    """How many fields of a row end before a place."""
    number = 0
    while (match := field.match(text, start, end)) is not None:
        number, start = number + 1, match.end()
    return number


def _is_thing(word: str) -> bool:
    return not _THINGS.isdisjoint((word, word.removesuffix("s"), word.removesuffix("ies") + "y"))


def _holds_things(table: str) -> bool:
    """Whether the last word of a table's name that says anything is one for things."""
    parts = [word for word in words(table) if word not in _NO_NAME_OF_TABLES]
    return bool(parts) and _is_thing(parts[-1])


def _names_thing(column: str) -> bool:
    """`name`, `title`, `book_name`, `movie`."""
    parts = words(column)
    if len(parts) == 1:
        return parts[0] in _NAMES or _is_thing(parts[0])
    return len(parts) == 2 and parts[1] in _NAMES and _is_thing(parts[0])


_SEPARATORS = {
    sign: re.compile(rf"(?:\"(?:[^\"]|\"\")*+\"|[^{re.escape(sign)}\"\n])*+{re.escape(sign)}") for sign in ",;\t|"
}


def _is_below_heading(text: str, position: int) -> bool:
    """The same of a file of values, whose first line heads its columns."""
    end = line_after(text, 0, _LONGEST_ROW)
    start = line_before(text, position, _LONGEST_ROW)
    headings = _headings_of_things(text[:end]) if start > end else None
    if headings is None:
        return False
    field = _SEPARATORS[_separator(text[:end])]
    if _fields(field, text, start, line_after(text, position, _LONGEST_ROW)) != len(headings) - 1:
        return False  # amid a value of several lines
    number = _fields(field, text, start, position)
    return number < len(headings) and _names_thing(headings[number])


def _separator(line: str) -> str:
    return next((sign for sign in _SEPARATORS if sign in line), "")


@lru_cache(maxsize=64)  # of a text, each place asks for the same line
def _headings_of_things(line: str) -> tuple[str, ...] | None:
    """The headings of a table of things, not of persons."""
    sign = _separator(line)
    if not sign:
        return None
    headings = tuple(heading.strip(" \"'\r\ufeff") for heading in line.split(sign))
    said = {word for heading in headings for word in words(heading)}
    return None if _OF_THINGS.isdisjoint(said) or not _OF_PERSONS.isdisjoint(said) else headings
