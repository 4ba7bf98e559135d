"""A value found once is found wherever else it stands nearby, even where nothing says what it is."""

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
"""The labels whose values are carried by default: what an address looks like tells everywhere that it is one."""
SHORTEST = 8
"""Characters: shorter values are too likely to mean something else elsewhere."""
_SHORTEST_ACCOUNT = 4
REACH = 1 << 15
"""Characters from the place that tells to one that does not. Less than what a window of a long text has in sight, so that where a
text is cut changes nothing."""
_SHORTEST_LITERAL = 4
"""Characters of a password that is a word: it is carried to literals that hold nothing else, such as those of a test."""
_ORDINARY = frozenset(
    """
    password passwd passphrase pass secret test testing default user username account login email admin guest none null true false
    token name value string text example data database wrong invalid incorrect badpassword wrongpassword
    """.split()
)
_GIVEN = re.compile(r"[\w\"'\])]\s*(?:=>|[:=]|[=!]==?)\s*\w?$")
"""Before a literal that is given to a name or compared with it, which then says what it is."""
_WORD = re.compile(r"\w+")
_TWO_WORDS = re.compile(r"\w[.'’]? +\w")
_BEFORE_OWNER = re.compile(
    r"""(?:^|[\s"'`(\[,;:=@]|\w\.\w+/|/(?:gh|github|gitlab|bitbucket|repos?|users?|u|badge|stars|forks|issues|release|commits-since)/)$"""
)
"""What stands before the owner of a repository, image or package: nothing, a host, or a word of the path of a badge or an API."""
_SITES = re.compile(r"\.(?:github|gitlab|codeberg|bitbucket)\.(?:io|page|org)\b")
_NUMBERED_ACCOUNT = re.compile(r"[A-Za-z]\d")
_CAPITAL_INSIDE = re.compile(r"[a-z][A-Z]")
_APART = re.compile(r"[^\w.$#(-]$|^$")
"""Before an account that no word looks like: it is no part of a domain, a version or an identifier."""
_IN_TEXT = re.compile(r"(?:^|[\s\"'`*@])$")
_GOES_ON_IN_TEXT = re.compile(r"(?:[\"'`*,]|\.?(?:\s|$))(?!\s*[=({<])")
"""Around one with a capital inside, since identifiers have those, too."""
_GOES_ON = re.compile(r"\.\w|[-(\\]\w|::|\(")
_SPOKEN_OF = re.compile(
    r"(?:\b(?:by|thanks to|thx|from|per|cc|author|credits?|for user|as user):? |(?:^|[\s\"'=])~|[ \t]\()[`*'\"]?$",
    re.IGNORECASE,
)
"""Before any account: whoever is named there is a person, or the owner of a folder."""
_SIGHT = 24
"""Characters before an account that tell whether an owner stands there."""
_NUMBERED = re.compile(r"[^\W\d_]*\d?|\d*")
_HYPHENED = re.compile(r"[a-z]+(?:-[a-z]+)*")
_VERSION = re.compile(r"v?\d[\d.]*")
_FEW = 96
"""Up to this many words are searched for one by one; more searches take longer than one pass over every word of a text."""
_MOST_SHAPES = 64
"""Ways in which values hold one word that are tried at each place where it stands: time is linear whatever the values."""


def everywhere(text: str, spans: Sequence[Span], labels: Collection[str]) -> list[Span]:
    """The spans, which are disjoint and sorted, and one for each further place of a value of these labels, as a whole token.

    A value that is let stand or is not sure is not looked for, nor a word or a number, nor one in an encoding of its own; a
    password that is a word is found where it stands alone in quotes, given to no name, unless another name has it. Of names,
    those of two words and more are, one of which is known as a name; an account is found where an account can stand, before
    its repository, behind an at sign or where people are named, one that no word looks like nearly anywhere, unless that
    bears the same name.
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
    projects: set[str] = set()  # accounts that bear the name of a project
    others: set[str] = set()  # words that are the values of other names, too
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
    """Whether a value means the same wherever it stands."""
    if label == Label.NAME:
        return _TWO_WORDS.search(value) is not None and any(known_names(value))
    if label == Label.USERNAME:
        return len(value) >= _SHORTEST_ACCOUNT and not _VERSION.fullmatch(value)
    return len(value) >= SHORTEST and not _is_word(value)


def _is_own_word(value: str, label: str) -> bool:
    """Whether the value is a password that somebody chose among words, and not the first that comes to mind."""
    chosen = value.lower() not in _ORDINARY and not is_system_account(value)
    return label == Label.PASSWORD and len(value) >= _SHORTEST_LITERAL and chosen


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether nothing but that stands between quotes."""
    quote = text[start - 1 : start]
    return quote in ("'", '"') and text.startswith(quote, end) and not text.startswith("@", end + 1)


def _is_account_place(text: str, start: int, end: int) -> bool:
    """Whether an account can stand there: `jroe/lib`, `@jroe`, `jroe.github.io`, `[Jane Roe][jroe]`, `by jroe`, `jroe1984`."""
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
    """Where values stand as whole tokens, longest first where several begin with one word."""
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
    """Where words stand, in order."""
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
    """Whether an index lies between two characters of one word."""
    return 0 < index < len(text) and _is_letter(text[index - 1]) and _is_letter(text[index])


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _nearest(places: Sequence[Span], start: int) -> Span:
    index = bisect_left(places, start, key=_START)
    return min(places[max(0, index - 1) : index + 1], key=lambda span: abs(span.start - start))
