"""Values of fields for streets, towns, currencies and genders. Rules are not asked, since they have read the field."""

from pii import expressions as re
from pii.known.names import GIVEN, known_names
from pii.spans import Span
from pii.text.surroundings import text_before


def other_field(text: str, span: Span) -> bool:
    """Whether a field, or a street earlier in a row of literals, says that a place stands there, or the value is a gender."""
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
"""Lower case; and what a gender is called, in two words."""
_STREET_BEFORE = re.compile(
    r"[\"']\d{1,4}(?:bis)?,? [^\W\d_][^\"'\n\d@]{2,60}(?P<behind>[\"'] ?, ?(?:[\"'][^\"'\n@]{0,40}[\"'] ?, ?){0,3}[\"'])?$"
)
"""A number and a street, whose name may be a person's, and up to three literals behind."""
_STREET_SIGHT = 240


def _is_in_field_of_places(text: str, start: int) -> bool:
    """Whether the literal in which a span starts is given to what is named for a place or a currency."""
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
"""A field or column named for a place or a currency, with its value up to the span."""
_PLACE_SIGHT = 100
_LONGEST_PLACE_FIELD = 16
"""Characters from such a name to the quote behind it."""
