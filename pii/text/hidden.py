"""Values in other encodings: base64, percent signs, escapes, entities, doubled quotes, quoted-printable, full-width signs, no
width, signs of manual pages, accents apart from their letters; and values amid what tells a terminal their colour, or a log
what to redact.

A view is what a reader of the text would decode, with the place of every character in the text as given. Detectors read views as
they read texts; what they find in decoded characters is a span of the text, and is replaced in its own encoding. What is decoded
is bounded: so many characters a document, blobs of so many characters, one layer.
"""

import base64
import binascii
import html
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from pii import expressions as re
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import text_before

if TYPE_CHECKING:
    from pii.detectors.scan import Hit, Scanner

SOURCE = "hidden"
_MOST_DECODED = 200_000
"""Characters of a document's views, all together."""
_LONGEST_BLOB = 200_000
"""Characters of base64: anything longer is a file."""
_MOST_BLOBS = 10_000
"""Pieces of base64 in a document that are decoded."""
_AROUND = 400
"""Characters of a line to each side of what is decoded that a view shows."""

_PERCENT = re.compile(r"%(?:40|3[AaBb]|2[Ee])")
_PERCENTS = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ESCAPE = re.compile(
    r"\\(?:u00(?:22|40|[c-fC-F])|u(?:0[1-9]|[3-9a-cA-C][0-9a-fA-F]|[dD][0-7]|[fF]{2})[0-9a-fA-F]{2}|x40|\\\\\")"
)
"""Escapes of letters, of the sign of mail addresses, of quotes within quotes; not of dashes, pictures and icons."""
_ESCAPES = re.compile(r"\\+u([0-9a-fA-F]{4})|\\+x([0-9a-fA-F]{2})|\\+([\"'/])")
_QUOTES = r"&(?:quot|apos|#39|#34|#x27);"
_ENTITY = re.compile(rf"{_QUOTES}(?:\s?[:=,]\s?|\s?=(?:>|&gt;)\s?){_QUOTES}")
"""A name or value in quotes that HTML escapes, and what it is given to."""
_ENTITIES = re.compile(r"&(quot|apos|amp|lt|gt|#39|#34|#x27);")
_CHARACTERS = {"quot": '"', "#34": '"', "apos": "'", "#39": "'", "#x27": "'", "amp": "&", "lt": "<", "gt": ">"}
_ACCENTS = r"(?:acute|grave|circ|uml|tilde|ring|cedil|caron|slash|breve|macr|ogon|dot|strok|dblac|lig)"
_ACCENTED = rf"[A-Za-z]{{1,2}}{_ACCENTS}|eth|ETH|thorn|THORN"
_NUMBER = r"#(?:19[2-9]|[2-9]\d\d|1\d{3}|x(?:[cdefCDEF]|[1-5][0-9a-fA-F])[0-9a-fA-F])"
_LETTER = re.compile(
    rf"\b[A-Z][a-z]{{0,12}}&(?:{_ACCENTED}|{_NUMBER});|&(?=[A-Z])(?:{_ACCENTED});[a-z]|(?:&#\d{{4,5}};){{3}}"
)
"""Letters that HTML escapes in a word that may be a name: one with a capital, or of another script as a whole."""
_LETTERS = re.compile(rf"&(?:{_ACCENTED}|#\d{{3,5}}|#[xX][0-9a-fA-F]{{2,4}});")
_DOUBLED = re.compile(r"[^\W\d_]''[^\W\d_]")
_DOUBLES = re.compile(r"(?<=[^\W\d_])''(?=[^\W\d_])")
"""An apostrophe in a literal of SQL, YAML, Pascal or PowerShell, which is doubled there: O''Roe."""
_QUOTED_PRINTABLE = re.compile(r"quoted-printable", re.I)
_EQUALS = re.compile(r"(?:=[0-9A-F]{2})+|=\r?\n")
_DIRECTIONS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks that turn the order of a line, which editors of Arabic, Hebrew and Persian put beside names and signs."""
_DISGUISED = re.compile(f"[\uff01-\uff5e\u200b-\u200d\u2060\u00ad{_DIRECTIONS}]|(?<!^)\ufeff")
_DISGUISES = re.compile(f"[\uff01-\uff5e]|[\u200b-\u200d\u2060\u00ad\ufeff{_DIRECTIONS}]+")
_WIDE_SIGN = re.compile(
    r"＝|(?i:pass|pwd|user|login|token|secret|key|account)(?i:word|wd|phrase|code|name|id)?[\"'`]? ?："
)
_SIGNS = {"＝": "=", "：": ":", "，": ", ", "；": "; "}
_WIDE_SIGNS = re.compile("[＝：，；]")
"""What gives a value to a name, and what parts settings, as East Asian keyboards write them beside names in ASCII."""
_APART = re.compile("[A-Za-z][\u0300-\u033f]")
_LETTERS_APART = re.compile("[A-Za-z][\u0300-\u036f]+")
"""A letter and its accents as characters of their own, as macOS writes names of files and some keyboards Vietnamese."""
_COLOUR = re.compile(r"(?:\x1b|\\(?:u001[bB]|x1[bB]|0?33|[eE]))\[\d[\d;]{0,16}m|(?<!\w)\[(?:0|22|39|49)m(?!\])")
_COLOURS = re.compile(
    r"(?:\x1b|\\(?:u001[bB]|x1[bB]|0?33|[eE]))\[[?\d;]{0,16}[A-Za-z]|\[(?:\d|[349]\d|10\d|2[1-9])(?:;\d{1,3}){0,4}m(?!\])"
)
"""What tells a terminal a colour (ECMA-48, 8.3.117): as it is, as literals escape it, and as logs hold it that dropped the escape
before it. Of the last, only an end of a colour shows that it is none of an index."""
_MARKED = re.compile(r"[=:\"] ?‹[^‹›\n]{1,200}›")
_MARKERS = re.compile("[‹›]")
"""What CockroachDB's logs put round what may be redacted (`cockroach debug zip --redact`): `user=‹jroe›`."""
_ROFF = re.compile(r"\\(?:\((?:[da]q|[lr]q|[oc]q)|\[(?:[da]q|[lr]q|[oc]q)\])")
_ROFF_SIGNS = re.compile(rf"{_ROFF.pattern}|\\[-&]")
"""Quotes in the source of a manual page, and beside them the dash of an option (groff_char(7))."""
_IN_LINES = {
    # the kind of view: what a line must hold, and what is decoded of it
    "url": (_PERCENT, _PERCENTS),
    "escape": (_ESCAPE, _ESCAPES),
    "entity": (_ENTITY, _ENTITIES),
    "letter": (_LETTER, _LETTERS),
    "doubled": (_DOUBLED, _DOUBLES),
    "disguise": (_DISGUISED, _DISGUISES),
    "sign": (_WIDE_SIGN, _WIDE_SIGNS),
    "apart": (_APART, _LETTERS_APART),
    "colour": (_COLOUR, _COLOURS),
    "marker": (_MARKED, _MARKERS),
    "roff": (_ROFF, _ROFF_SIGNS),
}
_PADDED = re.compile(r"=(?<=[A-Za-z0-9+/_-]{12}=)=?(?![\w=+/-])")
_BASIC = re.compile(r"asic +([A-Za-z0-9+/]{8,}={0,2})(?![\w+/=])")
_AUTH = re.compile(r"\"auth\"\s*:\s*\"([A-Za-z0-9+/]{8,}={0,2})\"")
_AUTH_BEFORE = re.compile(r"\"auth\"\s*:\s*\"$|(?<!\w)_auth\s?=\s?[\"']?$")
"""Before a pair in the settings of Docker and npm."""
_SECRET = re.compile(r"^[\"']?kind[\"']?: *[\"']?Secret\b|\"kind\": *\"Secret\"", re.M)
_SECRET_VALUE = re.compile(r"^[ \t]+[\"']?[\w.-]+[\"']?: *[\"']?([A-Za-z0-9+/]{4,}={0,2})[\"']?,?[ \t]*\r?$", re.M)
TRIGGERS = {
    "hidden.url": r"%(?:40|3[AaBb]|2[Ee])",
    "hidden.escape": r"\\u0[1-9]|\\x40|\\\\\\\"",
    "hidden.escape.script": r"(?i)\\u(?:[3-9a-c][0-9a-f]|d[0-7]|ff)[0-9a-f]{2}",
    "hidden.escape.letter": r"\\u00[c-fC-F]",
    "hidden.escape.at": r"\\u0040",
    "hidden.escape.quote": r"\\u0022",
    "hidden.entity": rf"{_QUOTES}(?:: ?|, ?|=| ?=&gt; ?| = ?){_QUOTES}",
    "hidden.letter": rf"[A-Z][a-z]{{0,12}}&(?:{_ACCENTED}|{_NUMBER});",
    "hidden.letter.first": rf"&[A-Z]{{1,2}}{_ACCENTS};[a-z]",
    "hidden.letter.script": r"&#\d{4,5};&#\d{4,5};&#\d{4,5};",
    "hidden.doubled": r"[A-Za-z\x80-\xff]''[A-Za-z\xc3-\xd1]",
    "hidden.disguise": r"\xe2\x80[\x8b-\x8d]|\xe2\x81\xa0|\xef\xbc[\x8e\xa0]",
    "hidden.disguise.hyphen": r"\xc2\xad",
    "hidden.disguise.direction": r"\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]",
    "hidden.sign": r"\xef\xbc\x9d",
    "hidden.sign.colon": (
        r"(?i)(?:pass|pwd|user|login|token|secret|key|account)(?:word|wd|phrase|code|name|id)?[\"'`]? ?\xef\xbc\x9a"
    ),
    "hidden.apart": r"[A-Za-z]\xcc[\x80-\xbf]",
    "hidden.colour": r"\x1b\[\d",
    "hidden.colour.escape": r"\\(?:x1[bB]|u001[bB]|0?33|[eE])\[\d",
    "hidden.colour.end": r"\[(?:0|22|39|49)m",
    "hidden.marker": r"[=:\"] ?\xe2\x80\xb9",
    "hidden.roff": r"\\[(\[][dalroc]q",
    "hidden.quoted-printable": r"uoted-",
    "hidden.base64.basic": r"asic [ A-Za-z0-9+/]{8}",
    "hidden.base64.auth": r"\"auth\"",
    "hidden.base64.secret": r"[ :\"']Secret",
    "hidden.base64.padding": r"[A-Za-z0-9+/_-]{12}=[^A-Za-z0-9_=+/-]",
    "hidden.base64.paddings": r"[A-Za-z0-9+/_-]{12}==[^A-Za-z0-9_=+/-]",
}
"""What every kind of view needs, by `hidden.<kind>`: most texts have nothing of it, and one pass says so of all kinds."""
_BLOB_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"


class View:
    """A decoded text, and where its characters stand in the text as given."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._length = 0
        self._differs = False
        # By piece, in order both of the view and of the text.
        self._pieces: list[str] = []
        self._firsts: list[int] = []
        self._places: list[tuple[int, int, bool, bool]] = []
        """Where a piece stands in the text, whether it is copied, whether it is decoded."""

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        """Whether anything is decoded or dropped."""
        return self._differs

    @property
    def text(self) -> str:
        """What a reader who decodes sees."""
        return "".join(self._pieces)

    def copy(self, text: str, start: int, end: int) -> None:
        """Add characters of the text as they are."""
        self._add(text[start:end], (start, end, True, False))

    def decode(self, characters: str, start: int, end: int) -> None:
        """Add characters that `start` to `end` of the text stand for, together."""
        self._add(characters, (start, end, False, True))
        self._differs = True

    def frame(self, characters: str, place: int) -> None:
        """Add characters that stand nowhere in the text: what a detector should see around the others."""
        self._add(characters, (place, place, False, False))

    def _add(self, characters: str, place: tuple[int, int, bool, bool]) -> None:
        if characters:
            self._pieces.append(characters)
            self._firsts.append(self._length)
            self._places.append(place)
            self._length += len(characters)

    def _original(self, index: int) -> tuple[int, int, int]:
        """The piece of a character, and the characters of the text that it stands for."""
        piece = bisect_right(self._firsts, index) - 1
        start, end, copied, _ = self._places[piece]
        if copied:
            start += index - self._firsts[piece]
            end = start + 1
        return piece, start, end

    def original(self, span: Span) -> Span | None:
        """The span of the text as given; None where it holds none of the text's characters."""
        start, end = self._original(span.start)[1], self._original(span.end - 1)[2]
        if start == end:
            return None
        return replace(span, start=start, end=end, source=f"{SOURCE}.{self.kind}.{span.source}")

    def is_decoded(self, span: Span) -> bool:
        """Whether the span holds a decoded character or one that decoding drops; another was to be found without the view."""
        first, start, _ = self._original(span.start)
        last, _, end = self._original(span.end - 1)
        return any(decoded for *_, decoded in self._places[first : last + 1]) or end - start != len(span)


@cache
def _triggers() -> "Scanner":
    from pii.detectors.scan import Scanner  # loads numpy

    return Scanner(TRIGGERS)


def views(text: str) -> list[View]:
    """What is hidden in a text, decoded."""
    return next(views_batch([text]))


def views_batch(
    texts: Iterable[str], places: Sequence[Mapping[str, Sequence["Hit"]]] | None = None
) -> Iterator[list[View]]:
    """What is hidden in each text, decoded; nothing for most texts, which costs next to nothing.

    Args:
        texts: in any number.
        places: where `TRIGGERS` stand in each, if a scan has looked for them.
    """
    texts = list(texts)
    for text, hits in zip(texts, _triggers().scan_batch(texts) if places is None else places, strict=True):
        # Of the end of a text an engine may say nothing.
        yield _views(text, hits) if hits or text.endswith("=") else []


def _views(text: str, hits: Collection[str]) -> list[View]:
    """The views of a text of which some are triggered."""
    kinds = {hit.split(".")[1] for hit in hits if hit.startswith("hidden.")}
    found = [_lines(text, kind, *signs) for kind, signs in _IN_LINES.items() if kind in kinds]
    mark = _QUOTED_PRINTABLE.search(text) if "quoted-printable" in kinds else None
    if mark is not None:
        found.append(View("quoted-printable"))
        _decode(found[-1], text, _EQUALS, mark.end(), min(len(text), mark.end() + _MOST_DECODED))
    if "base64" in kinds or text.endswith("="):
        found.append(_base64(text, hits))
    return [view for view in found if view]


def _base64(text: str, hits: Collection[str]) -> View:
    blobs = View("base64")
    for start, end in _blobs(text, hits):
        content = decoded_blob(text, start, end)
        if content is not None and len(blobs) < _MOST_DECODED:
            before, characters, after = content
            blobs.frame(before, start)
            blobs.decode(characters, start, end)
            blobs.frame(after, end)
    return blobs


def _lines(text: str, kind: str, trigger: re.Pattern[str], pieces: re.Pattern[str]) -> View:
    """A view of the lines in which the trigger stands."""
    view = View(kind)
    done = 0
    while len(view) <= _MOST_DECODED and (match := trigger.search(text, done)) is not None:
        start = max(done, text.rfind("\n", 0, match.start()) + 1)
        if start < match.start() - _AROUND:
            start = match.start() - _AROUND
            start = text.find(" ", start, match.start()) + 1 or start  # between two words, as below
        newline = text.find("\n", match.end())
        end = min(newline if newline >= 0 else len(text), match.end() + _AROUND)
        if end < len(text) and end != newline:
            end = text.rfind(" ", match.end(), end) + 1 or end
        _decode(view, text, pieces, start, end)
        view.frame("\n", end)
        done = end
    return view


def _decode(view: View, text: str, pieces: re.Pattern[str], start: int, end: int) -> None:
    position = start
    for piece in pieces.finditer(text, start, end):
        first, last = piece.span()
        if first > position:
            view.copy(text, position, first)
        position = last
        try:
            view.decode(_character(view.kind, piece), first, last)
        except ValueError:
            view.copy(text, first, last)
    view.copy(text, position, end)


def _character(kind: str, piece: re.Match[str]) -> str:
    if kind == "url":
        return unquote(piece[0], errors="strict")
    if kind == "escape":
        code = piece[1] or piece[2]
        return chr(int(code, 16)) if code else piece[3]
    if kind == "entity":
        return _CHARACTERS[piece[1]]
    if kind == "letter":
        return _letter(piece[0])
    if kind == "doubled":
        return "'"
    if kind in ("colour", "marker"):
        return ""
    if kind == "roff":
        return _roff(piece[0])
    if kind == "apart":
        return unicodedata.normalize("NFC", piece[0])
    if kind == "sign":
        return _SIGNS[piece[0]]
    if kind == "disguise":
        return unicodedata.normalize("NFKC", piece[0]) if "\uff01" <= piece[0][0] <= "\uff5e" else ""
    if piece[0].endswith("\n"):
        return ""
    return bytes.fromhex(piece[0].replace("=", "")).decode()


def _roff(sign: str) -> str:
    if not sign.endswith(("q", "]")):
        return sign.removeprefix("\\").replace("&", "")
    return "'" if sign[2] in "aoc" else '"'


def _letter(entity: str) -> str:
    character = html.unescape(entity)
    if not character.isalpha():
        raise ValueError("no letter")
    return character


# ------------------------------------------------------------------------------------------------------------------- base64


def _blobs(text: str, hits: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where base64 of a text may stand, as characters, half-open and disjoint."""
    found: set[tuple[int, int]] = set()
    if "hidden.base64.basic" in hits:
        found.update(match.span(1) for match in _BASIC.finditer(text))
    if "hidden.base64.auth" in hits:
        found.update(match.span(1) for match in _AUTH.finditer(text))
    if "hidden.base64.secret" in hits and _SECRET.search(text):
        found.update(match.span(1) for match in _SECRET_VALUE.finditer(text))
    for padding in _PADDED.finditer(text):
        start = _blob_start(text, padding.start())
        if padding.start() - start < _LONGEST_BLOB:
            found.add((start, padding.end()))
        if len(found) > _MOST_BLOBS:
            break
    position = 0
    for start, end in sorted(found):
        if start >= position:
            position = end
            yield start, end


def _blob_start(text: str, end: int) -> int:
    start, step = end, 64
    while start > max(0, end - _LONGEST_BLOB):
        before = text_before(text, start, step)
        kept = len(before.rstrip(_BLOB_CHARACTERS))
        start -= len(before) - kept
        if kept:
            break
        step *= 4
    return start


_OPENS_TEXT = frozenset("CDIJKLMNOPQRSTUVWXYZabcdefwxyz012345678")
"""What base64 of a text begins with: what stands for a control character, or for a byte that no character of UTF-8 begins with,
is none of it."""


_PAIR = "https://"
"""What a pair of account and password is shown behind: rules know pairs in addresses."""


def decoded_blob(text: str, start: int, end: int) -> tuple[str, str, str] | None:
    """The text that base64 stands for, with what a detector should see before and after it; None if it is no text."""
    blob = text[start:end]
    if blob[0] not in _OPENS_TEXT:
        return None
    try:
        standard = blob.replace("-", "+").replace("_", "/")  # of short strings faster than a translation
        content = binascii.a2b_base64(standard + "=" * (-len(blob) % 4), strict_mode=True).decode()
    except (binascii.Error, ValueError):
        return None
    if not content.strip() or sum(not (c.isprintable() or c in "\r\n\t") for c in content):
        return None
    before = text_before(text, start, _AROUND)
    before = before[before.rfind("\n") + 1 :]
    pair = ":" in content and "\n" not in content
    if pair and (before.rstrip().lower().endswith("basic") or _AUTH_BEFORE.search(before)):
        return _PAIR, content, "@host/\n"
    return before, content, text[end : end + _AROUND].partition("\n")[0] + "\n"


def is_pair(text: str, span: Span) -> bool:
    """Whether base64 holds an account and its password and says so: a Basic header, which whoever has it can use as it is."""
    decoded = decoded_blob(text, span.start, span.end) if is_blob(span) and len(span) <= _LONGEST_BLOB else None
    return decoded is not None and decoded[0] == _PAIR


_PIECES = {kind: pieces for kind, (_, pieces) in _IN_LINES.items()} | {"quoted-printable": _EQUALS}


def plain(value: str, source: str) -> str:
    """What a value stands for, in the encoding in which its span was found."""
    kind = source.removeprefix(f"{SOURCE}.").partition(".")[0] if source.startswith(f"{SOURCE}.") else ""
    if kind not in _PIECES:
        return value
    view = View(kind)
    _decode(view, value, _PIECES[kind], 0, len(value))
    return view.text


def encoded(new: str, source: str) -> str:
    """A replacement in the encoding in which the span was found."""
    if source.startswith(f"{SOURCE}.doubled."):
        return new.replace("'", "''")
    return quote(new, safe="*") if source.startswith(f"{SOURCE}.url.") else new


class Inside:
    """The text that base64 stands for, and the spans in it; `offset` is where it began in what the spans were found in."""

    def __init__(self, content: str, spans: Iterable[Span], offset: int) -> None:
        self._content = content
        clipped = ((max(0, span.start - offset), min(len(content), span.end - offset), span.label) for span in spans)
        self._places = [(start, end, label) for start, end, label in clipped if start < end]

    @property
    def values(self) -> list[tuple[str, str]]:
        """The values and their labels, in order."""
        return [(self._content[start:end], label) for start, end, label in self._places]

    def encoded(self, news: Iterator[str], blob: str) -> str:
        """The content with a new value for each, in base64 of the same alphabet and padding as the blob."""
        pieces: list[str] = []
        position = 0
        for start, end, _ in self._places:
            pieces += (self._content[position:start], next(news))
            position = end
        raw = "".join((*pieces, self._content[position:])).encode("utf-8", "surrogatepass")
        made = (base64.urlsafe_b64encode(raw) if "-" in blob or "_" in blob else base64.b64encode(raw)).decode()
        return made if blob.endswith("=") or len(blob) % 4 == 0 else made.rstrip("=")


def is_blob(span: Span) -> bool:
    """Whether the span is base64 that holds what was found, and more perhaps."""
    return span.source.startswith(f"{SOURCE}.base64.")


def merged(spans: Sequence[Span], hidden: Iterable[Span]) -> list[Span]:
    """Both as one list of disjoint spans; hidden ones win, and of others what reaches beyond them stays."""
    winners: list[Span] = []
    for span in sorted(
        hidden, key=lambda span: (span.start, -len(span), span.label not in (Label.KEY, Label.PASSWORD))
    ):
        if not winners or span.start >= winners[-1].end:
            winners.append(span)
    kept = list(winners)
    starts = [span.start for span in winners]
    for span in spans:
        position = span.start
        for winner in winners[max(0, bisect_right(starts, span.start) - 1) :]:
            if winner.start >= span.end:
                break
            if winner.end <= position:
                continue
            if position < winner.start:
                kept.append(replace(span, start=position, end=winner.start))
            position = winner.end
        if position < span.end:
            kept.append(replace(span, start=position))
    return sorted(kept)
