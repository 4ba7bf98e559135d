"""Given and family name of R's `person()` (the package utils), as `Authors@R` of a DESCRIPTION and citations call it."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span

_REACH = 300
"""Characters of a call up to the argument that tells it."""

_VALUE = r"[^\W\d_][^\"'\n,@/]{0,40}"
_CALL = re.compile(
    rf"\bperson\(\s*(?:given\s*=\s*)?(?:c\()?[\"'](?P<given>{_VALUE})[\"'](?:\s*,\s*[\"'](?P<middle>{_VALUE})[\"']\))?"
    rf"\s*,\s*(?:family\s*=\s*)?[\"'](?P<family>{_VALUE})[\"']\s*,?(?=[^()]{{0,240}}?\b(?:role|email|comment)\s*=)"
)
"""Only the names stand without one; role, email and comment are named by everybody."""
_PARTS = ("given", "middle", "family")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names in the calls at the hits."""
    for hit in hits:
        match = _CALL.match(text, hit.start, hit.end + _REACH)
        if match is None or not _is_of_person(" ".join(filter(None, match.group(*_PARTS)))):
            continue
        for part in _PARTS:
            if match[part] and match[part][0].isupper():
                yield Span(*match.span(part), Label.NAME)


def _is_of_person(name: str) -> bool:
    return is_person(name) and not names_organisation(name)


RULE = Rule(
    "r_person",
    {"r_person.call": r"\bperson\("},
    find,
    rank=4,
    hits=(
        'Authors@R: c(\n    person("«Brixata»", "«Ba»", role = "aut", email = "b@example.org"),\n'
        '    person("«Min-seo»", "«Cha»", role = "ctb"))\n',
        'person(given = "«Jane»", family = "«Brixo»", role = c("aut", "cre"))\n'
        "person(c('«Jane»', '«K.»'), '«Brixo»', email='jane@example.org')\n",
    ),
    misses=(
        'person("Brixata", "Ba")\nx.person("name", "age", role = "x")\nlesson("Brixata", "Ba", role = "aut")\n',
        'person("Posit Software, PBC", role = c("cph", "fnd"))\nperson("Brixo", "Foundation", role = "cph")\n',
        'person("R Core Team", "Foundation", role = "cph")\n',
    ),
)
