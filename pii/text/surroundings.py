"""What stands around a place of a text: `text_before`, and where its line begins and ends, each up to some characters away.

Each reads no farther than its reach: lines of megabytes exist, and must not be read once for every place on them.
"""

REACH = 160
"""Characters of a line that are read on either side of a place, unless the caller says otherwise."""


def text_before(text: str, position: int, reach: int = REACH) -> str:
    """The last `reach` characters before `position`."""
    return text[max(0, position - reach) : position]


def line_before(text: str, position: int, reach: int = REACH) -> int:
    """Where the line of `position` starts, or `reach` characters earlier at most."""
    floor = max(0, position - reach)
    return max(floor, text.rfind("\n", floor, position) + 1)


def line_above(text: str, start: int, reach: int = REACH) -> int:
    """Where the line above the one that starts at `start` starts, or `reach` characters earlier at most; 0 on the first line."""
    return line_before(text, start - 1, reach) if start else 0


def line_after(text: str, position: int, reach: int = REACH) -> int:
    """Where the line of `position` ends, or `reach` characters later at most."""
    ceiling = min(len(text), position + reach)
    end = text.find("\n", position, ceiling)
    return end if end >= 0 else ceiling
