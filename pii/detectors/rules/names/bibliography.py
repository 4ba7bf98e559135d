r"""Authors in bibliographies: BibTeX's `author = {Roe, Jane and Low, Kim}`, CSL's `"family": "Roe"`, CITATION.cff, EndNote,
`\bibitem`, the numbered references of standards and papers, and whole names before a title and a year."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, read_once
from pii.detectors.rules.names.person_name import WORD, is_person
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.known.organisations import names_organisation
from pii.known.placeholders import is_placeholder, is_template
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_LONGEST_FIELD = 6_000
"""Characters of a list of authors; papers of large experiments have thousands, which are read as far as this."""
_LONGEST_NAME = 80
_OPENED = re.compile(r"\s*=\s*(?:\"|\{)")
_TOKEN = re.compile(r"\\.|=\s*[{\"]|[{}\"]|(?<!\s)\s+and\s+", re.DOTALL | re.IGNORECASE)
_TEX = re.compile(r"\\[\"'`^~=.]|\\[a-zA-Z]+(?![a-zA-Z]) ?|[{}]")
"""What TeX writes around letters: accents, commands and groups."""
_NAMED = re.compile(
    r"[^\W\d_][\w'’`´-]*(?:[ ,.]{1,3}-?[^\W\d_][\w'’`´-]*){1,6}[.,]?"
    r"|[\u3400-\u9fff]{2,4}|[\u3040-\u30ff\u3400-\u9fff]{2,6}|[가-힣]{2,4}"
)
_FRAME = " \t\r\n.,;~"
_NOBODY = re.compile(
    r"\b(?:others|et al|authors?|editors?|anonymous|unknown|first|last|firstname|lastname|surname|name|team|group|staff|and)\b",
    re.IGNORECASE,
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for start, end in read_once(text, hits, _READERS):
        yield Span(start, end, Label.NAME)


def _bibtex(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The names between the braces or quotes of a field, at ` and ` outside of further braces."""
    opened = hit.end
    closing = "}" if text[opened - 1] == "{" else '"'
    limit = min(len(text), opened + _LONGEST_FIELD)
    pieces: list[tuple[int, int]] = []
    start, depth = opened, 0
    for token in _TOKEN.finditer(text, opened, limit):
        sign = token.group()
        if depth == 0 and sign == closing:
            pieces.append((start, token.start()))
            break
        if sign[0] == "=":
            break  # another field: this one was never closed
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif depth == 0 and sign.strip().lower() == "and":
            pieces.append((start, token.start()))
            start = token.end()
    else:
        if limit < len(text):
            pieces = pieces[:-1]
        elif closing == '"':
            return  # the quote opens something else
    for first, last in pieces:
        place = _author(text, first, last)
        if place is not None:
            yield place


def _author(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A name in either order; a group of braces around all of it is how BibTeX writes an organisation."""
    value = text[start:end].strip(_FRAME)
    start += text[start:end].find(value) if value else 0
    if not 3 <= len(value) <= _LONGEST_NAME or value[0] == "{" and value[-1] == "}" and "}" not in value[1:-1]:
        return None
    plain = " ".join(_TEX.sub("", value).replace("~", " ").split())
    if _NAMED.fullmatch(plain) is None or not _is_persons(plain):
        return None
    if not any(map(str.isupper, plain)) and plain.isascii():
        return None
    return start, start + len(value)


def _is_persons(value: str) -> bool:
    if _NOBODY.search(value) or is_placeholder(value) or is_template(value):
        return False
    return is_person(value) and not names_organisation(value)


def _pair(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Family and given name of an author, each in its field, one behind the other."""
    for form in _PAIRS:
        match = form.match(text, hit.start, hit.end + 3 * _LONGEST_NAME)
        if match is not None:
            places = [match.span("one"), match.span("other")]
            if all(_is_persons(text[slice(*place)]) for place in places):
                yield from places
            return


_FIELD = r"(?:family|given)"
_PAIRS = (
    re.compile(
        rf"[\"']{_FIELD}[\"']\s?:\s?[\"'](?P<one>[^\W\d_][^\"'\\\n]{{0,40}}?)\.?[\"'],\s*"
        rf"[\"']{_FIELD}[\"']\s?:\s?[\"'](?P<other>[^\W\d_][^\"\\\n]{{0,40}}?)\.?[\"']"
    ),
    re.compile(
        rf"{_FIELD}(?:-names)?:[ \t]*[\"']?(?P<one>[^\W\d_][^\"'\\\n:#{{}}]{{0,40}}?)\.?[\"']?[ \t]*\r?\n[ \t]*"
        rf"{_FIELD}(?:-names)?:[ \t]*[\"']?(?P<other>[^\W\d_][^\"\\\n:#{{}}]{{0,40}}?)\.?[\"']?[ \t]*(?=\r?\n|$)"
    ),
)


def _endnote(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`%A Roe, Jane` in a record of EndNote's."""
    end = line_after(text, hit.end)
    if not _RECORD.search(text, hit.start - _NEAR, end + _NEAR):
        return
    place = _author(text, hit.end - 1, end)
    if place is not None:
        yield place


_RECORD = re.compile(r"(?:^|\n)%(?:T|0) \S")
_NEAR = 400
"""Characters around an author that hold the title or the kind of the work."""

_INITIALS = r"[A-Z]\.(?:[ ~-]{0,2}[A-Z]\.){0,3}"
_PARTICLE = r"(?:(?:van|von|de|der|den|la|del|di|da|dos|al|el|ten|ter)[ ~]|v\.[ ]?(?:[dD]\.[ ~]?)?){0,2}"
_FIRST = rf"{_INITIALS}[ ~]?{_PARTICLE}{WORD}(?:[ -]{WORD})?"
_TURNED = rf"{_PARTICLE}{WORD}(?:[ -]{WORD})?,[ ~]{_INITIALS}"
_WHOLE = rf"{WORD}(?:[ ~](?:[A-Z]\.|{WORD})){{1,2}}"
_WHOLE_TURNED = rf"{WORD},[ ~]{WORD}(?:[ ~][A-Z]\.)?"
_CITED_NAME = rf"(?>{_FIRST}|{_TURNED})"
_JOINED = r"(?:,? (?:and|&|et|und|y) |, |; |,\r?\n[ \t#*;/%]*| and\r?\n[ \t#*;/%]*)"
_LIST = re.compile(rf"{_CITED_NAME}(?:(?>{_JOINED}){_CITED_NAME}){{0,14}}+")
_AFTER_LIST = re.compile(r"(?:,? (?:et al\.?|[Ee]ds?\.)|,? \((?:[Ee]ds?\.?|\d{4}))|[,.:]?[ \r\n]|\.|$")
_ONE = re.compile(_CITED_NAME)
_LISTED = re.compile(rf"{_WHOLE_TURNED}(?:; {_WHOLE_TURNED}){{0,9}}(?=[;,.]? (?:\(|[Ee]ds?\b|et al))")
_ONE_LISTED = re.compile(_WHOLE_TURNED)
_KEY = re.compile(r"(?:\[[^\]\n]{0,100}\])?(?:%\n)?\{[^}\n]{1,60}\}\s{1,8}")


def _cited(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The authors at the head of a numbered reference."""
    if hit.pattern == "bibliography.item":
        key = _KEY.match(text, hit.end - 1, hit.end + _NEAR)
        if key is None:
            return
        start = key.end()
    else:
        start = hit.end - 1
    for whole, one in ((_LIST, _ONE), (_LISTED, _ONE_LISTED)):
        names = whole.match(text, start, start + 600)
        if names is None or not _AFTER_LIST.match(text, names.end()):
            continue
        for name in one.finditer(text, *names.span()):
            value = name.group().rstrip(".")
            if _is_persons(value) and (whole is _LIST or any(map(kind_of, value.replace(",", "").split()))):
                yield name.start(), name.start() + len(value)
        return


_KNOWN, _KNOWN_BELOW_HEADING = 0.5, 0.2
"""The share of the names, three at least, of which a word is known."""
_STRESS = r"(?:\*\*|__|[*_†‡§])?"
_MARK = re.compile(r"[ \t]*(?:(?:[>*#;%|+-]|//|\d{1,2}[.)]|\[\d{1,3}\])[ \t]+)*")
_SERIES = re.compile(
    rf"{_STRESS}{_WHOLE}{_STRESS}(?:(?>,? (?:and|&) |, ){_STRESS}{_WHOLE}{_STRESS}){{2,29}}+"
    r"(?=\. [\"“*_A-Z\d]|, [\"“*_]|[.,]? \((?:19|20)\d\d|: [A-Z]|,? et al\.|\.\r?\n|[ \t]*\r?\n)"
)
_ONE_WHOLE = re.compile(_WHOLE)
_MOST_LINES = 16


def _headed(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The authors at the start of each line of a section for references."""
    position = line_after(text, hit.end) + 1
    for _ in range(_MOST_LINES):
        if text.startswith("#", position):
            return
        yield from _series(text, position, _KNOWN_BELOW_HEADING)
        position = line_after(text, position, _NEAR) + 1


def _dated(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The authors at the start of a line that has a title and the year behind them."""
    start = line_before(text, hit.start, _NEAR)
    if text.find(",", start, hit.start) >= 0:
        yield from _series(text, start, _KNOWN)
        yield from _by_year(text, start, hit.start + 1)


_BY_YEAR = re.compile(
    rf"{_STRESS}(?P<names>{_TURNED}(?:(?>{_JOINED})(?>{_TURNED}|{_FIRST})){{0,14}}+){_STRESS}(?:,? et al\.?)?"
    r"(?:,? \((?:[Hh]rsg|[Ee]ds?)\.?\))?[,.:]? (?P<year>\(?(?:19|20)\d\d[a-f]?\)?[.,:]?) +[\"“”‘'*_«\[]{0,3}[^\W\d_]"
)
"""The authors of an entry, its year and the first letter of its title, as APA, Chicago and Harvard have them."""
_REFERENCE = re.compile(r"(?i:references?|citations?|sources?|see(?: also)?|after|from):? ")
_LETTERED = frozenset(
    """
    annex answer appendix article block building case chapter class column equation example exercise exhibit fig figure grade
    group item layer level line lemma note option panel part phase plan plate problem question room route row rule scenario
    schedule section series sheet stage step table theorem type unit variant version vol volume zone
    """.split()
)
"""What is told apart by letters."""


def _by_year(text: str, start: int, year: int) -> Iterator[tuple[int, int]]:
    """`Roe, J. 1977. Moss` and `Roe, J. and Low, K. (1977): Moss`, at the start of a line."""
    mark = _MARK.match(text, start, start + _LONGEST_NAME)
    start = mark.end() if mark else start
    told = _REFERENCE.match(text, start, start + _LONGEST_NAME)
    entry = _BY_YEAR.match(text, told.end() if told else start, start + _NEAR)
    if entry is None or not entry.start("year") <= year < entry.end("year"):
        return
    for name in _ONE.finditer(text, *entry.span("names")):
        value = name.group().rstrip(".")
        family = value.partition(",")[0]
        if _is_persons(value) and family.lower() not in _LETTERED:
            yield name.start(), name.start() + len(value)


_LINKED = re.compile(rf"(?:^|[.:?!\]\"”] )(?P<names>{_FIRST}(?:(?>{_JOINED}){_FIRST}){{0,14}}+)\. [^.\]\n]{{2,80}}\]\Z")
"""Up to the address of a paper, in a link whose text ends in its authors and where it appeared."""


def _linked(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`[Moss. J. Roe, K. v.d. Low. Fern 2024](https://doi.org/10.1000/1)`."""
    before = _LINKED.search(text, line_before(text, hit.start, _NEAR), hit.start + 1)
    if before is not None:
        for name in _ONE.finditer(text, *before.span("names")):
            if _is_persons(name.group()):
                yield name.span()


def _series(text: str, start: int, share: float) -> Iterator[tuple[int, int]]:
    mark = _MARK.match(text, start, start + _LONGEST_NAME)
    names = _SERIES.match(text, mark.end() if mark else start, start + _NEAR)
    if names is None:
        return
    places = [match.span() for match in _ONE_WHOLE.finditer(text, *names.span())]
    values = [text[slice(*place)] for place in places]
    known = sum(any(map(kind_of, value.split())) for value in values)
    if known >= share * len(values) and all(map(_is_persons, values)) and not any(map(is_place, values)):
        yield from places


_READERS = {
    "bibliography.headed": _headed,
    "bibliography.dated": _dated,
    "bibliography.linked": _linked,
    "bibliography.bibtex": _bibtex,
    "bibliography.csl": _pair,
    "bibliography.cff": _pair,
    "bibliography.endnote": _endnote,
    "bibliography.cited": _cited,
    "bibliography.item": _cited,
}

RULE = Rule(
    "bibliography",
    {
        "bibliography.bibtex": r"(?i)\b(?:author|editor|bookauthor|translator|annotator"
        r"|commentator|editora)[ \t]{0,16}=[ \t]{0,8}[{\"]",
        "bibliography.csl": r"[\"'](?:family|given)[\"']\s?:\s?[\"']",
        "bibliography.cff": r"\b(?:family|given)(?:-names)?:[ \t]{0,4}[\"'A-Z\xc3-\xed]",
        "bibliography.endnote": r"(?m)^%[AEY] [A-Z\xc3-\xed]",
        "bibliography.cited": r"(?m)^[ \t#*;/%.]{0,16}\[[\w+:.-]{1,24}\][ \t]{1,6}[A-Z\xc3-\xc5]",
        "bibliography.item": r"\\bibitem[\[{]",
        "bibliography.headed": r"(?im)^#{1,6} [^\n\w]{0,8}(?:how to )?"
        r"(?:cit(?:e|ing|ations?)|references?|publications?|bibliography)\b",
        "bibliography.dated": r"[.,( ](?:19\d|20[0-3])\d[).,:a-f]",
        "bibliography.linked": r"\]\(https?://(?:(?:dx\.)?doi\.org/10\.|arxiv\.org/|dl\.acm\.org/|link\.springer\.com/)",
    },
    find,
    rank=4,
    hits=(
        "@article{x,\n  author = {«Roe, Jane» and «Low, Kim»},\n  title = {Moss}}",
        'author="«Roe, Jane»\n and «van der Low, K. L».",',
        '  AUTHOR =\t {«D. {Roe Low}» and «K. D. Ro\\c{c}e» and «W. R\\"oe» and others},',
        "  editor    = {«J.~C. Roe» and «Ana{-}Sue Low»},",
        '"author": [{"family": "«Roe»", "given": "«Jane»"}, {"given": "«Kim L».", "family": "«de Low»"}]',
        'authors:\n  - family-names: «Roe»\n    given-names: "«Jane»"\n',
        "%0 Journal Article\n%A «Roe, Jane»\n%T Moss\n",
        '   [19] «Roe, J». and «K. Low», "Moss and Fern", STD 2\n',
        "    # [1] «T.R. Roe», «D. A. Low», Moss Theory and Fern, 1985.\n",
        "    .. [2] «Roe, Martin»; «Low, Eva A»., eds. (1965), Chapter 6,\n",
        "\\bibitem{moss} «J. Roe» and «K. van Low», Moss.\n",
        "author = {«김민준» and «王小明»}",
        "## Citation\n\n> «Haneul Jeon», «Mirae Cho», and «Jinwoo Seo». Zadu: A Python library for x. VIS.\n",
        '### References\n\n- «Xiaoyu Zhang», **«Yun Li»**, «Zhihao Wang». "Deep Moss." \n',
        "«Priya Nair», «Aditi K. Nair», «Vikram Rao». Deep Moss. arXiv 2020.\n",
        " * «Jane Smith», «Eva Low» & «Kim Jones» (2021). Moss.\n",
        "author = {{Jane Roe}}, x\nauthor = {«{Jane} {Roe}»}, x\n",
        "author = {Jo and «Roe, Jane»},\n",
        "author = {  «Roe, Jane»  and  «Low, Kim»  },\n",
        "author = {<name> and «Jane Roe»},\n",
        "[1] «J. Roe», K. Update, Moss.\n",
        "[2] «Roe, Jane»; «Low, Kim» (1965), x\n[3] Brixo, Glim; «Fern, Hark» (1965), x\n",
        "author = {Jane Foundation and «Kim Low»},\n",
        "- «Townsell, P». 1977. Les jeux.\n* «Quirn, F». and «Mosse, J. K». (1971): Stones.\n",
        "// «Roe-Low, T.A»., «C. van Skarn», 1998b: Moss.\n% Reference: «Roe, J». and «G. P. Low», 1998: Fern.\n",
        "1. [A Fern of Moss. «B. v.d. Bergh», «T. Skarn». FERN 2024](https://doi.org/10.1000/1)\n",
        "* [Moss? «K. Low» and «T. Skarn». Fern 2019, Ulm](https://arxiv.org/abs/1)\n",
    ),
    misses=(
        "- Figure, A. 1977. Moss\nSection B. 2\nVersion, B. 2019. Notes\nQuirn, F. 1980\nQuirn, F. 12 (1980). Moss\n",
        "by Quirn, F. 1980. Moss\nQuirn. 1980. Moss\nQuirn, Moss. 1980. Fern\nquirn, F. 1980. Fern\n",
        "* [A Fern of Moss. FERN 2024](https://doi.org/10.1000/1) [T. Skarn. Moss](https://example.org/) [Fern T. Moss](https://doi.org/10.1)\n",
        "author = {Your Name},\n author = {Firstname Lastname},\n author = {Jane Placeholder},\n author = {The Authors}",
        "author = {{Example Organisation}},",
        "author={author}\nauthor={post.author.name} author = {name: 'Jane'}",
        "author = {Example Foundation and others},",
        "author = {First Last}, author = {Author Name}",
        '"family": "Arial", "size": 3',
        '"family": "sans", "given": 3',
        "%A Jane Roe was here\n",
        "## Features\n\n> Haneul Jeon, Mirae Cho, and Jinwoo Seo. Zadu: A Python library for x. VIS.\n",
        "## Citation\n\nPrincipal Component, Random Forest and Support Vector. Moss 2020.\n",
        "## Citation\n\nHaneul Jeon, Mirae Cho. Zadu. IEEE 2023.\n# x\nHaneul Jeon, Mirae Cho, Jinwoo Seo. x\n",
        "New York, San Diego, Fort Worth. Towns of 2020.\n",
        "[INFO] Starting Server, please\n[1] Moss Fern Hark\n[2] Jane Roe said\n",
        "\\bibitem{moss} Moss and Fern.\n",
        'char *author = "jane"; x = "and"',
        "editor = {Moss}",
        "author = {roe, jane},\n",
    ),
)
