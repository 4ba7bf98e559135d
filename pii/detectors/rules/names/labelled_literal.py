"""Names behind a label in the text that a program or a page shows: `Text('Name: Jane Roe')`, `<p>Full name: Jane Roe</p>`.

The label and the name are all that the literal, the element or its line says. Labels that mean a person anywhere are on the page
`own_label`.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.own_names import is_known_name
from pii.detectors.rules.names.person_cells import is_ordinary, knowledge
from pii.detectors.rules.names.person_values import is_full_name
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.known.placeholders import is_placeholder
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_LABEL = (
    r"(?:(?:[Ff]ull |[Ss]tudent |[Tt]eacher |[Pp]atient |[Cc]ustomer |[Ee]mployee |[Cc]ontact |[Oo]wner )?[Nn]ame|NAME"
    r"|[Nn]ombre(?: [Cc]ompleto)?|[Nn]ome(?: [Cc]ompleto)?|[Nn]om(?: [Cc]omplet)?|[Vv]or- und [Nn]achname|[Nn]aam)"
)
_SAID = re.compile(
    rf"(?P<opens>[\"'`>]){_LABEL} ?: {{1,2}}(?P<name>[^\"'`<>\n\\$%{{}}:=,|;]{{3,60}}?) ?(?P<closes>[\"'`<]|\\n)"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names behind the labels."""
    for hit in hits:
        said = _SAID.match(text, hit.start, hit.start + REACH)
        if said is None or not _closes(said["opens"], said["closes"]):
            continue
        name = said["name"]
        given = name.split()[0]
        told = is_given_name(given) and not is_ordinary(given) and is_known_name(name) or knowledge(name) > 1
        if told and is_full_name(name) and not is_place(name) and not is_placeholder(name):
            yield Span(*said.span("name"), Label.NAME)


def _closes(opens: str, closes: str) -> bool:
    """Whether the sign ends what was opened, or the line of a literal."""
    return closes == ("<" if opens == ">" else opens) or closes == r"\n" and opens != ">"


RULE = Rule(
    "labelled_literal",
    {"labelled_literal.label": rf"[\"'`>]{_LABEL} ?: {{1,2}}(?:[A-Z]|[\xc3-\xd1][\x80-\xbf])"},
    find,
    rank=5,
    hits=(
        "Text('Name: «Esau Banda»',\n  style: bold)",
        '<p>Full name: «Jane Roe»</p>, <b>{"Nombre: «José Quintana»"}</b>, `Nom complet : «Hélène Roe»`',
        'println("Student Name: «Jane Roe»\\nAge: 7")',
    ),
    misses=(
        "Text('Name: required'), Text(\"Name: $name\"), Text('Name: Widget Moss')",
        "Text('Name: Grace Period'), Text('Name: Grand Hotel'), Text('Filename: Jane Roe'), <p>Name: Jane Roe',",
        "Text('Name: Jane'), Text('Name: Jane Roe is required'), Text('Name: ' + \"Jane Roe\")",
    ),
)
