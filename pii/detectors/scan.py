"""One pass over a text with many patterns: the fast first step of the rules, of the secrets adapter and of the gate.

    scanner = Scanner({"at_sign": r"\\w@\\w", "pem": r"-----BEGIN [A-Z ]+-----"})
    for hit in scanner.scan(text):
        hit.pattern, hit.start, hit.end

A hit marks a place; a validator decides what really stands there and how far it reaches. Hyperscan reads all patterns in
one pass at hundreds of MB/s; where it has no wheel, `re` reads the text once per pattern and finds the very same hits.
Small texts are read many at a time: a text without a hit costs next to nothing.

Patterns are ASCII regexes that both engines understand: literals, classes, groups, alternation, `* + ? {n}`, `\\b \\w \\d
\\s`, and a leading `(?i)`, `(?m)` or `(?s)`, or `(?i:...)` round a part; `^` and `$` only with `(?m)`; no look-around, no
back-reference, no match of the empty string. They are applied to the UTF-8 bytes of the text: `\\w` and `\\b` know ASCII
only, `.` and `[^x]` match one byte.

What makes a pattern fast: few hits, a literal of three or more characters, and a fixed width, whose start is its end less
the width. Time a new pattern with and without it: an unbounded run behind an alternation (`(?:auth|login)(?:_\\w+)?\\(`) has
cost half of the whole scan where a bounded one (`\\w{1,20}`) cost nothing, and a run of a class (`[ \\t]{4}`) a fifth where
two runs of a character (` {4}|\\t{4}`) did not. Long bounded repeats are refused as too large, and a run such as `\\w+` at the
end of a pattern reports once per byte: stop at the first characters that tell, and let the validator read on.
Keep `.*` and `[^\\n]*` out of the middle of patterns: with five words before it and a space after it, such a run has
crashed Vectorscan 5.4 while it tracked the start. Test every pattern set on real text with both engines.
"""

import importlib
import importlib.util
import re
import threading
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial
from itertools import accumulate, chain, islice
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from pii.errors import ConfigError, MissingDependencyError

_parse_regex: Callable[[str], Any] = importlib.import_module("re._parser").parse
"""The only way to ask `re` for the width of a pattern."""

_Patterns = tuple[tuple[str, str], ...]

_Reports = list[tuple[int, int]]
"""What Hyperscan says of one pattern: first byte (0 where it was not asked for) and byte after the last, in order of ends."""

_GROUP = 1 << 18
"""Characters of small texts that are read together, at least: the whole should stay in the cache."""

_HYPERSCAN_MAX_BYTES = 2**32 - 1
"""Hyperscan counts bytes in 32 bits."""


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


_hit: Callable[[tuple[str, int, int]], Hit] = partial(tuple.__new__, Hit)  # pyright: ignore[reportUnknownMemberType]
"""What `Hit._make` does, without a call of Python's own: texts have thousands of hits a megabyte."""

_Places = dict[str, list[Hit]]
"""Hits of a text by pattern, in the order of the patterns."""


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
        places = next(self.scan_batch([text]))
        return sorted((hit for hits in places.values() for hit in hits), key=_place)

    def scan_batch(self, texts: Iterable[str]) -> Iterator[_Places]:
        """The hits of each text by pattern, in the order of the patterns; patterns without a hit are left out."""
        group: list[str] = []
        size = 0
        for text in texts:
            group.append(text)
            size += len(text)
            if size >= _GROUP:
                yield from self._scan_group(group)
                group, size = [], 0
        if group:
            yield from self._scan_group(group)

    def _scan_group(self, texts: Sequence[str]) -> list[_Places]:
        """`scan_batch` of texts that are read as one."""
        joined = _joined(texts)
        places = _compiled(*self._key)(joined)
        for number, (text, found) in enumerate(zip(texts, places, strict=True)):
            if found and joined.stops[number] - joined.starts[number] > len(text):
                places[number] = _in_characters(joined.data[joined.starts[number] : joined.stops[number]], found)
        return places

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


def _place(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end


@dataclass(frozen=True, slots=True)
class _Joined:
    """Texts as one run of UTF-8 bytes, a line end after each: to `\\b`, `^` and `$` it is what the end of a text is."""

    data: bytes
    starts: list[int]
    stops: list[int]
    """The line end of each text."""


def _joined(texts: Sequence[str]) -> _Joined:
    # Lone surrogates have no UTF-8 form; surrogatepass gives each three bytes, which count as one character.
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    stops = [end - 1 for end in accumulate(len(data) + 1 for data in encoded)]
    starts = [stop - len(data) for stop, data in zip(stops, encoded, strict=True)]
    return _Joined(b"\n".join((*encoded, b"")), starts, stops)


def _in_characters(data: bytes, places: _Places) -> _Places:
    """Hits with bytes for offsets in characters; a border inside a character moves outwards to that character's border."""
    continuation = np.flatnonzero(np.frombuffer(data, np.int8) < -64)  # 0x80..0xBF as signed bytes
    names, *borders = zip(*chain.from_iterable(places.values()), strict=True)
    starts, ends = (np.array(offsets, np.int64) for offsets in borders)
    starts -= np.searchsorted(continuation, starts, side="right")
    ends -= np.searchsorted(continuation, ends, side="left")
    hits = map(_hit, zip(names, starts.tolist(), ends.tolist(), strict=True))
    return {name: list(islice(hits, len(found))) for name, found in places.items()}


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
def _compiled(patterns: _Patterns, engine: Engine) -> Callable[[_Joined], list[_Places]]:
    """The function from texts to hits, in bytes of each text; the cache makes it once per process and set of patterns."""
    regexes = [re.compile(pattern.encode()) for _, pattern in patterns]
    names = [name for name, _ in patterns]
    read_with_re = _compiled_re(names, regexes)
    if engine is Engine.RE or not patterns:
        return read_with_re
    read_with_hyperscan = _compiled_hyperscan(patterns, regexes)
    return lambda texts: (read_with_hyperscan if len(texts.data) <= _HYPERSCAN_MAX_BYTES else read_with_re)(texts)


def _compiled_re(names: Sequence[str], regexes: Sequence[re.Pattern[bytes]]) -> Callable[[_Joined], list[_Places]]:
    def read(texts: _Joined) -> list[_Places]:
        return [
            {
                name: [_hit((name, match.start() - first, match.end() - first)) for match in (head, *matches)]
                for name, regex in zip(names, regexes, strict=True)
                if (head := next(matches := regex.finditer(texts.data, first, stop), None)) is not None
            }
            for first, stop in zip(texts.starts, texts.stops, strict=True)
        ]

    return read


def _compiled_hyperscan(
    patterns: _Patterns, regexes: Sequence[re.Pattern[bytes]]
) -> Callable[[_Joined], list[_Places]]:
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

    def found(index: int, start: int, end: int, _flags: int, reports: dict[int, _Reports]) -> None:
        reports[index].append((start, end))

    def read(texts: _Joined) -> list[_Places]:
        mine = getattr(per_thread, "scratch", None)
        if mine is None:
            mine = per_thread.scratch = scratch.clone()
        reports: dict[int, _Reports] = defaultdict(list)
        # Vectorscan overlooks some two-byte literals at the very end of its input: here the last line end is there.
        database.scan(texts.data, match_event_handler=found, context=reports, scratch=mine)
        places: list[_Places] = [{} for _ in texts.starts]
        for index in sorted(reports):
            name = patterns[index][0]
            if fixed[index]:
                _put_fixed(places, texts, name, fixed[index], reports[index])
            else:
                _put_leftmost(places, texts, name, regexes[index], reports[index])
        return places

    return read


def _put_fixed(places: list[_Places], texts: _Joined, name: str, width: int, reports: _Reports) -> None:
    """The hits of a pattern of fixed width: of matches that overlap the first, as `finditer` does."""
    first = done = stop = -1
    number, hits = 0, None
    for _, end in reports:
        if end > stop:
            number, hits = bisect_left(texts.stops, end, number), None
            if number == len(texts.stops):
                return
            first = done = texts.starts[number]
            stop = texts.stops[number]
        if end - width >= done:
            done = end
            if hits is None:
                hits = places[number][name] = []
            hits.append(_hit((name, end - width - first, end - first)))


def _put_leftmost(
    places: list[_Places], texts: _Joined, name: str, regex: re.Pattern[bytes], reports: _Reports
) -> None:
    """The hits of a pattern whose start Hyperscan reports."""
    position = 0
    while position < len(reports):
        number = bisect_left(texts.stops, reports[position][1])
        if number == len(texts.stops):
            return
        first, stop = texts.starts[number], texts.stops[number]
        last = bisect_right(reports, stop, lo=position, key=_end)
        if spans := _leftmost(texts.data, regex, first, stop, sorted(reports[position:last])):
            places[number][name] = [_hit((name, start - first, end - first)) for start, end in spans]
        position = last


def _end(report: tuple[int, int]) -> int:
    return report[1]


def _leftmost(data: bytes, regex: re.Pattern[bytes], done: int, stop: int, reports: _Reports) -> list[tuple[int, int]]:
    """What `finditer` yields from `done` to `stop`, from what Hyperscan reports: for every end of a match, the leftmost
    start that reaches it.

    The next match of `finditer` after `done` is either a report that starts there or later, or it is hidden behind a
    report that starts earlier and ends later than `done`; then one search from `done` brings it out.
    """
    spans: list[tuple[int, int]] = []
    for start, end in reports:
        match = regex.match(data, start, stop) if start >= done else None
        while match is not None or done < end:
            match = match or regex.search(data, done, stop)
            if match is None:
                break
            done = match.end()
            spans.append(match.span())
            match = None
    return spans


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
