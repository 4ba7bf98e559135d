"""Objects in data and programs: the key of a value, and the other keys of its object."""

from functools import lru_cache

from pii import expressions as re
from pii.text.surroundings import text_before

_KEY = re.compile(r"(?<!\w)(?P<key>\w{1,40})[\"'`]?\s{0,3}(?:=>|[:=])\s{0,3}\Z")
"""The name of a field before its literal."""
_LONGEST_KEY = 52
_LONGEST_LITERAL = 80
_QUOTES = "\"'`"
_TOKEN = re.compile(
    r"(?:\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+')(?!\s*(?::|=>))|(?P<opens>[{(\[])|(?P<closes>[})\]])"
    r"|(?P<key>\w++)[\"'`]?\s{0,3}(?:=>|:|=(?!=))"
)
"""The tokens of objects: a literal that is not a key, an opening or closing bracket, a key."""
_OBJECT = 800
"""Characters of an object on either side."""


@lru_cache(maxsize=2)  # several decoys ask for the same place
def key_of(text: str, position: int) -> str | None:
    """The key of the literal at the position: `"title": "Mo|ss"`."""
    before = text_before(text, position, _LONGEST_LITERAL).rpartition("\n")[2]
    opened = max(map(before.rfind, _QUOTES))
    if opened < 0:
        return None
    start = position - len(before) + opened
    field = _KEY.search(text, max(0, start - _LONGEST_KEY), start)
    return field["key"] if field else None


@lru_cache(maxsize=2)
def keys_beside(text: str, position: int) -> tuple[bool, list[str]]:
    """The keys of the object around the position, and whether its start was seen."""
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
            frames = frames or [[]]  # the object begins before the text that is read
        elif token["key"]:
            frames[-1].append(token["key"])
    return bounded, inner or []
