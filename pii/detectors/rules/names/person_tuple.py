"""Names in rows of literals that hold what is said of persons alone: a telephone number, a sex, a birthday, a stored password.

`(1, 'Jane Roe', '0812345678', 'jroe@example.org')`, `(7, 'siti', '1999-01-12', 'perempuan')`: the row says that it is about
a person, and a word that is known as a name, or that the address repeats, says which of its values is the name.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import AT, Rule, as_bytes
from pii.detectors.rules.names.person_cells import is_ordinary, known_words
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.rules.names.person_values import is_part_of_name
from pii.detectors.rules.names.personal_details import ADDRESS, NOBODY, SEXES, personal_detail
from pii.detectors.scan import Hit
from pii.known.names import is_given_name, kind_of
from pii.known.organisations import names_organisation
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_REACH = 600
"""Characters of a line to each side of a detail."""

_LITERAL = r"N?'(?:[^'\\\n]|\\.|''){0,200}'|N?\"(?:[^\"\\\n]|\\.){0,200}\""
_TUPLE = re.compile(rf"\((?:{_LITERAL}|[^()'\"\n]++|(?<=\w)\([^()\n]{{0,40}}\)){{1,120}}+[);]?")
_VALUE = re.compile(r"'(?P<single>(?:[^'\\\n]|\\.|''){0,200})'|\"(?P<double>(?:[^\"\\\n]|\\.){0,200})\"")

_SHAPE = re.compile(r"[^\W\d_][\w.'’-]*(?: {1,2}[^\W\d_][\w.'’-]*){0,4} ?")
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
"""Letters of a name that an address repeats."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names in the rows at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        start = line_before(text, hit.start, _REACH)
        opened = text.find("(", start, hit.start)
        if opened < 0 or "'" not in text[opened : hit.start] and '"' not in text[opened : hit.start]:
            continue
        for row in _TUPLE.finditer(text, opened, line_after(text, hit.end, _REACH)):
            if row.end() > hit.start:
                if row.start() <= hit.start:
                    done = row.end()
                    yield from _names(text, row.start(), row.end())
                break


def _names(text: str, start: int, end: int) -> Iterator[Span]:
    cells = [match.span(match.lastgroup or 0) for match in _VALUE.finditer(text, start, end)]
    values = [text[slice(*cell)] for cell in cells]
    kinds = [personal_detail(value) for value in values]
    details = [number for number, kind in enumerate(kinds) if kind]
    if not details or len(values) > _MOST_VALUES:
        return
    locals_ = [match["local"] for value in values if (match := ADDRESS.fullmatch(value))]
    strong = len({kind for kind in kinds if kind} - {"born"}) > 0
    whole: list[Span] = []
    alone: list[Span] = []
    for number, (cell, value) in enumerate(zip(cells, values, strict=True)):
        near = any(-_AHEAD <= number - detail <= _BEHIND for detail in details)
        if kinds[number] or not near or not _may_be_name(value):
            continue
        stripped = value.rstrip()
        place = Span(cell[0], cell[0] + len(stripped), Label.NAME)
        if " " in stripped:
            if known_words(stripped.title())[0] > 0 and strong:
                whole.append(place)
        elif _repeats(stripped, locals_) or not alone and _alone(stripped, {kind for kind in kinds if kind}):
            alone.append(place)
    yield from whole or alone


_MOST_VALUES = 40
_AHEAD, _BEHIND = 3, 2
"""Values before and behind a detail among which a name stands."""


def _may_be_name(value: str) -> bool:
    if not 3 <= len(value) <= 60 or _SHAPE.fullmatch(value) is None or not is_part_of_name(value.strip()):
        return False
    words = value.lower().split()
    return (
        NOBODY.isdisjoint(words) and is_person(value) and not names_organisation(value) and not is_place(value.strip())
    )


def _repeats(value: str, accounts: Sequence[str]) -> bool:
    """Whether an account begins or ends with the word and holds little else."""
    word = value.lower()
    for account in accounts:
        letters = "".join(_LETTERS.findall(account)).lower()
        if len(word) > _SHORTEST and (letters.startswith(word) or letters.endswith(word)):
            return kind_of(value) > 0 or letters == word and value[0].isupper()
    return False


def _alone(value: str, kinds: set[str]) -> bool:
    """Whether one word is a given name, of somebody whose sex or telephone number the row says."""
    return is_given_name(value) and not is_ordinary(value) and ("sex" in kinds or {"phone", "address"} <= kinds)


RULE = Rule(
    "person_tuple",
    AT
    | {
        "person_tuple.sex": rf"[\"'](?:{as_bytes(SEXES)})[\"']",
        "person_tuple.phone": r"[\"'](?:\+\d|0\d|\(0)[\d ()-]{7,14}[\"']",
        "person_tuple.hash": r"[\"']\$2[aby]\$",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        "(1, '«Jane Brixo»', '081234567890', 'x@example.org', 'y'),\n(2, '«EVA SMITH»', '081234567891', 'z@example.org'),",
        "(3,'900000001','«anna»','ulm','1999-01-02','islam','laki-laki','x'),",
        "(4, '', '$2y$10$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234', '«Anna Brixo P»', '089', 'x'),",
        "INSERT INTO c VALUES ('3', '«Petra»', '', '6', '081212121212', 'petra@example.org', 'B', 'Honda', 'Sedan');",
        "'male'\n(1, '«Anna»', 'female')",
        '(1, "«Anna»", "female")',
        "('«Anna»', 'female'" + ", 'x'" * 38 + ")",
        "('x', 'female', 'x', '«Anna»')",
        "('«Anna»', 'x', 'y', 'female')",
        "('«Anna»', 'female', 'Petra')",
        *(
            f"('«Anna»', '{detail}', 'x', 'y', 'z', 'female')"
            for detail in (
                "+1 (555) 010-0100",
                "+999 (555) 010-010",
                "(55) 010 0100",
                "(5555) 010-010",
                "(05555) 010-010",
                "(555) 01-0100",
                "(55) 0100-01-01-01",
                "(555) 010-010",
                "$1$" + "x" * 20,
                "$5$" + "x" * 20,
                "$6$" + "x" * 20,
                "$2b$" + "x" * 20,
                "$argon2id$" + "x" * 20,
                "1920-1-1",
                "2019/12/31",
                "2000-01-01",
                "1-1-1920",
                "31.12.2019",
                "01.01.1999",
                "1.1.2000",
                "jr@example.org",
                "j" * 40 + "@example.org",
                "jroe@x",
                "jroe@" + "x" * 40,
                "jroe@x.y",
                "jroe@x." + "y" * 20,
                "jroe@x.y.y.y.y",
            )
        ),
        "('«Jane Brixo»', '081234567')",
        "('«Jane Brixo»', '0812345678901')",
        "('«Eva»', 'female')",
        "('«Jane " + "Brixolark" * 6 + "m»', 'female')",
        "('«Anna»', 'annax@example.org')",
        "('«Anna»', 'xanna@example.org')",
        "('«Brixo»', 'brixo@example.org')",
        "('«jane»', 'janex@example.org')",
        "('«Petra»', '081212121212', 'jr@example.org')",
    ),
    misses=(
        "(1, 'Green Tea', '081234567890', 'x')",
        "f('Brixo Fern', 'x@example.org')",
        "(3, 'Admin', 'admin@example.org'), (4, 'Berlin', '0301234567', 'x@example.org')",
        "set('male', 'Anna Smith')\n".replace("'male', ", "'mail', "),
        "('Anna', 'female'" + ", 'x'" * 39 + ")",
        "(1, 'Jane Brixo', '1999-01-02', 'x jroe@example.org')",
        "('x', 'female', 'x', 'y', 'Anna')",
        "('Anna', 'x', 'y', 'z', 'female')",
        *(
            f"('Anna', '{detail}', 'x', 'y', 'z', 'female')"
            for detail in (
                "+9999 (555) 01-010",
                "+ (555) 010-0100",
                "(5) 010-010-01",
                "(55555) 010-010",
                "(555) 0-1000-1000",
                "(55) 01000-01-01-01",
                "+999 (555) 010",
                "(55) 01-01-01-01-01",
                "$1$" + "x" * 19,
                "$4$" + "x" * 20,
                "$7$" + "x" * 20,
                "1919-01-01",
                "2020-01-01",
                "01-01-1919",
                "01-01-2020",
                "1999-001-01",
                "1999-01-001",
                "311-01-1999",
                "11-011-1999",
                "1999--1",
                "1999-1-",
                "-1-1999",
                "1--1999",
                "j@example.org",
                "j" * 41 + "@example.org",
                "jroe@",
                "jroe@" + "x" * 41,
                "jroe@x.",
                "jroe@x." + "y" * 21,
                "jroe@x.y.y.y.y.y",
            )
        ),
        "('Brixo', 'female')",
        "('Rose', 'female')",
        "('Jane Brixo', '081 234 56')",
        "('Jane Brixo', '08123456789012')",
        "('Bo', 'female')",
        "('Jane " + "Brixolark" * 6 + "m ', 'female')",
        "('Anna Guru', 'female')",
        "('Eva', 'eva@example.org')",
        "('Anna', 'xannax@example.org')",
        "('Brixo', 'brixox@example.org')",
        "('brixo', 'brixo@example.org')",
        "('Petra', '081212121212')",
    ),
)
