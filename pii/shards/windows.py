"""Long texts cut into windows that overlap, redacted window by window, and put together again.

A window is redacted with the text around it in sight, so that a span across a cut is found whole; of its spans it owns those
that begin between its two cuts. Where the cuts lie depends on the text alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pii.redactor import Redaction, Replacement

WINDOW = 1 << 22
"""Characters between two cuts, at most."""
CONTEXT = 1 << 16
"""Characters in sight before and after; a span longer than this may be cut in two where it lies across a cut."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a text with what surrounds it; `text[start:stop]` is the part."""

    text: str
    start: int
    stop: int
    offset: int
    """Where `text` begins in the whole text, in characters."""
    last: bool


def cut_windows(read: Callable[[int], str], window: int = WINDOW, context: int = CONTEXT) -> Iterator[Window]:
    """Cut what `read(number of characters)` delivers (empty at the end) into windows; at least one, which may be empty."""
    text, start, offset, ended = "", 0, 0, False
    while True:
        wanted = start + window + context
        pieces = [text]
        length = len(text)
        while not ended and length <= wanted:
            piece = read(wanted + 1 - length)
            ended = not piece
            pieces.append(piece)
            length += len(piece)
        text = "".join(pieces)
        if length <= wanted:
            yield Window(text, start, length, offset, last=True)
            return
        # After a line if there is one in the second half: a line is the best context of what stands in it.
        line_end = text.rfind("\n", start + window // 2, start + window) + 1
        stop = line_end or start + window
        yield Window(text[: stop + context], start, stop, offset, last=False)
        kept = max(0, stop - context)
        text, start, offset = text[kept:], stop - kept, offset + kept


class Splicer:
    """Puts redacted windows together, in order. Offsets of the replacements given back count from the start of the text."""

    def __init__(self) -> None:
        self._position = 0  # of the text, in characters: what lies before has been written
        self._length = 0  # of the redacted text

    def add(self, window: Window, redaction: Redaction) -> tuple[str, list[Replacement]]:
        """The next piece of the redacted text and the replacements in it."""
        pieces: list[str] = []
        replacements: list[Replacement] = []
        position = self._position - window.offset
        for found in redaction.replacements:
            span = found.span
            # A span of the window before reaches over the cut: what this window sees of it has been replaced.
            if span.end <= position or span.start >= window.stop:
                continue
            start = max(span.start, position)
            before = window.text[position:start]
            new = redaction.text[found.start : found.end]
            pieces += (before, new)
            new_start = self._length + len(before)
            self._length = new_start + len(new)
            moved = replace(span, start=start + window.offset, end=span.end + window.offset)
            replacements.append(Replacement(moved, new_start, self._length))
            position = span.end
        rest = window.text[position : window.stop]
        pieces.append(rest)
        self._length += len(rest)
        self._position = max(position, window.stop) + window.offset
        return "".join(pieces), replacements
