"""Weak labels of persons' names: in contexts that only persons have, and known names anywhere else."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.gazetteer import CAPITALISED, PERSON, given_names, person_evidence
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span

_YEARS = (
    r"(?:\(c\)|©|&copy;)?[ ,]*(?:(?:19|20)\d\d(?:[ ]*[-–,/][ ]*(?:(?:19|20)?\d\d|present|now))*,?[ ]*)*(?:\(c\)|©)?[ ]*"
    r"(?:by[ ]+)?"
)
_CREDIT = (
    r"\b(?:(?:reported|suggested|contributed|written|created|submitted|provided|fixed|developed|designed|maintained|authored"
    r"|found|noticed|discovered|inspired|implemented|requested|reviewed|tested|ported|patch(?:es)?|fix|idea|work"
    r"|contributions?|code|improvements?)[ ]+(?:was[ ]+|is[ ]+)?(?:by|from)|thanks(?:[ ]+(?:go|goes))?(?:[ ]+to)?:?"
    r"|thank you,?|thx|courtesy of|credits?(?:[ ]+(?:to|goes to))?:?|kudos to|props to|cc:?)"
)
_TRAILER = r"\b(?i:signed-off|reported|co-authored|co-developed|reviewed|acked|tested|suggested|requested)-(?i:by):[ ]*"
_FIELD = r"[\"'](?:author|maintainer|creator)s?[\"'][ ]*:[ ]*(?:\[?\{?\s*)?(?:[\"']name[\"'][ ]*:[ ]*)?[\"']"
_ROLE = (
    r"(?:[@\\]author|(?i:\bauthors?|\bmaintainers?|\bwritten by|\bcreated by|\btranslators?|\blast-translator))\b"
    r"[ \t]*[:=]?[ \t]*(?:by[ ]+)?[\"'\[{]*"
)

_STRONG = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        rf"(?P<n>{PERSON})[\"']?[ ,]{{0,3}}[ ]{{0,2}}[<(\[]{{1,2}}(?:mailto:)?[\w.+-]+"
        r"(?:@| at | \(at\) |\[at\])[\w.-]+",
        rf"{_TRAILER}(?P<n>{PERSON})",
        r"^[ ]{1,4}\[[ ](?P<n>[^\W\d_][^\]\n@\d]{2,40}?[^\W\d_])[ ]\][ ]*$",
        r"^[ ]--[ ](?P<n>[^\W\d_][^<\n@\d]{2,40}?[^\W\d_])[ ]{1,2}<",
        rf"{_FIELD}(?P<n>{PERSON})[ ]*(?=[\"'<(])",
        rf"__author__[ ]*=[ ]*[\"'](?P<n>{PERSON})(?=[\"'<(, ])",
    )
)
"""Contexts in which a run of capitalised words is a person unless it is an organisation."""

_FAIR = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        rf"(?i:copyright|\(c\)|©)[ :]*(?i:{_YEARS})(?P<n>{PERSON})",
        rf"{_ROLE}(?P<n>{PERSON})",
        rf"(?i:{_CREDIT})[ ]+(?:@\S+[ ]+\()?(?P<n>{PERSON})",
        rf"^[ \t]*[*-][ ](?P<n>{PERSON})(?=[ ]*(?:$|\(|,|-[ ]))",
        rf"(?<=[\[(])(?P<n>{PERSON})(?=[\])][ \t]*$)",
        rf"^(?P<n>{PERSON})[ ]*(?:$|[-:(,])",
    )
)
"""Contexts in which it is a person if its words are known names, otherwise undecided."""

_ENUMERATED = re.compile(rf"(?:,[ ]+(?:and[ ]+)?|[ ]+(?:and|&)[ ]+)(?P<n>{PERSON})")
"""Another person after one that was found."""

_RUN = re.compile(
    rf"(?:(?<=\\f[BI])|(?<![\w.@/\\-]))(?:{CAPITALISED})(?:[ ]+(?:(?:van|von|de|der|den|del|di|da)[ ]+)*{CAPITALISED}){{1,3}}"
    r"(?![\w@(]|\\(?!f)|::|->)"
)
_WORD = re.compile(r"(?<![\w.@/\\$'\"<-])[^\W\d_a-z][^\W\d_A-Z]{2,}(?![\w@(\\/=]|::|\.\w)")
_COMPANY = re.compile(
    r",?[ ]+(?:Inc|LLC|L\.L\.C|Ltd|GmbH|Corp|Corporation|Company|Co\.|S\.A|AG|B\.V|plc|Foundation|Project)\b"
)
_COMMENT = re.compile(r"(?:^|\s)(?:#|//|/?\*|--|;|%|<!--|\"\"\")")
PROSE = frozenset("asciidoc authors changelog html json licence log mail man markdown notebook rst text yaml".split())
"""Languages that are read as prose, with or without comment markers."""
_SOURCE = "weak"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that a text writes in lower case, so that their capitalised form says nothing about names."""

    common: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str], least: int = 6) -> "Vocabulary":
        """Words that occur in lower case in at least `least` of the texts."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(set(re.findall(r"(?<![\w./@-])[a-z]{2,}(?![\w/@])", text)))
        return cls(frozenset(word for word, count in counts.items() if count >= least))

    def is_common(self, word: str) -> bool:
        """Whether the word, in whatever case, is an ordinary one."""
        return word.lower() in self.common


@dataclass(slots=True)
class Found:
    """Spans and unsure stretches of one text while they are collected."""

    spans: list[Span] = field(default_factory=list)
    ignored: list[Span] = field(default_factory=list)

    def settle(self, length: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """Disjoint spans, the longer one first where two meet, and the ignored stretches that touch none of them."""
        taken = bytearray(length)
        spans = [span for span in sorted(self.spans, key=lambda s: (-len(s), s.start)) if _claim(taken, span)]
        ignored = [span for span in sorted(self.ignored, key=lambda s: (-len(s), s.start)) if _claim(taken, span)]
        return tuple(sorted(spans)), tuple(sorted(ignored))


def _claim(taken: bytearray, span: Span) -> bool:
    if any(taken[span.start : span.end]):
        return False
    taken[span.start : span.end] = b"\1" * len(span)
    return True


def known_people(texts: Iterable[str]) -> frozenset[str]:
    """Full names that occur in a place of persons somewhere in the texts."""
    people: set[str] = set()
    for text in texts:
        for pattern in _STRONG:
            for match in pattern.finditer(text):
                name = " ".join(match["n"].split())
                if " " in name and not names_organisation(name) and person_evidence(name):
                    people.add(name)
    return frozenset(people)


def in_comment(text: str, place: int) -> bool:
    """Whether a comment marker precedes the place on its line."""
    return _COMMENT.search(text, text.rfind("\n", 0, place) + 1, place) is not None


def names_in_place(text: str, found: Found, vocabulary: Vocabulary) -> None:
    """Adds names in places of persons: author lines, `Name <mail>`, credits, lists of contributors."""
    for pattern in _STRONG:
        for match in pattern.finditer(text):
            start, end = match.span("n")
            words = text[start:end]
            if is_company(text, start, end) or text.endswith("Language-Team: ", 0, start):
                continue
            sure = " " in words or words in given_names()
            (found.spans if sure else found.ignored).append(_name(start, end))
    for pattern in _FAIR:
        for match in pattern.finditer(text):
            start, end = match.span("n")
            while True:
                words = text[start:end]
                if is_company(text, start, end):
                    break
                evidence = person_evidence(words)
                if evidence == 2 or (evidence and not any(map(vocabulary.is_common, words.split()))):
                    found.spans.append(_name(start, end))
                elif evidence:
                    found.ignored.append(_name(start, end))
                elif pattern not in _FAIR[3:]:
                    found.ignored.append(_name(start, end))
                following = _ENUMERATED.match(text, end) if evidence else None
                if following is None:
                    break
                start, end = following.span("n")


def is_company(text: str, start: int, end: int) -> bool:
    """Whether the words are an organisation's name, by themselves or by what follows them."""
    return names_organisation(text[start:end]) or _COMPANY.match(text, end) is not None


def names_elsewhere(text: str, found: Found, people: frozenset[str], vocabulary: Vocabulary, language: str) -> None:
    """Adds names of known people wherever they occur, and ignores what could be a name."""
    parts = {part for name in people for part in name.split()}
    organisations: list[tuple[int, int]] = []
    for match in _RUN.finditer(text):
        words = " ".join(match[0].split())
        span = _name(*match.span())
        if words in people:
            found.spans.append(span)
            continue
        if is_company(text, *match.span()):
            organisations.append(match.span())
            continue
        ordinary = [word for word in words.split() if vocabulary.is_common(word.strip("."))]
        if len(ordinary) == len(words.split()):
            continue
        evidence = person_evidence(words)
        if evidence == 2 and not ordinary:
            found.spans.append(span)
        elif evidence or (not ordinary and (language in PROSE or in_comment(text, span.start))):
            found.ignored.append(span)
    for match in _WORD.finditer(text):
        word = match[0]
        if any(start <= match.start() < end for start, end in organisations):
            continue
        known = word in parts or (word in given_names() and word not in _NOT_GIVEN)
        if known and not vocabulary.is_common(word):
            found.ignored.append(_name(*match.span()))


_NOT_GIVEN = frozenset(
    """Paris London Berlin Austin Jordan Florence Sydney Georgia Virginia India China Asia Java Julia Ruby Jenkins Windows Jan Feb
    Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec April June August Mon Tue Wed Thu Fri Sat Sun Carolina Israel Kenya Victoria
    Ada Pascal Delphi Crystal Dart Haskell Clojure Basic Max Min Ali""".split()
)


def _name(start: int, end: int) -> Span:
    return Span(start, end, Label.NAME, source=_SOURCE)
