"""Persons beside their account, or an address in words: `Jane Roe (jroe)`, `Jane Roe (@jroe)`, `Jane Roe <jane AT roe.org>`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, WORD, is_person
from pii.detectors.rules.names.person_values import holds_common_name
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.known.organisations import is_organisation_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_NAME_BEFORE = re.compile(rf"(?:(?<![^\n])|[\s*+,>\"'-])(?P<name>{NAME_IN_LINE})$")
_BROKEN_BEFORE = re.compile(
    rf"(?:[,;>)]|\band)[ \t]+(?P<name>{WORD}(?: {WORD})?[ \t]*\r?\n[ \t]+(?:[*#;%]+[ \t]+)?{WORD})$"
)
"""A name of a list that begins at the end of the line above."""
_ACCOUNT = re.compile(r" ?\(@?(?P<account>[A-Za-z0-9][\w-]{1,38})\)", re.ASCII)
_SPELT = re.compile(r"\w*[A-Za-z]\w*\d[\w.-]*|\w*[a-z][A-Z][\w.-]*|[A-Z]{2,}-[a-z]+")
_SAYS_WHO = re.compile(r"1\d{3}-\d{4}|[12]\d{3}-|(?i:left|right|cent(?:re|er)|links|rechts|mitte|gauche|droite)")
"""The years of a life, the place in a picture."""
_LONGEST = 60
"""Characters of a name."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names and accounts at the hits."""
    for hit in hits:
        spoken = hit.pattern == "name_beside_account.spoken"
        end = text.index("<" if spoken else "(", hit.start)
        end -= text[end - 1] == " "
        name = _NAME_BEFORE.search(text, line_before(text, end, _LONGEST), end)
        if name is None and spoken:
            name = _BROKEN_BEFORE.search(text, end - _LONGEST, end)
        if name is None or not is_person(name["name"]):
            continue
        account = None if spoken else _ACCOUNT.match(text, end, end + REACH)
        if account is not None and _SAYS_WHO.fullmatch(account["account"]):
            if not holds_common_name(name["name"]):
                continue
        elif account is not None:
            known = (
                holds_common_name(name["name"]) or "@" in account.group() or _is_nick(account["account"], name["name"])
            )
            if not known or not _is_account(account["account"]):
                continue
            yield Span(*account.span("account"), Label.USERNAME)
        yield Span(*name.span("name"), Label.NAME)


_ROLES = frozenset(
    """
    author authors maintainer editor chair lead retired emeritus deceased upstream she he they him her his from was is not and
    the inactive former founder owner manager developer contributor translator reviewer mentor work home personal via
    """.split()
)


def _is_nick(value: str, name: str) -> bool:
    """Whether a word is spelt as a nick, or holds one of the names."""
    if _SPELT.fullmatch(value) and any(map(kind_of, name.split())):
        return True
    return any(part.lower() in value.lower() for part in name.split() if len(part) > 3)


_TEAM = re.compile(r"(?=[A-Z]*[0-9])[A-Z0-9]{10}")
"""Of Apple's developers, behind whoever signs: `Apple Development: Jane Roe (AB12CD34EF)`."""


def _is_account(value: str) -> bool:
    if value.lower() in _ROLES or value.isdigit() or _TEAM.fullmatch(value):
        return False
    abbreviation = value.isupper() and value.replace("-", "").isalpha()
    return (
        not abbreviation
        and not (value.istitle() and value.isalpha())
        and is_account(value)
        and not is_organisation_account(value)
    )


RULE = Rule(
    "name_beside_account",
    {
        "name_beside_account.account": r" [A-Z][\w'\x80-\xff-]{1,20} ?\(@?[A-Za-z0-9][\w-]{1,30}\)",
        "name_beside_account.spoken": r"[\w\x80-\xff] <[\w.+-]{1,40} (?:at|AT|\(at\)|\[at\]) [\w-]",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        "by «Bjorn Klaxt» («kx77y»)",
        "by «Bjorn Klaxt» («KX77YAB12»)",
        "- «Felix Roe»(«fbroe»)",
        "  «Dhrumil Roe» (@«dhrumilroe»)\n",
        "* «K.H. Roe» <khroe AT example.org> and «Daniel Doe» <doe at example.org>",
        "«Manfred Roe» <roe AT example.org>, «Olaf\n  Fern» <fern AT example.org>\n",
        "by «Peter Brixo» («M66X»), «Quell Moss» («mossq»)",
        "           (c) 2012, «Paul Roe» («OuoU») <x@example.org>",
        "- «Paul E. Roe» (1931-1989)",
        "«Peter Miller» (links) und «Anna Smith» (rechts), «Paul Jones» (left)",
    ),
    misses=(
        "by Bjorn Klaxt (KX77YAB12C)",
        "Widget Float (left) and Text Align (right)",
        "Access Control (acl) and Virtual Machine (vm)",
        "Jane Roe (EXA-MPLE), Jane Roe (CEO), Jane Roe (Editor), Jane Roe (author)",
        "call Foo Bar(baz) and Moss Bar (1931-1989)",
        "look <value at index>",
        "see Olaf\n  Fern <fern AT example.org>, Widget\nFern <fern AT example.org>\n",
    ),
)
