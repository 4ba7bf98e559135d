"""Given names alone where the sentence tells of a person: `ask sarah whether`, `# Arne's prompt`, `I am Roderick.`"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.rules.names.person_name import COMMON_GIVEN_NAMES, is_person
from pii.detectors.scan import Hit
from pii.known.names import is_family_name, is_given_name
from pii.known.organisations import is_organisation_account
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_WORD = r"[^\W\d_]{3,14}"
_CAPITALISED = r"[^\W\d_a-z][^\W\d_]{2,14}"
_ASKED = (
    r"(?:[Aa]sk|[Tt]ell|[Pp]ing|[Pp]oke|[Rr]emind|[Cc]onsult|(?:[Tt]alk|[Ss]peak) (?:to|with)"
    r"|(?:[Cc]heck|[Cc]onfirm|[Cc]larify) with)"
)
_TURNED_TO = re.compile(
    rf"{_ASKED} (?P<name>{_WORD})"
    r"(?:(?= (?:whether|if|about|why|again|first|before)\b)|(?P<last>[.,;:?!)]?(?:\s*\*/)?[ \t]*(?:\r?\n|$)))"
)
"""Without `to` and `for`: programs are asked to do something, and for something."""
_OWN_THINGS = (
    r"(?:prompt|mods?|dotfiles|\.?(?:vimrc|bashrc|zshrc|emacs|tmux\.conf|gitconfig)|aliases|laptop|desktop|machine|fork|branch"
    r"|patch|blog|keymap|homepage|suggestion|advice|birthday|desk|office|hack|scripts?|stuff|notes|playground|answer)"
)
"""What is a person's own, and hardly ever a program's."""
_OWNS = re.compile(rf"(?P<name>{_CAPITALISED})['’]s (?:own |old |new )?(?i:{_OWN_THINGS})\b")
_HEADS = re.compile(r"(?:^|\n)[ \t]*(?:[#\"%;]+|//+|/?\*+|--+|<!--)[ \t]*$")
"""Opens a comment or a heading."""
_PLANS = (
    r"(?:e?-?mail|call|reply|review|present|talk|ask|tell|meet|join|look|follow up|get back|take (?:over|care)|send|write|bring"
    r"|contact|cover|be (?:out|back|away|there|on (?:leave|holiday|vacation)))"
)
_INTENDS = re.compile(rf"(?:^|\n[ \t>*#-]{{0,8}}|[.!?] |[\"'(]|\\n)(?P<name>{_CAPITALISED}) will (?:also )?{_PLANS}\b")
"""Whoever is going to do what people do, at the start of a sentence."""
_I_AM = r"I am|I(?:'|’)m|[Ii]ch bin|[Jj]e suis|[Ii]k ben"
_NAMED_SELF = (
    r"[Mm]y name(?: is|(?:'|’)s)|[Cc]all me|[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e|[Jj]e m(?:'|’)appelle|[Mm]e llamo"
    r"|[Mm]i nombre es|[Mm]eu nome é|[Mm]e chamo|[Mm]i chiamo|[Ii]l mio nome è|[Mm]ijn naam is|[Ii]k heet"
    r"|[Jj]ag heter|[Nn]azywam się"
)
_INTRODUCED = re.compile(
    rf"(?:(?P<being>{_I_AM})|(?:{_NAMED_SELF})|[Tt]his is(?=[^\n]{{1,20}}? (?:speaking|here)\b)) (?P<name>{_CAPITALISED})"
    r"(?=[.,!?;:\"<)]|['’](?!\w)|\\n|[ \t]?(?:\r?\n|$)| (?:and|from|speaking|here|und|et|y|e|en|aus|de|uit)\b)(?!\.\w)"
)
_HERE = re.compile(
    rf"(?:^|\n[ \t>*#/-]{{0,8}}|[.!?] |[\"'(]|\\n|(?:[Hh]i|[Hh]ello|[Hh]ey)(?: [a-z]{{1,12}})?[,!]? )"
    rf"(?P<name>(?P<given>{_CAPITALISED})(?: {_CAPITALISED})?) here(?=[,.!:;](?!\w)|[ ]?[–—(]| - )"
)
"""Whoever writes or calls, at the start: `Jane Roe here, on call for search`."""
_MAY_BE = frozenset(
    "christian muslim sikh jain jewish sad mad merry sunny baby princess ace desi hardy german roman norman".split()
)
"""Lower case; given names that say what somebody is."""
_SAID = re.compile(r"[ \t]*\[?\d\d?:\d\d(?::\d\d)?\]?[ \t]+<[ @+%~&]?[^\s<>]{2,30}>[ \t]")
"""Before what is said, in a log of a conversation."""
_SAID_OF = re.compile(
    rf"[Aa]sk(?:ed)? (?:(?P<name>{_WORD}) (?:to|for)\b"
    rf"|(?P<full>(?P<given>{_WORD}) (?P<family>{_WORD}))(?=[.,;:?!]|[ \t]?(?:\r?\n|$)))"
)
_INSIDE = re.compile(r"[\w@./\\$-]$")
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][^\W\d_]*\.? $")
_SIGHT = 24


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        for place in _FINDERS[hit.pattern](text, hit):
            yield Span(*place, Label.NAME)


def _turned_to(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Whoever is to be asked: a common name in small letters or as the last word, any given name with a capital before more."""
    match = _TURNED_TO.match(text, hit.start, hit.end + REACH)
    if match is None:
        return
    if is_somebody(match["name"], common=match["name"].islower() or match["last"] is not None):
        yield match.span("name")


def _said(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Whoever is asked in a conversation, where nobody writes capitals."""
    start = line_before(text, hit.start)
    match = _SAID_OF.match(text, hit.start, hit.end + REACH)
    if match is None or _SAID.match(text, start, hit.start) is None:
        return
    if match["full"] is None:
        if is_somebody(match["name"]):
            yield match.span("name")
    elif is_somebody(match["given"]) and is_family_name(match["family"]) and not is_ordinary(match["family"]):
        yield match.span("full")


def _intends(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Whoever will do something."""
    found = _INTENDS.finditer(text, hit.start - _SIGHT, hit.end + _SIGHT)
    match = next((match for match in found if match.end() >= hit.end), None)
    if match is not None and is_somebody(match["name"]):
        yield match.span("name")


def _introduced(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Whoever says the own name."""
    match = _INTRODUCED.match(text, hit.start, hit.end + REACH)
    if match is None or match["being"] and match["name"].lower() in _MAY_BE:
        return
    if is_somebody(match["name"]):
        yield match.span("name")


def _is_here(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Whoever says to be there."""
    found = _HERE.finditer(text, max(0, hit.start - 2 * _SIGHT), hit.end + _SIGHT)
    match = next((match for match in found if match.end() > hit.start), None)
    if match is not None and is_somebody(match["given"]):
        yield match.span("name")


def _owns(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Whoever something private belongs to."""
    match = next(
        (found for found in _OWNS.finditer(text, hit.start - _SIGHT, hit.end + _SIGHT) if found.end() >= hit.end), None
    )
    if match is None or _is_word_of_name(text, match.start()):
        return
    heads = _HEADS.search(text, match.start() - _SIGHT, match.start()) is not None
    if is_somebody(match["name"], common=not heads):
        yield match.span("name")


def _is_word_of_name(text: str, start: int) -> bool:
    """Whether the word ends an identifier or a name of several words, which others find whole."""
    before = text[max(0, start - _SIGHT) : start]
    return _INSIDE.search(before) is not None or _NAME_BEFORE.search(before) is not None


def is_somebody(word: str, common: bool = False) -> bool:
    """Whether the word is a given name and neither a word, a town nor a program."""
    if word.lower() in _PROGRAMS or is_ordinary(word) or is_organisation_account(word) or is_place(word):
        return False
    if common and word.lower() not in COMMON_GIVEN_NAMES:
        return False
    return not word.isupper() and is_given_name(word) and is_person(word)


_PROGRAMS = frozenset(
    """
    alexa siri cortana jarvis devin claude bixby travis jenkins hudson hermes apollo athena nova watson julia hugo pascal ada
    elmo bert stan edgar marvin karma ava sage oscar gemini felix romeo nora lucy melissa maya luna atlas ember clippy samba
    """.split()
)
"""Lower case; assistants, languages, servers and services with given names, of which a manual says the same."""

_FINDERS = {
    "spoken_of.turned_to": _turned_to,
    "spoken_of.said": _said,
    "spoken_of.intends": _intends,
    "spoken_of.introduced": _introduced,
    "spoken_of.here": _is_here,
    "spoken_of.owns": _owns,
}

RULE = Rule(
    "spoken_of",
    {
        "spoken_of.turned_to": rf"\b{_ASKED} [A-Za-z\xc3-\xc5]",
        "spoken_of.said": r"\b[Aa]sk(?:ed)? [a-z]",
        "spoken_of.intends": rf"[a-z\x80-\xff] will (?:also )?{_PLANS}\b",
        "spoken_of.introduced": rf"\b(?:{as_bytes([_I_AM])}|{as_bytes([_NAMED_SELF])}|[Tt]his is) [A-Z\xc3-\xc5]",
        "spoken_of.here": r"[a-z\x80-\xff] here(?:[,.!:;(]| [(-]| ?\xe2\x80[\x93\x94])",
        "spoken_of.owns": rf"(?i)[a-z\x80-\xff](?:'|\xe2\x80\x99)s (?:own |old |new )?{_OWN_THINGS}\b",
    },
    find,
    rank=5,
    hits=(
        "# FIXME: ask «sarah» whether this holds\n// talk to «kevin».\n/* check with «Zuzana» first */\n",
        "[10:14] <odalys> can someone ask «philippa» to rerun it\n10:15 <@wren> asked «tobias lindgren», he is on it\n",
        '"reply": "Your export is ready. «Geert» will mail it."\n«Geert» will also be away. ("«Zuzana» will review")\n',
        '{"content":"I am «Roderick». Which seat is mine?"}\n"Hello, my name is «Nolwenn» and I"\nthis is «Geert» speaking\n',
        "Ich heiße «Geert»!\nje m'appelle «Nolwenn»\nCall me «Roderick», I’m «Zuzana» from Brno\n",
        '«Renske Vogelaar» here, on call for search.\n> «Geert» here - hi!\n"Hello team, «Zuzana» here."\n',
        "# «Jason»'s mod\n# «Arne»’s prompt\nsee «Kevin»'s patch for it\n",
    ),
    misses=(
        "ask users whether x. Ask Google about it, ask Jenkins to build, tell will.\nping martin -c 3\n",
        "ask Catalina to check it, ask Zuzana\nask kevin for it. Ask Alexa about it. talk to mark.\nask alice_db about x\n",
        "[10:14] <odalys> can someone ask jenkins to rerun it\nask philippa to rerun it\n10:15 <wren> asked tobias larkq, x\n",
        "Jenkins will send it. Jane Geert will mail it. Geert will compile. the Geert will mail\n",
        "Click here, please. Look here! The Geert here is old, Build Server here: x\nGeert here and there, Alexa here.\n",
        "I am Groot. I am Busy. I'm Sad! I am Legend, call me Later. I am Christian.\n",
        "this is Roderick's. This is Geert. My name is Brixo. I am Roderick.x I am Geert Roe, my name is Alexa.\n",
        "# Hudson's patch\n# Let's notes\nthe user's laptop, Georgia's homepage, Unity's scripts, jane's_x\n",
    ),
)
