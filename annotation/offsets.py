"""Resolve the offsets of an export by evidence: which way of counting explains the quoted segments?

Annotation tools count in UTF-16 units or code points, over a text with newlines or escapes that may differ from the export's, and
no export says which. Each `Hypothesis` is one such way. `Evidence` counts how many spans of a pool each explains: those with the
quoted segment at these offsets. `place` turns a span's numbers into Python offsets of the text as given.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from ipaddress import ip_address
from itertools import product

SLACK = 16
"""How far from its expected place, in characters, to search for a segment that no hypothesis explains."""


class Unit(StrEnum):
    """The unit that offsets count."""

    UTF16 = "UTF-16"
    CODE_POINTS = "code points"


class Newlines(StrEnum):
    """How newlines of the text as given were changed before offsets were counted."""

    AS_IS = "as is"
    LF = "to LF"
    CRLF = "to CRLF"


class Escapes(StrEnum):
    """Whether a backslash escape in the text as given (of n, r, t, a quote or a backslash) counted as one character."""

    AS_IS = "as is"
    DECODED = "decoded"


@dataclass(frozen=True, slots=True, order=True)
class Hypothesis:
    """A way in which the offsets of an export may have been counted."""

    unit: Unit
    newlines: Newlines
    escapes: Escapes

    @property
    def is_plain(self) -> bool:
        """Whether offsets count in the text as given."""
        return self.newlines is Newlines.AS_IS and self.escapes is Escapes.AS_IS

    def __str__(self) -> str:
        return f"{self.unit}, newlines {self.newlines}, escapes {self.escapes}"


HYPOTHESES: tuple[Hypothesis, ...] = tuple(
    Hypothesis(unit, newlines, escapes) for escapes, newlines, unit in product(Escapes, Newlines, Unit)
)
"""All hypotheses, the simplest first, which breaks ties."""


class Failure(StrEnum):
    """Why a span cannot be placed."""

    NOTHING = "span has neither offsets nor a segment"
    EMPTY = "span is empty"
    OUTSIDE = "offset lies outside the text"
    ABSENT = "segment is not in the text"
    AMBIGUOUS = "segment occurs more than once"


@dataclass(frozen=True, slots=True)
class RawSpan:
    """A span as an export states it: offsets in an unknown unit, a quoted segment, or both."""

    label: str
    start: int | None = None
    end: int | None = None
    segment: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Placed:
    """The place of a span in the text as given, in characters, half-open."""

    start: int
    end: int
    notes: tuple[str, ...] = ()
    """How it was placed, if not by its own verified offsets: `nearby`, `found`, `unverified`, `whole-character`."""


_ESCAPE = re.compile(r"\\(?:[nrt\"\\]|u[0-9a-fA-F]{4})")
_ESCAPED = {"\\n": "\n", "\\r": "\r", "\\t": "\t", '\\"': '"', "\\\\": "\\"}
_NEWLINE = re.compile(r"\r\n|\r|\n")
_BARE_NEWLINE = re.compile(r"\r\n|\n")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def shown(text: str, newlines: Newlines, escapes: Escapes) -> str:
    """The text as the annotator's tool held it under a hypothesis."""
    if escapes is Escapes.DECODED:
        if "\\" not in text:
            return _shown(text, newlines, Escapes.AS_IS)
        text = _ESCAPE.sub(_decode, text)
    if newlines is Newlines.LF:
        return to_lf(text)
    if newlines is Newlines.CRLF and "\n" in text:
        return text.replace("\r\n", "\n").replace("\n", "\r\n")
    return text


def to_lf(text: str) -> str:
    """The text with every CRLF and CR as LF, as an HTML parser reads it."""
    if "\r" not in text:
        return text
    text = text.replace("\r\n", "\n")
    return text.replace("\r", "\n") if "\r" in text else text


def _decode(match: re.Match[str]) -> str:
    escape = match.group()
    return _ESCAPED.get(escape) or chr(int(escape[2:], 16))


class Alignment:
    """Offsets of the text as shown to offsets of the text as given."""

    def __init__(self, text: str, newlines: Newlines, escapes: Escapes) -> None:
        steps: list[_Rewrite] = []
        if escapes is Escapes.DECODED:
            steps.append(_Rewrite(text, _ESCAPE, _decode))
            text = steps[-1].text
        if newlines is Newlines.LF:
            steps.append(_Rewrite(text, _NEWLINE, lambda _: "\n"))
        elif newlines is Newlines.CRLF:
            steps.append(_Rewrite(text, _BARE_NEWLINE, lambda _: "\r\n"))
        self._steps = steps[::-1]

    def given(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text as given behind a stretch of the text as shown; replaced pieces count as a whole."""
        for step in self._steps:
            start, end = step.before(start, is_end=False), step.before(end, is_end=True)
        return start, end


class _Rewrite:
    """A text with all matches of a pattern replaced, and where they were."""

    def __init__(self, text: str, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> None:
        pieces: list[str] = []
        self._starts: list[int] = []
        self._edits: list[tuple[int, int, int]] = []  # end after, start before, end before
        length = position = 0
        for match in pattern.finditer(text):
            new = replacement(match)
            if new == match.group():
                continue
            pieces += (text[position : match.start()], new)
            length += match.start() - position
            self._starts.append(length)
            length += len(new)
            self._edits.append((length, match.start(), match.end()))
            position = match.end()
        self.text = "".join(pieces) + text[position:]

    def before(self, offset: int, is_end: bool) -> int:
        index = bisect_right(self._starts, offset - 1 if is_end else offset) - 1
        if index < 0:
            return offset
        end_after, start_before, end_before = self._edits[index]
        if offset >= end_after:
            return end_before + offset - end_after
        return end_before if is_end else start_before


def place(text: str, raw: RawSpan, hypothesis: Hypothesis) -> Placed | Failure:
    """Place a span by the hypothesis if that explains its segment, else by the segment itself if its occurrence is unique.

    A segment that the hypothesis does not explain is placed at its only occurrence nearby, else at its only occurrence in the
    whole text; else the span cannot be placed.
    """
    if raw.start is None or raw.end is None:
        return _find(text, raw.segment, None) if raw.segment else Failure.NOTHING
    if raw.end <= raw.start:
        return Failure.EMPTY
    if (
        raw.segment and 0 <= raw.start < raw.end <= len(text) and hypothesis.is_plain and text.isascii()
    ):  # the common case, quickly
        if text[raw.start : raw.end] == raw.segment:
            return Placed(raw.start, raw.end)
    if explains(text, raw.start, raw.end, raw.segment, hypothesis):
        start, end, widened = _given(text, raw.start, raw.end, hypothesis)
        notes = ("whole-character",) if widened else ()
        return Placed(start, end, notes if raw.segment else (*notes, "unverified"))
    if not raw.segment:
        return Failure.OUTSIDE
    return _find(text, raw.segment, (raw.start, raw.end))


class Evidence:
    """How many spans of one pool each hypothesis explains."""

    def __init__(self, shapes: bool = True) -> None:
        self._shapes = shapes
        self.spans = 0
        """Spans that can tell hypotheses apart: they have offsets, and a segment or, unless `shapes` is off, a label whose values
        have a known shape."""
        self._explained: Counter[int] = Counter()  # by set of explaining hypotheses, one bit each

    def add(self, text: str, spans: Iterable[RawSpan]) -> None:
        """Counts one answer."""
        for raw in spans:
            if raw.start is None or raw.end is None or not (raw.segment or (self._shapes and _shape(raw.label))):
                continue
            self.spans += 1
            explaining = 0
            for bits, example in _readings(text):
                if _testifies(_slice(text, raw.start, raw.end, example), raw):
                    explaining |= bits
            self._explained[explaining] += 1

    def scores(self) -> dict[Hypothesis, int]:
        """Spans explained by each hypothesis, best first."""
        counts = Counter(
            {
                each: sum(spans for bits, spans in self._explained.items() if bits >> index & 1)
                for index, each in enumerate(HYPOTHESES)
            }
        )
        return dict(counts.most_common())

    def best(self, default: Unit = Unit.UTF16) -> Hypothesis:
        """The hypothesis that explains the most spans; of several, the simplest in the `default` unit."""
        scores = self.scores()
        most = max(scores.values())
        tied = [each for each in HYPOTHESES if scores[each] == most]
        plain = (tied[0].escapes, tied[0].newlines)
        return min(tied, key=lambda each: ((each.escapes, each.newlines) != plain, each.unit != default))


@lru_cache(maxsize=64)
def _readings(text: str) -> list[tuple[int, Hypothesis]]:
    """The ways of counting that differ in this text: for each, its hypotheses as bits, and one of them."""
    ways: dict[tuple[str, Unit], int] = {}
    examples: list[Hypothesis] = []
    for index, each in enumerate(HYPOTHESES):
        view = _view(text, each)
        way = view, Unit.CODE_POINTS if view.isascii() or _utf16(view) is None else each.unit
        if way not in ways:
            ways[way] = 0
            examples.append(each)
        ways[way] |= 1 << index
    return list(zip(ways.values(), examples, strict=True))


def _testifies(value: str | None, raw: RawSpan) -> bool:
    if value is None:
        return False
    if raw.segment:
        return value == raw.segment or _same_but_space(value, raw.segment)
    shape = _shape(raw.label)
    return shape is not None and shape(value)


def _shape(label: str) -> Callable[[str], bool] | None:
    return _SHAPES.get(label.upper().split("_")[0])


def explains(text: str, start: int, end: int, segment: str | None, hypothesis: Hypothesis) -> bool:
    """Whether the offsets, read this way, lie in the text and delimit the segment, if there is one."""
    value = _slice(text, start, end, hypothesis)
    return value is not None and (not segment or value == segment or _same_but_space(value, segment))


def _same_but_space(value: str, segment: str) -> bool:
    """Whether texts are equal except for the form of newlines and runs of space that a browser collapsed."""
    if to_lf(value) == to_lf(segment):
        return True
    return value[0] == segment[0] and value[-1] == segment[-1] and value.split() == segment.split()


@lru_cache(maxsize=64)
def _shown(text: str, newlines: Newlines, escapes: Escapes) -> str:
    return shown(text, newlines, escapes)


@lru_cache(maxsize=64)
def _alignment(text: str, newlines: Newlines, escapes: Escapes) -> Alignment:
    return Alignment(text, newlines, escapes)


@lru_cache(maxsize=64)
def _utf16(view: str) -> bytes | None:
    """The view in UTF-16; None if offsets are the same in both units."""
    return view.encode("utf-16-le", "surrogatepass") if not view.isascii() and _ASTRAL.search(view) else None


def _view(text: str, hypothesis: Hypothesis) -> str:
    return text if hypothesis.is_plain else _shown(text, hypothesis.newlines, hypothesis.escapes)


def _slice(text: str, start: int, end: int, hypothesis: Hypothesis) -> str | None:
    """The characters at those offsets under the hypothesis; None outside the text."""
    view = _view(text, hypothesis)
    units = _utf16(view) if hypothesis.unit is Unit.UTF16 and not view.isascii() else None
    if not 0 <= start < end <= (len(view) if units is None else len(units) // 2):
        return None
    return view[start:end] if units is None else units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def _given(text: str, start: int, end: int, hypothesis: Hypothesis) -> tuple[int, int, bool]:
    """Python offsets in the text as given, and whether they were widened to whole characters."""
    widened = False
    if hypothesis.unit is Unit.UTF16:
        view = _view(text, hypothesis)
        units = None if view.isascii() else _utf16(view)
        if units is not None:
            start, cut_start = _code_point(units, start, is_end=False)
            end, cut_end = _code_point(units, end, is_end=True)
            widened = cut_start or cut_end
    if hypothesis.is_plain:
        return start, end, widened
    return (*_alignment(text, hypothesis.newlines, hypothesis.escapes).given(start, end), widened)


def _code_point(units: bytes, offset: int, is_end: bool) -> tuple[int, bool]:
    """The code point offset of a UTF-16 offset, and whether that lay inside a surrogate pair."""
    inside = 0 < offset < len(units) // 2 and _is_low(units, offset) and _is_high(units, offset - 1)
    if inside:
        offset += 1 if is_end else -1
    return len(units[: 2 * offset].decode("utf-16-le", "surrogatepass")), inside


def _is_low(units: bytes, index: int) -> bool:
    return 0xDC <= units[2 * index + 1] <= 0xDF


def _is_high(units: bytes, index: int) -> bool:
    return 0xD8 <= units[2 * index + 1] <= 0xDB


def _find(text: str, segment: str, expected: tuple[int, int] | None) -> Placed | Failure:
    """The only occurrence of the segment near the expected offsets, else its only one in the text."""
    places = occurrences(text, segment)
    if not places:
        return Failure.ABSENT
    if expected is not None:
        near = _window(text, *expected)
        close = [place for place in places if near[0] <= place[0] and place[1] <= near[1]]
        if len(close) == 1:
            return Placed(*close[0], ("nearby",))
    return Placed(*places[0], ("found",)) if len(places) == 1 else Failure.AMBIGUOUS


def occurrences(text: str, segment: str) -> list[tuple[int, int]]:
    """All occurrences of the segment in the text as given, also overlapping ones, whatever the form of newlines. If there are
    none, escapes are decoded."""
    wanted = to_lf(segment)
    for escapes in Escapes:
        view = _shown(text, Newlines.LF, escapes)
        found: list[int] = []
        at = view.find(wanted)
        while at >= 0:
            found.append(at)
            at = view.find(wanted, at + 1)
        if found:
            alignment = _alignment(text, Newlines.LF, escapes)
            return [alignment.given(at, at + len(wanted)) for at in found]
    return []


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch that covers all readings of the offsets, plus some slack."""
    places = [
        _given(text, start, end, each)[:2] for each in HYPOTHESES if _slice(text, start, end, each) is not None
    ] or [(start, end)]
    return min(place[0] for place in places) - SLACK, max(place[1] for place in places) + SLACK


def _is_address(value: str) -> bool:
    try:
        ip_address(value.strip())
    except ValueError:
        return False
    return True


_SHAPES: dict[str, Callable[[str], bool]] = {
    "EMAIL": lambda value: "@" in value[1:-1] and value == value.strip(),
    "IP": _is_address,
}
"""The shape of a label's values, by the first word of the label, for spans without a segment."""
