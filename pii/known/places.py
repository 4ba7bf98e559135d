"""Countries and their languages, states and large towns: what stands where a family name might, and is none."""

from functools import cache
from importlib.resources import files

_ALSO_NAMES = "*"
"""Behind a place that persons are called, too."""


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
    """Whether it is one that nobody is called; case is ignored."""
    return _places().get(value.lower(), False) or _is_part_of_place(value)


def _is_part_of_place(value: str) -> bool:
    """Whether it is a quarter of a country or a continent: West Africa, northern Italy."""
    quarter, _, whole = value.lower().partition(" ")
    return quarter in _QUARTERS and (whole in _CONTINENTS or _places().get(whole, False))


@cache
def _places() -> dict[str, bool]:
    """`data/places.txt`, a name a line, in lower case, and whether it is none of persons.

    Countries are written as CLDR has them, in three dozen languages, states of several words as the locales of mimesis do.
    """
    lines = (files("pii.known") / "data" / "places.txt").read_text("utf-8").splitlines()
    return {line.rstrip(_ALSO_NAMES): not line.endswith(_ALSO_NAMES) for line in lines}
