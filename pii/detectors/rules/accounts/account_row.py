"""Passwords in rows of accounts: after one that its address bears, `('jroe@example.org', 'jroe', 'V')`, and between an account
and an address, `('jroe', 'V', 'jane@example.org')`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import AT, Rule, enclosing
from pii.detectors.rules.credentials.credential_values import TYPES, may_be_password, names_a_field, tells_itself
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.randomness import is_hex
from pii.text.surroundings import line_after

_LOCAL = 60
_REACH = 160
"""Characters of a row on either side of an at sign."""

_ROW = re.compile(r"[\"'][\w.+-]{2,60}@[\w.-]{1,60}[\"'] ?, ?N?[\"'][\w.+-]{2,60}[\"'] ?, ?N?[\"']", re.ASCII)
_MAIL = r"N?[\"'](?P<local>[\w.+-]{1,60})@[\w.-]{1,80}[\"']"
_LITERAL = r"N?(?P<quote>[\"'])(?P<value>[^\"'\s\\@]{3,40})(?P=quote)"
_BETWEEN = re.compile(
    r"[\"'][a-z][\w.-]{2,40}[\"'] ?, ?N?[\"'][^\"'\s@\\]{6,40}[\"'] ?, ?N?[\"'][\w.+-]{2,60}@[\w-]", re.ASCII
)
_FORMS = {
    "account_row.between": re.compile(rf"[\"'](?P<login>[\w.-]+)[\"'] ?, ?{_LITERAL} ?,"),
    "account_row.login": re.compile(rf"{_MAIL}\s*,\s*N?[\"'](?P<login>[\w.+-]{{2,60}})[\"']\s*,\s*{_LITERAL}\s*[,)]"),
}
_ARGUMENT = re.compile(r"\w\(\s?$")
"""The first argument of a call, whose others may be anything."""
_NAME = re.compile(
    r"[A-Z][a-z]+|[A-Z]+|\+?\d{7,}|[\d/.:-]{5,}|[\w-]*(?:cbc|ctr|gcm|sha[12]?|md5|ripemd160|poly1305)\b[\w-]*"
)
"""A name, a code word, a telephone number, a date, a cipher."""
_ROLES = frozenset(
    "male female homme femme admin user active inactive employee manager student teacher customer client".split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    yield from _between(text, hits)
    for hit in enclosing(text, hits, "account_row.login", _ROW, _LOCAL, _REACH):
        match = _FORMS[hit.pattern].match(text, hit.start, line_after(text, hit.end))
        if match is None or not _is_password(match["value"]):
            continue
        if (
            _ARGUMENT.search(text, hit.start - len("f( "), hit.start)
            or match["login"].lower() != match["local"].lower()
        ):
            continue
        elif match["value"].lower() in _ROLES or match["value"] == match["login"]:
            continue
        yield Span(*match.span("value"), Label.PASSWORD)


def _between(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    at_signs = [hit for hit in hits if hit.pattern in AT]
    for hit in enclosing(text, at_signs, "account_row.between", _BETWEEN, _REACH, len("@x")):
        match = _FORMS[hit.pattern].match(text, hit.start, hit.end)
        if match is not None and tells_itself(match["value"]) and _is_password(match["value"]):
            yield Span(*match.span("value"), Label.PASSWORD)


def _is_password(value: str) -> bool:
    if not may_be_password(value) or value.lower() in TYPES or names_a_field(value):
        return False
    return not _NAME.fullmatch(value) and not is_hex(value, 32) and not value.startswith("$2")


RULE = Rule(
    "account_row",
    AT,
    find,
    rank=4,
    hits=(
        "(1, 'Jane', 'Roe', 'jroe@example.org', 'jroe', '«larkmist»', 'Ulm'),",
        "VALUES (3, 'tech_ivan', '«Pass1234»', 'tech@example.org', '+380000000001')",
    ),
    misses=(
        "('jroe', 'Room 12', 'j@example.org'), ('jroe', 'mosses', 'j@example.org'), ('Jane', 'Pass1234', 'j@example.org')",
        "'jroe@host', 'jroe', 'jroe', [], '@host')",
        '["hmac-md5-96","hmac-ripemd160","hmac-ripemd160@openssh.com"]',
        "(1, 'jroe@example.org', 'moss', 'larkmist', 'Ulm'),",
        "(1, 'jroe@example.org', 'jroe', 'Jane', 'Ulm'), ('jroe@example.org', 'jroe', '0171234567')",
        "(1, 'jroe@example.org', 'jroe', 'admin'), show('jroe@example.org', 'jroe', 'larkmist')",
        "(1, 'jroe@example.org', 'jroe', 'varchar'), ('jroe@example.org', 'jroe', 'password_hash'), "
        "('jroe@example.org', 'jroe', '0a1b2c3d4e5f60718293a4b5c6d7e8f9'), ('jroe@example.org', 'jroe', '[secret]')",
        "('jroe', 'mosses', 'j@example.org'), ('jroe', 'user_pass1', 'j@example.org')",
        "('jroe', '0a1b2c3d4e5f60718293a4b5c6d7e8f9', 'j@example.org')",
    ),
)
