"""Nicks in credits, alone or among names: `Patch by kestrel.`, `thanks to kestrel, Jane Roe and Moss7`, `Mod by kestrel`.

Also holders of copyright, whoever notes are signed by, and authors in settings, where one word stands for a person.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.accounts.credited_account import NOBODY, is_documented_project, is_made_up
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.known.organisations import names_organisation
from pii.known.placeholders import is_placeholder
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_NICK = r"(?P<nick>[A-Za-z0-9_](?:[\w-]|\.(?=\w)){1,30})"
_REFERENCES = r"(?i:issues?|bugs?|pull|pr|see|closes|fixes|for|and)\b"
_ENTRY = re.compile(
    rf"(?:user )?(?:\d{{4}}(?:[-–]\d{{4}})?,? )?[\"'`*@]{{0,3}}"
    rf"(?:(?P<name>{NAME_IN_LINE})(?!\w)|(?!{_REFERENCES}){_NICK})[\"'`*_]{{0,3}}"
    r"(?: ?[(\[<](?!\d{4}\))[^()\[\]<>\n]{1,60}[)\]>]{1,2}| ?#\d+)?",
)
_NEXT = re.compile(r"[ \t]*(?:,|/|&|;|\band\b|,[ \t]*and\b)[ \t]*(?:\r?\n[ \t]*(?:[*#;%|>]+|//+|--)?[ \t]*)?")
_CLOSED = re.compile(
    r"[.!]+(?!\w)|[;:)\]}*](?!//|\w)"
    rf"|[ \t]*(?:\r?\n|$|\*/|-->|[-–—<(\[#|]|\\(?:[nrte]|x1b|0?33|u001[bB])|loaded\b|,[ \t]+{_REFERENCES})",
)
"""What ends a list of those who are credited: the clause or a reference."""
_GOES_ON = re.compile(r"[ \t]+(?:for|in|from|on|at|of|who|via|loaded|v?\d)\b|[\"',]", re.IGNORECASE)
"""What may follow whoever is spelt as no word."""
_INCORPORATED = re.compile(r",? (?:Inc|LLC|Ltd|GmbH|Corp|B\.V|S\.A|S\.r\.l|Limited|Company|Foundation|Project)\b")
_MOST = 30
"""Persons of one list."""
_ARRANGED = r"(?:report|request|suggestion|contribution|translation|analysis)(?:e?s)?[ \t]"
_TITLE = re.compile(rf"\b[A-Z]\w*[ \t](?i:{_ARRANGED})By[ \t]+$")
"""What a report or a method is called: `Get Sales Report By Branch`."""
_LISTING = re.compile(
    r"\b(?:get|find|show|list|count|view|search|filter|sort|group|number|sum|total|array)s?\b"
    rf"[^\n.;:]{{0,60}}[ \t]{_ARRANGED}by[ \t]+$",
    re.IGNORECASE,
)
"""What is counted or looked for, and what it is arranged by: `the count of suggestions by language`."""
_OF_PROGRAM = re.compile(
    r"\b(?:director(?:y|ies)|folders?|volumes?|targets?|config(?:uration)?s?|timestamps?|tokens?|secrets?|events?|fields?|columns?)"
    r"[ \t](?:(?:is|are|was|were|be|been)[ \t])?\w+(?:[ \t]\w+ly)?[ \t]by[ \t]+$",
    re.IGNORECASE,
)
"""What programs make as they run: `# Directory created by …`."""
_LEAD_SIGHT = 120
"""Characters of a line that say what is by somebody."""

_DEEDS = (
    r"patch(?:es)?|fix(?:ed|es)?|report(?:ed|s)?|suggest(?:ed|ions?)?|request(?:ed)?|contribut(?:ed|ions?)|submitted|noticed|spotted"
    r"|found|implemented|translat(?:ed|ions?)|provided|idea|adapted|ported|posted|discovered|help|inspired|analysis|bug"
    r"|pointed out|written|created|made|done|coded|developed|updated|modified|maintained|improved|rewritten|work|code"
)
_WORKS = (
    r"script|mod|plug-?in|add-?on|theme|skin|map|textures?|pack|model|music|art|artwork|sprites?|fonts?|icons?|tool|style|fork|port"
    r"|version|translation|sounds?|screenshots?|logo|package|wallpapers?|shaders?|game|bot|config|dotfiles|tutorial|guide|write-?up"
    r"|design|layout|template|driver|firmware|hack|cheat|loaded|library|program|code|copyright|original|recipe|edit(?:ed)?|upload(?:ed)?|release"
)
_LEADS = {
    "credited_nick.deed": re.compile(rf"(?:{_DEEDS})(?: \w+)? by:?[ \t]+", re.IGNORECASE),
    "credited_nick.work": re.compile(rf"(?:{_WORKS})(?:[ \t]+v?\d[\w.]*)?[ \t]+by:?[ \t]+", re.IGNORECASE),
    "credited_nick.version": re.compile(r"v?\d+(?:\.\d+)+,?[ \t]+by[ \t]+", re.IGNORECASE),
    "credited_nick.banner": re.compile(r"(?:[\"'`]  |\\t) *by:? +(?=@?[\w.-]+(?:\\|[\"'`]))", re.IGNORECASE),
    "credited_nick.thanks": re.compile(
        r"(?:many |special |and )?(?:thanks?(?: a lot)?(?: (?:also |again |especially )?(?:goes? |go out |must go )?to| you)?"
        r"|thx(?: to)?"
        r"|credits? (?:goes? )?to|credits?(?=:)|kudos to|props to|courtesy of)[,:]?[ \t]+(?:user )?",
        re.IGNORECASE,
    ),
    "credited_nick.copyright": re.compile(
        r"(?:copyright|copr\.|©|\(c\)|SPDX-FileCopyrightText)(?:[\s:]|\(c\)|©|copyright|&copy;|text)*"
        r"\d{4}(?:[-–, ]+(?:\d{4}|present|now))*,?[ \t]+(?:by )?",
        re.IGNORECASE,
    ),
}
_VALUE = re.compile(
    rf"[\w-]*[\"']?\]?\s?(?:=>|:=|[:=])\s?\[?\(?\s?[\"']@?{_NICK}(?: ?<[^<>\"'\n]{{3,60}}>)?[\"']",
    re.IGNORECASE | re.ASCII,
)
_LIST_VALUE = re.compile(rf"\s*,\s*[\"']@?{_NICK}(?: ?<[^<>\"'\n]{{3,60}}>)?[\"'](?!\s*:)", re.ASCII)
_LABEL = re.compile(
    rf"[ \t*#;/'\"%-]*@?[A-Za-z]+(?: [a-z]+)?[ \t]?[:.][ \t]+@?{_NICK}(?![\w.+-]*@)"
    r"[ \t]*(?=\r?\n|$|[,(<]|(?<=[ \t])[\w.+-]+@|\*/|[#*]+\r?\n)",
    re.ASCII,
)
_ELEMENT = re.compile(rf"<\w+>{_NICK}</", re.ASCII)
_NOTE = re.compile(rf"\n\[{_NICK}: (?=[a-z])[^\[\]]{{3,200}}\]\r?\n(?:[A-Z][\w-]+-by|Link|Cc|Fixes): ", re.ASCII)
"""What a maintainer of Linux changed in a patch, above the own signature: `[jroe: dropped the second hunk]`."""
_KINDS = {
    "credited_nick.note": _NOTE,
    "credited_nick.value": _VALUE,
    "credited_nick.label": _LABEL,
    "credited_nick.element": _ELEMENT,
}
_UNLIKE = re.compile(r"\w*\d|\w*[a-z]\w*[A-Z]|[a-z]+-[a-z]")
"""No word is spelt so."""
_NO_NICK = re.compile(r"i[A-Z][a-z]+|[A-Z]{4,}|[Ll]ib\w+|[a-z]+(?:ing|ed|_)")
"""A product of Apple, an abbreviation, a library, what somebody does."""
_NEVER = frozenset(
    """
    regards cheers alphabetical google facebook microsoft apple amazon oracle debian ubuntu fedora redhat gentoo arch github
    gitlab coverity valgrind clang
    gcc cppcheck pylint pvs-studio oss-fuzz syzbot dependabot renovate travis jenkins sonarqube codacy snyk linux windows macos
    android chrome firefox mozilla python java php perl ruby javascript node npm docker kubernetes default hand now then request
    requests law contract design chance mistake accident example email mail phone post proxy name date year month day hour user
    admin openai claude copilot chatgpt gemini cursor codex anthropic ai bot copyright license licence free open source software
    january february march april may june july august september october november december monday tuesday wednesday thursday friday
    it both all none using setting means way virtue order people folks guys once here there everything upstream
    calling running simply just other another some any most more new first last same such each every one two three to its
    mr mrs ms dr prof capt cpt sgt col rev lt maj gen herr frau
    her his my your their our but so not you it previous https http card cards note notes sale again whom
    autor auteur autore penulis pengarang forfatter verfasser kirjoittaja yazar szerzo
    entwickler ontwikkelaar desarrollador desenvolvedor developpeur sviluppatore utvikler utvecklare deweloper programista
    pengembang pembuat
    """.split()
)
"""Lower case; tools, systems, words that stand in a person's place, and those for an author or a developer in other languages."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the nicks at the hits, and single names."""
    for hit in hits:
        places = _one(text, hit) if hit.pattern in _KINDS else _listed(text, hit)
        for start, end in places:
            value = text[start:end]
            if _is_nick(value, hit.pattern):
                name = value.istitle() and value.isalpha() and kind_of(value)
                yield Span(start, end, Label.NAME if name else Label.USERNAME)


def _one(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    match = _KINDS[hit.pattern].match(text, hit.start, hit.end + REACH)
    while match is not None:
        if not (hit.pattern == "credited_nick.value" and is_documented_project(text, match.span("nick"))):
            yield match.span("nick")
        if hit.pattern != "credited_nick.value":
            return
        match = _LIST_VALUE.match(text, match.end(), match.end() + REACH)


def _listed(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    lead = _LEADS[hit.pattern].match(text, hit.start, hit.end + REACH)
    if lead is None or text[hit.start - 1 : hit.start] in ("-", "_", ".") or _is_done_by_none(text, lead):
        return
    titled = _TITLE.search(text, lead.end() - _LEAD_SIGHT, lead.end()) is not None
    places: list[tuple[int, int]] = []
    position, end = lead.end(), 0
    for _ in range(_MOST):
        entry = _ENTRY.match(text, position, position + REACH)
        if entry is None:
            break
        end = entry.end()
        if text.startswith(("(", "://", "="), end) or _INCORPORATED.match(text, end):
            return
        if entry["nick"] and not (titled and entry["nick"].istitle()):
            places.append(entry.span("nick"))
        following = _NEXT.match(text, end, end + REACH)
        if following is None or _ENTRY.match(text, following.end(), following.end() + REACH) is None:
            break
        position = following.end()
    if text[end - 1 : end] in (")", "]", ">") or _CLOSED.match(text, end, end + REACH):
        yield from places
    elif _GOES_ON.match(text, end, end + REACH):
        yield from (place for place in places if _UNLIKE.match(text, *place))


def _is_done_by_none(text: str, lead: re.Match[str]) -> bool:
    """Whether `by` tells how something is arranged, which program makes it or who does more than report: `request sent by`."""
    start = lead.end() - _LEAD_SIGHT
    if _OF_PROGRAM.search(text, start, lead.end()) or _LISTING.search(text, start, lead.end()):
        return True
    if _MODAL.search(text, start, lead.start()):
        return True
    return _DONE_TO_IT.fullmatch(lead.group()) is not None


_MODAL = re.compile(
    r"\b(?:can|could|may|might|must|shall|should|will|would|to|cannot|can't|not|never)[ \t]be[ \t]+\Z", re.IGNORECASE
)
"""Nobody has done yet what may be done: `might be modified by`."""
_DONE_TO_IT = re.compile(
    rf"(?:patch|report|suggestion|request|contribution|translation|idea|bug|code|analysis)(?:e?s)? (?!(?:{_DEEDS}) by)"
    r"(?:\w+ed|sent|given|taken) by:?[ \t]+",
    re.IGNORECASE,
)
"""A noun and what is done to it, which is done by programs as well: `the report followed by`."""


def _is_nick(value: str, place: str) -> bool:
    lower = value.lower()
    if (
        lower in NOBODY
        or lower in _NEVER
        or not any(map(str.isalpha, value))
        or is_placeholder(value)
        or names_organisation(value)
    ):
        return False
    if _NO_NICK.fullmatch(value):
        return False
    word = value.istitle() and value.isalpha()
    if word and (place.endswith(".copyright") or len(value) < 3):
        return False
    if not word and not is_made_up(value) and not _UNLIKE.match(value):
        return False
    return (word or is_account(value.strip("_"))) and is_persons_account(value, owner=not word)


_AUTHORS = "author|creator|maintainer|developer|admin_?name|author_?name|repo_?owner|project_?owner"

RULE = Rule(
    "credited_nick",
    {
        "credited_nick.deed": rf"(?i)\b(?:{_DEEDS})(?: [a-z]{{4,11}})? by:?[ \t]{{1,4}}[\"'`*@]{{0,3}}[a-z0-9_]",
        "credited_nick.work": (
            rf"(?i)\b(?:{_WORKS})(?:[ \t]{{1,3}}v?\d[\w.]{{0,12}})?[ \t]{{1,4}}by:?[ \t]{{1,4}}[\"'`*@]{{0,3}}[a-z0-9_]"
        ),
        "credited_nick.version": r"(?i)\bv?\d{1,3}(?:\.\d{1,4}){1,3},?[ \t]{1,3}by[ \t]{1,3}[a-z0-9_]",
        # What a program prints of itself: a literal that is indented.
        "credited_nick.banner": r"(?i)[\"'`]  +by:? +@?[a-z0-9_]|\\t *by:? {1,4}@?[a-z0-9_]",
        "credited_nick.thanks": (
            r"(?i)\b(?:thanks|thx|credits?|kudos|props|courtesy)(?: [a-z]{2,10}){0,2}[,:]?[ \t]{1,4}[\"'`*@]{0,3}[a-z0-9_]"
        ),
        "credited_nick.copyright": r"(?i)(?:copyright|\(c\)|\xc2\xa9)[^\n\d]{0,20}\d{4}[-, \d]{0,24} (?:by )?[a-z0-9_]",
        "credited_nick.note": r"\n\[[A-Za-z0-9_][\w.-]{1,30}: [a-z]",
        "credited_nick.value": rf"(?i)(?:\b|_)(?:{_AUTHORS})s?(?:__)?[\"']?\]?\s?(?::|=)[^\n]{{0,4}}?[\"']@?[a-z0-9_]",
        "credited_nick.label": (
            r"(?im)^[ \t*#;/'\"%-]{0,12}(?:@?authors?|coder|scripter|made by|author is)[ \t]?[:.][ \t]{1,8}@?[a-z0-9_]"
        ),
        "credited_nick.element": r"<(?:[Dd]eveloper|[Aa]uthor|[Cc]reator|[Mm]aintainer)>[A-Za-z0-9_]",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        "\n[«jroe2»: dropped the second hunk]\nSigned-off-by: Jane Roe <jane@example.org>\n",
        "Patch by «Kestrox».\nfixes reported by Jane Roe and «kroe», issue 12)\n(suggestion by «stefroe»)\n",
        "Thanks to «denroe», «dantroe», «jroe».\n(thanks «Kestrox7»!)\nThanks to: Jane Roe, «MossBrix» and «Woex»\n",
        "-- Fall mod by «jroe»\n  Streamer Plugin v2.9.6 by «Kestrox» loaded\n*  Airplane 3 - version 2.1 by «MossHex»\n",
        "-- Copyright (C) 2014 «moss1», «vegroe», «sulloe» (x)\n# SPDX-FileCopyrightText: 2003-2004 «mosshyr» <x@example.org>\n",
        '"author": "«M66X»",\n__author__ = "«roeh0002»"\nauthors = ["«Claderox»", "«Zengatox» <z@example.org>"]\n',
        "<Developer>«LouRoe»</Developer>\n; Author: «DeviRoe»\n# author: «jroe» (x)\n",
        "console.log('        by «YudaRoe»\\n');\nputs(\"\\tby «k7roe»\")\n",
        "reported by «Jane».\n",
        "patch by «jroe».\n",
        "thanks to «jroe7»(x)",
        "thanks to «jroe7» and «kroe8»!",
        "(thanks to «jroe7»)\nthanks to «jroe7») x\n",
        "thanks to «jroe7» (x) foo",
        "thanks to «jroe7» for x",
        "patch by «Kim». patch by «Roelabs».",
        "Report by «Kestrox». Bug report by «Kim».\nBug Report By «MossHex».\nthanks to «jroe7»: it works\n",
        "Bug reported by «kestrox»\n",
        "# This script was created by «kestrox».\n// version created originally by «kestrox»\nsuggestions by «kroe»\n",
    ),
    misses=(
        "f('by YudaRoe', ' by YudaRoe', '  sorted by YudaRoe')\n",
        "# might be modified by yuda_roe7\n",
        "f('    by name\\n', '  by YudaRoe or by KimRoe', '   by default\\n')\n",
        "\n[warning: dropped the second hunk]\nDone\n[note2: the rest]\n",
        "Sidebar inspired by iTunes.\n",
        "(c) 2006 jroe7, Inc. - For use\n(c) 2007 kroe7 Limited\n",
        "sorted by name.\nfixed by default.\nPatch by Google.\nreported by valgrind.\nwritten by hand\n",
        "thanks to the team. Thanks for all. thanks to everyone\ncredits: 12\n",
        "Copyright 2019 Facebook, Inc.\nCopyright (c) 2020 Widget.\n",
        '"author": "admin", author = author.name, "author": "Jane Roe"\n',
        "code by Jane Roe.\nversion by 2\n",
        "patch by Jo. patch by Xu.",
        "Copyright 2019 Jane.\n",
        "patch by JANE.",
        "project = 'moss7'\nauthor = 'Moss7'\n",
        "patch by 123.",
        "-thanks to jroe7.\n",
        "thanks to jroe7 x",
        "thanks to Cpt. Brixo for x\n",
        "patch by LAR. patch by Friendsofmoss.",
        "Get Salesman Report By Branch\nSales Report By Kim\n",
        "// the count of suggestions by langcode.\nFind requests by kestrox.\n",
        "# Directory created by dartdoc\n# Targets provided globally by cmaked.\n# timestamps are maintained by kestrox.\n",
        "a report followed by kestrox. request sent by kestrox.\n(c) 2006 xt:Commerce\nthanks to 1.0\n",
        '"author": "Penulis", "developer": "Ontwikkelaar"\n',
    ),
)
