"""Accounts in credits of changelogs and comments: `Patch contributed by jroe.`, `[@jroe]`, `Maintainer: @jroe`."""

from collections.abc import Callable, Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.accounts.credited_account import NOBODY, is_made_up
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_after, line_before

_LONGEST = 400
"""Characters of an entry or a list."""

_HANDLE = r"[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+){0,3}"
_DEED = (
    r"(?:[Pp]atch(?:es)?(?: was)?|[Ff]ix(?:es)?|[Bb]ased on work|[Ii]dea|[Rr]eported|[Pp]ull request)"
    r" (?:contributed |provided |submitted |suggested |written |reported )?by"
    r"|\([Cc]ontributed by|\([Rr]eported by|\([Ss]uggested by|\([Ff]ixed by|[Cc]ontributed by"
)
_CHANGED = r"[Uu]pdated by|[Mm]odified by|[Pp]orted by|[Rr]ewritten by"
"""Said of values, too: only at the start of a comment's line does it say who did it."""
_OPENS = re.compile(r"[ \t]*(?:/?\*+|//+|#+|;+|--+|%+)[ \t]*")
_LISTED = re.compile(rf"(?:{_HANDLE})(?:(?:, ?|/| and | & ){_HANDLE}){{0,5}}", re.ASCII)
_AFTER_DEED = re.compile(r"[ \t]*(?:[.;)\]](?!\w)|\*/|\r?\n|$|on \d|<|\(#)")
_WORD = re.compile(_HANDLE, re.ASCII)
_BRACKETED = re.compile(rf"[ \t(]\[@(?P<account>{_HANDLE})\](?![(\w\[])", re.ASCII)
_ENTRY = re.compile(r"[ \t]*(?:[-*+•]|\d+\.)[ \t]+\S")
_LABELLED = re.compile(
    rf"[^\W\d_]+[*_`]{{0,3}}[ \t]?[:：][ \t]?[*_`]{{0,3}}@(?P<account>{_HANDLE})(?![\w./({{=-])", re.ASCII
)
_ACCLAIM = r"(?:[Ss]hout[ -]?[Oo]uts?(?: goes)?(?: to)?|[Kk]udos(?: go(?:es)?)? to|[Hh]at[ -]tip(?: to)?|[Hh]/[Tt])"
_ACCLAIMED = re.compile(
    rf"{_ACCLAIM}:? @?(?P<account>{_HANDLE})(?![\w/-]|\.\w)(?P<ends>[ \t]*(?:[.;)\]!]|\r?\n|$))?", re.ASCII
)
_SPELT = re.compile(r"[\w-]*\d|[\w-]*[a-z][\w-]*[A-Z][\w-]*")
"""As no word is, a hyphen apart: `kudos to co-workers`."""

_HOSTED = re.compile(
    rf".(?:github|gitlab|bitbucket|codeberg|twitter|mastodon):@?(?P<account>{_HANDLE})"
    r"(?=[ \t]{2}|[ \t]*(?:[),;|]|\*/|\r?\n|$))",
    re.ASCII,
)
_NAMED = re.compile(r"[^\W\d_][\w.'’-]+ (?:[A-Z]\.? )?[^\W\d_][\w.'’-]+")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        for start, end in _FINDERS[hit.pattern](text, hit):
            yield Span(start, end, Label.USERNAME)


def _deed(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    if hit.pattern == "credit_line.changed" and not _OPENS.fullmatch(text, line_before(text, hit.start), hit.start):
        return
    listed = _LISTED.match(text, hit.end - 1, hit.end + REACH)
    if listed is None or not _AFTER_DEED.match(text, listed.end()):
        return
    for word in _WORD.finditer(text, *listed.span()):
        if word.group() != "and" and _is_persons(word.group()) and is_made_up(word.group()):
            yield word.span()


def _one(expression: re.Pattern[str], entry: bool = False) -> Callable[[str, Hit], Iterator[tuple[int, int]]]:
    def find_one(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
        match = expression.match(text, hit.start, hit.end + REACH)
        if match is None or not is_persons_account(match["account"]):
            return
        if entry and not _ENTRY.match(text, line_before(text, hit.start, _LONGEST), hit.end):
            return
        yield match.span("account")

    return find_one


def _acclaimed(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`Shoutout JaneRoe (https://…)`: whoever is spelt as no word; a word in small letters only where a hat is tipped to it."""
    match = _ACCLAIMED.match(text, hit.start, hit.end + REACH)
    if match is None or text[hit.start - 1 : hit.start] in ("-", "_", ".", "/") or not _is_persons(match["account"]):
        return
    value = match["account"]
    tipped = match["ends"] is not None and text[hit.start] in "Hh"
    if _SPELT.fullmatch(value) or tipped and value.islower() and is_made_up(value):
        yield match.span("account")


def _hosted(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`//  Jane Roe    github:jroe`: an account with its site, on a line of a comment or a list that names somebody."""
    match = _HOSTED.match(text, hit.start, hit.end + REACH)
    if match is None or not _is_persons(match["account"]):
        return
    line = line_before(text, hit.start, _LONGEST)
    opened = _OPENS.match(text, line)
    if not (opened and opened.group().strip() or _ENTRY.match(text, line, hit.end)):
        return
    names = _NAMED.finditer(text, line, line_after(text, hit.end))
    if any(is_given_name(name.group().split()[0]) for name in names):
        yield match.span("account")


def _is_persons(value: str) -> bool:
    if value.startswith("lib"):
        return False  # a library
    return value.lower() not in NOBODY and is_account(value) and is_person(value) and is_persons_account(value)


_FINDERS = {
    "credit_line.deed": _deed,
    "credit_line.changed": _deed,
    "credit_line.bracketed": _one(_BRACKETED, entry=True),
    "credit_line.labelled": _one(_LABELLED),
    "credit_line.acclaimed": _acclaimed,
    "credit_line.hosted": _hosted,
}

RULE = Rule(
    "credit_line",
    {
        "credit_line.deed": rf"(?:{_DEED}) [A-Za-z]",
        "credit_line.changed": rf"(?:{_CHANGED}) [A-Za-z]",
        "credit_line.bracketed": r"[ \t(]\[@[A-Za-z][\w-]{1,38}\]",
        "credit_line.labelled": (
            r"(?i)(?:authors?|autore?s?|autora|auteur|maintainer|owner|contact|developer|desenvolvedor|desarrollador|creator"
            r"|credits?)[*_`]{0,3}[ \t]?(?::|\xef\xbc\x9a)[ \t]?[*_`]{0,3}@[a-z]"
        ),
        "credit_line.acclaimed": rf"\b{_ACCLAIM}:? @?[A-Za-z]",
        "credit_line.hosted": r"[ \t(,<](?:github|gitlab|bitbucket|codeberg|twitter|mastodon):@?[A-Za-z]",
    },
    find,
    rank=4,
    hits=(
        "Fixed a bug where x. Patch contributed by «JaneRoe».\n",
        "Fixed the menus. Patch contributed by «jroe»/«kroe12».\n",
        "- Fixed a test (contributed by «jroe»)\n",
        " * updated by «jroe»\n",
        "* Fix x [@«jroe»]\n",
        "> **Maintainer**：@«jroe» — x\n",
        '  echo "  Autor: @«jroe» development"\n',
        "// Shoutout «JaneRoe» (https://example.org/x)\n(h/t «jroe»)\nHat tip to «KimLow» for it\nshout-out to «moss-Brix».\n",
        "Kudos to @«jroe7» for x, kudos go to «KimLow»!\n",
        "//    Jane Roe      github:«alxroe»       Karl Moss\n",
        "# Jane Roe (gitlab:«jroe», twitter:@«jr_oe»)\n- Kim Low github:«klow7»\n",
    ),
    misses=(
        "the report by month/quarter, Report by region, as reported by libmoss\n",
        "//    Jane Roe      github:actions       Karl Moss\n# Jane Roe github:jroe/tool github:token=x\nJane Roe github:jroe\n",
        "# see github:jroe\n// Quick Widget  github:kroe\n",
        "updated by default\nmodified by hand.\nfix provided by users\n",
        "values are updated by calling f()\nas modified by redirections.\n// Will be updated by tick\n",
        "//a[@href] and x [@id]\n* see x[@id]\n",
        "by: @jroe\nauthor: @jroe.name\n",
        "Patch contributed by jroe12 of the team\n",
        "- Fix x [@google]\n> x [@jroe]\n",
        "Author: @microsoft — x\n",
        "a shout out to everyone for x\nshoutout to the team.\nwidth/t x; kudos to jroe for x, h/t jroe said\n",
        "Shoutout microsoft (x), pass props to KimLow, kudos to co-workers, kudos to ReadMe.md, h/t jroe.example.org\n",
    ),
)
