"""The true start and end of a value around a run of tokens that a network marked.

Tokens straddle quotes, escapes and separators; the text shows better where a value ends. A person's name is letters and their
joiners, an account a run of account characters, a credential the literal, the word or the side of an assignment that holds the
run. No extent crosses a line end, a quote or an escape.
"""

import unicodedata
from collections.abc import Callable

from pii import expressions as re
from pii.decoys.eponyms import ADJECTIVE
from pii.known.names import is_given_name
from pii.labels import Label
from pii.text.surroundings import text_before

_Belongs = Callable[[str, int], bool]
"""Whether the character at an index of a text belongs to a value."""

_REACH = 240
"""Maximum characters read to each side of a run."""

_ESCAPE = re.compile(r"\\(?:f[BIPR](?=[A-Z])|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[nrtbfv0\"'`\\/])|\x1b\[[0-9;]*m")
"""An escape of a string literal, a font of troff or a colour code of a terminal: never part of a value."""

_QUOTES = "\"'`“”„«»"
_JOINERS = " .'’-‐·"
"""Characters allowed between the letters of a person's name."""
_HARD = frozenset(" \t\r\n\"'`<>()[]{},;|“”„«»")
"""Characters that no unquoted credential contains."""
_ASSIGNED = re.compile(r"[=&?]|(?<=[\w\"'])[:](?!//)|://")
_STRIPPED: dict[str, str] = {
    Label.EMAIL: " \t\r\n\"'`()[]{}<>,;:=|",
    Label.IP_ADDRESS: " \t\r\n\"'`()[]{}<>,;=|/",
}
_ACCOUNT_EDGES = "._-"


def extent(text: str, start: int, end: int, label: str) -> tuple[int, int] | None:
    """The value that holds the characters `start` to `end`, half-open; None if there is none of its kind."""
    first, last = _line(text, start, end)
    if first >= last:
        return None
    match label:
        case Label.NAME:
            return _name(text, *_longest(text, first, last, _in_name))
        case Label.USERNAME:
            return _account(text, *_longest(text, first, last, _in_account))
        case Label.KEY | Label.PASSWORD:
            return _credential(text, first, last)
        case _:
            return _stripped(text, first, last, _STRIPPED.get(label, " \t\r\n\"'`()[]{}<>,;"))


_LINE = re.compile(r"[^\r\n]+")


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of the run on the line that holds most of it."""
    parts = [(match.start(), match.end()) for match in _LINE.finditer(text[start:end])]
    if not parts:
        return start, start
    first, last = max(parts, key=lambda part: part[1] - part[0])
    return start + first, start + last


def _longest(text: str, start: int, end: int, belongs: _Belongs) -> tuple[int, int]:
    """The longest run of characters that belong together between `start` and `end`, grown on both sides as far as letters go."""
    best, position = (start, start), start
    escapes = _escaped(text, start, end)
    while position < end:
        if position in escapes or not belongs(text, position):
            position += 1
            continue
        first = position
        while position < end and position not in escapes and belongs(text, position):
            position += 1
        if position - first > best[1] - best[0]:
            best = first, position
    return best


def _escaped(text: str, start: int, end: int) -> frozenset[int]:
    """The characters of escapes that touch the run."""
    lead = max(0, start - 6)
    while lead > 0 and start - lead < 12 and text[lead - 1] == "\\":
        lead -= 1
    if text.find("\\", lead, end + 6) < 0 and text.find("\x1b", lead, end + 6) < 0:
        return frozenset()
    return frozenset(
        index
        for match in _ESCAPE.finditer(text, lead, min(len(text), end + 6))
        for index in range(match.start(), match.end())
    )


def _in_name(text: str, index: int) -> bool:
    character = text[index]
    return character.isalpha() or character in _JOINERS or unicodedata.category(character)[0] == "M"


def _in_account(text: str, index: int) -> bool:
    return text[index] in "._-" or text[index].isalnum() and not _UNSPACED.match(text[index])


_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of scripts without spaces between words, which also directly follow an account, `@jroe提issue`; Korean has spaces, but
not before the particles after a name."""


def _grown(text: str, start: int, end: int, more: _Belongs) -> tuple[int, int]:
    """The run extended over neighbouring characters of its kind, but not into an escape."""
    escapes = _escaped(text, max(0, start - _REACH), min(len(text), end + _REACH))
    while start > 0 and start - 1 not in escapes and more(text, start - 1):
        start -= 1
    while end < len(text) and end not in escapes and more(text, end):
        end += 1
    return start, end


def _is_letter(text: str, index: int) -> bool:
    return text[index].isalnum() or unicodedata.category(text[index])[0] == "M"


def _is_of_word(text: str, index: int) -> bool:
    """Whether the character belongs to the adjacent word; scripts without spaces have no word boundaries, so never there."""
    return _is_letter(text, index) and not _UNSPACED.match(text[index])


def _name(text: str, start: int, end: int) -> tuple[int, int] | None:
    bounds = _stripped(text, start, end, _JOINERS)
    if bounds is None:
        return None
    start, end = _grown(text, *bounds, _is_of_word)
    if inside := _AFTER_APOSTROPHE.match(text, end):
        end = inside.end()  # D'Angiò, O’Roe: a name does not end at such an apostrophe
    if suffix := _TURKISH_SUFFIX.search(text, start, end):
        end = suffix.start()
    start, end = _without_neighbours(text, start, end)
    start, end = _joined(text, start, end)
    if initials := _INITIALS_BEFORE.search(text, max(0, start - _LONGEST_INITIALS), start):
        start = initials.start()
    if any(character.isdigit() for character in text[start:end]):
        return None
    if title := ADJECTIVE.search(text, start + 1, end):
        end = title.start() + 1  # Roe J. Gaussian Fields: a reference continues with its title
        return _stripped(text, start, end, _JOINERS.replace(".", "")) if end - start > 2 else None
    if text[end : end + 1] == "." and end - start > 1 and text[end - 2 : end - 1] in " .":
        end += 1  # Jane R.: the full stop belongs to the initial
    return (start, end) if end - start > 1 else None


def _joined(text: str, start: int, end: int) -> tuple[int, int]:
    """The given and family name joined by an underscore, if the run is one of them: `2010-09-07  Stevan_Roe`."""
    if "_" not in (text[end : end + 1], text[start - 1 : start]):
        return start, end
    first = text.rfind(" ", max(0, start - _LONGEST_GIVEN), start) + 1
    whole = _JOINED.match(text, first, end + _REACH)
    if whole is None or not is_given_name(whole["given"]):
        return start, end
    return whole.span() if whole.start() <= start and end <= whole.end() else (start, end)


_JOINED = re.compile(r"(?P<given>[^\W\d_a-z][^\W\d_A-Z]{2,})_[^\W\d_a-z][^\W\d_A-Z]+(?=[ \t]*(?:[\r\n<,]|\Z))")
"""Only before a line end or an address: elsewhere it is an identifier, `Max_Value`."""
_LONGEST_GIVEN = 24
_INITIALS_BEFORE = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){1,3}\Z")
_LONGEST_INITIALS = 12
"""Characters of initials before a family name, plus one."""
_AFTER_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’][^\W\d_a-zß-ÿ]\w*")
"""A capital after an apostrophe after a letter."""
_TURKISH_SUFFIX = re.compile(
    r"['’](?:y?l[ae]|l[ae]r\w*|n?d[ae](?:n|ki)?|t[ae](?:n|ki)?|n?[ıiuü]n|[yn]?[ıiuü]|[yn]?[ae])\Z"
)
"""A case or plural ending, which Turkish separates from a name: `Deniz Roe'nin`, `Deniz Roe'ye`."""
_NEIGHBOURS = frozenset(
    """
    and ask author authors by call cc contact contributor copyright created date dear e-mail email fax file fixed
    from hello hey hi http https license licence mail maintainer modified name phone ping reported reviewed see
    since tel tell thank thanks updated url user version written www
    """.split()
)
"""Words next to a name in prose and file headers that look like a part of it at the start of a sentence."""


def _without_neighbours(text: str, start: int, end: int) -> tuple[int, int]:
    """The run without words at its ends that only accompany names, as long as one other word is left."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    first, last = 0, len(words)
    while last - first > 1 and text[slice(*words[first])].lower() in _NEIGHBOURS:
        first += 1
    while last - first > 1 and text[slice(*words[last - 1])].lower() in _NEIGHBOURS:
        last -= 1
    if (first, last) == (0, len(words)):
        return start, end
    return _stripped(text, words[first][0], words[last - 1][1], _JOINERS) or (start, end)


_WORD = re.compile(r"\S+")


def _account(text: str, start: int, end: int) -> tuple[int, int] | None:
    if end <= start:
        return None
    start, end = _grown(text, start, end, _in_account)
    return _stripped(text, start, end, _ACCOUNT_EDGES)


def _credential(text: str, start: int, end: int) -> tuple[int, int] | None:
    bounds = _stripped(text, start, end, " \t" + _QUOTES)
    if bounds is None:
        return None
    start, end = bounds
    literal = _literal(text, start, end)
    line = _line_of_literal(text, literal, start, end) if literal is not None else None
    if line is not None:
        start, end = max(start, line[0]), min(end, line[1])
    elif literal is not None and 2 * (end - start) >= literal[1] - literal[0]:
        return literal
    floor, ceiling = line or literal or (max(0, start - _REACH), min(len(text), end + _REACH))
    # Take the widest word that the run touches, then the side of an assignment that holds most of it.
    words = [index for index in range(start, end) if text[index] in _HARD]
    if words:
        pieces = list(zip([start, *(index + 1 for index in words)], [*words, end], strict=True))
        start, end = max(pieces, key=lambda piece: piece[1] - piece[0])
        if end <= start:
            return None
    while start > floor and text[start - 1] not in _HARD:
        start -= 1
    while end < ceiling and text[end] not in _HARD:
        end += 1
    return _side(text, start, end, *bounds)


_QUOTE = {
    (quote, escaped): re.compile((r"\\" if escaped else r"(?<!\\)") + quote)
    for quote in "\"'`"
    for escaped in (False, True)
}


def _literal(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The content of the string literal on the line that holds the run, without its quotes."""
    before = text_before(text, start, _REACH)
    before = before[before.rfind("\n") + 1 :]
    after = text[end : end + _REACH].partition("\n")[0]
    opening = max(before.rfind(quote) for quote in "\"'`")
    if opening < 0:
        return None
    escaped = before[:opening].endswith("\\")
    quote = _QUOTE[before[opening], escaped]
    closing = quote.search(after)
    if closing is None or len(quote.findall(before)) % 2 == 0:
        return None
    return start - len(before) + opening + 1, end + closing.start()


_LINE_END = re.compile(r"\\{1,4}[nrt]")


def _line_of_literal(text: str, literal: tuple[int, int], start: int, end: int) -> tuple[int, int] | None:
    """The line that holds most of the run, in a literal of several lines that does not begin with it: a script in JSON."""
    ends = list(_LINE_END.finditer(text, max(literal[0], start - _REACH), min(literal[1], end + _REACH)))
    if not ends or start == literal[0] or text.find("-----", literal[0], literal[1]) >= 0:
        return None
    pieces = zip(
        [literal[0], *(match.end() for match in ends)], [*(match.start() for match in ends), literal[1]], strict=True
    )
    return max(pieces, key=lambda piece: min(piece[1], end) - max(piece[0], start))


def _side(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int] | None:
    """The part of a word such as `name=value` that holds most of the characters `first` to `last`."""
    cuts = [match.span() for match in _ASSIGNED.finditer(text, start, end) if text[match.end() : end].strip("=")]
    pieces = list(zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True))
    named = {cut[0] for cut in cuts}  # a part that ends at a cut is a name, as long as the run holds something else
    piece = max(
        pieces, key=lambda piece: (min(piece[1], last) - max(piece[0], first)) / (4 if piece[1] in named else 1)
    )
    return _stripped(text, *piece, " \t" + _QUOTES + ".,:;")


def _stripped(text: str, start: int, end: int, edges: str) -> tuple[int, int] | None:
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    return (start, end) if end > start else None
