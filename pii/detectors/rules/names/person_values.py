"""Whether the value of a cell or field is a person's name, as far as it tells by itself."""

from functools import lru_cache

from pii import expressions as re
from pii.detectors.rules.names.person_name import COMMON_GIVEN_NAMES, NAME_IN_LINE, REMEMBERED, is_person
from pii.known.names import FAMILY, is_family_name, is_given_name, kind_of
from pii.known.placeholders import is_placeholder

_FULL = re.compile(rf"(?:(?:Mrs?|Ms|Miss|Dr|Prof|Master|Herr|Frau|Sr|Sra)\.? )?{NAME_IN_LINE}")
_TURNED = re.compile(
    r"(?P<family>[^\W\d_][\w'’ -]{1,30}), "
    r"(?:(?:Mrs?|Ms|Miss|Dr|Master|Rev)\.? )?(?P<given>[^\W\d_][\w'’. ()\"-]{1,60})"
)
"""Roe, Jane; Roe, Miss. Jane Ann"""
_PART = re.compile(r"[^\W\d_]+(?:(?:[ '’.-]{1,2}|\\')[^\W\d_]+){0,4}\.?")
"""An apostrophe may be doubled or escaped, as in a literal of SQL."""
_UNCASED = re.compile(
    r"[\u3400-\u9fff]{2,4}|[가-힣]{2,5}|[\u3040-\u30ff\u3400-\u9fff]{2,6}(?:[ \u3000・][\u3040-\u30ff\u3400-\u9fff]{1,6})?"
)
_SPACED_HYPHEN = re.compile(r"(?<=[^\W\d_]) ?- ?(?=[^\W\d_])")
"""Between two given names, as in registers: Roe Jane - Ann, Roe Jane -Ann."""
_NO_NAME = frozenset(
    """
    first last full name given family surname middle user username string text varchar char null none true false
    test value required unknown yes no vorname nachname nom prenom nombre apellido nome cognome firstname lastname
    john.doe usuario prueba attacker sample demo dummy example utilisateur benutzer utente teste prova madame
    monsieur mademoiselle mister señor señora herr frau mr mrs ms miss lady sir mme mlle author anonymous admin default
    enter your type title label field email phone address age date country city company
    """.split()
)
_WORDS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=REMEMBERED)
def is_full_name(value: str) -> bool:
    """Whether the value is a given and a family name, in either order, and no word belongs to something else."""
    if len(value) > 80:
        return False
    value = _SPACED_HYPHEN.sub("-", value)
    if _FULL.fullmatch(value):
        return is_person(value)
    turned = _TURNED.fullmatch(value)
    return turned is not None and turned["family"][:1].isupper() and turned["given"][:1].isupper() and is_person(value)


_TITLE = re.compile(r"(?:Mrs?|Ms|Miss|Dr|Prof|Master|Rev|Herr|Frau|Sra?)\.?(?= )")
_PIECE = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)*")
_SEVERAL = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)*(?:, [^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)+)+")


@lru_cache(maxsize=REMEMBERED)
def pieces_of_name(value: str) -> tuple[tuple[int, int], ...]:
    """Where the name stands in the value of a cell: without titles, and in pieces where one, a bracket or a list divides it."""
    titles = [title.span() for title in _TITLE.finditer(value)]
    if not titles and "(" not in value and not _are_several(value):
        return ((0, len(value)),)
    bounds = [0, *(border for title in titles for border in title), len(value)]
    places = [
        piece.span()
        for start, end in zip(bounds[::2], bounds[1::2], strict=True)
        for piece in _PIECE.finditer(value, start, end)
    ]
    return tuple((start, start + len(value[start:end].rstrip(" .-"))) for start, end in places)


def _are_several(value: str) -> bool:
    """Whether commas divide names of two words and more, of which the first does not begin with its family name."""
    first, _, rest = value.partition(" ")
    if "," in first or not _SEVERAL.fullmatch(rest):
        return False
    return is_given_name(first) or not is_family_name(first)


_EAST_ASIAN = re.compile(
    r"[\u3400-\u9fff\u3005]{2,5}|[가-힣]{3,4}|[\u3040-\u30ff]{2,6}|[^\W\d_a-zA-Z]{1,4}[ \u3000][^\W\d_a-zA-Z]{1,4}"
)


def is_east_asian_name(value: str) -> bool:
    """Whether the value is known as a name, or begins with a family name of one or two signs, as Chinese and Korean names do."""
    if not _EAST_ASIAN.fullmatch(value):
        return False
    family = re.split("[ \u3000]", value)[0]
    return (
        kind_of("".join(value.split())) > 0
        or any(kind_of(value[:signs]) & FAMILY for signs in (1, 2, 3) if len(value) > signs)
        or kind_of(family) > 0
    )


def is_plain_east_asian_name(value: str) -> bool:
    """Whether the value is known as such a name, or a family name stands first and no sign is one of technical words."""
    if not is_east_asian_name(value):
        return False
    if kind_of(re.split("[ \u3000]", value)[0]) > 0:
        return True
    japanese = len(value) > WITH_FAMILY and any(kind_of(value[:signs]) & FAMILY for signs in (2, 3))
    return (len(value) == WITH_FAMILY or japanese) and not _TECHNICAL.search(value)


WITH_FAMILY = 3
"""Signs of most Chinese and Korean names: one of the family, two of the person."""
_TECHNICAL = re.compile("[化版用性機机能時时後后中前档件口表页頁码碼数據据库式理示力面端器段名类型值位符]")


def is_part_of_name(value: str) -> bool:
    """Whether the value may be a given name, a family name or both, where a heading says so."""
    if not 2 <= len(value) <= 60 or is_placeholder(value):
        return False
    if _UNCASED.fullmatch(value):
        return True
    if _PART.fullmatch(value) is None or not _NO_NAME.isdisjoint(_WORDS.findall(value.lower())):
        return False
    return not value.isupper() or len(value) > 3


_FAMILIES = frozenset(
    """
    smith johnson williams jones davis miller wilson anderson taylor thomas moore martin thompson robinson clark lewis walker
    müller mueller schmidt schneider fischer weber meyer wagner becker schulz hoffmann
    garcía garcia rodríguez rodriguez martínez martinez hernández hernandez lópez lopez gonzález gonzalez
    pérez perez sánchez sanchez ramírez ramirez torres flores gómez gomez díaz diaz
    silva santos oliveira souza sousa rodrigues ferreira alves pereira lima gomes ribeiro almeida costa
    rossi russo ferrari esposito bianchi romano dubois durand bernard moreau laurent lefebvre leroy
    nguyễn nguyen trần tran lê phạm pham hoàng hoang huỳnh huynh phan vũ võ đặng bùi đỗ ngô dương
    wang li zhang liu chen yang huang zhao wu zhou xu zhu lin kim lee choi jung kang
    tanaka suzuki sato takahashi watanabe ito yamamoto nakamura kobayashi
    kumar singh sharma patel gupta khan ahmed ali hussain rahman islam hassan mohamed ibrahim abdullah
    yılmaz yilmaz kaya demir çelik şahin öztürk aydın
    ivanov ivanova petrov petrova smirnov kuznetsov popov иванов иванова петров петрова смирнов кузнецов попов
    kowalski nowak wiśniewski kowalczyk nagy kovács szabó horváth novák svoboda popescu popa
    jansen bakker visser andersson johansson hansen olsen nielsen jensen virtanen korhonen papadopoulos
    """.split()
)
"""Lower case; family names so common that one makes a run of capitalised words a person."""


@lru_cache(maxsize=REMEMBERED)
def holds_common_name(value: str) -> bool:
    """Whether one of the words is a common given or family name."""
    found = set(_WORDS.findall(value.lower()))
    return not COMMON_GIVEN_NAMES.isdisjoint(found) or not _FAMILIES.isdisjoint(found)
