"""Places in lists of places, many of which are named after persons: `{"id": 407, "nome": "Euclides da Cunha", "uf": "BA"}`.

The other fields decide: codes of states, coordinates, and nothing that persons have. If there is only a state or a country,
which athletes have too, the other names of the list must look like places.
"""

from functools import lru_cache

from pii import expressions as re
from pii.decoys.headings import column, headed
from pii.decoys.objects import key_of, keys_beside
from pii.known.places import is_place
from pii.text.identifiers import words

_NAMES = frozenset("name nome nombre nom label nama naziv nazwa title titulo".split())
_PARTS = frozenset(
    """
    state estado province provincia provinsi region regiao district distrito county country pais departamento departement
    municipality municipio city cidade ciudad ville kota kabupaten regency prefecture kecamatan area division commune comune gmina
    powiat
    """.split()
)
"""Units that places are parts of; persons and teams may have them, too."""
_PARTS_OR_OFFICES = _PARTS | {"department"}
"""A department may be part of France or Colombia, or of a company."""
_PLAIN = frozenset(
    "id key code codigo cod slug sigla abbr abbreviation parent type tipo iso iso2 iso3 short alpha".split()
)
"""Fields that say nothing about the object."""
_OF_PLACES = frozenset(
    "lat lng lon long latitude longitude uf ibge iata icao fips geonameid population populacao capital elevation".split()
)
"""Fields that only places have."""
_KINDS = (
    "cidades?|municipios?|munic[íi]pios|bairros?|estados|ciudades|barrios|provincias|localidades|villes|communes|comuni|st(?:ae|ä)dte"
    "|gemeinden|cit(?:y|ies)|towns|villages|suburbs|counties|municipalities|districts|provinces|states|countries|regions"
    "|kabupaten|kecamatan|desa|kota|ilceler|iller|sehirler"
)
_LIST_OPENS = re.compile(
    rf"(?i:(?:{_KINDS}))\w{{0,12}}[\"'`\]]?\s?(?:=>|:?=|:)\s{{0,8}}(?:new \w+ ?\[\] ?|array|list|set|\w+Of)?\s?[\[({{]\Z"
)
"""A list named for places, up to its bracket: `"cidades": [`, `cities = (`."""
_LITERALS = re.compile(r"(?:[\"'`][^\"'`\n]{0,60}[\"'`]\s?,\s{0,40})*[\"'`][^\"'`\n]{0,60}\Z")
_LONGEST_LIST = 8_000
_LIST_NAME = 60
_GIVEN = ("=", ":", ">", "]", "array", "list", "set", "of")
"""Endings of the text before the bracket; a cheap first check, since few texts have them."""
_SHORT = 16
_SELECT_OPENS = re.compile(rf"<select\b[^<>]{{0,200}}\b(?:name|id|ng-model|v-model)=[\"'][^\"']{{0,30}}(?i:{_KINDS})")
_LONGEST_SELECT = 40_000
_ELEMENT_BEFORE = re.compile(
    rf"<(?i:{_KINDS})\b[^<>]{{0,80}}>\s{{0,20}}(?:<(\w+)>[^<>]{{0,60}}</\w+>\s{{0,20}}){{0,3}}<(?i:{'|'.join(sorted(_NAMES))})>\Z"
)
"""`<city id="7"><code>BA</code><name>`."""
_LONGEST_ELEMENT = 300


def is_listed(text: str, position: int) -> bool:
    """Whether the value at the position belongs to a list of places."""
    return (
        _is_in_object(text, position)
        or _is_below_heading(text, position)
        or _is_in_named_list(text, position)
        or _is_among_parts_of_towns(text, position)
    )


def _is_in_object(text: str, position: int) -> bool:
    key = key_of(text, position)
    if key is None or not _is_name(key):
        return False
    if words(key)[-1] in _PARTS:
        return True
    _, keys = keys_beside(text, position)
    others = [other for other in keys if other != key]
    return _tell_place(tuple(others)) or _may_tell_place(tuple(others)) and _holds_places(text, key)


def _is_below_heading(text: str, position: int) -> bool:
    cell = headed(text, position)
    if cell is None or not _is_name(cell.headings[cell.number]):
        return False
    others = tuple(heading for number, heading in enumerate(cell.headings) if number != cell.number)
    return _tell_place(others) or _may_tell_place(others) and _are_places(column(text, cell.number))


def _is_in_named_list(text: str, position: int) -> bool:
    """`cities = ["…", "Mo|ss"]`, `<select name="city">`."""
    opened = max(0, position - _LONGEST_LIST)
    for sign in "[({":
        opened = max(opened, text.rfind(sign, opened, position))
    lead = text[max(0, opened - _SHORT) : opened].rstrip().lower()
    if lead.endswith(_GIVEN) and _LIST_OPENS.search(text, opened - _LIST_NAME, opened + 1):
        return _LITERALS.fullmatch(text, opened + 1 + _blank(text, opened + 1), position) is not None
    if not text.endswith(">", 0, position):
        return False
    if _ELEMENT_BEFORE.search(text, max(0, position - _LONGEST_ELEMENT), position):
        return True
    select = text.rfind("<select", max(0, position - _LONGEST_SELECT), position)
    return select >= 0 and _SELECT_OPENS.match(text, select) is not None and text.find("</select", select, position) < 0


def _is_among_parts_of_towns(text: str, position: int) -> bool:
    """`listOf("Moss", "Moss North", "Ro|e Park", "Fern West", …)`: literals, some of them districts of others."""
    if text[position - 1 : position] not in _QUOTES:
        return False
    start = max(text.rfind(sign, max(0, position - _LONGEST_LIST), position) for sign in "[({")
    return start >= 0 and _names_parts_of_towns(text, start + 1)


@lru_cache(maxsize=16)
def _names_parts_of_towns(text: str, start: int) -> bool:
    literals = _LITERAL_LIST.match(text, start, start + _LONGEST_LIST)
    values: set[str] = set(_LITERAL.findall(literals[0])) if literals is not None else set()
    parts = sum(value.rpartition(" ")[2] in _QUARTERS and value.rpartition(" ")[0] in values for value in values)
    return len(values) >= _FEWEST and parts >= _FEWEST_PARTS


_QUOTES = frozenset("\"'`")
_LITERAL = re.compile(r"[\"'`]([^\"'`\n]{1,60})[\"'`]")
_LITERAL_LIST = re.compile(r"(?:\s*+[\"'`][^\"'`\n]{0,60}[\"'`]\s*+,?)++")
_QUARTERS = frozenset(
    "North South East West Upper Lower Heights Park Central Nord Sud Süd Est Ouest Norte Sur Sul".split()
)
_FEWEST_PARTS = 3


def _blank(text: str, start: int) -> int:
    return len(text[start : start + 40]) - len(text[start : start + 40].lstrip())


def _is_name(key: str) -> bool:
    """`name`, `city_name`, `city`."""
    *of, what = words(key) or [""]
    return what in _NAMES.union(_PARTS) and len(of) < 2 and _PARTS.issuperset(of)


@lru_cache(maxsize=256)
def _tell_place(keys: tuple[str, ...]) -> bool:
    """Whether only places have fields with these names."""
    said = [words(key) for key in keys]
    if not said or not all(_PLAIN.union(_PARTS, _OF_PLACES, _NAMES).issuperset(each) for each in said):
        return False
    return any(
        not _OF_PLACES.isdisjoint(each) or len(each) > 1 and each[0] in _PARTS
        for each in said
        if each[:1] != ["country"]
    )


@lru_cache(maxsize=256)
def _may_tell_place(keys: tuple[str, ...]) -> bool:
    said = [words(key) for key in keys]
    known = all(_PLAIN.union(_PARTS_OR_OFFICES).issuperset(each) for each in said)
    return known and any(not _PARTS_OR_OFFICES.isdisjoint(each) for each in said)


_FEWEST = 20
_PLACES = 0.1
"""Minimum share of names in a list of places that are known places, or begin as only places do."""
_OPENERS = frozenset(
    """
    são sao santo santa san sant saint st sankt nova novo nuevo nueva vila villa porto puerto rio monte mount serra cerro
    campo lagoa barra boa bom água águas alto alta cabo ilha isla fort ciudad new north south east west upper lower great little
    bad neu ober
    unter groß klein alt los las kota kabupaten kuala tanjung nowy nowa stary stara wielki wielka novi nova stari donji gornji
    """.split()
)
"""Lower case; first words of town names."""


@lru_cache(maxsize=16)
def _holds_places(text: str, key: str) -> bool:
    """Whether the values of a key in a text appear to be mostly places."""
    field = re.compile(rf"(?<!\w){re.escape(key)}[\"'`]?\s{{0,3}}(?:=>|[:=])\s{{0,3}}[\"'`]([^\"'`\n]{{1,60}})[\"'`]")
    return _are_places(frozenset(match[1] for match in field.finditer(text)))


@lru_cache(maxsize=16)
def _are_places(values: frozenset[str]) -> bool:
    seen = sum(is_place(value) or value.lower().split()[0] in _OPENERS for value in values if value.strip())
    return len(values) >= _FEWEST and seen >= _PLACES * len(values)
