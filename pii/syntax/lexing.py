"""The place of a span: a string, a comment, an attribute, bare code. One expression per language, applied once.

Only distinctions that affect the form of a replacement are made: comments, strings and tags are islands, the rest is whatever
the language has outside them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pii import expressions as re
from pii.text.surroundings import text_before


class Kind(StrEnum):
    """What surrounds a span."""

    TEXT = "text"
    """A comment, a heredoc, prose: anything is allowed there."""
    STRING = "string"
    """A string literal: replacements must have no quotes or backslashes."""
    MARKUP = "markup"
    """Text or a quoted attribute of XML or HTML: `<`, `>`, `&` and quotes become references."""
    DATA = "data"
    """A plain value of a data file: anything that begins like a word."""
    CODE = "code"
    """Bare code: a name or a number."""


class Place(NamedTuple):
    """Characters `start` to `end` (half-open) are of one kind; delimiters are outside."""

    kind: Kind
    start: int
    end: int

    def lines(self, text: str) -> bool:
        """Whether the place spans several lines."""
        return text.find("\n", self.start, self.end) >= 0


@dataclass(frozen=True, slots=True)
class _Lexicon:
    islands: re.Pattern[str]
    outside: Kind


# Strings on one line, over several lines, and in triple quotes. Possessive: none of these can backtrack.
_DQ, _SQ = (rf"{q}(?:[^{q}\\\n]++|\\.)*+{q}" for q in ('"', "'"))
_MDQ, _MSQ, _BQ = (rf"{q}(?:[^{q}\\]++|\\.)*+{q}" for q in ('"', "'", "`"))
_TDQ, _TSQ = (rf"{q}{q}{q}(?:[^{q}\\]++|\\.|{q}(?!{q}{q}))*+{q}{q}{q}" for q in ('"', "'"))
_CHAR = r"'(?:[^'\\\n]|\\[^\n]{1,9}?)'"
_SLASHES, _BLOCK, _HASH, _DASHES = r"//[^\n]*+", r"/\*.*?\*/", r"\#[^\n]*+", r"--[^\n]*+"
_WORD_HASH = r"(?<![^\s;(|&`])\#[^\n]*+"
_HEREDOC = r"<<-?[ ]?(?P<hq>[\"']?)(?P<hw>[A-Za-z_]\w*)(?P=hq)[^\n]*+\n.*?\n[ \t]*(?P=hw)\b"
_TIGHT_HEREDOC = (
    r"<<(?:[-~](?P<hq>[\"'`]?)(?P<hw>[A-Za-z_]\w*)(?P=hq)|(?P<tq>[\"'`]?)(?P<tw>[A-Z_]+)(?P=tq))"
    r"[^\n]*+\n.*?\n[ \t]*(?:(?P=hw)|(?P=tw))\b"
)


def _lexicon(comments: str, strings: str, outside: Kind = Kind.CODE, texts: str = "") -> _Lexicon:
    text = f"|(?P<text>{texts})" if texts else ""
    return _Lexicon(re.compile(rf"(?P<comment>{comments}){text}|(?P<string>{strings})", re.S | re.M), outside)


_C = _lexicon(f"{_SLASHES}|{_BLOCK}", f"{_DQ}|{_CHAR}")
_SCRIPT = _lexicon(f"{_SLASHES}|{_BLOCK}", f"{_DQ}|{_SQ}|{_BQ}")
_TRIPLE = _lexicon(f"{_SLASHES}|{_BLOCK}", f"{_TDQ}|{_DQ}|{_CHAR}")
_MARKUP_TAG = r"</?[A-Za-z_:](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>"
_MARKUP = r"(?P<text><!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>)|(?P<declaration><![A-Za-z](?:[^<>\[]++|\[[^\]]*+\])*+>)"

_LEXICONS: dict[str, _Lexicon] = {
    "python": _lexicon(_HASH, f"{_TDQ}|{_TSQ}|{_DQ}|{_SQ}"),
    "c": _C,
    "cpp": _lexicon(f"{_SLASHES}|{_BLOCK}", rf'R"(?P<raw>[^(\s"]*+)\(.*?\)(?P=raw)"|{_DQ}|{_CHAR}'),
    "csharp": _lexicon(f"{_SLASHES}|{_BLOCK}", rf'"""+.*?"""|\$?@\$?"(?:[^"]++|"")*+"|{_DQ}|{_CHAR}'),
    "css": _lexicon(_BLOCK, f"{_DQ}|{_SQ}"),
    "dart": _lexicon(f"{_SLASHES}|{_BLOCK}", f"{_TDQ}|{_TSQ}|{_DQ}|{_SQ}"),
    "dotenv": _lexicon(_WORD_HASH, f"{_MDQ}|'[^']*+'"),
    "go": _lexicon(f"{_SLASHES}|{_BLOCK}", f"`[^`]*+`|{_DQ}|{_CHAR}"),
    "groovy": _lexicon(f"{_SLASHES}|{_BLOCK}", f"{_TDQ}|{_TSQ}|{_DQ}|{_SQ}"),
    "java": _TRIPLE,
    "javascript": _SCRIPT,
    "kotlin": _TRIPLE,
    "lua": _lexicon(rf"--\[(?P<eq>=*+)\[.*?\](?P=eq)\]|{_DASHES}", rf"\[(?P<lq>=*+)\[.*?\](?P=lq)\]|{_DQ}|{_SQ}"),
    "make": _lexicon(_WORD_HASH, f"{_DQ}|{_SQ}"),
    "perl": _lexicon(
        _WORD_HASH, f"{_MDQ}|{_MSQ}", texts=rf"^=[a-z]\w*.*?(?:^=cut\b|\Z)|^__(?:END|DATA)__\b.*|{_TIGHT_HEREDOC}"
    ),
    "php": _lexicon(
        rf"{_SLASHES}|{_BLOCK}|\#(?!\[)[^\n]*+",
        f"{_MDQ}|{_MSQ}|{_BQ}",
        texts=r"<<<\s?(?P<hq>[\"']?)(?P<hw>[A-Za-z_]\w*)(?P=hq)\n.*?\n[ \t]*(?P=hw)\b",
    ),
    "r": _lexicon(_HASH, f"{_MDQ}|{_MSQ}"),
    "ruby": _lexicon(_WORD_HASH, f"{_MDQ}|{_MSQ}|{_BQ}", texts=rf"^=begin\b.*?^=end\b|^__END__\b.*|{_TIGHT_HEREDOC}"),
    "rust": _lexicon(f"{_SLASHES}|{_BLOCK}", rf'\br(?P<raw>\#*+)".*?"(?P=raw)|{_MDQ}|{_CHAR}'),
    "scala": _TRIPLE,
    "bash": _lexicon(_WORD_HASH, rf"(?<!\\)(?:{_MDQ}|'[^']*+')", texts=_HEREDOC),
    "sql": _lexicon(rf"{_DASHES}|{_BLOCK}", r"'(?:[^']++|'')*+'|\"(?:[^\"]++|\"\")*+\""),
    "swift": _TRIPLE,
    "typescript": _SCRIPT,
    "tsx": _SCRIPT,
    "toml": _lexicon(_HASH, f"{_TDQ}|'''.*?'''|{_DQ}|'[^'\n]*+'"),
    "json": _lexicon(r"(?!)", _DQ),
    "jsonl": _lexicon(r"(?!)", _DQ),
    "yaml": _lexicon(
        r"(?<!\S)\#[^\n]*+",
        rf"(?<![^\s\[{{,:-]){_MDQ}|(?<![^\s\[{{,:-])'(?:[^']++|'')*+'",
        Kind.DATA,
    ),
    "ini": _lexicon(r"^[ \t]*+[#;][^\n]*+", r"(?!)", Kind.DATA),
    "properties": _lexicon(r"^[ \t]*+[#!][^\n]*+", r"(?!)", Kind.DATA),
    "csv": _lexicon(r"(?!)", r'(?<![^,;\n])"(?:[^"]++|"")*+"', Kind.DATA),
    "tsv": _lexicon(r"(?!)", r'(?<![^\t\n])"(?:[^"]++|"")*+"', Kind.DATA),
    "xml": _Lexicon(re.compile(rf"{_MARKUP}|(?P<tag>{_MARKUP_TAG})", re.S), Kind.MARKUP),
    "html": _Lexicon(
        re.compile(
            rf"{_MARKUP}|(?P<script><(?P<element>script|style)\b[^>]*+>.*?</(?P=element)\s*>)|(?P<tag>{_MARKUP_TAG})",
            re.S | re.I,
        ),
        Kind.MARKUP,
    ),
}

_COMMENT_MARK = re.compile(r"(?:#+|//+[/!]?|/\*+|--+|;+|!+|=\w+)?[ \t]*")
_OPENING = re.compile(
    r"(?:\$?@\$?|\br(?=[#\"])|R(?=\"))?(?:\"\"\"|'''|#*\"[^(\s\"]*\((?=.*\))|#*[\"'`]|\[=*\[|')", re.S
)
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_BRACES = re.compile(r"\{\{|\}\}|[{}]")


LOOSE = frozenset("bash csv dotenv javascript perl php r ruby rust sql tsv tsx typescript yaml".split())
"""Languages with strings over several lines: a single unpaired quote, as in a regex, swaps inside and outside."""
_COMMENT_LINE = re.compile(r"[ \t]*+(?:#(?!!)|//|\* |/\*)")
_HASHED = frozenset("bash dotenv make perl python r ruby toml yaml".split())
_SLASHED = frozenset("c cpp csharp dart go groovy java javascript kotlin php rust scala swift tsx typescript".split())


def plain_place(text: str, start: int, end: int, language: str) -> Place | None:
    """The place of a span if its surroundings alone decide, without reading the text before: between two equal quotes, or on a
    comment line."""
    if language in ("xml", "html") or text.find("\n", start, end) >= 0:
        return None
    quote = text[start - 1 : start]
    if not (text[start].isalnum() and text[end - 1].isalnum()):
        quote = ""  # an operator may also be between two quotes
    if quote in ("'", '"') and text[end : end + 1] == quote and text.find(quote, start, end) < 0:
        return None if text[start - 2 : start - 1] in ("\\", quote) else Place(Kind.STRING, start, end)
    line = text.rfind("\n", 0, start) + 1
    mark = _COMMENT_LINE.match(text, line, start)
    if mark is None:
        return None
    comments = language in _HASHED if mark[0].endswith("#") else language in _SLASHED
    return Place(Kind.TEXT, start, end) if comments else None


def has_lexicon(language: str | None) -> bool:
    """Whether there is a lexicon for the language."""
    return language in _LEXICONS


def places(text: str, spans: Sequence[tuple[int, int]], language: str) -> list[list[Place]]:
    """The places that each span touches, in order; spans (characters, half-open) are disjoint and sorted.

    Delimiters belong to no place. A span that touches none covers only delimiters.
    """
    found: list[list[Place]] = []
    group: list[tuple[int, int]] = []
    position = 0  # no island crosses it
    for span in spans:
        line = _line_start(text, group[-1][1] if group else 0, span[0]) if language in _BY_LINE else None
        if line is not None:
            found += _read(text, group, language, position)
            group, position = [], line
        group.append(span)
    return found + _read(text, group, language, position)


_BY_LINE = frozenset({"ini", "json", "jsonl", "properties"})
"""Languages whose islands end with the line, unless a backslash precedes the line end."""


def _line_start(text: str, floor: int, position: int) -> int | None:
    """Where the line of `position` starts, or an earlier one that it continues; None if that is not beyond `floor`."""
    newline = text.rfind("\n", floor, position)
    while newline > floor and text[newline - 1] == "\\":
        newline = text.rfind("\n", floor, newline)
    return newline + 1 if newline > floor else None


def _read(text: str, spans: Sequence[tuple[int, int]], language: str, position: int) -> list[list[Place]]:
    """The places that each span touches, reading the text from `position` on."""
    found: list[list[Place]] = [[] for _ in spans]
    if not spans:
        return found
    index = 0  # earlier spans have their places
    wanted = spans[0][0]
    lexicon = _LEXICONS[language]
    for island in lexicon.islands.finditer(text, position):
        start, end = island.span()
        if end <= wanted:
            position = end
            continue
        _touch(found, spans, index, (Place(lexicon.outside, position, start),))
        if spans[-1][1] > start:
            _touch(found, spans, index, tuple(_inside(text, island, language)))
        position = end
        while index < len(spans) and spans[index][1] <= position:
            index += 1
        if index == len(spans):
            return found
        wanted = spans[index][0]
    _touch(found, spans, index, (Place(lexicon.outside, position, len(text)),))
    return found


def _touch(found: list[list[Place]], spans: Sequence[tuple[int, int]], index: int, touched: Sequence[Place]) -> None:
    for number in range(index, len(spans)):
        start, end = spans[number]
        if touched and start >= touched[-1].end:
            break
        found[number] += [place for place in touched if place.start < end and start < place.end]


def _inside(text: str, island: re.Match[str], language: str) -> Iterator[Place]:
    """The places in an island, without its delimiters."""
    start, end = island.span()
    groups = island.groupdict()
    if groups.get("tag") is not None or groups.get("declaration") is not None:
        yield from _in_tag(island[0], start)  # an entity's value has an attribute's syntax
    elif groups.get("script") is not None:
        yield from _in_script(text, start, end)
    elif groups.get("string") is not None:
        opening = _OPENING.match(text, start, end)
        width = opening.end() - start if opening else 1
        closing = 3 if text.startswith(('"""', "'''"), end - 3) and width >= 3 else 1
        place = Place(Kind.STRING, start + width, max(start + width, end - closing))
        yield from _in_string(text, place, language)
    elif groups.get("comment") is not None:
        mark = _COMMENT_MARK.match(text, start, end)
        closing = 2 if text.startswith("/*", start) else 0
        yield Place(Kind.TEXT, mark.end() if mark else start, end - closing)
    else:
        yield Place(Kind.TEXT, start, end)


def _in_string(text: str, place: Place, language: str) -> Iterator[Place]:
    """A string; a Python f-string with code comes in pieces."""
    formatted = language == "python" and "f" in text_before(text, place.start, 5).rstrip("\"'")[-2:].lower()
    if not formatted or "{" not in text[place.start : place.end]:
        yield place
        return
    position, depth = place.start, 0
    for match in _BRACES.finditer(text[place.start : place.end]):
        mark, here = match[0], match.start() + place.start
        if len(mark) == 2 and depth == 0:
            continue
        if mark[0] == "{":
            if depth == 0:
                yield Place(Kind.STRING, position, here)
                position = here + 1
            depth += len(mark)
        elif depth:
            depth = max(0, depth - len(mark))
            if depth == 0:
                yield Place(Kind.CODE, position, here)
                position = here + 1
    yield Place(Kind.STRING, position, place.end)


def _in_tag(tag: str, start: int) -> Iterator[Place]:
    position = 0
    for quoted in _QUOTED.finditer(tag):
        yield Place(Kind.CODE, start + position, start + quoted.start())
        yield Place(Kind.MARKUP, start + quoted.start() + 1, start + quoted.end() - 1)
        position = quoted.end()
    yield Place(Kind.CODE, start + position, start + len(tag))


def _in_script(text: str, start: int, end: int) -> Iterator[Place]:
    opened = text.index(">", start) + 1
    closed = text.rindex("<", start, end)
    yield from _in_tag(text[start:opened], start)
    position = opened
    for island in _SCRIPT.islands.finditer(text, opened, closed):
        yield Place(Kind.CODE, position, island.start())
        yield from _inside(text, island, "javascript")
        position = island.end()
    yield Place(Kind.CODE, position, closed)
