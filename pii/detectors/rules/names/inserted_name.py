"""Names in the rows of an INSERT with a column for each part of a name: `INSERT INTO agent (nom, prenom) VALUES ('ROE', 'JANE')`.

Two such columns are a person's whatever the spelling; `table` proposes the names of one.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names import table
from pii.detectors.rules.names.person_values import is_part_of_name
from pii.detectors.rules.rows import declared_tables, insert_columns, insert_rows
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words

_GIVEN = frozenset(
    """
    firstname givenname forename vorname prénom prenom nombre nombres nome imię imie jméno jmeno meno ime prenume keresztnév
    etunimi förnamn fornavn voornaam имя ім'я
    """.split()
)
"""Lower case; headings of a given name, of anything's name alone."""
_FAMILY = frozenset(
    """
    lastname familyname surname nachname familienname nom nomfamille nomdefamille apellido apellidos cognome sobrenome apelido
    nazwisko příjmení prijmeni priezvisko prezime nume vezetéknév sukunimi efternamn etternavn achternaam фамилия прізвище
    """.split()
)
_COMMON = 0.3
"""The share of the cells, of which one part is known as a name, from which on the rows are persons'."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the parts of the names in the rows at the hits."""
    tables = cache(lambda: declared_tables(text))
    for hit in hits:
        names, position = insert_columns(text, hit.start, tables)
        headings = ["".join(words(name)) for name in names]
        parts = [number for number, heading in enumerate(headings) if heading in _GIVEN or heading in _FAMILY]
        if _GIVEN.isdisjoint(headings) or _FAMILY.isdisjoint(headings):
            continue
        cells = [row[number] for row in insert_rows(text, position) for number in parts if number < len(row)]
        named = [cell for cell in cells if cell is not None and is_part_of_name(text[slice(*cell)])]
        known = sum(any(map(kind_of, re.split("[ -]", text[slice(*cell)]))) for cell in named)
        if named and known >= _COMMON * len(named):
            yield from (Span(*cell, Label.NAME) for cell in named)


RULE = Rule(
    "inserted_name",
    {"table.insert": table.RULE.patterns["table.insert"]},
    find,
    rank=4,
    hits=(
        "INSERT INTO AGENT (NOM, PRENOM, VILLE) VALUES ('«COCHEREAU»', '«MARIE-ODILE»', 'X'),\n"
        " ('«D''ESCRIVAN»', '«THÉODORE»', 'X');\n",
        "insert into staff (id, apellidos, nombre) values (1, '«MOSS ROE»', '«ANNA»');\n",
    ),
    misses=(
        "INSERT INTO AGENT (NOM, SERVICE, VILLE) VALUES ('COCHEREAU', 'MARIE-ODILE', 'X');\n",
        "INSERT INTO t (nom, prenom) VALUES ('Nom', 'Prénom'), (NULL, @p), ('XQRTV', 'BRIXQ');\n",
    ),
)
