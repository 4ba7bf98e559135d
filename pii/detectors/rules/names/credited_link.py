"""Whoever made something, as the text of a link: `Made by <a href="https://…">Jane</a>`, `Built with love by [Jane Roe](https://…)`,
`Coded by <Link to="https://github.com/jroe">Kestrox</Link>`.

Studios sign their work in the same way, so that a single word that is not known as a name has to link to somebody's profile.
It is a name where it has a capital and is not the account itself.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.credited_account import NOBODY
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.own_names import is_known_name
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.scan import Hit
from pii.known.names import is_given_name, kind_of
from pii.known.organisations import is_known_organisation, names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_DEEDS = (
    "made|created|developed|designed|built|coded|crafted|handcrafted|written|programmed|hacked together|redesigned|authored"
    "|maintained|website|site|app|page|template"
)
_BLANK = r"(?: |\{[\"' ]*\})*"
_WITH = rf"(?: (?:with|in|using)|{_BLANK}(?:<|:|&|[^\x00-\x7f]))[^\n]{{0,160}}"
_LEAD = re.compile(
    rf"\b(?:{_DEEDS})(?: (?:and|&|&amp;) (?:{_DEEDS}))?(?:{_WITH})?(?:\s|>)by:?\Z",
    re.IGNORECASE,
)
"""What was done and with what, a heart's element say, up to its `by`."""
_SIGHT = 240
_GAP = r"(?:&nbsp;|\{\s*[\"'`]\s*[\"'`]\s*\}|<(?:b|i|em|strong|span)(?: [^<>]{0,60})?>|\s){0,6}"
"""Between `by` and the link, and inside of it: blanks, as HTML and JSX write them, and what stresses the text."""
_WORD = r"(?P<word>@?[^\W_](?:[\w.-]{0,30}\w)?)"
_WHOLE = rf"(?:(?P<name>{NAME_IN_LINE})|{_WORD})"
_HTML = re.compile(
    rf"{_GAP}<(?:[Aa]|[A-Z]\w{{0,16}}[Ll]ink|Link)\s(?P<target>[^<>]{{0,300}})>{_GAP}{_WHOLE}\s*(?:\{{\s*[\"'`]\s*[\"'`]\s*\}})?\s*</"
)
_MARKDOWN = re.compile(rf"{_GAP}[*_]{{0,3}}\[[*_]{{0,3}}{_WHOLE}[*_]{{0,3}}\]\((?P<target>[^()\s]{{4,200}})")
_PROFILE = re.compile(
    r"(?:github|gitlab|bitbucket|codeberg|gitee|twitter|x|instagram|linkedin|behance|dribbble|codepen|dev|t|facebook)\.(?:com|org|net|io|to|me)"
    r"/(?:in/|users/|@)?(?P<account>[A-Za-z0-9][\w.-]{1,38})/?(?=[\"'?#{`\s]|\Z)"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the texts of the links at the hits."""
    for hit in hits:
        by = hit.start + len("by")
        by += text[by] == ":"
        if not _LEAD.search(text, by - _SIGHT, by):
            continue
        link = _MARKDOWN.match(text, by, by + 3 * REACH) or _HTML.match(text, by, by + 3 * REACH)
        label = _label(link) if link else None
        if link and label:
            start, end = link.span("name" if link["name"] else "word")
            yield Span(start + (text[start] == "@"), end, label)


def _label(link: re.Match[str]) -> Label | None:
    """What the text of a link is, if it is somebody."""
    if name := link["name"]:
        return Label.NAME if is_person(name) and is_known_name(name) else None
    word = link["word"].removeprefix("@")
    if word.lower() in NOBODY or names_organisation(word) or is_known_organisation(word):
        return None
    if word.istitle() and is_given_name(word) and not is_ordinary(word) and is_person(word):
        return Label.NAME
    profile = _PROFILE.search(link["target"])
    told = link["word"].startswith("@") or profile is not None and is_persons_account(profile["account"])
    if not told or not is_persons_account(word):
        return None
    shown = profile is not None and profile["account"].lower() != word.lower()
    return Label.NAME if word.istitle() and word.isalpha() and (shown or kind_of(word)) else Label.USERNAME


RULE = Rule(
    "credited_link",
    {
        "credited_link.by": (
            r"(?i)\bby:?(?:[ \t\r\n]|&nbsp;|\{[\"' ]{1,4}\}){0,6}[*_]{0,3}"
            r"(?:<a\s|<[a-z]{0,16}link\s|<(?:b|i|em|strong|span)[ >]|\[)"
        )
    },
    find,
    rank=4,
    proves=False,
    hits=(
        '<p>Made by <a href="https://www.github.com/nkroe">«Kholid»</a></p> Designed by <a href="/x">«Jane Roe»</a>',
        "Made with love by [«Gustavo»](https://example.org), created by **[«Kholid»](https://github.com/nkroe)**",
        'Coded with <i class="heart"></i> by{" "}\n  <a href="https://twitter.com/kroe" target="_blank"><b>«kestrox»</b></a>',
        '<Box>Built by <Link to="https://github.com/moss7">«moss7»</Link>, designed by <MyLink href="/x">«Anna Smith»</MyLink>',
        "Designed & developed by: [@«jroe»](https://example.org)\nCrafted with ♥ by&nbsp;<a href='/'>«Olga»</a>",
    ),
    misses=(
        'Made by <a href="https://example.org">Kholid</a>, powered by <a href="https://github.com/nkroe">Kholid</a>',
        "Made by [Widget Labs](https://example.org), built by [Creative Moss](https://example.org), made by [hand](https://x.com/roe)",
        'Made by <a href="https://github.com/microsoft">Kestrox</a> and by <a href="https://github.com/jroe">Kestrox</a>',
        "Sorted by [Olga](https://example.org), made by Olga [here](https://example.org), created by [the team](https://github.com/jroe)",
    ),
)
