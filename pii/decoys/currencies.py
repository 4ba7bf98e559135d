"""Currencies, named after nations in ISO 4217 and CLDR: Swiss Franc, Danish Krone, Peso Mexicano, Schweizer Franken."""

from pii import expressions as re
from pii.known.names import FAMILY, GIVEN, kind_of
from pii.known.places import is_only_place
from pii.spans import Span
from pii.text.surroundings import text_before

_UNITS = frozenset(
    """
    afghani ariary baht balboa birr boliviano boliviar bolivar bolívar cedi colon colón cordoba córdoba crown dalasi denar dinar
    dirham dobra dollar dong drachma dram escudo euro florin forint franc franken gourde guarani guaraní guilder gulden hryvnia
    hryvna karbovanets kina kip koruna krona króna krone kroon kuna kwacha kwanza kyat lari lat lats lek lempira leone leu lev
    lilangeni lira litas livre loti manat mark marka metical naira nakfa ngultrum ouguiya pataca peseta peso pound pula quetzal
    rand real renminbi rial riel ringgit riyal rouble ruble rubel rufiyaa rupee rupiah schilling sheqel shekel shilling sol som
    somoni sucre taka tala tenge tolar tugrik vatu won yen yuan zloty złoty
    dólar dollaro libra livra sterlina corona couronne coroa rublo rouble rupia roupie yuán yene dollari pfund kruna kroner kronor
    kronur frank franco franci lire chelín
    """.split()
)
"""Lower case; the second half as spelt in Romance and Germanic languages."""
_OF_NATIONS = frozenset(
    """
    afghan albanian algerian angolan argentine argentinian armenian aruban australian austrian azerbaijani bahamian bahraini
    bangladeshi barbadian belarusian belgian belize bermudan bermudian bhutanese bolivian bosnian botswanan brazilian british
    brunei bulgarian burmese burundian cambodian canadian cayman cfa cfp chilean chinese colombian comorian congolese croatian
    cuban cypriot czech czechoslovak danish djiboutian dominican dutch egyptian english eritrean estonian ethiopian falkland
    faroese fijian finnish french gambian georgian german ghanaian gibraltar greek guatemalan guinean guyanaese guyanese haitian
    honduran hungarian icelandic indian indonesian iranian iraqi irish israeli italian jamaican japanese jordanian kazakhstani
    kazakh kenyan korean kuwaiti kyrgyz kyrgystani kyrgyzstani lao laotian latvian lebanese liberian libyan lithuanian
    luxembourg luxembourgian macanese macedonian malagasy malawian malaysian maldivian maltese mauritanian mauritian mexican
    moldovan mongolian moroccan mozambican myanmar namibian nepalese netherlands nicaraguan nigerian norwegian omani pakistani
    panamanian paraguayan peruvian philippine polish portuguese qatari romanian russian rwandan salvadoran samoan saudi serbian
    seychelles seychellois singapore singaporean slovak slovakian slovenian somali spanish sudanese surinamese swazi swedish
    swiss syrian taiwan taiwanese tajikistani tanzanian thai tongan trinidadian tunisian turkish turkmenistani ugandan ukrainian
    uruguayan us uzbekistan uzbekistani venezuelan vietnamese yemeni yugoslav zambian zimbabwean
    """.split()
)
"""Lower case; the adjectives of ISO 4217 and CLDR. Some are also names; those are never followed by a unit."""
_BETWEEN = frozenset(
    "new old arab arabian african caribbean east west south north hong kong costa rican convertible".split()
)
"""Further words of such names: Saudi Arabian Riyal, East Caribbean Dollar, New Taiwan Dollar."""
_OTHERWISE = re.compile(
    r"[^\W\d_]+(?:ois|ais|ense|eñ[oa]|es[ae]?|és|an[oa]|in[oa]|ien|ain|uec[oa]|leir[oa])|suizo|suíço|suisse|svizzero|checa|tchèque|rus[oa]|russo"
)
"""Adjectives of nations that follow the unit in Romance languages, in lower case: danois, brasileño, danesa, mexicano."""
_GERMANIC = ("ische", "ischer", "schweizer", "iska", "ske")
"""Endings of the adjectives that precede the unit in Germanic languages: dänische Krone, Danske kroner, svenska kronor."""
_UNIT_AND_ADJECTIVE = 2
_CODE_BEFORE = re.compile(r"(?<![A-Z])[A-Z]{3}[\"']?\]?[ \t]?[,:;|=]>?\s?[\"']?$")
"""The code of ISO 4217 in the cell before, or as the key."""
_CODE_SIGHT = 12
_MOST_WORDS = 4


def currency(text: str, span: Span) -> bool:
    """A unit of money with the nation's adjective, or alone after its code: `("DKK", "Danish Krone")`, `'MYR': 'Ringgit'`."""
    words = text[span.start : span.end].lower().split()
    if not 1 <= len(words) <= _MOST_WORDS:
        return False
    if _names_currency(words):
        return not (kind_of(words[0]) & GIVEN and kind_of(words[-1]) == GIVEN | FAMILY)  # German Colon
    if _CODE_BEFORE.search(text_before(text, span.start, _CODE_SIGHT)) is None:
        return False
    return len(words) == 1 and _is_unit(words[0]) or _is_unit(words[0]) and _OTHERWISE.fullmatch(words[-1]) is not None


def _names_currency(words: list[str]) -> bool:
    *adjectives, last = words
    if not adjectives:
        return False
    if _is_unit(last):
        return _is_of_nation(adjectives) or adjectives[-1].endswith(_GERMANIC)
    unit = _is_unit(words[0]) and not kind_of(words[0]) & GIVEN  # Franco Romano, Mark Molina
    return unit and len(words) == _UNIT_AND_ADJECTIVE and _OTHERWISE.fullmatch(last) is not None


def _is_unit(word: str) -> bool:
    return word in _UNITS or word.removesuffix("s") in _UNITS


def _is_of_nation(words: list[str]) -> bool:
    return is_only_place(" ".join(words)) or all(word in _OF_NATIONS or word in _BETWEEN for word in words)
