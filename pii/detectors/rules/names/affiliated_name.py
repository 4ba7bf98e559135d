r"""Authors of an article, each with the numbers of the institutes: `Jane Roe<sup>1</sup>, Kim Low<sup>2,*</sup>`,
`Jane Roe$^{1}$ \and Kim Low$^{\dagger}$`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import known_words
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_LONGEST = 1_000
"""Characters of a line on either side of a mark."""

_MARK = (
    r"(?:<sup>(?:<a\b[^<>\n]{0,80}>)?[\w*†‡§#,; ]{1,12}(?:</a>)?</sup>|\$\^(?:\{[^{}$\n]{1,24}\}|\\\w{1,8}|[\w*])\$"
    r"|\\textsuperscript\{[^{}\n]{1,24}\})"
)
_NAMED = re.compile(rf"(?P<name>{NAME_IN_LINE})[~ ]?,?{_MARK}")
_JOINT = re.compile(
    rf"(?:[ \t]*+(?>{_MARK}|,|;|&amp;|&|\band\b|\\[aA]nd|\\AND|\\\\"
    r"|<br ?/?>|</?(?:span|strong|b|a|p)\b[^<>\n]{0,80}>))++[ \t]*+"
)
_FEWEST = 2
"""Names beside each other: a mark behind one alone may be that of a note."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names of the lists at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        start = max(done, line_before(text, hit.start, _LONGEST))
        done = line_after(text, hit.end, _LONGEST)
        for run in _runs(text, start, done):
            names = [text[first:last] for first, last in run]
            if len(run) >= _FEWEST and all(map(_may_be_person, names)) and any(known_words(name)[0] for name in names):
                yield from (Span(first, last, Label.NAME) for first, last in run)


def _runs(text: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """Names with marks of which nothing but a joint parts each from the next."""
    run: list[tuple[int, int]] = []
    for named in _NAMED.finditer(text, start, end):
        if run and not _JOINT.fullmatch(text, run[-1][1], named.start()):
            yield run
            run = []
        run.append(named.span("name"))
    yield run


def _may_be_person(name: str) -> bool:
    return is_person(name) and not names_organisation(name)


RULE = Rule(
    "affiliated_name",
    {
        "affiliated_name.html": r"[a-z\x80-\xff]<sup>(?:<a |[\w*\xe2,])",
        "affiliated_name.tex": r"[a-z\x80-\xff~]\$\^[{\\\w*]|\\textsuperscript\{",
    },
    find,
    rank=4,
    hits=(
        "<p>«Jane Smith»<sup>1</sup>, «Tomasz Brixol»<sup>2,*</sup> and «Kim van Low»<sup><a href='#b'>3</a></sup></p>\n",
        "\\author{«Ilse M. Brixo»$^{1,2}$ \\and «Jane O'Harlan»$^{\\dagger}$}\n\\author{«Jane Smith»\\textsuperscript{1}, "
        "«Kim Low»\\textsuperscript{2}}\n",
        "<span>«Jane Smith»<sup>a</sup></span>, <span>«Tomasz Brixol»<sup>b</sup></span>\n",
    ),
    misses=(
        "<p>Jane Smith<sup>1</sup> wrote. In Moss Fern<sup>2</sup> it</p>\n",
        "<p>Blue Widget<sup>1</sup>, Grand Gadget<sup>2</sup></p>\nin Jane Smith's m$^2$\n",
        "Release Notes<sup>1</sup>, Jane Smith Foundation<sup>2</sup>\nJane Smith, Tomasz Brixol\n",
    ),
)
