"""Accounts mapped to their passwords under a key that says so, in YAML: `user_passwords:` over `jroe: V`, `htpasswd:` over
`users:`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import (
    TYPES,
    is_prose,
    names_a_field,
    tells_itself,
)
from pii.detectors.scan import Hit
from pii.known.credential_names import credential_of
from pii.known.placeholders import is_placeholder, is_template
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.randomness import is_hex

_REACH = 4_000
"""Characters of a mapping, at most."""

_HEADING = re.compile(r"(?P<indent>[ \t]*)(?P<item>- )?[^\n]*\n")
_USERS = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?+\r?\n)*+[ \t]++[\"']?(?:users|accounts|logins)[\"']?:[ \t]*\r?\n")
_LINE = re.compile(r"[^\n]*")
_ACCOUNT = r"(?P<mark>[\"']?)(?P<account>[A-Za-z][\w.@+-]{1,60})(?P=mark)"
_QUOTED = r"\"(?P<double>[^\"\\\n]{1,80})\"|'(?P<single>[^'\n]{1,80})'"
_ENTRY = re.compile(
    rf"(?P<indent>[ \t]+){_ACCOUNT}:[ \t]+(?:{_QUOTED}|(?P<bare>[^\s\"'#{{\[&*!|>%@`](?:[^\s#]|(?<=\S)#){{0,80}}))"
    r"[ \t]*(?:[ \t]#[^\n]*)?\r?"
)
_FIELDS = frozenset(
    """
    user users username name login account email mail host hostname server port url uri path file type kind id realm domain
    database db region scope mode method min max length default description title label message store provider source bucket
    endpoint project email_address client grant audience issuer env
    """.split()
)
"""Words for what is set rather than for whom."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields accounts and passwords of the mappings at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        entries = _read_lines(text, hit)
        if not entries or not _are_passwords(entries):
            continue
        done = entries[-1].end()
        for entry in entries:
            place = _place(entry)
            if _is_password(text[slice(*place)]):
                yield Span(*place, Label.PASSWORD)
                if "@" not in entry["account"] and is_account(entry["account"]):
                    yield Span(*entry.span("account"), Label.USERNAME)


def _place(entry: re.Match[str]) -> tuple[int, int]:
    return next(entry.span(group) for group in ("double", "single", "bare") if entry[group])


def _read_lines(text: str, hit: Hit) -> list[re.Match[str]]:
    """The entries of a mapping in YAML, or none where any line below its key is something else."""
    heading = _HEADING.match(text, hit.start)
    if heading is None:
        return []
    outer = len(heading["indent"]) + len(heading["item"] or "")
    users = _USERS.match(text, heading.end(), heading.end() + _REACH)
    position = users.end() if users else heading.end()
    entries: list[re.Match[str]] = []
    while position < min(len(text), hit.end + _REACH):
        line = _LINE.match(text, position)
        assert line is not None
        position = line.end() + 1
        bare = line.group().strip()
        if not bare or bare.startswith("#"):
            continue
        if len(line.group()) - len(line.group().lstrip()) <= outer:
            break
        entry = _ENTRY.fullmatch(text, *line.span())
        if entry is None:
            return []
        if entries and entry["indent"] != entries[0]["indent"]:
            return entries if users and len(entry["indent"]) < len(entries[0]["indent"]) else []
        entries.append(entry)
    return entries


def _are_passwords(entries: Sequence[re.Match[str]]) -> bool:
    """Whether no entry is about something else, and most values are no plain words."""
    told = 0
    for entry in entries:
        value = entry.string[slice(*_place(entry))]
        if not _may_log_in(entry["account"]) or _is_other(value):
            return False
        told += tells_itself(value) or any(map(str.isdigit, value)) or is_placeholder(value)
    return 2 * told >= len(entries)


def _may_log_in(account: str) -> bool:
    return credential_of(account) is None and not _FIELDS.intersection(words(account))


def _is_other(value: str) -> bool:
    """Whether the value is a word of a program, a sentence, a path or a digest, which no list of passwords has."""
    if value.lower() in TYPES or names_a_field(value) or len(value) < 3 or value.isdigit() and len(value) < 4:
        return True
    if is_hex(value, 32) or value.startswith(("$", "{", "/", "./", "arn:")) or "://" in value:
        return not is_template(value)
    return " " in value and is_prose(value) or bool(_NAMED.search(value))


_NAMED = re.compile(r"(?i)(?:token|secret|creds?|credentials?|passwords?|key)(?![A-Za-z])")
"""What names a credential that is kept elsewhere."""


def _is_password(value: str) -> bool:
    """Whether it is no placeholder; nothing but a literal stands there, whatever code it looks like."""
    return any(map(str.isalnum, value)) and not (is_placeholder(value) or is_template(value))


RULE = Rule(
    "password_mapping",
    {
        "password_mapping.lines": (
            r"(?im)^[ \t-]{0,12}[\"']?\w{0,16}"
            r"(?:passwords|passwds|htpasswd|credentials|basic_?auth(?:_?users)?)[\"']?:[ \t]{0,4}\r?\n"
        ),
    },
    find,
    rank=4,
    hits=(
        'user_passwords:\n  «jroe»: «brouette8»\n  «kroe»: "«two words, 1 comma»"\nother:\n  a: b\n',
        "htpasswd:\n  users:\n    # of the team\n    «jroe»: «Moss77»\n    '«kroe»': '«larkmist»' # x\n",
        "basic_auth_users:\n  «jroe»: «Moss77»\n  admin: «lark!mist»\n",
        "credentials:\n  «jroe»: «Moss77»\n\n  jane@example.org: «fern8-lake»\n",
    ),
    misses=(
        "password_policy:\n  length: 12\n  special: yes\n",
        "passwords:\n  length: 1234\n  jroe: Moss77\n",
        "passwords:\n  reset: Your password has been reset!\n  sent: Moss77\n",
        "passwords:\n  jroe: Moss77\n  kroe:\n    value: x\n",
        "credentials:\n  username: jroe\n  password: Moss77\n",
        "credentials:\n  moss: moss-token-1\n  lark: lark-token-2\n",
        "passwords:\n  jroe: moss\n  kroe: lark\n",
        "passwords:\n  jroe: ${MOSS_77}\n",
    ),
)
