"""Given names alone where the sentence tells of a person: `ask sarah whether`, `Eva suggested that`, `# Arne's prompt`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names import COMMON_GIVEN_NAMES, is_person
from pii.detectors.rules.person_cells import is_ordinary
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.names import is_given_name
from pii.organisations import is_organisation_account
from pii.places import is_place
from pii.spans import Span
from pii.surroundings import REACH

_SOURCE = "rules.spoken_of"

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
_GAVE = r"(?:gave|told|asked|showed|taught|convinced|reminded|granted|lent|helped)"
_NOTED = r"(?:suggested|pointed out|noticed|complained|proposed|recommended|thinks|prefers|insists|insisted)"
_ACTED = re.compile(
    rf"(?P<name>{_CAPITALISED}) (?:{_NOTED} (?:that|we|this|it|I|the|an?)\b|{_GAVE} (?:me|us|(?P<other>{_CAPITALISED})) )"
)
_OWN_THINGS = (
    r"(?:prompt|mods?|dotfiles|\.?(?:vimrc|bashrc|zshrc|emacs|tmux\.conf|gitconfig)|aliases|laptop|desktop|machine|fork|branch"
    r"|patch|blog|keymap|homepage|suggestion|advice|birthday|desk|office|hack|scripts?|stuff|notes|playground|answer)"
)
"""What is a person's own, and hardly ever a program's."""
_OWNS = re.compile(rf"(?P<name>{_CAPITALISED})['’]s (?:own |old |new )?(?i:{_OWN_THINGS})\b")
_HEADS = re.compile(r"(?:^|\n)[ \t]*(?:[#\"%;]+|//+|/?\*+|--+|<!--)[ \t]*$")
"""Opens a comment or a heading."""
_INSIDE = re.compile(r"[\w@./\\$-]$")
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][^\W\d_]*\.? $")
_SIGHT = 24


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        for place in _FINDERS[hit.pattern](text, hit):
            yield Span(*place, Label.NAME, source=_SOURCE)


def _turned_to(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Whoever is to be asked: a common name in small letters or as the last word, any given name with a capital before more."""
    match = _TURNED_TO.match(text, hit.start, hit.end + REACH)
    if match is None:
        return
    if _is_somebody(match["name"], common=match["name"].islower() or match["last"] is not None):
        yield match.span("name")


def _acted(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Whoever says, thinks or gives something to somebody."""
    match = next(
        (found for found in _ACTED.finditer(text, hit.start - _SIGHT, hit.end + _SIGHT) if found.end() >= hit.end), None
    )
    if match is None or _is_word_of_name(text, match.start()) or not _is_somebody(match["name"]):
        return
    yield match.span("name")
    if match["other"] and _is_somebody(match["other"]):
        yield match.span("other")


def _owns(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Whoever something private belongs to."""
    match = next(
        (found for found in _OWNS.finditer(text, hit.start - _SIGHT, hit.end + _SIGHT) if found.end() >= hit.end), None
    )
    if match is None or _is_word_of_name(text, match.start()):
        return
    heads = _HEADS.search(text, match.start() - _SIGHT, match.start()) is not None
    if _is_somebody(match["name"], common=not heads):
        yield match.span("name")


def _is_word_of_name(text: str, start: int) -> bool:
    """Whether the word ends an identifier or a name of several words, which others find whole."""
    before = text[max(0, start - _SIGHT) : start]
    return _INSIDE.search(before) is not None or _NAME_BEFORE.search(before) is not None


def _is_somebody(word: str, common: bool = False) -> bool:
    """Whether the word is a given name and neither a word, a town nor a program."""
    if word.lower() in _PROGRAMS or is_ordinary(word) or is_organisation_account(word) or is_place(word):
        return False
    if common and word.lower() not in COMMON_GIVEN_NAMES:
        return False
    return not word.isupper() and is_given_name(word) and is_person(word)


_PROGRAMS = frozenset(
    """
    alexa siri cortana claude bixby travis jenkins hudson hermes apollo athena nova watson julia hugo pascal ada elmo bert
    stan edgar marvin karma ava sage oscar gemini felix romeo nora lucy melissa maya luna atlas ember clippy samba
    """.split()
)
"""Lower case; assistants, languages, servers and services with given names, of which a manual says the same."""

_FINDERS = {
    "spoken_of.turned_to": _turned_to,
    "spoken_of.noted": _acted,
    "spoken_of.gave": _acted,
    "spoken_of.owns": _owns,
}

RULE = Rule(
    "spoken_of",
    {
        "spoken_of.turned_to": rf"\b{_ASKED} [A-Za-z\xc3-\xc5]",
        "spoken_of.noted": rf"[a-z\x80-\xff] {_NOTED} (?:that|we|this|it|I|the|an?)\b",
        "spoken_of.gave": rf"[a-z\x80-\xff] {_GAVE} (?:me|us|[A-Z\xc3-\xc5][a-z\x80-\xff]{{2,20}}) ",
        "spoken_of.owns": rf"(?i)[a-z\x80-\xff](?:'|\xe2\x80\x99)s (?:own |old |new )?{_OWN_THINGS}\b",
    },
    find,
    rank=5,
    hits=(
        "# FIXME: ask «sarah» whether this holds\n// talk to «kevin».\n/* check with «Zuzana» first */\n",
        "2011: «Priscilla» gave «Rutger» commit access. «Jane» suggested that we wait\n",
        "# «Jason»'s mod\n# «Arne»’s prompt\nsee «Kevin»'s patch for it\n",
    ),
    misses=(
        "ask users whether x. Ask Google about it, ask Jenkins to build, tell will.\nping martin -c 3\n",
        "ask Catalina to check it, ask Zuzana\nask kevin for it. Ask Alexa about it. talk to mark.\nask alice_db about x\n",
        "Heroku gave us access. Travis told me x. Jane Roe suggested that we wait; We noticed that\n",
        "# Hudson's patch\n# Let's notes\nthe user's laptop, Georgia's homepage, Unity's scripts, jane's_x\n",
    ),
)
