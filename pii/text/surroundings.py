"""The surroundings of a place in a text: `text_before`, and where its line begins and ends, each within a bounded reach.

The bound matters because lines of megabytes exist, which must not be read once for every place on them.
"""

REACH = 160
"""Default number of characters read on either side of a place."""


def text_before(text: str, position: int, reach: int = REACH) -> str:
    """The last `reach` characters before `position`."""
    return text[max(0, position - reach) : position]


def line_before(text: str, position: int, reach: int = REACH) -> int:
    """Where the line of `position` starts, at most `reach` characters earlier."""
    floor = max(0, position - reach)
    return max(floor, text.rfind("\n", floor, position) + 1)


def line_above(text: str, start: int, reach: int = REACH) -> int:
    """Where the line above the one at `start` starts, at most `reach` characters earlier; 0 on the first line."""
    return line_before(text, start - 1, reach) if start else 0


def line_after(text: str, position: int, reach: int = REACH) -> int:
    """Where the line of `position` ends, at most `reach` characters later."""
    ceiling = min(len(text), position + reach)
    end = text.find("\n", position, ceiling)
    return end if end >= 0 else ceiling
