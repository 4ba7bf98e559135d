"""Surrogates: replace every labelled value with a made-up one of the same length and shape, so that a dataset can be shared.

Offsets stay as they are. A surrogate is a function of the value, its label and a key: the same value gets the same
surrogate in every document, and without the key nobody can look up the original value. Letters stay letters of
the same case (and vowels vowels, so that names stay pronounceable), digits digits, hexadecimal hexadecimal, addresses valid
and of the same kind; known key prefixes and all symbols are kept.
"""

import hashlib
import hmac
import random
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from ipaddress import ip_address

from annotation.schema import Document
from pii.errors import ConfigError
from pii.labels import Label
from pii.spans import Span

MINIMUM_KEY_BYTES = 16
_ATTEMPTS = 200
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
_HEXADECIMAL = re.compile(r"(?=.*\d)(?:[0-9a-f]{16,}|[0-9A-F]{16,})")
_KEY_HEAD = re.compile(r"(?:AKIA|ASIA|AIza|eyJ|SG\.|ya29\.|ssh-\w+ AAAA\w{4}|(?:[A-Za-z]{2,10}[_-]){1,3}|\$\w+\$)")
_ARMOUR = re.compile(r"-----(?:BEGIN|END) [A-Z0-9 ]+-----")
_SHORTEST_REPEAT = 5
"""Shorter values are not searched for in the rest of the text, since they are too often part of something else."""


def left_as_they_were(given: Document, made: Document) -> Counter[str]:
    """Counts by label of labelled values that remain in the document with surrogates: those with only one possible form, such as
    `::1`, and further occurrences too short to be looked for. Never the values."""
    left: Counter[str] = Counter()
    for span in (*given.spans, *given.ignored):
        value = given.text[span.start : span.end]
        left[str(span.label)] += made.text[span.start : span.end] == value or bool(
            len(value) < _SHORTEST_REPEAT and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", made.text)
        )
    return +left


def surrogate_document(document: Document, key: bytes) -> Document:
    """The document with each labelled and each ignored stretch replaced, and every further occurrence of these values.

    Args:
        document: its spans must be disjoint.
        key: at least 16 secret bytes.

    Raises:
        ConfigError: the key is too short.
    """
    text = list(document.text)
    spans = (*document.spans, *document.ignored)
    taken = [False] * len(text)
    for span in spans:
        taken[span.start : span.end] = [True] * len(span)
    for span in spans:
        value = document.text[span.start : span.end]
        text[span.start : span.end] = surrogate_value(value, span.label, key)
        for start in _elsewhere(document.text, span, taken):
            text[start : start + len(value)] = surrogate_value(value, span.label, key)
    return replace(document, text="".join(text))


def _elsewhere(text: str, span: Span, taken: list[bool]) -> list[int]:
    """Starts of unlabelled whole-word occurrences of a span's value."""
    if len(span) < _SHORTEST_REPEAT:
        return []
    pattern = rf"(?<!\w){re.escape(text[span.start : span.end])}(?!\w)"
    return [match.start() for match in re.finditer(pattern, text) if not any(taken[match.start() : match.end()])]


def surrogate_value(value: str, label: str, key: bytes) -> str:
    """A made-up value of the same length and shape, different from the value if that has a letter or digit.

    Raises:
        ConfigError: the key is too short.
    """
    if len(key) < MINIMUM_KEY_BYTES:
        raise ConfigError(f"the key of surrogates needs at least {MINIMUM_KEY_BYTES} bytes, not {len(key)}")
    for attempt in range(_ATTEMPTS):
        seed = hmac.new(key, f"{label}\0{attempt}\0{value}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
        made = _made(value, label, random.Random(seed))
        if made != value and (label != Label.IP_ADDRESS or _same_kind(value, made)):
            return made
    # Only values without letters and digits, or with a single possible shape such as `::1`, come here.
    return value


def _made(value: str, label: str, rng: random.Random) -> str:
    if label == Label.IP_ADDRESS:
        return _address(value, rng)
    if label == Label.KEY:
        return _key(value, rng)
    return "".join(_similar(character, rng) for character in value)


def _key(value: str, rng: random.Random) -> str:
    head = _KEY_HEAD.match(value)
    kept = head.end() if head and head.end() < len(value) // 2 else 0
    body = value[kept:]
    hexadecimal = _HEXADECIMAL.fullmatch(body)
    armour = {position for match in _ARMOUR.finditer(body) for position in range(*match.span())}
    made = [
        character if index in armour else _hexadecimal(character, rng) if hexadecimal else _any_alike(character, rng)
        for index, character in enumerate(body)
    ]
    return value[:kept] + "".join(made)


def _address(value: str, rng: random.Random) -> str:
    try:
        scope_kept = not ip_address(value).is_global
    except ValueError:
        return "".join(_hexadecimal(character, rng) for character in value)
    if ":" in value:
        head, colon, rest = value.partition(":") if scope_kept else ("", "", value)
        return head + colon + "".join(_hexadecimal(character, rng) for character in rest)
    parts = value.split(".")
    kept = 2 if scope_kept else 0
    return ".".join(part if index < kept else _octet(len(part), rng) for index, part in enumerate(parts))


def _octet(digits: int, rng: random.Random) -> str:
    low, high = {1: (0, 9), 2: (10, 99), 3: (100, 255)}[digits]
    return str(rng.randint(low, high))


def _same_kind(value: str, made: str) -> bool:
    """Whether both are addresses of one kind (or neither is one), global or not."""
    try:
        given = ip_address(value)
    except ValueError:
        return True
    try:
        address = ip_address(made)
    except ValueError:
        return False
    return (given.version, given.is_global, given.is_loopback) == (
        address.version,
        address.is_global,
        address.is_loopback,
    )


def _similar(character: str, rng: random.Random) -> str:
    """A letter of the same case, vowel for vowel; a digit for a digit; other characters as they are."""
    if character.isascii():
        lower = character.lower()
        if lower in _VOWELS or lower in _CONSONANTS:
            made = rng.choice(_VOWELS if lower in _VOWELS else _CONSONANTS)
            return made.upper() if character.isupper() else made
    return _any_alike(character, rng)


def _any_alike(character: str, rng: random.Random) -> str:
    """A character of the same kind from the same neighbourhood of Unicode; symbols as they are."""
    return rng.choice(_alike(character)) if character.isalnum() else character


@lru_cache(maxsize=4096)
def _alike(character: str) -> str:
    first = ord(character) & ~0x3F
    category = unicodedata.category(character)
    return "".join(chr(code) for code in range(first, first + 0x40) if unicodedata.category(chr(code)) == category)


def _hexadecimal(character: str, rng: random.Random) -> str:
    if character.isdigit() and character.isascii():
        return rng.choice("0123456789")
    if character in "abcdef":
        return rng.choice("abcdef")
    return rng.choice("ABCDEF") if character in "ABCDEF" else character
