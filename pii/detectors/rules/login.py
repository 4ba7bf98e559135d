"""Passwords and signing secrets that no name announces: the second argument of a login, SQL, command lines and their files."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.base import Rule
from pii.detectors.rules.placeholders import is_mask, is_template, looks_like_code, names_what_belongs_there
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.login"
_REACH = 300
"""Characters after a place in which the password may stand."""

_USER = r"(?:[\"'](?!anonymous)[^\"'\n]{0,80}[\"']|USER(?:NAME)?|LOGIN)\s*,\s*"
_VALUE = r"(?:\w+\s*=\s*)?(?P<quote>[\"'])(?P<password>[^\"'\n]{1,80})(?P=quote)"
_ANYTHING = r"(?:[\w.()\[\]$]+|[\"'][^\"'\n]{1,80}[\"'])\s*,\s*"

_FORMS: dict[str, tuple[str, re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what stands there
    "call": (
        r"(?i)(?:auth|login|credentials?|authentication|add_?user)(?:_\w{1,20})?[( ]\s?[\"'UL]",
        re.compile(
            rf"(?:auth|login|credentials?|authentication|add_?user)(?:_\w{{1,20}})?[( ]\s*{_USER}{_VALUE}"
            r"(?!\s*,\s*[\"'](?![/~]))",
            re.IGNORECASE,
        ),
    ),
    "option": (
        r"[\"']--?(?:auth|user|u|a)[\"'],",
        re.compile(r"[\"'][\w-]+[\"'],\s*(?P<quote>[\"'])[\w.@-]{1,40}:(?P<password>[^\s\"':/]{2,80})(?P=quote)"),
    ),
    "bind": (
        r"[Bb]ind(?:_s)?\([\"']\w",
        re.compile(rf"[Bb]ind(?:_s)?\(\s*[\"'](?:\w+=|[\w.]+@)[^\"'\n]{{0,120}}[\"']\s*,\s*{_VALUE}\s*[,)]"),
    ),
    "hash": (
        r"(?i)(?:bcrypt|argon2|scrypt|password_(?:hash|verify)|hashpw|_password_hash)[\w:.]*\([\w \"'$]",
        re.compile(
            r"(?:bcrypt|argon2|scrypt|password_(?:hash|verify)|hashpw|_password_hash)\w{0,8}"
            r"(?:(?:\.|::)(?:Password\.)?(?:hash\w*|compare\w*|verify|create|checkpw|using))?"
            rf"\(\s*(?:\$?\w+\s*,\s*)?b?{_VALUE}\s*[,)]",
            re.IGNORECASE,
        ),
    ),
    "token": (
        r"\b(?:jwt|JWT|jsonwebtoken)(?:\.|::)(?:sign|verify|encode|decode)\(",
        re.compile(
            rf"\w+(?:\.|::)(?:sign|verify|encode|decode)\(\s*(?:[\w.$]+|\{{[^{{}}\n]{{0,160}}\}}|[\"'][^\"'\n]{{1,200}}[\"'])\s*,\s*{_VALUE}"
        ),
    ),
    "secret": (r"(?:from_secret|HMAC\d+|hmacShaKeyFor)\(b?\"", re.compile(rf"\w+\(b?{_VALUE}")),
    "table": (
        r"\"[ \t]{1,40}(?:MD5|GTC|PAP|CHAP|MSCHAPV2|PEAP|LEAP|PWD|TTLS|PLAIN|SCRAM)",
        re.compile(rf"\"[ \t]+[A-Z][A-Z0-9,-]{{1,80}}[ \t]+{_VALUE}"),
    ),
    "pin": (
        r"(?i)\bpin(?:_?code)?[\"']?\s?[:=]\s?[\"']\d",
        re.compile(r"pin(?:_?code)?[\"']?\s?[:=]\s?[\"'](?P<password>\d[\d-]{3,11})[\"']", re.IGNORECASE),
    ),
    "pair": (
        r"(?i)auth\s?=\s?\(?[\"']",
        re.compile(rf"auth\s*=\s*\(?\s*{_USER}(?P<quote>[\"'])(?P<password>[^\"'\n]{{1,80}})(?P=quote)", re.IGNORECASE),
    ),
    "connect": (
        r"(?:getConnection|mysqli|mysqli_connect|new PDO|create_user|create_superuser|\bconnect)\(",
        re.compile(
            rf"(?:getConnection|mysqli|mysqli_connect|new PDO|create_(?:super)?user|connect)\(\s*{_ANYTHING}{_USER}{_VALUE}"
        ),
    ),
    "check": (
        r"(?i)\bauthenticate\w*\([\"'$\w]",
        re.compile(rf"authenticate\w*\(\s*(?:\$?\w+\s*,\s*|{_USER})?{_VALUE}\s*\)", re.IGNORECASE),
    ),
    "valid": (
        r"(?i)PasswordValid\(",
        re.compile(
            rf"PasswordValid\(\s*(?:\$?\w+\s*,\s*|[\"'][^\"'\n]{{0,200}}[\"']\s*,\s*)?{_VALUE}\s*[,)]", re.IGNORECASE
        ),
    ),
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
    "curl": (
        r"(?:\s-u|\s--user|--proxy-user|-creds)[ =]?[\"']?\w",
        re.compile(
            r"\s?(?:-u|--user|--proxy-user|-creds)[ =]?[\"']?(?!\d+:\d+\b)[\w.@\\-]+[:%](?P<password>(?![:/])[^\s\"'`:]{2,80})"
        ),
    ),
    "client": (
        r"\b(?:mysql|mariadb|mysqldump|mysqladmin) ",
        re.compile(
            r"\w+ [^\n|;]{0,120}?(?<=\s)-p(?: (?=[\"']))?(?P<quote>[\"']?)(?P<password>[^\s\"'-][^\s\"']{1,80})(?P=quote)"
        ),
    ),
    "netrc": (
        r"\blogin \w",
        re.compile(
            r"login\s+(?!and\b)\S+\s+password\s+[\"']?(?P<password>[^\s\"']+)(?=[\"']|\s*$|\s+(?:account|machine|macdef))",
            re.MULTILINE,
        ),
    ),
    "redis": (
        r"(?:requirepass|masterauth|rootpw|bindpw)\s",
        re.compile(
            r"\w+\s+(?P<quote>[\"']?)(?P<password>[^\s\"'`,.)]{3,80})(?P=quote)[\"']?\s*$",
            re.MULTILINE,
        ),
    ),
    "sshpass": (
        r"\bsshpass -p",
        re.compile(r"sshpass -p ?(?P<quote>[\"']?)(?P<password>[^\s\"']{2,80})(?P=quote)(?=\s)"),
    ),
    "imap": (
        r"\b[A-Za-z]{0,2}\d{1,4} LOGIN ",
        re.compile(
            r"\w+ LOGIN [\"']?[\w.@+-]+[\"']? (?P<quote>[\"']?)(?P<password>[^\s\"'{]{2,80})(?P=quote)[ \t]*$",
            re.MULTILINE,
        ),
    ),
    "keytool": (
        r"-(?:store|key)pass ",
        re.compile(r"-\w+ (?P<quote>[\"']?)(?P<password>[^\s\"'-][^\s\"']{1,80})(?P=quote)"),
    ),
    "openssl": (r"-pass(?:in|out)?\spass:", re.compile(r"-pass(?:in|out)?\s+pass:(?P<password>[^\s\"'`]{2,80})")),
    "chpasswd": (
        r"\becho [\"']?[\w-]+:",
        re.compile(
            r"echo\s+(?P<quote>[\"']?)[\w-]+:(?P<password>[^\n\"'|]{1,80}[^\s\"'|])(?P=quote)\s*\|\s*(?:sudo\s+)?chpasswd"
        ),
    ),
}
_SIGNING = frozenset({"login.token", "login.secret"})
"""What signs is a key, even where a person made it up."""
_REGEXES = {f"login.{name}": regex for name, (_, regex) in _FORMS.items()}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    for hit in hits:
        match = _REGEXES[hit.pattern].match(text, hit.start, min(len(text), hit.end + _REACH))
        if match is None:
            continue
        value = match["password"]
        if not (is_mask(value) or is_template(value) or names_what_belongs_there(value) or looks_like_code(value)):
            label = Label.KEY if hit.pattern in _SIGNING else Label.PASSWORD
            yield Span(*match.span("password"), label, source=_SOURCE)


RULE = Rule("login", {f"login.{name}": pattern for name, (pattern, _) in _FORMS.items()}, find, rank=4)
