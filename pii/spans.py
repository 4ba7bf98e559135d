"""`Span`: a labelled run of characters, and the few operations on spans that many modules need."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from pii.labels import Label, label_named

PROVED = 1.0
"""The score of a span that needs no judge: a grammar, a checksum or its place proves it."""
SURE = 0.9
"""Minimum score at which a judge's span may serve as evidence for others."""
PROPOSED = 0.5
"""The score of a span that its rule only proposes: it is kept unless a judge refuses it."""
ASKED = 0.25
"""The score of a span that a rule only asks about: without a judge it does not exist."""


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Characters `start` to `end` (half-open, Python characters of the text as given) carry `label`.

    A span never holds the characters themselves, so that printing or logging one cannot leak a value:
    `text[span.start:span.end]` is the value.

    Raises:
        ValueError: the span is empty or starts before the text, or the label is not a name in capital letters.
    """

    start: int
    end: int
    label: str
    """A `Label`, or the name of another label, such as `PHONE`."""
    score: float = 1.0
    """Confidence in [0, 1]; rules report 1."""
    source: str = ""
    """The detector and rule that found it, such as `rules.email` or `encoder`."""
    reason: str = field(default="", compare=False)
    """Why redaction keeps it: `decoy:<class>`, `allowed`, or `code` for a program's own identifier; empty if the policy's action
    applies."""

    def __init__(
        self, start: int, end: int, label: str, score: float = 1.0, source: str = "", reason: str = ""
    ) -> None:
        # A megabyte yields thousands of spans, and a frozen data class's own `__init__` takes twice as long.
        if not 0 <= start < end:
            raise ValueError(f"a span needs 0 <= start < end, not {start}..{end}")
        _set_start(self, start)
        _set_end(self, end)
        _set_label(self, label if type(label) is Label else label_named(label))
        _set_score(self, score)
        _set_source(self, source)
        _set_reason(self, reason)

    def __len__(self) -> int:
        return self.end - self.start

    def to_dict(self) -> dict[str, object]:
        """JSON-serialisable form; `reason` only if there is one."""
        given: dict[str, object] = {
            "start": self.start,
            "end": self.end,
            "label": str(self.label),
            "score": self.score,
            "source": self.source,
        }
        return {**given, "reason": self.reason} if self.reason else given


_set_start, _set_end, _set_label, _set_score, _set_source, _set_reason = (
    getattr(Span, each.name).__set__ for each in fields(Span)
)


def rescored(span: Span, score: float, label: str | None = None) -> Span:
    """The span with another score, and optionally label: five times as fast as `dataclasses.replace`."""
    return Span(span.start, span.end, label or span.label, score, span.source, span.reason)


def is_proved(span: Span) -> bool:
    """Whether a rule proves the span by itself."""
    return span.score >= PROVED


def is_proposed(span: Span) -> bool:
    """Whether a rule keeps the span when there is no judge."""
    return span.score >= PROPOSED


def is_sure(span: Span) -> bool:
    """Whether the span may serve as evidence for others: a judge is sure of it, or a rule proposes it and there was no judge."""
    return not span.reason and (span.score >= SURE or span.score == PROPOSED)


def overlap(a: Span, b: Span) -> int:
    """The number of characters that two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def disjoint(spans: Iterable[Span]) -> bool:
    """Whether no two of the spans share a character."""
    ordered = sorted(spans)
    return all(a.end <= b.start for a, b in zip(ordered, ordered[1:], strict=False))
