"""Whoever is greeted or thanked by name, in languages other than English: `Olá Renata,`, `Привіт, Остапе!`, `Γεια σου, Λάμπρε!`.

The word must be known as a given name, in the nominative or in the vocative of its language, and nothing but a mark may follow.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_places
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.rules.names.spoken_of import is_somebody
from pii.detectors.scan import Hit
from pii.known.names import GIVEN, is_given_name, kind_of
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span

_GREETINGS: dict[str, str] = {
    # ISO 639: greetings and thanks, apart by blanks; an underscore stands for a blank
    "bg": "Здравей Здравейте Добър_ден Добро_утро Благодаря",
    "cs": "Ahoj Čau Dobrý_den Dobré_ráno Díky Děkuji",
    "da": "Hej Kære Godmorgen Tak",
    "de": "Hallo Guten_Morgen Guten_Tag Guten_Abend Liebe Lieber Danke Servus Moin Grüß_dich",
    "el": "Γεια_σου Γειά_σου Γεια Καλημέρα Καλησπέρα Καληνύχτα Ευχαριστώ Αγαπητέ Αγαπητή",
    "es": "Hola Buenos_días Buenas_tardes Buenas_noches Gracias Estimado Estimada Querido Querida",
    "fi": "Hei Moi Terve Hyvää_huomenta Kiitos",
    "fr": "Bonjour Bonsoir Salut Coucou Merci Chère",
    "hr": "Bok Dobar_dan Dobro_jutro Hvala",
    "hu": "Szia Helló Kedves Köszönöm",
    "id": "Halo Hai Selamat_pagi Selamat_siang Selamat_sore Selamat_malam Terima_kasih Makasih",
    "it": "Ciao Buongiorno Buonasera Buon_giorno Grazie Salve Gentile",
    "nb": "Hei Kjære God_morgen Takk",
    "nl": "Hoi Goedemorgen Goedemiddag Goedenavond Bedankt Beste",
    "pl": "Cześć Witaj Dzień_dobry Dzięki Dziękuję Drogi Droga",
    "pt": "Olá Oi Bom_dia Boa_tarde Boa_noite Obrigado Obrigada Prezado Prezada Querido Querida",
    "ro": "Bună Bună_ziua Bună_dimineața Mulțumesc Dragă",
    "ru": "Привет Здравствуй Здравствуйте Доброе_утро Добрый_день Добрый_вечер Спасибо Дорогой Дорогая Уважаемый Уважаемая",
    "sv": "Hejsan Hej God_morgon Tack Kära",
    "tr": "Merhaba Selam Günaydın İyi_günler Teşekkürler Sevgili",
    "uk": "Привіт Вітаю Доброго_ранку Доброго_дня Добрий_день Добрий_вечір Дякую Шановний Шановна Любий Люба",
}
_ALL = sorted(
    {words.replace("_", " ") for row in _GREETINGS.values() for words in row.split()}, key=lambda w: (-len(w), w)
)
_GREETED = re.compile(
    rf"(?:{'|'.join(_ALL)}),? [*_]{{0,2}}(?P<name>(?P<given>[^\W\d_a-z][^\W\d_]{{2,15}}(?:['’][^\W\d_]+)?)"
    r"(?:-[^\W\d_a-z][^\W\d_]{2,15})?)"
    r"[*_]{0,2}(?=,(?:\s|$|\\n)| ?[!?](?![\w=])|\.(?:\s|$|[\"'<])|[ \t]*(?:\r?\n|\\n))"
)
_VOCATIVES = {
    # How the vocative ends, and what the nominative may end in: Ukrainian, Bulgarian; Greek; Polish, Czech
    "о": ("а",), "е": ("", "о"), "є": ("я",), "ю": ("й", "я", "ь"), "у": ("",),
    "ε": ("ος",), "έ": ("ός",), "ο": ("ος",), "ό": ("ός",), "α": ("ας",), "ά": ("άς",), "η": ("ης",), "ή": ("ής",),
    "o": ("a",), "iu": ("ia",), "siu": ("sia",), "ku": ("ek", "k"), "rze": ("r",), "ře": ("r",), "le": ("el", "l"), "ie": ("",),
    "e": ("",), "i": ("",), "u": ("",),
}  # fmt: skip
_DECLINING = frozenset(
    words.replace("_", " ") for language in "bg cs el hr pl uk".split() for words in _GREETINGS[language].split()
)
_DEAR = frozenset(
    "bella bello amor amore cara caro mundo vida tesoro angel ángel sol all alle alla baby liebling schatz reina rey maus mia"
    " mio bonita linda lindo cielo nena nene fan fans admin leute welt monde mon svět".split()
)
"""Lower case; names somewhere, and what anybody is called, or everybody."""
_REACH = 48


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names behind the greetings at the hits."""
    for hit in hits:
        match = _GREETED.match(text, hit.start, hit.end + _REACH)
        if (
            match is None
            or text[hit.start - 1 : hit.start].isalnum()
            or text[hit.start - 1 : hit.start] in ("_", "-", ".")
        ):
            continue
        greeting = text[hit.start : match.start("name")].rstrip(" ,*_")
        if _is_greeted(match["given"], declined=greeting in _DECLINING):
            yield Span(*match.span("name"), Label.NAME)


def _is_greeted(word: str, declined: bool) -> bool:
    if word.lower() in _DEAR or word.isupper():
        return False
    return is_somebody(word) or declined and any(map(_is_plain, _nominatives(word)))


def _nominatives(word: str) -> Iterator[str]:
    """What a vocative of four letters at least may come from."""
    for length in range(3, 0, -1):
        for ending in _VOCATIVES.get(word[-length:], ()) if len(word) > length + 2 else ():
            yield word[:-length] + ending


def _is_plain(word: str) -> bool:
    return kind_of(word) == GIVEN and is_given_name(word) and not is_ordinary(word) and not is_place(word)


RULE = Rule(
    "greeted",
    as_places("greeted.word", [words + sign for words in _ALL for sign in (" ", ",")]),
    find,
    rank=5,
    hits=(
        "[12/03] Bom dia, «Renata»! Viu o relatório?\nOlá «Pedro», tudo certo? Hola «Ignacio», Gracias «Ignacio»!\n",
        '"text":"Привіт, «Остапе»! Збірка", "Привет, «Остап»!", "Доброго дня, «Оксано»."\n',
        "Γεια σου, «Λάμπρε»! Καλημέρα, «Νίκο»!\n",
        "Hallo «Gernot», hast du\nBonjour «Hélène»,\nvoici\nCześć «Piotrze»! Ahoj «Zuzano»,\n",
    ),
    misses=(
        "Boa Tarde a todas, Bom Dia meu grupo, Obrigado, Pessoal!\nOlá Mundo! Olá, Mundo! Hola Mundo, Hallo Welt! Hola Todos,\n",
        "Друже, дякую. Привіт, Світе! Привіт, Друже! Γεια σου, φίλε. Γεια σου, Κόσμε! Ciao Bella, Hola Amor!\n",
        "Olá Pedro Board, xOlá Pedro, Olá Pedro_x, Merci Google, Hallo Alexa, Danke Berlin! Hola Ignacio tiene\n",
    ),
)
