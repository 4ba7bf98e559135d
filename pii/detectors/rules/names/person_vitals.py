"""Persons in objects that say what only persons have: `{ name: "Jane", birth: "Ulm", age: 26 }`,
`["nombre" => "Jane", "edad" => 26]`, `Person(name: "Jane", age: 26)`, `- name: Jane` above `  gender: female`.

Two such details prove a person, and so does one in two objects of a list: no word of the name needs to be known. A gender alone
may be a grammatical one, or that of a voice or of a list of given names.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.rules.names.person_object import NAME_KEYS
from pii.detectors.scan import Hit
from pii.known.name_labels import is_name_label
from pii.known.organisations import names_organisation
from pii.known.placeholders import is_placeholder
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_REACH = 600
"""Characters of an object to either side of a detail, and between two objects of a list."""
_AGE = (
    "age edad idade alter âge eta età umur usia leeftijd ålder alder wiek vek yaş"
    " возраст вік 年龄 年齢 나이 عمر גיל उम्र tuổi tuoi"
).split()
_BORN = (
    "birth birthday birthdate birth_date date_of_birth dateofbirth dob birth_year birthyear born birthplace fecha_nacimiento"
    " fechanacimiento nacimiento data_nascimento datanascimento nascimento geburtsdatum geburtstag date_naissance datenaissance"
    " tanggal_lahir ngay_sinh дата_рождения 生日 出生日期 生年月日 생년월일"
).split()
_SEX = "gender sex sexo genero género geschlecht sexe genre jenis_kelamin gioi_tinh cinsiyet пол 性别 性別 성별".split()
_STATUS = (
    "nationality nacionalidad nacionalidade nationalité nationalite staatsangehörigkeit национальность 国籍"
    " marital_status maritalstatus estado_civil estadocivil familienstand"
    " occupation profession ocupacion ocupación profesion profesión profissao profissão beruf pekerjaan профессия 职业 職業 직업"
).split()
_KINDS = {key: kind for kind, keys in enumerate((_AGE, _BORN, _SEX, _STATUS)) for key in keys}
_SEX_KIND = _KINDS["sex"]
_DETAILS = sorted(_KINDS, key=len, reverse=True)
_SIGN = r"[\"']?\s?(?::|=>|=)\s?"
_DETAIL = re.compile(
    rf"(?<![\w.-])[\"']?(?P<key>{'|'.join(_DETAILS)}){_SIGN}(?:(?P<quote>[\"'`])(?P<text>[^\"'`\n{{}}<>$]{{1,40}})(?P=quote)"
    rf"|(?P<number>\d{{1,4}})(?![\w%])|(?P<bare>[^\W\d_][^\n{{}}\"'`:,()]{{0,40}})[ \t]*\r?$)",
    re.IGNORECASE | re.MULTILINE,
)
_NAME = re.compile(
    rf"(?<![\w.-])[\"']?(?P<key>{'|'.join(NAME_KEYS)}){_SIGN}(?:(?P<quote>[\"'`])(?P<value>[^\"'`\n{{}}\[\]<>$%@/\\:;=]{{2,40}})(?P=quote)"
    r"|(?P<bare>[^\W\d_][^\n{}\[\]\"'`:,()<>$%@/\\;=#]{1,40}?)[ \t]*\r?$)",
    re.IGNORECASE | re.MULTILINE,
)
_THINGS = re.compile(
    r"(?i)(?<![\w.-])[\"']?(?:breed|species|animal|pet|owner|price|sku|version|host|port|hp|level|lvl|race|class|weapon|attack|damage"
    r"|power|element|voice|voice_?id|locale|accent|type|kind|color|colour|count|frequency|ttl|field|label|required|raza|especie|rasa)[\"']?\s?(?::|=>|=)"
)
"""What animals, goods, machines, characters of games, voices and fields of forms have."""
_BRACKET = re.compile(r"[{}\[\]()]")
_LINE = re.compile(r"(?P<lead>[ \t]*(?:(?:#|//)[ \t]*)*)(?P<item>-[ \t]+)?(?P<rest>\S[^\n]*)?")
_MOST_LINES = 16
_WORDS = re.compile(r"(?:[^\W\d_]['’.-]?)+(?: (?:[^\W\d_]['’.-]?)+){0,4}")
_OLDEST = 120


class _Object(NamedTuple):
    start: int
    end: int
    name: tuple[int, int] | None
    details: frozenset[int]


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names of the objects at the hits that are persons."""
    found: list[_Object] = []
    for hit in hits:
        if not found or hit.start >= found[-1].end:
            found.append(_read(text, hit))
    for number, it in enumerate(found):
        if it.name is not None and (len(it.details) > 1 or _is_in_list(it, found[max(0, number - 1) : number + 2])):
            yield Span(*it.name, Label.NAME)


def _is_in_list(it: _Object, near: list[_Object]) -> bool:
    return any(
        other is not it
        and other.name is not None
        and it.details & other.details - {_SEX_KIND}
        and max(it.start, other.start) - min(it.end, other.end) < _REACH
        for other in near
    )


def _read(text: str, hit: Hit) -> _Object:
    """The object around a detail, with its name and what it tells."""
    parts = _in_brackets(text, hit) or _in_lines(text, hit)
    names: list[tuple[int, int]] = []
    details: set[int] = set()
    thing = False
    for start, end in parts:
        names += (_place(name) for name in _NAME.finditer(text, start, end))
        details |= {_KINDS[each["key"].lower()] for each in _DETAIL.finditer(text, start, end) if _is_detail(each)}
        thing = thing or _THINGS.search(text, start, end) is not None
    name = names[0] if len(names) == 1 and not thing and _is_persons(text[slice(*names[0])]) else None
    return _Object(parts[0][0], parts[-1][1], name, frozenset(details))


def _in_brackets(text: str, hit: Hit) -> list[tuple[int, int]]:
    """What stands between the brackets around a detail, without what further brackets in it hold; nothing outside of any."""
    before = [*_BRACKET.finditer(text, max(0, hit.start - _REACH), hit.start + 1)]
    parts: list[tuple[int, int]] = []
    depth, last = 0, hit.start + 1
    for bracket in reversed(before):
        depth, last = _step(bracket, bracket.group() in "}])", depth, last, parts, forward=False)
        if depth < 0:
            break
    else:
        return []
    parts.reverse()
    depth, last = 0, hit.start + 1
    for bracket in _BRACKET.finditer(text, hit.start + 1, hit.end + _REACH):
        depth, last = _step(bracket, bracket.group() in "{[(", depth, last, parts, forward=True)
        if depth < 0:
            return _joined(parts, hit.start + 1)
    return []


def _step(
    bracket: re.Match[str], inward: bool, depth: int, last: int, parts: list[tuple[int, int]], forward: bool
) -> tuple[int, int]:
    """The depth and the edge behind a bracket, read in one direction; what ends there at the object's own level is a part."""
    near, far = bracket.span() if forward else bracket.span()[::-1]
    if depth == 0:
        parts.append((last, near) if forward else (near, last))
    depth += 1 if inward else -1
    return depth, far if depth == 0 else last


def _joined(parts: list[tuple[int, int]], seam: int) -> list[tuple[int, int]]:
    """The parts, the two that meet at the seam as one."""
    number = next(number for number, part in enumerate(parts) if part[1] == seam)
    return [*parts[:number], (parts[number][0], parts[number + 1][1]), *parts[number + 2 :]]


def _in_lines(text: str, hit: Hit) -> list[tuple[int, int]]:
    """The lines around a detail whose keys begin in its column, as those of a mapping of YAML do."""
    here = line_before(text, hit.end - 1)
    line = _LINE.match(text, here)
    assert line is not None
    column = line.start("rest") - here
    lines = [(here, line_after(text, here))]
    start, item = here, line["item"] is not None
    while start and not item and len(lines) < _MOST_LINES:
        start = line_before(text, start - 1)
        above = _LINE.match(text, start)
        if above is None or not above["rest"] or above.start("rest") - start < column:
            break
        item = above["item"] is not None and above.start("rest") - start == column
        if above.start("rest") - start == column:
            lines.insert(0, (start, line_after(text, start)))
    end = lines[-1][1]
    while end < len(text) and len(lines) < 2 * _MOST_LINES:
        below = _LINE.match(text, end + 1)
        if below is None or not below["rest"] or below["item"] or below.start("rest") - end - 1 != column:
            break
        lines.append((end + 1, line_after(text, end + 1)))
        end = lines[-1][1]
    return lines


def _place(name: re.Match[str]) -> tuple[int, int]:
    return name.span("value" if name["value"] else "bare")


def _is_detail(match: re.Match[str]) -> bool:
    """Whether the value may be a person's, and is no type, no variable and no label."""
    value = (match["text"] or match["number"] or match["bare"]).strip()
    if _KINDS[match["key"].lower()] == 0:
        return value.isdigit() and 0 < int(value) <= _OLDEST
    if value.lower() in _TYPES or value.lower() == match["key"].lower():
        return False
    return len(value) == 1 or not is_placeholder(value)


_TYPES = frozenset(
    "string str number int integer date datetime boolean bool null none undefined text varchar enum gender".split()
)


def _is_persons(value: str) -> bool:
    if _WORDS.fullmatch(value) is None or value[0].islower() or value.isupper() and len(value) < 4:
        return False
    if is_placeholder(value) or is_name_label(value) or value.lower() in _TYPES:
        return False
    return is_person(value) and not names_organisation(value) and not is_place(value)


RULE = Rule(
    "person_vitals",
    {
        "person_vitals.detail": (
            rf"(?i)[{{,(\s\"'](?:{as_bytes([key for key in _DETAILS if key.isascii()])})[\"']?\s?(?::|=>|=)\s?[\"'`\dA-Z]"
        ),
        "person_vitals.abroad": rf"(?:{as_bytes([key for key in _DETAILS if not key.isascii()])})[\"']?\s?(?::|=>|=)",
    },
    find,
    rank=5,
    hits=(
        '[{ name: "«Somil»", birth: "Korea", age: 26 }, { name: "«Quarn Delve»", tags: ["a"], birth: "Ulm", age: 31 }];',
        '{"name": "«Somil»", "age": 26, "gender": "male"}',
        '$p = ["name" => "«Somil»", "age" => 26, "gender" => "m"];',
        '# x = [{"nombre": "«Somil»", "edad": 26}, {"nombre": "«Brixa»", "edad": 30}]\n',
        "- name: «Somil»\n  age: 26\n  gender: male\n- name: «Brixa»\n  age: 31\n  gender: female\n",
        'Person(name: "«Somil»", age: 26), Person(name: "«Brixa»", age: 30)',
        'Person { name: "«Somil»".to_string(), age: 26, occupation: "cook" }',
        '{"имя": "«Сомил»", "возраст": 26, "пол": "м"}',
    ),
    misses=(
        'const a = { name: "Rex", breed: "x", age: 3, sex: "f" };',
        '{name: "server", age: 3600}, {name: "Server", age: 3600}',
        '{ name: "age", type: "int" }, { name: "Age", gender: "x" }',
        '{ name: "Oak", age: 300 }, {name: "Elm", age: 412 }',
        '{ name: "Somil", age: 26 }',
        '{ name: "Somil", gender: "f" }, { name: "Brixa", gender: "f" }',
        '{ name: String, age: Number, gender: String }, { name: "Name", age: "Age", gender: "Gender" }',
        '{ name: "Your Name", age: 26, gender: "m" } { name: "Acme Inc", age: 26, gender: "m" }',
        "name: Somil\nage: 26\n\nname: x\ngender: male\n",
        '{ name: "Somil", tags: { age: 26, gender: "x" } }',
    ),
)
