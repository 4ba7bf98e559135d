"""From a record's spans to spans of the label schema at their places in the text, or the reason why not."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from annotation.formats.records import UnreadableRowError
from annotation.label_schema import LEFT_OUT, shown_label
from annotation.offsets import Escapes, Failure, Hypothesis, Newlines, RawSpan, Unit, place
from annotation.schema import CrowdSpan

CODE_POINTS = Hypothesis(Unit.CODE_POINTS, Newlines.AS_IS, Escapes.AS_IS)


class UnplacedSpanError(UnreadableRowError):
    """A span has no known label or no certain place, which makes the whole answer unusable: without that span it would say that
    nothing is there."""

    def __init__(self, reason: str, span: RawSpan) -> None:
        super().__init__(reason)
        self.span = span


@dataclass(frozen=True, slots=True)
class Placing:
    """The spans of one answer, and how they were placed."""

    spans: list[CrowdSpan] = field(default_factory=list[CrowdSpan])
    notes: Counter[str] = field(default_factory=Counter[str])
    left_out: Counter[str] = field(default_factory=Counter[str])
    """Spans dropped because the user excluded their label, by label."""


def place_spans(
    text: str, raw: Iterable[RawSpan], label_of: Callable[[str], str | None], hypothesis: Hypothesis
) -> Placing:
    """All spans of an answer at their places.

    Args:
        text: that they are in.
        raw: the spans.
        label_of: the schema's label of one of the file's; None where it has none, `LEFT_OUT` where the span is to be left out.
        hypothesis: how offsets were counted.

    Raises:
        UnplacedSpanError: one of them has no known label or no certain place.
    """
    placing = Placing()
    for span in raw:
        label = label_of(span.label)
        if label == LEFT_OUT:
            placing.left_out[span.label] += 1
            continue
        if label is None:
            raise UnplacedSpanError(f"unknown label {shown_label(span.label)!r}", span)
        where = place(text, span, hypothesis)
        if isinstance(where, Failure):
            raise UnplacedSpanError(where.value, span)
        placing.notes.update(where.notes)
        notes = tuple(note for note in where.notes if note != "unverified")
        placing.spans.append(CrowdSpan(where.start, where.end, label, notes))
    return placing
