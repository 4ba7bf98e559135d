"""Splits identifiers of programs into words."""

import unicodedata

from pii import expressions as re

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\x00-\x7f]+")
_SPELT = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ð": "d", "þ": "th", "ə": "e", "đ": "d"}
)
"""Letters that do not decompose into a base letter and a diacritic."""


def words(name: str) -> list[str]:
    """The words of an identifier in lower case, without diacritics: `dbPassword_2` is db, password, 2."""
    if not name.isascii():
        name = _without_marks(name)
    return [word.lower() for word in _WORD.findall(name)]


def _without_marks(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.translate(_SPELT)) if not unicodedata.combining(c))
