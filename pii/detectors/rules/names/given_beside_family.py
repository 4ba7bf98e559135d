"""A given name in a field beside one for the family name: `"nombre": "Paulo", "apellido": "Loza"`, `name: "Jane", surname: …`.

Alone, most of these words name anything; together they are those of one person.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names.name_field import is_nobodys
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.rules.names.person_values import is_part_of_name
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.labels import Label
from pii.spans import Span

_FIELDS: dict[str, tuple[str, str]] = {
    # ISO 639: fields for the given name, and for that of the family
    "cs": ("jmeno jméno", "prijmeni příjmení"),
    "da": ("fornavn navn", "efternavn etternavn"),
    "de": ("vorname", "nachname familienname name"),
    "en": (
        "name firstname first_name forename given_name givenname",
        "surname lastname last_name family_name familyname",
    ),
    "es": ("nombre nombres", "apellido apellidos"),
    "fi": ("etunimi", "sukunimi"),
    "fr": ("prenom prénom", "nom nom_famille"),
    "hr": ("ime", "prezime"),
    "hu": ("keresztnev keresztnév utonev", "vezeteknev vezetéknév"),
    "it": ("nome", "cognome"),
    "nl": ("voornaam naam", "achternaam"),
    "pl": ("imie imię", "nazwisko"),
    "pt": ("nome", "sobrenome apelido"),
    "ro": ("prenume", "nume"),
    "sk": ("meno", "priezvisko"),
    "sl": ("ime", "priimek"),
    "sv": ("fornamn förnamn", "efternamn"),
    "tr": ("ad adi adı isim", "soyad soyadi soyadı soyisim"),
}


def _languages(column: int) -> dict[str, frozenset[str]]:
    """The fields of a column of the table with their languages."""
    words = {word for row in _FIELDS.values() for word in row[column].split()}
    return {
        word: frozenset(language for language, row in _FIELDS.items() if word in row[column].split()) for word in words
    }


_GIVEN, _FAMILY = _languages(0), _languages(1)
_TELLING = sorted({*_FAMILY, "prenom", "prénom", "prenume", "vorname"} - {"name", "nom", "nume", "apelido"})
"""Of each pair the field that names little else: where the scan looks."""
_KEY = (
    r"(?P<{0}>\w{{2,14}})[\"'`]?\]?\s?(?:=>|[:=])\s?"
    r"(?P<{0}_quote>[\"'`])(?P<{0}_name>[^\"'`\\\n<>{{}}$%@]{{2,40}})(?P={0}_quote)"
)
_PAIR = re.compile(
    rf"(?<![\w$-]){_KEY.format('first')}[;,)\s]{{1,40}}(?:\$?\w{{1,20}}(?:\.|->|\[))?[\"'`]?{_KEY.format('second')}"
)
_SIGHT = 120
_LONGEST = 240


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names of the pairs of fields at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        for pair in _PAIR.finditer(text, max(done, hit.start - _SIGHT), hit.end + _LONGEST):
            if pair.start("first") > hit.end:
                break
            if _are_of_person(pair):
                done = pair.end()
                yield Span(*pair.span("first_name"), Label.NAME)
                yield Span(*pair.span("second_name"), Label.NAME)


def _are_of_person(pair: re.Match[str]) -> bool:
    """Whether the fields are a pair of one language, and the values names, of which one is known or both have capitals."""
    first, second = pair["first"].lower(), pair["second"].lower()
    nothing: frozenset[str] = frozenset()
    in_order = _GIVEN.get(first, nothing) & _FAMILY.get(second, nothing)
    if not in_order and not _FAMILY.get(first, nothing) & _GIVEN.get(second, nothing):
        return False
    names = pair["first_name"], pair["second_name"]
    if not all(map(_may_be_name, names)) or names[0].lower() == names[1].lower():
        return False
    known = [kind_of(name.split()[0]) > 0 for name in names]
    return any(known) and all(name[0].isupper() for name in names) or all(known)


def _may_be_name(value: str) -> bool:
    return is_part_of_name(value) and is_person(value) and not is_nobodys(value)


RULE = Rule(
    "given_beside_family",
    {"given_beside_family.field": rf"(?i)\b(?:{as_bytes(_TELLING)})[\"'`]?\]?\s?[=:]"},
    find,
    rank=4,
    hits=(
        '{"nombre": "«Paulo»", "apellido": "«Loza»"}, {"nome": "«Gianna»", "cognome": "«Verdi»"}',
        "{name: '«Paulo»', surname: '«Loza»'}, {Nome: '«Paulo»', Sobrenome: '«Loza»'}, {nom: '«Roe»', prenom: '«Hélène»'}",
        "['ad' => '«Emre»', 'soyad' => '«Yıldız»'], ime=\"«Marko»\", prezime=\"«Kestrić»\"; imie: '«Paulina»', nazwisko: '«Roe»'",
        '$u["nombre"] = "«Paulo»";\n$u["apellidos"] = "«Loza Roe»";\np.jmeno = "«Eva»"; p.prijmeni = "«Nováková»";',
        '{"nombre": "«paulo»", "apellido": "«loza»"}',
    ),
    misses=(
        '{"nombre": "Paulo", "uso": "Loza"}, {"nombre": "Nombre", "apellido": "Apellido"}, {"ime": "Paulo", "soyad": "Roe"}',
        '{"nombre": "required", "apellido": "text"}, {"name": "Test", "surname": "User"}, {nombre: "Kestrox", apellido: "Brixo"}',
        '{"nombre": "Paulo", x: 1, "apellido": "Loza"}, {"nombre": "kestrox", "apellido": "loza"}, {"ad": "$ad", "soyad": "Roe"}',
    ),
)
