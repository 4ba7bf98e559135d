"""Whether a machine made a string: hexadecimal digits, or characters that switch class and spread too much for words."""

import math
import re
from collections import Counter

_HEX = re.compile(r"(?:0x)?[0-9a-fA-F]+")
_UUID = re.compile(r"\{?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?")
_SWITCH = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z][A-Z])(?=[a-z])")
_WORDS = re.compile(r"[A-Za-z]?[a-z]{3,}|[A-Z]{4,}")


def entropy(value: str) -> float:
    """Shannon entropy of the characters, in bits per character."""
    total = len(value)
    return -sum(count / total * math.log2(count / total) for count in Counter(value).values()) if total else 0.0


def is_uuid(value: str) -> bool:
    """Whether the value is a UUID."""
    return _UUID.fullmatch(value) is not None


def is_hex(value: str, least: int = 16) -> bool:
    """Whether the value is at least `least` hexadecimal digits, letters and digits among them."""
    if len(value) < least or not _HEX.fullmatch(value):
        return False
    return any(character.isdigit() for character in value) and any(character.isalpha() for character in value)


def is_machine_made(value: str) -> bool:
    """Whether the value looks generated: long hex, a UUID, or dense changes between letters, digits and case."""
    if len(value) < 12:
        return False
    if is_uuid(value) or is_hex(value):
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
