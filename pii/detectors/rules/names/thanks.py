"""Persons whom a text thanks, whom something is by or from, and who guides it: `Thanks to Jane Roe`, `reported by Jane Roe`,
`version 0.2 by 李娜`, `registered by 김도윤 -- Kim Do-yun`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, read_once
from pii.detectors.rules.names.name_lists import after_gap, read_names
from pii.detectors.rules.names.own_names import is_known_name, read_own_names
from pii.detectors.rules.names.person_cells import is_ordinary, known_words
from pii.detectors.rules.names.person_name import (
    COMMON_GIVEN_NAMES,
    NAME,
    WORD,
    is_person,
    starts_with_given_name,
)
from pii.detectors.scan import Hit
from pii.known.names import is_given_name, kind_of
from pii.known.places import is_only_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for start, end in read_once(text, hits, _READERS):
        if text.endswith(_POSSESSIVE, start, end):
            end -= len(_POSSESSIVE[0])
        if text.count("\n", start, end) < 2 and not is_only_place(text[start:end]):
            yield Span(start, end, Label.NAME)


_POSSESSIVE = ("'s", "’s")


def _thanks(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`Thanks to Jane Roe and John Roe`, `(thanks Jane Roe!)`."""
    lead = _LEADS_TO.match(text, hit.start, hit.end + REACH)
    if lead is None:
        thanked = _THANKED.match(text, hit.start)
        if thanked is not None and is_person(thanked["name"]):
            yield thanked.span("name")
        return
    places = list(read_names(text, lead.end()))
    if not places and (alone := _ALONE.match(text, lead.end())) and _is_given(alone.group()):
        places = list(_given_alone(text, alone.start()))
    yield from places


def _given_alone(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Given names alone, one or several: `Thanks to Wilma, Kim and Casper`."""
    while (alone := _ALONE.match(text, position)) and _is_given(alone.group()):
        yield alone.span()
        joint = _JOINT.match(text, alone.end())
        if joint is None:
            return
        position = joint.end()


def _is_given(word: str) -> bool:
    return starts_with_given_name(word) or is_given_name(word) and not is_ordinary(word) and is_person(word)


def _by(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`Patch by Jane Roe`; after any other word, only a common given name or a list tells persons from things."""
    position = after_gap(text, hit.start + (4 if text[hit.start] == "f" else 2))
    if _EAST_ASIAN.match(text, position):
        yield from _east_asian(text, position)
    if not text[position : position + 1].isupper():
        return
    places = list(read_names(text, position))
    if not places:
        alone = _ALONE.match(text, position)
        if (
            alone
            and text[hit.start - 1 : hit.start].isspace()
            and alone.group().istitle()
            and is_person(alone.group())
            and _PERSONAL.search(text, hit.start - REACH, hit.start)
        ):
            yield alone.span()
        return
    if (
        text[hit.start] == "B"
        and _LINE_START.search(text, hit.start - len("\r\n "), hit.start)
        and _LINE_END.match(text, places[-1][1])
    ):
        yield from places  # a byline
        return
    enclosed = text[hit.start - 1 : hit.start] in ("(", "[") and text[places[-1][1] : places[-1][1] + 1] in (")", "]")
    follows = text[hit.start - 1 : hit.start].isspace()
    credited = enclosed or follows and _DEED.search(text, hit.start - REACH, hit.start) is not None
    if credited or len(places) > 1 or any(starts_with_given_name(text[start:end]) for start, end in places):
        yield from places


def _east_asian(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Known names of Chinese, Japanese or Korean signs, perhaps each with what it is in Latin letters."""
    for start, end in read_own_names(text, position, position + REACH, is_known_name):
        yield start, end
        latin = _ROMANISED.match(text, end, end + REACH)
        if latin is not None and is_person(latin["name"]) and any(map(kind_of, latin["name"].split())):
            yield latin.span("name")


_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_ROMANISED = re.compile(
    r"[ \t]*(?:--|[-–—(/（])[ \t]*(?:\r?\n[ \t*#;]*)?(?P<name>[A-Z][a-z]+(?:[ \t]+|[ \t]*\r?\n[ \t*#;]*)"
    r"[A-Z][a-z]+(?:[- ]?[A-Za-z][a-z]+)?)(?=[.,;)）<(]|[ \t]*(?:\r?\n|$| <))"
)
_LINE_START = re.compile(r"(?:\A|\n|[\"'>*_]) ?$")
_LINE_END = re.compile(r",|[*_]{0,2}(?:\r?\n|\Z|\\n|[\"'<])")
_DEED = re.compile(
    r"\b(?:adapted|added|analy[sz]ed|authored|code|contributed|contributions?|created|demonstrated|described|designed|developed"
    r"|discovered|donated|fix|fixed|found|given|hacked|idea|identified|implemented|improved|initiated|invented|maintained"
    r"|modified|noticed|optimi[sz]ed|packaged|patch|patched|patches|pointed out|ported|posted|proposed|provided|raised"
    r"|reimplemented|report|reported|requested|reviewed|rewritten|spotted|submitted|suggested|translated|updated|work"
    r"|written)\s+$",
    re.IGNORECASE,
)
"""What a person does in a changelog, before `by` or `from`."""
_PERSONAL = re.compile(
    r"\b(?:suggested|reported|noticed|spotted|pointed out|requested|patch|discovered)\s+$", re.IGNORECASE
)
"""What hardly anyone but a person does."""
_ALONE = re.compile(rf"{WORD}(?=[.,;!)]?(?:\s|$))(?![ \t]+[A-Z])")
_JOINT = re.compile(r",? (?:and|&) |, ")
_LEADS_TO = re.compile(
    r"(?:thanks(?:,?[ \t]+(?:also|especially|again|go|goes|must[ \t]+go))*[ \t]+to:?|thanks,|thank[ \t]+you,?"
    r"|courtesy(?:[ \t]+of)?|credits?(?:[ \t]+(?:goes[ \t]+)?to:?|:)|due[ \t]+to|kudos[ \t]+to|props[ \t]+to)"
    r"[ \t]*(?:\r?\n[ \t]*(?:[*#;%|>]+|//+)?)?[ \t]*(?:[*_]{1,3}(?=\w))?",
    re.IGNORECASE,
)


_THANKED = re.compile(rf"[Tt]hanks[ \t]+(?P<name>{NAME})(?=[\s!.,;:)@]|$)")


def _small(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`written by jane roe`, alone up to the end of the line."""
    match = _IN_SMALL.match(text, hit.end - 1, hit.end + REACH)
    if match is not None and match["given"] in COMMON_GIVEN_NAMES and is_person(match["name"]):
        yield match.span("name")


def _guided(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`under the guidance of our mentor **Jane Roe**`, `my supervisor Jane Roe`."""
    lead = _GUIDE.match(text, hit.start, hit.end + REACH)
    if lead is not None:
        places = list(read_names(text, lead.end()))
        # What stands behind `our guide` may be its title.
        if lead["sure"] or any(known_words(text[start:end])[0] for start, end in places):
            yield from places


_ROLES = (
    "mentor|supervisor|guide|professor|prof|teacher|instructor|advis[eo]r|tutor|lecturer|coach|faculty|co-guide"
    "|promoter|trainer"
)
_GUIDE = re.compile(
    r"(?:(?P<sure>guidance|supervision|mentorship|tutelage)[ \t]+(?:of|from)[ \t]+(?:(?:our|my|the|his|her|their)[ \t]+)?"
    rf"(?:(?:[a-z][a-z-]*[ \t]+){{0,2}}(?:{_ROLES})s?,?[ \t]+)?"
    rf"|(?:our|my|his|her|their)[ \t]+(?:[a-z][a-z-]*[ \t]+){{0,2}}?(?:{_ROLES})s?,?[ \t]+)"
    r"(?:[*_]{1,3}(?=\w))?(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Er|Ing|Shri|Smt|Asst|Assoc)\b\.? ?){0,3}",
    re.IGNORECASE,
)


_IN_SMALL = re.compile(r"(?P<name>(?P<given>[^\W\d_]{3,12})(?: [^\W\d_]{2,16}){1,2})[ \t]*(?=[.,;(<]|\r?\n|\Z)")
_READERS = {
    "thanks.thanks": _thanks,
    "thanks.small": _small,
    "thanks.guided": _guided,
    "thanks.by": _by,
    "thanks.from": _by,
    "thanks.from_quoted": _by,
}

RULE = Rule(
    "thanks",
    {
        "thanks.thanks": r"[Tt]hank|THANK|[Cc]ourtesy|[Cc]redit|[Kk]udos|\b[Dd]ue to|[Pp]rops to",
        "thanks.small": r"(?:[Ww]ritten|[Cc]oded|[Dd]eveloped|[Cc]reated|[Aa]uthored) [Bb]y:? [a-z]",
        "thanks.guided": (
            r"(?i)\b(?:guidance|supervision|mentorship|tutelage)[ \t]{1,3}(?:of|from)[ \t]"
            rf"|\b(?:our|my|his|her|their) (?:[a-z]{{2,12}} )?(?:{_ROLES})s?,? [*_]{{0,3}}[A-Z]"
        ),
        "thanks.by": r"\b[Bb]y[ \n:\r][^a-z]",
        "thanks.from": r"\bfrom [A-Z\x80-\xff(\[\\&:]",
        "thanks.from_quoted": r"\bfrom [\"'][A-Z\x80-\xff]",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "taken from «Jane Smith»'s script; reported by «Jane Smith»’s mother",
        "- changed a glyph in Mono (by «Gee Fung Roe»)",
        "(thanks «Jane Roe»! Closes: 1)",
        "By «Zanna Roe», a team\n",
        '["# Report\\n","By «Zanna Roe»\\n"]',
        "# written by «hannah roe»\n",
        "Patch by «Jane Roe».",
        "Thanks to «Jane Roe», «John Roe» and «J. R. Roe» for ideas",
        "contributions from «Adam Roe», «Albert\nRoe», «Andrea Roe»,\n«Benjamin Low», «Hugo», «Jack Roe».",
        "Written by «Gary V. Roe», 2004",
        "Thanks to «Martin» for the code",
        "Thanks to «Wilma» and «Casper» for pairing; thanks to «Wilma», «Zuzana» & «Casper».\n",
        "an odd crash, reported by «Janeroe».",
        "was shown by «Michael Roe» in 1999",
        "Patch by jane. Patch by «Jane Roe»",
        "By «Brixo Fern», x",
        "patch from «Brixo Fern»",
        "from «Brixo Fern» and «Glim Hark»",
        "noticed by «Brixo».",
        "developed by **«Jane Roe»** & **«Kim Loe»**\nCreated by *«Brixo Fern»*, *«Glim Hark»* and *«Pia Doe»*\n",
        "Developed by __«Jane Roe»__, __«Kim Loe»__ and __«Pia Doe»__.\nThanks to **«Brixo Fern»** and **«Glim Hark»**!\n",
        "Made under the guidance of our mentor **«Brixo Fern»** and **«Pia Doe»**.\nsupervision of Prof. «Brixo Fern»,\n",
        "with my project supervisor __«Jane Roe»__; our teacher «Pia Doe» said\n",
        "* 2003-02-03 - version 0.2 by «김도윤»\nregistered by «김도윤» -- «Kim\nDo-yun».\n",
        "# Reported by «李娜» («Li Na»), «田中太郎» and x\nby «山田 太郎» <x@example.org>\n",
        "Thanks to nobody here. Thanks to «Jane Roe»",
        "from Moss. Patch by «Jane Roe»",
    ),
    misses=(
        "developed by **Acme** & **the team**\nby **default**, sorted by **Brixo Fern**\n",
        "under the guidance of the **Release Team**, under the supervision of systemd\nour guide **Getting Started**\n",
        "reported from Belo Horizonte; By\nJane\nJanes\nSmith\nSmiths\n",
        "By Default Value we mean",
        "written by many people",
        "No Thanks Needed Here",
        "by Internet Explorer and by Visual Studio",
        "sorted by Last Name",
        "contributed by many people",
        "build failure, reported by CRAN.",
        "Thanks to Free Software and Casper",
        "Thanks to Brixo and Widgets. Thanks to docker and Casper",
        "due to Python Bug",
        "x By Brixo Fern x",
        "By Brixo Fern x",
        "sold by Brixo Fern",
        "from Brixo Fern",
        "given by Brixo.",
        "powered by 腾讯云\nsorted by 名前, group by 部門\nregistered by 관리자 -- Kim Do-yun.\nby 李娜的数据库\n",
    ),
)
