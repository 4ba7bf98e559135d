"""Names of authors in manifests and lock files, an entry for each: `{"name": "Jane O'Roe", "email": "…"}`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import ENTRY, Rule
from pii.detectors.rules.names import NAME_IN_LINE, is_person
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.organisations import names_organisation
from pii.spans import Span
from pii.surroundings import REACH

_SOURCE = "rules.author_entry"
_LONGEST = 240
"""Characters from a name to the end of its entry."""

_ENTRY = re.compile(
    rf"\"name\"\s?:\s?\"(?P<name>{NAME_IN_LINE})\",\s*\"(?:email|mail)\"\s?:\s?\"(?P<account>[\w.+%-]+)@[\w.-]+\"",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"[{,]\s*$")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        entry = _ENTRY.match(text, hit.start, hit.end + _LONGEST)
        if entry is None or not _BEFORE.search(text, hit.start - REACH, hit.start):
            continue
        if is_person(entry["name"]) and not names_organisation(entry["name"]) and not _is_role(entry["account"]):
            yield Span(*entry.span("name"), Label.NAME, source=_SOURCE)


_ROLE = re.compile(
    r"(?:info|contact|hello|support|admin|dev\w*|team|packages|opensource|office|sales|mail|community|security)",
    re.IGNORECASE,
)


def _is_role(account: str) -> bool:
    return _ROLE.fullmatch(account) is not None


RULE = Rule(
    "author_entry",
    ENTRY,
    find,
    rank=3,
    hits=(
        '"authors": [\n  {\n    "name": "«Colin O\'Roe»",\n    "email": "roe@example.org",\n    "homepage": "x"\n  }',
        '{"name": "«Jürgen van Roe»", "email": "j.roe@example.org"}',
    ),
    misses=(
        '{"name": "Widget Community", "email": "jroe@example.org"}',
        '{"name": "Fancy Widget", "version": "1"}',
        '{"name": "Fancy Widget", "email": "info@example.org"}',
        '{"name": "jroe", "email": "jroe@example.org"}',
        '"name": "Jane Roe", "role": "x"',
    ),
)
