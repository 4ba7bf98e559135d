"""Owners in the names that systems give to a person's devices: `Jane's iPhone`, `iPhone von Jane`, `MacBook Pro de Jane Roe`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, WORD, is_person
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_DEVICE = (
    r"(?:iPhone|iPad|iPod|MacBook|iMac|Mac (?:mini|Pro|Studio)|AirPods"
    r"|AirPort|Apple ?(?:Watch|TV)|HomePod|Galaxy|Pixel|Surface|ThinkPad|Kindle"
    r"|Echo|Phone|Laptop|laptop|phone|PC|Tablet|computer|Computer)"
)
_OWNED = re.compile(rf"(?<![\w’'])(?P<name>{NAME_IN_LINE}|{WORD})(?:['’]|&#39;|&rsquo;|\\')s (?:\w+ )?{_DEVICE}\b")
_OF = re.compile(
    rf"{_DEVICE}(?: (?:Pro|Air|Max|Mini|mini|Plus|\d+))* (?:von|de"
    rf"|di|van|för|af|fra) (?P<name>{NAME_IN_LINE}|{WORD})(?!\w)"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the owners at the hits."""
    for hit in hits:
        if hit.pattern == "device_name.of":
            match = _OF.match(text, hit.start, hit.end + REACH)
        else:
            match = next(
                (
                    found
                    for found in _OWNED.finditer(text, hit.start - REACH, hit.end + REACH)
                    if found.end() >= hit.end - 1
                ),
                None,
            )
        if match is None:
            continue
        name = match["name"].removesuffix("'s")
        if is_person(name) and not names_organisation(name) and any(map(kind_of, name.split())):
            yield Span(match.start("name"), match.start("name") + len(name), Label.NAME)


RULE = Rule(
    "device_name",
    {
        "device_name.owned": rf"(?:['\x99]|&#39;|&rsquo;)s (?:\w{{1,12}} )?{_DEVICE}\b",
        "device_name.of": r"(?:iPhone|iPad|MacBook|iMac|AirPods|Watch|Mac mini)[\w"
        r" ]{0,12} (?:von|de|di|van|f\xc3\xb6r|af|fra) [A-Z\xc3-\xc5]",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        " 3  «Jean»'s AirPort Express  192.0.2.8",
        'Device "«Anna»’s AirPods" connected, «Anna Smith»\'s MacBook Pro',
        "iPhone von «Jürgen», MacBook Pro de «Anna Smith»",
        "«Jane»'s iPhone and Brixo's iPad",
        "x iPhone von Brixo, iPad von «Anna»",
    ),
    misses=(
        "Apple's iPhone, the user's phone, today's PC",
        "iPhone de Apple, MacBook de Widget",
    ),
)
