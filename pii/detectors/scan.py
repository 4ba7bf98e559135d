"""One pass over a text with many patterns: the fast first step of the rules, of the secrets adapter and of the gate.

    scanner = Scanner({"at_sign": r"\\w@\\w", "pem": r"-----BEGIN [A-Z ]+-----"})
    for hit in scanner.scan(text):
        hit.pattern, hit.start, hit.end

A hit marks a place; a validator decides what the value is and how far it reaches. Hyperscan reads all patterns in
one pass at hundreds of MB/s; where it has no wheel, `re` reads the text once per pattern and finds the very same hits.
Small texts are read many at a time: a text without a hit costs next to nothing.

Patterns are ASCII regexes that both engines understand: literals, classes, groups, alternation, `* + ? {n}`, `\\b \\w \\d
\\s`, and a leading `(?i)`, `(?m)` or `(?s)`, or `(?i:...)` round a part; `^` and `$` only with `(?m)`; no look-around, no
back-reference, no match of the empty string. They are applied to the UTF-8 bytes of the text: `\\w` and `\\b` know ASCII
only, `.` and `[^x]` match one byte.

What makes a pattern fast: few hits, a literal of three or more characters, and a fixed width, whose start is its end less
the width. Time a new pattern with and without it: an unbounded run after an alternation (`(?:auth|login)(?:_\\w+)?\\(`) has
cost half of the whole scan where a bounded one (`\\w{1,20}`) cost nothing, and a run of a class (`[ \\t]{4}`) a fifth where
two runs of a character (` {4}|\\t{4}`) did not. Long bounded repeats are refused as too large, and a run such as `\\w+` at the
end of a pattern reports once per byte: stop at the first characters that decide, and let the validator read on.
A bounded run before words, one of which ends in another (`"[ \\t]{1,40}(?:MD5|PAP|CHAP)`), has lost matches where an unbounded
one (`[ \\t]+`) did not; `test_patterns` tries every pattern on texts of its own alphabet.
Patterns of capitalised words have no literal: sixty of them took more than a quarter of the time when there were 850 in all.
Keep `.*` and `[^\\n]*` out of the middle of patterns: with five words before it and a space after it, such a run has
crashed Vectorscan 5.4 while it tracked the start. Test every pattern set on real text with both engines.
"""

import importlib
import importlib.util
import json
import logging
import platform
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial
from importlib.metadata import version
from itertools import accumulate, chain
from types import MappingProxyType
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt

from pii import expressions
from pii.errors import ConfigError, MissingDependencyError
from pii.kept import kept
from pii.text.visible import visible

_parse_regex: Callable[[str], Any] = importlib.import_module("re._parser").parse
_ops: Any = importlib.import_module("re._constants")
"""The only way to get a pattern's width and structure from `re`."""

logger = logging.getLogger(__name__)

_MANY = 500
"""Number of expressions whose compilation takes long enough to log."""

_Patterns = tuple[tuple[str, str], ...]

_Report = tuple[int, int, int]
"""Hyperscan's report of a match: the pattern, the first byte (0 if not requested) and the byte after the last; those of one
pattern come in order of their ends."""

_Numbers = npt.NDArray[np.int64]

_GROUP = 1 << 18
"""Minimum characters of small texts that are read together: the whole should stay in the cache."""

_HYPERSCAN_MAX_BYTES = 2**32 - 1
"""Hyperscan counts bytes in 32 bits."""


class Engine(StrEnum):
    """The engine that reads the text. Both yield the same hits."""

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
"""`Hit._make` without a Python-level call: texts have thousands of hits a megabyte."""

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
        MissingDependencyError: Hyperscan was requested and is not installed.
    """

    __slots__ = ("_key",)

    def __init__(self, patterns: Mapping[str, str], engine: Engine | str = Engine.AUTO) -> None:
        try:
            chosen = Engine(engine)
        except ValueError:
            raise ConfigError(f"engine {engine!r}: expected one of {', '.join(Engine)}") from None
        self._key = (tuple(patterns.items()), _resolve(chosen))
        _widths(self._key[0])

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
        return _compiled(*self._key)(_joined(texts))

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
    """Texts as one run of UTF-8 bytes, a line end after each: `\\b`, `^` and `$` treat it like the end of a text."""

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


def _resolve(engine: Engine) -> Engine:
    installed = importlib.util.find_spec("hyperscan") is not None
    if engine is Engine.HYPERSCAN and not installed:
        raise MissingDependencyError("engine 'hyperscan' needs the package hyperscan: pip install hyperscan")
    return Engine.HYPERSCAN if installed and engine is not Engine.RE else Engine.RE


_Widths = tuple[tuple[int, int], ...]
"""The least and the greatest number of bytes that each pattern matches."""


@lru_cache(maxsize=64)
def _widths(patterns: _Patterns) -> _Widths:
    """The widths of patterns, which are checked on the way."""
    return kept(
        ".json",
        ("widths", sys.version_info[:2], patterns),
        make=lambda: tuple(_width(*item) for item in patterns),
        dump=lambda made: json.dumps(made).encode(),
        load=lambda data: _loaded(data, len(patterns)),
        unusable=ValueError,
    )


def _loaded(data: bytes, count: int) -> _Widths:
    given: Any = json.loads(data)
    if not isinstance(given, list) or len(pairs := cast("list[tuple[int, int]]", given)) != count:
        raise ValueError(f"no widths of {count} patterns")
    return tuple((least, greatest) for least, greatest in pairs)


def _width(name: str, pattern: str) -> tuple[int, int]:
    if not pattern.isascii():
        raise ConfigError(f"pattern {name!r} is not ASCII: write the UTF-8 bytes as \\x escapes")
    try:
        tree = _parse_regex(pattern)
    except re.error as error:
        raise ConfigError(f"pattern {name!r} does not compile: {visible(str(error))}") from error
    if _is_tied(tree, tree.state.flags):
        raise ConfigError(
            f"pattern {name!r} has ^ or $ without (?m): texts are read many at a time, and it means one of them"
        )
    least, greatest = tree.getwidth()
    if least == 0:
        raise ConfigError(f"pattern {name!r} matches the empty string: it must match at least one character")
    return least, greatest


def _is_tied(tree: Any, flags: int) -> bool:
    """Whether a parsed pattern is anchored to the start or end of the whole input rather than of a line."""
    for kind, value in tree:
        if kind is _ops.AT and value in (_ops.AT_BEGINNING, _ops.AT_END) and not flags & re.MULTILINE:
            return True
        inside, inner = [value], flags
        if kind is _ops.SUBPATTERN:
            inner = (flags | value[1]) & ~value[2]
            inside = [value[3]]
        elif kind is _ops.BRANCH:
            inside = value[1]
        elif kind in (_ops.MAX_REPEAT, _ops.MIN_REPEAT, _ops.POSSESSIVE_REPEAT):
            inside = [value[2]]
        elif kind is not _ops.ATOMIC_GROUP:
            continue
        if any(_is_tied(each, inner) for each in inside):
            return True
    return False


@lru_cache(maxsize=64)
def _compiled(patterns: _Patterns, engine: Engine) -> Callable[[_Joined], list[_Places]]:
    """The function from texts to hits; the cache makes it once per process and set of patterns."""
    regexes = [expressions.compile(pattern.encode()) for _, pattern in patterns]
    names = [name for name, _ in patterns]
    read_with_re = _compiled_re(names, regexes)
    if engine is Engine.RE or not patterns:
        return read_with_re
    read_with_hyperscan = _compiled_hyperscan(patterns, regexes)
    return lambda texts: (read_with_hyperscan if len(texts.data) <= _HYPERSCAN_MAX_BYTES else read_with_re)(texts)


def _compiled_re(names: Sequence[str], regexes: Sequence[re.Pattern[bytes]]) -> Callable[[_Joined], list[_Places]]:
    def read(texts: _Joined) -> list[_Places]:
        found = [
            (number, pattern, *match.span())
            for number, (first, stop) in enumerate(zip(texts.starts, texts.stops, strict=True))
            for pattern, regex in enumerate(regexes)
            for match in regex.finditer(texts.data, first, stop)
        ]
        return _places(texts, names, _Matches(*np.array(found, np.int64).reshape(-1, 4).T))

    return read


def _compiled_hyperscan(
    patterns: _Patterns, regexes: Sequence[re.Pattern[bytes]]
) -> Callable[[_Joined], list[_Places]]:
    import hyperscan

    widths = _widths(patterns)
    fixed = [least if least == greatest else 0 for least, greatest in widths]
    ways = _Ways(regexes, np.array(fixed, np.int64), [min(greatest, _HYPERSCAN_MAX_BYTES) for _, greatest in widths])
    names = [name for name, _ in patterns]
    flags = [0 if width else hyperscan.HS_FLAG_SOM_LEFTMOST for width in fixed]
    try:
        compiled = _database([pattern.encode() for _, pattern in patterns], flags)
    except hyperscan.error:
        raise _refusal(hyperscan, patterns, fixed) from None
    scratch: Any = compiled.scratch or hyperscan.Scratch(compiled)
    per_thread = threading.local()  # two scans must not share a scratch, and scans release the interpreter lock

    def found(index: int, start: int, end: int, _flags: int, report: Callable[[_Report], None]) -> None:
        report((index, start, end))

    def read(texts: _Joined) -> list[_Places]:
        mine = getattr(per_thread, "scratch", None)
        if mine is None:
            mine = per_thread.scratch = scratch.clone()
        reports: list[_Report] = []
        # Vectorscan overlooks some two-byte literals at the very end of its input: here the last line end is there.
        compiled.scan(texts.data, match_event_handler=found, context=reports.append, scratch=mine)
        if not reports:
            return [{} for _ in texts.starts]
        return _places(texts, names, _settled(texts, reports, ways))

    return read


def _database(regexes: list[bytes], flags: list[int]) -> Any:
    """The compiled expressions, whose ids are their places in the list; Hyperscan's version and the processor count too."""
    import hyperscan

    def make() -> Any:
        if len(regexes) >= _MANY:
            logger.info("compiling %d patterns, once on this machine: some seconds", len(regexes))
        made: Any = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        made.compile(expressions=regexes, ids=list(range(len(regexes))), elements=len(regexes), flags=flags)
        return made

    return kept(
        ".hs",
        (version("hyperscan"), platform.machine(), regexes, flags),
        make=make,
        dump=hyperscan.dumpb,
        load=lambda data: hyperscan.loadb(data, mode=hyperscan.HS_MODE_BLOCK),
        unusable=hyperscan.error,
    )


class _Ways(NamedTuple):
    """Widths of each pattern's matches."""

    regexes: Sequence[re.Pattern[bytes]]
    widths: _Numbers
    """Bytes of every match, or 0 where they differ."""
    reaches: Sequence[int]
    """Bytes of the longest match."""


class _Matches(NamedTuple):
    """What `finditer` yields for each text, sorted by text, pattern and place; starts and ends are bytes of all texts."""

    texts: _Numbers
    patterns: _Numbers
    starts: _Numbers
    ends: _Numbers


def _settled(texts: _Joined, reports: Sequence[_Report], ways: _Ways) -> _Matches:
    """What `finditer` yields, from what Hyperscan reports.

    If no two reports of a pattern overlap in a text, they are its matches. If some do, or one begins in the previous text, the
    matches are found one by one, since each begins after the end of the previous one.
    """
    table = np.fromiter(chain.from_iterable(reports), np.int64, 3 * len(reports)).reshape(-1, 3)
    numbers = np.searchsorted(np.array(texts.stops, np.int64), table[:, 2])
    order = np.argsort(numbers * len(ways.widths) + table[:, 0], kind="stable")
    numbers, patterns, starts, ends = numbers[order], table[order, 0], table[order, 1], table[order, 2]
    fixed = ways.widths[patterns]
    starts[fixed > 0] = (ends - fixed)[fixed > 0]
    # A matched line end between texts would belong to the next text, or to none.
    first = np.array([*texts.starts, len(texts.data)], np.int64)[numbers]
    kept = (starts >= first) | (fixed == 0) & (ends > first)
    found = _Matches(numbers[kept], patterns[kept], starts[kept], ends[kept])
    crossing = found.starts < first[kept]
    again = (np.diff(found.texts) == 0) & (np.diff(found.patterns) == 0)
    bounds = np.flatnonzero(np.concatenate(([True], ~again, [True])))
    crossing[1:] |= again & (found.starts[1:] < found.ends[:-1])
    if not crossing.any():
        return found
    left = np.ones(len(crossing), bool)
    for group in np.unique(np.searchsorted(bounds, np.flatnonzero(crossing), side="right")).tolist():
        begin, end = bounds[group - 1 : group + 1].tolist()
        number, pattern = int(found.texts[begin]), int(found.patterns[begin])
        overlapping = zip(found.starts[begin:end].tolist(), found.ends[begin:end].tolist(), strict=True)
        if ways.widths[pattern]:
            spans = _disjoint(overlapping)
        else:
            place = texts.starts[number], texts.stops[number]
            spans = _leftmost(texts.data, ways.regexes[pattern], ways.reaches[pattern], *place, sorted(overlapping))
        done = begin + len(spans)
        if spans:
            found.starts[begin:done], found.ends[begin:done] = np.array(spans, np.int64).T
        left[done:end] = False
    return _Matches(*(column[left] for column in found))


def _disjoint(reports: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first of overlapping matches of equal width, as in `finditer`."""
    spans: list[tuple[int, int]] = []
    done = 0
    for start, end in reports:
        if start >= done:
            done = end
            spans.append((start, end))
    return spans


def _places(texts: _Joined, names: Sequence[str], found: _Matches) -> list[_Places]:
    """The hits of each text, in its characters; a border inside a character moves outwards to that character's border."""
    places: list[_Places] = [{} for _ in texts.starts]
    if not len(found.texts):
        return places
    first = np.array(texts.starts, np.int64)[found.texts]
    starts, ends = found.starts - first, found.ends - first
    if not texts.data.isascii():
        continuation = np.flatnonzero(np.frombuffer(texts.data, np.int8) < -64)  # 0x80..0xBF as signed bytes
        before = np.searchsorted(continuation, first)
        starts += before - np.searchsorted(continuation, found.starts, side="right")
        ends += before - np.searchsorted(continuation, found.ends)
    of = map(names.__getitem__, found.patterns.tolist())
    hits = list(map(_hit, zip(of, starts.tolist(), ends.tolist(), strict=True)))
    changes = (np.diff(found.texts) != 0) | (np.diff(found.patterns) != 0)
    heads: list[int] = [0, *(np.flatnonzero(changes) + 1).tolist()]
    for number, head, end in zip(found.texts[heads].tolist(), heads, [*heads[1:], len(hits)], strict=True):
        places[number][hits[head].pattern] = hits[head:end]
    return places


def _leftmost(
    data: bytes, regex: re.Pattern[bytes], reach: int, done: int, stop: int, reports: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """What `finditer` yields from `done` to `stop`, from what Hyperscan reports: for every end of a match, the leftmost
    start that reaches it. No match is longer than `reach`.

    The next match of `finditer` after `done` is either a report that starts there or later, or it is hidden behind a
    report that starts earlier and ends later than `done`; then a search from `done` brings it out before that end.
    """
    spans: list[tuple[int, int]] = []
    for start, end in reports:
        while done < end:
            match = regex.search(data, max(start, done), min(stop, end + reach))
            if match is None or match.start() >= end:
                break
            done = match.end()
            spans.append(match.span())
    return spans


def _refusal(hyperscan: Any, patterns: _Patterns, fixed: Sequence[int]) -> ConfigError:
    """The error naming the pattern that Hyperscan refuses."""
    for (name, pattern), width in zip(patterns, fixed, strict=True):
        try:
            hyperscan.Database().compile(
                expressions=[pattern.encode()], flags=[0 if width else hyperscan.HS_FLAG_SOM_LEFTMOST]
            )
        except hyperscan.error as error:
            return ConfigError(f"pattern {name!r} is not one for Hyperscan: {error}; simplify it, see {__name__}")
    return ConfigError(f"Hyperscan refuses the {len(patterns)} patterns together: use fewer or simpler ones")
