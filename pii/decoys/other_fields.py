"""Values of fields for streets, towns, currencies and genders. Rules are exempt, since they have read the field."""

from pii import expressions as re
from pii.known.names import GIVEN, known_names
from pii.spans import Span
from pii.text.surroundings import text_before


def other_field(text: str, span: Span) -> bool:
    """Whether a field, or a street earlier in a row of literals, marks the span as a place, or the value is a gender."""
    if span.source.startswith("rules."):
        return False
    value = text[span.start : span.end]
    if value.lower() in _GENDERS or _is_in_field_of_places(text, span.start):
        return True
    given = " " in value and any(kind & GIVEN for _, _, kind in known_names(value))
    before = text_before(text, span.start, _STREET_SIGHT).rpartition("\n")[2]
    street = _STREET_BEFORE.search(before)
    return street is not None and not (given and street["behind"])


_GENDERS = frozenset(
    "laki-laki perempuan homme femme hombre mujer donna weiblich männlich masculino femenino feminino male female other".split()
) | {"jenis kelamin"}
"""Lower case; plus a two-word term for gender."""
_STREET_BEFORE = re.compile(
    r"[\"']\d{1,4}(?:bis)?,? [^\W\d_][^\"'\n\d@]{2,60}(?P<behind>[\"'] ?, ?(?:[\"'][^\"'\n@]{0,40}[\"'] ?, ?){0,3}[\"'])?$"
)
"""A number and a street, whose name may be a person's, and up to three literals after it."""
_STREET_SIGHT = 240


def _is_in_field_of_places(text: str, start: int) -> bool:
    """Whether the literal in which a span starts is assigned to a name for a place or a currency."""
    before = text_before(text, start, _PLACE_SIGHT)
    opened = max(map(before.rfind, "\"'`"))
    return opened >= 0 and _PLACE_FIELD.search(before, opened - _LONGEST_PLACE_FIELD) is not None


_PLACE_FIELD = re.compile(
    "(?:"
    + re.any_case(
        "street calle strasse straße rue ulica address adresse direcci[oó]n endere[cç]o city town ville ciudad cidade"
        " district province provincia country pays pa[ií]s land currency moneda waehrung venue region department alamat kota"
        " bairro".split()
    )
    + r")[\"'`]?\]?\s?(?:=>|:=|[:=])\s?[\"'`][^\"'`\n]{0,70}$"
)
"""A field or column for a place or a currency, with its value up to the span."""
_PLACE_SIGHT = 100
_LONGEST_PLACE_FIELD = 16
"""Maximum characters from such a name to the quote after it."""
