"""`redact_stream`: a text of any length from one stream to another, in bounded memory."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from pii.redactor import Redactor
from pii.shards.windows import Splicer, cut_windows

# What `surrogateescape` makes of a byte that is not UTF-8; detectors see this character in its place.
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class StreamReport:
    """What went through the stream."""

    characters: int
    spans: dict[str, int]
    """Spans per label."""
    invalid_bytes: int
    """Bytes that are not UTF-8: passed on as they are, the text round them was scanned."""


def redact_stream(source: BinaryIO, target: BinaryIO, redactor: Redactor) -> StreamReport:
    """Redact a UTF-8 stream. What is held in memory does not grow with the stream, nor with its lines.

    Args:
        source: read to its end.
        target: written to as windows of the text are done; bytes outside spans arrive as they came.
        redactor: what to redact with.
    """
    splicer = Splicer()
    spans: dict[str, int] = {}
    characters = invalid = 0
    for window in cut_windows(_reader(source)):
        characters += window.stop - window.start
        invalid += len(_ESCAPED_BYTE.findall(window.text, window.start, window.stop))
        text, replacements = splicer.add(window, redactor.redact(_ESCAPED_BYTE.sub(_REPLACEMENT, window.text)))
        for replacement in replacements:
            spans[replacement.span.label] = spans.get(replacement.span.label, 0) + 1
        target.write(text.encode("utf-8", "surrogateescape"))
    target.flush()
    return StreamReport(characters, spans, invalid)


def _reader(source: BinaryIO) -> Callable[[int], str]:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")

    def read(count: int) -> str:
        while data := source.read(count):
            if text := decoder.decode(data):
                return text
        return decoder.decode(b"", final=True)

    return read
