"""Names of things in tables of things, which may look like a person's: `INSERT INTO books (title) VALUES ('Jane Roe')`, the rows
below `id,title,author,price`, and `{"title": "Billie Moss", "artist": "Jane Roe"}`."""

from functools import lru_cache

from pii.decoys.headings import headed
from pii.decoys.inserted import inserted
from pii.decoys.objects import key_of, keys_beside
from pii.spans import Span
from pii.text.identifiers import words

_THINGS = frozenset(
    """
    book ebook novel film movie product song track album game course category item plant flower tree animal pet dish meal recipe
    drink wine beer food ingredient article post video serie series show episode subject lesson tool device shop store brand genre
    tag city town country place hotel restaurant museum event project task department role toy car vehicle painting artwork
    comic magazine playlist document page chapter topic theme font model
    vendor supplier manufacturer company firm lab laboratory publisher
    libro livre buch buecher pelicula filme produto producto produit produkt barang buku juego jeu spiel curso cours kurs
    """.split()
)
"""In the singular; things other than persons that a table holds."""
_NAMES = frozenset("name title titel titre titulo título judul nombre nom nome nama naam label caption".split())
"""Names of the column that holds each thing's name."""
_OF_THINGS = frozenset(
    """
    author authors artist artists director publisher isbn price prices genre genres pages rating album duration sku stock
    quantity brand barcode runtime budget studio platform edition volume autor auteur autore precio preis prix
    """.split()
)
"""Other columns about works and goods."""
_OF_PERSONS = frozenset(
    "email mail phone telephone age gender sex birthday birthdate dob salary surname firstname lastname".split()
)


def title(text: str, span: Span) -> bool:
    """Whether a span is in the name column of a table of things."""
    return (
        _is_inserted(text, span.start) or _is_below_heading(text, span.start) or _is_in_object_of_work(text, span.start)
    )


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


def _is_below_heading(text: str, position: int) -> bool:
    """The same for a delimited file with a header line."""
    cell = headed(text, position)
    return cell is not None and _names_thing(cell.headings[cell.number]) and _are_of_things(cell.headings)


@lru_cache(maxsize=64)  # every place of a text asks for the same line
def _are_of_things(headings: tuple[str, ...]) -> bool:
    """Whether the headings belong to a table of things, not of persons."""
    said = {word for heading in headings for word in words(heading)}
    return not _OF_THINGS.isdisjoint(said) and _OF_PERSONS.isdisjoint(said)


_MAKERS = frozenset("artist artists director directors singer composer lyricist conductor".split())
"""Makers of music and film; a thing with an author or a producer may be a package or a wine."""
_OF_WORKS = frozenset(
    "album albums track tracks lyrics genre genres isbn imdb soundtrack duration bpm discography".split()
)
_TITLES = frozenset("title album song track movie film book collection single".split())


def _is_in_object_of_work(text: str, position: int) -> bool:
    """Whether the field is the title of an object that describes a song or a film."""
    said = words(key_of(text, position) or "")
    titled = not _TITLES.isdisjoint(said[-1:]) or said[-1:] == ["name"] and not _TITLES.isdisjoint(said[-2:-1])
    if not titled and said != ["name"]:
        return False
    bounded, keys = keys_beside(text, position)
    beside = {word for key in keys for word in words(key)}
    if not _OF_PERSONS.isdisjoint(beside) or not (bounded or titled):
        return False
    return not _MAKERS.isdisjoint(beside) or titled and not _OF_WORKS.isdisjoint(beside.difference(said))
