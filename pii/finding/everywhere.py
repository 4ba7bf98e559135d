"""Propagates a found value to its other occurrences nearby, even those without context."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter

from pii import expressions as re
from pii.known.names import known_names
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span, is_sure
from pii.text import hidden
from pii.text.surroundings import text_before

SOURCE = "everywhere"
CARRIED = (Label.NAME, Label.USERNAME, Label.KEY, Label.PASSWORD)
"""The labels whose values are propagated by default; addresses need no context anywhere."""
SHORTEST = 8
"""Minimum characters: shorter values are too likely to mean something else elsewhere."""
_SHORTEST_ACCOUNT = 4
REACH = 1 << 15
"""Maximum characters between a found value and another occurrence. Less than the context of a window of a long text, so that
the cuts of a text change nothing."""
_SHORTEST_LITERAL = 4
"""Minimum characters of a password that is a word, which is propagated to literals of nothing else, such as those of a test."""
_ORDINARY = frozenset(
    """
    password passwd passphrase pass secret test testing default user username account login email admin guest none null true false
    token name value string text example data database wrong invalid incorrect badpassword wrongpassword
    """.split()
)
_GIVEN = re.compile(r"[\w\"'\])]\s*(?:=>|[:=]|[=!]==?)\s*\w?$")
"""Precedes a literal that is assigned to a name or compared with it; the name then says what it is."""
_WORD = re.compile(r"\w+")
_TWO_WORDS = re.compile(r"\w[.'’]? +\w")
_BEFORE_OWNER = re.compile(
    r"""(?:^|[\s"'`(\[,;:=@]|\w\.\w+/|/(?:gh|github|gitlab|bitbucket|repos?|users?|u|badge|stars|forks|issues|release|commits-since)/)$"""
)
"""Precedes the owner of a repository, image or package: nothing, a host, or a word in the path of a badge or an API."""
_SITES = re.compile(r"\.(?:github|gitlab|codeberg|bitbucket)\.(?:io|page|org)\b")
_NUMBERED_ACCOUNT = re.compile(r"[A-Za-z]\d")
_CAPITAL_INSIDE = re.compile(r"[a-z][A-Z]")
_APART = re.compile(r"[^\w.$#(-]$|^$")
"""Precedes an account unlike any word: the account is not part of a domain, a version or an identifier."""
_IN_TEXT = re.compile(r"(?:^|[\s\"'`*@])$")
_GOES_ON_IN_TEXT = re.compile(r"(?:[\"'`*,]|\.?(?:\s|$))(?!\s*[=({<])")
"""Follows an account with an inner capital, since identifiers have those, too."""
_GOES_ON = re.compile(r"\.\w|[-(\\]\w|::|\(")
_SPOKEN_OF = re.compile(
    r"(?:\b(?:by|thanks to|thx|from|per|cc|author|credits?|for user|as user):? |(?:^|[\s\"'=])~|[ \t]\()[`*'\"]?$",
    re.IGNORECASE,
)
"""Precedes any account: a place that names a person, or the owner of a folder."""
_SIGHT = 24
"""Characters before an account that show whether it is in an owner's place."""
_NUMBERED = re.compile(r"[^\W\d_]*\d?|\d*")
_HYPHENED = re.compile(r"[a-z]+(?:-[a-z]+)*")
_VERSION = re.compile(r"v?\d[\d.]*")
_FEW = 96
"""Maximum words to search for one by one; beyond that, one pass over every word of the text is faster."""
_MOST_SHAPES = 64
"""Maximum values tried at each occurrence of a word that they contain, which keeps the time linear."""


def everywhere(text: str, spans: Sequence[Span], labels: Collection[str]) -> list[Span]:
    """Add to the spans (disjoint, sorted) one for each further occurrence of a value of these labels as a whole token.

    Values that are kept, not sure, a word or a number, or inside encoded text are not searched for. By label:

    - a password that is a word: alone in quotes and not assigned to a name, unless it is also the value of another name;
    - a name: of at least two words, one of them a known name;
    - an account: before its repository, after an at sign or where people are named; one unlike any word nearly anywhere. An
      account named like its project is not propagated.
    """
    places: dict[str, list[Span]] = {}
    for span in spans:
        if is_sure(span) and span.label in labels and not hidden.is_blob(span):
            value = text[span.start : span.end]
            if _is_telling(value, span.label) or _is_own_word(value, span.label):
                places.setdefault(value, []).append(span)
    if not places:
        return list(spans)
    ends = [span.end for span in spans]
    found: list[Span] = []
    projects: set[str] = set()  # accounts named like a project
    others: set[str] = set()  # words that are also values of other names
    for start, end in _tokens(text, places):
        if text.startswith("/" + text[start:end], end):
            projects.add(text[start:end])
        first = bisect_right(ends, start)
        taken = first < len(spans) and spans[first].start < end
        if taken or (found and start < found[-1].end):
            continue
        nearest = _nearest(places[text[start:end]], start)
        if nearest.label == Label.USERNAME:
            fits = _is_account_place(text, start, end)
        else:
            fits = _is_telling(text[start:end], nearest.label)
            if not fits and _is_quoted(text, start, end):
                fits = _GIVEN.search(text_before(text, start - 1, _SIGHT)) is None
                if not fits:
                    others.add(text[start:end])
        if fits and abs(nearest.start - start) <= REACH:
            found.append(Span(start, end, nearest.label, nearest.score, SOURCE))
    found = [
        new for new in found if text[new.start : new.end] not in (projects if new.label == Label.USERNAME else others)
    ]
    return sorted([*spans, *found], key=_START) if found else list(spans)


_START = attrgetter("start")


def _is_telling(value: str, label: str) -> bool:
    """Whether a value means the same everywhere."""
    if label == Label.NAME:
        return _TWO_WORDS.search(value) is not None and any(known_names(value))
    if label == Label.USERNAME:
        return len(value) >= _SHORTEST_ACCOUNT and not _VERSION.fullmatch(value)
    return len(value) >= SHORTEST and not _is_word(value)


def _is_own_word(value: str, label: str) -> bool:
    """Whether the value is a password that is a word, but not one of the most obvious."""
    chosen = value.lower() not in _ORDINARY and not is_system_account(value)
    return label == Label.PASSWORD and len(value) >= _SHORTEST_LITERAL and chosen


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether it is the whole content of a pair of quotes."""
    quote = text[start - 1 : start]
    return quote in ("'", '"') and text.startswith(quote, end) and not text.startswith("@", end + 1)


def _is_account_place(text: str, start: int, end: int) -> bool:
    """Whether an account is plausible there: `jroe/lib`, `@jroe`, `jroe.github.io`, `[Jane Roe][jroe]`, `by jroe`, `jroe1984`."""
    before = text_before(text, start, _SIGHT)
    if _SITES.match(text, end):
        return not before.endswith(("-", "."))
    if before.endswith("@"):
        return not text.startswith((".", ":"), end)
    if before.endswith("]["):
        return text.startswith("]", end)
    if text.startswith("/", end) and text[end + 1 : end + 2].isalnum() and _BEFORE_OWNER.search(before):
        return True
    if _GOES_ON.match(text, end):
        return False
    if _SPOKEN_OF.search(before):
        return not before.endswith("(") or text.startswith((")", ","), end)
    if _NUMBERED_ACCOUNT.search(text, start, end):
        return _APART.search(before) is not None
    inside = _CAPITAL_INSIDE.search(text, start, end) is not None
    return inside and _IN_TEXT.search(before) is not None and _GOES_ON_IN_TEXT.match(text, end) is not None


def _is_word(value: str) -> bool:
    """Whether it is a word, a number or an identifier such as `test_key_2`, `password2` or `kube-proxy`: elsewhere it means
    something else."""
    if "-" in value:
        return _HYPHENED.fullmatch(value) is not None
    return all(_NUMBERED.fullmatch(piece) for piece in value.split("_"))


def _tokens(text: str, values: Collection[str]) -> Iterator[tuple[int, int]]:
    """The occurrences of values as whole tokens, longest first if several contain the same word."""
    shapes: dict[str, set[tuple[int, int]]] = {}
    for value in values:
        word = max(_WORD.finditer(value), key=lambda match: len(match[0]), default=None)
        if word is not None:
            shapes.setdefault(word[0], set()).add((len(value), word.start()))
    ordered = {word: sorted(some, reverse=True)[:_MOST_SHAPES] for word, some in shapes.items()}
    for at, word in _words(text, ordered):
        for length, before in ordered[word]:
            start = at - before
            end = start + length
            if 0 <= start and end <= len(text) and text[start:end] in values and _is_whole(text, start, end):
                yield start, end


def _words(text: str, wanted: Collection[str]) -> Iterator[tuple[int, str]]:
    """The occurrences of words, in order."""
    if len(wanted) > _FEW:
        yield from ((word.start(), word[0]) for word in _WORD.finditer(text) if word[0] in wanted)
    else:  # nearly always
        yield from sorted((start, word) for word in wanted for start in _finds(text, word))


def _finds(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        if _is_whole(text, start, start + len(word)):
            yield start
        start = text.find(word, start + len(word))


def _is_whole(text: str, start: int, end: int) -> bool:
    return not _in_word(text, start) and not _in_word(text, end)


def _in_word(text: str, index: int) -> bool:
    """Whether an index lies between two characters of the same word."""
    return 0 < index < len(text) and _is_letter(text[index - 1]) and _is_letter(text[index])


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _nearest(places: Sequence[Span], start: int) -> Span:
    index = bisect_left(places, start, key=_START)
    return min(places[max(0, index - 1) : index + 1], key=lambda span: abs(span.start - start))
