"""Several workers' votes on a document become one `Document`, each span with the posterior that it is there.

Four methods, from the plainest to the best; `benchmarks.crowd_aggregation` measures them on crowds with known truth.
`SPAN_VOTE` counts identical spans. The others give every stretch of the text a probability per label, from vote shares
(`CHARACTER_VOTE`), from vote shares weighted by each worker's record on control tasks (`GOLD_WEIGHTED`), or from an
estimate of each worker's confusion matrix (`DAWID_SKENE`), and read spans off it. Where a span is and what it is come
from these probabilities; its exact borders are those that most of the workers who marked it chose.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

import numpy as np

from annotation.atoms import LabelledStretch, atoms
from annotation.ballots import BALLOT_LABELS, IGNORED, Ballot, ballots
from annotation.beliefs import Beliefs, read_spans
from annotation.label_schema import LabelSchema
from annotation.schema import Document, TaskKind, Vote
from annotation.token_model import token_dawid_skene
from pii.labels import OUTSIDE, Label
from pii.spans import Span

_LABEL_INDEX = {label: index for index, label in enumerate(BALLOT_LABELS)}


class Method(StrEnum):
    """How votes become one answer."""

    SPAN_VOTE = "span-vote"
    CHARACTER_VOTE = "character-vote"
    GOLD_WEIGHTED = "gold-weighted"
    DAWID_SKENE = "dawid-skene"


class OperatingPoint(StrEnum):
    """Which error to avoid: for redaction a missed span is worse, for training an invented one."""

    RECALL = "recall"
    BALANCED = "balanced"
    PRECISION = "precision"

    @property
    def threshold(self) -> float:
        """A stretch counts as labelled when its probability of carrying any label is above this."""
        return {"recall": 0.2, "balanced": 0.5, "precision": 0.8}[self.value]


def aggregate(
    votes: Iterable[Vote],
    schema: LabelSchema,
    method: Method = Method.DAWID_SKENE,
    point: OperatingPoint = OperatingPoint.BALANCED,
) -> list[Document]:
    """One document for each text that was labelled in earnest, sorted by id; control and training tasks are none.

    Labels of the crowd are collapsed as the schema says before they are counted, so that EMAIL and EMAIL_LICENSE agree;
    agreed stretches of ignored labels become `Document.ignored`. `Document.asked` are the labels that somebody was asked for.
    Control tasks with known answers inform `GOLD_WEIGHTED` and `DAWID_SKENE`.
    """
    votes = list(votes)
    main = ballots(votes, schema)
    golden = [ballot for ballot in ballots(votes, schema, TaskKind.GOLDEN) if ballot.gold is not None]
    if not main:
        return []
    decide = _decision(method, main, golden)
    return [_document(ballot, decide(ballot, point.threshold), method) for ballot in main]


_Decide = Callable[[Ballot, float], Iterable[tuple[LabelledStretch, float]]]


def _decision(method: Method, main: Sequence[Ballot], golden: Sequence[Ballot]) -> _Decide:
    match method:
        case Method.SPAN_VOTE:
            return span_vote
        case Method.CHARACTER_VOTE:
            return lambda ballot, threshold: read_spans(ballot, character_vote(ballot), threshold)
        case Method.GOLD_WEIGHTED:
            weights = worker_weights(golden)
            return lambda ballot, threshold: read_spans(ballot, character_vote(ballot, weights), threshold)
        case Method.DAWID_SKENE:
            beliefs = token_dawid_skene(main, golden)
            return lambda ballot, threshold: read_spans(ballot, beliefs[ballot.document_id], threshold)


def _document(ballot: Ballot, found: Iterable[tuple[LabelledStretch, float]], method: Method) -> Document:
    spans: list[Span] = []
    ignored: list[Span] = []
    for (start, end, label), posterior in found:
        score = round(min(1.0, posterior), 6)
        if label == IGNORED:
            ignored.append(Span(start, end, Label.KEY, 0.0, f"crowd.{method}"))
        else:
            spans.append(Span(start, end, Label(label), score, f"crowd.{method}"))
    # Who voted is kept (as keyed hashes), so that a worker can still be taken out of a finished dataset.
    workers = sorted({answer.worker for answer in ballot.answers})
    meta = {**ballot.meta, "votes": len(ballot.answers), "workers": workers}
    asked = ballot.asked - {IGNORED}
    return Document(ballot.document_id, ballot.text, tuple(sorted(spans)), tuple(sorted(ignored)), asked, meta)


def span_vote(ballot: Ballot, threshold: float) -> list[tuple[LabelledStretch, float]]:
    """Spans that more than `threshold` of those asked for the label marked with the same borders, with that share.

    Of overlapping ones the best supported stays, then the longest.
    """
    asked = Counter(label for answer in ballot.answers for label in answer.asked)
    marked = Counter(stretch for answer in ballot.answers for stretch in set(answer.stretches))
    share = {stretch: count / asked[stretch[2]] for stretch, count in marked.items()}
    kept: list[LabelledStretch] = []
    for start, end, label in sorted(share, key=lambda key: (-share[key], key[0] - key[1], key)):
        if share[start, end, label] > threshold and all(end <= a or b <= start for a, b, _ in kept):
            kept.append((start, end, label))
    return [(stretch, share[stretch]) for stretch in sorted(kept)]


def character_vote(ballot: Ballot, weights: Mapping[str, float] | None = None) -> Beliefs:
    """The share of votes for each label on each stretch, among the votes that were asked for the label.

    Args:
        ballot: the votes.
        weights: of each worker's vote; the mean of these for a worker without one. All weigh the same by default.
    """
    known = weights or {}
    usual = sum(known.values()) / len(known) if known else 1.0
    cut = atoms(ballot.text, [answer.stretches for answer in ballot.answers], tokens=False)
    inside = np.zeros((len(cut.lengths), len(BALLOT_LABELS)))
    begins = np.zeros_like(inside)
    asked = np.zeros(len(BALLOT_LABELS))
    for answer, labels, starts in zip(ballot.answers, cut.labels, cut.begins, strict=True):
        weight = known.get(answer.worker, usual)
        asked[[_LABEL_INDEX[label] for label in answer.asked]] += weight
        for stretch, label in enumerate(labels):
            if label != OUTSIDE:
                inside[stretch, _LABEL_INDEX[label]] += weight
                begins[stretch, _LABEL_INDEX[label]] += weight * starts[stretch]
    asked = np.maximum(asked, np.finfo(np.float64).tiny)
    return Beliefs(cut.borders, inside / asked, begins / asked)


def worker_weights(golden: Iterable[Ballot]) -> dict[str, float]:
    """Each worker's span F1 on control tasks, drawn towards one half as one span right and one wrong would."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for ballot in golden:
        for answer in ballot.answers:
            gold = {stretch for stretch in ballot.gold or () if stretch[2] in answer.asked}
            right[answer.worker] += 2 * len(gold & set(answer.stretches))
            given[answer.worker] += len(gold) + len(set(answer.stretches))
    return {worker: (right[worker] + 1) / (given[worker] + 2) for worker in given}
