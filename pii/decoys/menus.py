"""Menus and pages of a program, in instructions where to click: `1. **Portal** → **Martin Roe** → **Manage**`."""

from pii import expressions as re
from pii.decoys.base import line_around
from pii.spans import Span

_ARROW = r"[ \t]?(?:→|›|»|➜|➔|⇒|->|=>|&gt;|>)[ \t]?"
_MARKED = r"(?:\*\*|__|<b>|</b>|<strong>|</strong>)"
_STEP_BEFORE = re.compile(rf"{_MARKED}{_ARROW}{_MARKED}$")
_STEP_AFTER = re.compile(rf"{_MARKED}{_ARROW}{_MARKED}")
"""Both steps must be marked up: a bare arrow may also lead from one person to another."""
_CHAIN_BEFORE = re.compile(
    re.any_case(
        "open click select choose goto navigate press settings preferences options tools file edit view menu system".split(),
    )
    + r"|[Gg]o to"
)
_BARE_BEFORE = re.compile(r"[\w)*`][ \t](?:→|›|»|>)[ \t]$")
_BARE_AFTER = re.compile(r"[ \t](?:→|›|»|>)[ \t][\w*`]")


def menu_step(text: str, span: Span) -> bool:
    """Whether the span is a step of a chain, marked up or on a line that says to click, or an application of macOS."""
    if text.startswith(".app", span.end) and not text[span.end + 4 : span.end + 5].isalnum():
        return True
    before, after = line_around(text, span)
    if _STEP_BEFORE.search(before[-24:]) or _STEP_AFTER.match(after):
        return True
    chained = _BARE_BEFORE.search(before[-4:]) or _BARE_AFTER.match(after)
    return chained is not None and _CHAIN_BEFORE.search(before) is not None
