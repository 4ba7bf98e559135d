"""Named-entity corpora as training data: people in running text in many languages, and organisations, places and works.

Code names people in credits and comments. What distinguishes a person from a company in a sentence has to be learnt from
sentences, and named-entity corpora have millions of them, annotated by people. Their token columns lose the text between tokens,
so sentences are reassembled as they would be written, some of them in the frames in which code holds prose: comments, strings,
lists.
"""

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from annotation.formats.bio import spans_of_tags
from annotation.formats.records import UnreadableRowError
from annotation.offsets import RawSpan
from annotation.schema import Document
from models.jsonl import write_rows
from models.name_lists import people
from models.packages import Package, unpacked
from pii.detectors.rules import RuleDetector
from pii.errors import InputError
from pii.labels import Label
from pii.spans import Span, overlap


@dataclass(frozen=True, slots=True)
class Corpus:
    """A repository at its commit, and where in its files tokens and tags are."""

    repository: str
    commit: str
    licence: str
    """SPDX expression."""
    language: str
    files: tuple[str, ...]
    """Paths, in which `*` stands for anything: token columns, `.json`, or texts with `.spans` or `.ann` beside them."""
    token: int = 0
    """The token's column, from 0; negative from the last one."""
    tag: int = -1
    persons: tuple[str, ...] = ("PER",)
    """Labels of people; all others are for something else."""
    spaced: bool = True
    """Whether the language has spaces between words that are not tokens themselves."""
    people: str = ""
    """`chinese` or `japanese`: names to replace some of the corpus's, since a small corpus names few people many times."""


@dataclass(frozen=True, slots=True)
class EntitiesRecipe:
    """Which sentences are taken, and how many are put together."""

    corpora: tuple[Corpus, ...]
    mirrors: Path | None = None
    """Bare git repositories, `<owner>+<name>/repo`; what they lack is fetched from the code host."""
    per_language: int = 3000
    """Documents of one language at most, in equal parts of its corpora."""
    sentences: int = 6
    """Of one document at most."""
    framed: float = 0.5
    """Share of documents that look like code."""
    nameless: float = 0.3
    """Share of the documents without a name that is kept."""
    exchanged: float = 0.6
    """Share of names that are replaced with others in corpora with `people`."""
    validation_share: float = 0.03
    seed: int = 29


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is written, with the names of people in it."""

    text: str = field(repr=False)
    names: tuple[Span, ...] = ()


def run(recipe: EntitiesRecipe, out: Path) -> dict[str, dict[str, int]]:
    """Writes `out/entities.train.jsonl.zst` and `out/entities.validation.jsonl.zst`; returns documents by language of each.

    Raises:
        InputError: a repository cannot be obtained, or lacks a file.
    """
    draw = random.Random(recipe.seed)
    made: dict[str, list[Document]] = {"train": [], "validation": []}
    shares: dict[str, int] = {}
    for corpus in recipe.corpora:
        shares[corpus.language] = shares.get(corpus.language, 0) + 1
    for corpus in recipe.corpora:
        sentences = _read(corpus, recipe.mirrors, out)
        if corpus.people:
            others = people(corpus.people, out)
            sentences = (exchanged(sentence, others, recipe.exchanged, draw) for sentence in sentences)
        some = list(documents(sentences, corpus, recipe, draw))
        draw.shuffle(some)
        some = some[: recipe.per_language // shares[corpus.language]]
        kept = int(len(some) * recipe.validation_share)
        made["validation"] += some[:kept]
        made["train"] += some[kept:]
    counts: dict[str, dict[str, int]] = {}
    for split, some in made.items():
        write_rows(out / f"entities.{split}.jsonl.zst", (document.to_json() for document in some))
        counts[split] = {}
        for document in some:
            language = document.meta["language"]
            counts[split][language] = counts[split].get(language, 0) + 1
    return counts


def _read(corpus: Corpus, mirrors: Path | None, cache: Path) -> Iterator[Sentence]:
    package = Package("git", corpus.repository, corpus.commit, corpus.licence)
    folder = unpacked(package, cache, "", mirrors)
    for pattern in corpus.files:
        found = sorted(folder.glob(pattern))
        if not found:
            raise InputError(f"repository {corpus.repository}: {pattern} is not among its files")
        for path in found:
            content = path.read_text(encoding="utf-8-sig")
            if path.suffix == ".json":
                yield from rows(json.loads(content), corpus)
            elif beside := [path.with_suffix(suffix) for suffix in _BESIDE if path.with_suffix(suffix).exists()]:
                yield from lines(content, beside[0].read_text(encoding="utf-8"), corpus)
            else:
                yield from columns(content, corpus)


def columns(content: str, corpus: Corpus) -> Iterator[Sentence]:
    """The sentences of a file of token columns, separated by empty lines; those with mismatched columns are left out."""
    cells: list[list[str]] = []
    for line in (*content.splitlines(), ""):
        divides = not line.strip() or line.startswith("-DOCSTART-")
        if not (divides or _UNTAGGED.match(line)):
            cells.append(line.split("\t") if "\t" in line else line.split())
        if cells and (divides or len(cells) >= _LONG and cells[-1][0].endswith(".")):
            if sentence := _sentence_of_columns(cells, corpus):
                yield sentence
            cells = []


_LONG = 60
"""Tokens after which a full stop ends a sentence: some files have no empty lines."""
_UNTAGGED = re.compile(r"#[# ]|\d+[-.]\d+\t.+\t")
"""Comments, and CoNLL-U's rows for several words written as one, or for words not written."""
_NO_TAGS = frozenset("_-0")
_TAG = re.compile(r"(?:.*\|)?(?:name=|NER?=)?([BIESLU]-[^|]+|O)(?:\|.*)?")
"""A tag alone, or among the features of the last column of CoNLL-U."""


def _sentence_of_columns(cells: Sequence[Sequence[str]], corpus: Corpus) -> Sentence | None:
    try:
        tokens = [row[corpus.token] for row in cells]
        tags = [_TAG.sub(r"\1", row[corpus.tag]) for row in cells]
    except IndexError:
        return None
    return _sentence(tokens, tags, corpus)


def _sentence(tokens: Sequence[str], tags: Sequence[str], corpus: Corpus) -> Sentence | None:
    text, offsets = written(tokens, corpus.spaced)
    try:
        found = spans_of_tags(offsets, ["O" if tag in _NO_TAGS else tag for tag in tags])
    except UnreadableRowError:
        return None
    names = [_name(text, span) for span in found if span.label in corpus.persons]
    # Some annotators count mentions of accounts as persons; here they are not names.
    return None if any(text[name.start] == "@" for name in names) else Sentence(text, tuple(names))


def rows(given: Iterable[Mapping[str, Any]], corpus: Corpus) -> Iterator[Sentence]:
    """The sentences of a JSON list: `tokens` with `ner_tags`, or `text` with `entities` of a `span` and a `type` each."""
    for row in given:
        if "tokens" in row:
            sentence = _sentence(row["tokens"], row["ner_tags"], corpus)
            if sentence:
                yield sentence
        else:
            people = [entity["span"] for entity in row["entities"] if entity["type"] in corpus.persons]
            yield Sentence(row["text"], tuple(Span(start, end, Label.NAME) for start, end in sorted(people)))


_BESIDE = (".spans", ".ann")
_SPAN_BESIDE = re.compile(
    r"\d+ (?P<kind>\w+) (?P<start>\d+) (?P<length>\d+) |T\d+\t(?P<type>\w+) (?P<first>\d+) (?P<end>\d+)\t"
)
"""A line of factRuEval-2016, for each word, or of brat."""


def lines(text: str, spans: str, corpus: Corpus) -> Iterator[Sentence]:
    """The lines of a text, with spans from the file next to it; spans separated only by spaces are one name."""
    found = [match for match in map(_SPAN_BESIDE.match, spans.splitlines()) if match]
    parts = sorted(_place(match) for match in found if (match["kind"] or match["type"]) in corpus.persons)
    names: list[tuple[int, int]] = []
    for start, end in parts:
        if names and not text[names[-1][1] : start].strip(" "):
            names[-1] = names[-1][0], max(end, names[-1][1])
        else:
            names.append((start, end))
    position = 0
    for line in text.splitlines(keepends=True):
        end = position + len(line)
        mine = [Span(a - position, b - position, Label.NAME) for a, b in names if position <= a and b <= end]
        if line.strip():
            yield Sentence(line.rstrip(), tuple(mine))
        position = end


def _place(match: re.Match[str]) -> tuple[int, int]:
    if match["type"]:
        return int(match["first"]), int(match["end"])
    return int(match["start"]), int(match["start"]) + int(match["length"])


def _name(text: str, span: RawSpan) -> Span:
    start, end = cast(int, span.start), cast(int, span.end)  # tags always say where
    value = text[start:end]
    start += len(value) - len(value.lstrip())
    return Span(start, start + len(value.strip()), Label.NAME)


_OPENING = frozenset("([{«“„‘¿¡")
_CLOSING = frozenset(")]}»”’,.;:!?%…、。，！？；：")
_QUOTES = frozenset("\"'")


def written(tokens: Iterable[str], spaced: bool = True) -> tuple[str, list[tuple[int, int]]]:
    """The tokens of a sentence as they are written, and where each is in it.

    >>> written(["\\"", "Jane", "Roe", "\\"", "(", "52", ")", "isn", "'t", "here", "."])[0]
    '"Jane Roe" (52) isn\\'t here.'
    """
    text = ""
    offsets: list[tuple[int, int]] = []
    quoted = False
    glued = True
    for token in tokens:
        closes = token[:1] in _CLOSING or token in _QUOTES and quoted or len(token) > 1 and token[0] in "'’"
        if spaced and not (glued or closes):
            text += " "
        offsets.append((len(text), len(text) + len(token)))
        text += token
        if token in _QUOTES:
            quoted = not quoted
        glued = token[-1:] in _OPENING or token in _QUOTES and quoted
    return text, offsets


_OF_SIGNS = re.compile("[\u3040-\u309f\u3400-\u9fff\u3005]{2,6}")
"""Chinese and Japanese names; phonetically spelt ones belong to foreigners."""


def exchanged(sentence: Sentence, others: Sequence[str], share: float, draw: random.Random) -> Sentence:
    """The sentence with a share of its Chinese or Japanese names exchanged for others."""
    text, position = "", 0
    names: list[Span] = []
    for name in sentence.names:
        value = sentence.text[name.start : name.end]
        if _OF_SIGNS.fullmatch(value) and draw.random() < share:
            value = draw.choice(others)
        text += sentence.text[position : name.start]
        names.append(Span(len(text), len(text) + len(value), Label.NAME))
        text += value
        position = name.end
    return Sentence(text + sentence.text[position:], tuple(names))


def documents(
    given: Iterable[Sentence], corpus: Corpus, recipe: EntitiesRecipe, draw: random.Random
) -> Iterator[Document]:
    """A few sentences that follow each other, as prose or in a frame of code.

    Annotators did not look for addresses, accounts and credentials: what rules find of them is ignored, all else is negative.
    """
    rules = RuleDetector()
    waiting = list(given)
    position = number = 0
    while position < len(waiting):
        some = waiting[position : position + draw.randint(1, recipe.sentences)]
        position += len(some)
        frame = draw.choice(FRAMES) if draw.random() < recipe.framed else FRAMES[0]
        text, spans = _put(some, frame)
        if spans is None or not spans and draw.random() >= recipe.nameless:
            continue
        meta = {"package": corpus.repository, "language": corpus.language, "kind": "entities"}
        name = f"entities:{corpus.repository}:{corpus.language}:{number}"
        yield Document(name, text, spans, tuple(_doubtful(text, spans, rules)), meta=meta)
        number += 1


def _doubtful(text: str, names: Iterable[Span], rules: RuleDetector) -> Iterator[Span]:
    (found,) = rules.propose([text])
    yield from (span for span in found if span.label != Label.NAME and not any(overlap(span, name) for name in names))
    yield from (Span(*match.span(), Label.USERNAME) for match in _MENTION.finditer(text))


_MENTION = re.compile(r"(?<!\w)@\w+")


@dataclass(frozen=True, slots=True)
class Frame:
    """What comes before and after each sentence, and how characters between are escaped."""

    before: str
    after: str = "\n"
    escape: Callable[[str], str] = str


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


FRAMES: tuple[Frame, ...] = (
    Frame("", " "),
    Frame(""),
    Frame("# "),
    Frame("// "),
    Frame("    // "),
    Frame(" * "),
    Frame("-- "),
    Frame("- "),
    Frame("<p>", "</p>\n", _markup),
    Frame('  "text": "', '",\n', _json),
    Frame('    print("', '")\n', _json),
    Frame('{"text": "', '", "score": 0.5}\n', _json),
)
"""Prose, a sentence a line, comments, lists, markup and strings."""


def _put(some: Sequence[Sentence], frame: Frame) -> tuple[str, tuple[Span, ...] | None]:
    """The sentences in their frame, and their names; none if the frame changes a name's form."""
    text = ""
    spans: list[Span] = []
    for sentence in some:
        text += frame.before
        for span in sentence.names:
            start = len(text) + len(frame.escape(sentence.text[: span.start]))
            value = sentence.text[span.start : span.end]
            if not value or frame.escape(value) != value:
                return text, None
            spans.append(Span(start, start + len(value), Label.NAME))
        text += frame.escape(sentence.text) + frame.after
    return text, tuple(spans)
