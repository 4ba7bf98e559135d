"""The support of each place of each rule: the right and wrong spans that it finds by itself, and in how many packages.

A place is a pattern of the scanner. Its rule is run with the hits of that place alone, decoys are dropped as in every run, and
the rest is compared with labelled texts. A place is worth keeping if it finds something right in a few packages, or follows a
published format (`public_formats.toml`); any other is overfitted to the text it was written for.
"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotation.schema import Document
from annotation.scoring import score_document
from benchmarks.datasets import Dataset
from benchmarks.results import provenance
from pii.decoys import NOT_PERSONAL
from pii.detectors.rules import RULES, RuleDetector
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.finding.masks import unmasked
from pii.finding.resolve import resolve
from pii.labels import CREDENTIALS
from pii.spans import Span, overlap

SUPPORT = 3
"""Fewest packages in which a place should find something right: one or two may be chance."""

FORMATS: Mapping[str, Mapping[str, str]] = tomllib.loads(
    (Path(__file__).parent / "public_formats.toml").read_text(encoding="utf-8")
)
"""By rule, the format that each of its places follows; `*` are those not named."""

_Place = tuple[str, str]
"""A rule and one of its patterns."""


@dataclass(slots=True)
class _Found:
    """What a place finds; packages are counted separately for training windows."""

    right: int = 0
    wrong: int = 0
    alone: int = 0
    packages_right: dict[bool, set[str]] = field(default_factory=lambda: {False: set(), True: set()})
    packages_wrong: set[str] = field(default_factory=lambda: set[str]())


def measure(sets: Sequence[Dataset], rules: Sequence[Rule] = RULES) -> dict[str, Any]:
    """Right and wrong spans of every place of the rules, and their packages.

    `alone` counts right spans that no other place finds: what would be lost without it. A wrong span that touches a
    neutral stretch is not counted, as in every score.
    """
    found: defaultdict[_Place, _Found] = defaultdict(_Found)
    scanner = RuleDetector(rules).scanner
    for one in sets:
        hits_of = scanner.scan_batch(document.text for document in one.documents)
        for document, hits in zip(one.documents, hits_of, strict=True):
            _count(found, document, hits, rules, for_training(one.name))
    rows = [_row(rule.name, place, found[rule.name, place]) for rule in rules for place in rule.patterns]
    described = [_described(one) for one in sets]
    whole = {kind: sum(one[kind] for one in described) for kind in ("documents", "characters")}
    name = ", ".join(one.name for one in sets)
    return {"dataset": {"name": name, **whole, "sets": described}, "places": rows, **provenance()}


def for_training(name: str) -> bool:
    """Whether networks learn from the data set of this name; rules were written with it in view, too."""
    return name.endswith(".train")


def stays(row: Mapping[str, Any]) -> bool:
    """Whether a place has enough packages, or follows a published format."""
    return row["packages_right"] >= SUPPORT or bool(row["format"])


def _described(one: Dataset) -> dict[str, Any]:
    return {
        "name": one.name,
        "split": "training" if for_training(one.name) else "evaluation",
        "documents": len(one.documents),
        "characters": one.characters,
        "packages": len({_package(document) for document in one.documents}),
    }


def _row(rule: str, place: str, found: _Found) -> dict[str, Any]:
    formats = FORMATS.get(rule, {})
    return {
        "rule": rule,
        "place": place,
        "right": found.right,
        "wrong": found.wrong,
        "alone": found.alone,
        "packages_right": len(found.packages_right[False] | found.packages_right[True]),
        "packages_right_evaluation": len(found.packages_right[False]),
        "packages_wrong": len(found.packages_wrong),
        "format": formats.get(place.removeprefix(f"{rule}."), formats.get("*", "")),
    }


def _count(
    found: dict[_Place, _Found],
    document: Document,
    hits: Mapping[str, Sequence[Hit]],
    rules: Sequence[Rule],
    training: bool,
) -> None:
    """Adds what each place finds in a document."""
    asked = document.asked
    if document.meta.get("kind") == "creddata":  # its other labels are what the rules found
        asked &= CREDENTIALS
    gold = [span for span in document.spans if span.label in asked]
    finders: Counter[Span] = Counter()
    right: list[tuple[_Place, Span]] = []
    for key, spans in _alone(document.text, hits, rules):
        score = score_document(gold, document.ignored, spans, asked=asked).total
        place = found[key]
        place.right += score.tp
        place.wrong += score.fp
        if score.tp:
            place.packages_right[training].add(_package(document))
        if score.fp:
            place.packages_wrong.add(_package(document))
        hit = {one for one in gold for span in spans if _finds(span, one)}
        finders.update(hit)
        right += [(key, one) for one in hit]
    for key, one in right:
        found[key].alone += finders[one] == 1


def _package(document: Document) -> str:
    return str(document.meta.get("package", document.id))


def _alone(
    text: str, hits: Mapping[str, Sequence[Hit]], rules: Sequence[Rule]
) -> Iterator[tuple[_Place, Sequence[Span]]]:
    """What each place finds in a text."""
    for rule in rules:
        for place in rule.patterns:
            if place in hits:
                spans = {piece for span in rule.spans(text, hits[place]) for piece in unmasked(text, span)}
                yield (rule.name, place), resolve(text, spans, NOT_PERSONAL).spans


def _finds(span: Span, gold: Span) -> bool:
    return span.label == gold.label and 2 * overlap(span, gold) >= max(len(span), len(gold))
