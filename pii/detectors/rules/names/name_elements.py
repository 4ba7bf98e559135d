"""The parts of a name in elements side by side, as bibliographies and catalogues in XML have them:
`<author><first>Jane</first><last>Roe</last></author>`, in either order. One alone may be anything's: `<first>1</first>`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import known_words
from pii.detectors.rules.names.person_values import is_part_of_name
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span

_REACH = 400
"""Characters of both elements, and of one between them."""

_GIVEN = r"(?:first|given|fore|f)(?:[_-]?names?)?"
_FAMILY = r"(?:(?:last|family|l)(?:[_-]?name)?|sur[_-]?name)"


def _element(tag: str, name: str) -> str:
    return rf"<(?P<{name}_tag>{tag})>\s*(?P<{name}>[^\W\d_](?:[^<>&{{}}\n]{{0,60}}[^<>&{{}}\s])?)\s*</(?P={name}_tag)>"


_MIDDLE = r"\s*(?:<(?:middle|infix|von)>[^<>\n]{0,60}</(?:middle|infix|von)>\s*)?"
_PAIRS = tuple(
    re.compile(_MIDDLE.join(order), re.IGNORECASE)
    for order in (
        (_element(_GIVEN, "given"), _element(_FAMILY, "family")),
        (_element(_FAMILY, "family"), _element(_GIVEN, "given")),
    )
)
_INITIALS = re.compile(r"(?:[^\W\d_](?:\.[ -]?|[ -]|$)){1,3}")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the parts of the names at the hits."""
    for hit in hits:
        for pair in _PAIRS:
            match = pair.match(text, hit.start, hit.end + _REACH)
            if match is not None and _is_person(match["given"], match["family"]):
                for part in ("given", "family"):
                    if not _INITIALS.fullmatch(match[part]):
                        yield Span(*match.span(part), Label.NAME)


def _is_person(given: str, family: str) -> bool:
    """Whether the parts are those of a name: one word at least is known as a name and as nothing else, or initials are given."""
    initials = _INITIALS.fullmatch(given) is not None
    if not (initials or is_part_of_name(given)) or not is_part_of_name(family) or family.islower():
        return False
    if names_organisation(f"{given} {family}"):
        return False
    return initials and "." in given or known_words(f"{given} {family}")[0] > 0


RULE = Rule(
    "name_elements",
    {"name_elements.first": rf"(?i)<(?:{_GIVEN}|{_FAMILY})>\s{{0,20}}[A-Z\x80-\xff]"},
    find,
    rank=5,
    hits=(
        "<author><first>«Jane»</first><last>«SMITH»</last></author>",
        "<author>\n  <last>«SMITH»</last>\n  <first>«Jane»</first>\n</author>",
        "<name><given>«Tomasz»</given><middle>K.</middle><family>«Larkmist»</family></name>",
        "<editor><forename>J.</forename> <surname>«Larkmist»</surname></editor>",
        "<person><fname>«Jane Ann»</fname><lname>«Roe»</lname></person>",
    ),
    misses=(
        "<author><first>CLIA</first><last>Consortium</last></author>",
        "<first>1</first><last>20</last> <first>Monday</first><last>Friday</last>",
        "<first>Jane</first><next>Smith</next>",
        "<first>{{ jane }}</first><last>Smith-${x}</last>",
        "<first>First name</first><last>Last name</last>",
    ),
)
