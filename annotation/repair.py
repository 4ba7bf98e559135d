"""Repair span edges that an annotation tool distorted. Each rule can be switched off, and every change is reported.

The tool snaps edges to letters and digits, splits a span around one inside it and fuses spans that touch; workers clip by a
space or a quote. The rules undo that towards the labelling guideline, and nothing else.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from ipaddress import ip_address

from annotation.schema import CrowdSpan
from pii.labels import Label

VERSION = "1"
"""Changes with any rule, so that a data set can say which repairs it went through."""


class Rule(StrEnum):
    """A repair, in the order in which they run."""

    SANDWICH = "sandwich"
    """Join two spans of a label that touch another between them: the tool cut one span around the inner label."""
    SPLIT = "split"
    """Split a span of several whole addresses with only separators between them."""
    TRIM = "trim"
    """Remove whitespace, enclosing quotes and stray punctuation at the edges."""
    TITLE = "title"
    """Remove a form of address before a name."""
    PORT = "port"
    """Remove a port or prefix length after an IP address."""
    REGROW = "regrow"
    """Restore an @ before a user name, and `=`, `-`, `_` at the edges of a key, which snapping to words cuts off."""


ALL: frozenset[Rule] = frozenset(Rule)

Base = Callable[[str], Label | None]
"""The detector's label of a crowd's label."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one rule did to the spans of one text: offsets only, never characters."""

    rule: Rule
    label: str
    before: tuple[tuple[int, int], ...]
    after: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        before, after = (
            " ".join(f"{start}..{end}" for start, end in places) or "gone" for places in (self.before, self.after)
        )
        return f"{self.rule} {self.label} {before} -> {after}"


def repair(
    text: str, spans: Sequence[CrowdSpan], base: Base, rules: Collection[Rule] = ALL
) -> tuple[list[CrowdSpan], list[Change]]:
    """The repaired spans, in order, and what was changed; a repaired span names the rules in its `repairs`."""
    current = sorted(spans)
    changes: list[Change] = []
    if Rule.SANDWICH in rules and len(current) >= 3:
        current = _join_sandwiches(current, changes)
    bases = {span.label: base(span.label) for span in current}
    if all(_is_settled(text, span, bases[span.label]) for span in current):
        return current, changes
    for rule, (labels, _) in _RULES.items():
        if rule in rules and (labels is None or not labels.isdisjoint(bases.values())):
            current = _fixed(text, current, bases, rule, changes)
    return current, changes


def _fixed(
    text: str, spans: list[CrowdSpan], bases: Mapping[str, Label | None], rule: Rule, changes: list[Change]
) -> list[CrowdSpan]:
    labels, fix = _RULES[rule]
    fixed: list[CrowdSpan] = []
    for index, span in enumerate(spans):
        label = bases[span.label]
        places = fix(text, span.start, span.end, label) if labels is None or label in labels else None
        if places is None or places == [(span.start, span.end)]:
            fixed.append(span)
            continue
        left = fixed[-1].end if fixed else 0
        right = spans[index + 1].start if index + 1 < len(spans) else len(text)
        places = [(max(start, min(left, span.start)), min(end, max(right, span.end))) for start, end in places]
        if places == [(span.start, span.end)]:
            fixed.append(span)
            continue
        changes.append(Change(rule, span.label, ((span.start, span.end),), tuple(places)))
        fixed += (_moved(span, rule, start, end) for start, end in places)
    return fixed


def _moved(span: CrowdSpan, rule: Rule, start: int, end: int) -> CrowdSpan:
    return replace(span, start=start, end=end, repairs=(*span.repairs, rule.value))


def _is_settled(text: str, span: CrowdSpan, base: Label | None) -> bool:
    """Whether no rule could change the span: a fast path, as most spans need no repair."""
    if not (text[span.start].isalnum() and text[span.end - 1].isalnum()) or base in (Label.USERNAME, Label.KEY):
        return False
    if base is Label.NAME:
        return _TITLE.match(text, span.start, span.end) is None
    if base is Label.EMAIL:
        return _SEPARATOR.search(text, span.start, span.end) is None
    return base is not Label.IP_ADDRESS or _JOINT.search(text, span.start, span.end) is None


def _join_sandwiches(spans: list[CrowdSpan], changes: list[Change]) -> list[CrowdSpan]:
    joined: list[CrowdSpan] = []
    for span in spans:
        joined.append(span)
        while len(joined) >= 3:
            left, inner, right = joined[-3:]
            if not (left.label == right.label != inner.label and left.end == inner.start and inner.end == right.start):
                break
            whole = _moved(left, Rule.SANDWICH, left.start, right.end)
            before = tuple((each.start, each.end) for each in (left, inner, right))
            changes.append(Change(Rule.SANDWICH, left.label, before, ((whole.start, whole.end),)))
            joined[-3:] = [whole]
    return joined


Places = list[tuple[int, int]]

_PAIRS = {'"': '"', "'": "'", "`": "`", "<": ">", "(": ")", "[": "]", "{": "}"}
_STRAY = "\"'`<>(),;:"
_LOOSE = frozenset({Label.NAME, Label.EMAIL, Label.USERNAME, Label.IP_ADDRESS})
"""Labels whose values never begin or end with such punctuation; a key or a password may."""
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Madam)(?:\.\s*|\s+)(?=\S)")
_PORT = re.compile(
    r"(?P<v4>\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5}|/\d{1,2})|\[(?P<v6>[0-9A-Fa-f:.]+)\]:\d{1,5}|(?P<net>[0-9A-Fa-f:]*::?[0-9A-Fa-f:]*)/\d{1,3}"
)
_WORD = re.compile(r"[^\s,;]+")
_JOINT = re.compile(r"[\s,;:/]")
_SEPARATOR = re.compile(r"[\s,;]")
_EDGE = re.compile(r"[\w-]")


def _split(text: str, start: int, end: int, base: Label | None) -> Places:
    whole = _is_email if base is Label.EMAIL else _is_ip
    if not _SEPARATOR.search(text, start, end):
        return [(start, end)]
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    return words if len(words) > 1 and all(whole(text[a:b]) for a, b in words) else [(start, end)]


def _trim(text: str, start: int, end: int, base: Label | None) -> Places:
    while start < end:
        if text[start].isalnum() and text[end - 1].isalnum():
            return [(start, end)]
        edges = start, end
        if text[start].isspace():
            start += 1
        elif text[end - 1].isspace():
            end -= 1
        elif end - start > 2 and _PAIRS.get(text[start]) == text[end - 1] and not _bracketed_address(text, start, end):
            start, end = start + 1, end - 1
        elif base in _LOOSE and text[start] in _STRAY and text[start : start + 2] != "::":
            start += 1
        elif (
            base in _LOOSE
            and text[end - 1] in _STRAY
            and text[end - 2 : end] != "::"
            and not (text[end - 1] == ")" and "(" in text[start:end])
        ):
            end -= 1
        if (start, end) == edges:
            return [(start, end)]
    return []


def _bracketed_address(text: str, start: int, end: int) -> bool:
    return text[start] == "[" and "]:" in text[start:end]


def _title(text: str, start: int, end: int, base: Label | None) -> Places:
    match = _TITLE.match(text, start, end)
    return [(match.end() if match else start, end)]


def _port(text: str, start: int, end: int, base: Label | None) -> Places:
    match = _PORT.fullmatch(text, start, end)
    if match is None or match.lastgroup is None or not _is_ip(match[match.lastgroup]):
        return [(start, end)]
    return [match.span(match.lastgroup)]


def _regrow(text: str, start: int, end: int, base: Label | None) -> Places:
    if base is Label.USERNAME:
        cut = text[start - 1 : start] == "@" and not _EDGE.match(text[start - 2 : start - 1])
        return [(start - 1 if cut else start, end)]
    grown = end
    while text[grown : grown + 1] in ("=", "-", "_"):
        grown += 1
    if grown < len(text) and text[grown].isalnum():  # more of the same word, or an assignment: the edge was not cut off
        grown = end
    left = start
    while left > 0 and text[left - 1] in "-_":
        left -= 1
    if left > 0 and (text[left - 1].isalnum() or text[left - 1] in "=@"):
        left = start
    return [(left, grown)]


def _is_email(value: str) -> bool:
    name, at, host = value.partition("@")
    return bool(name and at and "." in host.strip(".") and "@" not in host)


def _is_ip(value: str) -> bool:
    try:
        ip_address(value)
    except ValueError:
        return False
    return True


_RULES: dict[Rule, tuple[frozenset[Label | None] | None, Callable[[str, int, int, Label | None], Places]]] = {
    Rule.SPLIT: (frozenset({Label.EMAIL, Label.IP_ADDRESS}), _split),
    Rule.TRIM: (None, _trim),
    Rule.TITLE: (frozenset({Label.NAME}), _title),
    Rule.PORT: (frozenset({Label.IP_ADDRESS}), _port),
    Rule.REGROW: (frozenset({Label.USERNAME, Label.KEY}), _regrow),
}
"""For each rule its labels (None: all), and where it moves a span."""


def chosen(names: Iterable[str]) -> frozenset[Rule]:
    """The rules of those names.

    Raises:
        ValueError: there is no rule of a name.
    """
    return frozenset(Rule(name) for name in names)
