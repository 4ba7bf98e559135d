"""Places and days that look like a name: streets, towns, countries, months."""

from pii import expressions as re
from pii.decoys.inserted import inserted
from pii.decoys.landforms import is_landform
from pii.decoys.place_lists import is_listed
from pii.known.places import is_only_place, is_place
from pii.spans import Span
from pii.text.surroundings import text_before

_TOWN_AFTER = re.compile(r",?[ \t]+(?:[A-Z]{2},?[ \t]+\d{5}\b|County,)")
_SUBURB_AFTER = re.compile(r"(?:-\d)?, ?[A-Z][a-z]+[ -]\d{4,6}\b")
_SUBURB_BEFORE = re.compile(
    r"\b(?:[Rr]oad|[Hh]ouse|[Ff]lat|[Pp]lot|[Bb]lock|[Ss]ector|[Ll]ane) ?# ?[\w/-]{1,8}(?: ?\([A-Z]{1,4}\))?, ?$"
)
"""A part of a town, before the town with its postal code or after a numbered road: Road # 7, Roeville, Dhaka-1212."""
_BEFORE = 40
"""Characters before a name in which such a road is sought."""
_LEAD = 20
"""Maximum characters of the words that introduce a street."""
_WORD = 12
"""Maximum characters of a word before a name."""
_STREET_WORDS = (
    "St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Lane|Drive|Square|Hwy|Highway|Terrace|Parkway|Pkwy|Crescent|Alley|Plaza"
    "|Circle|Crossing|Junction|Trail"
)
_STREET = re.compile(rf" (?:{_STREET_WORDS})\.?$")
_STREET_AFTER = re.compile(rf"(?: [A-Z][a-z]+)? (?:{_STREET_WORDS}|Ln|Dr|Ct|Court)\b")
_STREET_IN_CELL = re.compile(
    rf"(?:[^\W\d_][\w.'-]* ){{0,3}}[^\W\d_][\w.'-]* "
    rf"(?:{_STREET_WORDS}|Ln|Dr|Ct|Court|Ter|Cir|Pl|Place|Pt|Point|Pass|Hill|Hills|Center|Centre|Park|Way|Loop|Row|Run|Ridge|Path"
    r"|Walk|View|Cove|Bend|Grove|Gardens|Close|Green|Mews|Rise|Turnpike|Valley|Village|Landing|Manor|Meadow|Oval)\.?"
    r"(?=[ \t]*(?:$|[\"',;|\t\r\n])|,? (?:Apt|Suite|Ste|Unit|Room|Floor|#)\b)",
    re.MULTILINE,
)
"""Many of these words (USPS Publication 28) also end personal names; a number before and the cell's ends decide."""
_CELL_BEFORE = re.compile(r"[\"',;|\t][ \t]?\d{1,6}[A-Za-z]?(?:-\d{1,4})? (?:[^\W\d_][\w.'-]* ){0,3}$")
_STATES = (
    "A[BKLRZ]|BC|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ABDEINOST]|N[BCDEHJLMSVY]|O[HKNR]|P[AE]|QC|RI|S[CDK]|T[NX]|UT|V[AT]"
    "|W[AIVY]"
)
"""States of the United States and provinces of Canada."""
_NEXT_CELL = r"[\"']?[ \t]?[,;|\t][ \t]?[\"']?"
_TOWN_CELL_AFTER = re.compile(
    rf"{_NEXT_CELL}(?:(?:{_STATES})[\"']?(?:[ \t]?[,;|\t)]|[ \t]+\d{{5}}\b|\r?\n|$)|\d{{5}}(?:-\d{{4}})?(?![\w.-]))"
)
_CELL_OPENS = re.compile(r"(?:^|[,;|\t(\"'] ?)$", re.MULTILINE)
"""Start of a cell with a town, before a cell with the state or the postal code."""
_STREETS = frozenset(
    """
    rue rua calle carrer via viale piazza corso avenida avinguda av. strada calea bulevardul ulica ulice ulicy ul. al. paseo
    passeig plaza plaça praça pça. largo travessa trav. rodovia rod. estrada estr. carrera cra.
    rúa alameda cours quai jalan jl. đường duong: phố trg náměstí nám. улица улице улицы
    улицу ул. вулиця вулиці вулицю вул. проспект проспекте просп. бул. пл.
    """.split()
)
_JOINTS = (" de", " del", " da", " di", " dei", " des")
"""Between such a word and the person whom a street is named after."""
_OWN_STREET_AFTER = re.compile(
    r"[ -](?i:utca|út\b|tér\b|körút|straße|strasse|str\.|platz|allee|straat|laan\b|plein\b|gade\b|vej\b"
    r"|gata|gatan|vägen|katu|tänav|iela|gatvė"
    r"|sokak|sok\.|caddesi|cad\.|mahallesi|bulvarı|ulica)(?!\w)"
)
_STREET_ENDINGS = tuple(
    f"{sign}{word}" for sign in " -" for word in "straße strasse platz allee weg gasse straat gatan".split()
)
"""Streets in other languages: words before or after the person whom they are named after, and endings."""
_NUMBER_BEFORE = re.compile(r"\d[A-Za-z]?[ \t\n*#]+$")
_SAINT = re.compile(
    r"(?:San|Santa|Santo|São|Sao|Sankt|Sainte|Los|Las|Puerto|Ciudad|Nueva|Nuevo) [^\W\d_]+(?: [^\W\d_]+)?"
)
"""First words of Spanish, Portuguese and French towns; in a personal name a given name precedes them."""
_QUARTER = re.compile(
    r"(?:Nov[iaeo]|Star[iaeo]|Velik[iao]|Mal[iae]|Gornj[iae]|Donj[iae]|Bijel[oa]|Crn[aio]|Nowy|Nowa|Stary|Wielk[ai])"
    r" [A-ZČŠŽĆĐ]\w+"
)
"""Towns in Slavic languages whose names begin with new, old, great or small."""
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_RULE_DAY = re.compile(
    rf"(?:{_MONTHS}) (?:Mo|Tu|We|Th|Fr|Sa|Su|Mon|Tue|Wed|Thu|Fri|Sat)|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:{_MONTHS})"
)
_MONTH = re.compile(r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)")
_DAY_BEFORE = re.compile(r"\d[ -]$")
_LANGUAGE_BEFORE = re.compile(
    r"\b(?:Bahasa|Basa|Lingua|Língua|Idioma|Langue|Limba|Jazyk|Jezik|Język|Язык|Мова|Tiếng)[ \t]+$", re.IGNORECASE
)
"""The word for "language", in languages that put it first: Bahasa Gael Scotland."""


def _is_behind_street(text: str, start: int) -> bool:
    lead = text_before(text, start, _LEAD).rstrip(" \t").lower()
    for joint in _JOINTS:
        lead = lead.removesuffix(joint)
    return bool(lead) and not lead[-1].isspace() and _BETWEEN_WORDS.split(lead)[-1] in _STREETS


_BETWEEN_WORDS = re.compile(r"[\s\"'(>;,|]")


_OF_PERSONS = re.compile(
    r"(?i)mayor|manager|owner|contact|leader|president|person|user|author|agent|director|alcalde|prefeito|maire|sindaco"
)
_EARLY = 4
"""Number of leading fields that hold a place's name, code and district; later fields may name a mayor."""
_TABLES = frozenset(
    """
    city cities town towns village villages country countries county counties state states province provinces region
    regions district districts subdistrict subdistricts suburb suburbs area areas airport airports station stations stop
    stops street streets road roads place places location locations island islands mountain mountains river rivers lake
    lakes park parks continent continents municipality municipalities parish parishes ward wards prefecture prefectures
    territory territories neighborhood neighborhoods neighbourhood neighbourhoods postcode postcodes zipcode zipcodes
    ciudad ciudades cidade cidades ville villes citta comune comuni commune communes stadt stadte staedte ort orte
    gemeinde gemeinden gemeente gemeenten kota kabupaten kecamatan kelurahan provinsi negara desa provincia provincias
    pais paises pays land lander laender estado estados municipio municipios distrito distritos bairro bairros barrio
    barrios regione regioni regiao miasto miasta miejscowosc wojewodztwo wojewodztwa powiat gmina ilce ilceler sehir
    sehirler ulke ulkeler quan huyen tinh phuong kommune kommuner mesto mesta obec okres kraj strasse strassen rue rues
    calle calles aeropuerto aeropuertos estacion estaciones gorod goroda oblast strana strany raion kraje varos megye
    telepules
    """.split()
)
"""Lower case, without diacritics; names of tables of places in a dozen languages."""


def _is_in_table_of_places(text: str, start: int) -> bool:
    """Whether an early cell of a row that SQL inserts into a table of places starts here: ``INSERT INTO `city` VALUES (…)``."""
    field = inserted(text, start)
    if field is None or field.number >= _EARLY or not field.table or field.table[-1] not in _TABLES:
        return False
    return not any(map(_OF_PERSONS.search, field.columns))


def _is_in_row_of_address(text: str, span: Span, value: str) -> bool:
    """Whether the span is a street in a cell after its number, or a town in the cell before its state."""
    lead = _CELL_BEFORE.search(text, span.start - _LONGEST_STREET, span.start)
    if lead is not None:
        first = text.rfind(" ", lead.start(), span.start) + 1
        street = _STREET_IN_CELL.match(text, first, span.end + _LONGEST_STREET)
        return street is not None and street.end() >= span.end
    town = _TOWN_CELL_AFTER.match(text, span.end) is not None and is_place(value)
    return town and _CELL_OPENS.search(text, span.start - 2, span.start) is not None


_LONGEST_STREET = 48


def place(text: str, span: Span) -> bool:
    """A street, a town before its postal code, a country, a language; a day of a time zone's rule (`Mar Su>=15`) or of a date."""
    value = " ".join(text[span.start : span.end].split())
    if (
        is_only_place(value)
        or _TOWN_AFTER.match(text, span.end)
        or _RULE_DAY.fullmatch(value)
        or _SAINT.fullmatch(value)
        or _QUARTER.fullmatch(value)
    ):
        return True
    if is_landform(text, span) or _is_in_table_of_places(text, span.start) or is_listed(text, span.start):
        return True
    if value.partition(" ")[0].lower() in _STREETS and " " in value:
        return True
    if value.lower().endswith(_STREET_ENDINGS) or _OWN_STREET_AFTER.match(text, span.end):
        return True
    if _is_in_row_of_address(text, span, value):
        return True
    if text[span.start - 1 : span.start] in (" ", "\t") and _is_behind_street(text, span.start):
        return True
    if _SUBURB_AFTER.match(text, span.end) or _LANGUAGE_BEFORE.search(text, max(0, span.start - _WORD), span.start):
        return True
    if "#" in text_before(text, span.start, _BEFORE) and _SUBURB_BEFORE.search(text, span.start - _BEFORE, span.start):
        return True
    if _MONTH.fullmatch(value):
        return _DAY_BEFORE.search(text, span.start - 4, span.start) is not None
    numbered = (_STREET.search(value) or _STREET_AFTER.match(text, span.end)) and _NUMBER_BEFORE.search(
        text, span.start - 12, span.start
    )
    return numbered is not None
