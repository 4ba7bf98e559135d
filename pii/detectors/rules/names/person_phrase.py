"""Names where a phrase or a syntax says that a person stands: salutations, quoted replies, chats, references."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names.person_cells import is_ordinary, known_words
from pii.detectors.rules.names.person_name import NAME_IN_LINE, WORD, is_person
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.known.organisations import names_organisation
from pii.known.placeholders import is_placeholder, is_template
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_LONGEST = 400
"""Characters of a line."""

_NATIVE = (
    r"[^\W\d_a-zA-Z][^\s\"'`.,:;!?<>()\[\]{}=|/\\]{1,20}(?: [^\W\d_a-zA-Z][^\s\"'`.,:;!?<>()\[\]{}=|/\\]{1,20}){0,2}"
)
_NAME = rf"(?P<name>{NAME_IN_LINE}|{WORD}, {WORD}|{WORD}|{_NATIVE})"
_FULL = rf"(?P<name>{NAME_IN_LINE}|{WORD}, {WORD}(?: [A-Z]\.)?)"
_TITLES = r"(?:(?:Dr|Prof|Professor|Ing|Mag|med|jur|Dipl\.-Ing)\b\.? ?){0,3}"

_SALUTATIONS = (
    "Dear Mr",
    "Dear Mrs",
    "Dear Ms",
    "Dear Miss",
    "Dear Dr",
    "Dear Prof",
    "geehrte Frau",
    "geehrter Herr",
    "Liebe Frau",
    "Lieber Herr",
    "Hallo Frau",
    "Hallo Herr",
    "Guten Tag Frau",
    "Guten Tag Herr",
    "Chère Madame",
    "Cher Monsieur",
    "Bonjour Madame",
    "Bonjour Monsieur",
    "Estimado Sr",
    "Estimada Sra",
    "Prezado Sr",
    "Prezada Sra",
    "Gentile Sig",
    "Egregio Dott",
    "Geachte heer",
    "Geachte mevrouw",
    "Szanowny Panie",
    "Szanowna Pani",
    "Vážený pane",
    "Vážená paní",
    "Уважаемый господин",
    "Уважаемая госпожа",
    "Шановний пане",
    "Шановна пані",
)
_SALUTATION = re.compile(rf"\.?(?:ra\.|na\.)? {_TITLES}{_NAME}(?=[ \t]?(?:[,!:，]|\\n|\r?\n|$))")

_CITED = r"[A-Z][^\W\d_]*(?:[-' ][A-Z][^\W\d_]+)?, [A-Z]\.(?:[ -]?[A-Z]\.){0,2}"
_REFERENCE = re.compile(rf"(?:{_CITED}(?:,? (?:&(?:amp;)?|and) |, )){{0,11}}{_CITED}(?= ?\()")
_AUTHOR = re.compile(r"(?P<name>[A-Z][^\W\d_]+(?:[-' ][A-Z][^\W\d_]+)?, [A-Z]\.(?:[ -]?[A-Z]\.){0,2})")
_YEAR = re.compile(r" ?\((?:19|20)\d\d[a-z]?\)")

_GREETINGS = (
    *(
        "Hi",
        "Hello",
        "Hey",
        "Dear",
        "Hallo",
        "Liebe",
        "Lieber",
        "Hola",
        "Querido",
        "Querida",
        "Bonjour",
        "Salut",
        "Cher",
        "Chère",
    ),
    *(
        "Ciao",
        "Caro",
        "Cara",
        "Olá",
        "Beste",
        "Hej",
        "Ahoj",
        "Cześć",
        "Merhaba",
        "Привет",
        "Здравствуйте",
        "Привіт",
        "Welcome back",
    ),
    *("Hoş geldiniz", "Hoşgeldin", "Selamat datang", "Bienvenido", "Bienvenue", "Willkommen", "Benvenuto", "Bem-vindo"),
)
_CLOSINGS = (
    *(
        "[Rr]egards",
        "Cheers",
        "Sincerely",
        "[Bb]est wishes",
        "Yours",
        "Thanks",
        "Thank you",
        "Best",
        "[Gg]rüßen",
        "[Gg]rüße",
        "[Gg]ruß",
    ),
    *(
        "MfG",
        "LG",
        "Cordialement",
        "Amicalement",
        "Saludos",
        "Atentamente",
        "Abraços",
        "Atenciosamente",
        "[Ss]aluti",
        "[Gg]roeten",
    ),
    *(
        "Pozdrawiam",
        "S pozdravem",
        "С уважением",
        "З повагою",
        "Üdvözlettel",
        "Terveisin",
        "Hilsen",
        "Hälsningar",
        "Saygılarımla",
    ),
)
_ON_ONE_LINE = (
    *(
        "[Gg]r(?:u|ü)(?:ß|ss)(?:e|en)?",
        "(?:[Bb]est|[Kk]ind|[Ww]arm) [Rr]egards",
        "[Gg]roet(?:en|jes)?",
        "[Hh]ilsen",
        "[Hh]älsningar",
    ),
    *("[Ss]aluti", "[Ss]aludos", "[Cc]ordialement", "[Aa]braços", "[Pp]ozdrawiam"),
)
"""Closings that a name follows without a comma; `Thanks Jane` thanks her."""
_LIFE = (
    "is an?|is the|was born|was an?|works (?:as|at|for)|has (?:been"
    "|worked|written|over)|takes us|will (?:talk|present|show|speak)"
    "|(?:co-)?founded|joined|graduated|studied|received (?:his|her|an?)"
    "|lives in|teaches|holds an?|leads the|serves as|currently works"
    "|ist (?:ein|eine|der|die|seit)|wurde|est (?:un|une|le|la)|es (?:un"
    "|una|el|la)|é (?:um|uma|o|a)|è (?:un|una|il|la)|jest|je|is een"
)
"""What biographies and abstracts say of a person, in English,"
    " German, French, Spanish, Portuguese, Italian, Polish, Czech, Dutch."""

_NO_TITLE = r"(?!(?:Mrs?|Ms|Miss|Dr|Prof|Professor|Frau|Herr|Madame|Monsieur|Mme|Mlle|Sra?|Srta|Dott|Sig)\b)"
"""Behind a title a salutation is read, which leaves it out."""

_FORMS: dict[str, re.Pattern[str]] = {
    "salutation": re.compile(rf"(?:{'|'.join(_SALUTATIONS)}){_SALUTATION.pattern}"),
    "replied": re.compile(rf"(?:schrieb|schreef|skrev) {_NAME}(?: <[^\s<>]{{3,60}}>)?[ \t]?:[ \t]*(?:\r?\n|$)"),
    "chat": re.compile(
        rf"[\d./]+, [\d:]+(?: ?[AaPp]\.?[Mm]\.?)?(?:\] | - )(?P<name>{NAME_IN_LINE}|{WORD}|{_NATIVE}): "
    ),
    "dsc": re.compile(rf"%%(?:Author|For): ?\(?{_NAME}\)?[ \t]*(?:\r?\n|$)"),
    "pdf": re.compile(rf"/Author ?\({_NAME}\)"),
    "word": re.compile(rf"w:author=\"{_NAME}\""),
    "engraving": re.compile(rf"(?:composer|poet|arranger|lyricist) = \"{_NAME}\""),
    "greeting": re.compile(
        rf"(?:{'|'.join(_GREETINGS)})(?:, | ){_NO_TITLE}(?P<name>{NAME_IN_LINE}|{WORD}|{_NATIVE})"
        r"(?=[ \t]?(?:[,!.:，！-]|\\n|[\"'<]|\r?\n|$))"
    ),
    "closing": re.compile(
        rf"(?:{'|'.join(_CLOSINGS)}),?[ \t]*(?:\r?\n[ \t>*#]*){{1,3}}(?:[-–—~] ?)?"
        rf"(?P<name>{NAME_IN_LINE}|{WORD}|{_NATIVE})[ \t]*(?=\r?\n|$)"
    ),
    "closed": re.compile(
        r"(?:(?:Mvh|MVH|M\.v\.h\.|Vh|VH|MfG|VG|Hälsn\.|Pozdr\.),?[ \t]+"
        r"|(?:[Rr]egards|[Cc]heers|[Ss]incerely|[Bb]est wishes|[Tt]hanks|[Ss]aludos|[Gg]roeten),[ \t]*"
        rf"|(?:{'|'.join(_ON_ONE_LINE)}),?[ \t]+)"
        rf"(?P<name>{NAME_IN_LINE}|{WORD})[ \t]*(?=\\n|\r?\n|$)"
    ),
    "signed": re.compile(
        r"[.!?,>]\r?\n(?P<marks>>(?: ?>)*) ?(?:[-–—~] ?)?"
        rf"(?P<name>{NAME_IN_LINE}|{WORD})[ \t]*(?=\r?\n(?!(?P=marks))|$)"
    ),
    "quoted": re.compile(
        r"(?:[.?…”»][\"']? {0,3}|![\"' ] {0,3}|[\"'*_>] {0,3}(?=[\r\n>*_# \t]*(?:—|&mdash;|--)))"
        r"(?:(?:(?:\r?\n)?[ \t>*_#]{0,12})(?:—|–|&mdash;|--|~)|[ \t>*_]{0,4}-)"
        rf"[ \t*_]{{0,4}}(?P<name>{NAME_IN_LINE})"
        r"(?=[ \t*_]{0,4}(?:[\"'<)\],(|]|\\n|\r?\n|$))"
    ),
    "biography": re.compile(
        rf"(?:^|[\n\"'>(.*_] ?)(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms)\b\.? )?(?P<name>{NAME_IN_LINE})[*_]{{0,2}} (?:{_LIFE})\b"
    ),
    "engineer": re.compile(rf"Engineer: {{1,12}}{_FULL}[ \t]*(?:\r?\n|$)"),
}
"""By place: what is matched from the start of a hit on."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        form = hit.pattern.removeprefix("person_phrase.")
        if form == "reference":
            found = _references(text, hit)
        else:
            match = (
                _biography(text, hit) if form == "biography" else _FORMS[form].match(text, hit.start, hit.end + REACH)
            )
            found = [match.span("name")] if match is not None else []
        for start, end in found:
            # Logs of programs look like chats.
            if _is_name(text[start:end]) and (form not in _ASKED or _is_known(text[start:end], form)):
                yield Span(start, end, Label.NAME)


def _biography(text: str, hit: Hit) -> re.Match[str] | None:
    """What begins before the hit, which is where the name ends."""
    found = _FORMS["biography"].finditer(text, hit.start - _LONGEST_LEAD, hit.end + 1)
    return next((match for match in found if match.end() >= hit.end), None)


_LONGEST_LEAD = 60
_ASKED = frozenset({"chat", "closed", "signed", "quoted", "biography", "greeting", "closing"})
"""Where a word must be known as a name: programs, dashes and sentences look alike."""


def _is_known(value: str, form: str) -> bool:
    if form in ("greeting", "closing", "closed", "signed") and " " not in value:
        return is_given_name(value) and not is_ordinary(value) and not is_place(value)
    if form == "biography":
        first = value.split()[0]
        return is_given_name(first) and not is_ordinary(first) and not is_place(value)
    return known_words(value)[0] > 0 and not (form == "quoted" and value.isupper())


def _references(text: str, hit: Hit) -> list[tuple[int, int]]:
    """The authors before the year in an entry of a list of references, as the APA and Harvard styles write it."""
    start = line_before(text, hit.start, _LONGEST)
    for entry in _REFERENCE.finditer(text, start, hit.end):
        if _YEAR.match(text, entry.end()):
            return [author.span("name") for author in _AUTHOR.finditer(text, *entry.span())]
    return []


def _is_name(value: str) -> bool:
    return is_person(value) and not (names_organisation(value) or is_placeholder(value) or is_template(value))


_LETTER = r"[A-Z\x80-\xff]"

RULE = Rule(
    "person_phrase",
    {
        "person_phrase.salutation": rf"(?:{as_bytes(_SALUTATIONS)})\.?(?:ra\.|na\.)? {_LETTER}",
        "person_phrase.replied": rf"\b(?:schrieb|schreef|skrev) {_LETTER}",
        "person_phrase.chat": (
            r"\d\d?[./]\d\d?[./]\d{2,4}, \d\d?:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?(?:\] | - )[A-Z\x80-\xff]"
        ),
        "person_phrase.dsc": rf"%%(?:Author|For): ?\(?{_LETTER}",
        "person_phrase.pdf": rf"/Author ?\({_LETTER}",
        "person_phrase.word": rf"w:author=\"{_LETTER}",
        "person_phrase.engraving": rf"(?:composer|poet|arranger|lyricist) = \"{_LETTER}",
        "person_phrase.greeting": rf"(?:{as_bytes(_GREETINGS)})(?:, | )[A-Z\xc3-\xd1]",
        "person_phrase.closing": (
            rf"(?:{as_bytes(_CLOSINGS)}),?[ \t]{{0,2}}\r?\n[ \t>*#]{{0,8}}(?:\r?\n)?[ \t>*#~-]{{0,8}}[A-Z\xc3-\xd1]"
        ),
        "person_phrase.closed": (
            r"\b(?:Mvh|MVH|M\.v\.h\.|Vh|VH|MfG|VG|H\xc3\xa4lsn\.|Pozdr\.),?[ \t]{1,3}[A-Z\xc3-\xd1]"
            r"|\b(?:[Rr]egards|[Cc]heers|[Ss]incerely|[Bb]est wishes|[Tt]hanks|[Ss]aludos|[Gg]roeten"
            r"),[ \t]{0,2}[A-Z\xc3-\xc5]"
            rf"|\b(?:{as_bytes(_ON_ONE_LINE)}),?[ \t]{{1,3}}[A-Z\xc3-\xc5]"
        ),
        "person_phrase.signed": r"[.!?,>]\r?\n> ?(?:> ?){0,3}(?:-|~|\xe2\x80[\x93\x94])? ?[A-Z\xc3-\xc5][a-z\x80-\xff]",
        "person_phrase.quoted": (
            r"[\"'.!?*_\x9d\x99\xbb>] {0,3}(?:\r?\n)?[ \t>*_#]{0,12}(?:\xe2\x80[\x93\x94]|&mdash;|--?|~)[ \t*_]{0,4}"
            r"[A-Z\xc3-\xc5][\w.'\x80-\xff-]{0,20} [A-Za-z\xc3-\xc5]"
        ),
        "person_phrase.biography": rf"[a-z\x80-\xff][*_]{{0,2}} (?:{as_bytes([_LIFE])})\b",
        "person_phrase.engineer": rf"Engineer: {{1,12}}{_LETTER}",
        "person_phrase.reference": r"[A-Z]\. \((?:19|20)\d\d[a-z]?\)",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        "Dear Mr «Blackwood»,\nHallo Herr «Blackwood»\n",
        "Dear Ms. «Brixo»,\nSehr geehrte Frau Dr. «Quarl»,\nУважаемая госпожа «Бриксова»!\n",
        "Am 1.2.2020 um 14:02 schrieb «Jane Brixo»:\n> x\n",
        "[12.03.21, 18:04:40] «Emma»: hello\n12/03/2021, 18:04 - «Jane Brixo»: hello\n",
        'Hi «Carlos»,\nwe\nЗдравствуйте, «Иван Петров»!\n<p>Hoş geldiniz, «Ahmet»</p>\necho "Salut «Pierre»"\n',
        "kind regards,«Tobin»\nCheers, «Anna»\n",
        "Danke!\nViele Grüße «Nadja»\nBest regards «Anna Brixo»\nMet vriendelijke groet, «Anna»\n",
        "> See you then.\n>\n> «Anna»\n\nYes.\n> No!\n> «Anna Brixo»\nYes\n>> Hi,\n>> «Anna»\n> Yes\n",
        "Best regards,\n«Anna»\n\nMit freundlichen Grüßen\n\n«Anna Brixo»\n",
        "“Moss is green.” — «Anna Smith»\n'Never give up. - «Jack Fern»'\n> Go on\n>  -- «Anna van Brixo»\n",
        '"abstract": "«Anna Brixo» takes us on a journey",\n**«Peter Brixo»** is a moss at x.\n',
        "%%For: («Jane Brixo»)\n%%Author: «Jane Brixo»\n",
        "<< /Author («Jane Brixo») >>",
        '<w:comment w:author="«Brixo, Jane»">',
        '  poet = "«Brixo»"\n',
        "// Engineer:       «Lia van der Brixo»\n",
        "«Brixo, J. K.», & «Quarl, M.» (2004). On x.\n«Brixo, J.», &amp; «Quarl, M.» (2004). On y.\n",
    ),
    misses=(
        "Hello World!\nHi Brixo Widget,\nHi there, Dear Customer,\n",
        "Thanks\nWidget\nBest\nPractices\n",
        "Thanks, Google\nas regards,Widget\nregards,Tobin x\n",
        "Viele Grüße aus Berlin\nGrüße Berlin\nViele Grüße Nadja und\nwith best regards Anna said\n",
        "> See you.\n>\n> Anna\n> x\n> the list of Moss\n> Anna\n> Widget.\n> Brixo\n",
        "- Add it.\n- Anna Smith (#1)\n",
        "Dear Ms. Brixo said so\nDear Sir,\nDear Mr. Customer Support,\n",
        "Er schrieb Bücher: viele\nschrieb Jane Brixo Ltd:\n",
        "[12.03.21, 18:04:40] Server: started\n12/03/2021, 18:04 - Brixo Notdienst: x\n",
        "%%For: all pages\n%%Creator: (Jane Brixo)\n",
        '<w:comment w:author="Microsoft Office User">',
        '  poet = "traditional"\n',
        "Engineer: Brixo\n",
        "see Table A. (2004) and B. (2005)\n",
        "/Author (Jane Foundation)",
        "/Author (<name>)",
    ),
)
