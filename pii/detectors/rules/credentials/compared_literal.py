"""Passwords that code compares with what somebody typed, the literal first so that no sign is lost: `'V' == passwd`,
`"V" === $_POST['password']`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import TYPES, is_prose, may_be_password, names_a_field
from pii.detectors.scan import Hit
from pii.known.credential_names import credential_of
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words

_LONGEST = 80

_LITERAL = re.compile(
    r"(?P<quote>[\"'`])(?P<value>[^\"'`\\\n]{3,80})(?P=quote)\s?[=!]==?\s?"
    r"(?P<name>\$?[A-Za-z_][\w.]*(?:(?:->|\?\.|::)\w+|\[[\"']?\w+)*)(?![\w(])"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the literals at the hits."""
    for hit in hits:
        quote = text[hit.start]
        start = text.rfind(quote, max(0, hit.start - _LONGEST - 1), hit.start)
        if start < 0 or "\n" in text[start : hit.start]:
            continue
        match = _LITERAL.match(text, start, hit.end + _LONGEST)
        if match is None or match.end("value") != hit.start:
            continue
        if credential_of(_LAST.split(match["name"])[-1]) is Label.PASSWORD and _is_password(
            match["name"], match["value"]
        ):
            yield Span(*match.span("value"), Label.PASSWORD)


_LAST = re.compile(r"->|\?\.|::|\[[\"']?|\.")
"""Between an object and its member, which is what the literal is compared with."""


def _is_password(name: str, value: str) -> bool:
    if not may_be_password(value) or value.lower() in TYPES or names_a_field(value) or value.lower() in words(name):
        return False
    return " " not in value or not is_prose(value)


RULE = Rule(
    "compared_literal",
    {
        "compared_literal.name": r"[\"'`] ?[=!]==? ?\$?[A-Za-z_]",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "if '«Larkmist!»' == passwd: x()",
        "if ('«Larkmist!»' === $password) { } if (\"«lark mist 7»\" !== this.form.passwd) { }",
        "if (\"«larkmist»\" == $_POST['password']) x(); if ('«larkmist»' == req->pass) y();",
    ),
    misses=(
        "if ('password' == field || 'text' === passwordType || '' == passwd || 'enter your password' == pass)",
        "if ('larkmist' == field) if ('larkmist' == password_field) if ('larkmist' == getPassword('x')) x = 'larkmist' == bypass",
        "if (a == 'larkmist' and b == passwd) if ('your-password' == passwd)",
    ),
)
