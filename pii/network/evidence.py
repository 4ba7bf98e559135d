"""Evidence: what is known about each token in addition to its text, for an encoder that judges it.

A mark combines the verdict of other detectors (a label, and whether it is proved by a grammar, a checksum or its place, or only
proposed) with whether the token's word is a given or a family name. A bundle lists the marks that its network knows, in id
order; 0 means no mark.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pii.known.names import known_names
from pii.network.encoding import Encoding
from pii.spans import Span, is_proposed, is_proved

NONE = "none"
_KINDS = ("", "+given", "+family", "+given-or-family")
"""Refinements of a mark by the word's kind in `pii.known.names`."""


def mark_of(span: Span) -> str:
    """The name of a span's mark: `proved-EMAIL`, `proposed-NAME`, `asked-KEY`."""
    return f"{'proved' if is_proved(span) else 'proposed' if is_proposed(span) else 'asked'}-{span.label}"


def marks_of(labels: Sequence[str]) -> tuple[str, ...]:
    """All marks for these labels in id order, plain ones first, so that finer ones can be added to a network."""
    plain = (NONE, *(f"{standing}-{label}" for label in labels for standing in ("proved", "proposed")))
    found = (*plain, *(f"asked-{label}" for label in labels))
    return tuple(mark + kind for kind in _KINDS for mark in found)


def coarser(mark: str) -> str:
    """The plain mark that a finer one refines: `proposed-KEY` for `asked-KEY+given`."""
    return mark.partition("+")[0].replace("asked-", "proposed-")


def _strength(marked: tuple[Span, str]) -> tuple[bool, bool, int, int]:
    """Sort key of marks: later ones overwrite earlier ones."""
    span, _ = marked
    return is_proved(span), is_proposed(span), len(span), span.start


class Marker:
    """Sets the marks that a network knows: unknown refinements fall back to the plain mark, unknown marks to `NONE`.

    Args:
        marks: the names of the marks, in id order.
    """

    def __init__(self, marks: Iterable[str]) -> None:
        self._ids = {mark: number for number, mark in enumerate(marks)}
        self._knows_names = any("+" in mark for mark in self._ids)

    @cached_property
    def proposals(self) -> list[int]:
        """The ids of the marks that ask for a judge."""
        return [number for mark, number in self._ids.items() if mark.startswith(("proposed", "asked"))]

    @cached_property
    def proofs(self) -> list[int]:
        """The ids of the marks that need no judge."""
        return [number for mark, number in self._ids.items() if mark.startswith("proved")]

    def __call__(
        self, text: str, encoding: Encoding, spans: Iterable[Span], parts: Sequence[tuple[int, int]] | None = None
    ) -> NDArray[np.int8]:
        """The mark of every token of an encoding of the text, or of parts of it (words end at the ends of parts); of
        overlapping spans the surer one wins, then the longer."""
        found = np.zeros(len(encoding), dtype=np.int8)
        names = [NONE]
        marked = [(span, mark) for span in spans if (mark := mark_of(span)) in self._ids]
        marked.sort(key=_strength)
        known = [span for span, _ in marked]
        # Vectorised, since a table of people has thousands of spans. The tokens are those of `tokens_touching`.
        firsts = np.searchsorted(encoding.ends, np.array([span.start for span in known], np.int32), "right").tolist()
        lasts = np.searchsorted(encoding.starts, np.array([span.end for span in known], np.int32), "left").tolist()
        for (_, mark), first, last in zip(marked, firsts, lasts, strict=True):
            if mark not in names:
                names.append(mark)
            found[first:last] = names.index(mark)
        kinds = self._kinds(text, encoding, parts if parts is not None else [(0, len(text))])
        ids = [[self._ids.get(name + kind, self._ids.get(name, 0)) for kind in _KINDS] for name in names]
        return np.array(ids, dtype=np.int8)[found, kinds]

    def _kinds(self, text: str, encoding: Encoding, parts: Sequence[tuple[int, int]]) -> NDArray[np.int8]:
        """The kind of each token's word."""
        row = np.zeros(len(encoding), dtype=np.int8)
        if not self._knows_names or not len(encoding):
            return row
        words = [word for start, end in parts for word in known_names(text, start, end)]
        if not words:
            return row
        # Token i touches word w if starts[i] < lasts[w] and ends[i] > firsts[w]; both are ascending.
        places = np.array(words, dtype=np.int32)
        left = np.searchsorted(encoding.ends, places[:, 0], side="right").tolist()
        right = np.searchsorted(encoding.starts, places[:, 1], side="left").tolist()
        for (_, _, kind), first, last in zip(words, left, right, strict=True):
            row[first:last] = kind
        return row
