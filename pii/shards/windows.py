"""Cut long texts into overlapping windows, redact each, and join them again.

A window is redacted with some text around it as context, so that a span across a cut is found whole; it owns those spans that
begin between its two cuts. Where the cuts lie depends on the text alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pii.redaction import Redaction, Replacement

WINDOW = 1 << 22
"""Most characters between two cuts."""
CONTEXT = 1 << 16
"""Characters of context before and after; a longer span across a cut may come out as two."""


@dataclass(frozen=True, slots=True)
class Window:
    """A window of a text with its context: the window proper is `text[start:stop]`."""

    text: str
    start: int
    stop: int
    offset: int
    """Where `text` begins in the whole text, in characters."""
    last: bool


def cut_windows(read: Callable[[int], str], window: int = WINDOW, context: int = CONTEXT) -> Iterator[Window]:
    """Cut a text into windows; `read(n)` returns up to n characters, none at the end. An empty text has one empty window."""
    cutter = Cutter(window, context)
    while piece := read(max(1, cutter.wanted)):
        yield from cutter.feed(piece)
    yield cutter.close()


class Cutter:
    """Cuts a text that arrives in pieces. Cuts do not depend on the pieces, unless `cut_lines` is used."""

    def __init__(self, window: int = WINDOW, context: int = CONTEXT) -> None:
        self._window, self._context = window, context
        self._pieces: list[str] = []
        self._length = 0  # of all pieces
        self._start = 0  # where the next window begins; before it lies context
        self._newline = -1  # the first newline not yet cut off, kept so that a long line is searched once
        self._offset = 0

    @property
    def wanted(self) -> int:
        """How many more characters the next window needs."""
        return self._start + self._window + self._context + 1 - self._length

    def feed(self, piece: str) -> Iterator[Window]:
        """The windows that this piece completes."""
        if self._newline < 0 and (found := piece.find("\n")) >= 0:
            self._newline = self._length + found
        self._pieces.append(piece)
        self._length += len(piece)
        while self.wanted <= 0:
            text, start = self._text(), self._start
            # Cut after a line if one ends in the second half: values seldom span lines, and their context is the line.
            line_end = text.rfind("\n", start + self._window // 2, start + self._window) + 1
            yield self._cut(text, line_end or start + self._window)

    def cut_lines(self, behind: int = 0) -> Window | None:
        """The complete lines so far that at least `behind` characters follow; None if there are none."""
        if not 0 <= self._newline < self._length - behind:
            return None
        text = self._text()
        stop = text.rfind("\n", self._start, len(text) - behind) + 1
        # A PEM key is one value over many lines: wait for its end, however long it is.
        begin = text.rfind("-----BEGIN ", max(self._start, stop - self._context), stop)
        if begin >= 0 and text.find("-----END ", begin, stop) < 0:
            stop = text.rfind("\n", self._start, begin) + 1
        return self._cut(text, stop) if stop > self._start else None

    def close(self) -> Window:
        """The rest of the text."""
        text = self._text()
        return Window(text, self._start, len(text), self._offset, last=True)

    def _text(self) -> str:
        text = "".join(self._pieces)
        self._pieces = [text]
        return text

    def _cut(self, text: str, stop: int) -> Window:
        found = Window(text[: stop + self._context], self._start, stop, self._offset, last=False)
        kept = max(0, stop - self._context)
        self._pieces, self._length = [text[kept:]], len(text) - kept
        self._start, self._offset = stop - kept, self._offset + kept
        self._newline = self._pieces[0].find("\n", self._start)
        return found


class Splicer:
    """Joins redacted windows, in order. Offsets of the replacements returned count from the start of the text."""

    def __init__(self) -> None:
        self._position = 0  # of the text, in characters, up to which it has been written
        self._length = 0  # of the redacted text

    def add(self, window: Window, redaction: Redaction, shown: str | None = None) -> tuple[str, list[Replacement]]:
        """The next piece of the redacted text and the replacements in it.

        Args:
            window: the window.
            redaction: of its text, or of `shown`…
            shown: …which detectors saw in its place; values that are kept come from the window.
        """
        pieces: list[str] = []
        replacements: list[Replacement] = []
        position = self._position - window.offset
        for found in redaction.replacements:
            span = found.span
            # Skip what a span of the previous window that crosses the cut has replaced already.
            if span.end <= position or span.start >= window.stop:
                continue
            start = max(span.start, position)
            before = window.text[position:start]
            new = redaction.text[found.start : found.end]
            if shown is not None and new == shown[span.start : span.end]:
                new = window.text[start : span.end]
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
