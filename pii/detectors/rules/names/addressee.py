"""To whom letters and parcels go: `Attn Jane Roe Unit 12`, `c/o Jane Roe`, `z. Hd. Jane Roe`, `To Jane Roe` above an address."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names.person_cells import known_words
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.known.places import is_only_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_TO_HANDS = (
    *("Attn", "ATTN", "attn", "Attention", "c/o", "C/O", "FAO", "F.A.O.", "Care of", "care of", "For the attention of"),
    *(
        "z. Hd.",
        "z.Hd.",
        "zHd",
        "z. H.",
        "z.H.",
        "zu Händen",
        "Zu Händen",
        "t.a.v.",
        "T.a.v.",
        "t.n.v.",
        "À l'attention de",
    ),
    *(
        "à l'attention de",
        "A l'attention de",
        "A la atención de",
        "a la atención de",
        "All'attenzione di",
        "alla c.a.",
        "Alla c.a.",
    ),
    *("A/C", "Ao cuidado de", "At.te", "Att.", "p. Adr."),
)
"""Before whoever gets the letter at somebody else's address, in the languages of the post."""
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Mme|M|Sr|Sra|dhr|mevr)\b\.? )*"
_PARTS = r"(?:Unit|Suite|Ste|Apt|Flat|Floor|Fl|Room|Rm|Dept|Box|P\.?O\.?|Building|Bldg|Level|Bay|Desk|Lot|No)\b"
_BEHIND = rf"(?=[,;.)/|\"'<]|[ \t]*(?:\r?\n|\\n|$)| - | ?[–—(]| {_PARTS}| [#\d])"
"""The line's end, or a part of the address."""
_ADDRESSED = re.compile(
    rf"(?:{'|'.join(map(re.escape, sorted(_TO_HANDS, key=len, reverse=True)))})[.:]?[ \t]*{_TITLE}"
    rf"(?P<name>{NAME_IN_LINE}){_BEHIND}"
)
_PART = re.compile(rf" {_PARTS}")
_TO = re.compile(rf"[ \t>*#]*To:?[ \t]+{_TITLE}(?P<name>{NAME_IN_LINE})[ \t]*,?(?=\r?\n|$)")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        place = _FINDERS[hit.pattern](text, hit)
        if place is not None and _may_be_person(text[slice(*place)]):
            yield Span(*place, Label.NAME)


def _to_hands(text: str, hit: Hit) -> tuple[int, int] | None:
    match = _ADDRESSED.match(text, hit.start, hit.end + REACH)
    if match is None or text[hit.start - 1 : hit.start].isalnum():
        return None
    start, end = match.span("name")
    part = _PART.search(text, start, end)  # a word with a capital like those of the name
    end = part.start() if part is not None else end
    return (start, end) if " " in text[start:end] and known_words(text[start:end])[0] else None


def _to(text: str, hit: Hit) -> tuple[int, int] | None:
    """A line of its own; a word of the name must be known, since `To Do List` heads other things."""
    match = _TO.match(text, hit.start, hit.end + REACH)
    return match.span("name") if match is not None and known_words(match["name"])[0] else None


def _may_be_person(name: str) -> bool:
    return is_person(name) and not names_organisation(name) and not is_only_place(name)


_FINDERS = {"addressee.hands": _to_hands, "addressee.to": _to}

RULE = Rule(
    "addressee",
    {
        "addressee.hands": rf"(?:{as_bytes([re.escape(words) for words in _TO_HANDS])})[.:]?[ \t]{{0,4}}[A-Z\xc3-\xc5]",
        "addressee.to": r"(?m)^[ \t>*#]{0,4}To:?[ \t]{1,8}[A-Z\xc3-\xc5]",
    },
    find,
    rank=5,
    hits=(
        "Attn «Jane Brixo» Unit 12\nAttn: Ms. «Jane Brixo», Suite 4\nc/o «Jane Brixo»\nz. Hd. Frau «Jane Brixo»\n",
        "À l'attention de «Jane Brixo»\nship to: (c/o «Jane van Brixo»), Fern Road 1\nCare of «Jane Brixo» #12\n",
        "To «Jane Brixo»\n12 Fern Road\n> To: «Jane Smith»,\n",
    ),
    misses=(
        "Attention: Receiving Dock\nCare of Front Desk\nAttn Accounts Payable\nc/o Brixo Widgets Ltd\nxAttn Jane Brixo\n",
        "Attention Jane Brixo reads\nAttn Jane Brixo Foundation\nc/o New York\n",
        "To Brixo Larkq\nTo Jane Brixo we say\nwent To Jane Brixo\nTo Do List\nTo Jane Monday\n",
    ),
)
