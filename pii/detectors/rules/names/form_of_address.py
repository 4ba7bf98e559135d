"""Names behind a form of address, where the grammar of its language lets nothing but a name follow: `von Herrn Roe`,
`doña Remedios`, `dari Pak Sugeng`, `państwo Zarębowie`, `o senhor Silva`, `Mr&nbsp;Roe`.

`titled_name` proposes what stands behind a title anywhere; here the words before and behind it prove it.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Reader, Rule, as_bytes, read_once
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.rules.names.person_name import WORD, is_person
from pii.detectors.rules.names.titled_name import OFFICE
from pii.detectors.scan import Hit
from pii.known.declined import kind_of_declined
from pii.known.names import FAMILY, GIVEN, is_family_name, is_given_name
from pii.known.organisations import names_organisation
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span

_REACH = 60
_SIGHT = 32


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for start, end in read_once(text, hits, _READERS):
        yield Span(start, end, Label.NAME)


_GOES_ON = r"(?= [a-zäöüß(]|[,.;:?!)\"'<]+(?:\s|$|[<\\])|[ \t]*(?:\r?\n|$)|\\n)"
_GERMAN = re.compile(
    r"(?:Herrn?|Frau) (?P<name>[A-ZÄÖÜ][a-zäöüßéèáóç]{2,20}(?:-[A-ZÄÖÜ][a-zäöüßéèáóç]{2,20})?)" + _GOES_ON
)
_BEFORE_GERMAN = re.compile(
    r"(?:\b(?i:von|vom|an|bei|mit|für|durch|zu|zum|nach|über|dass|ob|wie|als|hat|habe|ist|war|wird|und|oder|durch|laut|statt|gegen"
    r"|ohne|um|auf|aus|geehrter?|lieber?|werter?|dank|gruß|guten (?:tag|morgen|abend)|hallo|übersetzung"
    r"|korrektur|anfrage|rückfrage))[,:]? \Z"
)
"""What Frau and Herr stand behind where they are no words of a form: `Anrede: Frau Herr Divers`."""
_NO_NAME_IN_GERMAN = re.compile(
    r"(?:Herrn?|Frau(?:en)?|Divers|Firma|Familie|Eheleute|Kind(?:er)?|Mann|Tochter|Sohn|Mutter|Vater|Holle|Welt|Name|Vorname"
    r"|Nachname|Familienname|(?:Kund|Patient|Mieter|Nutzer|Benutzer|Besucher|Teilnehmer|Leser|Käufer|Mitarbeiter|Bewerber|Student|Schüler|Autor)(?:in|e|en)?)"
)


def _german(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """One family name; Herrn is declined, as no word of a form is, and the others stand amid a sentence."""
    match = _GERMAN.match(text, hit.start, hit.end + _REACH)
    if match is None or text[hit.start - 1 : hit.start].isalnum():
        return
    declined = text.startswith("Herrn", hit.start)
    if not declined and _BEFORE_GERMAN.search(text, hit.start - _SIGHT, hit.start) is None:
        return
    if not OFFICE.fullmatch(match["name"]) and not _NO_NAME_IN_GERMAN.fullmatch(match["name"]):
        yield match.span("name")


_IBERIAN = re.compile(
    r"(?:[Dd]o[nñ]a?|[Ss]eñor(?:a|ita)?|[Ss]enhor(?:a|ita)?) "
    rf"(?P<name>(?P<first>{WORD})(?: (?:(?:de|del|da|do|dos|das|la|las|los|y|e) ){{0,2}}{WORD})*)"
    r"(?![\w@/\\(-]|\.\w)"
)
_CALLED_SO = re.compile(
    r"(?i)\b(?:calle|c/|plaza|avenida|avda?\.|av\.|paseo|rua|r\.|praça|largo|travessa|estrada|via|colegio|colégio|escuela"
    r"|escola|ies|ceip"
    r"|instituto|hospital|hotel|puente|ponte|san|villa|vila|plaça|carrer"
    r"|capitão|isla) (?:de |do |da |del |el |la )?\Z"
)
"""Before a street or a school that is called after a person."""
_IN_BOOKS = frozenset("Quijote Juan Pasquale Giovanni Camillo Corleone".split())
_WITH_ARTICLE = re.compile(
    r"(?:^|[^\w])(?:[Oo]|[Aa]|[Ee]l|[Ll]a|[Aa]l|[Dd]el|[Aa]o|[Dd][oa]|[Pp]el[oa]|[Cc]om [oa]|[Pp]ara [oa]) \Z"
)


def _iberian(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`doña` and `dona` before a given name, a señor behind his article; no English `don`."""
    match = _IBERIAN.match(text, hit.start, hit.end + _REACH)
    if match is None or text[hit.start - 1 : hit.start].isalnum() or text[hit.start - 1 : hit.start] in ("_", "-", "."):
        return
    first, title = match["first"], text[hit.start : match.start("name")].rstrip(". ").lower()
    if is_ordinary(first) or first in _IN_BOOKS or _CALLED_SO.search(text, hit.start - _SIGHT, hit.start):
        return
    if title in ("don", "doña", "dona"):
        known = is_given_name(first) and text[hit.start].islower()
    else:
        known = is_given_name(first) or is_family_name(first)
        known = known and _WITH_ARTICLE.search(text, hit.start - _SIGHT, hit.start) is not None
    if known and _may_be_person(match["name"]):
        yield match.span("name")


_INDONESIAN = re.compile(
    r"(?:Pak|Bu|Mas|Mbak|Mba|Bang|Bapak|Ibu|Bpk\.?|Kak|Pakde|Bude) "
    r"(?P<name>[A-Z][a-z]{2,16}(?: [A-Z][a-z]{2,16})?)(?![\w@/\\(-]|\.\w)"
)
_BEFORE_INDONESIAN = re.compile(
    r"(?<![^\W_])(?i:dari|oleh|kepada|ke|untuk|dan|dengan|sama|bersama|kata|menurut|buat|hubungi|tanya|tanyakan|halo"
    r"|selamat (?:pagi|siang|sore|malam)|terima kasih|makasih|atas nama|di(?!rektur)[a-z]{3,12})[,:]? \Z"
)
"""Prepositions, greetings and verbs in the passive, `disetujui`, behind which whoever did it follows."""
_INDONESIAN_OFFICE = frozenset(
    """
    guru rt rw lurah camat kades desa dosen direktur presiden menteri kepala ketua haji dokter polisi tani kota pertiwi negara
    rumah bos bupati gubernur walikota hakim jaksa pendeta ustad ustadz sopir satpam manajer sekretaris bidan hamil kandung
    tiri angkat bapak ibu
    """.split()
)
"""Lower case; what follows an Indonesian form of address without a name, and `ibu kota`, a capital."""


def _indonesian(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    match = _INDONESIAN.match(text, hit.start, hit.end + _REACH)
    if match is None or _BEFORE_INDONESIAN.search(text, hit.start - _SIGHT, hit.start) is None:
        return
    if _INDONESIAN_OFFICE.isdisjoint(match["name"].lower().split()) and _may_be_person(match["name"]):
        yield match.span("name")


_POLISH = re.compile(
    r"(?:(?P<several>państw[oau]|państwem|braci?a?|siostry) (?P<plural>[A-ZĆŁŚŹŻ][a-ząćęłńóśźż]{2,20}(?:scy|ccy|dzcy|owie))"
    rf"|pan(?:i|ią|a|u|em) (?P<name>(?P<first>{WORD})(?: (?P<last>{WORD}))?))(?![\w-])"
)
_POLISH_FAMILY = re.compile(r"[sc]k(?:iego|iemu|im|iej|ą|i|a)\Z")


def _polish(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """A family in the plural, or somebody in a case in which the form of address is a word of Polish alone."""
    match = _POLISH.match(text, hit.start, hit.end + _REACH)
    if match is None or text[hit.start - 1 : hit.start].isalnum():
        return
    if match["plural"]:
        yield match.span("plural")
        return
    given = kind_of_declined(match["first"]) & GIVEN
    family = _POLISH_FAMILY.search(match["last"] or match["first"])
    told = given and (match["last"] is None or family or kind_of_declined(match["last"]) & FAMILY)
    if (told or family and match["last"] is None) and not is_place(match["first"]) and _may_be_person(match["name"]):
        yield match.span("name")


_ENTITY = r"&(?:nbsp|#160|#xa0|#xA0);"
_PART = r"[^\W\d_a-z](?:[^\W\d_]|['’-](?=[^\W\d_])){1,20}"
_BOUND = re.compile(
    rf"[A-Z][a-z]{{0,4}}\.?{_ENTITY}(?P<name>(?:[A-Z]\.(?:{_ENTITY}| ?))*{_PART}(?:(?:{_ENTITY}| ){_PART})?)(?!{_ENTITY}|[\w@/-])"
)


def _bound(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """What HTML keeps on one line with the title."""
    match = _BOUND.match(text, hit.start, hit.end + _REACH)
    if match is not None and _may_be_person(_HARD_BLANK.sub(" ", match["name"])):
        yield match.span("name")


_HARD_BLANK = re.compile(_ENTITY)


def _may_be_person(name: str) -> bool:
    return is_person(name) and not names_organisation(name)


_READERS: dict[str, Reader] = {
    "form_of_address.german": _german,
    "form_of_address.iberian": _iberian,
    "form_of_address.indonesian": _indonesian,
    "form_of_address.polish": _polish,
    "form_of_address.bound": _bound,
}

_IBERIAN_TITLES = "don dona doña señor señora señorita senhor senhora senhorita".split()
_POLISH_TITLES = "państwo państwa państwu państwem bracia braci siostry pani panią pana panu panem".split()

RULE = Rule(
    "form_of_address",
    {
        "form_of_address.german": r"(?:Herrn?|Frau) [A-Z\xc3]",
        "form_of_address.iberian": rf"\b(?:{as_bytes(_IBERIAN_TITLES)}) [A-Z\xc3]",
        "form_of_address.indonesian": r"\b(?:Pak|Bu|Mas|Mbak?|Bang|Bapak|Ibu|Bpk\.?|Kak|Pakde|Bude) [A-Z]",
        "form_of_address.polish": rf"(?:{as_bytes(_POLISH_TITLES)})"
        r" [A-Z\xc3-\xc5]",
        "form_of_address.bound": r"\b(?:Mrs?|Ms|Mme|Mlle|Dr|Prof|Herrn?|Frau|Hr|Sra?|Dott|Sig)\.?"
        r"&(?:nbsp|#160|#x[aA]0);[A-Z\xc3-\xc5]",
    },
    find,
    rank=5,
    hits=(
        "# von Herrn «Brixofle» beanstandet\n# Übersetzung: Frau «Brixo-Zinngießer»\nmit Frau «Brixerle», an Herr «Larkmöss».\n",
        "-- alta pedida por doña «Remedios»; firmó don «Ignacio Bermúdez»\n",
        "// o senhor «Silva» pediu, la señora «Gómez» llamó, dona «Renata» viu\n",
        "// Revisi dari Pak «Sugeng» dan Bu «Endang Lestari», disetujui Mas «Bagus», terima kasih Mbak «Rini»\n",
        "* państwo «Wierzbiccy» — dane\n* bracia «Zarębowie», pisać do pana «Kowalskiego», pyta panią «Annę Nowak»\n",
        "<p>Mr&nbsp;«Brixowell» asked Mme&#160;«Brixo» and Dr.&nbsp;«J.&nbsp;Roe»</p>\n",
    ),
    misses=(
        "anrede.herr=Sehr geehrter Herr {0}\nAnrede: Frau Herr Divers\n",
        "Frau und Mann, von Frau Mutter, an Herrn Doktor\nHerr Ober\nFrau Brixo\n",
        "calle don Ignacio Bermúdez, don Armor, Don Widget, don Juan, doña Plaza, señor Silva\n",
        " o senhor Ministro, colegio doña Renata\n",
        "'ibu' => 'Ibu Kota', 'paket' => 'Mas Bagus', dari Pak Guru, dan Ibu Kota, dari Mas, Tetra Pak Brixo, dari Bu Lurah\n",
        "państwo Izrael, państwo członkowskie, pan Tadeusz, pana Prezesa, państwa Europy, bracia Larkmist\n",
        "10&nbsp;km, New&nbsp;Forest, Mr&nbsp;Brixo&nbsp;Larkmist&nbsp;Street, Dr&nbsp;Data Center, Prof&nbsp;x\n",
    ),
)
