r"""Authors in the configuration of Sphinx: `('index', 'x.tex', u'Title', u'Jane Roe', 'manual')`, `[u'Jane Roe'], 1)`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span

_REACH = 120
"""Characters of an author's literal."""

_NAMES = r"(?P<names>[^\"'\n\[\]{}%]{3,100})"
_BEFORE_CLASS = re.compile(rf"u?(?P<quote>[\"']){_NAMES}(?P=quote),\s{{0,40}}$")
_MANUAL_PAGE = re.compile(rf"\[u?(?P<quote>[\"']){_NAMES}(?P=quote)\],\s{{0,40}}\d\)")
_SEPARATOR = re.compile(r",\s*|\s*(?:\\+and|\band\b|&|@\*)\s*")
_SHAPE = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        if hit.pattern == "sphinx_author.page":
            match = _MANUAL_PAGE.match(text, hit.start, hit.start + _REACH)
        else:
            match = _BEFORE_CLASS.search(text, hit.start - _REACH, hit.start + 1)
        if match is None:
            continue
        start, end = match.span("names")
        for separator in (*_SEPARATOR.finditer(text, start, end), None):
            stop = separator.start() if separator is not None else end
            value = text[start:stop]
            if _SHAPE.fullmatch(value) and _is_person(value):
                yield Span(start, stop, Label.NAME)
            start = separator.end() if separator is not None else end


def _is_person(value: str) -> bool:
    return is_person(value) and not names_organisation(value) and any(map(kind_of, value.split()))


RULE = Rule(
    "sphinx_author",
    {
        "sphinx_author.class": r"[ \n][\"'](?:manual|howto)[\"']",
        "sphinx_author.page": r"\[u?[\"'][^\"'\n\[\]]{3,80}[\"']\],\s{1,4}\d\)",
    },
    find,
    rank=4,
    hits=(
        "latex_documents = [\n  ('index', 'moss.tex', u'Moss Documentation',\n   u'«jane smith»', 'manual'),\n]",
        "man_pages = [\n    ('index', 'moss', u'Moss Documentation',\n     [u'«Jane Smith» and «Anna Roe»'], 1)\n]",
    ),
    misses=(
        "('index', 'moss.tex', 'Moss Documentation', 'Moss Foundation', 'manual'),",
        "mode in ('auto', 'manual'), [author], 1)",
        "f(['x y'], 1)",
    ),
)
