"""Given and family name side by side among the arguments or values of one person: `('Jane', 'Roe', 'jane@example.org')`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.scan import Hit
from pii.known.names import known_names
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, text_before

_REACH = 240
"""Characters of a list of arguments on either side of the names."""

_LONGEST_NAME = 26
_NAME = r"[^\W\d_]{1,24}(?:(?:\\'|''?|[’-])[^\W\d_]{1,24}){0,3}"
"""With an apostrophe as SQL escapes or doubles it: `O\\'Roe`, `O''Roe`."""
_PAIR = re.compile(
    rf"N?(?P<quote>[\"'])(?P<given>{_NAME})(?P=quote), ?N?(?P=quote)"
    rf"(?P<family>(?:(?:van|de|von|der|den|del|da|la|el|al) ){{0,3}}{_NAME})(?P=quote)(?=\s*[,)])"
)
_ADDRESS = re.compile(r"[\"'][\w.+-]+@[\w-]+(?:\.[\w-]+)+[\"']")
_CLASS = re.compile(
    r"(?:user|person|people|customer|employee|student|teacher|author|member|patient|contact|client|owner|player"
    r"|actor|doctor|guest|speaker|passenger)s?(?:\.\w{1,12})?\(\s*(?:\w+,\s*)?$",
    re.IGNORECASE,
)
"""A call that makes a person."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    done = 0
    for hit in hits:
        opening = text[hit.start + 1]
        start = text.rfind(opening, max(done, hit.start - _LONGEST_NAME), hit.start)
        if start > 0 and text[start - 1] in ("\\", opening) and text[start + 1 : start + 2].isupper():
            start = text.rfind(opening, max(done, hit.start - _LONGEST_NAME), start - 1)  # past an apostrophe
        pair = _PAIR.match(text, start, hit.end + REACH)
        if pair is None:
            continue
        given, family = pair["given"], pair["family"]
        if not (given[0].isupper() and family[0].isupper() and is_person(f"{given} {family}")):
            continue
        if given.isupper() or not any(known_names(f"{given} {family}")) or not _is_of_person(text, pair):
            continue
        # What follows is where the person lives.
        done = max(pair.end(), text.find(")", pair.end(), pair.end() + _REACH))
        yield Span(*pair.span("given"), Label.NAME)
        yield Span(*pair.span("family"), Label.NAME)


def _is_of_person(text: str, pair: re.Match[str]) -> bool:
    """Whether an address of mail stands in the same list, or the call is one that makes a person."""
    before = text_before(text, pair.start(), _REACH)
    start = pair.start() - len(before) + before.rfind("(")
    if _CLASS.search(text, start - REACH, pair.start()):
        return True
    end = text.find(")", pair.end(), pair.end() + _REACH)
    if end < 0 or text[start : start + 1] != "(" or "@" not in text[start:end]:
        return False
    return _ADDRESS.search(text, start, end) is not None


RULE = Rule(
    "name_argument",
    {"name_argument.pair": r"[a-z\x80-\xbf][\"'], ?N?[\"'](?:[A-Z]|[\xc3-\xd1][\x80-\xbf])[a-z'\\\x80-\xff]"},
    find,
    rank=5,
    proves=False,
    hits=(
        "CALL admin.register_user(\n  'insp_jr', 'x', 'jr@example.org', '+1',\n  '«Jane»', '«Petrenko»', 'inspector'\n);",
        "INSERT INTO staff VALUES (1, '«Zorvan»', '«Smith»', 'z@example.org'), (2, '«Anna»', '«Low»', 'anna@example.org');",
        r"INSERT INTO t (first, last, mail) VALUES ('«Declan»','«O\'Roe»','d@example.org'),('«Eva»','«O''Low»','e@example.org')",
        r"INSERT INTO t (last, first, mail) VALUES ('«O\'Roe»','«Declan»','d@example.org'),('«O''Low»','«Eva»','e@example.org')",
        'repository.save(new Customer("«Jack»", "«Briar»"));',
        "User.create('«Jane»', '«O’Roe»')",
        "INSERT INTO staff VALUES (1, '«Anna»', '«Smith»', 'anna@example.org', 'Charlotte', 'France');",
        "f('Ann', 'Low') and new User('x', 'Roe'), new User('jane', 'Low'), new User('«Jane»', '«Smith»')",
    ),
    misses=(
        "f('Paris', 'London')",
        "INSERT INTO t VALUES (1, 'Quick', 'Checkout', 'x@example.org')",
        r"INSERT INTO t VALUES (1,'Declan','O\'Roe','x'), (2, 'Declan', 'O\'', 'd@example.org')",
        "colors('Amber', 'Ruby', 'Olive')",
        "set('Jane', 'Roe') and mail('x@example.org')",
        "labels = ['First', 'Last', 'jane@example.org']",
        "new User('First', 'Last')",
        "new User('Jane', 'roe')",
        "new User('jane', 'Smith')",
        "new User('Jane', 'éric')",
        "Anna', 'Smith', 'anna@example.org'",
    ),
)
