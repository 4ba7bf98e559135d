"""Texts whose words say nothing about persons: languages other than English, bare lists."""

from pii import expressions as re
from pii.decoys.base import line_around
from pii.known.names import GIVEN, known_names
from pii.spans import Span
from pii.text.surroundings import text_before


def is_foreign(text: str, span: Span) -> bool:
    """Whether the surrounding prose is not English: lower-case words, hardly one of them English or a programming term. Tables
    and lists of values have too few words to tell."""
    around = text_before(text, span.start, _SIGHT) + " " + text[span.end : span.end + _SIGHT]
    found = _SMALL_WORDS.findall(around)
    return len(found) >= _ENOUGH_WORDS and sum(map(_ENGLISH.__contains__, found)) < _ENGLISH_SHARE * len(found)


def is_bare_list(text: str, span: Span) -> bool:
    """Whether the span's line and its neighbours are a few words each: lists of languages, countries or dishes look the same.
    Two words, one of them a given name, are still a person's."""
    before, after = line_around(text, span)
    value = text[span.start : span.end]
    if not _FEW_WORDS.fullmatch((before + value + after).strip()):
        return False
    given = any(kind & GIVEN for _, _, kind in known_names(value))
    if " " in value and given:
        return False
    if not given and value.isalpha() and not before.strip() and not after.strip(" \t\r,;"):
        return True  # a single word that is no known name, alone on its line, whatever the other lines hold
    start, end = span.start - len(before), span.end + len(after)
    above = text[max(0, start - _SIGHT) : max(0, start - 1)].split("\n")[-2:]
    below = text[end + 1 : end + _SIGHT].split("\n")[:2]
    beside = [line.strip() for line in (*above, *below) if line.strip()]
    return len(beside) >= 2 and all(_FEW_WORDS.fullmatch(line) for line in beside)


_FEW_WORDS = re.compile(r"[¨(]?[^\W\d_][^\W\d_]*+(?:['’.-]{1,2}[^\W\d_]*+|\)?[,;]? \(?[^\W\d_]++){0,4}\)?[,;.]?")
_SIGHT = 240
"""Characters to each side whose language is judged."""
_ENOUGH_WORDS = 8
_ENGLISH_SHARE = 0.1
"""In English prose three words in ten are such words, in source code two."""
_SMALL_WORDS = re.compile(r"[a-z\xdf-\u024f](?<![^\W_].)[a-z\xdf-\u024f]++(?![^\W_])", re.S)
_ENGLISH = frozenset(
    """
    the of and to for with this that are by from or not if can will has have which when using should must be it on as is you your
    was were all any but file name value list type class function return new self const let def import string int void public
    private static null true false none get set user error key code var end else then begin include str args echo export url
    http https html div span href src text font width height color id style link script meta
    """.split()
)
