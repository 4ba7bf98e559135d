"""Weak labels: what high-precision patterns find in real text, with stretches they are unsure of marked as ignored.

A label is a span only where the place around it says so (an author line, `Name <mail>`, a changelog header, a literal that is
assigned to a password). What could be one, but need not, is ignored rather than taken for a negative. Everything else is a
negative, digests, identifiers and product names among it.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from annotation.schema import Document
from models.credentials import credential_spans, password_verdict
from models.gazetteer import CAPITALISED, PERSON, given_names, is_organisation, person_evidence
from models.jsonl import read_rows, write_rows
from pii.detectors.rules import RuleDetector
from pii.detectors.rules.accounts import is_generic
from pii.detectors.rules.accounts import is_organisation as is_organisation_account
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
"""Places where a run of capitalised words is a person unless it is an organisation."""

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
"""Places where it is one if its words are known as names, and unknown otherwise."""

_ENUMERATED = re.compile(rf"(?:,[ ]+(?:and[ ]+)?|[ ]+(?:and|&)[ ]+)(?P<n>{PERSON})")
"""Another person after one that was found."""

_RUN = re.compile(
    rf"(?:(?<=\\f[BI])|(?<![\w.@/\\-]))(?:{CAPITALISED})(?:[ ]+(?:(?:van|von|de|der|den|del|di|da)[ ]+)*{CAPITALISED}){{1,3}}"
    r"(?![\w@(]|\\(?!f)|::|->)"
)
_WORD = re.compile(r"(?<![\w.@/\\$'\"<-])[^\W\d_a-z][^\W\d_A-Z]{2,}(?![\w@(\\/=]|::|\.\w)")
_MENTION = re.compile(r"(?<![\w@./:=\"'`$&-])@(?P<h>[A-Za-z][\w-]{2,38})(?![\w(=/@:.\[-]|\.\w)")
_MENTIONING = frozenset("asciidoc authors changelog mail markdown notebook rst".split())
_NICKNAME = re.compile(r" ?[(\"]{1,2}@?(?P<h>[A-Za-z][\w-]{1,24})[)\"]{1,2}")
_CREDITING = frozenset({"authors", "changelog"})
_COMPANY = re.compile(
    r",?[ ]+(?:Inc|LLC|L\.L\.C|Ltd|GmbH|Corp|Corporation|Company|Co\.|S\.A|AG|B\.V|plc|Foundation|Project)\b"
)
_ADDRESS = re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_HOST_HANDLE = re.compile(r"(?:github|gitlab|bitbucket|twitter|codeberg)\.(?:com|org)[/:]$", re.I)
_COMMENT = re.compile(r"(?:^|\s)(?:#|//|/?\*|--|;|%|<!--|\"\"\")")
_PROSE = frozenset("asciidoc authors changelog html json licence log mail man markdown notebook rst text yaml".split())
_SOURCE = "weak"


@dataclass(frozen=True, slots=True)
class WeakLabelRecipe:
    """How much of the corpus is labelled, and how it is cut."""

    documents: Path
    """The corpus: `documents.jsonl.zst`."""
    files_per_package: int = 400
    file_characters: int = 14_000
    """Of longer files one stretch of this length, at random."""
    window_from: int = 1000
    window_to: int = 2500
    """Characters of a window, about."""
    windows_per_file: int = 3
    """Windows around spans, at most; one at random comes with each file, too."""
    seed: int = 5


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


def run(recipe: WeakLabelRecipe, out: Path) -> dict[str, dict[str, int]]:
    """Writes `out/weak.train.jsonl.zst` and `out/weak.validation.jsonl.zst`; returns rows and spans by label of each split."""
    vocabulary = Vocabulary.of(_sample(recipe.documents))
    counts: dict[str, Counter[str]] = {}
    for split in ("train", "validation"):
        count = counts[split] = Counter()

        def rows(split: str = split, count: Counter[str] = count) -> Iterator[dict[str, Any]]:
            from rich.progress import track

            chosen = (row for row in read_rows(recipe.documents) if row["split"] == split)
            for document in labelled(recipe, track(chosen, f"weak labels, {split}", total=None), vocabulary):
                count["rows"] += 1
                count["characters"] += len(document.text)
                count.update(str(span.label) for span in document.spans)
                yield document.to_json()

        write_rows(out / f"weak.{split}.jsonl.zst", rows())
    return {split: dict(count) for split, count in counts.items()}


def _sample(documents: Path) -> Iterator[str]:
    for number, row in enumerate(read_rows(documents)):
        if number % 12 == 0:
            yield row["text"][:20_000]


def labelled(
    recipe: WeakLabelRecipe, documents: Iterable[Mapping[str, Any]], vocabulary: Vocabulary
) -> Iterator[Document]:
    """Windows with weak labels, of corpus rows that stand package by package."""
    rules = RuleDetector()
    for (ecosystem, package), group in groupby(documents, key=lambda row: (row["ecosystem"], row["package"])):
        draw = random.Random(f"{recipe.seed}:{ecosystem}:{package}")
        rows = list(group)
        draw.shuffle(rows)
        texts = [_stretch(row["text"], recipe.file_characters, draw) for row in rows[: recipe.files_per_package]]
        people = known_people(texts)
        for row, text, found in zip(rows, texts, rules.detect(texts), strict=False):
            spans, ignored = find(text, found, people, vocabulary, row["language"])
            spans, ignored = _without_own_accounts(text, spans, ignored, package)
            meta = {key: row[key] for key in ("package", "ecosystem", "path", "language", "split")}
            for number, (kind, window) in enumerate(windows(text, spans, recipe, draw)):
                document_id = f"weak:{row['id']}:{number}:{window.start}"
                yield cut(document_id, text, spans, ignored, window, {**meta, "kind": kind})


def _without_own_accounts(
    text: str, spans: Sequence[Span], ignored: Sequence[Span], package: str
) -> tuple[list[Span], list[Span]]:
    """The spans, those ignored that are accounts of the package's own name: a project is no person."""
    own = {
        span
        for span in spans
        if span.label is Label.USERNAME and text[span.start : span.end].lower() in package.lower() and len(span) > 2
    }
    return [span for span in spans if span not in own], sorted([*ignored, *own])


def known_people(texts: Iterable[str]) -> frozenset[str]:
    """Full names that stand in a place of persons somewhere in the texts."""
    people: set[str] = set()
    for text in texts:
        for pattern in _STRONG:
            for match in pattern.finditer(text):
                name = " ".join(match["n"].split())
                if " " in name and not is_organisation(name) and person_evidence(name):
                    people.add(name)
    return frozenset(people)


def find(
    text: str, rule_spans: Sequence[Span], people: frozenset[str], vocabulary: Vocabulary, language: str
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Disjoint spans and ignored stretches of a text."""
    found = Found()
    for span in rule_spans:
        if span.label is Label.NAME and (
            text.endswith("Language-Team: ", 0, span.start) or _is_company(text, span.start, span.end)
        ):
            continue
        doubtful = _doubtful_account(text, span, language) or _doubtful_credential(text, span)
        (found.ignored if doubtful else found.spans).append(span)
    credential_spans(text, language, found.spans, found.ignored)
    if language in _MENTIONING:
        for match in _MENTION.finditer(text):
            sure = language in _CREDITING and not is_generic(match["h"]) and not is_organisation_account(match["h"])
            (found.spans if sure else found.ignored).append(Span(*match.span("h"), Label.USERNAME, source=_SOURCE))
    found.ignored += [Span(*match.span(), Label.EMAIL, source=_SOURCE) for match in _ADDRESS.finditer(text)]
    _names_in_place(text, found, vocabulary)
    _names_elsewhere(text, found, people, vocabulary, language)
    for span in [span for span in found.spans if span.label is Label.NAME]:
        nickname = _NICKNAME.match(text, span.end)
        if nickname and not is_generic(nickname["h"]) and not is_organisation(nickname["h"]):
            sure = language in _CREDITING
            (found.spans if sure else found.ignored).append(Span(*nickname.span("h"), Label.USERNAME, source=_SOURCE))
    return found.settle(len(text))


def _doubtful_account(text: str, span: Span, language: str) -> bool:
    """Whether a handle may be an organisation's (`github.com/x/y`, `x.github.io`) or, in code, a variable (`@x`)."""
    if span.label is not Label.USERNAME:
        return False
    if _HOST_HANDLE.search(text, max(0, span.start - 24), span.start) and text[span.end : span.end + 1] == "/":
        return True
    if text.startswith(".github.io", span.end):
        return True
    return text[span.start - 1 : span.start] == "@" and language not in _PROSE and not _in_comment(text, span.start)


def _in_comment(text: str, place: int) -> bool:
    return _COMMENT.search(text, text.rfind("\n", 0, place) + 1, place) is not None


def _doubtful_credential(text: str, span: Span) -> bool:
    """Whether the value of a rule that goes by place alone reads like something else."""
    if span.source != "rules.password":
        return False
    value, before = text[span.start : span.end], text[max(0, span.start - 40) : span.start]
    return not password_verdict(value, before)


def _names_in_place(text: str, found: Found, vocabulary: Vocabulary) -> None:
    for pattern in _STRONG:
        for match in pattern.finditer(text):
            start, end = match.span("n")
            words = text[start:end]
            if _is_company(text, start, end) or text.endswith("Language-Team: ", 0, start):
                continue
            sure = " " in words or words in given_names()
            (found.spans if sure else found.ignored).append(_name(start, end))
    for pattern in _FAIR:
        for match in pattern.finditer(text):
            start, end = match.span("n")
            while True:
                words = text[start:end]
                if _is_company(text, start, end):
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


def _is_company(text: str, start: int, end: int) -> bool:
    """Whether the words are an organisation's name, by themselves or by what follows them."""
    return is_organisation(text[start:end]) or _COMPANY.match(text, end) is not None


def _names_elsewhere(text: str, found: Found, people: frozenset[str], vocabulary: Vocabulary, language: str) -> None:
    parts = {part for name in people for part in name.split()}
    organisations: list[tuple[int, int]] = []
    for match in _RUN.finditer(text):
        words = " ".join(match[0].split())
        span = _name(*match.span())
        if words in people:
            found.spans.append(span)
            continue
        if _is_company(text, *match.span()):
            organisations.append(match.span())
            continue
        ordinary = [word for word in words.split() if vocabulary.is_common(word.strip("."))]
        if len(ordinary) == len(words.split()):
            continue
        evidence = person_evidence(words)
        if evidence == 2 and not ordinary:
            found.spans.append(span)
        elif evidence or (not ordinary and (language in _PROSE or _in_comment(text, span.start))):
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


def _stretch(text: str, length: int, draw: random.Random) -> str:
    if len(text) <= length:
        return text
    start = text.rfind("\n", 0, draw.randrange(len(text) - length) + 1) + 1
    return text[start : start + length]


def windows(
    text: str, spans: Sequence[Span], recipe: WeakLabelRecipe, draw: random.Random
) -> Iterator[tuple[str, range]]:
    """Windows of whole lines: some around spans, rarer labels first, and one at random."""
    taken: list[range] = []
    counts = Counter(span.label for span in spans)
    order = sorted(spans, key=lambda span: (counts[span.label], draw.random()))
    for span in order:
        if len(taken) == recipe.windows_per_file:
            break
        if any(window.start <= span.start and span.end <= window.stop for window in taken):
            continue
        size = draw.randint(recipe.window_from, recipe.window_to)
        window = whole_lines(text, span.start - draw.randrange(size), size, span)
        taken.append(window)
        yield "span", window
    size = draw.randint(recipe.window_from, recipe.window_to)
    window = whole_lines(text, draw.randrange(max(1, len(text) - size // 2)), size)
    if not any(window.start < old.stop and old.start < window.stop for old in taken):
        yield "random", window


def whole_lines(text: str, start: int, size: int, span: Span | None = None) -> range:
    """About `size` characters of whole lines from `start` on, the span's lines included; long lines are cut."""
    start = max(0, start)
    end = min(len(text), start + size)
    if span is not None:
        end = max(end, span.end)
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    first = before if start - before <= 500 else start
    last = (after + 1 if after >= 0 else len(text)) if (after if after >= 0 else len(text)) - end <= 500 else end
    return range(first, last)


def cut(
    document_id: str,
    text: str,
    spans: Iterable[Span],
    ignored: Iterable[Span],
    window: range,
    meta: Mapping[str, Any],
) -> Document:
    """The window as a document of its own; what its edges cut through is ignored, private key blocks apart."""
    inside: list[Span] = []
    unsure: list[Span] = []
    for source, target in ((spans, inside), (ignored, unsure)):
        for span in source:
            start, end = max(span.start, window.start), min(span.end, window.stop)
            if start < end:
                whole = end - start == len(span) or (span.label is Label.KEY and len(span) > 300)
                moved = Span(start - window.start, end - window.start, span.label, span.score, span.source)
                (target if whole else unsure).append(moved)
    return Document(document_id, text[window.start : window.stop], tuple(inside), tuple(unsure), meta=meta)
