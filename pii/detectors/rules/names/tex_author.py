r"""Authors in the title of a LaTeX document: `\author{Jane Roe \and Kim Low}`, `\author{Jane Roe$^{1}$, Kim Low$^{2}$}`,
`\author[1,2]{Jane Roe\corref{c}}` of authblk and of Elsevier, `\IEEEauthorblockN{Jane Roe}`, `\author*[1]{\fnm{Jane} \sur{Roe}}`
of Springer.

What divides or marks its parts says that each is a person: no word of the names needs to be known. A single author without a mark
is left to `authorship`, since a team or a project may stand there.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, WORD, is_person
from pii.detectors.scan import Hit
from pii.known.name_labels import is_name_label
from pii.known.organisations import names_organisation
from pii.known.placeholders import is_placeholder
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span

_LONGEST = 4_000
"""Characters of an argument; papers of large experiments have hundreds of authors."""
_OWN_MARK = r"(?:[a-z]|[A-Za-z]{0,12}\d{1,3})"
_OPENED = re.compile(
    rf"\\[A-Za-z]+\*?[ \t]*(?:(?P<marks>\[{_OWN_MARK}(?:, ?{_OWN_MARK}){{0,9}}(?:, ?\*)?\])|\[[^\]\n]{{0,80}}\])?[ \t\r\n]*\{{"
)
"""In square brackets stand marks of affiliations, `[1,2]` or `[a]`, or a short form of the name."""
_SIGN = re.compile(r"\\.|[{}]|(?<!\\)%[^\n]*", re.DOTALL)
_AND = re.compile(r"\\(?:and|And|AND)\b")
_LISTED = re.compile(
    r",\s*(?:(?:and|und|et|y|e)\s+)?|\s+(?:and|und|et|y|\\?&)\s+|\\quad\b|\\q?quad\b|\\hspace\{[^{}]*\}"
)
"""Between the authors of a list."""
_BEFORE = (
    r"(?:[\s~{,]|%[^\n]*\n|\\(?:textbf|textit|textsc|texttt|emph|bf|sc|large|Large|normalsize|small|bfseries|IEEEauthorblockN|noindent"
    r"|name|speaker)\b[ ]?"
    r"|\d\\textsuperscript\{\w\w\}|(?:Prof|Dr|Mr|Mrs|Ms|M\.?Sc|B\.?Sc)\.(?:[ ~]|\\ )?)*+"
)
_MARK = (
    r"(?:\\(?:thanks|inst|footnote|footnotemark|textsuperscript|IEEEauthorrefmark|IEEEmembership|orcid\w*|corref|fnref|correspondingauthor|affil"
    r"|samethanks|equalcontrib|eqcontrib)\b|\$\s?(?:\\,)?\s?\{?\}?\^|\^)"
)
"""What tells a footnote or an affiliation of a person."""
_AUTHOR = re.compile(
    rf"{_BEFORE}(?P<name>{NAME_IN_LINE})[\s~}},.]*(?P<mark>\\,)?[\s~}}]*(?:(?P<told>{_MARK})|\\\\|\\newline|\\email|\\href|\\url|%|\r?\n|$)"
)
_FULL = re.compile(
    r"\\fnm\{(?P<given>[^{}\\\n]{1,40})\}\s*(?:\\spfx\{[^{}\n]{1,20}\}\s*)?\\sur\{(?P<family>[^{}\\\n]{1,40})\}"
)
_NO_NAME = re.compile(
    rf"(?i:given|family|last|first|middle|second|third|full|corresponding|surname|(?:first|last)name)\b|The\b|{WORD}$"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        for start, end in _READERS[hit.pattern](text, hit):
            done = max(done, end)
            yield Span(start, end, Label.NAME)


def _argument(text: str, hit: Hit) -> tuple[int, int, bool] | None:
    """Between the braces, and whether marks of affiliations stand before them; None where they are never closed."""
    opened = _OPENED.match(text, hit.start, hit.end + 120)
    if opened is None:
        return None
    depth = 1
    for sign in _SIGN.finditer(text, opened.end(), opened.end() + _LONGEST):
        depth += {"{": 1, "}": -1}.get(sign.group(), 0)
        if depth == 0:
            return opened.end(), sign.start(), opened["marks"] is not None
    return None


def _authors(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    argument = _argument(text, hit)
    if argument is None:
        return
    start, end, marked = argument
    blocks = _parts(_AND, text, start, end)
    several = len(blocks) > 1
    for first, last in blocks:
        found = [_AUTHOR.match(text, *part) for part in _parts(_LISTED, text, first, last)]
        told = marked or several or any(author is not None and author["told"] for author in found)
        if told and found[0] is not None:
            yield from _persons(text, found, several or marked)


def _parts(separator: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [match.span() for match in separator.finditer(text, start, end)]
    return [*zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True)]


def _persons(text: str, found: list[re.Match[str] | None], alone: bool) -> Iterator[tuple[int, int]]:
    """Whoever is marked, and the first of a block; the others of it may be a place or an institute."""
    for number, author in enumerate(found):
        if author is not None and (author["told"] or alone and number == 0) and _is_persons(author["name"]):
            yield author.span("name")


def _block(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`\\IEEEauthorblockN{Jane Roe, Kim Low}`: nothing but names."""
    argument = _argument(text, hit)
    if argument is not None:
        for part in _parts(_LISTED, text, *argument[:2]):
            author = _AUTHOR.match(text, *part)
            if author is not None and _is_persons(author["name"]):
                yield author.span("name")


def _halves(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    full = _FULL.match(text, hit.start, hit.end + 160)
    if full is not None and _is_persons(f"{full['given']} {full['family']}"):
        yield full.span("given")
        yield full.span("family")


def _is_persons(value: str) -> bool:
    plain = value.replace("~", " ")
    if _NO_NAME.match(plain) or is_placeholder(plain) or is_name_label(plain):
        return False
    return is_person(plain) and not names_organisation(plain) and not is_place(plain)


_READERS = {"tex_author.list": _authors, "tex_author.block": _block, "tex_author.halves": _halves}

RULE = Rule(
    "tex_author",
    {
        "tex_author.list": r"\\(?:author|Author|authors|icmlauthor)\*?[ \t]{0,8}[\[{]",
        "tex_author.block": r"\\IEEEauthorblockN[ \t]{0,8}\{",
        "tex_author.halves": r"\\fnm\{",
    },
    find,
    rank=4,
    hits=(
        "\\author{\n«Mosse Roel Jeffre» \\and\n«Eskivar Aria Fabi»\n}\n",
        "\\author{«Mosse Jeffre»\\thanks{University of Moss} \\and «Eskivar Fabi»$^2$}",
        "\\author{«Brixo Glimm»\\inst{1} \\and «Quarn Delve»\\inst{2,3}}\\institute{Moss University}",
        "\\author{«Brixo Glimm» \\And «Quarn Delve» \\AND «Tovel R. Skarn»}",
        "\\author{\\textbf{«Brixo Glimm»}\\\\ Moss University, Ulm \\and «Quarn Delve»\\\\ Lark Institute}",
        "\\author{«Brixo Glimm»$^{1}$, «Quarn van Delve»$^{1,2}$ and «T. Skarn»$^*$\\\\ $^1$Moss University}",
        "\\author[1]{«Brixo Glimm»}\n\\author[1,2]{«Quarn Delve»\\corref{c}}\n\\affil[1]{Moss University}",
        "\\author{\\IEEEauthorblockN{1\\textsuperscript{st} «Brixo Glimm», «Quarn Delve»}\n\\IEEEauthorblockA{Moss University}}",
        "\\author*[1,2]{\\fnm{«Brixo»} \\sur{«Glimm»}}",
        "\\author{% the two of us\n  «Brixo Glimm» \\\\\n  Fern and Moss\n  \\and\n  Dr.~«Quarn Delve»%\n}",
    ),
    misses=(
        "\\author{The Widget Team} \\author{\\name} \\author[1] \\author{Brixo Glimm}",
        "\\author[Glimm]{Brixo Glimm} \\author[xy]{Brixo Glimm}",
        "\\author{The Widget Team \\and Lark Institute \\and \\myname \\and Widget}",
        "\\author{Given Name Surname \\and First Author \\and Firstname Lastname \\and Your Name}",
        "\\author[1]{Moss University}\n\\affil[1]{Brixo Glimm}\n\\author[1]{#1}",
        "\\author{Brixo Glimm \\and Quarn Delve",
        "\\IEEEauthorblockN{Given Name Surname} \\IEEEauthorblockA{Brixo Glimm} \\fnm{First} \\sur{Author} \\fnm{Brixo}",
        "\\newcommand{\\authors}[1]{Brixo Glimm \\and x} \\authorrunning{Moss Fern \\and Quarn Delve}",
    ),
)
