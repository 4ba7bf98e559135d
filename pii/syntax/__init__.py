"""Puts replacements in a form that keeps a document's syntax: a text that parsed before still parses.

The form depends on the place of a value (`lexing`, `forms`). If that alone does not prove it safe and a parser is available
(`parsing`), the document is parsed before and after, and plainer forms are tried.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from pii import expressions as re
from pii.syntax.forms import Edit, alternatives, fitted
from pii.syntax.languages import LANGUAGES, check_language, language_of
from pii.syntax.lexing import Kind, Place, has_lexicon, places, plain_place
from pii.syntax.parsing import shape

__all__ = ["LANGUAGES", "Edit", "Fitted", "check_language", "fit", "language_of"]

_MOST_TRIED = 24
"""Maximum edits whose forms are tried one by one; if there are more, all take the same form."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Replacements that fit a document."""

    news: list[str]
    """The replacement of each edit."""
    parses: bool = True
    """False if the text parsed before and does not afterwards."""
    names: frozenset[int] = frozenset()
    """Numbers of edits that are the program's own identifiers and stay: `uid` in bare code is nobody's account."""


def fit(text: str, edits: Sequence[Edit], language: str | None) -> Fitted:
    """Return the replacements of edits (disjoint, sorted) in the form that fits their places."""
    if not has_lexicon(language) or not edits:
        return Fitted([edit.new for edit in edits])
    assert language is not None
    touched = _touched(text, edits, language)
    before: object = None
    names: frozenset[int] = frozenset()
    if language in _EXACT:
        names = frozenset(index for index, edit in enumerate(edits) if _is_name(text, edit, touched[index]))
        before = shape(language, text) if names else None
        if before is None:
            names = frozenset()  # not a program, so its words are not identifiers
    made = [
        (text[edit.start : edit.end], True) if index in names else fitted(text, edit, touched[index], language)
        for index, edit in enumerate(edits)
    ]
    news = [new for new, _ in made]
    if all(sure for _, sure in made):
        return Fitted(news, names=names)
    before = before or shape(language, text)
    if before is None or shape(language, spliced(text, edits, news)) == before:
        return Fitted(news, names=names)

    def parses(tried: Sequence[str]) -> bool:
        return shape(language, spliced(text, edits, tried)) == before

    forms = [
        [new] if index in names else list(alternatives(text, edit, new, index))
        for index, (edit, new) in enumerate(zip(edits, news, strict=True))
    ]
    # Unsure edits are more likely to blame.
    doubted = [each[:1] if sure else each for each, (_, sure) in zip(forms, made, strict=True)]
    found = _together(doubted, parses) or _together(forms, parses)
    if found is not None:
        return Fitted(found, names=names)
    if len(edits) > _MOST_TRIED:
        return Fitted(news, False, names)
    words = {index for index, edit in enumerate(edits) if _is_name(text, edit, touched[index])}
    return _one_by_one(text, edits, forms, words, parses)


def _touched(text: str, edits: Sequence[Edit], language: str) -> list[list[Place]]:
    """The places that each edit touches; the text is lexed only for edits whose surroundings do not decide."""
    told = [plain_place(text, edit.start, edit.end, language) for edit in edits]
    read = iter(
        places(text, [(e.start, e.end) for e, place in zip(edits, told, strict=True) if place is None], language)
    )
    return [next(read) if place is None else [place] for place in told]


_EXACT = ("python",)
"""Languages in which bare code is reliably distinguished from text."""
_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def _is_name(text: str, edit: Edit, touched: Sequence[Place]) -> bool:
    whole = len(touched) == 1 and touched[0].kind is Kind.CODE
    return whole and _NAME.fullmatch(text, edit.start, edit.end) is not None


def _together(forms: Sequence[list[str]], parses: Callable[[Sequence[str]], bool]) -> list[str] | None:
    """The first forms with which the text parses, the same for all edits."""
    for level in range(1, max(map(len, forms))):
        if parses(tried := [each[min(level, len(each) - 1)] for each in forms]):
            return tried
    return None


def _one_by_one(
    text: str,
    edits: Sequence[Edit],
    forms: Sequence[list[str]],
    words: Collection[int],
    parses: Callable[[Sequence[str]], bool],
) -> Fitted:
    """The first form of each edit with which the text parses. A word of code that no other can replace is a keyword."""
    chosen = [text[edit.start : edit.end] for edit in edits]
    failed: list[int] = []
    names: set[int] = set()
    for index, each in enumerate(forms):
        value = chosen[index]
        for form in each:
            chosen[index] = form
            if parses(chosen):
                break
        else:
            chosen[index] = value
            (names.add if index in words else failed.append)(index)
        if chosen[index] == value:
            names.add(index)
    names.difference_update(failed)
    for index in failed:
        chosen[index] = forms[index][0]
    return Fitted(chosen, not failed, frozenset(names))


def spliced(text: str, edits: Sequence[Edit], news: Sequence[str]) -> str:
    """The text with the edits applied."""
    pieces: list[str] = []
    position = 0
    for edit, new in zip(edits, news, strict=True):
        pieces += (text[position : edit.start], new)
        position = edit.end
    pieces.append(text[position:])
    return "".join(pieces)
