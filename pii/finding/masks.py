"""Masks: replacements by this tool or another, which must not be masked again."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pii import expressions as re
from pii.spans import Span

_WORDS = (
    r"(?:NAME|PERSON|EMAIL|USER(?:NAME)?|IP|KEY|PASSWORD|SECRET|TOKEN|PHONE|URL|ADDRESS|LOCATION|DATE|REDACTED|REMOVED|MASKED"
    r"|HIDDEN|FILTERED|ANONYMI[SZ]ED|CENSORED|SCRUBBED)(?:_[A-Z]+)*"
)
_NUMBER = r"(?:[_-]?\d+|[:_][0-9a-f]{16})?"
_TAG = re.compile(
    rf"""
    (?:<|&lt;|%3C) [A-Z][A-Z0-9_]{{2,}} (?:(?::|%3A)[0-9a-f]{{16}})? (?:>|&gt;|%3E)  # <NAME>, <NAME_1>, <NAME:0f3a…>
    | \[{_WORDS}{_NUMBER}\] | \{{\{{{_WORDS}{_NUMBER}\}}\}} | \b__{_WORDS}{_NUMBER}__\b
    """,
    re.X,
)
_WHOLE = re.compile(
    r"[*•●█▇…\s]++|(?:[^\w*]|\*(?!\*\*))*+\*{3}\W*+"
    rf"|\W*+{_WORDS}{_NUMBER}\W*+|\W*+(?i:redacted|masked|filtered)\W*+"
)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_URL_SAFE = str.maketrans("-_", "+/")
_HINT = re.compile(r"<|\[|&lt;|%3C|\{\{|__")
_REACH = 48
"""Characters around a span in which the ends of a mask are sought; longer than the longest tag of our labels."""


@lru_cache(maxsize=1 << 12)
def is_mask(value: str) -> bool:
    """Whether the whole value is a mask of any tool: `****`, `REDACTED`, `<NAME_1>`; or base64 of a text with one."""
    if _WHOLE.fullmatch(value) is not None or _TAG.fullmatch(value) is not None:
        return True
    if not _BASE64.fullmatch(value):
        return False
    try:
        content = base64.b64decode(value.translate(_URL_SAFE) + "=" * (-len(value) % 4)).decode()
    except ValueError:
        return False
    return "****" in content or _TAG.search(content) is not None or _WHOLE.fullmatch(content) is not None


def unmasked(text: str, span: Span) -> Sequence[Span]:
    """The pieces of the span that no mask covers: usually the whole span or nothing."""
    if is_mask(text[span.start : span.end]):
        return ()
    low, high = max(0, span.start - _REACH), span.end + _REACH
    if _HINT.search(text, low, high):
        return tuple(_between_masks(text, span, low, high))
    return (span,)


def _between_masks(text: str, span: Span, low: int, high: int) -> Iterator[Span]:
    position = span.start
    for tag in _TAG.finditer(text[low:high]):
        start, end = tag.start() + low, tag.end() + low
        if end <= position or start >= span.end:
            continue
        yield from _piece(text, span, position, start)
        position = end
    if position == span.start:
        yield span
    else:
        yield from _piece(text, span, position, span.end)


def _piece(text: str, span: Span, start: int, end: int) -> Iterator[Span]:
    value = text[start:end]
    if sum(map(str.isalnum, value)) > 1:  # a single one is half of an escape
        yield replace(span, start=start + len(value) - len(value.lstrip()), end=end - len(value) + len(value.rstrip()))
