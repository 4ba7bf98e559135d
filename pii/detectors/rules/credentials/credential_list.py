"""Accounts and passwords as items below a heading for them, as notes and write-ups keep them: `## Credentials`, `- jroe:V`.

A colon without a blank joins the two; with one, what stands before it is a label: `- Host: web1`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import may_be_password, names_a_field, tells_itself
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_REACH = 2_000
"""Characters of a list, at most."""

_LIST = re.compile(r"[^\n]*\n(?P<items>(?:(?!#)[^\n]*(?:\n|$))*+)")
_ITEM = re.compile(
    r"^[ \t]*(?:[-*+•]|\d{1,2}[.)]|\|)[ \t]+[`*]*(?P<account>[A-Za-z][\w.+-]{1,38}(?:@[\w.-]+)?)(?::|[ ]?/[ ]?)"
    r"(?P<value>[^\s`|/]{4,60}?)[`*]*"
    r"[ \t]*(?:\|[ \t]*|\([^()\n]{1,60}\)[ \t]*)?\r?$",
    re.MULTILINE,
)
_NO_ACCOUNTS = re.compile(r"(?i:https?|ftp|ssh|smb|rdp|mailto|user(?:name)?|login|pass(?:word|wd)?|host|port|v?\d+)")
_NAMES = re.compile(r"[\w-]+\.[a-z]{2,5}|v?\d+(?:\.\d+)*[\w-]{0,12}")
"""Files, hosts and versions."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords of the lists at the hits, and their accounts."""
    for hit in hits:
        below = _LIST.match(text, hit.start, hit.end + _REACH)
        if below is None:
            continue
        for item in _ITEM.finditer(text, *below.span("items")):
            account, value = item["account"], item["value"]
            if _NO_ACCOUNTS.fullmatch(account) or not _is_password(value):
                continue
            yield Span(*item.span("value"), Label.PASSWORD)
            if "@" not in account and is_account(account):
                yield Span(*item.span("account"), Label.USERNAME)


def _is_password(value: str) -> bool:
    return (
        tells_itself(value)
        and may_be_password(value)
        and not names_a_field(value)
        and not _NAMES.fullmatch(value.lower())
    )


RULE = Rule(
    "credential_list",
    {
        "credential_list.heading": (
            r"(?im)^#{1,6} (?:[\w&/-]{1,20} ){0,4}[`*]{0,2}(?:credentials?|creds|logins?|passwords?|accounts?)"
            r"(?: (?:found|we have|so far))?[`*]{0,2}:?[ \t]{0,4}\r?$"
        )
    },
    find,
    rank=4,
    hits=(
        "## Credentials\n\n- «jroe»:«Larkmist12»\n- «mroe»:«Lark!mist9»\n\n## Others\n- jroe:Larkmist12\n",
        "# Found creds:\n```\n* `«jroe»:«Larkmist12»`\n```\n- admin / «Lark#4711» (web)\n1. jane@example.org:«Lark7mist»\n",
    ),
    misses=(
        "## Settings\n\n- jroe:Larkmist12\n",
        "## Credentials\n- Host: web1\n- Database: lark01\n- https://x1\n- web1:8080\n- read/write1.py\n- jroe:larkmist\n",
        "## Credentials of the team are here\n- jroe:Larkmist12\n",
        "## Accounts\n- user:Larkmist12\n- python:3.12-slim\n- x:v2\n",
    ),
)
