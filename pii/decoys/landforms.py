"""Features of land and water and the towns named after them: Coral Harbour, Roe Island, Cape Moss, Port Hope Simpson.

The generic words come from gazetteers. Some are never surnames and suffice by themselves. The others count if no given name
precedes them in a literal or on a line of its own, or if the neighbouring fields are those of a place.
"""

from pii import expressions as re
from pii.decoys.base import line_around
from pii.known.names import GIVEN, kind_of
from pii.spans import Span
from pii.text.surroundings import text_before

_GENERIC = frozenset(
    """
    harbor harbour island islands islet peninsula archipelago glacier lagoon estuary fjord strait inlet bight bayou gulf plateau
    canyon volcano waterfall waterfalls lighthouse mountains rapids narrows creek airport airfield airstrip airpark heliport
    anchorage reservoir
    """.split()
)
"""Lower case; after any name."""
_ALSO_NAMES = frozenset(
    """
    lake lakes bay river rivers cove beach falls springs valley hill hills ridge mountain peak pond marsh forest meadow meadows
    heights crossing junction landing head sound point brook shore shores bluff cliff cliffs woods pines
    """.split()
)
"""Lower case; words that are also surnames or have other meanings."""
_AHEAD = r"Mount|Mt\.?|Cape|Port|Fort|Isle of|Cabo|Golfo|Bah[ií]a|Lac|Lago|Loch|Isla|Ilha|Île|Cerro|Pointe|Baie"
_OPENS = re.compile(rf"(?:{_AHEAD}|Point|Lake) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?")
_AHEAD_BEFORE = re.compile(rf"(?<![\w.])(?:{_AHEAD}) $")
"""Never a given name; the person whom a place is named after may follow."""
_LONGEST_AHEAD = 10
_OF_PLACES = re.compile(
    r"\b(?:"
    + re.any_case("lat latitude lon lng long longitude elevation altitude iata icao tz".split())
    + r")[\"']?\s?[:=]"
)
_OF_PERSONS = re.compile(re.any_case("mail phone birth gender surname last_?name password".split()))
_GENERICS = "|".join(sorted(word.title() for word in _GENERIC))
_GENERIC_AFTER = re.compile(rf"(?:['’]s)? (?:{_GENERICS})\b")
_LISTED_BEFORE = re.compile(rf"[\"'][A-Z][^\"'\n]{{0,40}} (?:{_GENERICS})[\"'], ?[\"']\Z")
_LISTED_AFTER = re.compile(rf"[\"'], ?[\"'][A-Z][^\"'\n]{{0,40}} (?:{_GENERICS})[\"']")
"""Another feature in the next literal."""
_RANGE_BEFORE = re.compile(r"\b[Ff]rom (?:[A-Z]\w+(?: [A-Z]\w+)*,? (?:and|&|or) )?\Z")
_RANGE_AFTER = re.compile(r"(?:,? (?:and|&|or) [A-Z]\w+(?: [A-Z]\w+)*)? to [A-Z]")
"""From one place, or two, to another."""
_OPENED = re.compile(r"(?:[\"'`>|;,\t]|^|^[ \t]*[-*] )\Z", re.MULTILINE)
_CLOSED = re.compile(r"[\"'`<|;,\t\r\n]|\Z")


def is_landform(text: str, span: Span) -> bool:
    """Whether the span is a feature of land or water, or the person whom one is named after."""
    words = text[span.start : span.end].split()
    if _OPENS.fullmatch(" ".join(words)):
        return True
    ahead = _AHEAD_BEFORE.search(text_before(text, span.start, _LONGEST_AHEAD)) is not None
    if ahead and not text.startswith(("'s", "’s"), span.end) or _GENERIC_AFTER.match(text, span.end):
        return True
    last = words[-1].lower() if len(words) > 1 else ""
    return last in _GENERIC or last in _ALSO_NAMES and _is_meant_as_place(text, span, words)


def _is_meant_as_place(text: str, span: Span, words: list[str]) -> bool:
    before, after = line_around(text, span)
    if _RANGE_BEFORE.search(before) and _RANGE_AFTER.match(after):
        return True
    if any(kind_of(word) & GIVEN for word in words[:-1]):
        line = before + after
        listed = _LISTED_BEFORE.search(before) or _LISTED_AFTER.match(after)
        return (listed or _OF_PLACES.search(line)) is not None and _OF_PERSONS.search(line) is None
    alone = _OPENED.search(text_before(text, span.start, _LONGEST_AHEAD)) and _CLOSED.match(text, span.end)
    return alone is not None and not span.source.startswith("rules.")
