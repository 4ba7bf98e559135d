"""Label documents with an ensemble of bundles: what all of them find is a span, what only some find is ignored.

After StarPII's recipe (Li et al. 2023, arXiv 2305.06161): label plain text with models that were trained on what
people labelled, keep what they are sure of, train on it, then fine-tune on the human labels again.

With labels from elsewhere, such as patterns, the ensemble shows what they may have missed: those labels are kept, and
whatever else the models find is ignored instead of being learnt as a negative.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import fmean

from annotation.schema import ALL_LABELS, Document
from models.data import read_documents
from models.jsonl import write_rows
from pii.detectors.encoder import EncoderDetector
from pii.errors import ConfigError
from pii.spans import Span, overlap

_BATCH = 256


def run(
    bundles: Sequence[Path],
    source: Path,
    out: Path,
    threshold: float,
    operating_point: str = "recall",
    keep_labels: bool = False,
) -> int:
    """Writes the documents of `source` with pseudo-labels to `out` (JSON lines, `.zst` too); returns their number.

    With `keep_labels` the documents' own spans are kept, and whatever else the models find is ignored.

    Raises:
        ConfigError: no bundle is given, or the threshold is not a share.
        InputError, ModelError: the documents or a bundle cannot be read.
    """
    if not bundles or not 0 <= threshold <= 1:
        raise ConfigError(f"{len(bundles)} bundles and threshold {threshold}: expected one or more, and a share")
    models = [EncoderDetector(bundle, operating_point=operating_point) for bundle in bundles]
    documents = read_documents(source)
    made = doubted(models, documents) if keep_labels else labelled(models, documents, threshold)
    return write_rows(out, (document.to_json() for document in made))


def labelled(models: Sequence[EncoderDetector], documents: Iterator[Document], threshold: float) -> Iterator[Document]:
    """The documents with the spans that the models agree on instead of their own; ignored stretches stay ignored."""
    while batch := list(islice(documents, _BATCH)):
        texts = [document.text for document in batch]
        for document, *found in zip(batch, *(model.detect(texts) for model in models), strict=True):
            spans, doubtful = agreed(found, threshold)
            meta = {**document.meta, "kind": "pseudo"}
            yield replace(document, spans=spans, ignored=(*document.ignored, *doubtful), asked=ALL_LABELS, meta=meta)


def doubted(models: Sequence[EncoderDetector], documents: Iterator[Document]) -> Iterator[Document]:
    """The documents with their own spans; whatever else a model finds is ignored."""
    while batch := list(islice(documents, _BATCH)):
        texts = [document.text for document in batch]
        for document, *found in zip(batch, *(model.detect(texts) for model in models), strict=True):
            beside = {
                span for group in found for span in group if not any(overlap(span, own) for own in document.spans)
            }
            yield replace(document, ignored=(*document.ignored, *sorted(beside)))


def agreed(found: Sequence[Sequence[Span]], threshold: float) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans of one document that every model finds with a mean score of at least `threshold`, and all others.

    Models find the same span if their spans carry one label and share at least half of each; the first model's bounds are
    taken.
    """
    spans: list[Span] = []
    used: set[tuple[int, Span]] = set()
    for span in found[0]:
        partners = [_partner(span, others) for others in found[1:]]
        scores = [span.score, *(partner.score for partner in partners if partner)]
        if None not in partners and fmean(scores) >= threshold:
            spans.append(replace(span, score=round(fmean(scores), 4), source="pseudo"))
            used |= {(0, span), *((index, partner) for index, partner in enumerate(partners, start=1) if partner)}
    doubtful = {span for index, group in enumerate(found) for span in group if (index, span) not in used}
    # A stretch that another model labels differently stays the agreed span's.
    free = [span for span in doubtful if not any(overlap(span, kept) for kept in spans)]
    return tuple(spans), tuple(sorted(free))


def _partner(span: Span, others: Sequence[Span]) -> Span | None:
    near = [
        other
        for other in others
        if other.label is span.label and 2 * overlap(span, other) >= max(len(span), len(other))
    ]
    return max(near, key=lambda other: overlap(span, other), default=None)
