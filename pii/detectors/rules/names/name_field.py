"""Names of persons in fields that are named for them: `first_name: 'Jane'`, `"fullName": "Jane Roe"`, `lastName="Roe"`."""

import unicodedata
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import may_be_full_name
from pii.detectors.rules.names.person_values import holds_common_name, is_full_name, is_part_of_name
from pii.detectors.scan import Hit
from pii.known.name_labels import NAME_LABELS
from pii.known.names import kind_of, known_names
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_PART = (
    r"(?:(?:first|last|given|family|middle|maiden)[_ -]?name|sur_?name|fore_?name|vorname|nachname|pr\xc3\xa9nom|prenom"
    r"|apellidos?|cognome|nazwisko|familienname|voornaam|achternaam|etunimi|sukunimi|f\xc3\xb6rnamn|efternamn"
    r"|sobrenome|patronymic|otchestvo|familiya|prijmeni|primer_?apellido|segundo_?apellido|primer_?nombre|nom_?de_?famille|\bimie"
    r"|\bjmeno|ad_?soyad|p\xc5\x99\xc3\xadjmen\xc3\xad|keresztn\xc3\xa9v|vezet\xc3\xa9kn\xc3\xa9v)"
)
_WHOLE = (
    r"(?:gecos|(?:full|real|contact|customer|employee|student|teacher|patient|owner|recipient|billing|shipping|guest|driver"
    r"|emp|manager|instructor|candidate|doctor|sort|client|mentor|creator|sender|receiver|legal|passenger|parent|father"
    r"|mother|spouse|nominee|tenant|buyer|seller|holder|speaker|lawyer|member|supervisor|assignee)[_ -]?name"
    r"|author|autore|auteur|autor|jugadora?|jogadora?|joueur|spielerin|spieler|giocatore|player|recordedby|identifiedby|nama_?lengkap|nome_?completo|nombre_?completo"
    r"|nom_?complet|nama_?(?:siswa|mahasiswa|pelanggan|pemilik))"
)
_TURTLE = re.compile(r"[\w:]+ \"(?P<name>[^\"\\\n]{2,60})\"")
_BARE = re.compile(
    r"[ \t-]*+[\w-]+(?::[ \t]+|[ \t]?=[ \t]?)(?P<name>[^\s\"'#${}\[\]<>"
    r"|&*!%@`][^\n\"'#${}\[\]<>|]{1,50}?)[ \t]*(?=\r?\n|$)"
)
_DOCUMENTED = re.compile(
    r"[\w-]+:[ \t]*\r?\n(?:[ \t]+(?:type|description|format|nullable|maxLength|minLength): [^\n]*\r?\n){0,4}"
    r"[ \t]+example: [\"']?(?P<name>[^\"'\n#{}\[\]<>]{2,40}?)[\"']?[ \t]*(?=\r?\n|$)"
)
"""The example of a property in OpenAPI's YAML."""
_GIVEN = r"\\{0,3}[\"'\]]{0,2}\s?(?:=>|[:=,])\s?(?:[a-zA-Z]{0,2}|\w{1,12}\()\\{0,3}[\"'`]"
_FIELD = re.compile(
    r"[^\W\d][\w -]*?\\{0,3}[\"'\]]{0,2}\s?(?:=>|[:=,])\s?(?:[a-zA-Z]{0,2}|\w{1,12}\()(?P<quote>\\{0,3}[\"'`])"
    r"(?P<name>[^\"'`\\\n<>{}]{1,60}(?:(?<=[^\W\d_])(?:\\'|''?)(?=[^\W\d_])[^\"'`\\\n<>{}]{1,60}){0,3})(?P=quote)"
)
_KEY = re.compile(r"[^\W\d][\w-]*")
_LABEL = re.compile(rf"(?i){_PART}".replace(r"\xc3\xa9", "e"))
_ELEMENT = re.compile(r"[\w:-]+>(?P<name>[^<>\n{}]{2,60})</")


PARTS = {"name_field.part": rf"(?i){_PART}\\?[\"'\]]?\s?[=:,]"}
"""Fields for parts of names."""


def of_part(text: str, hit: Hit) -> tuple[str, tuple[int, int]] | None:
    """The field for a part of a name at the hit, in lower case, and where its value stands; None if that names a field itself."""
    match = _FIELD.match(text, hit.start, hit.end + REACH)
    if match is None or _is_label(match["name"]):
        return None
    field = _KEY.match(text, hit.start)
    assert field is not None
    return field.group().lower(), match.span("name")


def _is_label(value: str) -> bool:
    """Whether the value is how a form calls the field."""
    return bool(_LABEL.fullmatch(_plain(value))) or not NAME_LABELS.isdisjoint(value.lower().split())


def is_nobodys(value: str) -> bool:
    """Whether the value is how a form calls the field, or stands for nobody in it."""
    return _is_label(value) or value.lower() in _NOBODY


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        match = _FORMS.get(hit.pattern, _FIELD).match(text, hit.start, hit.end + REACH)
        if match is None:
            continue
        value = match["name"]
        if is_nobodys(value):
            continue
        if hit.pattern == "name_field.bare" and not (is_part_of_name(value) and any(map(kind_of, value.split()))):
            continue
        if _is_whole(value) if hit.pattern == "name_field.whole" else _is_part(value):
            yield Span(*match.span("name"), Label.NAME)


_NOBODY = frozenset(
    """
    guest user test tester demo admin administrator system anonymous unknown dummy sample example
    synthetic fake bogus mock mocked stub placeholder generic random default temporary temp virtual generated seeded automated
    valid invalid missing wrong empty blank duplicate existing nonexistent another other second third old new original
    changed updated modified edited renamed patched replaced replacement created deleted removed disabled enabled active inactive
    expired locked blocked banned verified unverified confirmed unconfirmed pending authenticated unauthenticated authorized
    unauthorized private public hidden person client customer patient employee
    nuevo nueva actualizado actualizada modificado modificada cambiado inválido prueba ejemplo novo
    atualizado atualizada alterado inválida nouveau nouvelle modifié modifiée invalide neuer neue geändert geändertes aktualisiert
    ungültig nuovo nuova aggiornato modificato público
    """.split()
)
"""Who stands for nobody, or for a program's own account, as its given or family name, and what tests call theirs:
`givenName="Guest" surname="User"`, `first_name="Updated"`."""
_FORMS = {
    "name_field.element": _ELEMENT,
    "name_field.turtle": _TURTLE,
    "name_field.bare": _BARE,
    "name_field.documented": _DOCUMENTED,
}


def _plain(value: str) -> str:
    """Without accents: `Prénom` is how a form calls the field `prenom`."""
    return unicodedata.normalize("NFD", value).encode("ascii", "ignore").decode()


def _is_whole(value: str) -> bool:
    return _holds_name(value) and (is_full_name(value) or is_part_of_name(value) or may_be_full_name(value))


def _holds_name(value: str) -> bool:
    """Whether a word of the value is known as a name, or stands in a script without capitals, in which labels are rare."""
    uncased = value.lower() == value.upper() and may_be_full_name(value) and not value.endswith(_LABELS_END)
    return uncased or holds_common_name(value) or any(True for _ in known_names(value))


_LABELS_END = ("名", "名前", "者", "称", "الكامل", "الاسم")
"""How labels of such fields end: the customer's name, the full name."""


def _is_part(value: str) -> bool:
    """Whether the value is a name rather than the label of a form or the name of a column."""
    return is_part_of_name(value) and value[:1].lower() != value[:1] or holds_common_name(value)


RULE = Rule(
    "name_field",
    {
        **PARTS,
        "name_field.whole": rf"(?i){_WHOLE}{_GIVEN}",
        "name_field.turtle": r"[:.](?:family_?[nN]ame|given_?[nN]ame|first_?[nN]ame|last_?[nN]ame|surname) \"",
        "name_field.bare": rf"(?im)^[ \t-]*{_PART}(?::[ \t]{{1,4}}|[ \t]?=[ \t]?)[a-z\x80-\xff]",
        "name_field.documented": rf"(?i)\b{_PART}:\r?\n[ \t]{{4}}",
        "name_field.element": rf"(?i){_PART}>[^<>\n\s]",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        '"full_name": "«בריקסו זורפה»"',
        "first_name='Synthetic', last_name='«Roe»'",
        "{lastName: '«O\\'Roe»'}, {lastName: '«O''Smith»', \"surname\": \"«D'Angelo»\"}",
        "      firstName:\n        example: «Luzo»\n        type: string\n"
        "      lastName:\n        type: string\n        example: '«Casal»'\n",
        "gecos: '«Nathaniel Ferreby»'",
        "'first_name' => '«Wouter»', 'lastname' => '«Apelila»',",
        'new User(firstName: "«Luz»", lastName: "«Casal»")',
        '"fullname": "«Simone McRoe»",',
        'voornaam: "«Jane»", achternaam: "«Roe»", příjmení: "«Roe»"',
        '{"surname":"«Roe»","given_name":"«Jane Ann»"}',
        'user.lastName = "«Roe»";',
        "<firstName>«Jane»</firstName><LastName>«Roe»</LastName>",
        '"autore": "«Antonio Roe»",',
        '{"min": 17, "jugador": "«Antonio Roe»"}, {"player": "«Kim Roe»"}',
        '"student_name": "«بلال محمود حسين»", "teacherName": "«김성훈»", "customer_name": "«Beddow»"',
        'form.set("first_name", "«jane»")',
        '  foaf:familyName "«Dubois»" ;\n  ns2:givenName "«Anne»" .',
        "- first_name: «Jane»\n  last_name: «Smith»\nuser.x=1\nlastName = «Jones»\n",
        '"sort_name": "«Smith, Jane»"',
    ),
    misses=(
        "      firstName:\n        example: first name\n      lastName:\n        default: Casal\n",
        "      petName:\n        example: Luzo\n",
        "last_name: \"it's required\", surname: 'O\\'', lastName: ''",
        '"firstName": "First name"',
        "first_name='Synthetic', last_name='Person'; first_name='Updated'; first_name='Existing', last_name='Changed'",
        'givenname="Guest" surname="User", firstname="Test", "lastName": "Administrator"',
        "coalesce(data->>'prenom', 'Prénom')",
        "first_name = 'first_name'",
        '"customer_name": "Brixo", "ownerName": "اسم"',
        "last_name: 'string'",
        "'last_name' => 'required|string'",
        "firstName: ''",
        '"lastName": "{{ name }}"',
        "$first_name = $_POST['first_name'];",
        '"display_name": "Grand Hotel Lobby Lights"',
        '"author": "widget-team"',
        "<firstName>${first}</firstName>",
        '"firstName": "Vardas", "lastName": "Pavardė"',
        "'firstname' => 'Nome', 'lastname' => 'Apelido', 'surname' => 'Etternavn', 'last_name' => 'Soyadı'",
        "first_name: string\nlast_name: String\nsurname: required\n",
    ),
)
