"""The result of redaction: the new text, and the place of each replacement in both texts."""

from dataclasses import dataclass
from typing import NamedTuple

from pii.spans import Span


class Replacement(NamedTuple):
    """A span of the original text, and its replacement's place in the redacted text (half-open characters)."""

    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacted text and its replacements in order; outside them it equals the original, character for character.

    A span that is kept has a replacement too, which is the value itself; `span.reason` says why.
    """

    text: str
    replacements: tuple[Replacement, ...] = ()
    marks: tuple[str, ...] = ()
    """Properties that were lost: `syntax`, if the text parsed before and does not now."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans of the original text, as reported by `detect`."""
        return tuple(replacement.span for replacement in self.replacements)

    def to_dict(self) -> dict[str, object]:
        """JSON-serialisable form: the redacted text, and each span's offsets before and after; never a value."""
        spans = [
            {**replacement.span.to_dict(), "new_start": replacement.start, "new_end": replacement.end}
            for replacement in self.replacements
        ]
        return {"text": self.text, "spans": spans, "marks": list(self.marks)}

    def __repr__(self) -> str:
        # A repr ends up in logs, and the text may hold values that no detector found.
        return f"Redaction({len(self.text)} characters, {len(self.replacements)} replacements)"
