"""Given and family names of the world: evidence about a word for the encoder.

`data/names.bin` holds a digest of each name, not the name: sorted 32-bit little-endian numbers. The two lowest bits say whether
the word is a given name (1), a family name (2) or both (3); the others come from its CRC-32. About one unknown word in 3,000 is
taken for a name. `python -m models names` writes the file from the locales of Faker and mimesis, the United States census of
1990 and, for scripts other than Latin, dictionaries.
"""

import sys
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from pii import expressions as re

GIVEN, FAMILY = 1, 2
_KIND = GIVEN | FAMILY
_FILE = Path(__file__).parent / "data" / "names.bin"

MARKS = "".join(sign for sign in map(chr, range(0x300, 0x1D00)) if unicodedata.category(sign).startswith("M"))
"""Combining marks, above all the vowels of Indic scripts, which `\\w` excludes: for use in a character class."""

# A word that starts with a capital, or in a script without case, up to an apostrophe or a hyphen.
_WORD = re.compile(rf"[^\W\d_a-zªº](?:[^\W\d_]|[{MARKS}])+")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONGEST_TOGETHER = 5


def known_names(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[tuple[int, int, int]]:
    """The words of `text[start:end]` that are given or family names: start and end in the text, `GIVEN | FAMILY`."""
    for match in _WORD.finditer(text, start, end):
        if kind := _kind_of(match.group()):
            yield match.start(), match.end(), kind


def kind_of(word: str) -> int:
    """The kind of the whole word, including combining marks: `GIVEN | FAMILY`; case is ignored."""
    return _kind_of(word)


def is_given_name(word: str) -> bool:
    """Whether the word is a given name anywhere in the world; case is ignored."""
    return bool(_kind_of(word) & GIVEN)


def is_family_name(word: str) -> bool:
    """Whether the word is a family name anywhere in the world; case is ignored."""
    return bool(_kind_of(word) & FAMILY)


def is_east_asian(word: str) -> bool:
    """Whether the word begins with a character of Chinese, Japanese or Korean."""
    return _EAST_ASIAN.match(word) is not None


@lru_cache(maxsize=1 << 15)
def _kind_of(word: str) -> int:
    # Words repeat: most are found in this cache and need no digest.
    return _listed(word) or _written_together(word)


_ALSO_FAMILIES = frozenset("闫肖")
"""Common Chinese family names whose simplified characters the lists lack."""


def _listed(word: str) -> int:
    rows, digest = _rows(), _digest(word)
    index = bisect_left(rows, digest)
    if index < len(rows) and rows[index] & ~_KIND == digest:
        return rows[index] & _KIND
    return FAMILY if word in _ALSO_FAMILIES else 0


def pack(given: Iterable[str], family: Iterable[str]) -> bytes:
    """The contents of `names.bin`."""
    kinds: dict[int, int] = {}
    for names, kind in ((given, GIVEN), (family, FAMILY)):
        for name in names:
            kinds[_digest(name)] = kinds.get(_digest(name), 0) | kind
    return b"".join((digest | kind).to_bytes(4, "little") for digest, kind in sorted(kinds.items()))


def _written_together(word: str) -> int:
    """The kind of a family name directly followed by a given name, as written in Chinese, Japanese and Korean."""
    if not 2 <= len(word) <= _LONGEST_TOGETHER or not is_east_asian(word):
        return 0
    splits = ((word[:index], word[index:]) for index in range(1, len(word)))
    return _KIND if any(_listed(first) & FAMILY and _listed(last) & GIVEN for first, last in splits) else 0


@cache
def _rows() -> "array[int]":
    """The sorted numbers of the file, searched in place to save time and memory."""
    rows = array("I", _FILE.read_bytes())
    if sys.byteorder == "big":
        rows.byteswap()
    return rows


def _digest(name: str) -> int:
    return zlib.crc32(name.casefold().encode("utf-8", "surrogatepass")) & ~_KIND
