"""Persons beside the address of their profile: `[Jane Roe](https://github.com/jroe)`, `"Jane Roe (https://github.com/jroe)"`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person, starts_with_given_name
from pii.detectors.scan import Hit
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_ACCOUNT = r"[A-Za-z0-9][\w.-]{0,30}"


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names and accounts at the hits."""
    targets: set[str] = set()
    for hit in hits:
        if hit.pattern == "profile_link.target" and (match := _TARGET.match(text, hit.start, hit.end + REACH)):
            if match["nick"].lower() == match["account"].lower() and is_persons_account(match["account"]):
                targets.add(match["nick"])
                yield Span(*match.span("nick"), Label.USERNAME)
    for hit in hits:
        if hit.pattern == "profile_link.target":
            continue
        if hit.pattern == "profile_link.role":
            if text[hit.start + 1 : hit.end - 2] in targets:
                yield Span(hit.start + 1, hit.end - 2, Label.USERNAME)
            continue
        if hit.pattern == "profile_link.reference":
            match = _REFERRED.search(text, line_before(text, hit.start + 1, 80), hit.end)
            if (
                match
                and is_person(match["name"])
                and starts_with_given_name(match["name"])
                and is_persons_account(match["nick"])
            ):
                yield Span(*match.span("nick"), Label.USERNAME)
                yield Span(*match.span("name"), Label.NAME)
            continue
        for label, start, end in _beside(text, hit):
            yield Span(start, end, label)


def _beside(text: str, hit: Hit) -> Iterator[tuple[Label, int, int]]:
    """`[Jane Roe](https://github.com/jroe)`, `[jroe]: https://...`, `"Jane Roe (https://...)"`, `Jane Roe (jroe[https://...])`."""
    account = _PROFILE.match(text, hit.end, hit.end + REACH)
    if account is None or not is_persons_account(account[1]):
        return
    line_start = line_before(text, hit.start + 1)
    match = _LINKED.search(text, line_start, text.index("http", hit.start))
    if match is None:
        return
    for group in ("name", "quoted"):
        if match[group] and is_person(match[group]):
            yield Label.NAME, *match.span(group)
    for group in ("account", "nickname", "alone"):
        value = match[group]
        if value and (value.lower() == account[1].lower() or group != "account") and not is_system_account(value):
            yield Label.USERNAME, *match.span(group)


_TARGET = re.compile(
    r"\.\. _[`@]?(?P<nick>[A-Za-z0-9][\w-]{1,38})`?: https?://(?:www\.)?(?:github|gitlab)\.com/(?P<account>[A-Za-z0-9][\w-]{0,38})/?(?=\s|$)"
)
"""Of reStructuredText, whose references are written `jroe`_."""
_REFERRED = re.compile(rf"\[(?P<name>{NAME_IN_LINE})\]\[(?P<nick>[A-Za-z][\w-]{{1,38}})\]$")
_PROFILE = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]{0,38})/?(?=[)\]>\"'\s]|$)", re.ASCII)
_LINKED = re.compile(
    rf"\[@?(?:(?P<name>{NAME_IN_LINE})|(?P<account>{_ACCOUNT}))\](?:\(|: )$"
    rf"|(?:^|[\"'*-] ?)(?P<quoted>{NAME_IN_LINE}) (?:<[^<>\n]*> )?\((?:(?P<nickname>{_ACCOUNT})\[)?$"
    rf"|[\"'](?P<alone>{_ACCOUNT}) (?:<[^<>\n]*> )?\($"
)


RULE = Rule(
    "profile_link",
    {
        "profile_link.target": r"\.\. _[`@]?[A-Za-z0-9][\w-]{1,38}`?: https?://",
        "profile_link.role": r"`[A-Za-z0-9][\w-]{1,38}`_",
        "profile_link.reference": r"[a-z]\]\[[A-Za-z][\w-]{1,38}\]",
        "profile_link.address": r"[(\[ ]https?://(?:www\.)?(?:github|gitlab|twitter|x)\.com/",
    },
    find,
    rank=4,
    hits=(
        "* [«Jane Roe»](https://github.com/jroe)\n",
        "* [«jroe»](https://github.com/jroe)\n",
        "[«Jane Roe»]: https://github.com/jroe\n",
        '"«Jane Roe» (https://github.com/jroe)",',
        '"«jroe» (https://github.com/jroe)", "«Kroe7» <k@example.org> (https://github.com/kroe)"',
        "- fix (`«JRoe»`_ and `x`_)\n\n.. _«JRoe»: https://github.com/jroe\n- by [«Peter Roe»][«proe»] and others\n",
        "* «Jane Roe» («jroe»[https://github.com/jroe])",
    ),
    misses=(
        '"widget (https://github.com/widget/tool)"',
        "[Read The Docs](https://github.com/example)",
        "[Jane Roe](https://github.com/jroe/tool)",
        "`tool`_\n.. _tool: https://github.com/jroe/tool\n[Read The Docs][docs]\n",
    ),
)
