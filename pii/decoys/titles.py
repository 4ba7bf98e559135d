"""Names of things in tables of them, which may be called like somebody: `INSERT INTO books (title) VALUES ('Jane Roe')`, the
rows below `id,title,author,price`, and `{"title": "Billie Moss", "artist": "Jane Roe"}`."""

from functools import lru_cache

from pii import expressions as re
from pii.decoys.inserted import fields_before, inserted
from pii.identifiers import words
from pii.spans import Span
from pii.surroundings import line_after, line_before, text_before

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
    return (
        _is_inserted(text, span.start) or _is_below_heading(text, span.start) or _is_in_object_of_work(text, span.start)
    )


_LONGEST_ROW = 2_000


def _is_inserted(text: str, position: int) -> bool:
    field = inserted(text, position)
    if field is None or not field.table or not _is_thing(field.table[-1]):
        return False
    return field.number < len(field.columns) and _names_thing(field.columns[field.number])


def _is_thing(word: str) -> bool:
    return not _THINGS.isdisjoint((word, word.removesuffix("s"), word.removesuffix("ies") + "y"))


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
    if fields_before(field, text, start, line_after(text, position, _LONGEST_ROW)) != len(headings) - 1:
        return False  # amid a value of several lines
    number = fields_before(field, text, start, position)
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


_MAKERS = frozenset("artist artists director directors singer composer lyricist conductor".split())
"""Who makes works of music and film; what has an author or a producer may be a package or a wine."""
_OF_WORKS = frozenset(
    "album albums track tracks lyrics genre genres isbn imdb soundtrack duration bpm discography".split()
)
_TITLES = frozenset("title album song track movie film book collection single".split())
_KEY = re.compile(r"(?:[\"'`]?(?P<key>\w{1,40})[\"'`]?\s{0,3}(?:=>|[:=])\s{0,3})(?:[\"'`][^\"'`\n]{0,80})\Z")
"""The name of a field before its literal, in which the span stands."""
_TOKEN = re.compile(
    r"(?:\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+')(?!\s*(?::|=>))|(?P<opens>[{(\[])|(?P<closes>[})\]])"
    r"|(?P<key>\w++)[\"'`]?\s{0,3}(?:=>|:|=(?!=))"
)
"""What objects are made of: a literal that is no key, a sign that opens or closes, a key."""
_OBJECT = 800
"""Characters of an object on either side."""


_LONGEST_FIELD = 130


def _is_in_object_of_work(text: str, position: int) -> bool:
    """Whether an object that describes a song or a film says with this field what it is called."""
    field = _KEY.search(text_before(text, position, _LONGEST_FIELD))
    said = words(field["key"]) if field else []
    titled = not _TITLES.isdisjoint(said[-1:]) or said[-1:] == ["name"] and not _TITLES.isdisjoint(said[-2:-1])
    if not titled and said != ["name"]:
        return False
    bounded, keys = _keys_beside(text, position)
    beside = {word for key in keys for word in words(key)}
    if not _OF_PERSONS.isdisjoint(beside) or not (bounded or titled):
        return False
    return not _MAKERS.isdisjoint(beside) or titled and not _OF_WORKS.isdisjoint(beside.difference(said))


def _keys_beside(text: str, position: int) -> tuple[bool, list[str]]:
    """The keys of the object that the position is in, and whether its start was seen."""
    floor = max(0, position - _OBJECT)
    start = max(floor, text.find("\n", floor, position) + 1) if floor else 0
    frames: list[list[str]] = [[]]
    inner: list[str] | None = None
    bounded = False
    for token in _TOKEN.finditer(text, start, position + _OBJECT):
        if inner is None and token.end() > position:
            inner, bounded = frames[-1], len(frames) > 1
        if token["opens"]:
            frames.append([])
        elif token["closes"]:
            closed = frames.pop()
            if closed is inner:
                break
            frames = frames or [[]]  # the object began before the text that is read
        elif token["key"]:
            frames[-1].append(token["key"])
    return bounded, inner or []
