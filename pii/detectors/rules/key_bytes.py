"""Keys written as their bytes: `aes_key[16] = {0x2b, 0x7e, …}`, `Secret: []byte{176, 12, …}`, `key = bytes([43, 126, …])`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.credential_names import names_secret, names_some_key
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.identifiers import words
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.key_bytes"

_BYTE = r"(?:0[xX][0-9A-Fa-f]{1,2}|\d{1,3})(?:[uU]|\s?as\s\w{1,4})?"
_NAME_BEFORE = re.compile(r"\w{1,60}$")
_BYTES = re.compile(
    r"(?P<name>\w+)[\"']?(?:\[[\w ]{0,20}\])?\s?(?::=|=|:|,)\s?"
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
        before = _NAME_BEFORE.search(text, max(0, hit.start - 60), hit.start)
        if _is_key((before.group() if before else "") + match["name"], match["bytes"]) and not _VECTORS.search(
            text, max(0, hit.start - _SIGHT), match.end() + _SIGHT
        ):
            yield Span(*match.span("bytes"), Label.KEY, source=_SOURCE)


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
    ),
    misses=(
        "key = bytes([43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79])",
        "key = bytes([43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60, 61])",
        "secret = [256, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "secret = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]",
        "secret = [1, 2, 1, 3, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 3]",
        "key = bytes([43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60])  # RFC 7748",
        "public_key = [43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "monkey = [43, 126, 21, 22, 40, 174, 210, 166, 171, 247, 21, 136, 9, 207, 79, 60]",
        "static const uint8_t table[16] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf,"
        " 0x4f, 0x3c};",
        "secret = [" + "43, 126, 21, 22, " * 32 + "1]",
    ),
)
