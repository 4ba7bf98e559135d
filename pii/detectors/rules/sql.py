"""Passwords in SQL: of users and roles that are made, altered or granted something."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.placeholders import is_mask, is_template, looks_like_code, names_what_belongs_there
from pii.spans import Span

_SOURCE = "rules.sql"
_REACH = 300
"""Characters after a place in which the password may stand."""

_VALUE = r"(?P<quote>[\"'])(?P<password>(?!\*[0-9A-F]{40})(?:(?!(?P=quote))[^\n]){1,80})(?P=quote)"
"""Not MySQL's own hash of one."""

_FORMS: dict[str, tuple[str, re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what stands there
    "identified": (
        r"(?i)identified\s",
        re.compile(
            rf"(?:IDENTIFIED|identified(?=[^\"\n]*'))\s+(?i:WITH\s+\S+\s+)?(?i:BY|AS)\s+(?i:PASSWORD\s+)?{_VALUE}"
        ),
    ),
    "role": (
        r"(?i)\b(?:create|alter) (?:role|user) ",
        re.compile(rf"(?:CREATE|ALTER)\s+(?:ROLE|USER)\s+[^\n;]{{1,80}}?PASSWORD\s*\(?\s*{_VALUE}", re.IGNORECASE),
    ),
    "unquoted": (
        r"IDENTIFIED BY \w|(?i:create|alter) (?i:user) \w{1,30} (?i:identified by) \w",
        re.compile(
            r"(?:\w+ user \w+ )?identified by (?P<password>[\w!#@$%^*.-]{3,80})\s*(?:;|$|\sreplace\b)", re.IGNORECASE
        ),
    ),
    "procedure": (
        r"(?i)\bsp_password\s",
        re.compile(rf"sp_password (?:NULL|N?'[^'\n]*'), ?N?{_VALUE}", re.IGNORECASE),
    ),
    "crypt": (
        r"(?i)\bcrypt\(\s?'",
        re.compile(rf"crypt\(\s?{_VALUE}\s?,\s?[\w.]*gen_salt\(", re.IGNORECASE),
    ),
    "set": (
        r"(?i)\bset password\b",
        re.compile(rf"set password(?: for [^\s=]{{1,80}})?\s?=\s?(?:password\s?\(\s?)?{_VALUE}", re.IGNORECASE),
    ),
    "login": (
        r"(?i)\b(?:create|alter) login ",
        re.compile(rf"\w+ login [^\n;]{{1,80}}?\bwith\s+password\s*=\s*N?{_VALUE}", re.IGNORECASE),
    ),
}
_REGEXES = {f"sql.{name}": regex for name, (_, regex) in _FORMS.items()}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    for hit in hits:
        match = _REGEXES[hit.pattern].match(text, hit.start, min(len(text), hit.end + _REACH))
        if match is None:
            continue
        value = match["password"]
        if not (is_mask(value) or is_template(value) or names_what_belongs_there(value) or looks_like_code(value)):
            yield Span(*match.span("password"), Label.PASSWORD, source=_SOURCE)


RULE = Rule(
    "sql",
    {f"sql.{name}": pattern for name, (pattern, _) in _FORMS.items()},
    find,
    rank=4,
    hits=(
        "CREATE USER 'jroe'@'%' IDENTIFIED BY '«hunter2»';",
        "CREATE USER jroe@'host' IDENTIFIED BY \"«1t'sM0ss»\"",
        "GRANT ALL ON *.* TO 'jroe'@'%' IDENTIFIED BY \"«hunter2»\"",
        "CREATE USER jroe IDENTIFIED BY «hunter2»;",
        "ALTER ROLE jroe WITH LOGIN PASSWORD '«hunter2»'",
        "CREATE USER jroe WITH ENCRYPTED PASSWORD '«hunter2»';",
        "SET PASSWORD FOR 'jroe'@'%' = PASSWORD('«hunter2»');",
        "EXEC sp_password NULL, '«hunter2»', 'sa'",
        "SELECT crypt('«hunter2»', gen_salt('bf'));",
        "CREATE LOGIN jroe WITH PASSWORD = N'«hunter2»';",
    ),
    misses=(
        'columns identified by "id"',
        "IDENTIFIED BY '<password>'",
        "IDENTIFIED BY PASSWORD '*6BB4837EB74329105EE4568DDA7DC67ED2CA2AD9'",
        "IDENTIFIED WITH 'auth_plugin' AS '*xxxxx'",
        "CREATE USER jroe WITH NOLOGIN",
        "rows are identified by number;",
        "GRANT x TO jroe IDENTIFIED BY VALUES 'S:8F2D65FB5547B71C8DA3760F10960428'",
        "SET PASSWORD = @new;",
    ),
)
