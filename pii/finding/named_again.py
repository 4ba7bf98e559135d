"""A person named in full is later named by one word, or without surrounding spaces: `Jonas` after `Jonas Roe`, `王小明复核`.

A name that Chinese or Japanese write by sound, `洛伦·罗伊斯特`, is named again as a whole, or by its last word.

`everywhere` finds further occurrences as whole tokens.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from pii import expressions as re
from pii.decoys.eponyms import eponym
from pii.detectors.rules.names.own_names import is_full_east_asian
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.rules.names.person_name import PARTICLES, REMEMBERED, is_person
from pii.finding.everywhere import REACH
from pii.known.names import is_given_name, kind_of
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span, is_proved, is_sure

SOURCE = "named_again"
_SHORTEST = 4
"""Minimum letters: shorter words have too many other meanings."""
_FULL = 3
"""Characters of an East Asian name that always mean a person; one more if its parts are not known names."""
_TITLES = frozenset(
    "President Lord Lady Saint Bishop Abbot Christian Lavender Venus Apollo Jesus Cristal Lagoa Julio Junio Abril"
    " Mayo Fuente Gregorian".split()
)
"""Family names that are hardly ever used for the person in question."""
_MOST = 200
"""Maximum different words and names of a text to search for."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ACTS = re.compile(
    r" (?:(?:has|had|will) [a-z]+|also [a-z]+ed|also wrote|said|wrote|suggested|agreed|replied|thinks|asked)\b"
)
"""Verbs after a given name that is also a word, or that occurred alone before: `once Grace has signed off`."""
_EAST = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]+")
_BY_SOUND = re.compile(r"(?:[\u3400-\u9fff]+[·•・‧∙])+([\u3400-\u9fff]+)|[\u30a1-\u30fc]+(?:[・＝=][\u30a1-\u30fc]+)+")
"""A foreign name, and its last word if that is in Chinese characters."""
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_KATAKANA = re.compile(r"[\u30a1-\u30fc]")
_CAPITAL_BEFORE = re.compile(r"[^\W\d_a-z][^\s.!?:;,]*[ \u00a0-]$")
_GOES_ON = re.compile(r"[ \u00a0][^\W\d_a-z]|[\w@/\\+-]|\.\w|\(|['’]\w{3}|\s*=|[\"'] ?[:=]")
_IN_FIRM = re.compile(
    r"[ \u00a0]&[ \u00a0][^\n;\"'<>]{1,48}?\b"
    r"(?:GmbH|AG|KG|OHG|UG|PartG|Co|Ltd|Inc|LLC|LLP|PLC|BV|NV|SA|SAS|SARL|Srl|SpA|AB|AS|Oy|Partners?|Associates|Sons|Söhne)\b"
)
"""Follows a surname in a firm named after several people: `Roe & Moss Grillgeräte GmbH`."""
_NOUN_BEFORE = re.compile(
    r"\b(?:(?<!I )[Aa]m|[Ii]m|[Aa]ns|[Ii]ns|[Aa]ufs|[Dd]as|(?:[Ee]|[KkMmDdSs]e)in(?:e[mnrs]?)?|[Jj]ede[mnrs]?|[Dd]iese[mnrs]?) $"
)
"""German words that precede a noun, but hardly ever a name: `am Ende`, `ein Schneider`."""
_JOINED = re.compile(r"[\w@/.\\$#+-]$")
_TURNED = re.compile(r"[\"'>;|\t][^\W\d_][\w'-]*, $")
"""Precedes a given name that follows a family name: the whole is another name."""
_WITH_PARTICLES = re.compile(
    rf"(?<= )(?:(?:{'|'.join(sorted(PARTICLES - {'y', 'e'}))}) ){{1,2}}(?P<family>[^\W\d_]+)\Z"
)
"""A family name with its particles: all of `John von Neumann` but the given name."""
_SIGHT = 24
_START = attrgetter("start")


def named_again(text: str, spans: Sequence[Span]) -> list[Span]:
    """Add to the spans (disjoint, sorted) one for each further mention of a person whom one of them names in full.

    One word suffices if it is known only as a name, begins with a capital, and is in prose rather than in an identifier, a path
    or a longer name. A given name that is also a word, or that occurred alone, must say or do something. An East Asian name of
    three characters counts anywhere.
    """
    names: dict[str, Span] = {}
    acting: dict[str, Span] = {}
    for span in spans:
        if span.label == Label.NAME and is_sure(span):
            value = text[span.start : span.end]
            for word in _words(value, is_proved(span)):
                names.setdefault(word, span)
            given = value.split(" ")[0]
            if given not in names and given.istitle() and is_given_name(given) and is_person(given):
                acting.setdefault(given, span)
    if not names and not acting:
        return list(spans)
    kept = list(spans)
    starts = [span.start for span in spans]
    found: list[Span] = []
    for word, of in [*(acting | names).items()][:_MOST]:
        for start in _places(text, word):
            again = Span(start, start + len(word), Label.NAME, of.score, SOURCE)
            if abs(of.start - start) > REACH or word not in names and not _ACTS.match(text, again.end):
                continue
            before = bisect_left(starts, again.end)
            if before and spans[before - 1].end > start:
                if _is_end_of(spans, before - 1, again):
                    kept[before - 1] = replace(spans[before - 1], start=start)
            elif not eponym(text, again):
                found.append(again)
    if not found:
        return kept
    found.sort(key=lambda span: (span.start, -span.end))
    return sorted([*kept, *_disjoint(found)], key=_START)


def _is_end_of(spans: Sequence[Span], number: int, again: Span) -> bool:
    """Whether the span is the family name at the end of the mention, which also has the particles: in `von Neumann`, Neumann."""
    span = spans[number]
    alone = not number or spans[number - 1].end <= again.start
    return alone and span.label == Label.NAME and again.start < span.start and span.end == again.end


@lru_cache(maxsize=REMEMBERED)
def _words(name: str, proved: bool) -> tuple[str, ...]:
    """What a person with this full name may be called elsewhere."""
    if _EAST.fullmatch(name):
        told = len(name) > _FULL and proved or len(name) >= _FULL and is_full_east_asian(name)
        return (name,) if told else ()
    if by_sound := _BY_SOUND.fullmatch(name):
        last = by_sound[1] or ""
        return (name, last) if len(last) >= _SHORTEST and not is_place(last) else (name,)
    words = _WORD.findall(name)
    if len(words) < 2:
        return ()
    behind = _WITH_PARTICLES.search(name)
    whole = behind.group() if behind and _is_telling(behind["family"]) else ""
    return (*filter(None, (whole, whole[:1].upper() + whole[1:])), *filter(_is_telling, words))


def _is_telling(word: str) -> bool:
    """Whether the word is a name and nothing else."""
    if len(word) < _SHORTEST or not (word[0].isupper() and word[1:].islower() and word.isalpha()):
        return False
    if not kind_of(word) or is_ordinary(word) or word in _TITLES:
        return False
    return is_person(word) and not is_place(word)


def _places(text: str, word: str) -> Iterator[int]:
    east = _EAST.match(word) is not None or _KATAKANA.match(word) is not None
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if east:
            fits = not any(
                script.match(word) and script.match(text[start - 1 : start]) for script in (_HANGUL, _KATAKANA)
            )
        else:
            lead = text[max(0, start - _SIGHT) : start]
            fits = not (
                any(before.search(lead) for before in (_JOINED, _TURNED, _NOUN_BEFORE))
                or _goes_before(lead, word)
                or _GOES_ON.match(text, end)
                or _IN_FIRM.match(text, end)
            )
        if fits:
            yield start
        start = text.find(word, end)


def _goes_before(lead: str, word: str) -> bool:
    """Whether the word before belongs to a longer name; before a particle, a sentence may open with any word: `In von Roe's`."""
    capital = _CAPITAL_BEFORE.search(lead)
    return capital is not None and (word[0].isupper() or kind_of(capital.group().strip()) > 0)


def _disjoint(spans: Sequence[Span]) -> Iterator[Span]:
    done = 0
    for span in spans:
        if span.start >= done:
            done = span.end
            yield span
