"""Possible nominatives of an inflected name, in Slavic languages and Greek: `Петрову` Петров, `Agnieszce` Agnieszka.

A woman's family name may be known only in its masculine form (`Вербицькій` Вербицький), a Ukrainian pet name only as the full
name (`Оленці` Олена). Only endings are exchanged, so most results are not words: callers must look the results up in a name list.
"""

from collections.abc import Iterator
from functools import lru_cache

from pii.known.names import kind_of

_CYRILLIC = {
    # ending: possible nominative endings
    "ского": ("ский",), "скому": ("ский",), "ским": ("ский",), "ском": ("ский",), "скої": ("ська",), "ською": ("ська", "ський"),
    "ської": ("ська", "ський"), "ській": ("ська", "ський"), "ського": ("ський",), "ському": ("ський",), "ським": ("ський",),
    "цької": ("цька", "цький"), "цькій": ("цька", "цький"), "цькою": ("цька", "цький"),
    "цького": ("цький",), "цькому": ("цький",), "цьким": ("цький",),
    "нці": ("нка", "на"), "йці": ("йка", "я"), "ці": ("ка",), "зі": ("га",), "сі": ("ха",),
    "ской": ("ская", "ский"), "скую": ("ская", "ский"), "овой": ("ова",), "евой": ("ева",), "иной": ("ина",),
    "ого": ("ый", "ой"), "ому": ("ый", "ой"), "ией": ("ия",), "еві": ("й",), "єві": ("й",), "ові": ("",),
    "ою": ("а",), "ею": ("я",), "єю": ("я",), "ой": ("а",),
    "ей": ("я",), "ым": ("",), "им": ("",), "ом": ("", "о"), "ем": ("", "й", "ь"),
    "єм": ("й",), "ём": ("й", "ь"),
    "ы": ("а",), "и": ("а", "я"), "і": ("а", "я"), "ї": ("я",),
    "е": ("а", "я", "", "й"), "у": ("а", ""), "ю": ("я", "й", "ь"), "а": ("", "о"),
    "я": ("й", "ь"),
}  # fmt: skip
_LATIN = {
    "skiego": ("ski",), "skiemu": ("ski",), "skim": ("ski",), "skiej": ("ska",), "ską": ("ska",), "ckiego": ("cki",),
    "ckiemu": ("cki",), "ckim": ("cki",), "ckiej": ("cka",), "cką": ("cka",), "ského": ("ský",), "skému": ("ský",),
    "ovou": ("ová",), "ové": ("ová",), "kiem": ("k", "ek"), "giem": ("g",),
    "ckiem": ("cek",), "om": ("",), "owi": ("",), "ovi": ("",), "iem": ("",),
    "rze": ("r", "ra"), "ce": ("ka",), "dze": ("ga",), "ie": ("", "a"),
    "em": ("", "ek"), "ka": ("ek",), "kowi": ("ek",), "kovi": ("ek",),
    "nii": ("nia",), "ii": ("ia",), "ą": ("a",), "ę": ("a",), "o": ("a",), "ou": ("a",), "ě": ("a",), "y": ("a",), "i": ("a",),
    "u": ("a", ""), "a": ("",),
}  # fmt: skip
_GREEK = {
    "ου": ("ος", "ης"), "ής": ("ή",), "ης": ("η",), "ας": ("α",), "άς": ("ά",), "ο": ("ος",), "ό": ("ός",), "η": ("ης",),
    "ή": ("ής",), "α": ("ας",), "ά": ("άς",), "ού": ("ός", "ής"),
}  # fmt: skip
_SHORTEST = 3
"""Minimum letters before an ending."""


def nominatives(word: str) -> Iterator[str]:
    """Yield the word, then its possible nominatives, longest ending first; other alphabets yield only the word."""
    yield word
    first = word[:1]
    endings = _CYRILLIC if "\u0400" <= first <= "\u04ff" else _GREEK if "\u0370" <= first <= "\u03ff" else _LATIN
    for length in range(6, 0, -1):
        for ending in endings.get(word[-length:], ()) if len(word) >= length + _SHORTEST - 1 else ():
            yield word[:-length] + ending


@lru_cache(maxsize=1 << 12)
def kind_of_declined(word: str) -> int:
    """`pii.known.names.kind_of` of the word or, if unknown, of its first nominative that is a known name."""
    for nominative in nominatives(word):
        if kind := kind_of(nominative):
            return kind
    return 0
