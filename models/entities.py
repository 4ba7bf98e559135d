"""Named-entity corpora as training data: people in running text of many languages, beside organisations, places and works.

Code names people in credits and comments. What tells a person from a company in a sentence has to be learnt from sentences, and
corpora of the field have millions of them, annotated by people. Their token columns lose what stood between tokens, so sentences
are put together again as they are written, and some of them in the frames in which code holds prose: comments, strings, lists.
"""

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from annotation.formats.bio import spans_of_tags
from annotation.formats.records import UnreadableRowError
from annotation.offsets import RawSpan
from annotation.schema import Document
from models.jsonl import write_rows
from models.packages import Package, unpacked
from pii.errors import InputError
from pii.labels import Label
from pii.spans import Span

_NAMES = frozenset({Label.NAME})


@dataclass(frozen=True, slots=True)
class Corpus:
    """A repository at its commit, and where in its files tokens and tags are."""

    repository: str
    commit: str
    licence: str
    """SPDX expression."""
    language: str
    files: tuple[str, ...]
    token: int = 0
    """The token's column, from 0; negative from the last one."""
    tag: int = -1
    persons: tuple[str, ...] = ("PER",)
    """Labels of people. All others name something else."""
    spaced: bool = True
    """Whether the language writes spaces between words, and no token is one itself."""


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
        InputError: a repository cannot be had, or lacks a file.
    """
    draw = random.Random(recipe.seed)
    made: dict[str, list[Document]] = {"train": [], "validation": []}
    shares: dict[str, int] = {}
    for corpus in recipe.corpora:
        shares[corpus.language] = shares.get(corpus.language, 0) + 1
    for corpus in recipe.corpora:
        some = list(documents(_read(corpus, recipe.mirrors, out), corpus, recipe, draw))
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
    for name in corpus.files:
        if not (folder / name).exists():
            raise InputError(f"repository {corpus.repository}: {name} is not among its files")
        yield from sentences((folder / name).read_text(encoding="utf-8-sig").splitlines(), corpus)


def sentences(lines: Iterable[str], corpus: Corpus) -> Iterator[Sentence]:
    """The sentences of a file of token columns, which empty lines divide; those whose columns do not fit are left out."""
    rows: list[list[str]] = []
    for line in (*lines, ""):
        cells = line.split("\t") if "\t" in line else line.split()
        if not line.strip() or cells[:1] == ["-DOCSTART-"]:
            if rows and (sentence := _sentence(rows, corpus)):
                yield sentence
            rows = []
        elif len(cells) > 1 and not (line.startswith("#") and "\t" not in line):
            rows.append(cells)


def _sentence(rows: Sequence[Sequence[str]], corpus: Corpus) -> Sentence | None:
    try:
        tokens, tags = zip(*((row[corpus.token], row[corpus.tag]) for row in rows), strict=True)
        text, offsets = written(tokens, corpus.spaced)
        found = spans_of_tags(offsets, ["O" if tag in ("_", "-") else tag for tag in tags])
    except (IndexError, UnreadableRowError):
        return None
    return Sentence(text, tuple(_name(text, span) for span in found if span.label in corpus.persons))


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


def documents(
    given: Iterable[Sentence], corpus: Corpus, recipe: EntitiesRecipe, draw: random.Random
) -> Iterator[Document]:
    """A few sentences that follow each other, as prose or in a frame of code."""
    waiting = list(given)
    position = number = 0
    while position < len(waiting):
        some = waiting[position : position + draw.randint(1, recipe.sentences)]
        position += len(some)
        frame = draw.choice(FRAMES) if draw.random() < recipe.framed else FRAMES[0]
        text, spans = _put(some, frame)
        if spans is None:
            continue
        meta = {"package": corpus.repository, "language": corpus.language, "kind": "entities"}
        yield Document(f"entities:{corpus.repository}:{corpus.language}:{number}", text, spans, asked=_NAMES, meta=meta)
        number += 1


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before and behind each sentence, and how characters are written between."""

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
    """The sentences in their frame and their names; none if a name has another form there."""
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
