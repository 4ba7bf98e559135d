"""Weak labels: what high-precision patterns find in real text, with stretches they are unsure of marked as ignored.

A value is a span only if its context proves it (an author line, `Name <mail>`, a changelog header, a literal assigned to a
password). What may or may not be one is ignored rather than taken for a negative. Everything else is a negative, including
digests, identifiers and product names.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from annotation.schema import Document
from models.credentials import credential_spans, password_verdict
from models.excerpts import cut, stretch, windows
from models.jsonl import read_rows, write_rows
from models.weak_names import (
    PROSE,
    Found,
    Vocabulary,
    in_comment,
    is_company,
    known_people,
    names_elsewhere,
    names_in_place,
)
from pii.detectors.rules import RuleDetector
from pii.known.organisations import is_organisation_account, names_organisation
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span

_MENTION = re.compile(r"(?<![\w@./:=\"'`$&-])@(?P<h>[A-Za-z][\w-]{2,38})(?![\w(=/@:.\[-]|\.\w)")
_MENTIONING = frozenset("asciidoc authors changelog mail markdown notebook rst".split())
_NICKNAME = re.compile(r" ?[(\"]{1,2}@?(?P<h>[A-Za-z][\w-]{1,24})[)\"]{1,2}")
_CREDITING = frozenset({"authors", "changelog"})
_ADDRESS = re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_HOST_HANDLE = re.compile(r"(?:github|gitlab|bitbucket|twitter|codeberg)\.(?:com|org)[/:]$", re.I)
_SOURCE = "weak"


@dataclass(frozen=True, slots=True)
class WeakLabelRecipe:
    """How much of the corpus is labelled, and how it is cut."""

    documents: Path
    """The corpus: `documents.jsonl.zst`."""
    files_per_package: int = 400
    file_characters: int = 14_000
    """From longer files, one random stretch of this length is taken."""
    window_from: int = 1000
    window_to: int = 2500
    """Approximate characters of a window."""
    windows_per_file: int = 3
    """Windows around spans, at most; one at random comes with each file, too."""
    seed: int = 5


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
    """Windows with weak labels, from corpus rows grouped by package."""
    rules = RuleDetector()
    sizes = recipe.window_from, recipe.window_to
    for (ecosystem, package), group in groupby(documents, key=lambda row: (row["ecosystem"], row["package"])):
        draw = random.Random(f"{recipe.seed}:{ecosystem}:{package}")
        rows = list(group)
        draw.shuffle(rows)
        texts = [stretch(row["text"], recipe.file_characters, draw) for row in rows[: recipe.files_per_package]]
        people = known_people(texts)
        for row, text, found in zip(rows, texts, rules.detect(texts), strict=False):
            spans, ignored = find(text, found, people, vocabulary, row["language"])
            spans, ignored = _without_own_accounts(text, spans, ignored, package)
            meta = {key: row[key] for key in ("package", "ecosystem", "path", "language", "split")}
            for number, (kind, window) in enumerate(windows(text, spans, recipe.windows_per_file, sizes, draw)):
                document_id = f"weak:{row['id']}:{number}:{window.start}"
                yield cut(document_id, text, spans, ignored, window, {**meta, "kind": kind})


def _without_own_accounts(
    text: str, spans: Sequence[Span], ignored: Sequence[Span], package: str
) -> tuple[list[Span], list[Span]]:
    """The spans, with accounts named after the package moved to the ignored ones: a project is not a person."""
    own = {
        span
        for span in spans
        if span.label is Label.USERNAME and text[span.start : span.end].lower() in package.lower() and len(span) > 2
    }
    return [span for span in spans if span not in own], sorted([*ignored, *own])


def find(
    text: str, rule_spans: Sequence[Span], people: frozenset[str], vocabulary: Vocabulary, language: str
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Disjoint spans and ignored stretches of a text."""
    found = Found()
    for span in rule_spans:
        if span.label is Label.NAME and (
            text.endswith("Language-Team: ", 0, span.start) or is_company(text, span.start, span.end)
        ):
            continue
        doubtful = _doubtful_account(text, span, language) or _doubtful_credential(text, span)
        (found.ignored if doubtful else found.spans).append(span)
    credential_spans(text, language, found.spans, found.ignored)
    if language in _MENTIONING:
        for match in _MENTION.finditer(text):
            sure = (
                language in _CREDITING and not is_system_account(match["h"]) and not is_organisation_account(match["h"])
            )
            (found.spans if sure else found.ignored).append(Span(*match.span("h"), Label.USERNAME, source=_SOURCE))
    found.ignored += [Span(*match.span(), Label.EMAIL, source=_SOURCE) for match in _ADDRESS.finditer(text)]
    names_in_place(text, found, vocabulary)
    names_elsewhere(text, found, people, vocabulary, language)
    for span in [span for span in found.spans if span.label is Label.NAME]:
        nickname = _NICKNAME.match(text, span.end)
        if nickname and not is_system_account(nickname["h"]) and not names_organisation(nickname["h"]):
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
    return text[span.start - 1 : span.start] == "@" and language not in PROSE and not in_comment(text, span.start)


def _doubtful_credential(text: str, span: Span) -> bool:
    """Whether a value found by its context alone reads like something else."""
    if span.source != "rules.password":
        return False
    value, before = text[span.start : span.end], text[max(0, span.start - 40) : span.start]
    # The word itself is what manuals and tests write most; the rule looks at its context.
    return value.lower() not in ("password", "passwd", "pass") and not password_verdict(value, before)
