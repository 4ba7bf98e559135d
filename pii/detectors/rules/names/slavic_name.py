"""Names in Cyrillic letters wherever they stand, declined or not: with a father's name, with initials, or of two known words.

`Абрамовой Натальей Петровной`, `Лебедева А. С.`, `П. Н. Фёдоров`, `по вопросам к Валерию Петренко`.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.declined import kind_of_declined
from pii.known.names import FAMILY, GIVEN
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span

_LONGEST = 80

_CAPITAL = "[А-ЯЁІЇЄҐЂЈЉЊЋЏЎ]"
_SMALL = "[а-яёіїєґђјљњћџў'’]"
_WORD = rf"{_CAPITAL}{_SMALL}{{1,20}}(?<!['’])(?:-{_CAPITAL}{_SMALL}{{1,20}}(?<!['’]))?"
_FATHER = r"(?:[оеё]вич|[ьє]вич|[иї]ч|йович)(?:а|у|ем|ом|еві|ові|е)?|(?:[оеё]вн|[иі]вн|ївн|[иі]ничн|ичн)(?:а|ы|и|е|і|у|ой|ою|ей)"
"""How a father's name ends, in Russian and Ukrainian, declined or not."""
_WITH_FATHER = re.compile(
    rf"(?:(?P<family>{_WORD}) )?(?P<given>{_WORD}) (?P<father>{_CAPITAL}{_SMALL}{{1,16}}(?:{_FATHER}))(?!{_SMALL})"
    rf"(?P<last> {_WORD}(?![\w-]))?"
)
_FAMILY_ENDING = re.compile(
    r"(?:[оеё]в|[иы]н)(?:а|у|ым|ой|е)?\Z|(?:ск|цк)(?:ий|ая|ого|ому|им|ой|ую)\Z|(?:енко|чук|щук|юк|ко|як|ян|дзе|швили|ич)(?:а|у|ом|е)?\Z"
)
"""How most Russian and Ukrainian family names end, declined or not."""
_ADJECTIVE = re.compile(r"[^аеёиоуыэюяіїє](?:ый|ий|ой|ая|яя)\Z")
"""How family names end that are adjectives, behind a given name alone."""
_INITIALS = rf"(?:{_CAPITAL}\.[ \u00a0]?){{1,2}}"
_FAMILY_FIRST = re.compile(
    rf"(?P<family>{_WORD})[ \u00a0](?P<initials>{_CAPITAL}\.(?:[ \u00a0]?{_CAPITAL}\.)?)(?!{_SMALL}|[ \u00a0]?{_CAPITAL}{_SMALL})"
)
_UNDOTTED = re.compile(rf"(?P<family>{_WORD})[ \u00a0](?!РФ|РБ|РК|УР|ЗАО|ВС){_CAPITAL}{{2}}(?![\w-]|\.\w)")
"""As clerks write it: `Кузнецов РД`, while republics stand behind towns."""
_MIDDLE = re.compile(rf"(?P<given>{_WORD}) (?:{_CAPITAL}\. ?){{1,2}}(?P<family>{_WORD})(?![\w-])")
_FAMILY_LAST = re.compile(rf"{_INITIALS}(?P<family>{_WORD})(?![\w-])")
_PAIR = re.compile(rf"(?P<first>{_WORD}) (?P<second>{_WORD})(?![\w-]| {_CAPITAL}{_SMALL})")
_CALLED_SO = re.compile(
    r"(?:\b(?i:им|ім|ул|вул|пр|просп|пл|пер|бул)\.|\b(?i:имени|імені|улиц\w{1,2}|вулиц\w{1,2}|проспект\w{0,2}|площад\w{1,2}|площ\w{1,2}"
    r"|бульвар\w{0,2}|переул\w{1,4}|станци\w{1,2}|набережн\w{1,3}|театр\w{0,2}|метро|город\w{0,2}|область))[ \u00a0]?\Z"
)
"""Before a street, a theatre or a town that is called after a person."""
_EPONYM = re.compile(r"(?:Закон|Теорем|Уравнени|Эффект|Принцип|Правил|Формул|Критери|Гипотез|Лемм|Теорі|Рівнянн|Ефект)")
"""What of science is called after a person, and is a family name, declined, by its ending."""
_FIRST_OF_TWO = re.compile(rf"(?<![\w-]){_CAPITAL}{_SMALL}{{2,14}}-\Z")
"""The first half of a hyphenated family name, up to where the second begins."""
_SIGHT = 16
_LETTER = re.compile(r"[^\W\d_]|[-.]")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    done = 0
    for hit in hits:
        start = hit.start
        if first := _FIRST_OF_TWO.search(text, max(0, start - _SIGHT), start):
            start = first.start()
        if start < done or text[start - 1 : start].isalnum() or text[start - 1 : start] in ("-", "."):
            continue
        end = (_initials_first if hit.pattern == "slavic_name.initials" else _words)(text, start)
        if end and not _CALLED_SO.search(text, start - _SIGHT, start):
            done = end
            yield Span(start, end, Label.NAME)


def _initials_first(text: str, start: int) -> int:
    """Where `П. Н. Фёдоров` ends, or 0."""
    match = _FAMILY_LAST.match(text, start, start + _LONGEST)
    return match.end() if match is not None and _is_family(match["family"]) else 0


def _words(text: str, start: int) -> int:
    """Where the name of capitalised words ends, or 0."""
    stop = start + _LONGEST
    if (match := _WITH_FATHER.match(text, start, stop)) and _is_given(match["given"]):
        return match.end() if not match["family"] else match.end("father")
    if match := _MIDDLE.match(text, start, stop):
        return match.end() if _is_family(match["family"]) else 0
    if match := _FAMILY_FIRST.match(text, start, stop):
        return match.end() if _is_family(match["family"]) else 0
    if match := _UNDOTTED.match(text, start, stop):
        return match.end() if _FAMILY_ENDING.search(match["family"]) and not is_place(match["family"]) else 0
    if match := _PAIR.match(text, start, stop):
        first, second = match["first"], match["second"]
        if is_place(first) or is_place(second) or _EPONYM.match(first):
            return 0
        turned = _is_family(first) and _is_given(second)
        named = _is_given(first) and (_is_family(second) or _ADJECTIVE.search(second) is not None) or turned
        return match.end() if named else 0
    return 0


def _is_given(word: str) -> bool:
    return kind_of_declined(word) & GIVEN > 0


def _is_family(word: str) -> bool:
    word = word.rpartition("-")[2]
    return len(word) > _SHORTEST and (kind_of_declined(word) & FAMILY > 0 or _FAMILY_ENDING.search(word) is not None)


_SHORTEST = 3

RULE = Rule(
    "slavic_name",
    {
        "slavic_name.words": r"\xd0[\x81-\xaf](?:[\xd0\xd1][\x80-\xbf]){2,20} \xd0[\x81-\xaf]",
        "slavic_name.initials": r"\xd0[\x81-\xaf]\. ?(?:\xd0[\x81-\xaf]\. ?)?\xd0[\x81-\xaf](?:\xd0[\xb0-\xbf]|\xd1)",
    },
    find,
    rank=6,
    hits=(
        "-- выгрузка по договору с «Абрамовой Натальей Петровной» от 12.03.2018\n",
        "- «Лебедева А. С.», тесты; проверено «Тихоновым И.П.» и «П. Н. Фёдоровым»\n",
        "«Лариса Петрівна Косач-Квітка» і «Иванов Иван Иванович» Новый Код, «Борис Иванович Дрозд»'\n",
        "Возврат принял «Кузовлев РД», выдано «Остроуховой АВ».\n",
        "исполнитель («Гринько-Савельева Т. Н.»), «Петров-Водкин К.С.», x\n",
        "«Дмитри В. Левин»; as «Иван Петров» said, // по всем вопросам к «Валерию Петренко», он настраивал\n",
    ),
    misses=(
        "Лариса Большая Страница, Иван Таблица, Ивановская Система, И. Система\n",
        "Улица Ивана Франко, им. М. В. Ломоносова, ул. Ивана Петрова\n",
        "Закон Фарадея, Теорема Ферма, Уравнение Шрёдингера, Теорему Пифагора\n",
        "Саратов РФ, Система РФ, Кузовлев РДФ, Кузовлев Р, Новый ГОСТ, Кузовлев РД-2\n",
        "Интернет-Таблица Т. Н., интернет-Таблица А. Б.\n",
        "Новая Система, Рис. А. Основная Таблица, Главная Страница\n",
    ),
)
