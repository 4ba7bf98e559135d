"""Countries and their languages, states and large towns: words in the place of a family name that are not one."""

from functools import cache
from importlib.resources import files

_ALSO_NAMES = "*"
"""Follows a place that is also a personal name."""


_CONTINENTS = frozenset("africa america americas asia europe oceania australia antarctica".split())
_QUARTERS = frozenset(
    """
    north south east west central northern southern eastern western northeast northwest southeast southwest north-east north-west
    south-east south-west northeastern northwestern southeastern southwestern
    """.split()
)


def is_place(value: str) -> bool:
    """Whether the whole value is a place; case is ignored."""
    return value.lower() in _places() or _is_part_of_place(value)


def is_only_place(value: str) -> bool:
    """Whether it is a place name that is never a person's name; case is ignored."""
    return _places().get(value.lower(), False) or _is_part_of_place(value)


def _is_part_of_place(value: str) -> bool:
    """Whether it is a region of a country or a continent: West Africa, northern Italy."""
    quarter, _, whole = value.lower().partition(" ")
    return quarter in _QUARTERS and (whole in _CONTINENTS or _places().get(whole, False))


@cache
def _places() -> dict[str, bool]:
    """`data/places.txt`: a name per line, in lower case, and whether it is never a person's.

    Countries are spelt as in CLDR, in three dozen languages; states of several words as in the locales of mimesis.
    """
    lines = (files("pii.known") / "data" / "places.txt").read_text("utf-8").splitlines()
    return {line.rstrip(_ALSO_NAMES): not line.endswith(_ALSO_NAMES) for line in lines}
