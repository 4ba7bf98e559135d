"""Accounts mentioned with an at sign, `@jroe`, where people are thanked, credited, listed or linked."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.accounts import is_generic
from pii.detectors.rules.base import HANDLE, Rule, line_before
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.mention"

_NO_CODE = r"[^=;{}<>$%]"
_CREDIT = re.compile(
    r"\b(?:by|thanks|thx|cc|credits?|author|ping|kudos|reviewer|maintainer|thanks to"
    r"|thanks for [\w ]{1,40}|help from):? ?\[?[*`]*$",
    re.IGNORECASE,
)
_PERSON_BEFORE = re.compile(r"\b[A-Z][a-z]\w*(?: [A-Z][\w.'-]*)+ [-\u2013/:] $")
"""Jane Roe - @jroe"""
_AND = r"[*,&/\s]{0,4}(?:and |with |help |from |thanks |to )*"
_CHAIN = re.compile(
    r"(?:\(|\b(?:by|thanks|thx|cc|credits?):? )[*]{0,2}@[A-Za-z0-9-]++"
    rf"(?:{_AND}@[A-Za-z0-9-]++)*{_AND}[*]*$",
    re.IGNORECASE,
)
"""One mention after another, the first of them in a parenthesis or after a credit."""
_LISTED_BEFORE = re.compile(r"(?:@[A-Za-z0-9][\w-]*[,\s*]{1,4}(?:and )?){1,4}$", re.ASCII)
_LISTED_AFTER = re.compile(r"(?:[,\s*]{1,4}(?:and )?@[A-Za-z0-9][\w-]*){1,4}", re.ASCII)
_BULLET = re.compile(r"\s*(?:[-+•] [*]{0,2}|\* [*]{2}| *[*]{2})$")
_ENTRY = re.compile(rf"\s*[-*+•] {_NO_CODE}*\w\W{_NO_CODE}*[\w).:,!?] {_NO_CODE}*$")
_CODE_BEFORE = re.compile(
    r"(?:\b(?:for|foreach|if|elsif|elseif|unless|while|until|and|or|not|push|join|map|grep|in|return|my|our|local|print|keys|values|sort)"
    r"|[$@%]\w+|[=&|<>!?])\s*$"
)
"""Before a parenthesis in Perl or Ruby, where an at sign begins a variable."""

_ANNOTATIONS = frozenset(
    """
    _ abstract after all alpha api arg args argv array attributes author autowired bean before beta brief callback
    category cfg channel charset class classmethod code component const constructor copyright data default defer
    deprecated description desc doc em end endcode endif enum event everyone example exception experimental export
    expose extends false file fileoverview final fires flow font-face for format function generated global group hash
    here hidden hide icon ignore implementation implements import include inheritdoc init inject inline input interface
    internal items key keyframes keys kind label lang last latest layer lends li licence license line lines link list
    listens main mainpage media member memberof message method min mixin mock module name namespace next noinspection
    nonnull note notnull now null nullable object on optional options output override overview package page param params
    parent path pre preserve private prop property props protected protocol provide provides public pure readonly ref
    remark remarks render repository request requires response result return returns retval section see selector self
    selector service session set should since size slot source src staticmethod stream string struct summary supports
    suppresswarnings synthesize table target template test text this throw throws time title todo token tparam true
    tutorial type typedef types unreleased url use user username value values var variation vars verbatim version view
    warning while yields zone
    """.split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts mentioned at the hits."""
    for hit in hits:
        start = hit.end - 1
        if (
            text[hit.start] in "\n\t "
            and "@" not in text[start : start + 42]
            and text[max(0, hit.start - 1) : hit.start + 1].isspace()
        ):
            continue  # alone behind an indentation: a decorator, an annotation
        name = HANDLE.match(text, start)
        if name is not None and _is_handle(text, *name.span()) and _is_mention(text, hit.start, *name.span()):
            yield Span(*name.span(), Label.USERNAME, source=_SOURCE)


def _is_handle(text: str, start: int, end: int) -> bool:
    value, after = text[start:end], text[end : end + 2]
    if len(value) < 2 or "_" in value or value.lower() in _ANNOTATIONS or is_generic(value) or value.isdigit():
        return False  # @a, @FT_Load: Doxygen
    return not (
        after[:1] in ("/", "(", "=", "{", "@", ":", "_", "[")
        and after[:1] not in ("", "[")
        or after[:1] == "."
        and after[1:].isalnum()
        or after in (" $", " (", " =", "->")
        and text[start - 2 : start - 1] in "(["
    )


def _is_mention(text: str, place: int, start: int, end: int) -> bool:
    """Whether the text around tells of people: a credit, a list of mentions, the end of a changelog's entry."""
    after = text[end : end + 2]
    opening = text[start - 2 : start - 1]
    line = text[line_before(text, start, 300) : start - 1]
    if not line.strip():
        return _is_listed(text, start, end)
    before = line[:-1] if opening in "([" else line
    if opening == "(":  # shift(@list) is Perl
        return not before or before[-1:].isspace() and not _CODE_BEFORE.search(before)
    if opening == "[" and after in ("](", "]["):  # [@list] is Perl or Ruby, [@jroe](link) Markdown
        return True
    if opening == "\\":
        return line[-2:-1] in "(["
    if _CREDIT.search(line) or _PERSON_BEFORE.search(line):
        return True
    if opening == "[":
        return False
    chain = _CHAIN.search(line)
    if chain is not None:
        return not _CODE_BEFORE.search(line[: chain.start()])
    if _BULLET.match(line):
        return after[:1] in ("", "\n", "\r", "*", ",") or after in (" (", " -", " f")
    if after[:1] in ("", "\n", "\r") or after in (".\n", ".\r", ")\n", ")\r"):
        return _ENTRY.match(line) is not None or _is_listed(text, start, end)
    return _is_listed(text, start, end)


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether three more mentions stand next to this one, and neither code nor an assignment."""
    before = _LISTED_BEFORE.search(text, max(0, start - 101), start - 1)
    after = _LISTED_AFTER.match(text, end, end + 100)
    run = (before.group() if before else "") + "@" + text[start:end] + (after.group() if after else "")
    if run.count("@") < 4 or "_" in run:
        return False
    if not any(sign.isdigit() or sign.isupper() for sign in run) or run.isupper():
        return False
    follows = text[after.end() if after else end :][:3].lstrip(" ")
    return not follows.startswith(("=", "]", ")", "(", ";", "{"))


RULE = Rule(
    "mention",
    {
        "mention.plain": r"[ \t\n*(\[]@[A-Za-z0-9]",
        "mention.escaped": r"[(\[]\\@[A-Za-z]",
    },
    find,
    rank=4,
    proves=False,
)
