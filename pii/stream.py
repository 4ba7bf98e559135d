"""Texts that arrive piece by piece: `RedactStream` for characters, `redact_stream` from one binary stream to another."""

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
"""Default number of characters that must follow a line before it is released: they may identify a value in it."""

_READ_BYTES = 1 << 16
_PATIENCE_SECONDS = 0.25
"""How long lines wait for more input."""


class RedactStream:
    """Redacts a text that arrives piece by piece, and returns whole lines as soon as possible.

    A line is held back until `hold` more characters have arrived, an unfinished line until it has 4 million. The result equals
    that of the whole text if no value, with the context that identifies it, reaches more than `hold` characters ahead or 65,536
    back; the latter are kept in memory.

    Args:
        redactor: what to redact with.
        hold: characters; with 0 each line is released at once, using only the text before it as context. A private key of many
            lines is always awaited.

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
        """Return the redacted lines that this piece releases; the rest comes with later pieces, `flush` or `close`.

        Raises:
            TypeError: it is not a string.
            ValueError: the stream is closed.
        """
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"a stream is fed with text, not with {type(text).__name__}: decode it first")
        if self._closed:
            raise ValueError("the stream is closed")
        done = "".join([self._redact(window) for window in self._cutter.feed(text)])
        return done + self._lines(self._hold)

    def flush(self) -> str:
        """Return all whole lines so far, including those held back."""
        return self._lines(0)

    def close(self) -> str:
        """Return the rest of the text. Nothing can be fed afterwards."""
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
    """Bytes that are invalid in the encoding: passed on unchanged; the text around them was scanned."""


def redact_stream(source: BinaryIO, target: BinaryIO, redactor: Redactor, encoding: str | None = None) -> StreamReport:
    """Redact a stream. Memory use does not grow with the stream or with its lines.

    As long as there is more to read, the text is cut into windows of up to 4 million characters, and the result is that of a
    plain file. When a pipe has nothing to read, whole lines are passed on after a quarter of a second.

    Args:
        source: read to its end.
        target: written to as windows are done; bytes outside spans are unchanged.
        redactor: what to redact with.
        encoding: of a text without a byte order mark or declaration; UTF-8 by default.

    Raises:
        InputError: the stream is not in its encoding; text written before that remains.
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
    """Decode a stream's text as detectors see it; also count the bytes that are invalid in its encoding.

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
    """Count the replaced spans by label."""
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
    """Yield a stream's bytes as they arrive; None if lines have waited long enough and there is nothing to read."""
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
    """The descriptor of a pipe, socket or terminal, whose other end may be slow; None for a file."""
    if os.name != "posix":
        return None
    try:
        descriptor = source.fileno()
    except (OSError, AttributeError):
        return None
    mode = os.fstat(descriptor).st_mode
    return descriptor if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or os.isatty(descriptor) else None
