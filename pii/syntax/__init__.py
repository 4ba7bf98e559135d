"""Replacements in a form that keeps a document's syntax: what parsed before parses after.

The form is chosen by where a value stands (`lexing`, `forms`). Where that alone does not prove it safe and a parser is at hand
(`parsing`), the document is parsed before and after, and plainer forms are tried.
"""

from collections.abc import Callable, Sequence

from pii.syntax.forms import Edit, alternatives, fitted
from pii.syntax.languages import LANGUAGES, check_language, language_of
from pii.syntax.lexing import has_lexicon, places
from pii.syntax.parsing import shape

__all__ = ["LANGUAGES", "Edit", "check_language", "fit", "language_of"]

_MOST_TRIED = 24
"""Edits whose forms are tried one by one; of more, all take one form."""


def fit(text: str, edits: Sequence[Edit], language: str | None) -> tuple[list[str], bool]:
    """What to put in the place of each edit (disjoint, sorted), and whether the text parses afterwards if it did before."""
    if not has_lexicon(language) or not edits:
        return [edit.new for edit in edits], True
    assert language is not None
    touched = places(text, [(edit.start, edit.end) for edit in edits], language)
    made = [fitted(text, edit, found, language) for edit, found in zip(edits, touched, strict=True)]
    news = [new for new, _ in made]
    if all(safe for _, safe in made):
        return news, True
    before = shape(language, text)
    if before is None or shape(language, spliced(text, edits, news)) == before:
        return news, True

    def parses(tried: Sequence[str]) -> bool:
        return shape(language, spliced(text, edits, tried)) == before

    return _search(text, edits, news, parses)


def _search(
    text: str, edits: Sequence[Edit], news: list[str], parses: Callable[[Sequence[str]], bool]
) -> tuple[list[str], bool]:
    """The first forms with which the text parses: the same for all edits, else each for itself."""
    forms = [
        list(alternatives(text, edit, new, index)) for index, (edit, new) in enumerate(zip(edits, news, strict=True))
    ]
    for level in range(1, min(map(len, forms))):
        if parses(tried := [each[level] for each in forms]):
            return tried, True
    if len(edits) > _MOST_TRIED:
        return news, False
    chosen = [text[edit.start : edit.end] for edit in edits]
    failed: list[int] = []
    for index, each in enumerate(forms):
        value = chosen[index]
        for form in each:
            chosen[index] = form
            if parses(chosen):
                break
        else:
            failed.append(index)
            chosen[index] = value
    for index in failed:
        chosen[index] = news[index]
    return chosen, not failed


def spliced(text: str, edits: Sequence[Edit], news: Sequence[str]) -> str:
    """The text with the edits made."""
    pieces: list[str] = []
    position = 0
    for edit, new in zip(edits, news, strict=True):
        pieces += (text[position : edit.start], new)
        position = edit.end
    pieces.append(text[position:])
    return "".join(pieces)
