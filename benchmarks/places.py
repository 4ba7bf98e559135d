"""What each place of each rule is good for: the right and wrong spans that it alone would give, and in how many packages.

A place is a pattern of the scanner. Its rule is asked with the hits of that place and no other, decoys are dropped as in every
run, and what is left is compared with labelled texts. A place that finds something right in a few packages was made for them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotation.schema import Document
from benchmarks.results import provenance
from pii.decoys import NOT_PERSONAL
from pii.detectors.rules import RULES, RuleDetector
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.masks import unmasked
from pii.resolve import resolve
from pii.scoring import score_document
from pii.spans import Span, overlap

SUPPORT = 3
"""Packages in which a place should find something right."""


def measure(documents: Sequence[Document], name: str, rules: Sequence[Rule] = RULES) -> dict[str, Any]:
    """Right and wrong spans, and packages with such, of every place of the rules.

    `alone` are right spans that no other place finds: what would be lost without it. A wrong span that touches a neutral
    stretch is not counted, as in every score.
    """
    scanner = RuleDetector(rules).scanner
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    packages: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for document, hits in zip(documents, scanner.scan_batch(document.text for document in documents), strict=True):
        finders: Counter[Span] = Counter()
        right: list[tuple[tuple[str, str], Span]] = []
        for key, spans in _found(document.text, hits, rules):
            score = score_document(document.spans, document.ignored, spans, asked=document.asked).total
            counts[key] += Counter(right=score.tp, wrong=score.fp)
            for kind, number in (("right", score.tp), ("wrong", score.fp)):
                if number:
                    packages[(*key, kind)].add(str(document.meta.get("package", document.id)))
            hit = {gold for gold in document.spans for span in spans if _finds(span, gold)}
            finders.update(hit)
            right += [(key, gold) for gold in hit]
        for key, gold in right:
            counts[key]["alone"] += finders[gold] == 1
    rows = [
        {
            "rule": rule.name,
            "place": place,
            **{kind: counts[rule.name, place][kind] for kind in ("right", "wrong", "alone")},
            "packages_right": len(packages[rule.name, place, "right"]),
            "packages_wrong": len(packages[rule.name, place, "wrong"]),
        }
        for rule in rules
        for place in rule.patterns
    ]
    size = {"documents": len(documents), "characters": sum(len(document.text) for document in documents)}
    return {"dataset": {"name": name, **size}, "places": rows, **provenance()}


def _found(
    text: str, hits: Mapping[str, Sequence[Hit]], rules: Sequence[Rule]
) -> Iterator[tuple[tuple[str, str], Sequence[Span]]]:
    """What each place gives in a text."""
    for rule in rules:
        for place in rule.patterns:
            if place in hits:
                spans = {piece for span in rule.find(text, hits[place]) for piece in unmasked(text, span)}
                yield (rule.name, place), resolve(text, spans, NOT_PERSONAL).spans


def _finds(span: Span, gold: Span) -> bool:
    return span.label == gold.label and 2 * overlap(span, gold) >= max(len(span), len(gold))
