"""User-defined lists: values to keep (`Terms`), and values that are always found (`TermDetector`)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any

from pii.errors import ConfigError
from pii.labels import label_named
from pii.spans import Span

_LARGEST = 64_000_000
"""Maximum bytes of a file of settings or values; a device has no end."""


def read_settings(path: str | Path) -> str:
    """Read a file of settings or values.

    Raises:
        OSError, UnicodeDecodeError: it cannot be read.
        ConfigError: it is too large for such a file.
    """
    with open(path, "rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ConfigError(f"larger than {_LARGEST // 1_000_000} MB")
    return data.decode("utf-8")


@dataclass(frozen=True)
class Terms:
    """Values and patterns (regular expressions, matched against whole values).

    Raises:
        ConfigError: an empty value, or a pattern that is not valid, matches the empty string or can take exponential time.
    """

    values: tuple[str, ...] = field(default=(), repr=False)
    patterns: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        for name in ("values", "patterns"):
            given = getattr(self, name)
            if isinstance(given, str) or not all(isinstance(each, str) and each for each in given):
                raise ConfigError(f"{name} of a list are strings that are not empty, such as ['one', 'two']")
            object.__setattr__(self, name, tuple(dict.fromkeys(given)))
        for number, pattern in enumerate(self.patterns, start=1):
            check_pattern(pattern, f"pattern {number} of a list")

    @classmethod
    def read(
        cls, values: Iterable[str] = (), patterns: Iterable[str] = (), files: Iterable[str | Path] = ()
    ) -> "Terms":
        """Build terms that include the values in files, one per line; empty lines and those that begin with `#` are ignored.

        Raises:
            ConfigError: see `Terms`; or a file cannot be read.
        """
        found = [values] if isinstance(values, str) else [*values]
        for file in files:
            try:
                lines = read_settings(file).splitlines()
            except OSError as error:
                raise ConfigError(f"list {file}: {error.strerror}") from error
            except UnicodeDecodeError as error:
                raise ConfigError(f"list {file}: not UTF-8, from byte {error.start} on; save it as UTF-8") from None
            except ConfigError as error:
                raise ConfigError(f"list {file}: {error}") from None
            found += [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        return cls(tuple(found), tuple(patterns))

    def __add__(self, other: "Terms") -> "Terms":
        return Terms(self.values + other.values, self.patterns + other.patterns)

    def __bool__(self) -> bool:
        return bool(self.values or self.patterns)

    def match(self, value: str) -> bool:
        """Whether the whole value is one of the terms."""
        return value in self._set or any(pattern.fullmatch(value) for pattern in self._compiled)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places of terms as half-open character ranges. Values match whole words: `Ann` is not in `Announcement`."""
        for match in _WORD.finditer(text) if self._by_word else ():
            for value in self._by_word.get(match[0], ()):
                if text.startswith(value, match.start()) and _ends_there(text, match.start() + len(value)):
                    yield match.start(), match.start() + len(value)
        for value in self._others:
            start = text.find(value)
            while start >= 0:
                if _ends_there(text, start + len(value)):
                    yield start, start + len(value)
                start = text.find(value, start + len(value))
        for pattern in self._compiled:
            yield from (match.span() for match in pattern.finditer(text) if match[0])

    def describe(self) -> dict[str, object]:
        """The settings that determine the result, without values."""
        digest = blake2b("\0".join(self.values).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        return {"values": digest if self.values else "", "patterns": list(self.patterns)}

    @cached_property
    def _set(self) -> frozenset[str]:
        return frozenset(self.values)

    @cached_property
    def _compiled(self) -> tuple[re.Pattern[str], ...]:
        return tuple(map(re.compile, self.patterns))

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """Values by their first word, so that a long list costs no more than a short one."""
        found: dict[str, list[str]] = {}
        for value in sorted(self.values, key=len, reverse=True):
            if match := _WORD.match(value):
                found.setdefault(match[0], []).append(value)
        return found

    @cached_property
    def _others(self) -> tuple[str, ...]:
        return tuple(value for value in self.values if not _WORD.match(value))


_PARSER: Any = import_module("re._parser")
"""The parser of `re` itself, the only way to see what a pattern repeats."""

_WORD = re.compile(r"\w+")


def _ends_there(text: str, end: int) -> bool:
    return not (text[end - 1].isalnum() and text[end : end + 1].isalnum())


@dataclass
class TermDetector:
    """Finds the terms of each label anywhere: a deny list."""

    terms: Mapping[str, Terms]
    name: str = "deny"

    def __post_init__(self) -> None:
        try:
            self.terms = {label_named(label): terms for label, terms in self.terms.items()}
        except ValueError as error:
            raise ConfigError(f"deny: {error}") from None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it finds."""
        return tuple(self.terms)

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text, in characters, sorted."""
        return [
            sorted(
                Span(*place, label, source=self.name)
                for label, terms in self.terms.items()
                for place in terms.find(text)
            )
            for text in texts
        ]

    def describe(self) -> Mapping[str, object]:
        """Patterns, and digests of the values."""
        return {label: terms.describe() for label, terms in self.terms.items()}


def check_pattern(pattern: str, where: str) -> None:
    """Check a user's regular expression before the first text.

    Raises:
        ConfigError: it is not valid, matches the empty string, or repeats a repetition, which can take exponential time.
    """
    try:
        re.compile(pattern)
        parsed: Any = _PARSER.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ConfigError(f"{where} is no regular expression: {error}") from None
    if parsed.getwidth()[0] == 0:
        raise ConfigError(f"{where} matches the empty string: it would match everywhere")
    if _is_evil(parsed):
        raise ConfigError(
            f"{where} repeats a repetition, as (a+)+ does: it can take exponential time; write it without"
        )


_LONG = 32
"""Repetitions that may reach this count are treated as unbounded."""


def _is_evil(parsed: Any) -> bool:
    """Whether an unbounded repetition may consist of nothing but another unbounded repetition."""
    for operation, argument in parsed:
        name = str(operation)
        if name in _REPEATS and argument[1] > _LONG and _only_repeats(argument[2]):
            return True
        parts = [argument[2]] if name in _REPEATS else _parts(name, argument)
        if any(map(_is_evil, parts)):
            return True
    return False


_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")


def _only_repeats(parsed: Any) -> bool:
    found = False
    for operation, argument in parsed:
        name = str(operation)
        if name in _REPEATS:
            found = found or argument[1] > _LONG or _only_repeats(argument[2])
            if 0 < argument[0] and argument[1] <= _LONG:
                return False
        elif name in ("SUBPATTERN", "BRANCH", "ATOMIC_GROUP"):
            if not any(map(_only_repeats, _parts(name, argument))):
                return False
            found = True
        elif name not in ("AT", "ASSERT", "ASSERT_NOT"):
            return False
    return found


def _parts(name: str, argument: Any) -> list[Any]:
    if name == "SUBPATTERN":
        return [argument[-1]]
    if name == "BRANCH":
        return list(argument[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    if name == "ATOMIC_GROUP":
        return [argument]
    if name == "GROUPREF_EXISTS":
        return [part for part in argument[1:] if part]
    return []
