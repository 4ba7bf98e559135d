"""Accounts' passwords in an INI section for them: `[users]` of Subversion and Shiro, `[passwords]` of Glances, and in TOML,
where they stand in quotes."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import TYPES, may_be_password
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.randomness import is_hex

_REACH = 6_000
"""Characters of a section."""

_LINE = re.compile(
    r"(?P<lead>[ \t]*(?:[#;]+[ \t]*)?)(?P<name>[\w.@-]{1,60})[ \t]*=[ \t]*"
    r"(?P<quote>[\"']?)(?P<value>(?<=[\"'])[^\"'\\\n]{3,80}(?=[\"'])|(?<![\"'])[^\s,\"'`<>{}$\[\]]{3,80})(?P=quote)"
    r"(?P<rest>,[ \t]*[\w ,*:.-]*)?[ \t]*\r?"
)
_ANY_LINE = re.compile(r"[^\n]*")
_NO_ACCOUNT = re.compile(
    r"(?i)(?:max|min|default|allow|enable|table|query|count|password|auto|home|user|verify)_\w*|\w*(?:_hint|_theme|_page)|n\d+"
)
"""A setting of what keeps users, after which no line of the section is an account's."""
_NO_PASSWORD = re.compile(r"(?i)\d{1,2}|r|rw|yes|no|none|admin,.*|.*\.(?:conf|ini|txt|sql)|@.*|/.*|[\w-]+@[\w.-]+")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords of the sections at the hits."""
    for hit in hits:
        found: list[Span] = []
        beside = _set_beside(text, text.index("[", hit.start))
        position = text.find("\n", hit.end) + 1
        limit = min(len(text), hit.end + _REACH)
        while 0 < position < limit:
            line = _ANY_LINE.match(text, position, limit)
            assert line is not None
            if line.group().lstrip(" \t#;").startswith("["):
                break
            setting = _LINE.fullmatch(text, *line.span())
            if setting is not None and (setting["name"] in beside or _NO_ACCOUNT.fullmatch(setting["name"])):
                found.clear()
                break
            if setting is not None and _is_password(setting["value"]):
                found.append(Span(*setting.span("value"), Label.PASSWORD))
                if setting["quote"] and "@" not in setting["name"] and is_account(setting["name"]):
                    found.append(Span(*setting.span("name"), Label.USERNAME))
            position = line.end() + 1
        yield from found


_SECTION = re.compile(
    r"[ \t]*\[(?!(?i:users|roles?|groups?|admins|passwords?|main|urls)\])[^\]\n]{1,60}\](?P<body>[^\[]*)"
)
"""One in which no account of the users is named again."""
_SET = re.compile(r"^[ \t]*([\w.@-]{1,60})[ \t]*=", re.MULTILINE)


def _set_beside(text: str, start: int) -> frozenset[str]:
    """What the sections around the one at `start` set: where it sets the same, it is of one more subject, no list of accounts."""
    above = text.rfind("[", max(0, start - _REACH), start)
    below = text.find("[", text.find("]", start), start + _REACH)
    sections = (_SECTION.match(text, place, place + _REACH) for place in (above, below) if place >= 0)
    return frozenset(name for section in sections if section is not None for name in _SET.findall(section["body"]))


def _is_password(value: str) -> bool:
    if _NO_PASSWORD.fullmatch(value) or is_hex(value, 32):
        return False
    return may_be_password(value) and value.lower() not in TYPES and not value.startswith("$")


RULE = Rule(
    "users_section",
    {"users_section.heading": r"(?m)^[ \t]{0,4}[#;]?[ \t]?\[(?:users|passwords)\][ \t]{0,4}\r?$"},
    find,
    rank=4,
    hits=(
        "[users]\n# jroe = «larkmist»\n# kroe = «mossdrum»\n\njoe=«larkmist»\r\n",
        "[users]\nadmin = «larkmist», admin, *:1\n[roles]\nadmin = larkmist\n",
        "[users]\njroe = «larkmist»\n[exim]\nindex = exim*\n",
        "[passwords]\n«jroe» = \"«x9moss»\"\n'kroe' = 'x'\n«lroe» = '«lark 8 mist»'\njane@example.org = \"«moss»\"\n",
        "[passwords]\n# Define the passwords list\nlocalhost=«larkmist»\n",
    ),
    misses=(
        "[roles]\njroe = larkmist\n",
        "[users]\nindex = moss-panel\n\n[exim]\nindex = exim*\n",
        "[users]\n[other]\njroe = larkmist\n",
        "[users]\nmax_users = twelve\njroe = $shiro1$SHA-256$x\nkroe = /srv/kroe\nlroe = rw\n",
        "[users]\n;allow_sign_up = true\njroe = larkmist\n",
        "[users]\njroe = $shiro1$SHA-256$x\nkroe = /srv/kroe\nlroe = rw\n[users]\nn0=larkmist\n",
    ),
)
