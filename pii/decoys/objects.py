"""The objects that literals of data and programs make: under which key a value stands, and which keys stand beside it."""

from pii import expressions as re
from pii.surroundings import text_before

_KEY = re.compile(r"(?:[\"'`]?(?P<key>\w{1,40})[\"'`]?\s{0,3}(?:=>|[:=])\s{0,3})(?:[\"'`][^\"'`\n]{0,80})\Z")
"""The name of a field before its literal, in which the span stands."""
_TOKEN = re.compile(
    r"(?:\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+')(?!\s*(?::|=>))|(?P<opens>[{(\[])|(?P<closes>[})\]])"
    r"|(?P<key>\w++)[\"'`]?\s{0,3}(?:=>|:|=(?!=))"
)
"""What objects are made of: a literal that is no key, a sign that opens or closes, a key."""
_OBJECT = 800
"""Characters of an object on either side."""
_LONGEST_FIELD = 130


def key_of(text: str, position: int) -> str | None:
    """The key under whose literal the position is: `"title": "Mo|ss"`."""
    field = _KEY.search(text_before(text, position, _LONGEST_FIELD))
    return field["key"] if field else None


def keys_beside(text: str, position: int) -> tuple[bool, list[str]]:
    """The keys of the object that the position is in, and whether its start was seen."""
    floor = max(0, position - _OBJECT)
    start = max(floor, text.find("\n", floor, position) + 1) if floor else 0
    frames: list[list[str]] = [[]]
    inner: list[str] | None = None
    bounded = False
    for token in _TOKEN.finditer(text, start, position + _OBJECT):
        if inner is None and token.end() > position:
            inner, bounded = frames[-1], len(frames) > 1
        if token["opens"]:
            frames.append([])
        elif token["closes"]:
            closed = frames.pop()
            if closed is inner:
                break
            frames = frames or [[]]  # the object began before the text that is read
        elif token["key"]:
            frames[-1].append(token["key"])
    return bounded, inner or []
