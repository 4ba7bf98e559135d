"""Accounts under a key as plain as `name` in one object with their password: items of Ansible's modules for users, the users of a
map, `"users": {"jroe": {"password": "V"}}`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import A
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import text_before

_REACH = 500
"""Characters of an object to each side of its password."""
_BRACE = re.compile(r"[{}]")
_QUOTE = r"\\{0,3}[\"']"
_NAMED = re.compile(rf"(?<![\w.-]){_QUOTE}?name{_QUOTE}?\s?:\s?u?{_QUOTE}?{A}(?={_QUOTE}|\s*,|\s*$)", re.ASCII)
_KEYS = r"(?<![\w.-])\\{0,3}[\"']?(?:%s)\\{0,3}[\"']?\s?:\s"
_OF_ACCOUNTS = re.compile(
    _KEYS % "privs?|append_privs|role_attr_flags|update_password|uid|shell|groups|home|gecos|createhome|create_home"
)
"""What Ansible's modules for users, of systems and of databases, are told besides."""
_OF_ITEMS = re.compile(_KEYS % "host|state|db|database|encrypted|login_host")
"""What they are told as well, and connections too, so that it takes an item of a loop."""
_OTHERWISE = re.compile(_KEYS % "user|username|user_name|login|port|driver|type|url")
"""What a connection has, whose name is no account's."""
_ITEM_BEFORE = re.compile(r"item[\"']?\s?[=:]\s?\{$")
_ENTRY = re.compile(rf"\s*+(?:,\s*+)?{_QUOTE}{A}{_QUOTE}\s*:\s*\{{(?P<body>[^{{}}]{{0,600}})\}}?", re.ASCII)
_PASSWORD = re.compile(r"(?i)(?:password|passwd|passphrase)[\"']\s?:")
_MOST = 200
"""Users of one map."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts of the objects at the hits."""
    for hit in hits:
        if hit.pattern == "account_item.map":
            yield from _of_map(text, hit.end)
            continue
        start, end = _object(text, hit)
        name = _NAMED.search(text, start, end)
        if name is not None and is_account(name["account"]) and _is_user(text, start, end):
            yield Span(*name.span("account"), Label.USERNAME)


def _object(text: str, hit: Hit) -> tuple[int, int]:
    """What stands in the innermost braces around the hit."""
    start = max(0, hit.start - _REACH)
    for brace in _BRACE.finditer(text, start, hit.start):
        start = brace.end()
    end = _BRACE.search(text, hit.end, hit.end + _REACH)
    return start, end.start() if end else hit.end


def _is_user(text: str, start: int, end: int) -> bool:
    if _OTHERWISE.search(text, start, end):
        return False
    if _OF_ACCOUNTS.search(text, start, end):
        return True
    return (
        _ITEM_BEFORE.search(text_before(text, start, 20)) is not None and _OF_ITEMS.search(text, start, end) is not None
    )


def _of_map(text: str, position: int) -> Iterator[Span]:
    """The keys of a map of users, as long as what they hold has a password."""
    for _ in range(_MOST):
        entry = _ENTRY.match(text, position)
        if entry is None or not _PASSWORD.search(entry["body"]):
            return
        if is_account(entry["account"]):
            yield Span(*entry.span("account"), Label.USERNAME)
        position = entry.end()


RULE = Rule(
    "account_item",
    {
        "account_item.password": r"[{,\s]\\{0,3}[\"']?password\\{0,3}[\"']?\s?:\s",
        "account_item.map": r"(?i)[\"'](?:\w{1,20}_)?users?[\"']\s{0,3}:\s{0,3}\{",
    },
    find,
    rank=4,
    hits=(
        "changed: [db] => (item={'name': '«jroe»', 'host': '192.0.2.7', 'password': 'x', 'priv': 'x.*:ALL'})",
        "ok: => (item={'host': '%', 'password': 'x', 'name': '«jroe»', 'state': 'present'})",
        '{"item": {"host": "192.0.2.7", "name": "«jroe»", "password": "x"}, "changed": true}',
        "  - { name: «jroe», password: x, groups: wheel }\n  - { password: 'x', shell: /bin/sh, name: '«k.roe»' }\n",
        '"SNMP_USER": {\n  "«jroe»": {\n    "SNMP_USER_AUTH_PASSWORD": "x"\n  },\n  "«kroe»": {"AUTH_PASSWORD": "y"}\n}',
        '{"users": {"«jroe»": {"email": "x", "password": "y"}, "admin": {"password": "z"}}}',
    ),
    misses=(
        '{"name": "orders", "host": "192.0.2.7", "password": "x"}',
        '{"item": {"host": "192.0.2.7", "name": "orders", "password": "x", "port": 5432}}',
        "- { name: jroe, groups: wheel }\n- { name: Jane Roe, password: x, groups: wheel }\n",
        "(item={'name': 'root', 'host': '192.0.2.7', 'password': 'x'}) (item={'name': 'jroe', 'password': 'x'})",
        '{"users": {"jroe": {"email": "x"}, "kroe": {"password": "y"}}}',
        '{"user": {"jroe": "x", "password": "y"}}',
    ),
)
