"""Whoever signs with the account of the address, or in small letters with a name that it is made of: `jroe <jroe@example.org>`,
`"jane roe <jane@example.org>"`; and the one word before the bare address of a maintainer: `MAINTAINER jroe jroe@example.org`,
an author's account in the place of an address: `@Author: Jane Roe <jroe>`, and as the name beside it:
`"name": "JROE", "email": "jroe@example.org"`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.accounts.credited_account import NOBODY
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import SIGNED, Rule
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.rules.names.person_name import NAME_IN_LINE, WORD, is_person
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.known.placeholders import is_placeholder
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_LOCAL_PART = re.compile(r"[A-Za-z0-9][\w.+-]*+(?=@)", re.ASCII)
_ACCOUNT = re.compile(r"[A-Za-z][\w.-]*$", re.ASCII)
_GROUP_ENDS = tuple(
    f"{sign}{word}" for sign in "-_." for word in "core team dev devel developers maintainers users".split()
)
_NAME_BEFORE = re.compile(r"[^\W\d_]\.? $")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts before the addresses at the hits."""
    for hit in hits:
        if reader := _READERS.get(hit.pattern):
            yield from reader(text, hit)
            continue
        local = _LOCAL_PART.match(text, hit.start + 3, hit.start + REACH)
        if local is None:
            continue
        line = line_before(text, hit.start)
        if (name := _SMALL_NAME.search(text, line, hit.start + 1)) and _fits(name["name"], local.group().lower()):
            yield Span(*name.span("name"), Label.NAME)
            continue
        account = _ACCOUNT.search(text, line, hit.start + 1)
        if account is None or account.group().lower() != local.group().lower() or is_system_account(account.group()):
            continue
        if account.group().lower().endswith(_GROUP_ENDS):
            continue  # ESS-core <ess-core@example.org>, a list that many read
        before = text[line : account.start()]
        if _NAME_BEFORE.search(before) and not before.endswith(": "):
            continue  # Jane jroe <jroe@...>
        if not account.group().istitle():
            yield Span(*account.span(), Label.USERNAME)


_BARE = "own_address.bare"
_MAINTAINER = re.compile(
    r"(?:MAINTAINER[ \t]+|\w+[ \t]+(?=[\"'])|\w+[\"']?[ \t]*[=:][ \t]*)[\"']?"
    r"(?!(?i:e?-?mail|contact|see|write|via|ask|by|at)\b)(?P<word>[A-Za-z][\w-]+),?[ \t]+[\w.+-]+@\w",
    re.ASCII,
)


def _before_bare(text: str, hit: Hit) -> Iterator[Span]:
    """The word before an address without brackets, alone behind the word for a maintainer."""
    match = _MAINTAINER.match(text, hit.start, hit.end + REACH)
    word = match["word"] if match else ""
    if match is None or word.lower() in NOBODY or not is_person(word) or not is_persons_account(word, owner=True):
        return
    label = Label.NAME if word.istitle() and kind_of(word) else Label.USERNAME
    yield Span(*match.span("word"), label)


_IN_PLACE = "own_address.in_place"
_AUTHOR = re.compile(
    rf"(?:\w+ [Bb]y|\w+)[ \t:]+(?P<name>{NAME_IN_LINE}|{WORD})"
    r" ?<@?(?P<account>[A-Za-z][\w.-]{1,38}\w)>(?=[ \t]*(?:[,;*]|\r?\n|$))"
)
_TAGS = frozenset("div span strong small code html body font center".split())
"""Of HTML: `Author: Jane Roe <span>`."""


def _in_place(text: str, hit: Hit) -> Iterator[Span]:
    """The account in the brackets of an address, behind an author's name."""
    match = _AUTHOR.match(text, hit.start, hit.end + REACH)
    account = match["account"] if match else ""
    if match is None or account.lower() in NOBODY | _TAGS or is_placeholder(account):
        return
    known = is_person(match["name"]) and any(kind_of(word) and not is_ordinary(word) for word in match["name"].split())
    if known and is_account(account) and is_persons_account(account):
        yield Span(*match.span("account"), Label.USERNAME)


_BESIDE = "own_address.beside"
_FIELDS = re.compile(
    r"\w+[\"']?\s?(?:=>|[:=])\s?[\"'](?P<account>[A-Za-z0-9][\w.-]+)[\"'],\s*[\"']?e-?mail[\"']?\s?(?:=>|[:=])\s?[\"']"
    r"(?P=account)@",
    re.ASCII | re.IGNORECASE,
)


def _beside(text: str, hit: Hit) -> Iterator[Span]:
    """The account of an address as the name of whom it belongs to."""
    match = _FIELDS.match(text, hit.start, hit.end + REACH)
    account = match["account"] if match else ""
    if match is None or account.lower() in NOBODY or not is_account(account) or kind_of(account):
        return
    if is_persons_account(account, owner=True):
        yield Span(*match.span("account"), Label.USERNAME)


_READERS = {_BARE: _before_bare, _IN_PLACE: _in_place, _BESIDE: _beside}
_SMALL_NAME = re.compile(
    r"(?:\b(?:[Aa]uthors?|[Mm]aintainers?|[Cc]ontributors?|[Cc]ommitter|[A-Z][a-z-]+-[Bb]y|From|Cc)[\"']?\]?\s?(?:=>|[:=])?[ \t]*"
    r"[\[({]?\s?[\"']?|^[ \t]*[\"']|[\[,][ \t]*[\"'])(?P<name>[^\W\d_A-Z]{2,20}(?: [^\W\d_A-Z]{1,20}){1,3})\Z",
    re.MULTILINE,
)
"""Words in small letters, alone behind the word for an author or the opening quote of a literal."""


def _fits(name: str, local: str) -> bool:
    """Whether the name is a person's, and the account of the address is made of its words."""
    words = name.split()
    if not is_person(name) or not name.islower() or is_system_account(local):
        return False
    plain = local.replace(".", "").replace("_", "").replace("-", "")
    whole = all(word in plain for word in words) or plain == words[0][0] + words[-1]
    part = any(len(word) > _SHORT and word in plain for word in (words[0], words[-1]))
    return whole or part and any(kind_of(word) and not is_ordinary(word) for word in words)


_SHORT = 2
"""Letters of a word that stands in many accounts."""

RULE = Rule(
    "own_address",
    SIGNED
    | {
        _BARE: r"(?i)\b(?:maintainer|author)[\"']?[ \t]{0,3}[ =:][ \t]{0,3}[\"']?[a-z][\w-]{1,30},?[ \t][\w.+-]{1,40}@",
        _IN_PLACE: (
            r"(?i)(?:author|maintainer|developer|(?:created|modified|written|changed) by)s?[ \t:]{1,12}"
            r"[A-Z\xc3][^\n<>]{2,50}<@?[a-z][\w.-]{1,38}>"
        ),
        _BESIDE: r"(?i)\bname[\"']?\s?[:=]>?\s?[\"'][\w.-]{2,38}[\"'],\s{0,40}[\"']?e-?mail[\"']?\s?[:=]",
    },
    find,
    rank=4,
    hits=(
        "# Maintainer: «jroe-roe» <jroe-roe@example.org>\n",
        '{"name": "«JROE»", "email": "JROE@users.example.com"}\n  "name": "«jroe-x»",\n  "email": "jroe-x@example.org"\n',
        "# @Author: Roe Jane <«JRoe»>\n * @author Jane Roe <«jroe»>\n * @Last Modified by:   Jane Roe <@«kittyfan99»>\n",
        'LABEL maintainer="«jroe» jroe@example.org"\nMAINTAINER «kestrox», k@example.org\nMAINTAINER «Sebastian» s@example.org\n',
        " -- «jroe» <jroe@example.org>  Wed, 01 Jan 2020 00:00:00 +0000",
        "  - 'jroe2 <x@example.org>', «kroe» <kroe@example.org>",
        "Author-email: «noroe» <noroe@example.org>",
        'authors = ["«linnea haugen» <linnea@fern.test>", "«qim brixo» <qbrixo@fern.test>"]',
        "Author: «jane roe» <jane.roe@example.org>\n  '«kim de low» <kim@example.org>',\nAcked-by: «eva moe» <moe@example.org>\n",
    ),
    misses=(
        "# Maintainer: jroe-core <jroe-core@example.org>\n",
        '{"name": "info", "email": "info@example.org"}\n{"name": "JROE", "email": "x@example.org"}\n',
        '{"name": "Jane", "email": "jane@example.org"}\n',
        "# @Author: Jane Roe <https://example.org>\n * @author Jane Roe <jane@example.org>\n@param Jane Roe <jroe>\n",
        " * @author Jane Roe <T>\nAuthor: Jane Roe <br>\nAuthor: Jane Roe <span>\nAuthor: Map <String> x\nby Jane Roe <email>\n",
        "Author: Brixo Glimm <jroe>\nfollowed by Jane Roe <jroe>\nAuthor: Jane Roe <jroe> and more\n",
        'LABEL maintainer="support support@example.org"\nMAINTAINER root root@example.org\nmaintainer the team@example.org\n',
        "the maintainer at jroe@example.org\nAuthor: email jroe@example.org\nask the author kestrox k@example.org\n",
        'LABEL maintainer="jroe@example.org"\nLABEL description="jroe jroe@example.org"\nmaintainer: Jane Roe jane@example.org\n',
        "std::pair<a, b> <c>",
        "Jane jroe <jroe@example.org>",
        "Jane <jane@example.org>",
        "root <root@example.org>",
        'authors = ["linnea haugen <moss@fern.test>", "brixo support <support@fern.test>"]\n"release team <release@fern.test>"',
        'write to jane roe <jane@example.org>, sender = "widget news <news@example.org>"\nauthor: our mark <mark@example.org>\n',
        "tool <x@example.org>",
    ),
)
