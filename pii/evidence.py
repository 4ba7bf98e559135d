"""Evidence: what other detectors say of each token, for an encoder that judges it.

A mark is a label and whether it is proved (by a grammar, a checksum, a place that says what stands there) or only proposed.
A bundle lists the marks that its network knows, in the order of their ids; 0 is none.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from pii.encoding import Encoding, tokens_touching
from pii.spans import Span

NONE = "none"


def mark_of(span: Span) -> str:
    """The name of the mark that a span sets: `proved-EMAIL`, `proposed-NAME`."""
    return f"{'proved' if is_proved(span) else 'proposed'}-{span.label}"


def is_proved(span: Span) -> bool:
    """Whether the span stands without a judge."""
    return span.score >= 1


def marks_of(labels: Iterable[str]) -> tuple[str, ...]:
    """All marks for these labels, in the order of their ids."""
    return (NONE, *(f"{standing}-{label}" for label in labels for standing in ("proved", "proposed")))


def marks(encoding: Encoding, spans: Iterable[Span], ids: Mapping[str, int]) -> NDArray[np.int8]:
    """The mark of every token; where spans overlap, a proved one wins, else the longer one."""
    row = np.zeros(len(encoding), dtype=np.int8)
    for span in sorted(spans, key=lambda span: (is_proved(span), len(span), span.start)):
        if mark := ids.get(mark_of(span)):
            first, last = tokens_touching(encoding.starts, encoding.ends, span.start, span.end)
            row[first:last] = mark
    return row
