"""Persons in full where prose turns to them or tells what they wrote: `Ring Jane Roe before noon.`, `Forward to Jane Roe.`,
`‘It stays’, writes Jane Roe`, `opens with Jane Roe’s essay`; and where credit goes to them in small letters: `(reported by jane
roe)`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import is_ordinary, known_words
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.known.organisations import names_organisation
from pii.known.places import is_only_place, is_place
from pii.labels import Label
from pii.spans import Span

_SIGHT = 60
"""Characters of a name and of what stands before it."""

_BIDDEN = (
    r"(?:[Rr]ing|[Pp]hone|[Cc]all(?: up)?|[Ee]-?mail|[Aa]sk|[Tt]ell|[Cc]ontact|[Mm]eet|[Pp]ing|[Rr]emind|[Ii]nvite|[Nn]otify"
    r"|(?:[Ff]orward|[Ww]rite|[Rr]eply|[Ee]scalate|[Tt]alk|[Ss]peak|[Ss]end (?:it|this|them)) to"
    r"|(?:[Cc]heck|[Ss]peak|[Tt]alk|[Ff]ollow up|[Cc]onfirm) with)"
)
_BEGINS = re.compile(r"(?:^|[\n\"'“‘(>*•|-][ \t]*|[.!?:;,] |\b(?:[Pp]lease|[Tt]o|[Aa]nd|[Tt]hen|[Oo]r|[Jj]ust) )$")
"""Before a verb that bids: the sentence's start, or what goes on bidding."""
_TURNED_TO = re.compile(
    rf"{_BIDDEN} (?P<name>{NAME_IN_LINE})"
    r"(?=[.,;:?!)](?:[\s\"'”’)]|$)|[\"”’<]|\\n|[ \t]*(?:\r?\n|$)| (?:before|after|at|on|about|to|for|if|whether|by|tomorrow|today"
    r"|tonight|and|or|again|first|in|this|next|when|once|with|regarding|via|directly|back|that|as|from|because)\b)"
)
_SAYS = "(?:writes|wrote|says|said|argues|argued|notes|noted|adds|added|remarks|remarked|observes|observed|asks|asked)"
_WRITES = re.compile(rf"[’”\"],? {_SAYS} (?P<name>{NAME_IN_LINE})(?=[,.;:](?!\w)|[ \t]*(?:\r?\n|$)| (?:in|of|at|on)\b)")
_WORKS = (
    r"(?:(?:early|late|last|first|new|recent|own|short|long|famous) )?(?:essay|poem|novel|novella|memoir|biography|autobiography"
    r"|preface|foreword|translation|dissertation|thesis|lecture|diary|diaries|portrait|painting|sonnet|obituary|memoirs)s?"
)
_WROTE = re.compile(rf"(?<![\w’'-])(?<![A-Z][a-z] )(?P<name>{NAME_IN_LINE})(?<!['’]s)['’]s {_WORKS}\b")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        match = _FINDERS[hit.pattern](text, hit)
        if hit.pattern == "told_of.credited":
            if match is not None and _is_somebody_in_small(match["given"], match["name"]):
                yield Span(*match.span("name"), Label.NAME)
        elif match is not None and _is_somebody(match["name"]):
            yield Span(*match.span("name"), Label.NAME)


def _turned_to(text: str, hit: Hit) -> re.Match[str] | None:
    """Whom somebody is bidden to ring, to ask, to write to."""
    if _BEGINS.search(text, hit.start - _SIGHT, hit.start) is None:
        return None
    return _TURNED_TO.match(text, hit.start, hit.end + _SIGHT)


def _writes(text: str, hit: Hit) -> re.Match[str] | None:
    """Whose words stand in quotes before."""
    start = text.rfind(" ", 0, hit.start)
    return _WRITES.search(text, max(0, start - len("’,")), hit.end + _SIGHT)


def _wrote(text: str, hit: Hit) -> re.Match[str] | None:
    """Whose work is spoken of; the name ends at the hit."""
    found = _WROTE.finditer(text, hit.start - _SIGHT, hit.end + 1)
    return next((match for match in found if match.end() >= hit.end), None)


def _credited(text: str, hit: Hit) -> re.Match[str] | None:
    """Who is credited by two words or three up to the clause's end."""
    return _IN_SMALL.match(text, hit.end - 1, hit.end + _SIGHT)


_DEEDS = "(?:[Rr]eported|[Ss]uggested|[Ff]ound|[Ss]potted|[Nn]oticed|[Cc]ontributed|[Pp]atch|[Ff]ixed|[Tt]ranslated)"
_IN_SMALL = re.compile(
    r"(?P<name>(?P<given>[^\W\d_]{4,12})(?: (?:van|von|de|der|den|di|da)){0,2}(?: [^\W\d_]{3,16}){1,2})"
    r"[ \t]*(?=[.,;(<)](?![\w.])|\r?\n|$)"
)


def _is_somebody_in_small(given: str, name: str) -> bool:
    """Whether a given name that is no other word begins it."""
    return name.islower() and is_given_name(given) and not (is_ordinary(given) or is_place(given)) and is_person(name)


_FINDERS = {
    "told_of.credited": _credited,
    "told_of.bidden": _turned_to,
    "told_of.says": _writes,
    "told_of.works": _wrote,
}


def _is_somebody(name: str) -> bool:
    """Whether a given name begins the name, or one of its words is a name and no other word, and it is no place or firm."""
    given = name.partition(" ")[0]
    begins = is_given_name(given) and not is_ordinary(given)
    if not begins and not known_words(name)[0]:
        return False
    return is_person(name) and not name.isupper() and not names_organisation(name) and not is_only_place(name)


RULE = Rule(
    "told_of",
    {
        "told_of.credited": (
            rf"\b{_DEEDS} by [a-z]|\b[Tt]hanks to [a-z]|[Cc]opyright (?:\([cC]\)|\xc2\xa9) \d{{4}}(?:-\d{{4}})? [a-z]"
        ),
        "told_of.bidden": rf"\b{_BIDDEN} [A-Z\xc3-\xc5][\w.\x80-\xff]",
        "told_of.says": rf"(?:\"|\xe2\x80[\x99\x9d]),? {_SAYS} [A-Z\xc3-\xc5]",
        "told_of.works": rf"[a-z\x80-\xff](?:'|\xe2\x80\x99)s {_WORKS}\b",
    },
    find,
    rank=5,
    hits=(
        "Fix x (reported by «sunniva brixoker»)\nthanks to «teodor brixo»\nCopyright (c) 2019 «annelies van brixo»\n",
        "Ring «Brixa Smith» before noon. Then forward to «Jane Brixo».\n- Email «Jane van Brixo»\nplease call «Jane Brixo»!\n",
        '"Ask «Jane Brixo» about it." Meet «Jane Brixo», our host. (check with «Jane O’Brixo» first)\n',
        '‘Smith’, writes «Jane Brixo», ‘confuses’. “It stays,” said «Jane Brixo». "No", wrote «Jane Brixo» in 1920\n',
        "The volume opens with «Brixa Smith»’s essay on ink and «Jane Brixo»'s last novel.\n",
    ),
    misses=(
        "Copyright (c) 2016 the brixo developers\nthanks to everyone\nthanks to teodor and brixo, reported by sunniva\n",
        "thanks to teodor brixo larkq fern\nreported by larkq brixo\nfound by sunniva.brixo, thanks to rose brixo\n",
        "Call Visual Studio again. Ask Widget Support. Recall Jane Brixo, a ring Jane Brixo, the call Jane Brixo made\n",
        "Meet Jane Brixo GmbH. Call Jane Brixo() Ask Jane-Brixo/x. Meet New York. Email JANE BRIXO\n",
        "He writes Jane Brixo, “it” writes Jane. “it” writes Blue Widget, x\n",
        "in Widget Press’s essay, Jane’s essay, Jane Brixo’s server, Upper Jane Larkq Foundation's essay\n",
    ),
)
