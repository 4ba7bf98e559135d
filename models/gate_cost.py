"""The cost of a bundle's gate: spans that the encoder finds when it reads everything, but not behind the gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotation.schema import Document
from pii.detectors.encoder import EncoderDetector
from pii.spans import overlap


@dataclass(frozen=True, slots=True)
class GateCost:
    """Spans of the encoder alone, before other detectors and decoys, at the operating point `balanced`."""

    name: str
    encoded: float
    """Share of the characters that the gate lets through."""
    ungated: int
    """Spans that are found when everything is read."""
    kept: int
    """Those overlapped by a span found behind the gate."""
    ungated_right: int
    """Spans found when everything is read that overlap a labelled one."""
    kept_right: int


def gate_cost(bundle: Path, name: str, documents: Sequence[Document]) -> GateCost:
    """The cost of the bundle's gate on labelled documents."""
    texts = [document.text for document in documents]
    gated = EncoderDetector(bundle)
    behind, everything = gated.detect(texts), EncoderDetector(bundle, gate=False).detect(texts)
    pairs = [
        (any(overlap(span, label) for label in document.spans), any(overlap(span, other) for other in found))
        for document, found, spans in zip(documents, behind, everything, strict=True)
        for span in spans
    ]
    right = [kept for is_right, kept in pairs if is_right]
    return GateCost(name, gated.workload["encoded"], len(pairs), sum(kept for _, kept in pairs), len(right), sum(right))
