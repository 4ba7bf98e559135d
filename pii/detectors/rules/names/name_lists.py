"""Names one after another, as credits list them: `Jane Roe <jane@roe.org>, John Roe and Ann Roe`."""

from collections.abc import Iterator

from pii import expressions as re
from pii.detectors.rules.names.person_name import NAME, is_person
from pii.text.surroundings import REACH

FULL_NAME = re.compile(NAME)

_BREAK = r"[ \t]*+\r?\n[ \t]*+(?:(?:[*#;%|>!]++|//++|--|\.\.|REM|dnl)[ \t]*+)?"
_JOINT = r"(?:,|;|&amp;|&|/|\+|\\{1,2}and\b|\band\b|\bund\b|\bet\b)(?:[ \t]*+(?:and|&))?"
_SEPARATOR = re.compile(
    r"(?:[ \t]*+<[^<>\n]{3,80}>|[ \t]*+\([^()\n]{1,80}\))?(?:[\"'](?:\.freeze)?)?[ \t]*+"
    rf"{_JOINT}(?:{_BREAK}|[ \t]*+)[\"']?",
)
"""What stands between two names of a list: an address, then a comma or an `and`, perhaps a new line of the comment."""
_MARKED = re.compile(rf"(?P<marks>[*_]{{1,3}})[ \t]*+{_JOINT}(?:{_BREAK}|[ \t]*+)(?P=marks)")
"""The same where Markdown stresses each name."""

_AFTER_BY = re.compile(r"[ \t:]*(?:\r?\n[ \t]*(?:[*#;%|>]+|//+)?[ \t]*)?(?:[\"'\[(]|[*_]{1,3}(?=\w))?")


def read_names(text: str, position: int, first: re.Pattern[str] = FULL_NAME) -> Iterator[tuple[int, int]]:
    """The names from `position` on, as long as separators join them; stops at the first that is no person."""
    found, regex = 0, first
    while True:
        limit = position + _LONGEST
        whole = regex.match(text, position, limit)
        match = whole or (_LISTED.match(text, position, limit) if found >= 3 else None)
        if match is None or match.end() == limit:
            return
        end = _end_of_line(text, *match.span())
        if not is_person(text[position:end]) or _goes_on(text, end):
            return
        if whole or text[position:end].istitle():
            found += 1
            yield position, end
        separator = _SEPARATOR.match(text, end) or _MARKED.match(text, end)
        if separator is None:
            return
        position, regex = separator.end(), FULL_NAME


_LONGEST = 600
"""Characters of a name, the breaks of its lines included; capitalised words go on for a whole text elsewhere."""
_LISTED = re.compile(r"[^\W\d_][\w.]*(?=,)")
"""A nickname or single name amid a long list."""


_FIELD_AHEAD = re.compile(r"[\w \t-]{0,30}:(?!:)")
"""What makes the words of the next line a field of their own."""


def _end_of_line(text: str, start: int, end: int) -> int:
    """A name goes on in the next line only if it is not whole in this one."""
    head, broken, _ = text[start:end].partition("\n")
    if not broken:
        return end
    head = head.rstrip()
    if head.endswith(")"):
        head = head[: head.rfind("(")].rstrip()  # Jane Roe (JR)
    if _FIELD_AHEAD.match(text, end, end + REACH):
        return start + len(head)
    return start + len(head) if FULL_NAME.fullmatch(head) else end


def _goes_on(text: str, end: int) -> bool:
    """Whether the name is the head of something longer: a path, a call, an organisation's name."""
    return _LONGER.match(text, end) is not None


_LONGER = re.compile(r"_{1,3}[^\W_]|[/(=@\d]|\.[^\W\d_]|::|->")


def after_gap(text: str, end: int) -> int:
    """Where the name may start behind `by` or a colon: on the next line of the comment, inside a quote."""
    gap = _AFTER_BY.match(text, end, end + REACH)
    assert gap is not None
    return gap.end()
