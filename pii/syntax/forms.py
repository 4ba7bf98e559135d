"""The form that makes a replacement safe in its place."""

import html
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pii import expressions as re
from pii.syntax.lexing import LOOSE, Kind, Place
from pii.text.surroundings import text_before


class Edit(NamedTuple):
    """Characters `start` to `end` (half-open) of a text, and the policy's replacement."""

    start: int
    end: int
    new: str
    label: str


_TAG = re.compile(r"<([A-Z][A-Z0-9_]*(?:[:_][0-9a-f]+)?)>")
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*\.?[\d_]*|0[xX][0-9a-fA-F_]+|0[bB][01_]+)[jJlLuUfFnN]{0,3}")
# Kept on the lines after the first: indentation, comment markers, quotes, and a line continuation at the end.
_HEAD = re.compile(r"[ \t]*+(?:(?:#+|//+|\*|--|;+|>+|\|)[ \t]++)?")
_TAIL = re.compile(r"[ \t\r\\]*$")
_UNSAFE = {
    Kind.TEXT: re.compile(r"\*/|/\*|--|[\n\r]"),
    Kind.STRING: re.compile(r"[\"'`\\\n\r\0${}]"),
    Kind.MARKUP: re.compile(r"(?!)"),
    Kind.DATA: re.compile(r"[\n\r\0\"'\\#,;\t]|: |^[-*&!|>%@`?:{}\[\]]|[:,]$"),
    Kind.CODE: re.compile(r"[^\w]|^\d"),
}
_LONG = re.compile(r"[\w+/=]{25}")
"""A key's body, which may be mistaken for code between two strings."""
_ESCAPED = re.compile(r"u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|[abefnrtv0\"'`\\/$]")
_ESCAPED_QUOTE = re.compile(r"\\+[\"'`]")
_SLASHES_LAST = re.compile(r"(?<!\\)\\+[\"'`]?\Z")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_COMMENT_SIGNS = re.compile(r"[*/\-]{2}")
"""Symbols that may begin or end a comment."""
_QUOTE = re.compile(r"[\"'`\\]")
_SHELLS = ("bash", "dotenv", "make")


def bare(new: str, label: str) -> str:
    """A replacement as a word: `NAME_1` for `<NAME_1>`, as many letters for a mask, else the label."""
    tag = _TAG.fullmatch(new)
    if tag is not None:
        return tag[1].replace(":", "_")
    if new and not new.strip("*"):
        return "x" * len(new)
    return new if _IDENTIFIER.fullmatch(new) else label


def fitted(text: str, edit: Edit, touched: Sequence[Place], language: str) -> tuple[str, bool]:
    """Return the replacement of an edit's characters, and whether it is certainly safe there.

    Structure stays: quotes and operators between the pieces of a value, line ends, indentation.
    """
    if len(touched) == 1 and touched[0].start <= edit.start and edit.end <= touched[0].end:
        value = text[edit.start : edit.end]
        if "\n" not in value:
            new, sure = _in_place(text, edit, touched[0].kind, language)
            # A string over several lines may really be the code between two strings, after an unpaired quote.
            doubtful = language in LOOSE and touched[0].kind is Kind.STRING and touched[0].lines(text)
            return new, sure and not doubtful
    pieces: list[str] = []
    position, done = edit.start, False
    for place in touched:
        start, end = max(place.start, edit.start), min(place.end, edit.end)
        between = text[start:end]
        if place.kind is Kind.CODE and touched[0].kind is not Kind.CODE and not _LONG.search(between):
            continue
        pieces.append(text[position:start])
        for line in between.splitlines(keepends=True):
            content = line.rstrip("\r\n")
            head = 0 if start == edit.start and not done else _HEAD.match(content).end()  # type: ignore[union-attr]
            core = content[head:]
            tail = _TAIL.search(core).start() if place.kind is not Kind.CODE else len(core)  # type: ignore[union-attr]
            new = ""
            if not done and core[:tail]:
                new, done = _in_place(text, edit, place.kind, language)[0], True
            pieces += (content[:head], new, core[tail:], line[len(content) :])
        position = end
    pieces.append(text[position : edit.end])
    if not done:
        return edit.new, False
    return "".join(pieces), False


def _in_place(text: str, edit: Edit, kind: Kind, language: str) -> tuple[str, bool]:
    value = text[edit.start : edit.end]
    if kind is Kind.MARKUP:
        new = html.escape(edit.new, quote=True)
        return new, "<" not in value and "&" not in value
    if kind is Kind.CODE:
        if _NUMBER.fullmatch(value) and language not in _SHELLS:
            return "0", language in ("json", "jsonl")
        return _word(value, edit), False
    new = edit.new
    beside = text_before(text, edit.start, 1) + new + text[edit.end : edit.end + 1] if kind is Kind.TEXT else new
    if _UNSAFE[kind].search(beside.strip("\r\n") if kind is Kind.TEXT else new):
        new = bare(new, edit.label)
    if kind is Kind.DATA and language in _SHELLS:
        new = _word(value, edit)
    if kind is Kind.DATA and language == "yaml":
        return new, _stays_plain(text, edit, new)
    if kind is not Kind.STRING:
        return new, kind is Kind.TEXT and not _COMMENT_SIGNS.search(value)
    before, after = _kept(text, edit)
    return before + new + after, not _QUOTE.search(value[len(before) : len(value) - len(after)])


_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|(?=[^:]*:[^:]*:)[\da-fA-F:]+")


def _word(value: str, edit: Edit) -> str:
    """A replacement as a word; an address stays an address, so that the next redaction sees all that this one assigned."""
    addresses = _ADDRESS.fullmatch(value) and _ADDRESS.fullmatch(edit.new)
    return edit.new if addresses else bare(edit.new, edit.label)


_PLAIN = re.compile(r"[^\W_](?:[\w .@+-]{0,80}[^\W_])?")
_PLAIN_TAG = re.compile(r"<?[^\W_](?:\w{0,40}[^\W_])?>?")
_YAML_SIGNS = re.compile(r"[&*!%@`|>][^\s]*$")
"""The start of an anchor, an alias, a tag or a directive, which allow fewer characters."""


def _stays_plain(text: str, edit: Edit, new: str) -> bool:
    """Whether words replace words, which are part of a YAML scalar or comment either way."""
    if not _PLAIN_TAG.fullmatch(new) or not _PLAIN.fullmatch(text, edit.start, edit.end):
        return False
    line = text_before(text, edit.start, 400)
    line = line[line.rfind("\n") + 1 :]
    return len(line) < 400 and not line.startswith("%") and not _YAML_SIGNS.search(line)


def _kept(text: str, edit: Edit) -> tuple[str, str]:
    """Escaped quotes and halves of escapes at the ends of a value in a string, which are kept."""
    value = text[edit.start : edit.end]
    slashes = len(text_before(text, edit.start, 16)) - len(text_before(text, edit.start, 16).rstrip("\\"))
    match = _ESCAPED.match(value) if slashes % 2 else _ESCAPED_QUOTE.match(value)
    before = match[0] if match else ""
    rest = value[len(before) :]
    after = _SLASHES_LAST.search(rest)
    return before, after[0] if after else ""


def alternatives(text: str, edit: Edit, first: str, number: int) -> Iterator[str]:
    """Forms of a replacement, from the preferred one to the plainest; `number` distinguishes edits of a document."""
    word = bare(edit.new, edit.label)
    lines = text.count("\n", edit.start, edit.end)
    yield first
    if edit.new != first and not lines:
        yield edit.new
    rest = "\n" * lines
    yield word + rest
    yield f"{word}_{number}{rest}"
    yield f'"{word}_{number}"{rest}'
    yield f"0{rest}"
