"""Credentials that stand in where the environment has none: `${DB_PASSWORD:-"V"}`, `os.environ.get('SECRET_KEY', 'V')`,
`$apiKey ?? 'V'`."""

import re
from collections.abc import Iterator, Sequence

from pii.credential_names import credential_of
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credential_values import TYPES
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.placeholders import is_placeholder
from pii.spans import Span

_SOURCE = "rules.fallback_literal"
_REACH = 260
"""Characters from a name to the end of its value."""

_WORD = r"(?:pass|pwd|secret|token|key)"
_LITERAL = r"(?P<quote>[\"'])(?P<value>(?:(?!(?P=quote))[^\\\n]){3,200})(?P=quote)"
_FORMS = {
    "fallback_literal.shell": re.compile(
        r"\$\{(?P<name>\w{2,60}):?[-=](?:(?P<quote>\\?[\"'])(?P<quoted>[^\"'\\${}\n]{3,120})(?P=quote)|(?P<value>[^\s\"'\\${}]{3,120}))\}"
    ),
    "fallback_literal.environment": re.compile(
        rf"\w+(?:\.\w+)?[(\[]\s?[\"'](?P<name>\w{{2,60}})[\"']\s?,\s*(?:default\s?=\s?)?{_LITERAL}\s*,?\s*[)\]]"
    ),
    "fallback_literal.nullish": re.compile(rf"(?P<name>\w{{2,60}})[\"'\])]{{0,3}} \?\? {_LITERAL}"),
}
_MIXED = re.compile(r"(?=(?:\D*\d){2})(?=(?:[^A-Za-z]*[A-Za-z]){2})[\w+/=.-]{8,}")
_SIGNS = re.compile(r"\s|^[/.<{\[(]|^https?:|:/")
_IDENTIFIER = re.compile(r"[A-Za-z_]++(?:[.:-][A-Za-z_]++)*+|[A-Z0-9]+(?:_[A-Z0-9]+)+")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the literals at the hits."""
    for hit in hits:
        match = _FORMS[hit.pattern].match(text, hit.start, min(len(text), hit.end + _REACH))
        if match is None:
            continue
        group = "quoted" if match.groupdict().get("quoted") else "value"
        label = credential_of(match["name"])
        if label and _is_literal(match["name"], match[group], label, hit.pattern == "fallback_literal.shell"):
            yield Span(*match.span(group), label, source=_SOURCE)


def _is_literal(name: str, value: str, label: Label, literal: bool) -> bool:
    """Whether the value is a credential; `literal` where a name cannot stand."""
    if value.lower() in TYPES or is_placeholder(value) or _SIGNS.search(value) or value == name:
        return False
    if label is Label.PASSWORD:
        return literal and not (value.isupper() and "_" in value) or not _IDENTIFIER.fullmatch(value)
    return _MIXED.fullmatch(value) is not None or len(value) > 24 and not _IDENTIFIER.fullmatch(value)


RULE = Rule(
    "fallback_literal",
    {
        "fallback_literal.shell": rf"(?i)\$\{{\w{{0,40}}{_WORD}\w{{0,20}}:?[-=][^}}\s]",
        "fallback_literal.environment": (
            rf"(?i)\b(?:environ\.get|getenv|env|env\.str|config|setdefault)[(\[]\s?[\"']\w{{0,40}}{_WORD}\w{{0,20}}[\"']\s?,\s?"
        ),
        "fallback_literal.nullish": rf"(?i)\w{{0,30}}{_WORD}\w{{0,20}}[\"'\])]{{0,3}} \?\? [\"']",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "MYSQL_PASSWORD: ${MYSQL_PASSWORD:-«userpass»}",
        'PASSWORD=${FTP_PASSWORD:-"«Moss1907**»"}',
        ": ${DB_PASS:=«larkmist»}",
        "SECRET_KEY = os.environ.get('SHOP_SECRET_KEY', '«local-#ex(*quw^ch7ip*)lq$cq38-aijfo@un7&r$»')",
        "password = os.getenv('DB_PASSWORD', '«tulip77»')",
        "$this->apiKey = $apiKey ?? '«4bd97a31»';",
        "$config['password'] ?? '«tulip77»'",
    ),
    misses=(
        "${DB_PASSWORD:-$OTHER} ${DB_PASSWORD:-} ${DB_PASSWORD_FILE:-/run/secrets/db} ${DB_PASSWORD:-<password>}",
        "${MONKEY_SIZE:-larkmist}",
        "os.environ.get('SECRET_KEY', 'change-me')",
        "os.environ.get('DB_PASSWORD', 'password')",
        "$x['password'] ?? 'password'; $apiKey ?? 'none'; $apiKey ?? 'default'",
        "config('key', '12ab34cd')",
        "os.getenv('TOKEN_URL', 'https://example.org/12ab34cd')",
    ),
)
