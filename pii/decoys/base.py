"""What a class of decoys is, and the line around a span that many of them read."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from pii.spans import Span
from pii.text.encoded import line_around as line_of


class Standing(Enum):
    """What becomes of a class's spans."""

    VETOED = "no personal data at all: dropped, for every detector, and not reported"
    NOBODYS = "what it seems to be, and nobody's: reported, and left as it is unless a policy says otherwise"
    CHOICE = "somebody's, perhaps: reported, and left as it is only where a policy says so"


@dataclass(frozen=True, slots=True)
class Decoy:
    """A class of values that look like personal data or like a credential."""

    labels: frozenset[str]
    """The labels whose spans are asked about."""
    standing: Standing
    reason: str
    """Why such values need no masking, with an example where one says more."""
    belongs: Callable[[str, Span], bool]
    """Whether a span of a text, which has one of the labels, is one."""

    def __call__(self, text: str, span: Span) -> bool:
        return span.label in self.labels and self.belongs(text, span)


def line_around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after the span on its line, at most 400 characters of each."""
    return line_of(text, span.start, span.end)
