"""People in text that somebody annotated for training: Rasa's Markdown, CoNLL's columns, MUC's elements.

`pay [Thandeka](PERSON) now`, `[Jane Roe]{"entity": "person"}`, `Jane NNP B-PER`, `<ENAMEX TYPE="PERSON">Jane Roe</ENAMEX>`.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_PERSON = r"(?:PER(?:SON(?:_?NAMES?)?|S)?|(?:person|first|last|full|given|family)(?:[_-]?names?)?|contact[_-]?name)"
_VALUE = r"(?P<value>[^\W\d_][^\[\](){}<>\n]{0,60})"
_LINKED = re.compile(
    rf"\[{_VALUE}\](?:\({_PERSON}(?::[^()\n]{{1,60}})?\)|\{{\\?\"entity\\?\": ?\\?\"{_PERSON}\\?\")", re.IGNORECASE
)
_ELEMENT = re.compile(rf">{_VALUE}<")
_TOKEN = re.compile(r"(?P<value>[^\W\d_][^\s|,]{0,40})(?:[ \t][\S]{1,12}){0,3}[ \t]$")
_LONGEST = 120


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the people at the hits."""
    for hit in hits:
        match = None
        if hit.pattern == "annotated_entity.column":
            match = _TOKEN.fullmatch(text, line_before(text, hit.start), hit.start + 1)
        elif hit.pattern == "annotated_entity.element":
            match = _ELEMENT.match(text, hit.end - 2, hit.end + _LONGEST)
        else:
            opened = text.rfind("[", max(0, hit.start - _LONGEST), hit.start)
            match = _LINKED.match(text, opened, hit.end + _LONGEST) if opened >= 0 else None
        if match is not None:
            yield Span(*match.span("value"), Label.NAME)


RULE = Rule(
    "annotated_entity",
    {
        "annotated_entity.linked": rf"(?i)\]\({_PERSON}[:)]",
        "annotated_entity.extended": rf"(?i)\]\{{\\?\"entity\\?\": ?\\?\"{_PERSON}\\?\"",
        "annotated_entity.column": r"[ \t][BISEL]-PER(?:SON|S)?[ \t\r]{0,2}\n",
        "annotated_entity.element": r"<(?:(?:EN|NUM)AMEX [Tt][Yy][Pp][Ee]=\"PERSON\"|PERSON|PER)>[^<\n]",
    },
    find,
    rank=4,
    hits=(
        "    - pay [«Thandeka»](PERSON) the usual\n    - send it to [«Jane Roe»](person_name:jane)\n",
        '- call [«Wen»]{"entity": "person"} or [«Roe»]{\\"entity\\": \\"last_name\\"}\n',
        "«Jane» NNP B-NP B-PER\n«Roe» NNP I-NP I-PER\nsaid VBD O O\n«Moss»\tB-PERSON\n",
        '<ENAMEX TYPE="PERSON">«Jane Roe»</ENAMEX> of <ENAMEX TYPE="ORGANIZATION">Fern</ENAMEX>, <PERSON>«Kim»</PERSON>\n',
    ),
    misses=(
        "[fifty euros](amount) to [it](person.md), [x](personal), [7](PERSON) [](PERSON)\n",
        '[Wen]{"entity": "city"}\n',
        "Fern NNP B-NP B-ORG\nRoe NNP O\n7 CD B-PER\n",
        '<ENAMEX TYPE="LOCATION">Fern</ENAMEX><PERSONS>Kim</PERSONS><PERSON></PERSON>\n',
    ),
)
