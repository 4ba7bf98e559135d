"""Names in any script beside the address of a profile, in the lists of people who made something.

`- Jane - [https://github.com/jroe](…)`, `* Jane ([@jroe](…))`, `` `Jane Roe <https://github.com/jroe>`_ ``,
`[jroe](https://github.com/jroe) - **Jane Roe**`, `.. _Jane Roe: https://…`, `<sub><b>Jane</b></sub>`.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, WORD, is_person
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.known.organisations import names_organisation
from pii.known.placeholders import is_placeholder
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_HOST = (
    r"(?:github|gitlab|twitter|instagram|facebook|codeberg|bitbucket)\."
    r"(?:com|org)|x\.com|linkedin\.com/in|keybase\.io|dev\.to|t\.me"
    r"|medium\.com/@|mastodon\.social/@|sr\.ht/~|orcid\.org|users\.rust-lang\.org/u"
)
_ADDRESS = re.compile(
    rf"https?://(?:www\.)?(?:{_HOST})/?(?P<account>[A-Za-z0-9][\w.-]{{0,38}})/?(?P<after>[)\]>\"'\s|,*<}}#?]|$)",
    re.ASCII,
)
_SMALL = r"[^\W\d_A-Z][^\W\d_]{1,15}"
_NATIVE = (
    r"[^\W\d_a-zA-Z][^\s\"'`.,:;!?<>()\[\]{}=|/\\@]{1,20}(?:["
    r" \u3000·][^\W\d_a-zA-Z][^\s\"'`.,:;!?<>()\[\]{}=|/\\@]{0,20}){0,3}"
)
_PERSON = rf"(?P<name>{NAME_IN_LINE}|{_NATIVE}|{WORD}(?: [A-Z]\.?)?|{_SMALL}(?: {_SMALL}){{0,2}})"
_MARK = r"[*_~`]{0,3}"
_NICK = r"(?: ?\([^()\n]{1,30}\))?"
_BULLET = r"(?:^|\n)[ \t>]{0,12}(?:[-*+•|]|\d{1,3}\.)[ \t]{1,4}"
_ACCOUNT = r"@?[A-Za-z0-9][\w.-]{0,38}"
_BEFORE = (
    # [Jane](…), [**Jane**](…), [(Jane)](…), [@jroe](…) does not say a name
    re.compile(rf"\[{_MARK}\(?{_PERSON}\)?{_NICK}{_MARK}\](?:\(|: ?<?)$"),
    # .. _Jane Roe: …, .. _`Jane Roe`: …, `Jane Roe <…>`_
    re.compile(rf"(?:\.\. _`?{_PERSON}`?: +|`{_PERSON.replace('?P<name>', '?P<other>')} ?<)$"),
    # Jane (https://…), Jane - https://…, Jane ([@jroe](…), Jane: [jroe](…), | Jane | [jroe](…)
    re.compile(
        rf"{_BULLET}{_MARK}{_PERSON}{_MARK}{_NICK}{_MARK}[ \t]{{0,20}}(?:[-–—:,|/][ \t]{{0,20}})?(?:aka |alias )?[(<`{{]?"
        rf"(?:\[{_MARK}(?:{_ACCOUNT}|https?://[^\]\s]{{3,60}}){_MARK}\]\(|`?{_ACCOUNT} <)?<?$"
    ),
)
_AFTER = re.compile(
    # [jroe](…) - **Jane Roe**, [jroe](…) (Jane Roe), <a href="…">Jane Roe</a>, …"><sub><b>Jane</b></sub>
    rf"\)[ \t]{{0,4}}(?:[-–—:|][ \t]{{0,4}})?{_MARK}\(?{_PERSON}\)?{_MARK}[ \t]*(?=\r?\n|$|[|,])"
    rf"|[\"'][^<>\n]{{0,80}}>(?:<img[^<>\n]{{0,300}}>)?(?:<br ?/?>)?\s{{0,8}}(?:<"
    rf"(?:sub|b|strong|span|small)>){{0,3}}{_PERSON.replace('?P<name>', '?P<shown>')}</"
)
_NOBODY = frozenset(
    """
    source code repo repository profile contributors contributor author authors website home homepage page link here
    follow star fork     issues docs documentation blog email contact team project demo portfolio linkedin twitter
    github gitlab facebook instagram maintainer     maintainers organization organisation mirror releases about me
    my us tutorial original credits credit license app web site
    """.split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        start = hit.start + 1
        address = _ADDRESS.match(text, start, hit.end + REACH)
        if address is None or not is_persons_account(address["account"]):
            continue
        line = max(0, line_before(text, start) - 1)
        matches = [expression.search(text, line, start) for expression in _BEFORE]
        matches.append(_AFTER.match(text, address.start("after"), address.end() + 3 * REACH))
        for match in matches:
            place = _name(match, address["account"]) if match is not None else None
            if place is not None:
                yield Span(*place, Label.NAME)
                break


def _name(match: re.Match[str], account: str) -> tuple[int, int] | None:
    group = next(group for group in ("name", "other", "shown") if match.groupdict().get(group))
    return match.span(group) if _is_name(match[group], account) else None


def _is_name(value: str, account: str) -> bool:
    parts = value.lower().split()
    if not _NOBODY.isdisjoint(parts) or is_placeholder(value) or not is_person(value) or names_organisation(value):
        return False
    if not value[0].isascii():
        return True
    if len(parts) > 1:
        return value[0].isupper() or any(map(kind_of, parts))
    return bool(kind_of(value)) and (value[0].isupper() or value.lower() != account.lower())


RULE = Rule(
    "profile_name",
    {"profile_name.address": rf"[(\[ <\"':`|]https?://(?:www\.)?(?:{_HOST})/?[A-Za-z0-9]"},
    find,
    rank=5,
    proves=False,
    hits=(
        "- «Jane» - [https://github.com/jroe](https://github.com/jroe)\n",
        "* «김민준» ([@jroe](https://github.com/jroe))\n",
        "      `«Anna Roe» <https://github.com/jroe>`_,\n",
        ".. _«Mei Roe»: https://github.com/jroe\n",
        "* [__«Kim Roe»__](https://github.com/jroe),\n",
        "  * [jroe](https://github.com/jroe) - **«Adam Roe»**\n",
        "- Fix it [(«Ivan Roe»)](https://github.com/jroe)\n",
        '<a href="https://github.com/jroe"><img src="x?v=4" width="60px;" alt=""/><br /><sub><b>«Max»</b></sub></a>',
        "| «Jane Roe» | [@jroe](https://github.com/jroe) |\n",
        "* «Lin Roe» (https://twitter.com/jroe)\n",
        "- «jane roe» - https://www.linkedin.com/in/jroe\n",
        "[«Алексей Рой»](https://github.com/jroe)\n",
        "- «jane» - https://github.com/jroe\n",
        "- «Jane» - https://github.com/jane\n",
        "- «Brixo Fernlark» - https://github.com/jroe\n",
        '<a href="https://github.com/jroe"'
        + " " * 80
        + "><img"
        + "x" * 300
        + "><br />"
        + " " * 8
        + "<strong>" * 3
        + "«Jane Brixolarkmist Fernlarkmosser Larkmistbrixo Mossla»</",
    ),
    misses=(
        "* [Source Code](https://github.com/jroe)\n",
        "* [jroe](https://github.com/jroe)\n",
        "- Widget - https://github.com/jroe/widget\n",
        "- [Follow](https://twitter.com/jroe) me\n",
        "see https://github.com/jroe for Jane\n",
        "[Docs](https://github.com/microsoft)\n",
        "- Möxbrix - https://github.com/jroe\n",
        "- Brixo - https://github.com/jroe\n",
        "- jane - https://github.com/jane\n",
        '<a href="https://github.com/jroe"'
        + " " * 80
        + "><img"
        + "x" * 300
        + "><br />"
        + " " * 8
        + "<strong>" * 3
        + "Jane Brixolarkmist Fernlarkmosser Larkmistbrixo Mosslar</",
    ),
)
