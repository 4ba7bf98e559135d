"""Given and family names of the world, from Faker's locales, and whether a run of words reads like a person's name."""

import importlib
import re
from functools import cache
from pathlib import Path

from pii.names import pack
from pii.organisations import names_organisation

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


def write_names(path: Path) -> int:
    """Writes what `pii.names` reads, one word a name of several; returns the number of names."""
    given, family = (
        {
            word
            for group in names_by_locale().values()
            for name in group[part]
            for word in name.split()
            if word.isalpha()
        }
        for part in (0, 1)
    )
    path.write_bytes(pack(given, family))
    return len(given | family)
