"""Keys written as their bytes: `aes_key[16] = {0x2b, 0x7e, …}`, `Secret: []byte{176, 12, …}`, `key = bytes([43, 126, …])`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.credential_names import names_secret, names_some_key
from pii.detectors.rules.base import Rule, identifier_around
from pii.detectors.scan import Hit
from pii.identifiers import words
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.key_bytes"

_BYTE = r"(?:0[xX][0-9A-Fa-f]{1,2}|\d{1,3})(?:[uU]|\s?as\s\w{1,4})?"
_BYTES = re.compile(
    r"\w+[\"']?(?:\[[\w ]{0,20}\])?\s?(?::=|=|:|,)\s?"
    r"(?:(?:new\s)?[\w.:]{0,40}(?:\[[\w ]{0,4}\]\w{0,8})?(?:\s?\(\w{0,8}\))?\s?\(?)?\s*[\[{]\s*"
    rf"(?P<bytes>{_BYTE}(?:,\s*{_BYTE}){{15,127}}),?\s*[\]}}]"
)
_REACH = 1_200
"""Characters of 128 bytes with their prefixes and line ends."""
_LENGTHS = frozenset((16, 24, 32, 64))
"""Of the keys of ciphers and signatures, where nothing before `key` says what it opens."""
_NUMBER = re.compile(r"0[xX](?P<hex>[0-9A-Fa-f]+)|(?P<decimal>\d+)")
_VECTORS = re.compile(r"(?i)plain_?text|cipher_?text|test_?vector|\bnist\b|\bfips\b|\brfc ?\d")
_SIGHT = 600
"""Characters to either side in which one of those says that the key is a vector of an algorithm."""
_FEWEST = 4
"""Different bytes; what repeats fewer fills a buffer."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the bytes, without their brackets, at the hits."""
    for hit in hits:
        match = _BYTES.match(text, hit.start, hit.end + _REACH)
        if match is None:
            continue
        if not is_test_vector(text, hit.start, match.end()) and _is_key(
            identifier_around(text, hit.start), match["bytes"]
        ):
            yield Span(*match.span("bytes"), Label.KEY, source=_SOURCE)


def is_test_vector(text: str, start: int, end: int) -> bool:
    """Whether what stands around says that a key is an example of its algorithm's specification or of a test of it."""
    return _VECTORS.search(text, max(0, start - _SIGHT), end + _SIGHT) is not None


def _is_key(name: str, listed: str) -> bool:
    numbers = [
        int(number["hex"], 16) if number["hex"] else int(number["decimal"]) for number in _NUMBER.finditer(listed)
    ]
    if max(numbers) > 255 or len(set(numbers)) < _FEWEST or _counts(numbers):
        return False
    parts = words(name)
    return names_secret(parts) or (names_some_key(parts) or parts == ["key"]) and len(numbers) in _LENGTHS


def _counts(numbers: list[int]) -> bool:
    """Whether the bytes count up or down, as those of a table or of a specification's examples do."""
    steps = {other - one for one, other in zip(numbers, numbers[1:], strict=False)}
    return len(steps) == 1


RULE = Rule(
    "key_bytes",
    {
        "key_bytes.listed": (
            r"(?i)(?:key|secret|token)[\"']?(?:\[[\w ]{0,20}\])? ?(?:=|:|,)[^\n;]{0,40}[\[{][ \r\n\t]{0,20}\d"
        )
    },
    find,
    rank=4,
    hits=(
        "static const uint8_t aes_key[16] = {«0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf,"
        " 0x4f, 0x3c»};",
        "Secret: []byte{«176, 12, 13, 200, 11, 7, 88, 91, 2, 3, 99, 240, 16, 18, 7, 201»},",
        "key = bytes([«43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60»])",
        "byte[] privateKey = new byte[] {\n  «0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,\n  0xab, 0xf7, 0x15, 0x88, 0x09,"
        " 0xcf, 0x4f, 0x3c, 0x01»\n};",
        "const clientSecret = Uint8Array.from([«1, 2, 1, 4, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 3»]);",
        "aesKey := lorawan.AES128Key{«95, 22, 1, 4, 81, 2, 1, 2, 1, 2, 11, 2, 1, 2, 1, 3»}",
        "secret = [«255, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60»]",
        "secret = [«1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15, 8, 16»]",
        "secret = [«" + "43, 126, 21, 22, " * 31 + "40, 174, 210, 166»]",
        "key = [«" + "43, 126, 21, 22, " * 5 + "40, 174, 210, 166»]",
        "key = [«" + "43, 126, 21, 22, " * 7 + "40, 174, 210, 166»]",
        "key = [«" + "43, 126, 21, 22, " * 15 + "40, 174, 210, 166»]",
        "secret = [«0x2, 0X7e, " + "0x15, 0x16, " * 6 + "43u, 126U»]",
        "secret = [«43 as u, 126 as byte, 21 as u8, " + "22, " * 12 + "40»]",
        "key = [«0x2b, 0x10, 0x00, " + "0x15, 0x16, " * 6 + "0x3c»]",
        "secret =[«43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60»]",
        "secret[12345678901234567890] = [«43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60»]",
        "secret[] =" + "x" * 40 + "[«43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60»]",
        "Secret = [1234]byte_arr{«43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60»}",
        "secret = (byte_arr) {«43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60»}",
        "secret = () [" + " " * 20 + "«43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60»]",
        "secret = [«43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60»" + " " * 1131 + "]",
        "secret = [«43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60»]" + "," * 597 + "nist",
        "nist" + "," * 597 + "secret = [«43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60»]",
        "public" + "_" * 55 + "key = [«43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60»]",
    ),
    misses=(
        "key = bytes([43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79])",
        "key = bytes([43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60, 61])",
        "secret = [256, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "secret = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]",
        "secret = [1, 2, 1, 3, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 3]",
        "key = bytes([43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60])  # RFC 7748",
        "nist: key = bytes([43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60])",
        "secret = [43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79]",
        "secret = [16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]",
        "public_key = [43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "monkey = [43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "static const uint8_t table[16] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf,"
        " 0x4f, 0x3c};",
        "secret = [" + "43, 126, 21, 22, " * 32 + "1]",
        "key = [" + "43, 126, 21, 22, " * 6 + "40, 174, 210, 166]",
        "secret = [0x02b, 0x7e, " + "0x15, 0x16, " * 7 + "]",
        "mkey = [43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "public" + "_" * 54 + "key = [43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "secret = [0x, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "secret = [43, , 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "secret = [0043, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "secret = [43 as bytes, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "secret = [43 as , 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "secret[123456789012345678901] = [43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "secret =" + "x" * 41 + "[43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "Secret = [12345]byte{43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60}",
        "Secret = [16]byte_arrs{43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60}",
        "secret = (byte_arrs) {43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60}",
        "secret = [" + " " * 21 + "43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "secret = [43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60" + " " * 1132 + "]",
        "secret = [43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]" + "," * 596 + "nist",
        "nist" + "," * 596 + "secret = [43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
    ),
)
