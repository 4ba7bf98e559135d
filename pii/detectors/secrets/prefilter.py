"""Which lines of a text can a regex match in? A necessary condition, decided for many regexes in one pass over the bytes.

`necessary_pattern` turns a Python regex into a simpler one for UTF-8 bytes that matches in every line in which the
original matches, and in few others: look-around and anchors go, a back-reference becomes a copy of its group, a
character class becomes its ASCII members plus any byte above 0x7F, a repeat at either end shrinks to its minimum.

`LineMarker` reads a text once with all of them: with Hyperscan where it is installed, else with `re`. It is not
`pii.detectors.scan.Scanner` because it needs no start of a match, which is what makes Hyperscan slow on long repeats.
"""

import importlib
import importlib.util
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pii.detectors.scan import Engine
from pii.errors import MissingDependencyError

_parse_regex: Callable[[str, int], Any] = importlib.import_module("re._parser").parse

_ASCII = frozenset(map(chr, range(128)))
_LINE_BREAKS = frozenset("\r\n")
_ANYTHING = r"[^\n]*"
"""Replaces a construct that is not translated: whatever it matches lies within the line."""

_CATEGORIES = {
    f"CATEGORY_{name}": frozenset(character for character in _ASCII if re.match(regex, character))
    for name, regex in {
        "DIGIT": r"\d",
        "NOT_DIGIT": r"\D",
        "SPACE": r"\s",
        "NOT_SPACE": r"\S",
        "WORD": r"\w",
        "NOT_WORD": r"\W",
    }.items()
}
_ZERO_WIDTH = {"AT", "ASSERT", "ASSERT_NOT"}
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}

_WIDEST_COUNT = 16
"""A repeat that may be longer has no upper bound in the translation: counting costs automaton states for little gain."""

_FOLDED = r"\xc5\xbf|\xe2\x84\xaa|\xc4[\xb0\xb1]"
"""The characters beyond ASCII that equal `s`, `k` or `i` when case is ignored: their lines are marked for every owner."""

_PADDING = b"\n" * 16
"""Vectorscan 5.4 overlooks some two-byte literals at the very end of its input (hyperscan 0.9.1)."""

_Node = tuple[Any, Any]
_Characters = tuple[frozenset[str], bool]
"""ASCII members of a character class, and whether characters beyond ASCII may belong to it too."""


def necessary_pattern(regex: re.Pattern[str]) -> str:
    """A regex for UTF-8 bytes that matches within every line (text without line break) within which `regex` matches.

    It is written in ASCII, in the syntax that `re` and Hyperscan share.
    """
    translation = _Translation(bool(regex.flags & re.IGNORECASE))
    return translation.sequence(_parse_regex(regex.pattern, regex.flags), first=True, last=True)


class _Translation:
    """The translation of one regex to bytes; `first` and `last` say that nothing needs to match before or after the nodes."""

    def __init__(self, ignore_case: bool) -> None:
        self._ignore_case = ignore_case
        self._groups: dict[int, str] = {}

    def sequence(self, nodes: Iterable[_Node], *, first: bool = False, last: bool = False) -> str:
        kept = [node for node in nodes if str(node[0]) not in _ZERO_WIDTH]
        while first and kept and _optional(kept[0]):
            del kept[0]
        while last and kept and _optional(kept[-1]):
            del kept[-1]
        return "".join(
            self._node(node, first=first and index == 0, last=last and index == len(kept) - 1)
            for index, node in enumerate(kept)
        )

    def _node(self, node: _Node, *, first: bool, last: bool) -> str:
        kind, argument = str(node[0]), node[1]
        characters = self._characters(node)
        if characters is not None:
            return _repeated(characters, 1, 1)
        if kind in _REPEATS:
            least, most, body = int(argument[0]), int(argument[1]), list(argument[2])
            most = least if first or last else most
            characters = self._characters(body[0]) if len(body) == 1 else None
            if characters is not None:
                return _repeated(characters, least, most)
            return f"(?:{self.sequence(body)}){_count(least, most)}"
        if kind == "BRANCH":
            branches = [self.sequence(branch, first=first, last=last) for branch in argument[1]]
            return f"(?:{'|'.join(dict.fromkeys(branches))})"
        if kind == "SUBPATTERN" and not (argument[1] or argument[2]):  # these two are flags of the group alone
            if argument[0] is not None:
                self._groups[argument[0]] = f"(?:{self.sequence(argument[3])})"
            return f"(?:{self.sequence(argument[3], first=first, last=last)})"
        if kind == "GROUPREF":
            return self._groups.get(argument, _ANYTHING)
        return _ANYTHING

    def _characters(self, node: _Node) -> _Characters | None:
        """The characters that a one-character node matches, rather too many than too few; None for other nodes."""
        kind, argument = str(node[0]), node[1]
        if kind == "ANY":
            return _ASCII - _LINE_BREAKS, True
        if kind == "LITERAL":
            return self._cased({chr(argument)}) & _ASCII, argument > 127
        if kind == "NOT_LITERAL":
            return _ASCII - {chr(argument)} - _LINE_BREAKS, True
        if kind != "IN":
            return None
        members: set[str] = set()
        wide = negated = False
        for item, value in argument:
            if str(item) == "NEGATE":
                negated = True
            elif str(item) == "CATEGORY":
                members |= _CATEGORIES[str(value)]
                wide = True
            else:
                low, high = (value, value) if str(item) == "LITERAL" else value
                members.update(map(chr, range(low, min(high, 127) + 1)))
                wide = wide or high > 127
        if negated:
            return _ASCII - members - _LINE_BREAKS, True
        return self._cased(members) - _LINE_BREAKS, wide

    def _cased(self, members: Iterable[str]) -> frozenset[str]:
        members = frozenset(members)
        return members | {member.swapcase() for member in members} if self._ignore_case else members


def _optional(node: _Node) -> bool:
    return str(node[0]) in _REPEATS and node[1][0] == 0


def _repeated(characters: _Characters, least: int, most: int) -> str:
    """`least` to `most` characters of a class in bytes: one beyond ASCII has two to four."""
    members, wide = characters
    listed = "".join(f"\\x{ord(member):02x}" for member in sorted(members))
    if wide:
        return f"[{listed}\\x80-\\xff]{_count(least, most * 4)}"
    return (listed if len(members) == 1 else f"[{listed}]") + _count(least, most)


def _count(least: int, most: int) -> str:
    if least == most:
        return "" if least == 1 else f"{{{least}}}"
    if most > max(_WIDEST_COUNT, least + 4):
        return {0: "*", 1: "+"}.get(least, f"{{{least},}}")
    return f"{{{least},{most}}}"


class MarkedLine(NamedTuple):
    """Characters `start` to `end` are a line in which the patterns of `owners` may match."""

    start: int
    end: int
    owners: frozenset[str]


class LineMarker:
    """Finds the lines of a text in which patterns may match. Safe to use from many threads.

    Args:
        patterns: patterns from `necessary_pattern` by owner, which can be any key.
        engine: `auto`, `hyperscan` or `re`; all mark the same lines.

    Raises:
        MissingDependencyError: Hyperscan was requested and is not installed.
    """

    def __init__(self, patterns: Mapping[str, Sequence[str]], engine: Engine = Engine.AUTO) -> None:
        owned = [(pattern, frozenset({owner})) for owner, each in patterns.items() for pattern in each]
        owned.append((_FOLDED, frozenset(patterns)))
        self._owners = [owners for _, owners in owned]
        self._ends = _reader(engine)([pattern.encode() for pattern, _ in owned])

    def lines(self, text: str) -> Iterator[MarkedLine]:
        """The marked lines in order. A line ends at `\\n` alone."""
        data = text.encode("utf-8", "surrogatepass") + _PADDING
        ends = sorted(self._ends(data))
        stop = characters = following = 0
        while following < len(ends):
            end = ends[following][0]
            start = data.rfind(b"\n", stop, end) + 1
            characters += _length(data[stop:start])
            stop = data.find(b"\n", end)
            owners: set[str] = set()
            while following < len(ends) and ends[following][0] <= stop:
                owners |= self._owners[ends[following][1]]
                following += 1
            line_start, characters = characters, characters + _length(data[start:stop])
            yield MarkedLine(line_start, characters, frozenset(owners))


def _length(data: bytes) -> int:
    return len(data) if data.isascii() else len(data.decode("utf-8", "surrogatepass"))


_Ends = list[tuple[int, int]]
"""Byte after the last of a match, index of the pattern."""


def _reader(engine: Engine) -> Callable[[Sequence[bytes]], Callable[[bytes], _Ends]]:
    installed = importlib.util.find_spec("hyperscan") is not None
    if engine is Engine.HYPERSCAN and not installed:
        raise MissingDependencyError("engine 'hyperscan' needs the package hyperscan: pip install hyperscan")
    return _read_with_hyperscan if installed and engine is not Engine.RE else _read_with_re


def _read_with_re(patterns: Sequence[bytes]) -> Callable[[bytes], _Ends]:
    regexes = [re.compile(pattern) for pattern in patterns]
    return lambda data: [(match.end(), index) for index, regex in enumerate(regexes) for match in regex.finditer(data)]


def _read_with_hyperscan(patterns: Sequence[bytes]) -> Callable[[bytes], _Ends]:
    import hyperscan

    database: Any = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(expressions=list(patterns), ids=list(range(len(patterns))), flags=0)
    per_thread = threading.local()  # two scans must not share a scratch, and scans release the interpreter lock

    def found(index: int, _start: int, end: int, _flags: int, ends: _Ends) -> None:
        ends.append((end, index))

    def read(data: bytes) -> _Ends:
        if not hasattr(per_thread, "scratch"):
            per_thread.scratch = hyperscan.Scratch(database)
        ends: _Ends = []
        database.scan(data, match_event_handler=found, context=ends, scratch=per_thread.scratch)
        return ends

    return read
