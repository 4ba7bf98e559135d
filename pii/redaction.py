"""What redaction makes of a text: the new text, and where each replacement stands in both."""

from dataclasses import dataclass
from typing import NamedTuple

from pii.spans import Span


class Replacement(NamedTuple):
    """A span of the text as given, and where its replacement stands in the redacted text (half-open characters)."""

    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacted text and its replacements in order; outside them it is the text as given, character for character.

    A span that is let stand has a replacement too, which is the value itself; `span.reason` says why.
    """

    text: str
    replacements: tuple[Replacement, ...] = ()
    marks: tuple[str, ...] = ()
    """What could not be kept: `syntax`, where the text parsed before and does not now."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans of the text as given, as `detect` reports them."""
        return tuple(replacement.span for replacement in self.replacements)

    def to_dict(self) -> dict[str, object]:
        """JSON-serialisable form: the redacted text, and of each span the offsets before and after; never a value."""
        spans = [
            {**replacement.span.to_dict(), "new_start": replacement.start, "new_end": replacement.end}
            for replacement in self.replacements
        ]
        return {"text": self.text, "spans": spans, "marks": list(self.marks)}

    def __repr__(self) -> str:
        # The rest of the text may hold what no detector found: a repr ends up in logs.
        return f"Redaction({len(self.text)} characters, {len(self.replacements)} replacements)"
