"""Persons' names where the text says so: copyright, author and maintainer lines, addresses, trailers, credits, changelogs."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.base import AT, Rule, line_before
from pii.detectors.rules.names import ANY_NAME, NAME, NAME_IN_LINE, WORD, is_person, starts_with_given_name
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.name"

_FULL = re.compile(NAME)
_ANY = re.compile(ANY_NAME)
_SINGLE = re.compile(r"\S+")

_BREAK = r"[ \t]*+\r?\n[ \t]*+(?:(?:[*#;%|>!]++|//++|--|\.\.|REM|dnl)[ \t]*+)?"
_SEPARATOR = re.compile(
    r"(?:[ \t]*+<[^<>\n]{3,80}>|[ \t]*+\([^()\n]{1,80}\))?(?:[\"'](?:\.freeze)?)?[ \t]*+"
    r"(?:,|;|&amp;|&|/|\+|\band\b|\bund\b|\bet\b)"
    rf"(?:[ \t]*+(?:and|&))?(?:{_BREAK}|[ \t]*+)[\"']?",
)
"""What stands between two names of a list: an address, then a comma or an `and`, perhaps a new line of the comment."""

_YEARS = r"(?:[-–—,:;. \t\"'©]++|\(c\)|\\\(co|&copy;|\d{4}|present|now|by|copyright|holders?|owner|is\b|held\b|=>|=)*+"
_AFTER_COPYRIGHT = re.compile(rf"(?:\W++|_holders?|s\b|holders?)*+{_YEARS}", re.IGNORECASE)

_FIELD = re.compile(
    r"s?(?:[_ -]?names?)?[\"'`]?\]?(?:\*\*|__)?[ \t]*(?:[:=]+>?|\{|>|[ \t])[ \t]*(?:\*\*)?(?:\[|\{|\(|new String\()*[ \t\r\n]*"
    r"(?:[\"']?name[\"']?[ \t]*[:=]>?[ \t]*)?[\"'`]?(?:by[ \t:]+)?",
    re.IGNORECASE,
)
"""Between the word author and the name: `": "`, ` = ["`, `}{`, `: [{name = "`."""

_CREDIT_GAP = re.compile(r"[ \t:=]*(?:\(|\"|')?(?:@\w+ )?")
_AFTER_BY = re.compile(r"[ \t:]*(?:\r?\n[ \t]*(?:[*#;%|>]+|//+)?[ \t]*)?(?:[\"'\[(])?")

_BEFORE_ADDRESS = re.compile(
    rf"(?P<name>{ANY_NAME})[\"']?,?[ \t]+\(?(?:<|&lt;|\\u003c|\[|\()(?:mailto:)?$|(?P<bare>{NAME}),[ \t]+$"
)
_AFTER_ADDRESS = re.compile(rf"[ \t]+\((?P<name>{NAME})\)")
_PERSON_ELEMENT = re.compile(
    r"<(?:developer|contributor|author|maintainer|owner|creator|person)[^<>]*>\s*(?:<id>[^<]*</id>\s*)?$"
)
_ELEMENT = re.compile(rf"(?P<name>{ANY_NAME})</")
_BULLET = re.compile(rf"[ \t]*[*-][ \t]+(?:(?P<name>{NAME_IN_LINE})[.,;]?[ \t]*(?=\r?\n|$)|[^\n]*)(?:\r?\n|$)")
_PREVIOUS_BULLET = re.compile(r"\n {0,4}[*-] [A-Z][^\n]*$")
_FIRST_BULLET = re.compile(r"[ \t]*[*-][ \t][^\n]*$")
_NEXT_FIELD = re.compile(
    rf"(?P<name>{ANY_NAME})(?:[\"'][ \t]*,|</name>)\s*(?:\{{?\s*[\"']?(?:e-?mail|url)[\"']?\s*[:=]|<(?:e?mail|organization)>)",
    re.IGNORECASE,
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    done = 0
    bullets = _Bullets(text)
    for hit in hits:
        if hit.start < done and hit.pattern != "at":
            continue
        finder = _FINDERS.get(hit.pattern)
        for start, end in finder(text, hit) if finder else bullets.names(hit):
            done = max(done, end)
            yield Span(start, end, Label.NAME, source=_SOURCE)


def _names(text: str, position: int, first: re.Pattern[str] = _FULL) -> Iterator[tuple[int, int]]:
    """The names from `position` on, as long as separators join them; stops at the first that is no person."""
    found, regex = 0, first
    while True:
        limit = position + _LONGEST
        match = regex.match(text, position, limit)
        if match is None:
            match = _LISTED.match(text, position, limit) if found >= 3 else None
        if match is None or match.end() == limit:
            return
        end = _end_of_line(text, *match.span())
        if not is_person(text[position:end]) or _goes_on(text, end):
            return
        if match.re is not _LISTED or text[position:end].istitle():
            found += 1
            yield position, end
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            return
        position, regex = separator.end(), _FULL


_LONGEST = 600
"""Characters of a name, the breaks of its lines included; capitalised words go on for a whole text elsewhere."""
_LISTED = re.compile(r"[^\W\d_][\w.]*(?=,)")
"""A nickname or single name amid a long list."""


def _end_of_line(text: str, start: int, end: int) -> int:
    """A name goes on in the next line only if it is not whole in this one."""
    line_end = text.find("\n", start, end)
    if line_end < 0:
        return end
    head = text[start:line_end].rstrip()
    return start + len(head) if _FULL.fullmatch(head) or text[end : end + 1] == ":" else end


def _goes_on(text: str, end: int) -> bool:
    """Whether the name is the head of something longer: a path, a call, an organisation's name."""
    after = text[end : end + 2]
    return (
        after[:1] in ("_", "/", "(", "=", "@")
        or after[:1] == "."
        and after[1:].isalpha()
        or after in ("::", "->")
        or after[:1].isdigit()
    )


def _copyright(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    gap = _AFTER_COPYRIGHT.match(text, hit.end, hit.end + 120)
    assert gap is not None
    yield from _names(text, gap.end())
    if text[hit.end : hit.end + 1] == ":":
        yield from _holders(text, hit.end)


def _holders(text: str, position: int) -> Iterator[tuple[int, int]]:
    """The further holders of a field `Copyright:`, one to an indented line."""
    for _ in range(100):
        line = _HOLDER.search(text, position, position + 240)
        if line is None:
            return
        if line["name"] and is_person(line["name"]):
            yield line.span("name")
        position = line.end()


_HOLDER = re.compile(
    rf"(?<!\n)\r?\n[ \t]+(?=\S)(?:(?:©|\([cC]\))?[ \t]*(?:\d{{4}}[\d, \t–-]*)?(?P<name>{NAME_IN_LINE})(?=[ \t]*(?:[\r\n<,(]|$))"
    r"|(?=[^\n]))(?=([^\n]*))"
)


def _field(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`author = "Jane Roe"`, `@author Jane Roe`, `\\\\author{Jane Roe}`."""
    before = text[hit.start - 1 : hit.start]
    gap = _FIELD.match(text, hit.end, hit.end + 80)
    if gap is None or before.isalpha():
        return
    tagged = before in ("@", "\\", "_", "<", ":", ".") or any(sign in gap.group() for sign in ":=\"'>{")
    for number, place in enumerate(_names(text, gap.end(), _ANY if tagged else _FULL)):
        value = text[place[0] : place[1]]
        if number == 0 and not _FULL.fullmatch(value):
            closed = text[place[1] : place[1] + 1] in ('"', "'", "<", "\n", "\r", "}", "") or text[
                place[1] : place[1] + 2
            ] in (" <", " (")
            if not closed or gap.group().strip() in ("", "(") and before != "@" or value.isupper():
                return
        yield place


def _trailer(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`Signed-off-by: Jane Roe`."""
    for number, place in enumerate(_names(text, _after(text, hit.end - 1), _ANY)):
        if number == 0 and not _FULL.fullmatch(text[place[0] : place[1]]):
            if text[place[1] : place[1] + 2].rstrip("\r\n") not in (" <", " (", ""):
                return
        yield place


def _thanks(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`Thanks to Jane Roe and John Roe`."""
    lead = _LEADS_TO.match(text, hit.start, hit.end + 40)
    if lead is None:
        return
    places = list(_names(text, lead.end()))
    if not places and (alone := _ALONE.match(text, lead.end())) and starts_with_given_name(alone.group()):
        places = [alone.span()]
    yield from places


def _licence(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`Neither the name of Jane Roe nor the names of its contributors`."""
    yield from _names(text, hit.end - 1)


def _by(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`Patch by Jane Roe`; after any other word, only a common given name or a list tells persons from things."""
    position = _after(text, hit.start + (4 if text[hit.start] == "f" else 2))
    if not text[position : position + 1].isupper():
        return
    places = list(_names(text, position))
    if not places:
        alone = _ALONE.match(text, position)
        if (
            alone
            and alone.group().istitle()
            and is_person(alone.group())
            and _PERSONAL.search(text, max(0, hit.start - 16), hit.start)
        ):
            yield alone.span()
        return
    credited = _DEED.search(text, max(0, hit.start - 24), hit.start) is not None
    if credited or len(places) > 1 or any(starts_with_given_name(text[start:end]) for start, end in places):
        yield from places


def _after(text: str, end: int) -> int:
    gap = _AFTER_BY.match(text, end, end + 40)
    assert gap is not None
    return gap.end()


_DEED = re.compile(
    r"\b(?:adapted|added|analy[sz]ed|authored|code|contributed|contributions?|created|demonstrated|described|designed|developed"
    r"|discovered|donated|fix|fixed|found|given|hacked|idea|identified|implemented|improved|initiated|invented|maintained"
    r"|modified|noticed|optimi[sz]ed|packaged|patch|patched|patches|pointed out|ported|posted|proposed|provided|raised"
    r"|reimplemented|report|reported|requested|reviewed|rewritten|spotted|submitted|suggested|translated|updated|work"
    r"|written)\s+$",
    re.IGNORECASE,
)
"""What a person does in a changelog, before `by` or `from`."""
_PERSONAL = re.compile(
    r"\b(?:suggested|reported|noticed|spotted|pointed out|requested|patch|discovered)\s+$", re.IGNORECASE
)
"""What hardly anything but a person does."""
_ALONE = re.compile(rf"{WORD}(?=[.,;!)]?(?:\s|$))(?![ \t]+[A-Z])")
_LEADS_TO = re.compile(
    r"(?:thanks(?:,?[ \t]+(?:also|especially|again|go|goes|must[ \t]+go))*[ \t]+to:?|thanks,|thank[ \t]+you,?"
    r"|courtesy(?:[ \t]+of)?|credits?(?:[ \t]+(?:goes[ \t]+)?to:?|:)|due[ \t]+to|kudos[ \t]+to|props[ \t]+to)"
    r"[ \t]*(?:\r?\n[ \t]*(?:[*#;%|>]+|//+)?)?[ \t]*",
    re.IGNORECASE,
)


def _address(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`Jane Roe <jane@roe.org>`, `jane@roe.org (Jane Roe)`, `-- Jane Roe <...>`."""
    window_start = max(0, hit.start - 110)
    window = text[window_start : hit.start + 1]
    local_start = hit.start + 1 - (len(window) - len(window.rstrip(_LOCAL)))
    head = text[line_before(text, local_start, 90) : local_start]
    opening = head[-1:] in ("<", "(", "[") or head.endswith(("&lt;", "\\u003c", "mailto:", ", "))
    if opening and (match := _BEFORE_ADDRESS.search(head)):
        group = "name" if match["name"] else "bare"
        start, end = local_start - len(head) + match.start(group), local_start - len(head) + match.end(group)
        start = _without_lead(text, start, end)
        value = text[start:end]
        single = " " not in value
        account = single and not value.istitle()  # BooK <book@roe.org>
        if head.lstrip().startswith('"Language-Team') or head.startswith("Language-Team"):
            return
        if is_person(value) and not account and not (single and (len(value) < 3 or text[start - 1 : start] == ".")):
            yield start, end
    domain_end = _DOMAIN.match(text, hit.end - 1)
    if domain_end and (after := _AFTER_ADDRESS.match(text, domain_end.end())) and is_person(after["name"]):
        yield after.span("name")


_LOCAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-"
_DOMAIN = re.compile(r"[\w.-]+", re.ASCII)
_LEAD = re.compile(
    r"(?:(?:Authors?|Maintainers?|Uploaders|Contact|From|To|Cc|By|Mr|Mrs|Ms|Dr|Prof|Copyright|Written|Patch|Thanks|Reported"
    r"|Original|Modified|Email|Name|Signed|Portions|Fix|Based|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?"
    r"[ \t]*+(?:(?:by|to|:)[ \t]*+)?)+"
)


def _without_lead(text: str, start: int, end: int) -> int:
    """Where the name starts behind capitalised words of the sentence: `Written by`, `Dr.`."""
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead and lead.end() < end else start


class _Bullets:
    """Lists with one name to a line: three lines or more, nothing else on them, some with a common given name.

    A list that turned out to be none from one of its lines may be one from a later line, so what was read is kept: how many
    lines, persons and common given names there are before each line.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._before: dict[int, tuple[int, int, int]] = {}
        self._places: list[tuple[int, int]] = []
        self._all = (0, 0, 0)

    def names(self, hit: Hit) -> Iterator[tuple[int, int]]:
        if _PREVIOUS_BULLET.search(self._text, max(0, hit.start - 200), hit.start):
            return  # amid a list that was seen from its start
        first = hit.start < _LONGEST and _FIRST_BULLET.match(self._text, 0, hit.start)
        position = 0 if first else hit.start + 1
        if position not in self._before:
            self._read(position)
        lines, persons, known = (
            end - start for start, end in zip(self._before.get(position, self._all), self._all, strict=True)
        )
        if persons > 2 and 2 * persons > lines and 4 * known >= persons:
            yield from self._places[len(self._places) - persons :]

    def _read(self, position: int) -> None:
        """Read the list that begins there, to its end."""
        self._before, self._places = {}, []
        lines = known = 0
        while position < len(self._text) and (line := _BULLET.match(self._text, position)) is not None:
            self._before[position] = (lines, len(self._places), known)
            if line["name"] and is_person(line["name"]):
                self._places.append(line.span("name"))
                known += starts_with_given_name(line["name"])
            lines += 1
            position = line.end()
        self._all = (lines, len(self._places), known)


def _entry(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`"name": "Jane Roe", "email": ...`, `<name>Jane Roe</name> <email>`."""
    match = _NEXT_FIELD.match(text, hit.end - 1, hit.end + 160)
    if match is None and text[hit.start] == "<" and _PERSON_ELEMENT.search(text, max(0, hit.start - 80), hit.start):
        match = _ELEMENT.match(text, hit.end - 1, hit.end + 80)
    if match and is_person(match["name"]):
        yield match.span("name")


_FINDERS = {
    "name.copyright": _copyright,
    "name.field": _field,
    "name.trailer": _trailer,
    "name.thanks": _thanks,
    "name.licence": _licence,
    "name.by": _by,
    "name.from": _by,
    "name.entry": _entry,
    "at": _address,
}

RULE = Rule(
    "name",
    AT
    | {
        "name.copyright": r"[Cc]opyright|COPYRIGHT|\([cC]\) |&copy;|\xc2\xa9",
        "name.field": (
            r"[Aa]uthor|AUTHOR|[Mm]aintainer|MAINTAINER|[Uu]ploader|[Cc]ontributor|CONTRIBUTOR|[Dd]eveloper|[Tt]ranslator|[Pp]rogrammer"
            r"|[Pp]ackager|[Cc]ommitter|[Cc]reator|[Cc]redit|copyright.holder"
        ),
        "name.trailer": r"-[Bb]y: ",
        "name.licence": r"either the name of [A-Z]",
        "name.thanks": r"[Tt]hank|THANK|[Cc]ourtesy|[Cc]redit|[Kk]udos|\b[Dd]ue to|[Pp]rops to",
        "name.by": r"\b[Bb]y[ \n:\r][^a-z]",
        "name.from": r"\bfrom [^a-z\s._]",
        "name.bullet": r"\n[*-] [A-Z]",
        "name.bullet_1": r"\n[ \t][*-] [A-Z]",
        "name.bullet_2": r"\n[ \t]{2}[*-] [A-Z]",
        "name.bullet_4": r"\n {4}[*-] [A-Z]|\n\t{4}[*-] [A-Z]",  # a run of either is scanned faster than a mix
        "name.entry": r"\"name\": \"[A-Z]|\bname\s?=>?\s?[\"'][A-Z]|<name>[A-Z]",
    },
    find,
    rank=4,
    proves=False,
)
