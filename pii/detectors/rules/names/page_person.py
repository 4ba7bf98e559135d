"""Persons where the markup of a page says so: `class="author-name">Jane Roe<`, `itemprop="author"`, `rel="author"`, `byline`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, WORD, is_person
from pii.detectors.scan import Hit
from pii.known.names import kind_of, known_names
from pii.known.organisations import names_organisation
from pii.known.placeholders import is_placeholder, is_template
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_PARTS = (
    "chat|contact|guest|host|sender|agent|friend|patient|driver|coach|founder|leader|participant|attendee|candidate|recipient"
    "|assignee|presenter|passenger|expert|lawyer|trainer|attorney|people|persons?|staff|manager|owner|advisor|actor|actress"
    "|director|colleague|resident|winner|donor|voter|volunteer|alumni|faculty|tutor|nurse|physician|stylist|barber|citizen"
    "|cardholder|holder|supervisor|principal|moderator|organi[sz]er|buyer|seller|tenant|landlord|worker|caller|feedback|review"
    "|testimonial|comment|conversation|follower|player"
)
"""Persons, and what they leave on a page, whose name has an element of its own."""
_APART = r"(?:_{1,2}|-{1,2})?"
"""Between the words of a class, the parts of a block too: `chat__name`."""
_CLASS = (
    r"author|byline|vcard|\bfn\b|p-name|member[_-]?name|person[_-]?name"
    r"|team[_-]?name|staff[_-]?name|speaker[_-]?name|user[_-]?name"
    r"|full[_-]?name|profile[_-]?name|reviewer|testimonial[\w-]*name"
    r"|client[_-]?name|customer[_-]?name|student[_-]?name|teacher[_-]?name"
    r"|instructor|mentor[_-]?name|doctor[_-]?name|commenter|poster[_-]?name"
    r"|contributor|employee[_-]?name|creator|artist|signature"
    rf"|\b(?:{_PARTS}){_APART}(?:full{_APART})?name\b"
)
_TAGGED = re.compile(
    rf"(?:class(?:Name)?|itemprop|rel|property|id)=(?P<quote>\\?[\"'])[^\"'<>\n]{{0,60}}?"
    rf"(?:{_CLASS})[^\"'<>\n]{{0,40}}\\?[\"'](?P<rest>[^<>\n]{{0,200}})>",
    re.IGNORECASE,
)
_SMALL = r"[^\W\d_A-Z][^\W\d_]{1,15}"
_NATIVE = r"[^\W\d_a-zA-Z][^\s\"'`.,:;!?<>()\[\]{}=|/\\@]{1,20}(?:\.? [^\W\d_a-zA-Z][^\s\"'`,:;!?<>()\[\]{}=|/\\@]{0,20}){0,3}"
_INNER = r"\s{0,12}(?:<(?:span|a|strong|b|em|i|p|h\d|div|u)\b[^<>]{0,200}>\s{0,12}){0,3}"
_LEAD = (
    r"(?:(?:[Bb]y|[Pp]ar|[Vv]on|[Dd]e|[Pp]or|[Dd]i|[Aa]v|[Dd]oor|[Aa]utor"
    r"(?:in)?|[Aa]uthor|[Aa]uteur|[Aa]utore|[Pp]osted by|[Ww]ritten by"
    r"|[—–-]|\d{1,3}\.|Dr|Mr|Mrs|Ms|Prof|Ing|Sr|Sra)[.:]?\s+){0,3}"
)
_SHOWN = re.compile(
    rf"{_INNER}{_LEAD}{_INNER}(?P<name>{NAME_IN_LINE}|{_NATIVE}|{WORD}(?: [A-Z]\.?)?)\s{{0,12}}(?:,[^<>\n]{{0,60}})?<"
)
_ALT = re.compile(r"\b(?:alt|content|title)=\\?[\"'](?P<name>[^\"'<>\n]{2,60}?)\\?[\"']")
_META = re.compile(
    r"(?:name|property)=\\?[\"'](?:[\w.:]*author|dc\.creator|dcterms\.creator"
    r"|citation_author|twitter:creator|parsely-author|byl)\\?[\"']\s"
    r"{0,4}content=\\?[\"'](?P<name>[^\"'<>\n]{2,60}?)\\?[\"']",
    re.IGNORECASE,
)
_WHOLE = re.compile(NAME_IN_LINE)
_NOBODY = re.compile(
    r"\b(?:author|admin|user|name|posted|read|more|about|view|all|posts?"
    r"|by|on|the|your|team|editor|guest|anonymous|customer|client|member|"
    r"follow|share|comments?|reply|written|archive|profile|contact|our"
    r"|sign|log|avatar|photo|image|picture|logo|icon|welcome|hello|home)\b",
    re.IGNORECASE,
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        place = _meta(text, hit) if hit.pattern == "page_person.meta" else _tagged(text, hit)
        if place is None:
            continue
        value = text[slice(*place)]
        if _is_name(value) and (hit.pattern == "page_person.tag" or any(known_names(value))):
            yield Span(*place, Label.NAME)


def _meta(text: str, hit: Hit) -> tuple[int, int] | None:
    match = _META.match(text, hit.start, hit.end + REACH)
    return match.span("name") if match is not None else None


def _tagged(text: str, hit: Hit) -> tuple[int, int] | None:
    tag = _TAGGED.match(text, hit.start, hit.end + 2 * REACH)
    if tag is None:
        return None
    alt = _ALT.search(text, *tag.span("rest"))
    if alt is not None:
        return alt.span("name")
    shown = _SHOWN.match(text, tag.end(), tag.end() + 4 * REACH)
    return shown.span("name") if shown is not None else None


def _is_name(value: str) -> bool:
    if _NOBODY.search(value) or is_placeholder(value) or is_template(value) or not value[0].isalpha():
        return False
    if not is_person(value) or names_organisation(value):
        return False
    if value[0].isascii() and not (value[0].isupper() and _WHOLE.fullmatch(value)):
        return value[0].isupper() and " " not in value and kind_of(value) > 0
    return not value[0].isascii() or any(known_names(value))


RULE = Rule(
    "page_person",
    {
        "page_person.tag": (
            r"(?i)\b(?:class(?:Name)?|itemprop|rel|property|id)=\\?[\"'][^\"'<>\n]{0,40}"
            r"(?:author|byline|vcard|\bfn\b|p-name|name|reviewer|instructor|commenter|contributor|creator|artist|signature)"
        ),
        "page_person.meta": r"(?i)\b(?:name|property)=\\?[\"'][\w.:]{0,16}(?:author|creator|byl)\\?[\"']\s{1,4}content=",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        '<p class="site-author-name" itemprop="name">«Jane Roe»</p>',
        '<img class="site-author-image" itemprop="image" alt="«Jane Roe»" src="x">',
        '<h2 class="member-name">11. «மு. கமலன்»</h2>',
        '<span class="author">by <a href="/x">«Jane»</a></span>',
        '<meta property="article:author" content="«Jane Smith»">',
        '<a rel="author" href="x">«Jane Smith»</a>',
        '<div class="testimonial-name">«Jane Smith», CEO</div>',
        '<p class="chat-name">«Jane Smith» <span class="x">10:00</span></p><b class=\'guest__name\'>«Jane Smith»</b>',
        '<td className="contactName">«Jane Smith»</td>',
    ),
    misses=(
        '<p class="author-name">Author Name</p>',
        '<p class="author-name">{{ author }}</p>',
        '<span class="class-name">Widget</span>',
        '<p class="author">Read More</p>',
        '<p class="product-name">Jane Smith</p><p class="ghost-name">Jane Smith</p><p class="guest-names">Jane Smith</p>',
        '<p class="file-name">Jane Smith</p>',
        '<p class="author">Example Foundation</p>',
    ),
)
