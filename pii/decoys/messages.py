"""Translatable messages of a program: `__('Body Mass')`."""

from pii import expressions as re
from pii.spans import Span
from pii.text.surroundings import text_before

_TRANSLATES = re.compile(
    r"(?:(?<![\w$])_{1,2}|_e|gettext|\btrans(?:late)?|(?<!\w)\$?t|\btr|I18n\.t|Lang::get)\(\s?[\"']$"
)
_LONGEST_CALL = 16
"""Characters of such a call up to its argument."""


def message(text: str, span: Span) -> bool:
    """Whether the span is the whole message; a message that names its author (`_("Written by Jane Roe")`) does hold a name."""
    if text[span.end : span.end + 1] not in ("'", '"'):
        return False
    return _TRANSLATES.search(text_before(text, span.start, _LONGEST_CALL)) is not None
