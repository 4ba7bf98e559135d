"""Names in rows without a heading in sight of which another column says that they are about persons: a telephone number, a sex,
an address. `N17\tRoe Anna\tJane\tNam\t01600000001`, `(7,'BRIXOTTO','L','08123456789')`.

`name_column` tells a column of names by the names alone; here fewer of them need to be known.
"""

from collections.abc import Iterator, Sequence

from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.name_column import PLACES, tables_at
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.rules.names.person_values import is_part_of_name
from pii.detectors.rules.names.personal_details import NOBODY, personal_detail
from pii.detectors.rules.rows import RawCell, stripped
from pii.detectors.scan import Hit
from pii.known.names import known_names
from pii.known.organisations import names_organisation
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span

_FEWEST = 4
"""Rows of a table."""
_SAMPLE = 100
"""Rows from which what its columns hold is told, about: a table may have twenty thousand."""
_DETAILED = 0.8
"""The share of the cells of a column that say the same of persons."""
_TELLING = frozenset(("phone", "sex", "address", "hash"))
_FILLED, _NAMES, _KNOWN, _PLACES, _ORDINARY = 0.8, 0.9, 0.6, 0.25, 0.4
"""Of the cells of a column of names: the shares that hold something, that may be names, and that hold a known name; the shares
from which on they are towns or words."""
_DIFFERENT = 0.15
"""The least share of the cells that differ: a class or a religion repeats more."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names of the tables at the hits."""
    for rows in tables_at(text, tuple(hits)):
        if len(rows) < _FEWEST or not any(personal_detail(_value(text, cell)) for cell in rows[-1]):
            continue
        some = rows[:: -(-len(rows) // _SAMPLE)]
        columns = [[_value(text, cell) for cell in column] for column in zip(*some, strict=True)]
        if not any(map(_tells_of_persons, columns)):
            continue
        for number, column in enumerate(columns):
            if _are_names(column):
                yield from _names(text, [row[number] for row in rows])


def _value(text: str, cell: RawCell) -> str:
    return text[slice(*stripped(text, cell))]


def _tells_of_persons(column: Sequence[str]) -> bool:
    details = list(map(personal_detail, column))
    return any(details.count(kind) >= _DETAILED * len(column) for kind in _TELLING)


def _names(text: str, column: Sequence[RawCell]) -> Iterator[Span]:
    for cell in column:
        place = stripped(text, cell)
        if _may_be_name(text[slice(*place)]):
            yield Span(*place, Label.NAME)


def _are_names(column: Sequence[str]) -> bool:
    values = [value for value in column if value]
    if len(values) < _FILLED * len(column):
        return False
    count, different = len(values), set(values)
    if len(different) < max(_FEWEST - 1, _DIFFERENT * count) or not all(
        NOBODY.isdisjoint(v.lower().split()) for v in different
    ):
        return False
    if sum(map(_may_be_name, values)) < _NAMES * count or any(map(names_organisation, different)):
        return False
    if sum(map(is_place, values)) > _PLACES * count or sum(map(is_ordinary, values)) > _ORDINARY * count:
        return False
    return sum(any(known_names(value.title())) for value in values) >= _KNOWN * count


def _may_be_name(value: str) -> bool:
    return is_part_of_name(value) and not value[:1].islower() and is_person(value.title() if value.isupper() else value)


RULE = Rule(
    "person_table",
    PLACES,
    find,
    rank=5,
    hits=(
        "N1\t«Roe Anna»\t«Jane»\tNam\t01600000001\nN2\t«Doe Eva»\t«Paula»\tNam\t01200000002\nN3\t«Poe Maria»\t«Kim»\tNam\t"
        "0910000003\nN4\t«Low Peter»\t«Mary»\tNam\t0980000004\n",
        "1,«Anna Brixo»,ulm,female\n2,«Larkmist Doe»,ulm,female\n3,«Kim Grove»,ulm,male\n4,«Ana Fern»,ulm,female\n",
        "7;«Brixo Anna»;x1@example.org\n8;«BRIXOTTO»;y1@example.org\n9;«Anna»;z1@example.org\n1;«Kim Lark»;w1@example.org\n",
        "1,«Anna Brixo»,ulm,female\n2,«Eva Moss»,ulm,male\n3,«Kim Grove»,ulm,male\n4,«Ana Fern»,ulm,x\n5,«Jane Roe»,ulm,female\n",
        "1,«Anna Brixo»,ulm,male\n2,«Eva Moss»,ulm,male\n3,,ulm,male\n4,«Kim Grove»,ulm,male\n5,«Jane Roe»,ulm,male\n",
        "1,«Anna Brixo»,ulm,male\n2,«Eva Moss»,ulm,male\n3,«Kim Grove»,ulm,male\n4,«Eva Moss»,ulm,male\n",
        "1,«Anna Brixo»,ulm,male\n2,«Eva Moss»,ulm,male\n" * 9 + "3,«Eva Moss»,ulm,male\n4,«Kim Grove»,ulm,male\n",
        "1,«Anna Brixo»,ulm,male\n2,«Eva Moss»,ulm,male\n3,«Kim Grove»,ulm,male\n" * 3 + "4,anna,ulm,male\n",
        "1,«Anna Brixo»,ulm,male\n2,«Eva Moss»,ulm,male\n3,«Kim Grove»,ulm,male\n" * 3 + "4,aNna,ulm,male\n",
        "1,«Anna Brixo»,ulm,male\n2,«Eva Moss»,ulm,male\n3,«Kim Grove»,ulm,male\n4,«Berlin»,ulm,male\n",
        "1,«Anna Brixo»,ulm,male\n2,«Rose»,ulm,male\n3,«Kim Grove»,ulm,male\n4,«Grace»,ulm,male\n5,«Jane Roe»,ulm,male\n",
        "1,«Anna Brixo»,ulm,male\n2,«Glorb»,ulm,male\n3,«Kim Grove»,ulm,male\n4,«Quorv»,ulm,male\n5,«Jane Roe»,ulm,male\n",
        "1,Anna Brixo,1999-01-02\n2,Eva Moss,1999-01-03\n3,Kim Grove,1999-01-04\n4,Jane Roe,1999-01-05\n"
        "1,«Anna Brixo»,ulm,male\n2,«Eva Moss»,ulm,male\n3,«Kim Grove»,ulm,male\n4,«Jane Roe»,ulm,male\n",
        "".join(f"{n},«Anna {chr(65 + n % 26)}rixo»,ulm,{'x' if n % 2 else 'male'}\n" for n in range(101)),
    ),
    misses=(
        "1,Anna Brixo,ulm,female\n2,Larkmist Doe,ulm,female\n3,Kim Grove,ulm,male\n",
        "1,Brixo Glorb,ulm,female\n2,Larkmist Quorv,ulm,female\n3,Kim Grove,ulm,male\n4,Ana Fern,ulm,female\n",
        "1,Anna Brixo,ulm,a\n2,Larkmist Fern,ulm,b\n3,Kim Grove,ulm,a\n4,Ana Fern,ulm,b\n",
        "1,Green Widget,ulm,0912345678\n2,Blue Widget,ulm,0912345679\n3,Red Widget,ulm,0912345670\n4,Tin Box,ulm,0912345671\n",
        "1,Anna Brixo,ulm,female\n2,Eva Moss,ulm,male\n3,Kim Grove,ulm,male\n4,Ana Fern,ulm,male\n5,Jane Roe,ulm,x\n",
        "1,Anna Brixo,ulm,x\n2,Eva Moss,ulm,y\n3,Kim Grove,ulm,male\n4,Ana Fern,ulm,male\n5,Jane Roe,ulm,male\n",
        "1,Anna Brixo,ulm,male\n2,Eva Moss,ulm,male\n3,,ulm,male\n4,,ulm,male\n5,Jane Roe,ulm,male\n",
        "1,Anna Brixo,ulm,male\n2,Eva Moss,ulm,male\n3,Anna Brixo,ulm,male\n4,Eva Moss,ulm,male\n",
        "1,Anna Brixo,ulm,male\n2,Eva Moss,ulm,male\n3,Kim Grove,ulm,male\n" * 7,
        "1,Anna Brixo,ulm,male\n2,Eva Moss,ulm,male\n3,Kim Grove,ulm,male\n4,Jane Roe,ulm,male\n" * 2
        + "5,anna,ulm,male\n",
        "1,Anna Brixo,ulm,male\n2,Eva Moss,ulm,male\n3,Kim Grove,ulm,male\n" * 3 + "4,Brixo GmbH,ulm,male\n",
        "1,Anna Brixo,ulm,male\n2,Berlin,ulm,male\n3,Kim Grove,ulm,male\n4,Berlin,ulm,male\n5,Jane Roe,ulm,male\n",
        "1,Anna Brixo,ulm,male\n2,Rose,ulm,male\n3,Hope,ulm,male\n4,Grace,ulm,male\n5,Jane Roe,ulm,male\n",
        "".join(f"{n},Anna {chr(65 + n % 26)}rixo,ulm,{'x' if n % 2 else 'male'}\n" for n in range(99))
        + "1,Eva Moss,ulm,male\n",
    ),
)
