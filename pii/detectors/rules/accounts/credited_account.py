"""Accounts in the place of an author's name: `Author: jroe77`, `@author kroeDev`, `Credit: jroe`, `Copyright 2021, jroe`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.addresses.domains import TOP_LEVEL_DOMAINS
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.known.organisations import is_organisation_account, names_organisation
from pii.known.placeholders import is_placeholder
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before, text_before

_CREDITED = re.compile(
    r"(?i:@?authors?(?: ?:)?|\bby:|credits?(?: to)?:|(?:created|written|made|coded|developed) by:?"
    r"|(?:maintainer|developer|coder) ?:|copyright:?(?: \(c\)|©)? ?\d{4}(?:[-,] ?\d{4})*,?(?: by)?)"
    r"[ \t]+[\"']?@?(?P<account>[A-Za-z][\w-]{2,30})[\"']?[ \t]*(?=[,.]?[ \t]*(?:\*/|-->)?\r?(?:\n|$)|<|\((?!\))|on \d)",
    re.ASCII | re.MULTILINE,
)
_DOTTED = re.compile(
    r"@[Aa]uthor:?[ \t]+@?(?P<account>(?P<given>[a-z]{2,20})\.(?P<family>[a-z][a-z0-9_-]{1,20}))"
    r"(?=[.,;]?[ \t]*(?:\*/|-->)?\r?(?:\n|$)|,[ \t]|[ \t]*[<(@\d])",
    re.ASCII,
)
"""Of Javadoc and its kin: an account of given and family name, in small letters."""
_PROFILED = re.compile(
    r"(?:@?[Aa]uthors?|作者|開發者|开发者)[ \t]?[:：][ \t]*(?P<account>[A-Za-z][\w-]{2,30})[ \t,;|(<-]{1,4}https?://[\w.]+/[\w@]",
    re.ASCII,
)
"""One word, and the address of a profile behind it."""
_NAMED_AUTHOR = r"name=[\"']author[\"']"
_CONTENT = r"content=(?P<quote>[\"'])(?P<account>[a-z][a-z0-9_-]{3,30})(?P=quote)"
_META = tuple(re.compile(f"<meta {both}") for both in (f"{_NAMED_AUTHOR} {_CONTENT}", f"{_CONTENT} {_NAMED_AUTHOR}"))
"""The author of a page, in either order of the attributes."""
_SPOKEN = re.compile(
    r"[A-Za-z]+(?: [a-z]+)? (?:by|to) [\"'`*@]{0,2}(?P<account>[A-Za-z][\w-]{2,30})[\"'`*_]{0,2}"
    r"(?=[.,;:)]+(?:\s|$)|\s*$|\s+[(<-])",
    re.ASCII | re.MULTILINE,
)
"""`patch by jroe`, where the clause ends."""
_ATTRIBUTE = re.compile(
    r"[\w-]+(?::\w+)?(?:\\?[\"'])?\]?(?:\s?(?:=>|[:=])\s?\\?[\"']|>)(?P<account>[A-Za-z][\w.-]{2,30})(?:\\?[\"']|</)",
    re.ASCII,
)
_NOTICE = re.compile(
    r"copyright ?= ?[uf]?(?P<quote>[\"'])(?:[Cc]opyright |\([cC]\) |© )?"
    r"\d{4}(?:[-–, ]+(?:\d{4}|[Pp]resent|now))*,? (?:by )?"
    r"(?P<account>[A-Za-z][\w-]{2,30})(?P=quote)[ \t]*(?=\r?\n|$|#)"
)
"""In the configuration of Sphinx: `copyright = '2019, jroe'`."""
_PROJECT = re.compile(r"^project ?= ?[uf]?[\"'](?P<name>[^\"'\n]{2,60})[\"']", re.MULTILINE)
_ENDS_LABEL = r"(?=(?:,[ ]?[A-Za-z][\w-]{2,30}){0,8}[\"']?,?[ \t]*\\?\r?(?:\n|$))"
_IMAGE = re.compile(
    r"(?:[A-Z]+ [\w.]+[= ]|\"?(?:[\w.]+\.)?(?:maintainers?|authors)(?:[\"']: ?(?=[\"'])|=))[\"']?"
    rf"(?P<account>[A-Za-z][\w-]{{2,30}}){_ENDS_LABEL}",
    re.ASCII,
)
"""An image's label, as it is set and as it is shown: `LABEL maintainer=jroe`, `"maintainer": "jroe,kroe"`."""
_FURTHER = re.compile(rf",[ ]?(?P<account>[A-Za-z][\w-]{{2,30}}){_ENDS_LABEL}", re.ASCII)
"""The next of the accounts of a label."""
_RELEASED = re.compile(r" by (?P<account>[A-Za-z0-9][\w-]{1,38}) in $", re.ASCII)
"""Before the address of what was merged, in the notes of a release: `Add x by jroe in https://github.com/...`."""
_ALIAS = re.compile(
    r"[\w. ]+? [\"'`@]{0,2}(?P<account>[a-z][\w-]{2,30}|[A-Z]\w*\d\w*)[\"'`]?(?=[.,;:)\]>]|\s*(?:\n|$)| -| <)", re.ASCII
)
"""`Jane Roe, aka jroe`."""
_PERSON_BEFORE = re.compile(r"(?P<given>[^\W\d_]{3,20})(?: [^\W\d_][\w.'-]{0,20}){0,2}[,;]? [(\[]?$")
_MADE_UP = re.compile(r"[a-z][a-z0-9_-]*|\w*\d|\w*[a-z]\w*[A-Z]\w*|[A-Z][A-Z]+[a-z]\w*")
"""Unlike any capitalised name: lower case, a digit at its end, capitals inside."""
_SENTENCE = re.compile(r"[^\W_]")
"""Before a deed on its line: files, too, are created by something."""
NOBODY = frozenset(
    """
    unknown various anonymous default me us you the see none null string name author authors self himself git svn date
    todo generated automatically auto myself hand everyone nobody team staff community members design google apple
    function objectid tags tag users user them him her it others contributors anyone someone people customers clients
    many several cron script scripts setup installer autoconf configure root system tests maintainer maintainers
    developers upstream this that using adding changing id type value version number size time key index state status
    """.split()
)
"""What stands in an author's place without naming one."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        if text[hit.start - 1 : hit.start] in ("-", "_", "."):
            continue  # managed-by: is a label
        if hit.pattern == "credited_account.spoken" and text_before(text, hit.start, 3) == "as ":
            continue  # as reported by a program
        if hit.pattern == "credited_account.deed" and _SENTENCE.search(text, line_before(text, hit.start), hit.start):
            continue
        match = _FINDERS.get(hit.pattern, _credited)(text, hit)
        while match is not None:
            if hit.pattern in _OF_SPHINX and is_documented_project(text, match.span("account")):
                break
            label = _label(match["account"], hit.pattern in _ONE_WORD)
            if label is not None:
                yield Span(*match.span("account"), label)
            match = _FURTHER.match(text, match.end()) if hit.pattern in _LABELS_OF_IMAGES else None


def is_documented_project(text: str, place: tuple[int, int]) -> bool:
    """Whether the configuration of Sphinx around calls the project as the word at the place."""
    project = _PROJECT.search(text, place[0] - _SIGHT, place[1] + _SIGHT)
    return project is not None and project["name"].lower() == text[slice(*place)].lower()


def _label(value: str, alone: bool) -> Label | None:
    """What the word in an author's place is, which stands `alone` there or among others: a name, an account or neither."""
    if alone and value.istitle() and is_given_name(value):
        return Label.NAME
    if not _is_account(value):
        return None
    return Label.NAME if is_given_name(value) else Label.USERNAME


_ONE_WORD = ("credited_account.attribute", "credited_account.maker")
"""Places that hold one word: a given name there is a person's."""
_OF_SPHINX = ("credited_account.notice", "credited_account.attribute")
_SIGHT = 600
"""Characters on either side in which a configuration names its project."""
_LABELS_OF_IMAGES = ("credited_account.image", "credited_account.shown")


def _credited(text: str, hit: Hit) -> re.Match[str] | None:
    return _CREDITED.match(text, hit.start, hit.end + REACH) or _dotted(text, hit) or _profiled(text, hit)


def _dotted(text: str, hit: Hit) -> re.Match[str] | None:
    """`@author jane.roe`, no `@author example.org`."""
    match = _DOTTED.match(text, hit.start, hit.end + REACH)
    if match is None or match["family"] in TOP_LEVEL_DOMAINS and not is_given_name(match["given"]):
        return None
    return match


def _profiled(text: str, hit: Hit) -> re.Match[str] | None:
    return _PROFILED.match(text, hit.start, hit.end + REACH)


def _meta(text: str, hit: Hit) -> re.Match[str] | None:
    return next((match for form in _META if (match := form.match(text, hit.start, hit.end + REACH))), None)


def _attribute(text: str, hit: Hit) -> re.Match[str] | None:
    return _ATTRIBUTE.match(text, hit.start, hit.end + REACH)


def _notice(text: str, hit: Hit) -> re.Match[str] | None:
    return _NOTICE.match(text, hit.start, hit.end + REACH)


def _image(text: str, hit: Hit) -> re.Match[str] | None:
    return _IMAGE.match(text, hit.start, hit.end + REACH)


def _spoken(text: str, hit: Hit) -> re.Match[str] | None:
    return _SPOKEN.match(text, hit.start, hit.end + REACH)


def _released(text: str, hit: Hit) -> re.Match[str] | None:
    start = hit.end - len("https://")
    return _RELEASED.search(text, line_before(text, start, REACH), start)


def _alias(text: str, hit: Hit) -> re.Match[str] | None:
    if (match := _ALIAS.match(text, hit.start, hit.end + REACH)) is None:
        return None
    before = _PERSON_BEFORE.search(text, line_before(text, hit.start, REACH), hit.start)
    return match if before and is_given_name(before["given"]) else None


_FINDERS = {
    "credited_account.alias": _alias,
    "credited_account.spoken": _spoken,
    "credited_account.released": _released,
    "credited_account.attribute": _attribute,
    "credited_account.notice": _notice,
    "credited_account.maker": _attribute,
    "credited_account.image": _image,
    "credited_account.shown": _image,
    "credited_account.own": _profiled,
    "credited_account.meta": _meta,
}


def is_made_up(value: str) -> bool:
    """Whether a word is written as no capitalised name is."""
    return _MADE_UP.fullmatch(value) is not None


_COLUMN = re.compile(r"(?i:(?:cre|upd|del)ated|modified|changed|added|posted|written|owned|assigned)_(?:by|at|on)")
"""Who did it, as tables call the column."""


def _is_account(value: str) -> bool:
    if (
        _COLUMN.fullmatch(value)
        or not is_made_up(value.replace(".", ""))
        or value.lower() in NOBODY
        or is_placeholder(value)
        or names_organisation(value)
    ):
        return False
    return is_account(value) and not is_organisation_account(value, owner=True)


RULE = Rule(
    "credited_account",
    {
        "credited_account.label": (
            r"(?:@[Aa]uthor|[Aa]uthors? ?:|\b[Bb]y:|[Cc]redits?:|[Mm]aintainer ?:|[Dd]eveloper ?:|[Cc]oder:)[ \t]{1,8}"
            r"[\"'@]{0,2}[A-Za-z]"
        ),
        "credited_account.own": as_bytes(["作者", "開發者", "开发者"]),
        "credited_account.meta": r"<meta (?:name=[\"']author[\"'] )?content=[\"'][a-z]",
        "credited_account.deed": r"(?:[Cc]reated|[Ww]ritten|[Mm]ade|[Cc]oded|[Dd]eveloped) [Bb]y:? {1,3}@?[A-Za-z]",
        "credited_account.spoken": (
            r"(?:[Cc]ontributed|[Rr]eported|[Ss]uggested|[Ss]ubmitted|[Pp]atch(?:es|ed)?|[Ff]ix|[Ii]mprovements?|[Tt]ranslated"
            r"|[Tt]ranslations?|[Pp]atch(?:es)? (?:contributed|provided|sent)) by [\"'`*@]{0,2}[A-Za-z]"
            r"|(?:[Tt]hanks|[Tt]hx|[Cc]redits?|[Pp]rops|[Kk]udos) to [\"'`*@]{0,2}[A-Za-z]"
        ),
        "credited_account.released": r"\w in https://",
        "credited_account.image": (
            r"\b(?:ARG|LABEL|ENV) [\w.]{0,40}(?:AUTHORS?|VENDOR|MAINTAINERS?|authors?|vendor|maintainers?)[= ][\"']?[A-Za-z]"
        ),
        "credited_account.shown": (
            r"(?:\"(?:maintainers?|org\.opencontainers\.image\.authors)\": ?\""
            r"|\b(?:maintainer|opencontainers\.image\.authors)=\"?)[A-Za-z]"
        ),
        "credited_account.attribute": (r"(?i)(?:\b|_)(?:author|initial-creator|dc:creator)(?:\s?=\s?\\?[\"']|>)[a-z]"),
        "credited_account.notice": r"\bcopyright ?= ?[uf]?[\"'][^\"'\n]{0,12}\d{4}",
        "credited_account.maker": (
            r"(?i)(?:changed|created|modified|updated|saved|uploaded|posted|submitted|approved|assigned|requested|reported)[_-]?by"
            r"(?:\\?[\"'])?\]?(?:\s?(?:=>|[:=])\s?\\?[\"']|>)[a-z]"
        ),
        "credited_account.alias": r"\b(?:aka|AKA|a\.k\.a\.|also known as|alias) [\"'`@]{0,2}[A-Za-z]",
        "credited_account.copyright": r"[Cc]opyright:? (?:\([cC]\) )?\d{4}[-,\d ]{0,12} (?:by )?[a-zA-Z]",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        "* Fix the leak by «jroe» in https://github.com/example/tool/pull/7\n",
        "# Author: «jroe77»\n",
        "作者: «TastRoe»  https://github.com/TastRoeg\n// Author: «BriarRoe» https://github.com/x\n作者：«jroe» (https://example.org/x)\n",
        '<meta name="author" content="«mijelo»"><meta content="«jroe-x»" name="author" />',
        " *  @author «NottyRoe»\n",
        " * By: «mikeroe» \r\n",
        "  Credit: «hroe»\n",
        "// Author : «jroe77»\n//  Maintainer : «kroe»\n",
        "/**\n * @author «iron.roey»\n * @author «jane.li», x\n",
        "project = 'Widget'\ncopyright = '2019, «mosskade»'\nauthor = '«mosskade»'\nx\ncopyright = u'2014-2016, «kroe-x»'  # x\n",
        "// Copyright 2021, «jroebriar»\n",
        "fixed #7 (Matthias, aka «threeplusroe»). Written by Stephen Roe, aka «sroe».\n",
        "// Created by «jroe» <x@example.org>\n//  Created by «kroe» on 2018/3/4.\n",
        "Copyright: 2008, «metalroe»\n",
        "fixed a leak (patch by «jroe»).\nReported by «kroe84», issue 7.\nThanks to «lroe»\nImprovements by «RoeBear»\n",
        '<root text="x" author="«jroe»" created="20210104" changedby="«jroe»" changed="20210105">',
        '{"createdBy": "«jroe»", "updated_by": "«Jane»"}, <createdBy>«Jane»</createdBy> uploaded_by: "«kroe»"',
        "<dc:creator>«jroe»</dc:creator><cp:lastModifiedBy>«jroe»</cp:lastModifiedBy>",
        'ARG ARG_VENDOR=«jroe»\nLABEL org.opencontainers.image.authors="«kroe»"\nLABEL maintainer «lroe»\n',
        '"Labels": {\n  "maintainer": "«jroe»,«kroe»",\n  "x": "y"\n}\nLABEL x="y" \\\n  maintainer=«lroe»,Roes,«nroe»\n',
    ),
    misses=(
        "* Fix the leak by Friday in https://github.com/example/tool/pull/7, built by hand in https://example.org\n",
        "# Author: Jane\n",
        'FieldCreatedBy = "created_by"\n',
        "作者: TastRoe 说 https://github.com/x; 作者：见 https://example.org/x; Author: Widget https://example.org/x\n",
        '<meta name="keywords" content="mijelo"><meta content="mijelo" name="viewport"><meta name="author" content="unknown">',
        '<meta name="author" content="google"><meta name="author" content="Widget"><meta name="author" content="{{x}}">',
        "# Author: unknown\n",
        " * @author the team of the project\n",
        "Written by hand\n",
        "   created by moss_alloc()\n",
        "authors: string\n",
        "Copyright 2021, Example\n",
        " * @author example.org\n * @author widget.py x\n * @author Iron.roey\n",
        "project = 'widgety'\ncopyright = '2019, widgety'\nauthor = 'widgety'\ncopyright = '2019, Widget'\ncopyright = 2019\n",
        "thanks to jroe we have it; reported by the users.\npatch by Jane.\nsuggested by jroe.txt, as reported by jroe.\n",
        "sorted by: name\n",
        '{"createdBy": "Admin", "updatedBy": "system", "createdBy": "Created by", "groupBy": "jroe"}, createdBy: string',
        "Widgets, aka gadgets. The tool (aka helper) and Stephen aka the one\n",
        '<meta author="Widget"> author="name"',
        "# ignores files created by jroe-dl\n",
        "app.example.org/managed-by: jroecd\n",
        '"maintainer": "Jane Roe of jroe",\nmaintainer=root,Example\nset(maintainer=jroe.name)\n',
        "# Author: google\n# Author: microsoft-team\n",
    ),
)
