"""`re` with expressions compiled at first use: compiling a thousand takes half a second, and most texts use few.

    from pii import expressions as re

A match's `match.re` is the `compiled` expression.
"""

import re
from collections.abc import Iterable
from re import (
    ASCII,
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    I,
    M,
    Match,
    Pattern,
    S,
    X,
    escape,
    findall,
    split,
)
from typing import Any, AnyStr, cast

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "Expression",
    "I",
    "M",
    "Match",
    "Pattern",
    "S",
    "X",
    "any_case",
    "compile",
    "escape",
    "findall",
    "split",
]


class Expression:
    """Behaves like a compiled expression."""

    _given: tuple[Any, int]

    @property
    def compiled(self) -> Pattern[Any]:
        """The compiled expression itself."""
        return re.compile(*self._given)

    def __reduce__(self) -> tuple[Any, ...]:
        return _Waiting, self._given


class _Waiting(Expression):
    """An expression that is compiled at the first access to an attribute."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = self.compiled
        for each in dir(compiled):
            if not each.startswith("_"):
                self.__dict__[each] = getattr(compiled, each)
        # Without this method, attribute access is as fast as on the compiled expression.
        self.__class__ = Expression  # pyright: ignore[reportAttributeAccessIssue]
        return getattr(compiled, name)


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """An expression with the methods of a compiled one; a mistake in it raises at first use."""
    return cast("Pattern[AnyStr]", _Waiting(pattern, flags))


def any_case(words: Iterable[str]) -> str:
    """An expression that matches words, or expressions that each begin with a letter, in any case.

    `re` skips from one of their first letters to the next; under `IGNORECASE` it tries every branch at every character.

    >>> any_case(["key", "knot", "lock"])
    'k(?i:ey|not)|K(?i:ey|not)|l(?i:ock)|L(?i:ock)'
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0].lower(), []).append(word[1:])
    return "|".join(f"{letter}(?i:{'|'.join(some)})" for first, some in rests.items() for letter in _cases(first))


def _cases(letter: str) -> list[str]:
    return [letter] if len(letter.upper()) > 1 else list(dict.fromkeys((letter, letter.upper())))
