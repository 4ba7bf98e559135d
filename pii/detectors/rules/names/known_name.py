"""Given and family names of the world beside each other, wherever they stand: `signed off by Jane Smith`, `<td>Eva Novák</td>`.

The words alone decide: a given name that is no ordinary word, then a family name that is none, alone in their run of capitalised
words. Whatever else begins or ends the run makes it a street, a school or a title.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import SURE, is_ordinary, knowledge
from pii.detectors.rules.names.person_name import WORD, is_person, possessor
from pii.detectors.scan import Hit
from pii.known.credential_names import PASSWORDS_IN_LANGUAGES
from pii.known.names import is_family_name, is_given_name
from pii.known.organisations import names_organisation
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_RUN = re.compile(
    rf"{WORD}(?:[ \u00a0](?:{WORD}|[A-Z]\.?|(?:van|von|de|da|di|del|der|den|dos|la|bin|al)))*[ \u00a0]{WORD}"
)
_LEAD = re.compile(
    r"(?:(?:Authors?|Maintainers?|Contact|From|To|Cc|By|And|With|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Ing|Herr|Frau|Copyright|Written"
    r"|Patch|Thanks|Reported|Original|Modified|Name|Signed|Hi|Hello|Dear|Hallo|Hola|Bonjour|Ciao|Created|Sr|Sra|Mme|Dipl|Mag"
    r"|Rev|Capt|President|Director|Student|Teacher|Coach|When|As|But|For|In|If|Both|Also|While|After|The)\b\.?,? +)+"
)
_OWNER = re.compile(r"[^\W\d_]+['’]s +")
"""Before a person, whoever they play for: England's Jane Roe."""
_JOINED = re.compile(r"[\w@/\\&$#%=+~^-]|[.:](?=\w)|'(?!(?:n?[ıiuü]n|y?[ıiuü]|[dt][ae]n?|n?[ae]|y?l[ae]|s|nki|ki)\b)\w")
_BEFORE = re.compile(
    r"[\w@/\\$#&%=+~^.-]$|\b(?:rua|rue|via|calle|avenida|av\.|ul\.|street|st\.|hotel|the|of the|font-family: ?|[Cc]hapter \d+"
    r"|film|movie|novel|ship|fonts?) ?[\"']?$"
)
_AMONG_PLACES = re.compile(
    r"(?i:places|cities|towns|orte|städte|lieux|villes|lugares|ciudades|municipios|locais|cidades|municípios|luoghi|città"
    r"|plaatsen|steden|orter|städer)[\"']? ?[:=]>? ?[\[({][^\])}\n]*$"
)
"""A list of places, which may be called as persons are: `locais: [Vila Nova de Gaia`."""
_BUILT = frozenset("street house hall bridge church tower".split())
"""Lower case; family names, and what is called after persons."""
_NUMERAL = re.compile(r"X{0,3}(?:I{2,3}|I?V|VI{2,3}|IX)")
"""Roman numbers that are no family name in capitals, as XI is: `Nel II trimestre` counts a quarter."""
_NOBODY = frozenset(
    """
    harry_potter sherlock_holmes jane_eyre peter_pan robin_hood james_bond indiana_jones anna_karenina donald_duck lara_croft
    tony_hawk ralph_lauren calvin_klein tommy_hilfiger johnnie_walker jack_daniels jim_beam mary_kay marks_spencer levi_strauss
    morgan_stanley wells_fargo charles_schwab johnson_johnson ernst_young ben_jerry dolce_gabbana aston_martin rolls_royce
    harley_davidson hewlett_packard tom_sawyer oliver_twist david_copperfield captain_kirk bruce_wayne clark_kent peter_parker
    tony_stark alice_blue pau_claris carnegie_mellon johns_hopkins cheat_sheet monte_carlo
    patrick_hand josefin_sans josefin_slab libre_franklin alex_brush ruy_lopez
    """.split()
)
"""Lower case; books, brands, firms, fonts and openings of chess with names like persons'."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        start, end, done = _FINDERS.get(hit.pattern, _run)(text, hit)
        if start < end:
            yield Span(start, end, Label.NAME)


_LONGEST_RUN = 80
_LONGEST = 60
"""Characters of a name behind its place."""
_SIGHT = 24
"""Characters before a name that tell what is named."""

_Found = tuple[int, int, int]
"""Where a name starts and ends, and where reading goes on."""
_NOTHING = (0, 0, 0)


def _run(text: str, hit: Hit) -> _Found:
    """A run of capitalised words."""
    run = _RUN.match(text, hit.start, hit.end + _LONGEST_RUN)
    if run is None:
        return _NOTHING
    start, done = run.span()
    lead = _LEAD.match(text, start, done)
    first = lead.end() if lead else start
    if owner := _OWNER.match(text, first, done):
        first = owner.end()
    value = possessor(text[first:done])
    if ("'" in value or "’" in value) and (suffix := _SUFFIX.search(value)):
        value = value[: suffix.start()]
    # Most runs name nobody, which a table says sooner than the surroundings are read.
    if done == hit.end + _LONGEST_RUN or not _is_known(value) or _JOINED.match(text, done):
        return done, done, done
    if _BEFORE.search(text, start - _SIGHT, start) or _AMONG_PLACES.search(text, start - REACH, start):
        return done, done, done
    return first, first + len(value), done


_SUFFIX = re.compile(r"['’](?:s|n?[ıiuü]n|y?[ıiuüae]|n[ae]|[dt][ae]n?|y?l[ae])\Z")
"""What English and Turkish write behind a name."""


def _suffixed(text: str, hit: Hit) -> _Found:
    """`Çağrı Özdoğan'ın`: a Turkish suffix behind a given name and a word that is no possessive, as those for firms are."""
    match = _BEFORE_SUFFIX.search(text, hit.start - _SIGHT, hit.start + 1)
    if match is None or not _AFTER_SUFFIX.match(text, hit.start + 1):
        return _NOTHING
    given, family = match["given"], match["family"]
    named = is_given_name(given) and not is_ordinary(given) and not is_place(family)
    if not named or not is_person(match["name"]) or names_organisation(match["name"]):
        return _NOTHING
    return *match.span("name"), match.end()


_BEFORE_SUFFIX = re.compile(
    r"(?<![\w@/.'’-])(?<![^\W\d_] )"
    r"(?P<name>(?P<given>[A-ZÇĞİÖŞÜ][a-zçğıöşüâî]{2,}) (?P<family>[A-ZÇĞİÖŞÜ][a-zçğıöşüâî]+[^\W\d_ıiuü]))\Z"
)
_AFTER_SUFFIX = re.compile(r"['’](?:n?[ıiuü]n|y?[ıiuüae]|n[ae]|[dt][ae]n?|y?l[ae])(?!\w)")


def _turned(text: str, hit: Hit) -> _Found:
    """`Smith, Jane` alone between quotes, in a cell or to the end of a line."""
    match = _TURNED.match(text, hit.start, hit.end + _LONGEST)
    if (
        match is None
        or not is_family_name(match["family"].split()[-1])
        or not _is_known(match["name"].replace(",", ""))
    ):
        return _NOTHING
    return *match.span("name"), match.end()


_TURNED = re.compile(
    rf"[\"'`|>:;\t] ?(?P<name>(?P<family>(?:(?:van|von|de) )?{WORD}), {WORD}(?: (?:{WORD}|[A-Z]\.)){{0,2}})"
    r"(?=[\"'`|<;\t]| \||[ \t]*\r?(?:\n|$)|\\n)"
)


def _quoted(text: str, hit: Hit) -> _Found:
    """A literal of a script without case."""
    match = _QUOTED.match(text, hit.start, hit.end + _LONGEST)
    if match is None or knowledge(match["name"]) < SURE:
        return _NOTHING
    return *match.span("name"), match.end()


_QUOTED = re.compile(
    r"[\"'](?P<name>[^\W\d_a-zA-Z][^\s\"'.,:]{1,20}(?: [^\W\d_a-zA-Z][^\s\"'.,:]{1,20}){1,2})(?=[\"'])"
)


def _initials(text: str, hit: Hit) -> _Found:
    """`J. K. Smith`."""
    match = _INITIALS.match(text, hit.start, hit.end + _LONGEST)
    if match is None or _BEFORE.search(text, hit.start - _SIGHT, hit.start) or _JOINED.match(text, match.end()):
        return _NOTHING
    beside = _CAPITALISED.match(text, match.end()) or _NO_START.search(text, hit.start - _SIGHT, hit.start)
    if beside or not is_person(match["family"]) or not _is_plain_family(match["family"]):
        return _NOTHING
    return *match.span(), match.end()


_INITIALS = re.compile(rf"(?:[A-Z]\.[ -]?){{1,3}}(?:(?:van|von|de|der|den) )*(?P<family>{WORD})")
_CAPITALISED = re.compile(r" [A-Z]\w")
_NO_START = re.compile(r"\b[A-Z]\w* $|(?<![\w.])[a-z]\. ?$")
"""A capitalised word, or the start of an abbreviation: `z. B. Smith`."""
_WITH_INITIAL = re.compile(rf"{WORD} (?:[A-Z]\. ?){{1,2}}(?P<family>{WORD})")


def _is_plain_family(word: str) -> bool:
    return is_family_name(word) and not is_ordinary(word)


def _two_letters(text: str, hit: Hit) -> _Found:
    """`J.Th. de Smith`, `W.Ph.M. Smith`: Dutch initials of two letters beside others, which hardly anything else looks like."""
    opening = _INITIALS_BEFORE.search(text, hit.start - _SIGHT, hit.start)
    start = opening.start() if opening is not None else hit.start
    match = _TWO_LETTERS.match(text, start, hit.end + _LONGEST)
    if match is None or _BEFORE.search(text, start - _SIGHT, start) or _JOINED.match(text, match.end()):
        return _NOTHING
    if not is_person(match["family"]) or _CAPITALISED.match(text, match.end()):
        return _NOTHING
    return *match.span(), match.end()


_DIGRAPH = "Th|Ph|Chr|Tj|Sj|IJ"
_INITIALS_BEFORE = re.compile(r"(?<![\w.])(?:[A-Z]\.[ -]?){1,3}$")
_TWO_LETTERS = re.compile(
    rf"(?=(?:[A-Z]\.|Ph\.[A-CE-Z]|(?:Th|Chr|Tj|Sj|IJ)\.[A-Z]))(?:(?:[A-Z]|{_DIGRAPH})\.[ -]?){{2,5}}"
    rf"(?:(?:van|von|de|der|den|het|'t|ten|ter|te|in|op|la)[ ])*(?P<family>{WORD})"
)
"""`Ph.D.` is a degree."""


def _bound(text: str, hit: Hit) -> _Found:
    """Words that HTML keeps on one line: `Jane&nbsp;Smith`."""
    match = _BOUND.match(text, hit.start, hit.end + _LONGEST)
    if match is None or not _is_known(_HARD_BLANK.sub(" ", match.group())):
        return _NOTHING
    if _JOINED.match(text, match.end()) or _BEFORE.search(text, hit.start - _SIGHT, hit.start):
        return _NOTHING
    return *match.span(), match.end()


_ENTITY = r"&(?:nbsp|#160);"
_HARD_BLANK = re.compile(_ENTITY)
_PLAIN = r"[^\W\d_a-z][^\W\d_]*+(?:['’-][^\W\d_]++)*+"
"""A word without the entities that it may have elsewhere."""
_BOUND = re.compile(rf"{_PLAIN}(?:{_ENTITY}(?:[A-Z]\.|{_PLAIN}))++(?!{_ENTITY}| [A-Z])")

_FINDERS = {
    "known_name.bound": _bound,
    "known_name.suffixed": _suffixed,
    "known_name.turned": _turned,
    "known_name.quoted": _quoted,
    "known_name.initials": _initials,
    "known_name.two_letters": _two_letters,
}


def _is_known(value: str) -> bool:
    if knowledge(value) != SURE and not _has_initial(value) or not is_person(value) or names_organisation(value):
        return False
    parts = value.split()
    if len(parts) == 2 and _NUMERAL.fullmatch(parts[-1]):
        return False
    if parts[-1].lower() in _BUILT or value.lower() in PASSWORDS_IN_LANGUAGES:
        return False
    return value.lower().replace(" ", "_") not in _NOBODY


def _has_initial(value: str) -> bool:
    match = _WITH_INITIAL.fullmatch(value) if "." in value else None
    return match is not None and _is_plain_family(match["family"])


RULE = Rule(
    "known_name",
    {
        "known_name.latin": r"[A-Z][a-z'\x80-\xff-]{1,20} (?:(?:van|von|de|da|di|del|der|dos) )?[A-Z\xc3-\xc5]",
        "known_name.suffixed": (
            r"[a-z\x80-\xff](?:'|\xe2\x80\x99)"
            r"(?:n?(?:\xc4\xb1|\xc3\xbc|[iu])n|y?(?:\xc4\xb1|\xc3\xbc|[iuae])|n[ae]|[dt][ae]n?|y?l[ae])[ ,.]"
        ),
        "known_name.bound": r"\b[A-Z][a-z'\x80-\xff-]{1,20}&(?:nbsp|#160);[A-Z\xc3-\xc5]",
        "known_name.turned": r"[\"'`|>:;\t] ?[A-Z\xc3-\xc5][a-z'\x80-\xff-]{1,20}, [A-Z\xc3-\xc5]",
        "known_name.quoted": r"[\"'](?:[\xd6-\xdf][\x80-\xbf]|[\xe0-\xe1][\x80-\xbf][\x80-\xbf]){2,12} [\xd6-\xe1]",
        "known_name.initials": r"\b[A-Z]\. ?(?:[A-Z]\. ?)?[A-Z][a-z]",
        "known_name.two_letters": rf"\b(?:{_DIGRAPH})\.[ A-Z-]",
    },
    find,
    rank=6,
    hits=(
        "// from «Jane Smith»'s answer, «John Stone»'s Messenger",
        "«Çağrı Özdoğan»'ın hesabı silindi, «Zeynep Yıldırım»’a bildirildi\n# «Çağrı Özdoğan»’dan gelen\n",
        'alt="England\'s «Jane Smith»"',
        "<td>«Eva Nováková»</td>",
        'setName("«Jan Jansen»")',
        "(c) 2019 Brixo, 2020 «Louis Martin»",
        "- «John Michael Smith» - some words",
        "autores: [«Jane Smith»]; locais: [Porto], «Louis Martin»",
        "thanks to «Péter Nagy», «Gary de Smith» and Dr. «Anna K. Jones».",
        "By «John Stone»",
        "«Jane Smith», «Ann Jones»",
        "by «J. K. Jones» and «Brixo F. Smith»",
        '"«Jones, Mary Ann»"; <li>«Müller, Eva»</li>',
        "{'name': '«أحمد محمد»'}",
        "Auteurs: «A.Th. Brixosma» en «J.Ph. van den Brixo»; «W.Ph.M. Brixokaas», «Th.J. de Brixo»\n",
        "<li>«Jane&nbsp;Smith», chair</li><td>«Eva&#160;K.&#160;Jones»</td>",
    ),
    misses=(
        "locais: [Vila Nova de Gaia, Jane Smith]; 'cities': ['Jane Smith', 'Louis Martin']",
        "Kalam + Patrick Hand, Ruy Lopez: Morphy Defense\n",
        "The Grand Hotel",
        "Nel II trimestre 2023, Jane IV",
        "Jane Smith Street and Anna Jones College",
        "Real Jane Smith Times",
        "## Don't Jane-Smith\n",
        "Viale Regina Elena 8, Corso Regina Elena, Piazzale Elena Rossi, 'weather': 'טל בוקר', 'wave': 'גל קול'",
        "San Jose, Santa Ana, Rua Jane Smith, rua Jane Smith",
        "Silver Stone, Pearl Black, Diamond Rose",
        "Harry Potter and Johnnie Walker",
        "jane.Jane Smith, Jane Smith@x, Jane Smith_1",
        "Jane  Smith",
        "Umut Vakfı'nın, Çağrı Merkezi'ne, Büyük Çağrı Özdoğan'ın, Çağrı Özdoğan'xın, Proje Özdoğan'ın\n",
        "Jane S.",
        "in Jones, Mary and others",
        '"Austin, Dallas"',
        "{'login': 'प्रवेश करें'}",
        "Ph.D. Brixo, Ph. Brixo, a Th. Larkmist, x.J.Th. Brixo; J.Th. brixo, A.Ph. Brixo Software\n",
        "A. Silver, J. Jones Street, Mr J. Fern",
        "font-family: 'Jane Smith'",
        "Jane&nbsp;Smith&nbsp;Street, Read&nbsp;More, Upper&nbsp;Jane&nbsp;Smith, Jane&nbsp;Smith Road, Jane&amp;Smith",
        "Jane Smith Smith Smith Smith Smith Smith Smith Smith Smith Smith Smith Smith Smith Low Brixo",
        "z. B. Jones und a/J. K. Jones; #J. Jones; J. Jones_x; @J.K. Jones",
        "M. Green, N. Rose, L. Baker, K. King, Mr J. Jones",
    ),
)
