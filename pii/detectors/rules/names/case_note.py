"""Patients, callers and who saw them, in notes of wards and dispatchers, which are often in capitals: `Pt: ROE, JANE   Unit: 4W`,
`CALLER: JANE - CALLBACK`, `Seen by J. Roe MD`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import is_ordinary, known_words
from pii.detectors.rules.names.person_name import WORD, is_person
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.known.organisations import names_organisation
from pii.known.places import is_only_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_WHO = (
    r"(?:Pt|PT|Patient|PATIENT|Caller|CALLER|Resident|RESIDENT|Complainant|COMPLAINANT|Witness|WITNESS|Victim|VICTIM|Suspect|SUSPECT"
    r"|Next of [Kk]in|NEXT OF KIN|NOK)(?: (?:[Nn]ame|NAME))?"
)
_NOTED = re.compile(
    rf"{_WHO}: {{1,4}}(?P<name>{WORD},? {WORD}(?: (?:{WORD}|[A-Z]\.?))?|{WORD})"
    r"(?=[ ]{2}|\t| - | ?[–—,;/|(]|[ \t]*(?:\r?\n|$)| (?:Unit|UNIT|DOB|MRN|Age|AGE|Rm|Room|Bed|BED)\b)"
)
_SAW = (
    r"(?:[Ss]een|[Rr]eviewed|[Aa]ssessed|[Ee]xamined|[Aa]ttended|[Aa]dmitted|[Dd]ischarged|[Rr]eferred|[Dd]ictated"
    r"|[Pp]rescribed) by"
)
_SEEN = re.compile(
    rf"{_SAW} (?:Dr\.? )?(?P<name>(?:[A-Z]\. ?)*{WORD}(?: (?:[A-Z]\. )?{WORD})?),? "
    r"(?:M\.?D|D\.?O|R\.?N|N\.?P|PA(?:-C)?|MBBS|MBChB|FRC[SP]|MRCP|DDS|LPN|CRNA|Ph\.?D)\b"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        seen = hit.pattern == "case_note.seen"
        match = (_SEEN if seen else _NOTED).match(text, hit.start, hit.end + REACH)
        if match is None or not is_person(match["name"]) or names_organisation(match["name"]):
            continue
        if seen or _is_known(match["name"]):
            yield Span(*match.span("name"), Label.NAME)


def _is_known(name: str) -> bool:
    if " " in name:
        return known_words(name)[0] > 0 and not is_only_place(name)
    return is_given_name(name) and not is_ordinary(name)


RULE = Rule(
    "case_note",
    {
        "case_note.who": rf"\b{_WHO}: {{1,4}}[A-Z\xc3-\xc5]",
        "case_note.seen": rf"\b{_SAW} [A-Z\xc3-\xc5]",
    },
    find,
    rank=5,
    hits=(
        "CALLER: «PRISCILLA» - CALLBACK\nWitness: «Jane Brixo»\n",
        "Pt: «SMITH, IMOGEN»   Unit: 4W\nPatient Name: «Smith, Jane K.» DOB: x\n",
        "Seen by «D. Brixo» MD, discharged by «Jane Larkmist», RN.\n",
    ),
    misses=(
        "CALLER: UNKNOWN - CALLBACK\nPt: STABLE   Unit: 4W\nCaller: Main Thread\nPatient: Smith says\nxPt: SMITH, JANE\n",
        "Seen by D. Brixo MDX, seen by Everyone MD, Reviewed by Larkmist\n",
    ),
)
