"""Names of persons in fields that are named for them: `first_name: 'Jane'`, `"fullName": "Jane Roe"`, `lastName="Roe"`."""

import unicodedata
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.person_values import holds_common_name, is_full_name, is_part_of_name
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.surroundings import REACH

_SOURCE = "rules.name_field"

_PART = (
    r"(?:(?:first|last|given|family|middle|maiden)[_ -]?name|sur_?name|fore_?name|vorname|nachname|pr\xc3\xa9nom|prenom"
    r"|apellidos?|cognome|nazwisko|familienname|voornaam|achternaam|etunimi|sukunimi|f\xc3\xb6rnamn|efternamn"
    r"|sobrenome|prijmeni|p\xc5\x99\xc3\xadjmen\xc3\xad|keresztn\xc3\xa9v|vezet\xc3\xa9kn\xc3\xa9v)"
)
_WHOLE = (
    r"(?:(?:full|real|contact|customer|employee|student|teacher|patient|owner|recipient|billing|shipping|guest|driver"
    r"|emp|manager|instructor|candidate|doctor)[_ -]?name|author|autore|auteur|autor)"
)
_GIVEN = r"\\{0,3}[\"'\]]{0,2}\s?(?:=>|[:=,])\s?(?:[a-zA-Z]{0,2}|\w{1,12}\()\\{0,3}[\"'`]"
_FIELD = re.compile(
    r"[^\W\d][\w -]*?\\{0,3}[\"'\]]{0,2}\s?(?:=>|[:=,])\s?(?:[a-zA-Z]{0,2}|\w{1,12}\()(?P<quote>\\{0,3}[\"'`])"
    r"(?P<name>[^\"'`\\\n<>{}]{2,60})(?P=quote)"
)
_LABEL = re.compile(rf"(?i){_PART}".replace(r"\xc3\xa9", "e"))
_ELEMENT = re.compile(r"[\w:-]+>(?P<name>[^<>\n{}]{2,60})</")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        form = _ELEMENT if hit.pattern == "name_field.element" else _FIELD
        match = form.match(text, hit.start, hit.end + REACH)
        if match is None:
            continue
        value = match["name"]
        if _LABEL.fullmatch(_plain(value)):
            continue
        if _is_whole(value) if hit.pattern == "name_field.whole" else _is_part(value):
            yield Span(*match.span("name"), Label.NAME, source=_SOURCE)


def _plain(value: str) -> str:
    """Without accents: `Prénom` is how a form calls the field `prenom`."""
    return unicodedata.normalize("NFD", value).encode("ascii", "ignore").decode()


def _is_whole(value: str) -> bool:
    return holds_common_name(value) and (is_full_name(value) or is_part_of_name(value))


def _is_part(value: str) -> bool:
    """Whether the value is a name rather than the label of a form or the name of a column."""
    return is_part_of_name(value) and value[:1].lower() != value[:1] or holds_common_name(value)


RULE = Rule(
    "name_field",
    {
        "name_field.part": rf"(?i){_PART}{_GIVEN}",
        "name_field.whole": rf"(?i){_WHOLE}{_GIVEN}",
        "name_field.element": rf"(?i){_PART}>[^<>\n\s]",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        "'first_name' => '«Wouter»',",
        'new User(firstName: "«Luz»", lastName: "«Casal»")',
        '"fullname": "«Simone McRoe»",',
        'voornaam: "«Jane»", achternaam: "«Roe»", příjmení: "«Roe»"',
        '{"surname":"«Roe»","given_name":"«Jane Ann»"}',
        'user.lastName = "«Roe»";',
        "<firstName>«Jane»</firstName><LastName>«Roe»</LastName>",
        '"autore": "«Antonio Roe»",',
        'form.set("first_name", "«jane»")',
    ),
    misses=(
        '"firstName": "First name"',
        "coalesce(data->>'prenom', 'Prénom')",
        "first_name = 'first_name'",
        "last_name: 'string'",
        "'last_name' => 'required|string'",
        "firstName: ''",
        '"lastName": "{{ name }}"',
        "$first_name = $_POST['first_name'];",
        '"display_name": "Grand Hotel Lobby Lights"',
        '"author": "widget-team"',
        "<firstName>${first}</firstName>",
    ),
)
