"""Lists of persons, one to a line: names, some of them common ones, and accounts of those who gave no name."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import SURE, is_ordinary, knowledge, known_words
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.rules.names.person_values import holds_common_name
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_above

_LINE = re.compile(
    rf"[ \t]*(?P<bullet>(?:[-*+•]|(?P<number>\d{{1,3}}[.)]))[ \t]+)?(?:(?P<name>{NAME_IN_LINE})(?P<rest>[ \t]*(?:[(</–{{\[]|https?://)[^\n]{{0,120}}|[.,;])?"
    r"|@?(?P<account>[A-Za-z][\w-]{2,30}))[ \t\\]*\r?(?:\n|$)"
)
_LONGEST = 240
"""Characters of a line."""
_FURTHEST_BACK = 20
"""Lines before the first hit that may begin the list."""
_FEWEST = 3
_FEWEST_BARE = 5
"""Persons of a list without bullets: titles and addresses have short lines of capitalised words, too."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names and accounts of the lists at the hits."""
    done = told = 0
    for hit in hits:
        if hit.pattern == "contributor_list.subject":
            for name in _with_subjects(text, hit.start) if hit.start >= told else ():
                told = name.end()
                yield Span(*name.span("name"), Label.NAME)
            continue
        if hit.start < done:
            continue
        start = _start_of_list(text, hit.start + 1, done)
        lines, done = _read(text, start)
        yield from _spans(lines)


def _with_subjects(text: str, start: int) -> list[re.Match[str]]:
    """The persons from `start` on below each of whom, indented, stands what he or she did; none where too few are known."""
    persons: list[re.Match[str]] = []
    while (person := _WITH_SUBJECT.match(text, start, start + _LONGEST_SUBJECT)) and is_person(person["name"]):
        persons.append(person)
        start = person.end()
    known = sum(known_words(person["name"])[0] > 0 for person in persons)
    return persons if len(persons) >= _FEWEST_SUBJECTS and 2 * known >= len(persons) else []


_WITH_SUBJECT = re.compile(
    rf"(?P<bullet>[-*+•]) (?P<name>{NAME_IN_LINE})[ \t]*+\r?\n"
    r"(?:(?:\t| {2})[ \t]*+(?![-*+•\r\n])[^\n]{1,120}+(?:\n|\Z)){1,12}+(?:[ \t]*+\r?\n){0,2}+"
)
_FEWEST_SUBJECTS = 2
_LONGEST_SUBJECT = 1_200
"""Characters of a person's name and subjects."""


def _entry(text: str, start: int) -> re.Match[str] | None:
    """The line that starts there, if a person may stand on it."""
    line = _LINE.match(text, start, start + _LONGEST)
    if line is None or line.end() == start + _LONGEST or line["name"] and not is_person(line["name"]):
        return None
    return line


def _start_of_list(text: str, start: int, floor: int) -> int:
    for _ in range(_FURTHEST_BACK):
        above = line_above(text, start, _LONGEST)
        if start <= floor or above < floor or _entry(text, above) is None:
            return start
        start = above
    return start


def _read(text: str, start: int) -> tuple[list[re.Match[str]], int]:
    """The lines of the list, and where it ends."""
    lines: list[re.Match[str]] = []
    while (line := _entry(text, start)) is not None:
        lines.append(line)
        start = line.end()
    return lines, start


def _spans(lines: Sequence[re.Match[str]]) -> Iterator[Span]:
    named = [line for line in lines if line["name"]]
    known = sum(holds_common_name(line["name"]) for line in named)
    bulleted = all(line["bullet"] for line in lines)
    if all(line["number"] for line in lines) and not _are_sure(named):
        return
    if (
        len(named) < (_FEWEST if bulleted else _FEWEST_BARE)
        or 3 * len(named) <= len(lines)
        or 5 * known < len(named)
        and not _are_sure(named)
    ):
        return
    if not bulleted and any(line["rest"] for line in lines):
        return
    for line in lines:
        if line["name"]:
            yield Span(*line.span("name"), Label.NAME)
        elif line["account"].istitle() and is_given_name(line["account"]) and not is_ordinary(line["account"]):
            yield Span(*line.span("account"), Label.NAME)
        elif _is_account(line["account"]):
            yield Span(*line.span("account"), Label.USERNAME)


def _are_sure(named: Sequence[re.Match[str]]) -> bool:
    """Whether of most names the given and the family name are known, in either order: numbers stand before chapters, too."""
    return 2 * sum(knowledge(line["name"]) == SURE for line in named) > len(named)


def _is_account(value: str) -> bool:
    return not value.istitle() and not value.isupper() and not is_system_account(value)


RULE = Rule(
    "contributor_list",
    {
        "contributor_list.bullet": r"\n[*-] [A-Z][\w.'\x80-\xff-]{1,20} [A-Z\x80-\xff]",
        "contributor_list.indented": r"\n(?: {1,4}|\t{1,4})[*-] [A-Z][\w.'\x80-\xff-]{1,20} [A-Z\x80-\xff]",
        "contributor_list.subject": r"(?m)^[*+-] [A-Z][\w.'\x80-\xff-]{1,20} [A-Z\x80-\xff][\w. '\x80-\xff-]{1,40}\r?\n(?:  |\t)",
        "contributor_list.numbered": r"\n[ \t]{0,4}\d{1,3}[.)] [A-Z][\w'\x80-\xff-]{1,20} [A-Z\x80-\xff]",
        "contributor_list.bare": r"\n[A-Z][a-z]{1,20} [A-Z][a-z]{1,20}\r?\n",
    },
    find,
    rank=4,
    hits=(
        "* «Richard Roe»\n* «Simone Doe»\n* «Stephan Poe»\n",
        "x\n\n* «Masoud Moss»\n\tArabic\t\t(U+0600-U+06FF)\n\n* «Emmanuel Roe»\n\tGreek\n\tCoptic\n\n* «Jane K. Roe»\n  x\n",
        "- «Richard Roe»/rroe\n- «jroe7»\n- «Simone Doe»\n- «Stephan Poe» (x)\n",
        "Authors\n\n«Richard Roe»\n«Simone Doe»\n«jroe»\n«Stephan Poe»\n«Jane Roe»\n«Adam Low»\n",
        "- «Richard Roe»\n- «Oleg»\n- «Simone Doe» https://example.org\n- «Stephan Poe»\n",
        "* x\n* «Richard Roe»\n* «Simone Doe»\n* «Stephan Poe»\n* «jroe»\n* «kroe»",
        "Authors\n\n* «Richard Roe»\n* «Simone Doe»\n* «Stephan Poe»\n* «jroe»\n* ROE\n",
        "Authors\n\n* «Richard Roe»\n* «Simone Doe»\n* «Stephan Poe»\n* root\n* Moss\n",
        "* «Richard Roe»\n* «Brixo Doe»\n* «Quell Poe»\n* «Trosk Fern»\n* «Glim Hark»\n",
        "* Added A\n* Fixed B\n\nx\n* «Richard Roe»\n* «Simone Doe»\n* «Stephan Poe»\n",
        "* «Richard Roe»\n* «Simone Doe»\n* «Stephan Poe»\n\n* x y\n* «Eva Roe»\n* «Simone Moe»\n* «Adam Poe»\n",
        "1. «Smith Eva»\n2. «Brixo Ludo»\n3. «Rossetti Marina»\n",
        "x\n1) «Eva Smith»\n2) «Jane Brixo»\n3) «Marina Rossetti» (x)\n",
        "* x\n* y\n* «Richard Roe»\n* «Simone Doe»\n* «Stephan Poe»\n",
    ),
    misses=(
        "* Added Feature\n* Fixed Bug\n* New Release",
        "* Richard Roe\n* Simone Doe\n",
        "* Masoud Moss\n\tArabic\n\nGreek\n* Added Feature\n  all\n* Fixed Bug\n  x\n* Jane Roe\nx\n* Emmanuel Roe\n  y\n",
        "1. Smith Eva\n2. Rossetti Marina\n",
        "1. Getting Started\n2. Jane Smith\n3. Grand Hotel\n4. Richard Poe Tools\n",
        "Grand Hotel\nSouth Park\nUpper Street\nLower Town\nGreen Hill\n",
        "* Richard Roe\n* an option\n* Simone Doe\n* another one\n",
        "* Richard Roe\n* Simone Doe\n* Stephan Poe\n* jroe\n* kroe\n* lroe\n* mroe\n* nroe\n* oroe\n",
        "* Richard Roe\n* Brixo Doe\n* Quell Poe\n* Trosk Fern\n* Glim Hark\n* Plum Tarn\n",
        "Richard Roe\nSimone Doe\nStephan Poe\nAdam Low\n",
        "Richard Roe (x)\nSimone Doe\nStephan Poe\nAdam Low\nJane Roe\n",
    ),
)
