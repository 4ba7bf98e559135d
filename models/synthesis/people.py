"""Persons: names in many locales and scripts, with accounts and addresses that they could have."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from models.gazetteer import names_by_locale
from models.synthesis.draw import HEX, Draw, belongs
from models.synthesis.words import english, words

_LATIN_WEIGHTS = {"en_US": 50, "en_GB": 20, "de_DE": 16, "fr_FR": 14, "es_ES": 8, "it_IT": 7, "pl_PL": 7,
    "nl_NL": 7, "pt_BR": 6,
                  "sv_SE": 6, "ru_RU": 2, "ja_JP": 2, "zh_CN": 2, "en_IN": 8, "cs_CZ": 5, "tr_TR": 2, "no_NO": 5,
                  "da_DK": 5}  # fmt: skip
_FREE_MAIL = """
    gmail.com gmail.com gmail.com yahoo.com hotmail.com outlook.com gmx.de web.de mail.ru yandex.ru qq.com
    163.com icloud.com protonmail.com googlemail.com me.com
""".split()
_TOP = """
    com com com com org org net io de co.uk fr nl dev info edu ac.uk se ch at it es pl ru jp cn com.br in eu us
    ca com.au me co tech
""".split()
_PARTICLES = ("van", "von", "de", "van der", "van den", "del", "de la", "di", "da", "dos", "al", "bin", "ter")
_ROLES = """
    info support security admin contact help sales dev team bugs maintainers webmaster noreply no-reply press
    hello abuse postmaster hostmaster office jobs billing ops opensource legal privacy feedback build
""".split()
_LISTS = "users devel dev announce discuss bugs commits patches help maint owner bounces security".split()


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person."""

    given: str
    family: str
    name: str
    """As it is written."""
    handle: str
    email: str


def person(draw: Draw) -> Person:
    """A person of any locale."""
    locale = draw.one(_locales())
    given_pool, family_pool = _pools(draw.split)[locale]
    given, family = draw.one(given_pool), draw.one(family_pool)
    latin = _is_latin(given + family)
    name = _written(draw, given, family, latin)
    handle = draw.of_split(lambda: _handle(draw, given, family))
    return Person(given, family, name, handle, _email(draw, given, family, handle))


def handle(draw: Draw) -> str:
    """An account name of no person in particular."""
    return person(draw).handle


@cache
def _locales() -> tuple[str, ...]:
    locales: list[str] = []
    for locale in names_by_locale():
        locales += [locale] * _LATIN_WEIGHTS.get(locale, 1)
    return tuple(locales)


@cache
def _pools(split: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Given and family names of the split, by locale; a locale with too few for a split is left out of it."""
    pools: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for locale, (given, family) in names_by_locale().items():
        mine = (_members(given, split), _members(family, split))
        pools[locale] = mine if min(map(len, mine)) >= 3 else pools.get("en_US", mine)
    english = pools["en_US"]
    return {locale: (names if min(map(len, names)) >= 3 else english) for locale, names in pools.items()}


def _members(names: Iterable[str], split: str) -> tuple[str, ...]:
    return tuple(name for name in names if belongs(name, split))


def _written(draw: Draw, given: str, family: str, latin: bool) -> str:
    if not latin:
        separator = "" if re.fullmatch(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]+", given + family) else " "
        return family + separator + given if separator == "" else f"{given} {family}"
    roll = draw.random.random()
    if roll < 0.74:
        return f"{given} {family}"
    if roll < 0.81:
        return f"{given} {draw.one('ABCDEFGHJKLMNPRSTVW')}. {family}"
    if roll < 0.87:
        return (
            f"{given[0]}. {family}" if draw.chance(0.6) else f"{given[0]}.{draw.one('ABCDEFGHJKLMNPRSTVW')}. {family}"
        )
    if roll < 0.90:
        return f"{family}, {given}"
    if roll < 0.93:
        return f"{given} {draw.one(_PARTICLES)} {family}"
    if roll < 0.95:
        return f"{given} {family}-{draw.one(_pools(draw.split)['en_US'][1])}"
    if roll < 0.97:
        return f"{_ascii(given).capitalize()} {_ascii(family).upper()}"
    if roll < 0.985:
        return f"{given} {family}".lower() if draw.chance(0.3) else f"{given} {family}".upper()
    return f"{given} {draw.one(_pools(draw.split)['en_US'][0])} {family}"


def _handle(draw: Draw, given: str, family: str) -> str:
    g, f = _ascii(given) or draw.one(words()), _ascii(family) or draw.one(words())
    tail = draw.one(["", "", "", str(draw.number(1, 99)), str(draw.number(1970, 2009))])
    match draw.number(0, 15):
        case 0 | 1 | 2:
            return g[0] + f + tail
        case 3 | 4:
            return g + draw.one([".", "-", "_", ""]) + f
        case 5:
            return g + f[0] + tail
        case 6:
            return f + g[0]
        case 7:
            return g + tail
        case 8:
            return f + tail
        case 9:
            return (g[0] + f)[:8]
        case 10:
            return draw.one(words()) + draw.one(["", "-", "_"]) + draw.one(words()) + tail
        case 11:
            return draw.one(["the", "real", "i", "its", "mr", "dr", "x", "not"]) + draw.one(["", "-", ""]) + g + tail
        case 12:
            return g.capitalize() + f.capitalize() + tail
        case 13:
            return g[:3] + f[:3] + tail
        case 14:
            return (
                draw.one(words())[:5]
                + draw.string("abcdefghijklmnopqrstuvwxyz", draw.number(0, 2))
                + draw.string("0123456789", draw.number(1, 4))
            )
        case _:
            return (
                g[0]
                + draw.one("abcdefghjklmnprstw")
                + f[0]
                + draw.one(["", tail, "x", "z"])
                + draw.string("abcdefghijklmnopqrstuvwxyz", 2)
            )


def _email(draw: Draw, given: str, family: str, own_handle: str) -> str:
    g, f = _ascii(given) or own_handle, _ascii(family) or draw.one(words())
    roll = draw.random.random()
    if roll < 0.30:
        local = f"{g}.{f}"
    elif roll < 0.40:
        local = g
    elif roll < 0.50:
        local = f"{g[0]}{f}"
    elif roll < 0.56:
        local = f"{g}_{f}" if draw.chance(0.5) else f"{g}{f}{draw.number(1, 99)}"
    elif roll < 0.62:
        local = f"{own_handle}+{draw.one(words())}"
    elif roll < 0.70:
        local = draw.one(_ROLES)
    elif roll < 0.74:
        local = f"{draw.one(words())}-{draw.one(_LISTS)}"
    elif roll < 0.77:
        local = f"{draw.number(1000, 99999999)}+{own_handle}"
    else:
        local = own_handle
    if local[0].isdigit() and "+" in local:
        return f"{local}@users.noreply.github.com"
    return draw.of_split(lambda: f"{local.strip('.-_')}@{domain(draw)}")


def domain(draw: Draw) -> str:
    """A host name that mail could go to."""
    roll = draw.random.random()
    if roll < 0.30:
        return draw.one(_FREE_MAIL)
    label = draw.one(english()) + draw.one(
        ["", "", draw.one(english()), "-" + draw.one(english()), "soft", "lab", "tech", "hq", draw.string(HEX, 2)]
    )
    if roll < 0.36:
        label = f"{draw.one(['mail', 'lists', 'cs', 'dev', 'corp', 'eng', 'users', 'math'])}.{label}"
    if roll < 0.40:
        return f"{draw.one(['example', 'test', label])}.{draw.one(['com', 'org', 'net', 'invalid', 'local', 'test'])}"
    return f"{label}.{draw.one(_TOP)}"


def spelled_out(draw: Draw, email: str) -> str:
    """The address as people hide it from robots."""
    at = draw.one([" at ", " AT ", " (at) ", " [at] ", "[at]", "(at)", " <at> ", "_at_"])
    dot = draw.one([".", ".", " dot ", " DOT ", " (dot) ", "[dot]"])
    local, host = email.split("@")
    return f"{local}{at}{host.replace('.', dot) if dot != '.' else host}"


def _is_latin(text: str) -> bool:
    return all(not character.isalpha() or "LATIN" in unicodedata.name(character, "") for character in text)


def _ascii(text: str) -> str:
    """Lower-case ASCII letters of a Latin name; empty for other scripts."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    return re.sub(r"[^a-z]", "", plain.encode("ascii", "ignore").decode().lower())
