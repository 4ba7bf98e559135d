"""Persons in a header or a field, family names first, apart by semicolons: `X-Reviewers: Roe, Jane; Moss, Karl`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import WORD, is_person
from pii.detectors.scan import Hit
from pii.known.names import GIVEN, kind_of
from pii.known.organisations import names_organisation
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span

_REACH = 400

_WHO = (
    "Reviewers?|Reviewed-By|Authors?|Cc|Bcc|To|Attendees|Participants|Approvers?|Approved-By|Contributors?|Editors?|Maintainers?"
    "|Recipients?|Present|Teilnehmer|Autoren|Verfasser|Auteurs|Autores|Autori|Participantes|Destinataires"
)
_ENTRY = rf"(?:(?:van|von|de|der|den|di) )*{WORD}(?: {WORD})?, {WORD}(?: (?:{WORD}|[A-Z]\.))?"
_LIST = re.compile(
    rf"(?i:[\w-]{{0,20}}(?:{_WHO}))[\"']?[ \t]*[:=][ \t]*[\"']?"
    rf"(?P<list>{_ENTRY}(?:; ?{_ENTRY})+)(?=;?[\"']?,?[ \t]*(?:\r?\n|$|<))"
)
_ONE = re.compile(rf"{_ENTRY}")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names of the lists at the hits; one given name must be known, and no word may be a place."""
    for hit in hits:
        match = _LIST.match(text, hit.start, hit.end + _REACH)
        if match is None:
            continue
        entries = list(_ONE.finditer(text, *match.span("list")))
        if _are_persons([entry.group() for entry in entries]):
            for entry in entries:
                yield Span(*entry.span(), Label.NAME)


def _are_persons(names: Sequence[str]) -> bool:
    parts = [part for name in names for part in name.split(", ")]
    if any(map(is_place, parts)) or not all(map(is_person, names)) or any(map(names_organisation, names)):
        return False
    return any(kind_of(name.split(", ")[1].split()[0]) & GIVEN for name in names)


RULE = Rule(
    "turned_list",
    {"turned_list.head": rf"(?mi)^(?:[a-z][a-z-]{{0,20}}-)?(?:{_WHO})[\"']?[ \t]{{0,8}}[:=][ \t]"},
    find,
    rank=4,
    hits=(
        "X-Reviewers: «Kjelbrix, Astrid»; «Okwubrix, Chidi»\nCc: «van der Brixo, Eva»; «Moss, Karl K.»\n",
        "authors: «Brixo, Jane»;«Larkmist, Eva Maria»\n",
    ),
    misses=(
        "X-Sites: Kjelbrix, Astrid; Okwubrix, Chidi\nTo: Portland, Oregon; Victoria, Australia\nCc: Parsley, Sage: seed list\n",
        "Reviewers: Brixo, Larkmist; Larkq, Fernq\nReviewers: Kjelbrix, Astrid; see below\nCc: Kjelbrix, Astrid\n",
    ),
)
