"""Ordinary words, for account names, hosts and passwords."""

import importlib
from functools import cache

_FOREIGN = ("de_DE", "fr_FR", "it_IT", "es_ES", "pl_PL", "nl_NL", "la")
_ENGLISH_WEIGHT = 4

_MORE = """
    admin alpha amber angel apple april arrow atlas autumn badger banana baseball basket battery beach bear
    beaver berlin bird blue boston bottle bravo bridge bronze brother bubble buddy butter cactus camera candle
    captain carbon castle cheese cherry chicken chocolate cloud clover cobalt coffee comet cookie copper coral
    correct cosmic cowboy crystal daisy dallas dancer delta denver diamond dolphin donkey dragon dream eagle
    echo eclipse ember falcon family farmer ferret fire flower football forest forever freedom friday frozen
    galaxy garden ginger gold golf granite green guitar hammer happy harbor harley hockey honey horse hunter
    iceberg indigo iron island jaguar jasmine jersey jungle jupiter karma kitten knight koala ladybug lemon
    letmein liberty lily lion lizard london lotus love lucky lunar magic mango maple marble market master matrix
    mercury meteor midnight milk mint mirror money monkey moon morning mountain mustang mystic neon ninja noble
    north nova ocean olive onion orange orbit orchid otter panda panther paper paris peanut pepper phoenix piano
    pickle pilot pirate planet plasma polar pony princess pumpkin purple python qwerty rabbit radar rain raven
    red ranger river robot rocket rose ruby saffron salmon samurai saturn scooter secret shadow shark silver sky
    slayer smile snake snow soccer sparrow spider spring staple star storm sugar summer sun sunset swan sword
    sydney tango temple thunder tiger tomato topaz tornado trust tulip turbo turtle valley vampire velvet violet
    viper walnut water welcome whale whisky white wild willow winter wizard wolf wonder yellow yoga zebra zen
    zephyr zombie
""".split()


@cache
def words() -> tuple[str, ...]:
    """Lower-case ASCII words of three to nine letters; English ones several times over."""
    found = {word for locale in _FOREIGN for word in _of_locale(locale)}
    return english() * _ENGLISH_WEIGHT + tuple(sorted(found - set(english())))


@cache
def english() -> tuple[str, ...]:
    """English words."""
    return tuple(sorted(set(_MORE) | set(_of_locale("en_US"))))


def _of_locale(locale: str) -> list[str]:
    listed = importlib.import_module(f"faker.providers.lorem.{locale}").Provider.word_list
    return [word.lower() for word in listed if word.isascii() and word.isalpha() and 3 <= len(word) <= 9]
