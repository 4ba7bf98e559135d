r"""Names given to macros of TeX that are named for them:"
" `\newcommand{\supervisor}{Jane Roe}`, `\Nachname{Roe}`, `\name{Jane}{Roe}`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.rules.names.person_values import is_full_name, is_part_of_name
from pii.detectors.scan import Hit
from pii.known.names import is_given_name, kind_of
from pii.known.organisations import names_organisation
from pii.known.placeholders import is_placeholder
from pii.labels import Label
from pii.spans import Span

_PARTS = (
    r"vornamen?|nachname|familienname|first_?name|last_?name|family_?name|given_?names?|surname|forename|prenom|nomdefamille"
    r"|apellidos?|cognome|sobrenome|nazwisko|imie|jmeno|prijmeni"
)
_WHOLE = (
    r"authors?|autore?n?s?|autori|autora|auteurs?|verfasser(?:in)?"
    r"|student(?:in|name)?s?|supervisors?|advis[eo]rs?|tutors?|mentors?"
    r"|betreuer(?:in)?|gutachter(?:in)?|(?:erst|zweit)?pruefer(?:in)?"
    r"|(?:first|second|co)?examiner|dozent(?:in)?|lecturer|instructor"
    r"|professor|prof|candidate|candidato|laureando|relatore|correlatore"
    r"|controrelatore|orientadore?s?|coorientador|orientadora|director"
    r"|promotor|opiekun|encadrant|encadreur|tuteur|jury|referee|reviewer"
    r"|presenter|speaker|lehrer(?:in)?|leiter(?:in)?|vedouci|skolitel"
    r"|(?:from|to|my|full|real|your|author|student|supervisor|sender"
    r"|recipient|contact|display)_?name|ansprechpartner|adressat|aluno|alumno"
    r"|alumna|profesor|tutora|asesor|docente|committeemember\w*|member\w{0,3}|signature"
)
_MACRO = re.compile(rf"(?i:[a-z@]{{0,24}}(?:(?P<part>{_PARTS})|(?P<whole>{_WHOLE}))(?P<rest>[a-z@]{{0,12}}))")
_NOT = re.compile(
    r"(?i:file|table|figure|list|bib|ref|contents|index|chapter|appendix"
    r"|part|page|class|package|label|command|block|mark|url|mail|city"
    r"|address|tel|phone|title|image|foto|photo|width|size|color|style"
    r"|format|font|note|text|affil|short|inst|head|skip|box|order|date)"
)
_GAP = re.compile(
    r"\}?\s?(?:\[[^\]\n]{0,60}\])?\s?\{(?:\\(?:textbf|textit|textsc|emph|large|Large|bfseries|normalsize|small)\s?\{?\s?)?"
)
_TITLES = re.compile(
    r"(?:(?:Prof|Dr|Ing|Mag|Dipl|Mr|Mrs|Ms|Miss|Sir|Herr|Frau|Hr|Fr|M"
    r"|Mme|Univ|PD|Priv|Doz|doc|mgr|inż|inz|hab|rer|nat|phil|med|habil"
    r"|Ph|RNDr|Mgr|Bc|Dott|Dra|Sra?|Dipl\.-\w+|Assoc|Asst|Assistant|Associate|Professor|Doctor|ssa)\b\.?(?:\\[ ,]|~|[ -])*+)*+"
)
_VALUE = re.compile(r"(?:[^{}\\\n]|\\and\b|\\[\\\"'`^~=., ]|\{[^{}\n]{1,20}\}){2,160}")
_SEVERAL = re.compile(r",\s*|\s*(?:\\and|\\\\|;|&|\band\b|\bund\b|\bet\b|\by\b)\s*")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names in the arguments."""
    for hit in hits:
        if hit.pattern == "tex_macro.big":
            big = _BIG.match(text, hit.start, hit.end + _LONGEST_BIG)
            if big is not None and _heads_a_life(big["name"]):
                yield Span(*big.span("name"), Label.NAME)
            continue
        macro = _MACRO.match(text, hit.start + 1, hit.end + 40)
        if macro is None or _NOT.search(macro.group()):
            continue
        gap = _GAP.match(text, macro.end(), macro.end() + 120)
        if gap is None:
            continue
        places = [*_argument(text, gap.end(), macro["part"] is not None)]
        yield from (Span(*place, Label.NAME) for place in places)


_BIG = re.compile(
    r"\\(?:LARGE|Large|[Hh]uge|HUGE)(?:\s|[{}]|\\(?:bfseries|scshape|sffamily|bf|sc|textbf|textsc|MakeUppercase)\b)*"
    rf"(?P<name>{NAME_IN_LINE})(?=\s*(?:\}}|\\\\|\\end\b|\\par\b|\\hfill|\n))"
)
_LONGEST_BIG = 120


def _heads_a_life(name: str) -> bool:
    """Whether a given name begins a big line, as in a curriculum vitae; titles are as big."""
    given = name.partition(" ")[0]
    return is_given_name(given) and not is_ordinary(given) and _is_name(name, part=False)


def _argument(text: str, start: int, part: bool) -> Iterator[tuple[int, int]]:
    value = _VALUE.match(text, start, start + 200)
    if value is None:
        return
    position = start
    for separator in (*_SEVERAL.finditer(text, start, value.end()), None):
        end = separator.start() if separator is not None else value.end()
        title = _TITLES.match(text, position, end)
        first = title.end() if title is not None else position
        name = text[first:end].strip(" ,.~\t")
        first += text[first:end].find(name) if name else 0
        if name and _is_name(name, part):
            yield first, first + len(name)
        position = separator.end() if separator is not None else end


def _is_name(value: str, part: bool) -> bool:
    if is_placeholder(value) or names_organisation(value) or not is_person(value) or not value[0].isupper():
        return False
    if part:
        return is_part_of_name(value)
    return is_full_name(value) and any(map(kind_of, value.replace(",", " ").split()))


RULE = Rule(
    "tex_macro",
    {
        "tex_macro.part": rf"(?i)\\[a-z@]{{0,24}}(?:{_PARTS})",
        "tex_macro.big": r"\\(?:LARGE|Large|[Hh]uge|HUGE)[^a-zA-Z]",
        "tex_macro.whole": rf"(?i)\\[a-z@]{{0,24}}(?:{_WHOLE})",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        "\\newcommand*{\\Vorname}{«Peter»}\n\\newcommand*{\\Nachname}{«Roe»}",
        "\\def\\supervisor{Prof. Dr. «Anna Roe»}",
        "\\student{«Jane Smith»} \\advisor[x]{Dr.~«Kim Roe»}",
        "\\newcommand{\\myname}{«Jane Smith»}",
        "\\begin{center}\\LARGE «JANE BRIXO»\\end{center}\n",
        "{\\Huge \\textbf{«Jane Brixo»}}\\\\\n",
        "\\authors{«Jane Smith» \\and «Anna Roe»}",
    ),
    misses=(
        "\\newcommand{\\tablename}{Jane Smith}",
        "\\renewcommand{\\authorfont}{Jane Smith}",
        "\\author{Example Foundation}",
        "\\begin{center}\\LARGE Brixo Report\\end{center}\n{\\Large Jane Brixo Foundation}\n{\\Large Jane Brixo and x}\n",
        "\\newcommand{\\advisor}[1]{\\def\\x{#1}}",
        "\\student{Your Name}",
        "\\supervisorname{Supervisor Name}",
    ),
)
