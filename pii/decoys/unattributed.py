"""Names and accounts found by the network with no supporting context: in another language, in a bare list, half of the words
unknown. There the network must be sure, or the line must mention a person. Rules are exempt: their place is the context.
"""

from collections.abc import Iterable, Iterator

from pii import expressions as re
from pii.decoys.base import line_around
from pii.decoys.languages import is_bare_list, is_foreign
from pii.known.names import GIVEN, is_east_asian, is_given_name, known_names
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before, text_before


def unattributed(text: str, span: Span) -> bool:
    """Whether a span that no rule found lies where names and accounts are seldom right, on a line that mentions no person."""
    if span.source.startswith("rules."):
        return False
    if text_before(text, span.start, 2) == "\\@":
        return True  # a command of TeX
    value = text[span.start : span.end]
    if span.label is Label.NAME:
        if _PACKAGE_AFTER.match(text, span.end):
            return True
        if _CONTRACTION_AFTER.match(text, span.end) or text.startswith(_GLYPHS, line_before(text, span.start, 40)):
            return True
        if _is_in_list_of_words(text, span) or not _NO_NAMES.isdisjoint(value.lower().split()):
            return True
        if is_east_asian(value):
            # These have a threshold of their own, except names spelt by sound, as things are too.
            return is_place(value) or _NAMES_THINGS.search(value) is not None
        if _SYMBOLS.fullmatch(value):
            return True
        if _is_half_known(value, span.score):
            return not _is_among_persons(text, span)
    before, after = line_around(text, span)
    if _ATTRIBUTION.search(before) is not None:
        return False
    known_script = value.isascii() or all(character in _LATIN or character.isascii() for character in value)
    listed = is_bare_list(text, span)
    if known_script and not listed and not is_foreign(text, span):
        return False
    if span.label is Label.NAME and not listed and span.score >= _SURE_ABROAD[any(known_names(value))]:
        return value.lower() == value.upper() and " " not in value
    if span.label is Label.USERNAME and (
        before[-1:] in tuple("@/\\~" if listed else "@/\\~(") or _ACCOUNT_WORD.search(before)
    ):
        return False
    return _ADDRESS_BESIDE.search(after) is None


_NAMES_THINGS = re.compile(
    "\\A[\u30a1-\u30fa\u30fc]+\\Z|(?:市|县|縣|県|省|区|區|町|郡|駅|站|寺|湖|温泉|高原|神社|大学|大學|学院|學院|学校|公司|会社|集团|銀行|银行|医院|病院)\\Z"
    "|\\A(?:明治|大正|昭和|平成|令和)\\Z"
)
"""Katakana without the dot between a foreigner's names; characters that end places and organisations; eras."""
_SYMBOLS = re.compile(r"[A-Z][a-z]?(?: [A-Z][a-z]?){2,}")
"""Of chemical elements: `Sr Ti O`."""
_SURE_ABROAD = {True: 0.8, False: 0.97}
"""Minimum score in sentences of another language, by whether a word is a known name. About single lower-case words the network
knows too little."""
_LATIN = frozenset(map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), 0x2019, 0xB7, 0x2010)))
_ATTRIBUTION = re.compile(
    re.any_case("author copyright maintain contribut translat creator written thanks signed reviewed credit".split())
    + r"|@|©|\([cC]\)|"
    + re.any_case((r"b(?<!\w.)y\b", r"n(?<!\w.)ame"))
)
_ADDRESS_BESIDE = re.compile(
    r"^[\"'*_]{0,3}[ \t]*[<(\[]?(?:mailto:)?[\w.+-]{1,64}@|^[\"'*_\])]{0,4}\(?[ \t]*[-–—:(<]{0,2}[ \t]*\[?https?://"
)
"""A mail address or a URL right after a name."""
_PACKAGE_AFTER = re.compile(
    r"\]\(https?://(?:www\.)?(?:mvnrepository\.com/artifact|search\.maven\.org|npmjs\.(?:com|org)/package|pypi\.org/project|crates\.io/crates"
    r"|nuget\.org/packages|packagist\.org/packages|rubygems\.org/gems|pub\.dev/packages|pkg\.go\.dev|hex\.pm/packages"
    r"|hackage\.haskell\.org/package|metacpan\.org/pod|cran\.r-project\.org)/"
)
"""The target of a link to a package, whose name is in the link's brackets."""
_ACCOUNT_WORD = re.compile(re.any_case("user login account owner nick uid sudo ssh".split()))
_CONTRACTION_AFTER = re.compile(r"['’](?:T|t|LL|ll|RE|re|VE|ve|M|m)\b")
"""A word of a sentence: I'M, DON'T."""
_GLYPHS = "KPX "
"""Kerning pairs of a font."""


_LONG_LIST = 5
_LIST_SIGHT = 160
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w'’]+")
_NO_ITEMS = frozenset(("and", "#", "*", "//", "--"))
"""Separators of the items in a list that spans several lines of a comment."""


def _is_in_list_of_words(text: str, span: Span) -> bool:
    """Whether a word is in a longer list of words that are seldom given names, such as counties and towns named after persons."""
    value = text[span.start : span.end]
    if not value.isalpha():
        return False
    before = _items(reversed(text_before(text, span.start, _LIST_SIGHT).split(",")), nearest=-1)
    after = _items(text[span.end : span.end + _LIST_SIGHT].split(","), nearest=0)
    beside = [value, *before, *after]
    return len(beside) >= _LONG_LIST and 2 * sum(map(is_given_name, beside)) < len(beside)


def _items(pieces: Iterable[str], nearest: int) -> Iterator[str]:
    """The single words between commas, nearest first. The piece next to the span may be empty; of the last piece the nearest
    word counts."""
    for number, piece in enumerate(pieces):
        words = [word for word in piece.split() if word not in _NO_ITEMS]
        if words and (number or len(words) == 1) and _CAPITALISED.fullmatch(words[nearest]):
            yield words[nearest]
        if len(words) > 1 or not (words or number == 0):
            break


def _is_half_known(value: str, score: float) -> bool:
    """Whether some words of a name are known as names, others are not, and the network is not sure."""
    known = list(known_names(value))
    if not known or score >= _SURE[any(kind & GIVEN for *_, kind in known)]:
        return False
    return any(
        word[0].lower() not in _PARTICLES
        and not any(start <= word.start() and word.end() <= end for start, end, _ in known)
        for word in _WORDS_OF_NAME.finditer(value)
    )


_NO_NAMES = frozenset(
    """
    anda ihnen usted ustedes vám vás wam was vam vas вам вас вы ви
    정수 상수 변수 함수 인수 지수 실수 소수 분수 배수 점수
    alle jede jeder jedes jedem jeden diese dieser dieses unsere unserer keine keiner tous toutes todos todas
    """.split()
)
"""Capitalised "you" within a sentence; words before nouns in German, where nouns have capitals, or at the start of a
sentence; Korean words for numbers, constants and functions that are also names."""
_SURE = {True: 0.5, False: 0.8}
"""Minimum score by whether one of the words is a given name. In random files, half-known names below it are labels of forms,
dishes and places."""
_PARTICLES = frozenset("st le la de di da du del den der van von mc jr sr".split())
_WORDS_OF_NAME = re.compile(r"[^\W\d_]{2,}")


def _is_among_persons(text: str, span: Span) -> bool:
    """Whether the line is about persons: the span follows a year, as copyright holders do, or is next to other names."""
    before, after = line_around(text, span)
    if _ATTRIBUTION.search(before) or _ADDRESS_BESIDE.search(after) or _YEARS_BEFORE.fullmatch(before):
        return True
    beside = before[-_BESIDE:] if _JOINS_BEFORE.search(before) else ""
    beside += after[:_BESIDE] if _JOINS_AFTER.match(after) else ""
    return any(kind & GIVEN for *_, kind in known_names(beside))


_YEARS_BEFORE = re.compile(r"\W*\d{4}[\d ,–-]*")
_JOINS_BEFORE = re.compile(r"(?:,|;|\band|&)[ \t]+$")
_JOINS_AFTER = re.compile(r"[,;][ \t]|[ \t](?:and|&)[ \t]")
_BESIDE = 40
"""Characters in which another name is sought."""
