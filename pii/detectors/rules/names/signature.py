"""Whoever signs: `[ Jane Roe ]` over entries of a changelog, ` -- jane roe <jane@roe.org>`, `Jane Roe (jroe) <jane@roe.org>`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import SIGNED, Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, WORD, is_person, starts_with_given_name
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.known.organisations import is_organisation_account
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_Found = tuple[Label, int, int]

_ACCOUNT = r"[A-Za-z0-9][\w.-]{0,30}"
_ACCOUNT_ALONE = re.compile(_ACCOUNT)
_SMALL_NAME = re.compile(r"[^\W\d_][\w .,’'-]*")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names and accounts at the hits."""
    for hit in hits:
        for label, start, end in _FINDERS[hit.pattern](text, hit):
            yield Span(start, end, label)


def _signatory(text: str, start: int, end: int) -> Iterator[_Found]:
    """Whoever fills the place: several words are a name, even in lower case; one is an account unless it looks like a name."""
    value = text[start:end]
    if " " in value:
        if is_person(value) and _SMALL_NAME.fullmatch(value) and not any(map(str.isdecimal, value)):
            yield Label.NAME, start, end
    elif value.istitle() and value.isalpha():
        if starts_with_given_name(value):
            yield Label.NAME, start, end
    elif _ACCOUNT_ALONE.fullmatch(value) and is_person(value) and not is_system_account(value) and not value.isdigit():
        if not value.isupper() and not is_organisation_account(value):
            yield Label.USERNAME, start, end


def _section(text: str, hit: Hit) -> Iterator[_Found]:
    """`[ Jane Roe ]` on a line of its own, over her entries."""
    match = _SECTION.match(text, hit.start + 1, hit.end + REACH)
    if match is not None:
        yield from _signatory(text, *match.span("name"))


_SECTION = re.compile(r" *\[ (?P<name>[^\W\d_][^\[\]\n=$]{1,50}?) \][ \t]*(?:\r?$)", re.MULTILINE)


def _signature(text: str, hit: Hit) -> Iterator[_Found]:
    """` -- jane roe <jane@roe.org>`, `jroe <jane@roe.org>` behind a year or at the start of a line."""
    address = _ADDRESS.match(text, hit.start + 3)
    if address is None:
        return
    head = text[line_before(text, hit.start) : hit.start + 1]
    match = _SIGNED.match(head)
    if match is not None:
        shift = hit.start + 1 - len(head)
        if is_own_account(match["name"], address.group().partition("@")[0]):
            yield Label.USERNAME, shift + match.start("name"), shift + match.end("name")
            return
        yield from _signatory(text, shift + match.start("name"), shift + match.end("name"))


def is_own_account(name: str, local: str) -> bool:
    """Whether a capitalised word before an address is its account and no known given name: `Qroe <qroe@roe.org>`."""
    return name.istitle() and name.lower() == local.lower() and not is_given_name(name)


_SIGNED = re.compile(
    r"(?:\s*-- |[ \t*#-]*(?:[A-Z][a-z]+(?:-[a-zA-Z]+){0,2}: +|\d{1,6}[ \t]+)?|\s*[\"']"
    r"|[\s*#]*(?:[Cc]opyright[ :]+)?(?:©|\([cC]\) *)?\d{4}[\d, -]*\s)"
    r"(?P<name>[^\W\d_][\w.-]*(?: [^\W\d_][\w.’'-]+){0,3})$"
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.", re.ASCII)


def _nickname(text: str, hit: Hit) -> Iterator[_Found]:
    """`Jane Roe (jroe) <jane@roe.org>`."""
    address = _ADDRESS.match(text, hit.end - 1)
    if address is None:
        return
    match = _NICKNAMED.search(text, line_before(text, hit.start), hit.end - 1)
    if match is None or not is_person(match["name"]):
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


_NICKNAMED = re.compile(rf"(?P<name>{NAME_IN_LINE}|{WORD}, {WORD}) \((?P<nickname>{_ACCOUNT})\) <$")


_FINDERS = {
    "signature.section": _section,
    "signed": _signature,
    "signature.nickname": _nickname,
}

RULE = Rule(
    "signature",
    SIGNED
    | {
        "signature.section": r"\n  \[ ",
        "signature.nickname": r"\w\) <\w",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "Copyright (c) 2013 by «Roe, Jane» («jroe») <jane@example.org>",
        " -- «Qroebi» <qroebi@roe.org>  Wed, 03 Mar 2021 07:44:59 +0100\n",
        "tool (1.2) unstable\n\n  [ «Jane Roe» ]\n  * New",
        "\n  [ «jane roe» ]\n",
        "\n  [ «jroe1» ]\n  * New",
        " -- «jane roe» <jane@example.org>  Mon, 02 Jan 2006 15:04:05 +0000",
        " -- «jroe1» <jane@example.org>  Mon, 02 Jan 2006 15:04:05 +0000",
        "    Co-authored-by: «jroe1» <jane@example.org>\nFrom: «k_roe» <kim@example.org>\n    57  «lroe» <lee@example.org>\n",
        "- «Jroe3000» <jane@example.org>\n- «jane.roe» <roe@example.org>\n",
        "2008, «Jane Roe» («jroe») <jane@example.org>",
        "«Jane Roe» («JNR») <jnr@example.org>",
    ),
    misses=(
        "\n  [ Debian Tool Team ]\n",
        "\n  [ x = 1 ]\n  [ -f file ] && rm file",
        " -- Tool Maintainers <tool@example.org>  Mon, 02 Jan 2006 15:04:05 +0000",
        "Tool Team (Debian) <jane@example.org>",
        "usage: tool <name> <user>",
        "Reply-to: list <x@example.org>\nReceived: from mail.example.org <x@example.org>\n",
    ),
)
