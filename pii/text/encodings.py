"""Detect a text's encoding; convert bytes to characters and back without losing a byte.

A byte order mark decides, else the text's declaration (PEP 263, XML, HTML, CSS), else the requested encoding, else UTF-8. `auto`
reads UTF-8, takes invalid bytes for Windows-1252, and recognises UTF-16 without a mark by its NUL bytes.
"""

import codecs
from dataclasses import dataclass

from pii import expressions as re
from pii.errors import ConfigError

AUTO = "auto"
HEAD_BYTES = 8000
"""Bytes examined at the start of a text, as many as git examines to tell binary files from text."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # must precede UTF-16, which shares its first bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)
_WIDE = frozenset({"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})
_EXACT = _WIDE | {"utf-8", "iso8859-1"}
"""Encodings in which no two byte sequences represent the same characters."""

_NAME = rb"[\"']?\s*([A-Za-z][\w.:-]{0,40})"
_DECLARED = (
    re.compile(
        rb"\A(?:\xef\xbb\xbf)?(?:[^\n]*\n)?[ \t\f]*[^\n]{0,200}?(?:#|-\*-)[^\n]{0,200}?coding[:=][ \t]*" + _NAME
    ),
    re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*" + _NAME),
    re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*" + _NAME, re.IGNORECASE),
    re.compile(rb"\A@charset\s+" + _NAME),
)
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a text map to characters."""

    codec: str = "utf-8"
    keeps_strays: bool = False
    """Whether invalid bytes become characters of their own and are written back unchanged; otherwise they are an error."""
    strays: str | None = None
    """The codec in which detectors see such bytes; without it they see U+FFFD."""

    def decoder(self) -> "Decoder":
        """A decoder for one text."""
        return Decoder(self)

    def encode(self, text: str) -> bytes:
        """The bytes of a text. A replacement's character that the encoding lacks becomes a question mark."""
        return text.encode(self.codec, "surrogateescape" if self.keeps_strays else "replace")

    def shown(self, text: str) -> str:
        """The text as detectors see it, of the same length."""
        if not self.keeps_strays or not has_strays(text):
            return text
        strays = self.strays
        return _ESCAPED_BYTE.sub(_REPLACEMENT if strays is None else lambda found: _stray(found[0], strays), text)


UTF8 = Encoding()


class Decoder:
    """Decodes a text piece by piece; positions in errors count from its start."""

    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding.codec)(
            "surrogateescape" if encoding.keeps_strays else "strict"
        )
        self._consumed = 0
        self._held = b""

    def decode(self, data: bytes, final: bool = False) -> str:
        """The characters that these bytes complete.

        Raises:
            UnicodeDecodeError: bytes are invalid in the encoding, or would not round-trip.
        """
        pending = len(self._decoder.getstate()[0])
        try:
            text = self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            error.encoding, error.start = self._encoding.codec, error.start + self._consumed - pending
            raise
        if self._encoding.codec not in _EXACT:
            self._check(data, text)
        self._consumed += len(data)
        return text

    def _check(self, data: bytes, text: str) -> None:
        """Check the round trip: some encodings have several byte sequences for a character."""
        pending = self._decoder.getstate()[0]
        given = self._held + data
        self._held = pending
        if given[: len(given) - len(pending)] != text.encode(self._encoding.codec):
            codec = self._encoding.codec
            raise UnicodeDecodeError(
                codec, b"", self._consumed, self._consumed, "bytes would not come back as they are"
            )


def check_encoding(name: str) -> str:
    """Return the name in the form that `find_encoding` takes.

    Raises:
        ConfigError: there is no such text encoding.
    """
    if name.lower() != AUTO and _codec(name) is None:
        raise ConfigError(f"unknown encoding {name!r}; give auto, or a name such as utf-16, latin-1 or cp1252")
    return name


def find_encoding(head: bytes, asked: str | None = None) -> Encoding:
    """The encoding of a text that begins with these bytes."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return Encoding(codec)
    auto = asked is not None and asked.lower() == AUTO
    if auto and (wide := looks_wide(head)):
        return Encoding(wide)
    for pattern in _DECLARED:
        if (found := pattern.search(head[:1024])) and (codec := _codec(found[1].decode())) not in (
            None,
            "utf-8",
            *_WIDE,
        ):
            return Encoding(codec or "utf-8")
    if auto:
        return Encoding("utf-8", keeps_strays=True, strays="cp1252")
    return Encoding(_codec(asked or "utf-8") or "utf-8")


def looks_wide(head: bytes) -> str | None:
    """The codec of bytes that look like UTF-16 or UTF-32 without a mark: every other byte is NUL, or three of four are."""
    if len(head) < 4 or b"\0" not in head:
        return None
    shares = [head[at::4].count(0) / len(head[at::4]) for at in range(4)]
    look = "".join("0" if share > 0.5 else "x" if share < 0.1 else "?" for share in shares)
    return {"x000": "utf-32-le", "000x": "utf-32-be", "x0x0": "utf-16-le", "0x0x": "utf-16-be"}.get(look)


def is_wide(encoding: Encoding) -> bool:
    """Whether the encoding normally contains NUL bytes."""
    return encoding.codec in _WIDE


def has_strays(text: str) -> bool:
    """Whether the text contains invalid bytes that were kept."""
    return not text.isascii() and _ESCAPED_BYTE.search(text) is not None


def count_strays(text: str, start: int, stop: int) -> int:
    """The number of such bytes in `text[start:stop]`."""
    return 0 if text.isascii() else sum(1 for _ in _ESCAPED_BYTE.finditer(text, start, stop))


def _codec(name: str) -> str | None:
    """Python's name for a text encoding, None if there is none; an unspecified byte order is the usual one."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Exclude codecs that are not text encodings (base64) and stateful ones, whose bytes have no fixed place.
    if not getattr(info, "_is_text_encoding", True) or info.name.startswith(
        ("iso2022", "hz", "utf-7", "idna", "punycode")
    ):
        return None
    if info.name in (
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "oem",
        "unicode-escape",
        "raw-unicode-escape",
    ):
        return None
    usual = {"ascii": "utf-8", "utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
    return usual.get(info.name, info.name)


def _stray(character: str, codec: str) -> str:
    byte = bytes([ord(character) - 0xDC00])
    try:
        return byte.decode(codec)
    except UnicodeDecodeError:
        return byte.decode("latin-1")
