"""Texts that come piece by piece: `RedactStream` for characters, `redact_stream` from one binary stream to another."""

import os
import select
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO

from pii.errors import InputError
from pii.redaction import Replacement
from pii.redactor import Redactor
from pii.shards.failures import undecodable
from pii.shards.windows import Cutter, Splicer, Window
from pii.text.encodings import HEAD_BYTES, UTF8, Encoding, count_strays, find_encoding, is_wide, looks_wide

HOLD = 4096
"""Characters that follow a line before it is released, by default: what stands there may tell what stands in the line."""

_READ_BYTES = 1 << 16
_PATIENCE_SECONDS = 0.25
"""How long lines wait for what follows them, once nothing more is there."""


class RedactStream:
    """Redacts a text that comes piece by piece, and gives back whole lines as soon as it can.

    A line is held back until `hold` more characters have come, a line without an end until there are 4 million of it. The
    result is that of the whole text where no value, nor what it is known by, spans more than `hold` characters ahead or 65,536
    back; the latter are kept in memory.

    Args:
        redactor: what to redact with.
        hold: characters; with 0 each line is released at once, known by what came before it alone. A private key of many lines
            is waited for in any case.

    Example:
        >>> stream = RedactStream(Redactor(detectors=["rules"]), hold=0)
        >>> stream.feed("from jane@roe.org\\nto jo") + stream.feed("e@roe.org") + stream.close()
        'from <EMAIL>\\nto <EMAIL>'
    """

    def __init__(self, redactor: Redactor, hold: int = HOLD) -> None:
        self.spans: dict[str, int] = {}
        """Spans per label, so far."""
        self._redactor, self._hold = redactor, hold
        self._cutter, self._splicer = Cutter(), Splicer()
        self._closed = False

    def feed(self, text: str) -> str:
        """The redacted lines that this piece lets go; what is held back comes with later pieces, `flush` or `close`.

        Raises:
            TypeError: it is no string.
            ValueError: the stream is closed.
        """
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"a stream is fed with text, not with {type(text).__name__}: decode it first")
        if self._closed:
            raise ValueError("the stream is closed")
        done = "".join([self._redact(window) for window in self._cutter.feed(text)])
        return done + self._lines(self._hold)

    def flush(self) -> str:
        """The whole lines so far, held back or not."""
        return self._lines(0)

    def close(self) -> str:
        """The rest of the text. Nothing can be fed any more."""
        if self._closed:
            return ""
        self._closed = True
        return self._redact(self._cutter.close())

    def _lines(self, behind: int) -> str:
        window = self._cutter.cut_lines(behind)
        return "" if window is None else self._redact(window)

    def _redact(self, window: Window) -> str:
        text, replacements = self._splicer.add(window, self._redactor.redact(window.text))
        _count(replacements, self.spans)
        return text


@dataclass(slots=True)
class StreamReport:
    """What went through the stream."""

    characters: int = 0
    spans: dict[str, int] = field(default_factory=dict[str, int])
    """Spans per label."""
    invalid_bytes: int = 0
    """Bytes that are not of the encoding: passed on as they are, the text round them was scanned."""


def redact_stream(source: BinaryIO, target: BinaryIO, redactor: Redactor, encoding: str | None = None) -> StreamReport:
    """Redact a stream. What is held in memory does not grow with the stream, nor with its lines.

    While there is always more to read, the text is cut into windows of up to 4 million characters, and the result is that of a
    plain file. Of a pipe that has nothing to read, whole lines are passed on after a quarter of a second.

    Args:
        source: read to its end.
        target: written to as windows of the text are done; bytes outside spans arrive as they came.
        redactor: what to redact with.
        encoding: of a text that has no byte order mark and declares none; UTF-8 without it.

    Raises:
        InputError: the stream is not in its encoding; what was written till then stands.
    """
    report, splicer, cutter = StreamReport(), Splicer(), Cutter()
    pieces = _pieces(source)
    head = next((piece for piece in pieces if piece), b"")
    kind = _encoding(head, encoding)
    decoder = kind.decoder()

    def pass_on(window: Window) -> None:
        report.characters += window.stop - window.start
        if kind.strays is None:
            report.invalid_bytes += count_strays(window.text, window.start, window.stop)
        shown = kind.shown(window.text)
        text, replacements = splicer.add(window, redactor.redact(shown), shown)
        _count(replacements, report.spans)
        target.write(kind.encode(text))

    try:
        for data in chain([head], pieces):
            if data is not None:
                for window in cutter.feed(decoder.decode(data)):
                    pass_on(window)
            elif (window := cutter.cut_lines()) is not None:
                pass_on(window)
                target.flush()
        for window in cutter.feed(decoder.decode(b"", final=True)):
            pass_on(window)
    except UnicodeDecodeError as error:
        raise InputError(f"standard input: {undecodable(error)}") from error
    pass_on(cutter.close())
    target.flush()
    return report


def decode(data: bytes, encoding: str | None = None) -> tuple[str, int]:
    """The text of a stream as detectors see it, and how many bytes are not of its encoding.

    Raises:
        InputError: it is not in its encoding.
    """
    kind = _encoding(data, encoding)
    try:
        text = kind.decoder().decode(data, final=True)
    except UnicodeDecodeError as error:
        raise InputError(f"standard input: {undecodable(error)}") from error
    return kind.shown(text), count_strays(text, 0, len(text)) if kind.strays is None else 0


def _count(replacements: Iterable[Replacement], spans: dict[str, int]) -> None:
    """Add the spans that were replaced, by label."""
    for replacement in replacements:
        if not replacement.span.reason:
            label = str(replacement.span.label)
            spans[label] = spans.get(label, 0) + 1


def _encoding(head: bytes, asked: str | None) -> Encoding:
    found = find_encoding(head[:HEAD_BYTES], asked)
    if not is_wide(found) and (wide := looks_wide(head[:HEAD_BYTES])):
        raise InputError(f"standard input looks like {wide} without a byte order mark; say so with --encoding {wide}")
    return Encoding(found.codec, keeps_strays=True) if found == UTF8 else found


def _pieces(source: BinaryIO) -> Iterator[bytes | None]:
    """The bytes of a stream as they come; None where lines have waited long enough and there is no more to read just now."""
    descriptor = _live(source)
    if descriptor is None:
        while data := source.read(_READ_BYTES):
            yield data
        return
    oldest: float | None = None
    while True:
        patience = None if oldest is None else max(0.0, oldest + _PATIENCE_SECONDS - time.monotonic())
        if not select.select([descriptor], [], [], patience)[0]:
            oldest = None
            yield None
        elif data := os.read(descriptor, _READ_BYTES):
            oldest = time.monotonic() if oldest is None else oldest
            yield data
        else:
            return


def _live(source: BinaryIO) -> int | None:
    """The descriptor of a pipe, a socket or a terminal, whose other end may take its time; None for a file."""
    if os.name != "posix":
        return None
    try:
        descriptor = source.fileno()
    except (OSError, AttributeError):
        return None
    mode = os.fstat(descriptor).st_mode
    return descriptor if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or os.isatty(descriptor) else None
