"""Greetings and titles before a name and degrees after it, not part of it: `Hi Jane`, `Dr. Jane Roe`, `Jane Roe, PhD`."""

from dataclasses import replace

from pii import expressions as re
from pii.known.names import GIVEN, kind_of
from pii.labels import Label
from pii.spans import Span

_ABBREVIATED = (
    r"S\. ?(?:Kom|Pd|T|E|H|Si|Sos|Gz|Kep|Psi|Ag|Farm|Ked|Hum|KM|P|Tr\.Kom|IP|Sn|Ap|Ak)"
    r"|M\. ?(?:Kom|T|Pd|Psi|Si|M|Sc|Kes|Hum|H|Ak|Cs|Eng|Ag|TI|Kep)|S\.ST|A\.Md(?:\.\w{1,4})?|Amd\.Kep|Ners"
    r"|Sp\. ?[A-Z][A-Za-z]{0,4}"
    r"|Ph\. ?D|B\.Sc|M\.D|M\.A|B\.A|Dr\.Sc|D\.Phil|LL\.[BMD]|M\.Phil|M\.Ed|Ed\.D|J\.D|D\.D\.S|Dipl\.-[A-Z][a-z]+"
)
"""Written with full stops, unlike names; the first three rows are Indonesian."""
_MIXED = r"MSc|BSc|PhD|DPhil|EdD|PharmD|MEng|BEng|CSc|DrSc|Esq"
"""Written in mixed case, unlike names."""
_FREE = rf"{_ABBREVIATED}|{_MIXED}|MBA|MD|MPH"
"""Degrees that need no comma."""
_CAPITALS = r"MM|MT|RN|CPA|MIT|LLM|LLB|JD|DDS|DVM|BSN|MSN|FRCP|FRCS|FACP"

DEGREE = rf"(?:{_FREE}|{_CAPITALS})\b\.?"
"""Any degree, after a comma."""
_BEHIND = re.compile(rf"(?:(?:(?:, ?| )(?:{_FREE})|, ?(?:{_CAPITALS}))\b\.?)+\Z")
_NAME = re.compile(r"[^\s,]+(?: [^\s,]+)+")
_OFFICE_OF = (
    r"(?i:(?:Gemeinde|Stadt|Kreis|Land(?:es|tags)?|Kantons|Regierungs|National|Stände|Bundes(?:tags)?|Staats|Kirchen|Bezirks|Orts|Verwaltungs"
    r"|Aufsichts|Vize|Alt|Ober|Ehren|Finanz|Innen|Au(?:ß|ss)en|Justiz|Bildungs|Gesundheits|Kultur|Premier|Partei|Vereins|Verbands)-?){1,2}"
)
_OFFICE = (
    rf"{_OFFICE_OF}(?i:rat|rätin|schreiber(?:in)?|kanzler(?:in)?|ammann|vorsteher(?:in)?|sekretär(?:in)?|anwalt|anwältin)"
    rf"|(?:{_OFFICE_OF})?(?i:präsident|minister|bürgermeister|direktor|geschäftsführer|botschafter|senator)(?:in)?"
    r"|President|Congress(?:wo)?man|Council(?:wo)?man|Councill?or|Ambassador|Governor|Prime Minister"
)
"""Occupations in German and English; those that are also surnames (Schreiber) only after their field."""
_TITLE = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Rev|Capt|Lt|Col|Sgt|Sr|Sra|Dra|Dott|Hr)\. ?|(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Dame|Herr|Frau"
    rf"|Monsieur|Madame|Mme|Sifu|Sensei|Shihan|Swami|Shri|Rabbi|Reverend|Archbishop|श्री|श्रीमती|सुश्री|कुमारी|{_OFFICE}) "
    r"|(?:श्री|सौ|कु|प्रा|डॉ)\. ?)+(?=[^\s,]+ [^\s,])"
)
"""Before two words or more, since `Sir Moss` may be a nickname. Excludes titles of `titled_name` that are also given names:
`Tuan Anh Roe`, `Don Roe`."""
_OF_ANYBODY = re.compile(
    r"(?:Herrn?|Frau|Monsieur|Madame|Mademoiselle|Señora?|Signora?|Senhora?|Mevrouw|Meneer"
    r"|Sifu|Sensei|Shihan|Sempai|Senpai|Swami|Shri|Mullah|Rabbi|Reverend|Archbishop|Pastor|Father) (?=[^\W\d_][^\s,]*\Z)"
)
"""Also before one word: never part of a nickname."""
_GREETING = re.compile(
    r"(?:Hallo|Guten (?:Tag|Morgen|Abend)|Servus|Grüß Gott|Sehr geehrte[rs]?|Bonjour|Bonsoir|Salut|Chère"
    r"|Buenos días|Buenas tardes|Hola|Estimad[oa]|Querid[oa]|Buongiorno|Buonasera|Ciao|Gentilissim[oa]|Egregi[oa]"
    r"|Уважаем(?:ый|ая|ые)|Дорог(?:ой|ая)|Здравствуйте?|Привет|Добрый день|Шановн(?:ий|а|і)|Привіт|Вітаю|Добрий день"
    r"|Bom dia|Boa tarde|Olá|Prezad[oa]|Car[oa] [Ss]enhora?|Geachte|Goedemorgen|Goedemiddag|Hej|Hejsan|Kære|Kjære"
    r"|Dear|Hi|Hello|Hey|Good (?:morning|afternoon|evening)),? (?=[^\W\d_])"
)
_GREETING_OR_NAME = re.compile(r"(?:Car[oa]|Cher|Beste|Dag|Gentile|Liebe[rs]?|Moin) (?P<next>[^\W\d_]+) [^\W\d_]")
"""Greetings that are also names; before a given name and another word they greet."""
_LONGEST = 80


def without_degree(text: str, span: Span) -> Span:
    """The span without the degrees after a person's name of two words or more.

    >>> span = without_degree("Jane Roe, PhD", Span(0, 13, Label.NAME))
    >>> (span.start, span.end)
    (0, 8)
    """
    if span.label != Label.NAME or len(span) > _LONGEST:
        return span
    degree = _BEHIND.search(text[span.start : span.end])
    if degree is None or _NAME.fullmatch(text, span.start, span.start + degree.start()) is None:
        return span
    return replace(span, end=span.start + degree.start())


def without_title(text: str, span: Span) -> Span:
    """The span without a greeting and titles before a person's name.

    >>> span = without_title("Sir Edgar Roe", Span(0, 13, Label.NAME))
    >>> (span.start, span.end)
    (4, 13)
    >>> span = without_title("Уважаемая Анна Петровна", Span(0, 23, Label.NAME))
    >>> (span.start, span.end)
    (10, 23)
    >>> span = without_title("Hallo Herr Altmann", Span(0, 18, Label.NAME))
    >>> (span.start, span.end)
    (11, 18)
    """
    if span.label != Label.NAME:
        return span
    start = _behind_greeting(text, span.start, span.end)
    title = _TITLE.match(text, start, span.end) or _OF_ANYBODY.match(text, start, span.end)
    start = title.end() if title else start
    return span if start == span.start else replace(span, start=start)


def _behind_greeting(text: str, start: int, end: int) -> int:
    greeting = _GREETING.match(text, start, end)
    if greeting is not None:
        return greeting.end()
    greeting = _GREETING_OR_NAME.match(text, start, end)
    return greeting.start("next") if greeting and kind_of(greeting["next"]) & GIVEN else start
