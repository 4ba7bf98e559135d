"""Countries and their languages, states and large towns: what stands where a family name might, and is none."""

from functools import cache
from importlib.resources import files

_ALSO_NAMES = "*"
"""Behind a place that persons are called, too."""


def is_place(value: str) -> bool:
    """Whether the whole value is a place; case is ignored."""
    return value.lower() in _places()


def is_only_place(value: str) -> bool:
    """Whether it is one that nobody is called; case is ignored."""
    return _places().get(value.lower(), False)


@cache
def _places() -> dict[str, bool]:
    """`data/places.txt`, a name a line, in lower case, and whether it is none of persons.

    Countries and states of several words are written as CLDR and the locales of mimesis have them, in two dozen languages.
    """
    lines = (files("pii") / "data" / "places.txt").read_text("utf-8").splitlines()
    return {line.rstrip(_ALSO_NAMES): not line.endswith(_ALSO_NAMES) for line in lines}
