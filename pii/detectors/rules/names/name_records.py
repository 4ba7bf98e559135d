"""Names in records that say `surname` or its kin again and again, each time of somebody else:
`{"surname": "Roe", "name": "Jane"}`.

A catalogue of messages or a form holds such a field once, and what it holds is a label; data holds it for every person.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.name_field import PARTS, of_part
from pii.detectors.rules.names.person_values import is_part_of_name
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span

_FEWEST = 3
"""Different values of a field of records."""
_MOST_OTHER = 0.2
"""The share of values that are no names, from which on a field is none of persons."""
_NAMES_OF_FIELDS = frozenset("name nome nombre nom imya имя".split())
"""Of the field for given names beside one for family names."""
_FAMILY = re.compile(r"(?i)sur_?name|last|family|patronymic|apellido|cognome|nachname|familia|familiya|fornavn")
_OTHER = re.compile(
    r"(?<![\w.])[\"']?(?P<field>[^\W\d_]{3,8})[\"']?\s?(?:=>|[:=])\s?(?P<quote>[\"'])(?P<name>[^\"'\\\n<>{}]{2,60})(?P=quote)"
)
_BESIDE = 160
"""Characters to either side of a family name in which its record has the given name."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names of the fields at the hits."""
    fields: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for hit in hits:
        part = of_part(text, hit)
        if part is not None:
            fields[part[0]].append(part[1])
    for field, places in fields.items():
        values = {text[slice(*place)] for place in places}
        if len(values) < _FEWEST:
            continue
        names = {value for value in values if _may_be_name(value)}
        if len(values) - len(names) > _MOST_OTHER * len(values):
            continue
        for start, end in places:
            if text[start:end] in names:
                yield Span(start, end, Label.NAME)
                if _FAMILY.search(field):
                    yield from _beside(text, start, end)


def _may_be_name(value: str) -> bool:
    return is_part_of_name(value) and value[:1].upper() == value[:1] and not names_organisation(value)


def _beside(text: str, start: int, end: int) -> Iterator[Span]:
    """The value of a field `name` in the same record."""
    before = text[max(0, start - _BESIDE) : start]
    after = text[end : end + _BESIDE]
    first = start - len(before) + max(before.rfind("{"), before.rfind("}")) + 1
    last = end + min(place if place >= 0 else len(after) for place in (after.find("}"), after.find("{")))
    for match in _OTHER.finditer(text, first, last):
        if match["field"].lower() in _NAMES_OF_FIELDS and _may_be_name(match["name"]):
            yield Span(*match.span("name"), Label.NAME)


RULE = Rule(
    "name_records",
    PARTS,
    find,
    rank=5,
    hits=(
        '[{"surname": "«Larkmist»", "name": "«Oleh»"}, {"surname": "«Brixo»", "name": "«Тарас»", "patronymic": "Іва"},'
        ' {"name": "«Grove»", "surname": "«Мохів»"}]',
        "[['last_name' => '«Larkmist»'], ['last_name' => '«Brixo»'], ['last_name' => '«Fern Ox»'], ['last_name' => '«Brixo»']]",
        "{lastName: '«Larkmist»'}, {lastName: '«Brixo»'}, {lastName: '«Grove»'}, {lastName: '«Moss»'}, {lastName: 'required'}",
        "{name: '«Oleh»', surname: '«Larkmist»'}, {name: '«Kim»', surname: '«Brixo»'}, {surname: '«Grove»', name: 'required'}",
        '{"name": "Oleh"}, {"surname": "«Larkmist»", "word": "Fern"}, {"surname": "«Brixo»"}, {"surname": "«Grove»"}',
        "name: '«Oleh»', surname: '«Larkmist»'; surname: '«Brixo»'; surname: '«Grove»'",
        "surname: '«Brixo»'; surname: '«Grove»'" + ";" * 200 + "name: '«Oleh»'" + "," * 137 + " surname: '«Larkmist»'",
        "surname: '«Brixo»'; surname: '«Grove»'" + ";" * 200 + "name: 'Oleh'" + "," * 138 + " surname: '«Larkmist»'",
        "surname: '«Brixo»'; surname: '«Grove»'" + ";" * 200 + " surname: '«Larkmist»'" + "," * 147 + "name: '«Oleh»'",
        "surname: '«Brixo»'; surname: '«Grove»'" + ";" * 200 + " surname: '«Larkmist»'" + "," * 148 + "name: 'Oleh'",
        "{nom: '«Oleh»', surname: '«Larkmist»'}, {surname: '«Brixo»'}, {nombre: '«Kim»', surname: '«Grove»'}",
    ),
    misses=(
        '{"surname": "Larkmist", "name": "Oleh"}, {"surname": "Brixo", "name": "Fern"}, {"surname": "Brixo"}',
        '{"surname": "Surname", "first_name": "Larkmist", "last_name": "Brixo"}',
        "{familyName: 'Larkmist'}, {familyName: 'Brixo'}, {familyName: 'Grove'}, {familyName: 'required'}",
        "{nachname: 'larkmist'}, {nachname: 'brixo'}, {nachname: 'grove'}",
    ),
)
