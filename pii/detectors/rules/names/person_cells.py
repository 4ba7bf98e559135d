"""Whether the cells of a column are persons: all of them together tell what one alone cannot."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from pii import expressions as re
from pii.detectors.rules.names.person_name import COMMON_GIVEN_NAMES, PARTICLES, REMEMBERED, is_person
from pii.detectors.rules.names.person_values import is_full_name, is_part_of_name
from pii.known.names import FAMILY, GIVEN, is_family_name, kind_of, known_names
from pii.known.organisations import names_organisation
from pii.known.places import is_place

FEWEST = 3
"""Different names that make a column."""
SURE = 2
"""What is known of a name whose words are both known."""
_NAMED = 0.6
"""The share of the cells that look like full names."""
_DISTINCT = 0.5
"""The share of the names, and of their first words, that are said once: goods, colours and towns repeat theirs."""
_KNOWN = 0.7
"""The share of the different names with a word that is known as a name and as nothing else."""
_WORDS = 0.4
"""The share of their words that are: what is called after persons has as many others."""
_KNOWN_GIVEN, _KNOWN_FAMILY = 0.7, 0.5
"""In columns of one word per cell: the shares that must be known."""
_NEARLY_ALL, _MANY = 0.85, 6
"""So many different given names beside words of which none repeats tell family names of any country, unless they are places."""
_OTHER_FAMILIES = 0.8
"""The share of the pairs with a family name of their own: towns and trades repeat theirs."""
_PLACES_AMONG = 0.25
_COMPOUND = 0.4
"""The share of those that may be compounds: place names often are."""

_ALSO_WORDS = frozenset(
    """
    ab add adelaide africa al alabama alpha amber america among an angel apple april arch archer art ash asia august
    austin author autumn back baker ball ban banks bare bass bay bean beat bell berry best beta bill bird bishop
    black block blood bond bone book boston brain branch brand brick bridge brown buck buddy bull bush cairo campos
    can canal cap car carolina carpenter carrier carry case cases cash chad champ chance chapter char charity
    charlotte chase check cherry chester china christmas clay clear cliff close coffee comfort comment company con
    conn constant convey cook copper cotton courier cross crystal da daisy dakota dale dallas dancer das dash date
    day de deep del delta demi denver destiny dev diamond dias die dime dock doctor dom don dos dot driver drum duke dusty
    each earl early easter echo edit el elif else emerald emit en english es esta este ever fair faith fall fancy
    fee field fields fire fisher flint flood floor florence font foot ford forest forget forum fox frank freedom
    freely fresh friday friend gates gauge general geneva georgia ginger glass glory gold golden good gothic grace
    grand grande grant gray green grey grunt guard guitar gunner guy hall hamilton hammer hand handler handy harmony
    harp haven hay head heart heather held hell hence hill holder holly hook hope house houston hunter hurt india
    indiana iris iron israel italic ivy jackson jade jail jasmine job jordan journey joy june junior justice kenya
    key kick kind king knight la lace lake lancaster lane lang law le leather lemon len les less li liberty lily
    lima lime lincoln line link list little lo london long lot low lucky mac made major male man mark marks mas
    mason master mat math max may mayor media meer melody meta milan miller minor miracle misty monday montana moon
    more mountain must my na nevada nickel nil noble north nota novel oblique odd olive om op orange org orlando
    page pages parent paris park parts peace pearl peer penny pepper per pero phoenix pi pilot pink piper pole pop
    pope poppy porter post pound power powers press price priest prima prince put queen rails ram rand ranger read
    reader real reason red repo rice rich rider ring river rock rocky roll roman room roots rose rosemary royal ruby
    rust rusty ruta sage said sale sales salt sandy sans santiago scout sea segundo senior sergeant serif server
    seven shade sharp short siena silk silver singer singleton skip sky small smart snow sofia solar son song soon
    speaker spring stack star stark steel sterling stock stone stormy story street strong sugar summer sunday sydney
    sys tab taylor te tea the til till times tiny too torrent trace trainer treasure tri trinity true una und unique
    unknown uno us val valid valley van velvet ver verde verona verse vi victor victoria victory vienna violet
    virginia volta wall wash washington water way weeks wellington were west white wild will windsor windy winter
    wise wolf wood worth york young zona
    גל טל ים שיר אור בוקר קול אביב שחר עומר שקד דקל אלון רותם נועם חן עדן רון נוי ספיר פנינה זהב שמש ירח כוכב מסך דף בית
    """.split()
)
"""Lower case; given and family names that are also ordinary words, fonts or places."""
_PLACES = frozenset(
    """
    san sant santa santo são saint st sankt los las el la le
    costa monte rio río puerto porto palo isla new north south east west nova
    nueva rua rue via avenida calle plaza plaça piazza place viale
    corso largo vicolo piazzale lungomare contrada borgo port mount lake fort cape bad
    """.split()
)
"""Lower case; what place names begin with, though personal names follow."""


def is_ordinary(word: str) -> bool:
    """Whether the name is an ordinary word, too."""
    return word.lower() in _ALSO_WORDS


@lru_cache(maxsize=REMEMBERED)
def knowledge(value: str) -> int:
    """How much is known of a full name: `SURE` if it is of a given and a family name, in either order, that are no ordinary
    words, and no word between is unknown; 1 if one of its words is known, else 0."""
    parts = [part for part in _PART.findall(value) if part.lower() not in PARTICLES]
    kinds = [_kind(part) for part in parts]
    if not any(kinds) or len(parts) < 2:
        return 1 if any(kinds) else 0
    first, last = parts[0].lower(), parts[-1].lower()
    if first in _PLACES or not all(kinds) or "." in value.split()[-1]:
        return 1
    plain = first not in _ALSO_WORDS and (last not in _ALSO_WORDS or first in COMMON_GIVEN_NAMES)
    in_order = kinds[0] & GIVEN and kinds[-1] & FAMILY
    turned = kinds[0] & FAMILY and kinds[-1] & GIVEN and last not in _ALSO_WORDS
    return SURE if plain and (in_order or turned) else 1


def _kind(part: str) -> int:
    found = kind_of(part)
    for _, _, kind in known_names(part):
        found |= kind
    return found


_PART = re.compile(r"[^\W\d_][^\s.,()\"]+")
"""A word of a name, without its initials."""


def are_full_names(values: Sequence[str], sure: float = 0.0) -> list[bool]:
    """Which cells of a column are full names of persons; none of them if the column is none of persons.

    Args:
        values: the cells.
        sure: the share of the different names of which both words must be known: in code, where literals are labels and goods.
    """
    looks = [may_be_full_name(value) for value in values]
    different = {value for value, look in zip(values, looks, strict=True) if look}
    count = len(different)
    if count < FEWEST or sum(looks) < _NAMED * len(values) or not _are_persons(different, sure):
        return [False] * len(values)
    return looks


@lru_cache(maxsize=REMEMBERED)
def may_be_full_name(value: str) -> bool:
    """Whether the value looks like a full name, of any script."""
    if _EAST_ASIAN.search(value):
        return _EAST_ASIAN_NAME.fullmatch(value) is not None
    if _UNCASED.search(value):
        return _UNCASED_NAME.fullmatch(value) is not None
    return is_full_name(value) and not names_organisation(value)


_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_EAST_ASIAN_NAME = re.compile(
    "[\u3400-\u9fff\u3005]{2,5}|[\u3400-\u9fff\u3005]{1,4}[ \u3000][\u3400-\u9fff\u3040-\u30ff]{1,4}|[\uac00-\ud7a3]{2,4}"
)
_SPACED = re.compile("[\u3400-\u9fff\u3005]{1,4}[ \u3000][\u3400-\u9fff\u3040-\u30ff\u3005]{1,4}")
"""Family and given name apart by a blank, as hardly anything else is written in Chinese signs."""
_NAMED_APART, _KNOWN_APART = 0.8, 0.15
"""The share of such cells in a column, and that of those of which a word is known."""
_SURE_TOGETHER = 0.3
"""The share of which both names must be known where they are written together: places begin as families do."""
_UNCASED = re.compile("[\u0590-\u10ff\u1200-\u139f]")
_UNCASED_NAME = re.compile(
    "[\u0590-\u10ff\u1200-\u139f\u200c\u200d]{2,16}(?:[ .-]{1,2}[\u0590-\u10ff\u1200-\u139f\u200c\u200d]{2,16}){1,3}"
)


def _are_persons(values: Collection[str], sure: float) -> bool:
    spaced = sum(_SPACED.fullmatch(value) is not None for value in values)
    if spaced >= _NAMED_APART * len(values):
        return sum(known_words(value)[0] > 0 for value in values) >= _KNOWN_APART * len(values)
    firsts = {value if _EAST_ASIAN.match(value) else value.split()[0] for value in values}
    if len(firsts) < _DISTINCT * len(values):
        return False
    if all(map(_EAST_ASIAN.match, values)):
        sure = max(sure, _SURE_TOGETHER)
    if sum(_is_sure(value) for value in values) < sure * len(values):
        return False
    known = words = cells = 0
    for value in values:
        plain, count = known_words(value)
        known += plain
        words += count
        cells += plain > 0
    return cells >= _KNOWN * len(values) and known >= _WORDS * words


def _is_sure(value: str) -> bool:
    return knowledge(value) == SURE or _EAST_ASIAN.match(value) is not None and kind_of(value) == GIVEN | FAMILY


@lru_cache(maxsize=REMEMBERED)
def known_words(value: str) -> tuple[int, int]:
    """How many words of a name are known as names and as nothing else, and how many it has."""
    parts = [part for part in _PART.findall(_TITLE.sub("", value)) if part.lower() not in PARTICLES]
    if _EAST_ASIAN.match(value) and len(parts) == 1:
        # A person with a rare given name is known by the family name alone.
        return int(any(is_family_name(value[:length]) for length in (1, 2))), 1
    if parts and parts[0].lower() in _PLACES:
        return 0, len(parts)
    return sum(part.lower() not in _ALSO_WORDS and _kind(part) > 0 for part in parts), len(parts)


_TITLE = re.compile(r"\b(?:Mrs?|Ms|Miss|Master|Dr|Prof|Rev|Herr|Frau|Sra?)\b\.?")


@lru_cache(maxsize=1 << 14)
def looks_like_part_of_name(value: str) -> bool:
    """Whether the value looks like a given or a family name, as a list has them: with one capital."""
    return value[:1].isupper() and not value.isupper() and is_part_of_name(value) and is_person(value)


def are_names_apart(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two columns beside each other hold the given and the family names of persons, in either order."""
    rows = list(dict.fromkeys(zip(first, second, strict=True)))
    if len(rows) < FEWEST or not all(map(looks_like_part_of_name, (*first, *second))):
        return False
    if sum(map(_may_be_compound, (*first, *second))) > _COMPOUND * len(first):
        return False
    if any(sum(" " in value for value in values) > _NAMED * len(values) for values in (first, second)):
        return False  # a column of whole names
    return _apart([row[0] for row in rows], [row[1] for row in rows]) or _apart(
        [row[1] for row in rows], [row[0] for row in rows]
    )


def are_further_names(values: Sequence[str]) -> bool:
    """Whether a column beside two of given and family names holds names, too: a second family name, a patronymic."""
    if len(set(values)) < FEWEST or not all(map(looks_like_part_of_name, values)):
        return False
    known = sum(any(known_names(value)) for value in values)
    return known >= _KNOWN_FAMILY * len(values) and sum(map(is_place, values)) <= _COMPOUND * len(values)


def _may_be_compound(value: str) -> bool:
    """Whether the value has several words of which one is no name: `Upper Street`, and not `José Luis`."""
    return "-" in value or " " in value and not all(map(kind_of, _COMPOUND_PART.findall(value)))


_COMPOUND_PART = re.compile(r"[^\W\d_]{2,}")


def _apart(given: Sequence[str], family: Sequence[str]) -> bool:
    if len(set(given)) < _DISTINCT * len(given) or len(set(family)) < 2:
        return False
    if sum(map(is_place, family)) > _PLACES_AMONG * len(family):
        return False
    known = _share(given, GIVEN)
    if known >= _KNOWN_GIVEN and _share(family, FAMILY) >= _KNOWN_FAMILY:
        return True
    return (
        known >= _NEARLY_ALL
        and len(set(given)) >= _MANY
        and len(set(family)) >= _OTHER_FAMILIES * len(family)
        and sum(map(is_ordinary, family)) <= _PLACES_AMONG * len(family)
    )


def _share(values: Sequence[str], kind: int) -> float:
    return sum(any(known & kind for _, _, known in known_names(value)) for value in values) / len(values)
