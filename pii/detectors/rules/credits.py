"""Persons in changelogs and lists of contributors: names, and the account names that stand with them or in their place."""

import re
from collections.abc import Callable, Iterator, Sequence

from pii.detectors.rules.base import Rule, line_after, line_before
from pii.detectors.rules.names import ANY_NAME, NAME, NAME_IN_LINE, is_person, starts_with_given_name
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.organisations import is_organisation_account
from pii.spans import Span
from pii.system_accounts import is_system_account

_SOURCE = "rules.credits"
_Found = tuple[Label, int, int]

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_ACCOUNT = r"[A-Za-z0-9][\w.-]{0,30}"
_ACCOUNT_ALONE = re.compile(_ACCOUNT)
_SMALL_NAME = re.compile(r"[^\W\d_][\w .,’'-]*")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names and account names at the hits."""
    for hit in hits:
        for label, start, end in _FINDERS[hit.pattern](text, hit):
            yield Span(start, end, label, source=_SOURCE)


def _signatory(text: str, start: int, end: int) -> Iterator[_Found]:
    """Whoever signs a whole place: words are a name, in small letters too; one word is an account unless it looks like a name."""
    value = text[start:end]
    if " " in value:
        if is_person(value) and _SMALL_NAME.fullmatch(value) and not any(map(str.isdecimal, value)):
            yield Label.NAME, start, end
    elif value.istitle():
        if starts_with_given_name(value):
            yield Label.NAME, start, end
    elif _ACCOUNT_ALONE.fullmatch(value) and is_person(value) and not is_system_account(value) and not value.isdigit():
        if not value.isupper() and not is_organisation_account(value):
            yield Label.USERNAME, start, end


def _section(text: str, hit: Hit) -> Iterator[_Found]:
    """`[ Jane Roe ]` on a line of its own, over her entries."""
    match = _SECTION.match(text, hit.start + 1, hit.end + 80)
    if match is not None:
        yield from _signatory(text, *match.span("name"))


_SECTION = re.compile(r" *\[ (?P<name>[^\W\d_][^\[\]\n=$]{1,50}?) \][ \t]*(?:\r?$)", re.MULTILINE)


def _signature(text: str, hit: Hit) -> Iterator[_Found]:
    """` -- jane roe <jane@roe.org>`, `jroe <jane@roe.org>` behind a year or at the start of a line."""
    if _ADDRESS.match(text, hit.end - 1) is None:
        return
    head = text[line_before(text, hit.start, 90) : hit.start + 1]
    match = _SIGNED.match(head)
    if match is not None:
        shift = hit.start + 1 - len(head)
        yield from _signatory(text, shift + match.start("name"), shift + match.end("name"))


_SIGNED = re.compile(
    r"(?:\s*-- |[ \t*#-]*|\s*[\"']|[\s*#]*(?:[Cc]opyright[ :]+)?(?:©|\([cC]\) *)?\d{4}[\d, -]*\s)"
    r"(?P<name>[^\W\d_][\w-]*(?: [^\W\d_][\w.’'-]+){0,3})$"
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.", re.ASCII)


def _nickname(text: str, hit: Hit) -> Iterator[_Found]:
    """`Jane Roe (jroe) <jane@roe.org>`."""
    line_start = line_before(text, hit.start, 110)
    match = _NICKNAMED.search(text, line_start, hit.end - 1)
    address = _ADDRESS.match(text, hit.end - 1)
    if match is None or address is None or not is_person(match["name"]):
        return
    yield Label.NAME, *match.span("name")
    nickname = match["nickname"]
    local = address.group().partition("@")[0].lower()
    if (
        nickname.lower() == local
        or nickname.islower()
        and not is_organisation_account(nickname)
        and not is_system_account(nickname)
    ):
        yield Label.USERNAME, *match.span("nickname")


_NICKNAMED = re.compile(rf"(?P<name>{NAME_IN_LINE}) \((?P<nickname>{_ACCOUNT})\) <$")


def _dated(text: str, hit: Hit) -> Iterator[_Found]:
    """`3 May 2020: Jane`, `Jane Roe (3 May 2020)` on a line of their own."""
    start = line_before(text, hit.start, 60)
    match = _DATED.match(text, start, line_after(text, hit.end, 60))
    if match is not None:
        group = "after" if match["after"] else "before"
        if is_person(match[group]):
            yield Label.NAME, *match.span(group)


_DATED = re.compile(
    rf"[ \t]*(?:\d{{1,2}} {_MONTH} \d{{4}}: (?P<after>{ANY_NAME})"
    rf"|(?P<before>{NAME_IN_LINE}) \(\d{{1,2}} {_MONTH} \d{{4}}\))[ \t]*\r?$",
    re.MULTILINE,
)


def _profile(text: str, hit: Hit) -> Iterator[_Found]:
    """`[Jane Roe](https://github.com/jroe)`, `[jroe]: https://...`, `"Jane Roe (https://...)"`, `Jane Roe (jroe[https://...])`."""
    account = _PROFILE.match(text, hit.end, hit.end + 80)
    if account is None or is_organisation_account(account[1]) or is_system_account(account[1]):
        return
    line_start = line_before(text, hit.start + 1, 110)
    match = _LINKED.search(text, line_start, text.index("http", hit.start))
    if match is None:
        return
    for group in ("name", "quoted"):
        if match[group] and is_person(match[group]):
            yield Label.NAME, *match.span(group)
    for group in ("account", "nickname"):
        value = match[group]
        if value and (value.lower() == account[1].lower() or group == "nickname") and not is_system_account(value):
            yield Label.USERNAME, *match.span(group)


_PROFILE = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]{0,38})/?(?=[)\]>\"'\s]|$)", re.ASCII)
_LINKED = re.compile(
    rf"\[@?(?:(?P<name>{NAME_IN_LINE})|(?P<account>{_ACCOUNT}))\](?:\(|: )$"
    rf"|(?:^|[\"'*-] ?)(?P<quoted>{NAME_IN_LINE}) (?:<[^<>\n]*> )?\((?:(?P<nickname>{_ACCOUNT})\[)?$"
)


def _listed(text: str, hit: Hit) -> Iterator[_Found]:
    """`- Jane Roe (jroe)`, in a list of such lines."""
    before = _LISTED.match(text, line_before(text, hit.start, 120))
    line = _LISTED.match(text, hit.start + 2)
    if before is None or line is None:
        return
    for one in (before, line):
        if not is_person(one["name"]):
            continue
        yield Label.NAME, *one.span("name")
        nickname = one["nickname"] or ""
        known = nickname.islower() or nickname.lower() == one["name"].replace(" ", "").lower()
        if known and not is_organisation_account(nickname):
            yield Label.USERNAME, *one.span("nickname")


_LISTED = re.compile(
    rf"[ \t]*[-*+][ \t]+(?P<name>{NAME_IN_LINE}) ?"
    rf"(?:\(@?(?P<nickname>[A-Za-z0-9][\w-]{{1,38}})\)|[\[(]?@(?:[\w-]+)[^\n]{{0,60}})[ \t]*\r?\n"
)


def _thanks(text: str, hit: Hit) -> Iterator[_Found]:
    """`Thanks Jane Roe`, `(thanks Jane Roe!)`, `[Jane Roe brought this change]`."""
    match = _THANKS.match(text, hit.start)
    group = "name" if match and match["name"] else "doer"
    if match is not None and is_person(match[group]):
        yield Label.NAME, *match.span(group)


_THANKS = re.compile(
    rf"[Tt]hanks[ \t]+(?P<name>{NAME})(?=[\s!.,;:)@]|$)"
    rf"|- \[(?P<doer>{NAME_IN_LINE}) (?:brought|contributed|made|sent|fixed|added)\b"
)


def _member(text: str, hit: Hit) -> Iterator[_Found]:
    """`<name>Jane Roe</name> <user>jroe</user>`; `{"name": "Jane Roe"}` with nothing else in it."""
    match = _ELEMENTS.match(text, hit.start) or _LONE_OBJECT.match(text, hit.start)
    if match and match.re is _LONE_OBJECT and not text[max(0, hit.start - 40) : hit.start].rstrip().endswith("{"):
        return
    if match is None or not is_person(match["name"]):
        return
    if match.re is _LONE_OBJECT and not starts_with_given_name(match["name"]):
        return
    yield Label.NAME, *match.span("name")
    if match.re is _ELEMENTS and not is_system_account(match["user"]):
        yield Label.USERNAME, *match.span("user")


_ELEMENTS = re.compile(rf"<name>(?P<name>{ANY_NAME})</name>\s*<(?P<tag>user|id)>(?P<user>{_ACCOUNT})</(?P=tag)>")
_LONE_OBJECT = re.compile(rf"\"name\": ?\"(?P<name>{NAME_IN_LINE})\"\s*\}}")

_FINDERS: dict[str, Callable[[str, Hit], Iterator[_Found]]] = {
    "credits.section": _section,
    "credits.near_section": _section,
    "credits.signature": _signature,
    "credits.nickname": _nickname,
    "credits.dated": _dated,
    "credits.day": _dated,
    "credits.profile": _profile,
    "credits.listed": _listed,
    "credits.listed_1": _listed,
    "credits.listed_2": _listed,
    "credits.thanks": _thanks,
    "credits.deed": _thanks,
    "credits.element": _member,
    "credits.object": _member,
}

RULE = Rule(
    "credits",
    {
        "credits.section": r"\n  \[ ",
        "credits.near_section": r"\n \[ ",
        "credits.signature": r"\w <\w",
        "credits.nickname": r"\w\) <\w",
        "credits.dated": r" \d{4}: [A-Z]",
        "credits.day": r" [A-Z][a-z]{2} \d{4}\)",
        "credits.profile": r"[(\[ ]https?://(?:www\.)?(?:github|gitlab|twitter|x)\.com/",
        "credits.listed": r"\)\n[-*] [A-Z]",
        "credits.listed_1": r"\)\n [-*] [A-Z]",
        "credits.listed_2": r"\)\n  [-*] [A-Z]",
        "credits.thanks": r"[Tt]hanks [A-Z]",
        "credits.deed": r"- \[[A-Z]",
        "credits.element": r"<name>",
        "credits.object": r"\"name\": \"[A-Z]",
    },
    find,
    rank=4,
    proves=False,
)
