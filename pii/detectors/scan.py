"""One pass over a text with many patterns: the fast first step of the rules, of the secrets adapter and of the gate.

    scanner = Scanner({"at_sign": r"\\w@\\w", "pem": r"-----BEGIN [A-Z ]+-----"})
    for hit in scanner.scan(text):
        hit.pattern, hit.start, hit.end

A hit marks a place; a validator decides what really stands there and how far it reaches. Hyperscan reads all patterns in
one pass at hundreds of MB/s; where it has no wheel, `re` reads the text once per pattern and finds the very same hits.

Patterns are ASCII regexes that both engines understand: literals, classes, groups, alternation, `* + ? {n}`, `\\b \\w \\d
\\s`, and a leading `(?i)`, `(?m)` or `(?s)`; `$` only with `(?m)`; no look-around, no back-reference, no match of the
empty string. They are applied to the UTF-8 bytes of the text: `\\w` and `\\b` know ASCII only, `.` and `[^x]` match one byte.

What makes a pattern fast: a literal of three or more characters, a fixed width (its start is its end less the width, so
Hyperscan need not track it), few hits. Long bounded repeats (`{0,30}`) are refused as too large, and a run such as `\\w+`
at the end of a pattern reports once per byte: stop at the first characters that tell, and let the validator read on.
Keep `.*` and `[^\\n]*` out of the middle of patterns: with five words before it and a space after it, such a run has
crashed Vectorscan 5.4 while it tracked the start. Test every pattern set on real text with both engines.
"""

import importlib
import importlib.util
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from pii.errors import ConfigError, MissingDependencyError

_parse_regex: Callable[[str], Any] = importlib.import_module("re._parser").parse
"""The only way to ask `re` for the width of a pattern."""

_Match = tuple[int, int, int]
"""Index of the pattern, first byte, byte after the last."""

_Patterns = tuple[tuple[str, str], ...]

_HYPERSCAN_MAX_BYTES = 2**32 - 2
"""Hyperscan counts bytes in 32 bits; one is for the padding."""


class Engine(StrEnum):
    """Who reads the text. Both engines yield the same hits."""

    AUTO = "auto"
    """Hyperscan where it is installed, else `re`."""
    HYPERSCAN = "hyperscan"
    RE = "re"


class Hit(NamedTuple):
    """Pattern `pattern` matches characters `start` to `end` (half-open) of the text that was scanned."""

    pattern: str
    start: int
    end: int


class Scanner:
    """An immutable set of named patterns, compiled at the first scan of each process and shared by equal scanners.

    A scanner is cheap to make, hashable, safe to pickle and safe to use from many threads.

    Args:
        patterns: regex by name, see the module's description.
        engine: `auto`, `hyperscan` or `re`.

    Raises:
        ConfigError: a pattern is not ASCII, does not compile, or matches the empty string.
        MissingDependencyError: Hyperscan was asked for and is not installed.
    """

    __slots__ = ("_key",)

    def __init__(self, patterns: Mapping[str, str], engine: Engine | str = Engine.AUTO) -> None:
        try:
            chosen = Engine(engine)
        except ValueError:
            raise ConfigError(f"engine {engine!r}: expected one of {', '.join(Engine)}") from None
        for name, pattern in patterns.items():
            _widths(name, pattern)
        self._key = (tuple(patterns.items()), _resolve(chosen))

    @property
    def patterns(self) -> Mapping[str, str]:
        """Regex by name, in the order given."""
        return MappingProxyType(dict(self._key[0]))

    @property
    def engine(self) -> Engine:
        """The engine that runs: `hyperscan` or `re`, never `auto`."""
        return self._key[1]

    def scan(self, text: str) -> list[Hit]:
        """All hits, sorted by start; those of one pattern are leftmost, as `re.finditer` yields them, and disjoint."""
        # Lone surrogates have no UTF-8 form; surrogatepass gives each three bytes, which count as one character.
        data = text.encode("utf-8", "surrogatepass")
        matches = sorted(_compiled(*self._key)(data), key=_place)
        names = [name for name, _ in self._key[0]]
        if len(data) == len(text):
            return [Hit(names[index], start, end) for index, start, end in matches]
        return [
            Hit(names[index], *span) for (index, _, _), span in zip(matches, _characters(data, matches), strict=True)
        ]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scanner) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        return f"Scanner({len(self._key[0])} patterns, engine={self.engine.value!r})"

    def __getstate__(self) -> tuple[dict[str, str], str]:
        return dict(self.patterns), self.engine.value

    def __setstate__(self, state: tuple[dict[str, str], str]) -> None:
        self.__init__(*state)


def _place(match: _Match) -> tuple[int, int, int]:
    index, start, end = match
    return start, end, index


def _characters(data: bytes, matches: Sequence[_Match]) -> Iterator[tuple[int, int]]:
    """Character offsets of byte offsets; a border inside a character moves outwards to that character's border."""
    continuation = np.flatnonzero(np.frombuffer(data, np.int8) < -64)  # 0x80..0xBF as signed bytes
    borders = np.array([match[1:] for match in matches], np.int64).reshape(-1, 2)
    starts = borders[:, 0] - np.searchsorted(continuation, borders[:, 0], side="right")
    ends = borders[:, 1] - np.searchsorted(continuation, borders[:, 1], side="left")
    return zip(starts.tolist(), ends.tolist(), strict=True)


def _resolve(engine: Engine) -> Engine:
    installed = importlib.util.find_spec("hyperscan") is not None
    if engine is Engine.HYPERSCAN and not installed:
        raise MissingDependencyError("engine 'hyperscan' needs the package hyperscan: pip install hyperscan")
    return Engine.HYPERSCAN if installed and engine is not Engine.RE else Engine.RE


@lru_cache(maxsize=1024)
def _widths(name: str, pattern: str) -> tuple[int, int]:
    """The least and the greatest number of bytes that a pattern matches; checks it on the way."""
    if not pattern.isascii():
        raise ConfigError(f"pattern {name!r} is not ASCII: write the UTF-8 bytes as \\x escapes")
    try:
        least, greatest = _parse_regex(pattern).getwidth()
    except re.error as error:
        raise ConfigError(f"pattern {name!r} does not compile: {error}") from error
    if least == 0:
        raise ConfigError(f"pattern {name!r} matches the empty string: it must match at least one character")
    return least, greatest


@lru_cache(maxsize=64)
def _compiled(patterns: _Patterns, engine: Engine) -> Callable[[bytes], list[_Match]]:
    """The function from bytes to matches; the cache makes it once per process and set of patterns."""
    regexes = [re.compile(pattern.encode()) for _, pattern in patterns]
    read_with_re = _compiled_re(regexes)
    if engine is Engine.RE or not patterns:
        return read_with_re
    read_with_hyperscan = _compiled_hyperscan(patterns, regexes)
    return lambda data: (read_with_hyperscan if len(data) <= _HYPERSCAN_MAX_BYTES else read_with_re)(data)


def _compiled_re(regexes: Sequence[re.Pattern[bytes]]) -> Callable[[bytes], list[_Match]]:
    return lambda data: [
        (index, *match.span()) for index, regex in enumerate(regexes) for match in regex.finditer(data)
    ]


def _compiled_hyperscan(patterns: _Patterns, regexes: Sequence[re.Pattern[bytes]]) -> Callable[[bytes], list[_Match]]:
    import hyperscan

    fixed = [least if least == greatest else 0 for least, greatest in (_widths(*item) for item in patterns)]
    database: Any = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    try:
        database.compile(
            expressions=[pattern.encode() for _, pattern in patterns],
            ids=list(range(len(patterns))),
            elements=len(patterns),
            flags=[0 if width else hyperscan.HS_FLAG_SOM_LEFTMOST for width in fixed],
        )
    except hyperscan.error:
        raise _refusal(hyperscan, patterns, fixed) from None
    scratch: Any = database.scratch or hyperscan.Scratch(database)
    per_thread = threading.local()  # two scans must not share a scratch, and scans release the interpreter lock

    def found(index: int, start: int, end: int, _flags: int, context: tuple[int, list[_Match]]) -> None:
        length, matches = context
        if end <= length:
            matches.append((index, end - fixed[index] if fixed[index] else start, end))

    def read(data: bytes) -> list[_Match]:
        mine = getattr(per_thread, "scratch", None)
        if mine is None:
            mine = per_thread.scratch = scratch.clone()
        candidates: list[_Match] = []
        # Vectorscan overlooks some two-byte literals at the very end of a text; one byte more and they are inside.
        database.scan(data + b"\n", match_event_handler=found, context=(len(data), candidates), scratch=mine)
        return list(_leftmost(data, candidates, regexes, fixed))

    return read


def _leftmost(
    data: bytes, candidates: list[_Match], regexes: Sequence[re.Pattern[bytes]], fixed: Sequence[int]
) -> Iterator[_Match]:
    """What `finditer` yields, from what Hyperscan reports: for every end of a match, the leftmost start that reaches it.

    The next match of `finditer` after `done` is either a candidate that starts there or later, or it is hidden behind a
    candidate that starts earlier and ends later than `done`; then one search from `done` brings it out.
    """
    candidates.sort(key=_place)
    done = [0] * len(regexes)
    for index, start, end in candidates:
        if fixed[index]:
            if start >= done[index]:
                done[index] = end
                yield index, start, end
            continue
        match = regexes[index].match(data, start) if start >= done[index] else None
        while match is not None or done[index] < end:
            match = match or regexes[index].search(data, done[index])
            if match is None:
                break
            done[index] = match.end()
            yield index, *match.span()
            match = None


def _refusal(hyperscan: Any, patterns: _Patterns, fixed: Sequence[int]) -> ConfigError:
    """The error that names the pattern which Hyperscan refuses."""
    for (name, pattern), width in zip(patterns, fixed, strict=True):
        try:
            hyperscan.Database().compile(
                expressions=[pattern.encode()], flags=[0 if width else hyperscan.HS_FLAG_SOM_LEFTMOST]
            )
        except hyperscan.error as error:
            return ConfigError(f"pattern {name!r} is not one for Hyperscan: {error}; simplify it, see {__name__}")
    return ConfigError(f"Hyperscan refuses the {len(patterns)} patterns together: use fewer or simpler ones")
