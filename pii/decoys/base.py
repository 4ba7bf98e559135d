"""The definition of a decoy class, and the line around a span, which many classes read."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from pii.spans import Span
from pii.text.encoded import line_around as line_of


class Standing(Enum):
    """What happens to a class's spans."""

    VETOED = "no personal data at all: dropped, for every detector, and not reported"
    NOBODYS = "what it seems to be, and nobody's: reported, and left as it is unless a policy says otherwise"
    CHOICE = "somebody's, perhaps: reported, and left as it is only where a policy says so"


@dataclass(frozen=True, slots=True)
class Decoy:
    """A class of values that look like personal data or a credential."""

    labels: frozenset[str]
    """The labels whose spans are checked."""
    standing: Standing
    reason: str
    """Why such values need no masking, with an example if that is clearer."""
    belongs: Callable[[str, Span], bool]
    """Whether a span of a text with one of the labels belongs to the class."""

    def __call__(self, text: str, span: Span) -> bool:
        return span.label in self.labels and self.belongs(text, span)


def line_around(text: str, span: Span) -> tuple[str, str]:
    """The text before and after the span on its line, at most 400 characters each."""
    return line_of(text, span.start, span.end)
