"""Message catalogues as training data: running text in every language, without names or passwords.

A detector trained on English alone marks words that it does not know. Only messages are used, since headers and translators'
credits do name people; what rules find there is ignored.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from annotation.schema import Document
from models.excerpts import stretch
from models.jsonl import read_rows, write_rows
from pii.detectors.rules import RuleDetector
from pii.labels import Label
from pii.spans import Span

_SUFFIXES = frozenset({".po", ".arb", ".resx", ".strings", ".xlf", ".xliff", ".ftl"})
_FOLDERS = re.compile(
    r"(?:^|/)(?:values-[a-z]{2,3}(?:-r[A-Z]{2})?|i18n|l10n|locales?|lang(?:uages?|s)?|translations?|nls)/"
    r"|[_.-][a-z]{2}(?:[_-][A-Z]{2})?\.(?:properties|json|ya?ml|xml|ts|php|ini)$"
)
_CREDITS = re.compile(
    r"(?i)translat\w*|credits?|authors?|contribut\w*|copyright|maintain\w*|[\w.+-]+@[\w-]+\.\w+"
    r"|\b(?:by|von|par|por|da|door|av|fra|od) [A-Z]"
)
"""A line that may name somebody."""


@dataclass(frozen=True, slots=True)
class CataloguesRecipe:
    """Which stretches are cut."""

    documents: tuple[Path, ...]
    """The corpora's `documents.jsonl.zst`; their training splits are read."""
    per_file: int = 2
    per_package: int = 60
    characters: int = 1500
    seed: int = 17
    terms: int = 0
    """Stretches of Unicode locale data to add for each language, see `lists_of_terms`."""


def run(recipe: CataloguesRecipe, out: Path) -> int:
    """Writes `out/catalogues.train.jsonl.zst`; returns the number of stretches."""
    rows = (row for path in recipe.documents for row in read_rows(path) if row["split"] == "train")
    cuts = chain(stretches(rows, recipe), lists_of_terms(recipe))
    return write_rows(out / "catalogues.train.jsonl.zst", (cut.to_json() for cut in cuts))


def stretches(rows: Iterable[Mapping[str, Any]], recipe: CataloguesRecipe) -> Iterator[Document]:
    """The stretches of the catalogues among the rows."""
    draw = random.Random(recipe.seed)
    rules = RuleDetector()
    taken: Counter[str] = Counter()
    for row in rows:
        if not is_catalogue(row["path"]):
            continue
        for number in range(recipe.per_file):
            if taken[row["package"]] >= recipe.per_package:
                break
            taken[row["package"]] += 1
            text = stretch(row["text"], recipe.characters, draw)
            (found,) = rules.detect([text])
            spans = tuple(span for span in found if span.label in (Label.EMAIL, Label.IP_ADDRESS))
            meta = {"package": row["package"], "path": row["path"], "kind": "catalogue"}
            yield Document(f"catalogue:{row['id']}:{number}", text, spans, tuple(_doubtful(text, spans)), meta=meta)


def lists_of_terms(recipe: CataloguesRecipe) -> Iterator[Document]:
    """Languages, countries, currencies, months and days in every language, one term per line: menus and settings list them,
    capitalised and in two words like names."""
    from babel import Locale, UnknownLocaleError
    from babel.localedata import locale_identifiers

    draw = random.Random(recipe.seed)
    for name in sorted(locale_identifiers()) if recipe.terms else ():
        try:
            locale = Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
        if locale.territory or name == "root":
            continue  # much as the language's own
        terms = [*locale.languages.values(), *locale.territories.values(), *locale.currencies.values()]
        terms += [*locale.months["stand-alone"]["wide"].values(), *locale.days["stand-alone"]["wide"].values()]
        for number in range(recipe.terms):
            draw.shuffle(terms)
            text = _lines(terms, recipe.characters)
            yield Document(f"terms:{name}:{number}", text, meta={"language": name, "kind": "terms"})


def _lines(terms: Iterable[str], characters: int) -> str:
    lines: list[str] = []
    size = 0
    for term in terms:
        size += len(term) + 1
        if size > characters:
            break
        lines.append(f"{term}\n")
    return "".join(lines)


def is_catalogue(path: str) -> bool:
    """Whether the path is a file of translated messages.

    >>> is_catalogue("po/vi.po"), is_catalogue("res/values-pt-rBR/strings.xml"), is_catalogue("src/main.py")
    (True, True, False)
    """
    return PurePosixPath(path).suffix in _SUFFIXES or _FOLDERS.search(path) is not None


def _doubtful(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Lines that may name somebody, except for the spans in them."""
    position = 0
    for line in text.splitlines(keepends=True):
        end = position + len(line)
        if _CREDITS.search(line):
            first = position
            for span in sorted(span for span in spans if position <= span.start and span.end <= end):
                if span.start > first:
                    yield Span(first, span.start, Label.NAME)
                first = max(first, span.end)
            if end > first:
                yield Span(first, end, Label.NAME)
        position = end
