"""Where detectors and labels disagree: texts worth checking, as a queue for review in Label Studio."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from annotation.formats.label_studio import ID_KEY, TEXT_KEY, region
from annotation.schema import CrowdSpan, Document
from pii.labels import Label
from pii.redactor import Redactor
from pii.spans import Span, overlap

BATCH = 64

FOUND_BY_RULE: frozenset[Label] = frozenset({Label.EMAIL, Label.IP_ADDRESS})
"""Labels recognisable by form, so that a labelled span that no detector finds is suspect as well."""


class Kind(StrEnum):
    """The kind of a disagreement."""

    MISSING = "missing"
    """Detected, and not labelled at all."""
    LABEL = "label"
    """Labelled as something else."""
    BORDERS = "borders"
    """Labelled with other borders."""
    UNFOUND = "unfound"
    """Labelled but not detected, although its form should reveal it."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A span on which detectors and labels disagree: the detected one, or for `UNFOUND` the labelled one."""

    kind: Kind
    span: Span


@dataclass(frozen=True, slots=True)
class Suspect:
    """A document with its disagreements."""

    document: Document
    detected: tuple[Span, ...]
    disagreements: tuple[Disagreement, ...]


def disagreements(
    document: Document, detected: Iterable[Span], expected: frozenset[Label] = FOUND_BY_RULE
) -> list[Disagreement]:
    """Disagreements between detected spans and a document's labels, by position.

    Labels that nobody was asked for and ignored stretches do not count.
    """
    relevant = [span for span in detected if span.label in document.asked and not _touches(span, document.ignored)]
    found: list[Disagreement] = []
    for span in relevant:
        same_place = [label for label in document.spans if overlap(span, label)]
        if not same_place:
            found.append(Disagreement(Kind.MISSING, span))
        elif all(label.label != span.label for label in same_place):
            found.append(Disagreement(Kind.LABEL, span))
        elif all((label.start, label.end) != (span.start, span.end) for label in same_place):
            found.append(Disagreement(Kind.BORDERS, span))
    found += [
        Disagreement(Kind.UNFOUND, span)
        for span in document.spans
        if span.label in expected and not _touches(span, relevant)
    ]
    return sorted(found, key=lambda item: (item.span.start, item.span.end, item.kind))


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(overlap(span, other) for other in others)


def mine(documents: Iterable[Document], redactor: Redactor) -> list[Suspect]:
    """Documents with labels that detectors disagree with, most disagreements first."""
    suspects = [suspect for suspect in _suspects(documents, redactor) if suspect.disagreements]
    return sorted(suspects, key=lambda suspect: (-len(suspect.disagreements), suspect.document.id))


def _suspects(documents: Iterable[Document], redactor: Redactor) -> Iterator[Suspect]:
    remaining = iter(documents)
    while batch := list(islice(remaining, BATCH)):
        found = redactor.detect_batch([document.text for document in batch])
        for document, spans in zip(batch, found, strict=True):
            yield Suspect(document, tuple(spans), tuple(disagreements(document, spans)))


def review_task(suspect: Suspect) -> dict[str, Any]:
    """The Label Studio task of a suspect: its text, with its labels and the detected spans as two predictions.

    `data.review` says where to look and why, in offsets and labels, never values.
    """
    document = suspect.document
    where = [f"{item.kind} {item.span.label} {item.span.start}-{item.span.end}" for item in suspect.disagreements]
    origin = {key: document.meta[key] for key in ("repo", "repository", "path", "language") if key in document.meta}
    return {
        "data": {ID_KEY: document.id, TEXT_KEY: document.text, **origin, "review": "; ".join(where)},
        "predictions": [
            {"model_version": "labels", "result": _regions(document.text, document.spans)},
            {"model_version": "detectors", "result": _regions(document.text, suspect.detected)},
        ],
    }


def _regions(text: str, spans: Sequence[Span]) -> list[dict[str, Any]]:
    return [region(text, CrowdSpan(span.start, span.end, str(span.label)), span.score) for span in spans]
