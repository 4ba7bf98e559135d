"""Names in objects that say of somebody what only persons have: `{name: 'Jane Roe', title: 'x', email: 'jane@example.org'}`,
`{"full_name": "דנה כהן", "phone": "055-5550100"}`, `['nama' => 'Jane Roe', 'tanggal_lahir' => '…']`, `{"nombre": "ana rojas",
"cargo": "…"}`, and in initialisers of C#: `{ Nome = "JANE ROE", Login = "7213340" }`.

Where the address stands right behind the name, `author_entry` proves it.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.author_entry import is_role
from pii.detectors.rules.names.person_cells import is_ordinary, known_words, may_be_full_name
from pii.detectors.rules.names.person_name import PARTICLES, is_person
from pii.detectors.rules.names.person_values import is_plain_east_asian_name
from pii.detectors.scan import Hit
from pii.known.names import FAMILY, is_family_name, is_given_name, kind_of
from pii.known.organisations import names_organisation
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span

_REACH = 600
"""Characters of an object to either side of what it says of a person."""
_BRACKET = re.compile(r"[{}\[\]]")
NAME_KEYS = (
    "name full_?name display_?name person_?name contact_?name nama nama_lengkap nombre nome nome_completo nom naam isim ad_soyad"
    " imie_nazwisko jmeno meno имя фио ім'я όνομα שם الاسم اسم نام नाम নাম ชื่อ 姓名 이름 名前 氏名 성명 họ_tên ho_ten ten"
).split()
"""What a person's name is called in an object."""
_NAME = re.compile(
    rf"(?<![\w.-])(?P<quote>[\"']?)(?:{'|'.join(NAME_KEYS)})(?P=quote)\s?(?::|=>|=(?= ?[\"]))\s?(?P<mark>[\"'`])"
    r"(?P<value>[^\"'`\n{}\[\]<>$%@/\\:;=]{2,60})(?P=mark)",
    re.IGNORECASE,
)
_KEY_WORDS = frozenset(NAME_KEYS)
_ADDRESS = re.compile(r"(?i)mail[\"']?\s?(?::|=>)\s?[\"'`](?P<account>[\w.+%-]+)@")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,5}")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the name of the object at each hit."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        start, done = _object(text, hit)
        address = _ADDRESS.search(text, start, done)
        if address is not None and is_role(address["account"]):
            continue
        for name in _NAME.finditer(text, start, done):
            if _is_persons(name["value"]):
                yield Span(*name.span("value"), Label.NAME)


def _object(text: str, hit: Hit) -> tuple[int, int]:
    """What stands in the brackets around the hit."""
    start = max(0, hit.start - _REACH)
    for bracket in _BRACKET.finditer(text, start, hit.start):
        start = bracket.end()
    end = _BRACKET.search(text, hit.end, hit.end + _REACH)
    return start, end.start() if end else min(len(text), hit.end + _REACH)


def _is_persons(value: str) -> bool:
    if _EAST_ASIAN.fullmatch(value):
        return is_plain_east_asian_name(value)
    if value.split()[0].lower() in _KEY_WORDS:
        return False  # the label of a form: שם מלא
    if value.islower():
        return is_in_small_letters(value)
    if value.isupper() and value.count(" "):
        return _is_in_capitals(value)
    return (
        may_be_full_name(value) and known_words(value)[0] > 0 and not names_organisation(value) and not is_place(value)
    )


def is_in_small_letters(value: str) -> bool:
    """Whether given and family names stand there without capitals, none of them an ordinary word: half of them are known."""
    words = [word for word in value.split() if word not in PARTICLES]
    if _SMALL.fullmatch(value) is None or len(words) < 2 or any(map(is_ordinary, words)) or not is_person(value):
        return False
    known = sum(kind_of(word) > 0 for word in words)
    told = is_given_name(words[0]) or kind_of(words[-1]) == FAMILY
    return told and 2 * known >= len(words) and not names_organisation(value) and not is_place(value)


_SMALL = re.compile(r"[^\W\d_]{3,20}(?: [^\W\d_]{2,20}){1,4}")


def _is_in_capitals(value: str) -> bool:
    """Whether a given name stands first and a family name behind it: `JANE DA ROE`."""
    given, *others = (word for word in value.split() if word.lower() not in PARTICLES and word != "DO")
    known = is_given_name(given) and not is_ordinary(given) and any(map(is_family_name, others))
    return known and not names_organisation(value) and is_person(" ".join((given, *others)))


RULE = Rule(
    "person_object",
    {
        "person_object.initialiser": (
            r"[{,\s](?:Login|UserName|Email|Cpf|CPF|Phone|Telefone|Telefono|BirthDate|DataNascimento|Matricula)\s?= ?\""
        ),
        "person_object.detail": (
            r"(?i)[{,\s\"'](?:e?-?mail(?:_?address)?|phone(?:_?number)?|mobile|tel|telefono?|telefone|telepon|no_?hp|birth_?da(?:y|te)|dob"
            r"|date_?of_?birth|gender|sex|job_?title|designation|nationality|tanggal_?lahir|jenis_?kelamin|fecha_?nacimiento"
            r"|data_?nascimento|cargo|puesto|position|job|fun\xc3\xa7\xc3\xa3o|funcao|beruf|poste|jabatan)[\"']?\s?(?::|=>)\s?[\"'`]"
        ),
    },
    find,
    rank=5,
    proves=False,
    hits=(
        "{\n  name: '«דנה ארנבלט»',\n  title: 'x',\n  image: '/b-4.jpg',\n  email: 'dana@example.org'\n}",
        "{ id: 1, name: '«Μαρία Μπρίξου»', phone: '2105550100' }",
        '{"jobTitle": "x", "full_name": "«Jane Brixo»", "id": 7}',
        "['nama' => '«Jane Roe»', 'kelas' => 'x', 'jenis_kelamin' => 'P']",
        'new User { Id = 4, Nome = "«IVANA TEIXEIRA DO CARMO»", Login = "7213340" }; { Name = "«Jane Roe»", Email = "x" }',
        '{"gender": "f", "姓名": "«王小明»"}',
        '{"nombre":"«basti romero»","cargo":"cocinero"}, {"name": "«jane de roe»", "position": "cook"}',
        '[{"phone": "x", "name": "«Jane Roe»"}, {"name": "Kim Low"}]',
    ),
    misses=(
        "{ id: 1, name: '王大明山', phone: '2105550100' }",
        "{ name: 'Jane Roe', title: 'x' }",
        'new Item { Nome = "PARAFUSO SEXTAVADO", Codigo = "7213340" }; { Nome = "BANCO DO BRASIL", Login = "x" }',
        "{ name: 'Jane Roe', email: 'support@example.org' }",
        "{ name: 'Acme Support', email: 'jane@example.org' } { name: 'Brixo Glim', phone: 'x' }",
        '{"name": "kitchen staff", "position": 3}, {"name": "kitchen staff", "position": "3"}, {"name": "jane roe", "at": "x"}',
        '{"name": "jane", "cargo": "x"}, {"name": "grace page", "job": "x"}, {"name": "jane data studio", "poste": "x"}',
        '{"name": "שם מלא", "phone": "x"}',
        '{"firstname": "Jane Roe", "label": "Jane Roe", "phone": "x"}',
        "email: 'jane@example.org'\n",
    ),
)
