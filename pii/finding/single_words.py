"""One word in a person's place: a known given or family name is a NAME, any other word the USERNAME of an account.

A single word before an address (`Kestrel <k@roe.org>`) or after a word for an author (`by kestrel`) may be either; whichever
detector finds it, the label follows one convention. After an at sign it is always the account: `thanks @Konrad`.
"""

from pii import expressions as re
from pii.known.honorifics import DEGREE
from pii.known.names import FAMILY, GIVEN, kind_of
from pii.labels import Label
from pii.spans import Span, rescored

_ALONE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*", re.ASCII)
_ADDRESS = re.compile(r" <[\w.+-]+(?:@| at )", re.ASCII)
_NOREPLY = re.compile(r" <(?:\d+\+)?(?P<account>[\w.-]+)@users\.noreply\.")
"""The address with which GitHub hides an account's real one: `<12345+jroe@users.noreply.github.com>`."""
_AUTHOR = re.compile(
    r"(?:@author|\bauthors?[\"']?\]?[ \t]?[:=]|__author__[ \t]?=|\b(?:created|written|made|reported|suggested|contributed"
    r"|patch|posted|updated|modified|developed) by:?|\bthanks(?: to|,)?|\bcredits?(?: to)?:?|\bmaintainer:|\bdeveloper:)"
    r"[ \t]?[\"'@`*(\[]{0,2}$",
    re.IGNORECASE,
)
_BEHIND_NAME = re.compile(r"(?:[^\W\d_][.,]?|\w['\"’”)\]]) $")
_NICKNAMED = re.compile(r"[\"'”’\]] [^\W\d_a-z]")
_NAMED = re.compile(r"[^\W\d_] [\"'“‘\[]$")
_SIGHT = 32
"""Characters before a word that show whether it is in an author's place."""
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}[A-Z][a-z]+(?:-[A-Z][a-z]+)?")
"""A family name directly after its initials: `J.A.Roe`."""
_CAPITALISED = re.compile(r"[A-Z][a-z]+")
_LONGEST = 32


def settled(text: str, span: Span) -> Span:
    """The span, as NAME or USERNAME by the convention if it is one word in an author's place.

    >>> settled("Jane <j@roe.org>", Span(0, 4, Label.USERNAME)).label, settled("jroe <j@roe.org>", Span(0, 4, Label.NAME)).label
    (<Label.NAME: 'NAME'>, <Label.USERNAME: 'USERNAME'>)
    """
    if span.label not in (Label.NAME, Label.USERNAME) or len(span) > _LONGEST:
        return span
    if span.label == Label.NAME and (whole := _turned(text, span)):
        return whole
    if _ALONE.fullmatch(text, span.start, span.end) is None:
        return span
    if text.startswith("@", span.start - 1) and span.start:
        return span if span.label == Label.USERNAME else rescored(span, span.score, Label.USERNAME)
    if _NICKNAMED.match(text, span.end, span.end + 3) and _NAMED.search(text, span.start - 4, span.start):
        return rescored(span, span.score, Label.USERNAME)  # Jane "moss" Roe
    signs = _ADDRESS.match(text, span.end) is not None
    if (
        signs
        and _BEHIND_NAME.search(text, span.start - 4, span.start)
        and not _AUTHOR.search(text, span.start - _SIGHT, span.start)
    ):
        return span  # the last word of a name
    if not signs and not _has_place(text, span):
        return span
    word = text[span.start : span.end]
    hidden = _NOREPLY.match(text, span.end, span.end + 2 * _LONGEST) if signs else None
    own = hidden is not None and hidden["account"].lower() == word.lower()
    label = Label.USERNAME if own else _label(word, signs) or span.label
    return span if label == span.label else rescored(span, span.score, label)


def _turned(text: str, span: Span) -> Span | None:
    """The family and given name in a cell, if the span is one of them: `"Roe, Jane"`."""
    start = text.rfind('"', max(0, span.start - _LONGEST), span.start)
    match = _CELL.match(text, start, start + 2 * _LONGEST) if start >= 0 else None
    if match is None or span.start not in (match.start("family"), match.start("given")):
        return None
    if span.end not in (match.end("family"), match.end("given")) or _NO_GIVEN.fullmatch(match["given"]):
        return None
    if _are_two_names(match["family"], match["given"]):
        return None
    return Span(match.start("family"), match.end("given"), Label.NAME, span.score, span.source)


def _are_two_names(first: str, second: str) -> bool:
    """Whether a full name is on each side of the comma, `Jane Roe, Karl Moss`, not two family names and two given ones."""
    if first.upper() == first.lower():
        return kind_of(first) & kind_of(second) == GIVEN | FAMILY  # a family name and a given one, each time
    if " " not in first or " " not in second or not first[0].isupper() or _ADDRESSED.match(second):
        return False
    opening, closing = kind_of(first.split()[0]), kind_of(second.split()[-1])
    if opening == GIVEN:
        return True
    return bool(opening & kind_of(second.split()[0]) & GIVEN) and not closing & GIVEN


def _has_place(text: str, span: Span) -> bool:
    """Whether the word follows a word for an author, or is next to an address: `"name": "Jane", "email": "…"`."""
    if _AUTHOR.search(text, span.start - _SIGHT, span.start):
        return True
    named = _NAME_FIELD.search(text, span.start - _SIGHT, span.start)
    return named is not None and _EMAIL_FIELD.match(text, span.end, span.end + _FIELD) is not None


_NAME_FIELD = re.compile(r"(?<![\w-])name[\"']?\s?(?:=>|[:=])\s?[\"']$")
_EMAIL_FIELD = re.compile(r"[\"'],\s*[\"']?e-?mail[\"']?\s?(?:=>|[:=])")
_FIELD = 64
"""Maximum characters from a value to the next field's name and separator."""
_CELL = re.compile(
    r"\"(?>(?:(?:Mrs?|Ms|Dr|Prof)\b\.? )*)(?P<family>[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,2}), "
    r"(?P<given>[^\W\d_a-z][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,2})\""
)
_ADDRESSED = re.compile(r"(?:Mrs?|Ms|Miss|Master|Dr|Rev|Prof|Sir|Lady)\b")
"""Follows the comma of an inverted name: `"Vander Roe, Miss. Jane Ann"`."""
_NO_GIVEN = re.compile(
    rf"The|Los|Las|Les|Die|Der|Das|(?:Inc|Ltd|LLC|GmbH|Corp|Jr|Sr)\.?|{DEGREE}|[A-Z]\w{{0,3}}\.[A-Z][a-z]+\.?"
)
"""Follows the comma of a non-person, or of a full name: `"Dixie Band, The"`, `"Jane Roe, PhD"`."""


def _label(word: str, signs: bool) -> Label | None:
    """The label of one word, or None if the convention leaves it open."""
    if _INITIALS.fullmatch(word):
        return Label.NAME
    kind = kind_of(word)
    if word.istitle() and word.isalpha():
        return Label.NAME if kind else Label.USERNAME
    if word.islower() and word.isalpha() and kind:
        if kind == GIVEN | FAMILY and signs:
            return Label.NAME
        return Label.USERNAME if kind == FAMILY else None
    if signs and "_" not in word and not any(map(str.isdigit, word)):
        parts = _CAPITALISED.findall(word)
        if len(parts) > 1 and sum(map(len, parts)) >= len(word) - 1 and any(map(kind_of, parts)):
            return Label.NAME  # `JaneRoe <jane@roe.org>`
    return Label.USERNAME
