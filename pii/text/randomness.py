"""Recognises machine-made strings: hexadecimal digits, characters that switch class and vary too much for words, or letter pairs
that no language has."""

import math
from collections import Counter

from pii import expressions as re

_HEX = re.compile(r"(?:0x)?[0-9a-fA-F]+")
_UUID = re.compile(r"\{?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?")
_SWITCH = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z][A-Z])(?=[a-z])")
_WORDS = re.compile(r"[A-Za-z]?[a-z]{3,}|[A-Z]{4,}")
_LETTERS = re.compile(r"[a-z]{2,}")

_FOLLOWS = (
    "abcdgiklmnprstuvyz beilorsua cehiklortua deiorsua eabcdfgiklmnprstvwx faeiloru gaehilnoru haeiot iabcdefgklmnoprstvz"
    " jaeou kaeiost ladeilostuy mabeimopu nacdefgiknostuvy oabcdgiklmnoprstuvw paehiloprstu qu racdegiklmnorstuy"
    " sacehiklopstu tacehilorstuy uabcdegilmnprst vaeio waei xaeipt yaes zaei"
)
_COMMON_PAIRS = frozenset(row[0] + second for row in _FOLLOWS.split() for second in row)
"""Letters and their frequent successors: 93 % of the pairs in words are among these, 38 % of random pairs."""
_PAIRS_THAT_TELL = 8
_RARE = 0.4
_RARE_AMONG_DIGITS = 0.3
_MIXED = re.compile(r"(?=\D*\d)(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])[A-Za-z0-9]+=*$")


def entropy(value: str) -> float:
    """Shannon entropy of the characters, in bits per character."""
    total = len(value)
    return -sum(count / total * math.log2(count / total) for count in Counter(value).values()) if total else 0.0


def is_uuid(value: str) -> bool:
    """Whether the value is a UUID."""
    return _UUID.fullmatch(value) is not None


def is_hex(value: str, least: int = 16) -> bool:
    """Whether the value is at least `least` hexadecimal digits, with both letters and digits."""
    if len(value) < least or not _HEX.fullmatch(value):
        return False
    return any(character.isdigit() for character in value) and any(character.isalpha() for character in value)


def is_gibberish(value: str, rare: float = _RARE) -> bool:
    """Whether a share `rare` of adjacent letters is unusual for words; False if there are too few letters."""
    pairs = [run[i : i + 2] for run in _LETTERS.findall(value.lower()) for i in range(len(run) - 1)]
    if len(pairs) < _PAIRS_THAT_TELL:
        return False
    return sum(pair not in _COMMON_PAIRS for pair in pairs) >= rare * len(pairs)


def is_machine_made(value: str) -> bool:
    """Whether the value looks generated: long hex, a UUID, dense changes between letters, digits and case, or gibberish."""
    if len(value) < 12:
        return False
    if is_uuid(value) or is_hex(value):
        return True
    if (
        len(value) >= 20
        and is_gibberish(value, _RARE_AMONG_DIGITS if _MIXED.match(value) else _RARE)
        and entropy(value) >= 3.0
    ):
        return True
    switches = len(_SWITCH.findall(value))
    in_words = sum(len(word) for word in _WORDS.findall(value))
    digits = sum(character.isdigit() for character in value)
    if len(value) >= 32 and digits == 0 and switches < 5:
        return False
    return (
        switches >= max(3, len(value) // 8)
        and 2 * in_words <= len(value) + 4
        and entropy(value) >= min(3.0, 0.75 * math.log2(len(value)))
    )
