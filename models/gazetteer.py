"""Given and family names of the world, and whether a run of words reads like a person's name.

Faker's locales give names by locale; for `pii.known.names` those of mimesis and of the census of 1990, as the package
`names` has it, come on top, and in other scripts than Latin those of dictionaries (`models.name_lists`).
"""

import importlib
import importlib.util
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from models.name_lists import further_names, is_word
from pii.known.names import MARKS, pack
from pii.known.organisations import names_organisation

_SHORTEST = 3
"""Fewest letters of a name in the lists: shorter ones are too often ordinary words."""

PARTICLES: frozenset[str] = frozenset(
    "van von der den de del della di da dos das du la le el al bin ibn ben ter ten zu af av y e".split()
)
"""Lower-case words inside names."""

CAPITALISED = r"(?:[^\W\d_a-zªº][^\W\d_]*(?:['’-][^\W\d_]+)*|[^\W\d_a-z]\.(?:-?[^\W\d_a-z]\.)*)"
"""A capitalised word or initials; also a word of a script without case."""

PERSON = rf"{CAPITALISED}(?:[ ]+(?:(?:{'|'.join(sorted(PARTICLES))})[ ]+)*{CAPITALISED}){{0,3}}"
"""A run of one to four capitalised words."""


@cache
def given_names() -> frozenset[str]:
    """Given names of all locales."""
    return frozenset(name for names in names_by_locale().values() for name in names[0] if len(name) >= _SHORTEST)


@cache
def family_names() -> frozenset[str]:
    """Family names of all locales."""
    return frozenset(name for names in names_by_locale().values() for name in names[1] if len(name) >= _SHORTEST)


@cache
def names_by_locale() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Given and family names of every locale that has both, sorted."""
    from faker.config import AVAILABLE_LOCALES

    names: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for locale in sorted(AVAILABLE_LOCALES):
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        given, family = _values(provider, "first_name"), _values(provider, "last_name")
        if given and family:
            names[locale] = given, family
    return names


def _values(provider: type, prefix: str) -> tuple[str, ...]:
    found: set[str] = set()
    for attribute in dir(provider):
        value = getattr(provider, attribute)
        if attribute.startswith(prefix) and isinstance(value, tuple | list | dict):
            found.update(item for item in value if isinstance(item, str) and item.strip() == item)
    return tuple(sorted(found))


def person_evidence(words: str) -> int:
    """How much a run of capitalised words reads like a person's name: 0 nothing, 1 one part known, 2 given and family name.

    >>> person_evidence("Daniel Smith"), person_evidence("Daniel Zzyzx"), person_evidence("Visual Studio")
    (2, 1, 0)
    """
    parts = [part for part in re.split(r"[ ]+", words) if part not in PARTICLES]
    if len(parts) < 2 or names_organisation(words):
        return 0
    given = parts[0] in given_names() or (len(parts[0].rstrip(".")) == 1 and parts[0].endswith("."))
    family = parts[-1] in family_names()
    return int(given) + int(family)


_ORDINARY = Path(__file__).with_name("ordinary_words.txt")
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*")
_RARE = 3
"""Fewest documents to tell how a word is usually written."""
_READ = 60_000
"""Characters of a document in which words are counted."""


def write_names(path: Path, cache: Path | None = None) -> int:
    """Writes what `pii.known.names` reads, one word a name of several; returns the number of names.

    Args:
        path: the file to write.
        cache: where dictionaries are downloaded to; without it only the lists of installed packages are read.
    """
    given, family = _listed_names()
    if cache is not None:
        further = further_names(cache, given, family)
        ordinary = frozenset(_lines(_ORDINARY))
        # The kind of known names is known, too: long lists have most of them as the other kind as well.
        more_given, more_family = further.given - ordinary - family, further.family - ordinary - given
        given, family = given | more_given, family | more_family
    path.write_bytes(pack(given, family))
    return len(given | family)


def _listed_names() -> tuple[set[str], set[str]]:
    """The given and the family names of installed packages."""
    ordinary = frozenset(_lines(_ORDINARY))
    locales = names_by_locale().values()
    given, family = (
        {
            word
            for word in _words(name for group in locales for name in group[part])
            if word.isalpha() or word not in ordinary
        }
        for part in (0, 1)
    )
    more_given, more_family = (
        {word for word in _words(names) if _SHORTEST <= len(word) or not word.isascii()} - ordinary
        for names in _further_names()
    )
    # The longer a list, the more of its names are rare as such and common as the other kind.
    more_given -= family | more_family
    more_family -= given
    return given | more_given, family | more_family


def write_ordinary_words(documents: Iterable[str], path: Path = _ORDINARY, cache: Path | None = None) -> int:
    """Writes the additional names that the documents write in lower case at least as often as capitalised, and those in
    scripts without capitals that several documents contain.

    In real files these are words rather than names; `write_names` leaves them out. Returns their number.
    """
    names = frozenset[str]().union(*map(_words, _further_names()))
    if cache is not None:
        further = further_names(cache, *_listed_names())
        names |= further.given | further.family
    small, capital = Counter[str](), Counter[str]()
    for text in documents:
        for word in set(_WORD.findall(text[:_READ])):
            if word.islower() or not (word.isupper() or word.istitle() or word != word.casefold()):
                small[word] += 1
            elif word.istitle():
                capital[word.casefold()] += 1
    ordinary = sorted(word for word in names if small[word] >= max(_RARE, capital[word]))
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    path.write_text("\n".join([*head, *ordinary, ""]), encoding="utf-8")
    return len(ordinary)


def _words(names: Iterable[str]) -> set[str]:
    return {word.casefold() for name in names for word in name.split() if is_word(word)}


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


def _further_names() -> tuple[list[str], list[str]]:
    """The given and the family names of mimesis and of the census."""
    given, family = [], []
    for locale in sorted(_folder("mimesis").glob("datasets/*/person.json")):
        person = json.loads(locale.read_text(encoding="utf-8"))
        given += _leaves(person.get("names", []))
        family += _leaves(person.get("surnames", []))
    census = _folder("names")
    for name in ("dist.female.first", "dist.male.first"):
        given += [line.split()[0] for line in _lines(census / name)]
    family += [line.split()[0] for line in _lines(census / "dist.all.last")]
    return given, family


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec is not None and spec.origin is not None, f"{package} is not installed"
    return Path(spec.origin).parent


def _leaves(values: Any) -> list[str]:
    """The texts of nested lists and objects."""
    if isinstance(values, str):
        return [values]
    return [leaf for value in (values.values() if isinstance(values, dict) else values) for leaf in _leaves(value)]
