"""Series of names: `Jane Roe, Kim Low, jroe, Ann Fern and 30 others`, over lines, as credits and release notes hold them.

One of them alone might be a town or a product; most of them together are known as names.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import is_ordinary, known_words
from pii.detectors.rules.names.person_name import NAME, WORD, is_person
from pii.detectors.scan import Hit
from pii.known.names import GIVEN, is_family_name, kind_of
from pii.known.organisations import names_organisation
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span

_BEFORE, _AFTER = 1_000, 4_000
"""Characters around a hit that are read as one series."""
_EDGE = re.compile(r"\r?\n[ \t*#;%/|>-]*\r?\n|[\"{}\[\]<>=]")
"""What no series crosses: an empty line, a quote, a bracket."""
_SEPARATOR = re.compile(r",|;|(?:,?\s(?:and|und|et|y|e|og|och|en|&)\s)|\s•\s|\s\|\s")
_MARK = re.compile(r"\s*(?:[*#;%/|>-]{1,3}\s+)?")
_NAME = re.compile(NAME)
_ADDRESS = re.compile(
    r"\b(?:street|road|avenue|district|county|province|phường|quận|đường"
    r"|huyện|tỉnh|xã|thành phố|rua|calle|bairro|straße|kelurahan|kecamatan"
    r"|kabupaten|jalan|mahalle\w*|sokak|cad|ул|просп)\b",
    re.IGNORECASE,
)
_LONGEST_PIECE = 60
_FEWEST = 5
"""Names of a series."""
_NAMED = 0.6
"""The share of its pieces that are full names, and the share of those that have a word known as a name and as nothing else."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names of the series at the hits."""
    done = 0
    for hit in hits:
        if hit.pattern == "name_series.broken":
            yield from _broken(text, hit)
            continue
        if hit.start < done:
            continue
        start, end = _region(text, hit, done)
        done = end
        for run in _runs(text, start, end):
            yield from _names(text, run)


def _region(text: str, hit: Hit, floor: int) -> tuple[int, int]:
    start = max(floor, hit.start - _BEFORE)
    for edge in _EDGE.finditer(text, start, hit.start):
        start = edge.end()
    edge = _EDGE.search(text, hit.end, hit.end + _AFTER)
    return start, edge.start() if edge is not None else min(len(text), hit.end + _AFTER)


def _runs(text: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """Short pieces one after another, and the name that begins the longer piece behind them."""
    run: list[tuple[int, int]] = []
    position = start
    for separator in (*_SEPARATOR.finditer(text, start, end), None):
        stop = separator.start() if separator is not None else end
        mark = _MARK.match(text, position, stop)
        first = mark.end() if mark is not None else position
        if stop - first <= _LONGEST_PIECE:
            if stop > first:
                run.append((first, stop))
        else:
            head = _NAME.match(text, first, stop)
            yield [*run, head.span()] if head is not None else run
            # The words before a colon or a verb lead to the first name.
            run = [(max(first, stop - _LONGEST_PIECE), stop)]
        position = separator.end() if separator is not None else end
    yield run


def _names(text: str, run: Sequence[tuple[int, int]]) -> Iterator[Span]:
    if len(run) < _FEWEST or _ADDRESS.search(text, run[0][0], run[-1][1]):
        return
    found: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(run):
        whole = _NAME.match(text, start, end)
        if whole is not None and text[whole.end() : end].strip(" \t\r\n.()"):
            whole = None if number < len(run) - 1 else whole
        if whole is None and number == 0:
            tail = [*_NAME.finditer(text, start, end)]
            whole = tail[-1] if tail and tail[-1].end() >= end - 1 else None
        if whole is not None and is_person(whole.group()) and not names_organisation(whole.group()):
            found.append(whole.span())
    if len(found) < _FEWEST or len(found) < _NAMED * (len(run) - 1):
        return
    values = {text[slice(*place)] for place in found}
    known = sum(known_words(" ".join(value.split()))[0] > 0 for value in values)
    places = sum(is_place(" ".join(value.split())) for value in values)
    if len(values) < _FEWEST or known < _NAMED * len(values) or 4 * places > len(values):
        return
    yield from (Span(*place, Label.NAME) for place in found)


def _broken(text: str, hit: Hit) -> Iterator[Span]:
    """A known name over two lines of a comment, beside another: `code; Dennis`, and below `# Smith, Eric Jones and so on`."""
    match = _BROKEN.match(text, hit.start, hit.end + _LONGEST_PIECE)
    if match is None or _GOES_BEFORE.search(text, hit.start - _LONGEST_PIECE, hit.start):
        return
    further = (
        _NEXT.match(text, match.end(), match.end() + _LONGEST_PIECE),
        _PREVIOUS.search(text, hit.start - _LONGEST_PIECE, hit.start),
    )
    beside = any(other is not None and known_words(other["name"])[0] for other in further)
    given = kind_of(match["given"]) & GIVEN and not is_ordinary(match["given"])
    if beside and given and is_family_name(match["family"]) and is_person(match["family"]):
        yield Span(*match.span(), Label.NAME)


_BROKEN = re.compile(
    rf"(?P<given>{WORD})[ \t]*\r?\n[ \t]*(?:[#*;%!]{{1,3}}|//+|--)[ \t]+(?P<family>{WORD})(?![\w@/-]|[ \t][A-Z]|\.\w)"
)
_GOES_BEFORE = re.compile(r"(?:[A-Z][\w'’.-]* ?|[\w./@-])$")
_NEXT = re.compile(rf"(?:[,;]|,? (?:and|&)) (?:and )?(?P<name>{WORD} {WORD})(?! [A-Z])")
_PREVIOUS = re.compile(rf"(?<![A-Z] )(?P<name>{WORD} {WORD})(?:[,;]|,? (?:and|&)) (?:and )?$")

RULE = Rule(
    "name_series",
    {
        "name_series.pair": r"[A-Z\xc3-\xc5][a-z\x80-\xff'-]{1,20}"
        r" [A-Z\xc3-\xc5][a-z\x80-\xff'-]{1,20}[,;]\s{1,2}[*#;%/ \t]{0,8}[\w\x80-\xff]",
        "name_series.broken": r"[A-Z][a-z]{1,20}\r?\n[ \t]{0,8}(?:[#*;%!]{1,3}|//|--)[ \t]{1,8}[A-Z][a-z]",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        "«Katarzyna Brixol», «Magdalena Zwexl», «Ingrid Frumbo», «Bjorn Klaxt», «Ursula Krepto»\n",
        "# the code; «Dennis\n#  Smith», Eric Jones and others",
        " * Eric Jones and «Dennis\n * Smith» for comparing",
        "Thanks to:\n  «Anna Smith», jroe, «Chen Jun», «Peter Jones»,\n  «Brian Low», «Eva Nagy», kroe12, «Paul Miller»\n",
        "The work of «Anna Smith», «Helmut Braun», «Peter Jones», «Jan Brixo» and «Eva Nagy» for this.",
    ),
    misses=(
        "# the code; Dennis\n#  Smith, the list\n# written by Dennis\n# Smith Street, Eric Jones\n",
        "# a Dennis\n# Smith, Green Tea\n# Roe Dennis\n# Smith, Eric Jones\n",
        "Anna Smith, Peter Jones, Eva Nagy",
        "Green Tea, Black Coffee, Upper Street, Lower Town, South Park, Grand Hotel\n",
        "San Jose, Santa Ana, New York, Los Angeles, Fort Worth, El Paso\n",
    ),
)
