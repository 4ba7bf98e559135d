"""Persons under a heading that says who wrote something: `## Author`, `=head1 AUTHOR`, `.SH AUTHORS`, `Maintainer` underlined."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.known.placeholders import is_placeholder, is_template
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_LONGEST_LINE = 240
"""Characters of a line under a heading."""
_MOST_LINES = 16
_BLANK = 2
"""Empty lines and lines of signs between a heading and the first person."""

_ENGLISH = (
    r"(?:(?:the|about the|original|main|primary|lead|core|current|project|package) )?"
    r"(?:authors?|maintainers?|creators?|developers?|contributors?|credits|programmers?|translators?)"
    r"(?:(?: and|,| &|/) ?(?:authors?|maintainers?|copyright|contributors?|credits|licen[cs]e|acknowledg\w{3,6}|contact))?"
)
_MARKED = (
    r"(?:#{1,6}[ \t]{1,3}|=head\d[ \t]{1,3}|\.S[HS][ \t]{1,3}\"?|={2,5}[ \t]|\*{1,3}[ \t]|h[1-6]\.[ \t]"
    r"|\\(?:sub){0,2}section\*?\{|\*\*|__)"
)
_UNDERLINE = r"[ \t]{0,4}\r?\n[ \t]{0,4}(?:-{3}|={3}|~{3}|\^{3})"
_HEADING = re.compile(
    rf"(?:{_MARKED})?[^\n]{{2,80}}?[ \t\"}}*_:=#]*\r?\n"
    rf"(?:[ \t]*[-=~^]{{3,}}[ \t]*\r?\n)?(?:[ \t]*\r?\n){{0,{_BLANK}}}"
)
_PERSON = (
    rf"(?:\*\*|__|[*_\[])?(?P<name>{NAME_IN_LINE}|[\u3400-\u9fff]{{2,4}}(?![\u3400-\u9fff])|[가-힣]{{2,4}}(?![가-힣]))"
    r"(?![\w@])"
)
_AND = r"[ \t]+(?:and|und|et|y|e|i|и|&)[ \t]"
_ENTRY = re.compile(
    r"[ \t]*(?:[-*+•·][ \t]+|\d{1,2}[.)][ \t]+)?"
    rf"(?:(?:Copyright )?(?:\([cC]\)|©)[ \t]*(?:\d{{4}}(?:[-–, ]+\d{{4}})*,?)?[ \t]*)?{_PERSON}"
    rf"(?=\*\*|__|[*_\]]|[ \t]*(?:\r?\n|$|[<(,/|;:–—-]|E<|&lt;|https?:|\\)|{_AND}|\.[ \t]*(?:\r?\n|$))"
)
_GENERATED = re.compile(r"👤 \*\*(?P<name>[^\W\d_]+(?:[ .'-]{1,2}[^\W\d_]+){1,3})\*\*")
"""The author in a README that readme-md-generator wrote, in whatever letters he answered it."""
_NEXT = re.compile(rf"(?:,[ \t]+|;[ \t]+|{_AND}){_PERSON}(?=[ \t]*(?:\r?\n|$|[<(,;.]|E<)|{_AND})")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the persons of the lines under the headings at the hits."""
    done = 0
    for hit in hits:
        if hit.pattern == "author_section.generated":
            author = _GENERATED.match(text, hit.start, hit.end + _LONGEST_LINE)
            if author is not None and _is_persons(author["name"].title()):
                yield Span(*author.span("name"), Label.NAME)
            continue
        if hit.start < done or text[line_before(text, hit.start) : hit.start].strip("#="):
            continue
        heading = _HEADING.match(text, hit.start, hit.end + _LONGEST_LINE)
        if heading is None:
            continue
        done = heading.end()
        for _ in range(_MOST_LINES):
            entry = _ENTRY.match(text, done, done + _LONGEST_LINE)
            if entry is None or not _is_persons(entry["name"]):
                break
            end = done
            while entry is not None and _is_persons(entry["name"]):
                yield Span(*entry.span("name"), Label.NAME)
                end = entry.end()
                entry = _NEXT.match(text, end, end + _LONGEST_LINE)
            done = text.find("\n", end, end + _LONGEST_LINE) + 1
            if not done:
                return


def _is_persons(value: str) -> bool:
    return (not value.isascii() or is_person(value)) and not (
        names_organisation(value) or is_placeholder(value) or is_template(value) or is_place(value)
    )


RULE = Rule(
    "author_section",
    {
        "author_section.marked": rf"(?im)^{_MARKED}{_ENGLISH}[ \t\"}}*_:=#]{{0,8}}\r?\n",
        "author_section.underlined": rf"(?im)^{_ENGLISH}:?{_UNDERLINE}",
        "author_section.generated": r"\xf0\x9f\x91\xa4 \*\*",
        "author_section.capitals": r"(?m)^(?:AUTHORS?|MAINTAINERS?|CREDITS|CONTRIBUTORS)[ \t]{0,4}\r?\n",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "## Author\n\n👤 **«Kim brixo»**\n\n* Website: x\n",
        "# moss\n\nA library.\n\n## Author\n\n«Haruto Brixoda»\n",
        "Author\n------\n\n«Kim Brixo» <kim@example.org>\n\nLicense\n-------\n\nJane Roe\n",
        "### Maintainers:\n- **«Kim Brixo»** (moss)\n- [«Jane Low»](https://example.org)\n- the team\n- Tim Brixo\n",
        "=head1 AUTHOR\n\n«Kim Brixo», E<lt>kim@example.orgE<gt>\n\n=cut\n",
        ".SH AUTHORS\n«Kim Brixo» and «Jane Low».\n.SH BUGS\n",
        "AUTHORS\n    «Kim Brixo» and «Jane Low»\n",
        "\\section*{Author}\n«Kim Brixo»\n",
        "## Authors & Contributors\n\n1. «Kim Brixo» - x\n2. © 2019 «Jane Low»\n",
        "## Authors\n\n" + "- «Kim Brixo»\n" * 16 + "- Kim Brixo\n",
        "###### Author\n\n\n«Kim Brixo»\n",
        "#   Author\n«Kim Brixo»\n",
        "=head1   AUTHOR\n«Kim Brixo»\n",
        ".SH   AUTHOR\n«Kim Brixo»\n",
        "===== Author\n«Kim Brixo»\n",
        "\\subsubsection{Author}\n«Kim Brixo»\n",
        "Author    \n    ---\n«Kim Brixo»\n",
        "## Authors::::::::\n10. «Kim Brixo»\n",
        "AUTHORS    \n«Kim Brixo»\n",
        "*** Author\n«Kim Brixo»\n",
        "Author\n~~~\n«Kim Brixo»\n",
        "Author\n^^^\n«Kim Brixo»\n",
        "Author\n===\n«Kim Brixo»\n",
    ),
    misses=(
        "## Users\n\n👤 **Widget Foundation**\n👤 **12 users**\n👤 Kim brixo\n",
        "## Author\n\nWritten by the people of Moss Lark.\n",
        "## Authors\n\nSee the file\n\nKim Brixo\n",
        "## Usage\n\nKim Brixo\n",
        "x = # Autor\nKim Brixo\n",
        "the author\nKim Brixo\nAuthor\nKim Brixo\n",
        "## Author\n\nExample Software Inc\n",
        "## Author\n\nKim Brixo wrote it for us\n",
        "## Author\n\nVisual Studio\n",
        "## Author\n\nJane Admin\n",
        "## Author\n\n\n\nKim Brixo\n",
        "####### Author\nKim Brixo\n",
        "#    Author\nKim Brixo\n",
        "=head1    AUTHOR\nKim Brixo\n",
        ".SH    AUTHOR\nKim Brixo\n",
        "====== Author\nKim Brixo\n",
        "\\subsubsubsection{Author}\nKim Brixo\n",
        "Author     \n---\nKim Brixo\n",
        "Author\n     ---\nKim Brixo\n",
        "Author\n--\nKim Brixo\n",
        "## Authors:::::::::\nKim Brixo\n",
        "## Authors\n100. Kim Brixo\n",
        "AUTHORS     \nKim Brixo\n",
        "**** Author\nKim Brixo\n",
        "Author\n~~\nKim Brixo\n",
        "Author\n^^\nKim Brixo\n",
        "Author\n==\nKim Brixo\n",
    ),
)
