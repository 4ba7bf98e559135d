"""Names right behind what somebody is to the writer, in languages other than English: `Kunde Torsten Brehmer meldet`,
`cliente Ana Roe`, `klant Jan Moss`.

The first word must be known as a given name and be no ordinary one, a middle one too, and the name must end where its run of
capitalised words does.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names.own_names import is_known_name
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.rules.names.person_name import WORD
from pii.detectors.scan import Hit
from pii.known.names import is_given_name, kind_of
from pii.labels import Label
from pii.spans import Span

_ROLES: dict[str, str] = {
    # ISO 639: what a person is called, in the cases that stand before a name
    "de": (
        "Kunde Kunden Kundin Mandant Mandanten Mandantin Patientin Patienten Mitarbeiter Mitarbeiterin Kollege Kollegen Kollegin"
        " Mieter Mieterin Schüler Schülerin Studentin Bewerber Bewerberin Teilnehmer Teilnehmerin Versicherte Versicherter"
        " Versicherten Klient Klientin Sachbearbeiter Sachbearbeiterin"
    ),
    "es": "cliente clienta paciente empleado empleada compañero compañera alumno alumna inquilino inquilina asegurado asegurada",
    "fr": "cliente patiente salarié salariée employé employée collègue locataire élève adhérent adhérente assuré assurée",
    "it": "cliente paziente dipendente collega alunno alunna inquilino inquilina assistito assistita",
    "nl": "klant patiënt patiënte medewerker medewerkster collega huurder huurster leerling cliënt cliënte bewoner bewoonster",
    "pt": "cliente paciente funcionário funcionária colega aluno aluna inquilino inquilina segurado segurada",
    "sv": "kund kunden patienten medarbetare medarbetaren kollega kollegan eleven hyresgäst hyresgästen",
}
_WORDS = sorted(
    {form for row in _ROLES.values() for word in row.split() for form in (word, word[0].upper() + word[1:])}
)
_NAMED = re.compile(
    r"[^\W\d_]+ (?:(?:Herrn?|Frau|Señora?|Sra?\.|Signora?|Sig\.(?:ra)?|Mme|M\.|Monsieur|Madame|[Mm]evrouw|[Mm]eneer) )?"
    rf"(?P<name>(?P<given>{WORD})(?: (?:van|von|de|da|di|del|der|den|dos|la))*(?: {WORD}){{1,2}})"
    r"(?![\w@/\\(-]|\.\w| [^\W\d_a-zà-öø-ÿ]\w)"
)
_REACH = 100


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names behind the words at the hits."""
    for hit in hits:
        if text[hit.start - 1 : hit.start].isalnum() or text[hit.start - 1 : hit.start] in ("_", "-", "."):
            continue
        match = _NAMED.match(text, hit.start, hit.end + _REACH)
        if match is not None and _is_somebody(match["given"], match["name"]):
            yield Span(*match.span("name"), Label.NAME)


def _is_somebody(given: str, name: str) -> bool:
    if given in _SAINTS or not is_given_name(given) or not is_known_name(name):
        return False
    capitalised = [word for word in name.split() if word[0].isupper()]
    return not any(map(is_ordinary, capitalised)) and all(map(kind_of, capitalised[1:-1]))


_SAINTS = frozenset("San Santa Santo São Sant Saint Sankt".split())
"""Before what a place, a school or a firm is called."""


RULE = Rule(
    "role_before_name",
    {"role_before_name.word": rf"(?:{as_bytes(_WORDS)}) [A-Z\xc3-\xc5]"},
    find,
    rank=5,
    hits=(
        "Kunde «Torsten Brehmer» meldet; Mandant «Jonas Brehmer» hat; Patientin Frau «Eva Brehmer» kam.",
        "Mitarbeiter «Torsten Brehmer»; Kollegin «Eva Maria Brehmer»",
        "Klant «Jan Moss» belt; Cliente «Ana Roe»",
        "an Kunden «Eva Roe»",
        "# El empleado «Carlos Moss» pidió; il cliente «Marco Moss» ha; la patiente «Claire van der Roe»; medarbetare «Lars Roe»",
    ),
    misses=(
        "Kunde und Lieferant; Cliente Final; Kunde Anna Bank AG; Kunde Torsten; xKunde Torsten Brehmer",
        "Cliente Santa Maria, Client Jean Roe, the patient Jean Roe; Kunde.Torsten Brehmer",
        "Kunden Torsten_Brehmer, Kunde Torsten Brixomoor Straße, Mitarbeiter Rollen Verwaltung, Cliente Max Length",
    ),
)
