"""Accounts in the place of an author's name: `Author: jroe77`, `@author kroeDev`, `Credit: jroe`, `Copyright 2021, jroe`."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.account_setting import is_account
from pii.detectors.rules.base import Rule, line_before
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.names import is_given_name
from pii.organisations import is_organisation_account, names_organisation
from pii.placeholders import is_placeholder
from pii.spans import Span
from pii.system_accounts import is_system_account

_SOURCE = "rules.credited_account"

_CREDITED = re.compile(
    r"(?i:@?authors?:?|\bby:|credits?(?: to)?:|(?:created|written|made|coded|developed) by:?|maintainer:|developer:|coder:"
    r"|copyright:?(?: \(c\)|©)? ?\d{4}(?:[-,] ?\d{4})*,?(?: by)?)"
    r"[ \t]+[\"']?@?(?P<account>[A-Za-z][\w-]{2,30})[\"']?[ \t]*(?=[,.]?[ \t]*(?:\*/|-->)?\r?(?:\n|$)|<|\(|(?:on|at) \d)",
    re.ASCII | re.MULTILINE,
)
_USER = re.compile(r"User: (?P<account>[A-Za-z][\w.-]{1,30})[ \t]*\r?\n", re.ASCII)
_DATED = re.compile(r"[ \t]*(?:on|at) \d")
"""`Created by jroe on 4/5/24`: what an editor writes of its user."""
_HEADER = re.compile(
    r"[ \t]*(?:\*|//|#|;|--|%|\()+[ \t]*(?:User|Date|Time|Copyright|Author|File|Created|Project|License|Version|To change)\b"
)
"""A line of the comment that an editor or a theme begins with."""
_ATTRIBUTE = re.compile(r"\w+(?::\w+)?(?:\s?=\s?\\?[\"']|>)(?P<account>[A-Za-z][\w.-]{2,30})(?:\\?[\"']|</)", re.ASCII)
_CHANGE_SET = re.compile(r"--[ \t]*changeset (?P<account>[A-Za-z][\w.-]{1,30}):\S", re.ASCII)
_MADE_UP = re.compile(r"[a-z][a-z0-9_-]*|\w*\d|\w*[a-z]\w*[A-Z]\w*|[A-Z][A-Z]+[a-z]\w*")
"""What no capitalised name is: small letters, a digit at its end, capitals inside."""
_SENTENCE = re.compile(r"[^\W_]")
"""Before a deed on its line: files, too, are created by something."""
_WORDS = frozenset(
    """
    unknown various anonymous default me us you the see none null string name author authors self himself git svn date todo
    generated automatically auto myself hand everyone nobody team staff community members default design google apple
    function objectid tags tag string
    """.split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        if text[hit.start - 1 : hit.start] in ("-", "_", "."):
            continue  # managed-by: is a label
        if hit.pattern == "credited_account.deed" and _SENTENCE.search(
            text, line_before(text, hit.start, 100), hit.start
        ):
            continue
        match = _FINDERS.get(hit.pattern, _credited)(text, hit)
        if match is None:
            continue
        named = hit.pattern == "credited_account.user" or _DATED.match(text, match.end("account")) is not None
        if _is_account(match["account"], named):
            label = Label.NAME if is_given_name(match["account"]) else Label.USERNAME
            yield Span(*match.span("account"), label, source=_SOURCE)


def _credited(text: str, hit: Hit) -> re.Match[str] | None:
    return _CREDITED.match(text, hit.start, hit.end + 60)


def _user(text: str, hit: Hit) -> re.Match[str] | None:
    """` * User: jroe`, among other lines of the head of a file."""
    match = _USER.match(text, hit.end - len("User: x"), hit.end + 40)
    if match is None:
        return None
    start = line_before(text, hit.end - 1)
    above = line_before(text, max(0, start - 1))
    around = _HEADER.match(text, match.end()) or above < start and _HEADER.match(text, above, start)
    return match if around else None


def _attribute(text: str, hit: Hit) -> re.Match[str] | None:
    return _ATTRIBUTE.match(text, hit.start, hit.end + 40)


def _change_set(text: str, hit: Hit) -> re.Match[str] | None:
    return _CHANGE_SET.match(text, hit.start, hit.end + 80)


_FINDERS = {
    "credited_account.user": _user,
    "credited_account.attribute": _attribute,
    "credited_account.change_set": _change_set,
}


def _is_account(value: str, named: bool) -> bool:
    """Whether the word may be an account; where the place is `named` for one, a capital in front makes it no name."""
    if (
        not (named or _MADE_UP.fullmatch(value))
        or value.lower() in _WORDS
        or is_placeholder(value)
        or names_organisation(value)
    ):
        return False
    return (
        is_account(value) or named and value.istitle() and not is_system_account(value)
    ) and not is_organisation_account(value, owner=True)


RULE = Rule(
    "credited_account",
    {
        "credited_account.label": (
            r"(?:@[Aa]uthor|[Aa]uthors?:|\b[Bb]y:|[Cc]redits?:|[Mm]aintainer:|[Dd]eveloper:|[Cc]oder:)[ \t]{1,8}"
            r"[\"'@]{0,2}[A-Za-z]"
        ),
        "credited_account.deed": r"(?:[Cc]reated|[Ww]ritten|[Mm]ade|[Cc]oded|[Dd]eveloped) [Bb]y:? {1,3}@?[A-Za-z]",
        "credited_account.user": r"[*/#;%-][ \t]{1,3}User: [A-Za-z]",
        "credited_account.attribute": (
            r"(?i)(?:\b|_)(?:author|(?:last_?)?(?:changed|created|modified|updated|saved)_?by|initial-creator|dc:creator)"
            r"(?:\s?=\s?\\?[\"']|>)[a-z]"
        ),
        "credited_account.change_set": r"--[ \t]?changeset [A-Za-z]",
        "credited_account.copyright": r"[Cc]opyright:? (?:\([cC]\) )?\d{4}[-,\d ]{0,12} (?:by )?[a-zA-Z]",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        "# Author: «jroe77»\n",
        " *  @author «NottyRoe»\n",
        " * By: «mikeroe» \r\n",
        "  Credit: «hroe»\n",
        "// Copyright 2021, «jroebriar»\n",
        "// Created by «jroe» <x@example.org>\n",
        "Copyright: 2008, «metalroe»\n",
        "//  Created by «jroe» on 28.05.18.\n",
        "//  Created by «shaun» on 4/5/24.\n * Created by «Roejay» on 2015/6/12.\n",
        " * Created by an editor.\n * User: «jroe»\n * Date: 1/2/15\n",
        " * Theme\n * User: «Qroe»\n * Copyright: Jane Roe\n",
        '<root text="x" author="«jroe»" created="20210104" changedby="«jroe»" changed="20210105">',
        "<dc:creator>«jroe»</dc:creator><cp:lastModifiedBy>«jroe»</cp:lastModifiedBy>",
        "--changeset «jroe»:1\n",
    ),
    misses=(
        "# Author: Jane\n",
        "# Author: unknown\n",
        " * @author the team of the project\n",
        "Written by hand\n",
        "authors: string\n",
        "Copyright 2021, Example\n",
        "sorted by: name\n",
        " * User: jroe\n",
        "// Created by default on 4/5/24\n",
        '<meta author="Widget"> author="name"',
        "--changeset admin:1\n",
        "# ignores files created by jroe-dl\n",
        "app.example.org/managed-by: jroecd\n",
    ),
)
