"""Names behind a title or before a degree, in the languages that people write: `dr. Jane Roe`, `Ing. Roe`, `Jane Roe, S.Kom`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names.person_name import NAME_IN_LINE, WORD, is_person, possessor
from pii.detectors.scan import Hit
from pii.known.honorifics import DEGREE
from pii.known.names import GIVEN, kind_of
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span

TITLES: dict[str, str] = {
    # ISO 639: titles before a name, apart by blanks; an underscore stands for a blank
    "cs": "Ing. MUDr. JUDr. PhDr. MVDr. RNDr. PaedDr. Mgr. Bc. prof. doc. Ing._arch.",
    "da": "Hr. Fru frk.",
    "de": "Prof._Dr. Dr._med. Dr._rer._nat. Dr.-Ing. Dipl.-Ing. Mag."
    " Priv.-Doz. PD_Dr. Herr_Dr. Frau_Dr. Herr_Prof. Frau_Prof. Herr Frau"
    " Herrn",
    "en": "MR. MRS. MS. DR. MRS MR Dr. Prof. Professor Mr. Mrs. Ms. Miss Sir Rev. Capt. Lt. Col."
    " Sgt. Hon. Assoc._Prof. Asst._Prof. Ma'am Rabbi Sheikh Mme Cpt. Cpl. Cmdr. Cdr. Pvt. Pfc. Msgr. Maj. Gen. Adm."
    " Sifu Sensei Shihan Sempai Senpai Swami Imam Mullah Maulana Pastor Father Reverend Archbishop Deacon Roshi",
    "es": "Dra. Sr. Sra. Srta. D. Dña. Don Doña Lic. Ing. Arq. Mtro. Mtra. Profa.",
    "fr": "M. Mme Mlle Mme. Maître Monsieur Madame Mademoiselle Pr.",
    "hu": "dr. Dr. ifj. id. özv.",
    "id": "dr. drg. Drs. Dra. Ir. Prof. H. Hj. KH. Bapak Ibu Bpk. Pak Bu Sdr. Sdri.",
    "it": "Dott. Dott.ssa Prof.ssa Avv. Geom. Rag. Arch. Sig. Sig.ra Ing.",
    "ms": "Encik Puan Cik Tuan Datuk Dato'",
    "nl": "dhr. mevr. mw. drs. ir. mr. dr. ing. Dhr. Mevr. Mw. Drs.",
    "no": "Hr. Fr.",
    "pl": "prof. dr_hab. dr_inż. mgr mgr_inż. inż. Pan Pani",
    "pt": "Sr. Sra. Dr. Dra. Prof.ª Profª Eng. D.",
    "tr": "Doç. Yrd. Öğr. Gör. Uzm. Av. Doç._Dr. Prof._Dr. Op._Dr. Bay Bayan",
    "vi": "TS. ThS. PGS. GS. PGS.TS. GS.TS. BS. KS. Ông Bà",
    "ru": "д-р проф. акад. доц. канд. г-н г-жа господин госпожа",
    "bg": "д-р инж. проф. доц. гл._ас.",
    "uk": "проф. доц. пан пані",
    "hi": "Shri Smt. Adv. Er.",
}
_ALL = sorted(
    {title.replace("_", " ") for row in TITLES.values() for title in row.split()},
    key=lambda title: (-len(title), title),
)
_TITLE = "|".join(map(re.escape, _ALL))
_FRAGILE = frozenset(
    "D. M. H. Don Sir Pan Bay mr. ir. id. id doc. Cik Bu Fr. Bà Er. Hon. Pr. Mag. Ms. Rag. Arch. Ing. ing. Maj. Gen. Adm."
    " Imam Maulana Pastor Father Deacon".split()
)
"""Titles that are ordinary words or initials elsewhere."""

_NATIVE = r"[А-ЯЁІЇЄҐ][а-яёіїєґ'’-]{1,20}(?: [А-ЯЁІЇЄҐ](?:\.|[а-яёіїєґ'’-]{1,20})){0,2}"
_INITIALS_FIRST = r"(?:[А-ЯЁІЇЄҐ]\. ?){1,2}[А-ЯЁІЇЄҐ][а-яёіїєґ'’-]{1,20}"
_NAME = rf"(?P<name>{NAME_IN_LINE}|{_INITIALS_FIRST}|{_NATIVE}|{WORD})"
_TITLED = re.compile(rf"(?:(?:{_TITLE})(?:[  ]|~|&nbsp;)?(?<=[.  ~;ª']))++(?:[  ~])?{_NAME}")
_STARTS = frozenset("\"'`|>,;:(\n\t[*_=/{-–—•")
_BEFORE_DEGREE = re.compile(rf"(?P<name>{NAME_IN_LINE}(?: {WORD}){{0,2}}), ?{DEGREE}")
_BLANKS = " \u00a0~"
_BETWEEN_WORDS = re.compile(r"[\s.-]+")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        place = _FINDERS[hit.pattern](text, hit)
        if place is not None:
            done = place[1]
            yield Span(*place, Label.NAME)


_NUMBERED = re.compile(r"(?P<given>[^\W\d_]{2,20})\d{1,3}(?: [^\W\d_]{2,20}\d{1,3}){1,2}\b")
"""How Synthea, which makes up patients, writes their names: Amelia471 Resendez908."""


def _titled(text: str, hit: Hit) -> tuple[int, int] | None:
    start = hit.start
    before = text[start - 1 : start]
    if before.isalnum() or before in ("_", "@", ".", "$", "\\"):
        return None
    match = _TITLED.match(text, start, hit.end + 90)
    if match is None:
        return None
    if numbered := _NUMBERED.match(text, match.start("name")):
        return numbered.span() if kind_of(numbered["given"]) else None
    name = possessor(match["name"])
    if (
        not is_person(name)
        or names_organisation(name)
        or text[match.end() : match.end() + 1] in ("(", "_", "=", "/", "@")
    ):
        return None
    lead = text[start : match.start("name")].rstrip(_BLANKS)
    if lead == "Ibu" and name.split()[0] in _MOTHERS:
        return None
    begins = (
        not before.strip()
        and text[max(0, start - 2) : max(0, start - 1)] in ("", *_STARTS, ".", ")")
        or before in _STARTS
    )
    known = [kind_of(word) > 0 for word in _BETWEEN_WORDS.split(name) if len(word) > 1]
    if _FRAGILE.issuperset(lead.split()) and not (begins and known and all(known)):
        return None
    if (
        not any(known)
        and not (begins and len(known) > 1)
        and not _is_addressed_in_german(text, lead, *match.span("name"))
    ):
        return None
    first = match.start("name")
    return hit.start if _is_initial(text, lead, first, match.end("name")) else first, first + len(name)


def _is_initial(text: str, lead: str, start: int, end: int) -> bool:
    """Whether the letter before a single word is an initial, rather than Hadji, Don or Monsieur."""
    if not _LETTER.fullmatch(lead) or not text[start:end].isalpha():
        return False
    if _HEADING_OPENS.search(text, start - 12, start - len(lead) - 1) and _HEADING_ENDS.match(text, end):
        return False  # the fourth or eighth of them
    around = text[max(0, start - _AROUND) : start - len(lead) - 1], text[end : end + _AROUND]
    if any(other["initial"] != lead[0] for part in around for other in _WITH_INITIAL.finditer(part)):
        return True
    if lead == "M.":
        return sum(len(_FRENCH.findall(part)) for part in around) < _FEWEST_FRENCH
    return not kind_of(text[start:end]) & GIVEN


_LETTER = re.compile(r"[DHM]\.")
_HEADING_OPENS = re.compile(r"(?:(?<![^\n])|>)[ \t#*]*\Z")
_HEADING_ENDS = re.compile(r"[ \t*:]*(?:\r?\n|<|\Z)")
_AROUND = 160
"""Characters on both sides that tell the language, and whether others have initials."""
_WITH_INITIAL = re.compile(r"(?<![\w.])(?P<initial>[A-Z])\.(?: ?[A-Z]\.)* ?[A-ZÀ-Þ][a-zß-ÿ]")
_FRENCH = re.compile(
    r"(?i)\b(?:le|les|du|et|est|une|pour|dans|avec|aux|qui|sur|monsieur|madame|mme)\b|\b[ldqnsj]['’](?=\w)"
)
_FEWEST_FRENCH = 2


_MOTHERS = frozenset("Kota Pertiwi Rumah Negara Jari".split())
"""Behind the Indonesian word for a mother what is none: the capital, the country, the thumb."""


def _is_addressed_in_german(text: str, lead: str, start: int, end: int) -> bool:
    """Whether a word amid a sentence stands behind Frau or Herr and is no office: `Ich habe Frau Roe die Akte geschickt`."""
    if lead not in ("Frau", "Herr", "Herrn") or not text[start:end].isalpha() or text[start:end].isupper():
        return False
    return OFFICE.fullmatch(text, start, end) is None and _SENTENCE_GOES_ON.match(text, end) is not None


OFFICE = re.compile(
    r"(?:[Vv]ize|[Bb]undes|[Ll]andes|[Oo]ber|[Hh]aupt|[Ss]taats)?(?i:Präsident|Minister|Doktor|Professor|Direktor|Kolleg|Bürgermeister"
    r"|Kanzler|Pfarrer|Lehrer|Nachbar|Vorsitzend|Abgeordnet|Rektor|Hauptmann|Chef|Wirt|Anwalt|Anwält|Notar|Rat|Rät|Sekretär|Gott|Wolle"
    r"|Muster|Kommissar|General|Oberst|Senator)(?:in|e|er|en|mann|frau)?"
)
"""What Frau and Herr are said to without a name."""
_SENTENCE_GOES_ON = re.compile(r" [a-zäöüß]|[,.;:?!)](?:\s|$)")


def _degree(text: str, hit: Hit) -> tuple[int, int] | None:
    start = text.rfind(",", 0, hit.end)
    floor = max(0, start - 60)
    for opening in _WORD_START.finditer(text, floor, start):
        match = _BEFORE_DEGREE.match(text, opening.end(), hit.end + 20)
        if match is not None and match.end("name") == start:
            name = match["name"]
            if is_person(name) and not names_organisation(name):
                return match.span("name")
            return None
    return None


_WORD_START = re.compile(r"(?:^|[\"'`|>,;:(\n\t\[*_=]|\b(?:dr|drg|Dr|Ir|Prof|Hj?|Drs|Dra)\.) ?")


_FINDERS = {"titled_name.title": _titled, "titled_name.degree": _degree}

RULE = Rule(
    "titled_name",
    {
        "titled_name.title": rf"(?:{as_bytes(_ALL).replace('.', chr(92) + '.')})[ ~&\xc2][A-Z\xc3-\xd1n]",
        "titled_name.degree": r"[a-zA-Z\x80-\xff], ?(?:S\. ?[A-Z][a-z]|S\.[TEHP]\b|M\. ?[A-Z]"
        r"|MM\b|MT\b|MSc|B\.|BSc|Ph|MD\b|MBA\b|Sp\.|CSc|Esq|A\.Md|RN\b|Ners)",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        '"display": "Dr. «Jane471 Kay908»"',
        "'dr. «Ahmad Brixo»', 'drg. «Sari Brixo»', 'dr. «Eva Brixo», Sp.OG'",
        "<td>Ing. «Jana Nováková»</td>",
        "5. Sifu «Jane Smith»'s Kenpo Journey",
        "Betreuer: Prof. Dr. «Anna Roe»",
        "'«Anna Smith», S.Gz'",
        "Sehr geehrter Herr «Müller»,",
        "проф. «Иванов»",
        "written by Cpt. «Jane Roe», Cpl. «Smith» and (Maj. «Jane Smith»)\nMaj. «Eva Jones»\n",
        "x. Sir «Jane Smith»",
        "By Sifu «Smith». Sensei «Anna Smith», Rabbi «Jones», Reverend «Jane Roe»\nPastor «Smith»: x\n(Father «Jones»)",
        "Ich habe Frau «Larkmistblatt» die Akte geschickt, Herrn «Brixowald», und x\n",
        "(Sir «Jane Smith»",
        "(Sir «Jane R. Smith»",
        "(Dr. «Brixo Larkmist»",
        "by O. Roe, «H. Tanaka». See (A. Roe, «D. Schneider», «M. Jones»)\n",
        "Freut sich: «M. Schneider», Hauptstr. 5",
        "<p>D. «Schneider»</p>\nH. «Schneider»\n",
        "Le projet est suivi par : M. «Dupont», qui est là.",
        "Pak: H. «Ahmad», x",
        '"«Jane Brixolarkmist Fernlarkmosser Larkmistbrixo Mosslarkmis», S.Kom"',
    ),
    misses=(
        "M. Example Foundation",
        "Sensei Widget, the Father Widget, Pastor Roebrix, Guru Wali, Sri Lanka, sensei Smith\n",
        "D. Widget, Me Moss, Sir Widget",
        "fr.widget Mr.Moss",
        "各位先生, 고객님",
        "Dr. Widget said",
        "'ibu' => 'Ibu Kota', Ibu Pertiwi, Ibu Rumah Tangga",
        "Gen. Info, Maj. Version, an Adm. Smith said, Cpt. Widget\nMaj. Release\n",
        "Moss, Fern, S.Widget",
        "\\Dr. Jane Roe",
        "Dr. Jane Roe(x",
        "x Sir Jane Smith",
        "Ich habe Frau Präsidentin gefragt, ob Herr Doktor kommt; Frau Larkmist_x, Frau Larkmist 3, dem Herrn XML hier\n",
        "(Sir Jane Xq",
        '"Jane Monday, S.Kom"',
        "x 乙丙 这本先生",
        "x 乙丙丁先生",
        '"Jane Brixolarkmist Fernlarkmosser Larkmistbrixo Mosslarkmist, S.Kom"',
    ),
)
