"""Names in formats that have a field for them: vCard, GEDCOM, LDIF, iCalendar, MARC, RIS, HL7, DICOM, Dublin Core, JATS, TEI."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import known_words
from pii.detectors.rules.names.person_name import WORD, is_person
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.known.placeholders import is_placeholder, is_template
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_after, line_before

_LONGEST = 200
"""Characters of a field."""

_VALUE = re.compile(r"[^\W\d_][^\t\r\n<>{}\[\]|=:;@$\"]{0,60}")
_PIECE = re.compile(r"(?<![\w'])[^\W\d_][^\^;/~|&\\\]\r\n]*")
_TITLE = re.compile(r"(?:(?:Mrs?|Ms|Miss|Dr|Prof|Ing|Rev|Sir|Herr|Frau|M|Mme)\.?|MD|PhD|MR|MRS|MS|DR)\.?")
_ELEMENT = re.compile(r">\s{0,40}(?P<name>[^\W\d_][^<>{}\n=@]{0,60})<")
_LINE = {
    "person_record.vcard": re.compile(r"(?:FN|NICKNAME|N)(?:;[\w=;:-]{1,40})?:"),
    "person_record.gedcom": re.compile(r"\d (?:NAME|GIVN|SURN|NICK|ALIA|AUTH|_MARNM) "),
    "person_record.ldif": re.compile(r"(?:cn|sn|givenName|gn|displayName|initials): "),
    "person_record.calendar": re.compile(r"(?:ORGANIZER|ATTENDEE)[^\n:]{0,80}?;CN="),
    "person_record.marc": re.compile(r"=?(?:100|600|700|800) [ _\d\\]{1,4}\s?\$a ?"),
    "person_record.ris": re.compile(r"(?:FAU|AU|A[1-4]|ED|TA) {1,2}- "),
    "person_record.hl7": re.compile(r"(?:PID|NK1|PV1|GT1|ORC|OBR)\|"),
    "person_record.dicom": re.compile(r"\([0-9a-f]{4},[0-9a-f]{4}\) PN \["),
}
"""What stands before the name, from the start of the line."""
_PARTED = frozenset(f"person_record.{form}" for form in ("vcard", "gedcom", "dicom"))
"""Where the parts of a name have separators."""
_OF_ANYTHING = re.compile(
    r"(?:cn|sn|givenName|gn|displayName|initials): |(?:ORGANIZER|ATTENDEE)|FN[:;]|NICKNAME"
    r"|</?(?:dc:|dcterms:|foaf:name|itunes:|persName|vcard:fn)"
)
"""Fields that groups, services, rooms and works have, too: one word must be known as a person's."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        if hit.pattern == "person_record.element":
            match = _ELEMENT.match(text, text.find(">", hit.start, hit.end + _LONGEST), hit.end + _LONGEST)
            if match is not None and _is_of_person(text, hit.start, match["name"]):
                yield from _name(text, *match.span("name"))
            continue
        start = line_before(text, hit.end, _LONGEST)
        head = _LINE[hit.pattern].search(text, start, hit.end + _LONGEST)
        if head is None or head.start() > hit.end or _WORD_BEFORE.search(text, head.start() - REACH, head.start()):
            continue
        end = line_after(text, head.end(), _LONGEST)
        if hit.pattern == "person_record.hl7":
            yield from _components(text, head.end(), end)
        elif hit.pattern == "person_record.vcard" and (turned := _TURNED.match(text, head.end(), end)):
            if _is_known(turned.group()):
                yield Span(*turned.span(), Label.NAME)
        elif hit.pattern in _PARTED:
            if _FAMILY_ALONE.match(text, head.start(), end + 1) and not _is_known(text[head.end() : end]):
                continue
            for piece in _PIECE.finditer(text, head.end(), end):
                if hit.pattern == "person_record.gedcom" and _is_surname(text, *piece.span()):
                    yield Span(*piece.span(), Label.NAME)
                elif _is_of_person(text, head.start(), piece.group()):
                    yield from _name(text, *piece.span())
        elif (value := _VALUE.match(text, head.end(), end)) and _is_of_person(text, head.start(), value.group()):
            yield from _name(text, *value.span())


_TURNED = re.compile(rf"{WORD}(?: {WORD})?\\, {WORD}(?: {WORD}| [A-Z]\.)?(?=[ ]?(?:\(|\r?$))", re.MULTILINE)
"""Behind `FN:` a family and a given name; the comma is escaped, as vCard has it (RFC 6350, 3.4)."""
_FAMILY_ALONE = re.compile(r"N(?:;[\w=;:-]{1,40})?:[^;\r\n]+;*\r?$", re.MULTILINE)
"""A name of which only the first part is filled, as services and shops are kept: `N:Taxi;;;;` (RFC 6350, 6.2.2)."""


def _is_known(value: str) -> bool:
    """Whether one of the words is a name and nothing else."""
    return known_words(value)[0] > 0


def _is_of_person(text: str, field: int, value: str) -> bool:
    """Whether the field at `field` is one of persons alone, or a word of its value is known as a person's."""
    return _OF_ANYTHING.match(text, field) is None or _is_known(value)


_WORD_BEFORE = re.compile(r"[\w:'] ?\Z|[-.]\Z")


_SURNAME = re.compile(r"[^\W\d_a-z][\w'’. -]{1,60}")


def _is_surname(text: str, start: int, end: int) -> bool:
    """Whether it is the surname of `1 NAME Jane /Roe/`, whatever its words are."""
    enclosed = text[start - 1 : start] == "/" and text.startswith("/", end)
    return enclosed and _SURNAME.fullmatch(text, start, end) is not None and not _NO_NAME.search(text, start, end)


def _components(text: str, start: int, end: int) -> Iterator[Span]:
    """The names of persons in the fields of a segment: `Family^Given`, perhaps behind an identifier."""
    for field in _PERSON.finditer(text, start, end):
        for group in ("family", "given", "middle"):
            if field[group]:
                yield from _name(text, *field.span(group))


_PERSON = re.compile(
    r"(?<=[|~])(?:[\w-]{1,20}\^)?(?P<family>[^\W\d_][^\^|~&\n]{1,30})\^(?P<given>[^\W\d_][^\^|~&\n]{1,30})(?:\^(?P<middle>[^\W\d_][^\^|~&\n]{1,30}))?"
    r"(?=[\^|~\r\n]|$)"
)


def _name(text: str, start: int, end: int) -> Iterator[Span]:
    value = text[start:end].rstrip(" ,.\\/")
    title = _TITLE.match(value)
    if title is not None and (title.end() == len(value) or value[title.end()] == " "):
        start += len(value) - len(value[title.end() :].lstrip())
        value = value[title.end() :].lstrip()
    if len(value) < 2 and value.isascii() or is_placeholder(value) or is_template(value):
        return
    if (
        value[:1].islower()
        and (" " not in value or value.startswith(("a ", "the ")))
        or ")" in value
        or not is_person(value)
        or names_organisation(value)
        or _NO_NAME.search(value)
    ):
        return
    yield Span(start, start + len(value), Label.NAME)


_NO_NAME = re.compile(
    r"\d|\b(?:Name|Unknown|Domain|Admins|Administrators?|Server|Service|Anonymous|Admin|User|Test|Manager|Group|Users|Team|Department"
    r"|Hall|Room|Spouse|Wife|Husband|Mother|Father|Child|Self|Submitter)\b|::|//|\("
)

_ELEMENTS = (
    r"dc:creator|dc:contributor|persName|foaf:name|schema:familyName|schema:givenName|foaf:givenName|foaf:familyName|surname"
    r"|given-names|forename|itunes:author|dcterms:creator|lastName|firstName|familyName|givenName|vcard:fn"
)

RULE = Rule(
    "person_record",
    {
        "person_record.vcard": r"\n(?:FN|N)[:;]",
        "person_record.gedcom": r"\b\d (?:NAME|GIVN|SURN|NICK|ALIA|AUTH|_MARNM) [^\n ]",
        "person_record.ldif": r"\n(?:cn|sn|givenName|displayName): [^\n ]",
        "person_record.calendar": r";CN=[\"\w\x80-\xff]",
        "person_record.marc": r"\n=?(?:100|700|600|800) [ _\d\\]{1,4} ?\$a ?[\w\x80-\xff]",
        "person_record.ris": r"\n(?:FAU|AU|A1|A2|A3|A4|ED) {1,2}- [\w\x80-\xff]",
        "person_record.hl7": r"(?:PID|NK1|PV1|GT1|ORC|OBR)\|",
        "person_record.dicom": r"\) PN \[",
        "person_record.element": rf"<(?:{_ELEMENTS})[^<>\n]{{0,40}}>\s?[\w\x80-\xff]",
    },
    find,
    rank=5,
    hits=(
        "BEGIN:VCARD\nFN:Dr. «Jane Roe»\nN:«Roe»;«Jane»;;Dr.;\n",
        "BEGIN:VCARD\nFN:«Brandeis\\, Ruth»\nN:«Brandeis»;«Ruth»;;;\n",
        "BEGIN:VCARD\r\nFN;CHARSET=UTF-8:«Brandeis\\, Ruth M.» (Ulm)\r\nN:«Brandeis»;;;;\r\n",
        "BEGIN:VCARD\nFN:«Ruth Larkmist»\nN:«Larkmist»;«Ruth»;;;\n",
        "1 NAME «Jane» /«Roe»/\n2 GIVN «Jane»\n2 SURN «Roe»\n1 NAME a Child /«Seven and Two»/\n",
        "dn: x\ncn: «Jane Smith»\nsn: «Roe»\n\nsn: Resolver\n",
        "\nFN:«Jane Suwannarat»\nN:«Suwannarat»;«Pakorn»;;;\n<givenName>«Pakorn»</givenName>",
        "ORGANIZER;CN=«Jane Roe»:mailto:x@example.org\n",
        "\n100 1_ $a «Roe, Jane», $d 1920-1984.\n",
        "\nAU  - «Roe, Jane»\n",
        "PV1||I|W^389^1|12345^«Roe»^«Jane»^^^MD|0148^«Low»^«Ann»|SUR\n",
        "(0010,0010) PN [«Roe»^«Jane»]\n",
        "<dc:creator>«Jane Roe»</dc:creator><persName ref='x'>«Roe»</persName>",
    ),
    misses=(
        "\ncn: Domain Admins\ncn: config\n",
        "<dc:creator>Example Foundation</dc:creator><dc:creator>Larkmist</dc:creator>",
        "BEGIN:VCARD\nFN:Emergency (Police\\, Fire)\nN:Emergency;;;;\n",
        "BEGIN:VCARD\r\nFN:Larkmist\\, Brixo\r\nN:Larkmist;;;;\r\n",
        "BEGIN:VCARD\nN;CHARSET=UTF-8:Larkmist\n",
        "1 NAME unknown\n",
        "1 NAME /Father/\n1 NAME /2nd Wife/\nAttr:2 NAME 'dynAuth' DESC 'x'\n",
        "\ndisplayName: Unbound Resolver\n",
        "<firstName>${first}</firstName>",
        "BEGIN:VCARD\nFN:Example Ltd\n",
        "(0008,0070) LO [Example]\n",
        "OBR|1||x^y\n",
        "\nAU - 1\n",
    ),
)
