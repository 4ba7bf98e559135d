"""Given and family names in rows whose address agrees with them: `("Jane", "Roe", "jane.roe@example.org")`, `Jane,Roe,jroe@…`."""

import unicodedata
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import AT, Rule, enclosing
from pii.detectors.rules.names.person_values import is_part_of_name
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_REACH = 400
"""Characters of a line to each side of the address."""
_ADDRESS = re.compile(r"[\"',;|\t] ?[\w.+-]{3,40}@[\w-]{1,40}\.[\w.]{2,30}", re.ASCII)
_LITERAL = re.compile(
    r"(?P<quote>[\"'])(?P<value>(?:\\[\"']|(?P=quote){2}(?=[^\W\d_])|(?!(?P=quote))[^\\\n]){1,80}+)(?P=quote)"
)
"""An apostrophe inside is escaped or doubled: `'O\\'Roe'`, `'D''Roe'`."""
_LETTERS = re.compile(r"[^\W\d_]+")
_BEFORE, _BEHIND = 42, 71
"""Characters of an address on either side of its at sign."""
_MOST_ADDRESSES = 6
"""Addresses of one person and those beside; a line of more is a list of addresses."""
_SHORTEST = 3
"""Letters of a name that an address repeats."""

_SUFFIX = 3
"""Characters of an account that generators of samples add to an initial and a family name, the initial among them: `jroe7b`."""

Row = list[tuple[int, int]]
"""The literals of a line, or its cells."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names beside the addresses at the hits."""
    done = 0
    for hit in enclosing(text, hits, "person_row.address", _ADDRESS, _BEFORE, _BEHIND):
        if hit.start < done:
            continue
        start = line_before(text, hit.start, _REACH)
        end = line_after(text, hit.end, _REACH)
        row = _row(text, start, end, text[hit.start])
        addresses = [place for place, value in zip(row, _values(text, row), strict=True) if "@" in value]
        if len(addresses) > _MOST_ADDRESSES:
            done = end
            continue
        for first, last in addresses:
            if first >= hit.start:
                yield from _names(text, row, text[first:last].partition("@")[0])
                done = last
                break


def _row(text: str, start: int, end: int, sign: str) -> Row:
    """The literals between `start` and `end` where the sign is a quote, else the cells that it divides."""
    if sign in "\"'":
        return [match.span("value") for match in _LITERAL.finditer(text, start, end)]
    return [match.span() for match in _CELLS[sign].finditer(text, start, end)]


_CELLS = {
    sign: re.compile(rf"[^\s{re.escape(sign)}\"'](?:[^{re.escape(sign)}\n\"']*[^\s{re.escape(sign)}\"'])?")
    for sign in ",;|\t"
}


def _values(text: str, row: Row) -> list[str]:
    return [_unescaped(text[slice(*place)]) for place in row]


def _unescaped(value: str) -> str:
    return value.replace("\\", "").replace("''", "'")


def _names(text: str, row: Row, account: str) -> Iterator[Span]:
    """The names that the account repeats: a whole one, or two literals side by side, of one of which an initial is enough."""
    local = "".join(_LETTERS.findall(_plain(account)))
    for number, value in enumerate(_values(text, row)):
        parts = _plain(value).split()
        if not 1 <= len(parts) <= 4 or not is_part_of_name(value) or names_organisation(value):
            continue
        if not value[:1].isupper() or any(map(str.isdigit, value)):
            continue
        if len(parts) > 1 and _agrees(parts, local):
            yield Span(*row[number], Label.NAME)
        elif number + 1 < len(row):
            after = _unescaped(text[slice(*row[number + 1])])
            joined = [*parts, *_plain(after).split()]
            if after[:1].isupper() and after != value and is_part_of_name(after) and _agrees(joined, local):
                yield Span(*row[number], Label.NAME)
                yield Span(*row[number + 1], Label.NAME)


def _agrees(parts: list[str], local: str) -> bool:
    """Whether the account is made of the names: one of them whole, and another whole or as its initial."""
    words = ["".join(_LETTERS.findall(part)) for part in parts]
    whole = [word for word in words if len(word) >= _SHORTEST and word in local]
    if not whole:
        return False
    rest = local
    for word in whole:
        rest = rest.replace(word, "", 1)
    if len(whole) > 1:
        return len(set(whole)) > 1 and len(rest) <= _SHORTEST
    others = {word[0] for word in words if word and word not in whole}
    if len(rest) == 1:
        return rest in others
    return (
        len(rest) <= _SUFFIX
        and len(whole[0]) > _SHORTEST
        and any(local.startswith(initial + whole[0]) for initial in others)
    )


def _plain(value: str) -> str:
    """Without case and accents, as addresses are written."""
    folded = unicodedata.normalize("NFKD", value.casefold()).replace("ø", "o").replace("ł", "l").replace("ı", "i")
    return "".join(character for character in folded if not unicodedata.combining(character))


RULE = Rule(
    "person_row",
    AT,
    find,
    rank=4,
    hits=(
        "(1, '«Jane»', '«Roe»', 'jane.roe@example.org', 'x'),",
        "('«Roe»','«Zbigniew»', 'Sales', 'zroe@example.org')",
        'new Person("«Tüley Röe»", "tuley_roe77@example.org")',
        '{"email": "janeroe@example.org", "first": "x", "name": "«Jane Roe»"}',
        '21,"«Kevyn»","«Dovanney»","kdovanneyl@163.com","F"\n7,«Kevyn»,«Dovanney»,kdovanneyl7@roe.example,F\n',
        "| «Jane» | «Roe» | jane.roe@example.org | x |",
        "('roej@example.org', 'larkmist', 'F', '«Roe»', '«Jane»')",
        "x, a@b\n('«Jane»', '«Roe»', 'jane.roe@example.org'),('«Kim»', '«Low»', 'kim.low@example.org')",
        "('«Jane Ann Mary Roe»', 'janeroe@example.org')",
        "('«Jane»', '«Roe»', 'jane.roe.abc@example.org')",
        "('«Jane»', '«Moss»', 'jmossxy@example.org')",
        "('«Jane Roe»', 'jane.roe@example.org', 'abc@d.example', 'bcd@d.example', 'cde@d.example', 'def@d.example', "
        "'efg@d.example')",
        "1;xyz@d.example\n('Jane Roe', 'jane.roe@example.org', 'abc@d.example', 'bcd@d.example', 'cde@d.example', "
        "'def@d.example', 'efg@d.example', 'fgh@d.example')\n('«Kim Low»', 'kim.low@example.org')",
        "(41,'«Jane»','«O\\'Roe»','j.oroe@example.org','x'),(42,'«Kim»','«D''Arlow»','kim.darlow@example.org',NULL);",
    ),
    misses=(
        "(1, 'Jane', 'Roe', 'office@example.org', 'x'),",
        "('Sales Office', 'sales@example.org'), ('Moss', 'Ulm', 'moss@example.org')",
        "('Admin', 'User', 'admin@example.org')",
        "Sales,Office,salesdesk@example.org\nGreen,Widget,gwid@example.org\nKevyn,Dovanney,kdovanneyxyz@roe.example\n",
        "('Moss', 'Widget Support', 'support@example.org')",
        "('janeroe', 'larkmist', 'janeroe@example.org')",
        "('Jane Ann Mary Kim Roe', 'janeroe@example.org')",
        "('jane', 'Roe', 'jane.roe@example.org'), ('Jane', 'R2d', 'jane.r2d@example.org')",
        "('Jane', 'Roe', 'jane.roe.abcd@example.org')",
        "('Jane', 'Jane', 'jane.jane@example.org')",
        "('Jane', 'Roe', 'jroexy@example.org')",
        "('Jane', 'Mosses', 'jmossesxyz@example.org')",
        "(41,'Jane','O\\'Roe','office@example.org','x'),('it''s','Moss','moss@example.org')",
    ),
)
