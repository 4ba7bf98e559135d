"""Identifiers of programs, taken apart."""

from pii import expressions as re

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words(name: str) -> list[str]:
    """The words of an identifier in lower case: `dbPassword_2` is db, password, 2."""
    return [word.lower() for word in _WORD.findall(name)]
