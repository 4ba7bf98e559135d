"""Aggregate several workers' votes on a document into one `Document`; its spans carry their posterior probability.

There are four methods, from the simplest to the best; `benchmarks.crowd_aggregation` measures them on crowds with known truth.
`SPAN_VOTE` counts identical spans. The others compute the probability of each label on every stretch of the text and read
spans off it: from vote shares (`CHARACTER_VOTE`), from vote shares weighted by each worker's record on control tasks
(`GOLD_WEIGHTED`), or from an estimate of each worker's confusion matrix (`DAWID_SKENE`). These probabilities decide whether
there is a span, and its label; its exact borders are those chosen by most of the workers who marked it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import numpy as np

from annotation.atoms import LabelledStretch, atoms
from annotation.ballots import BALLOT_LABELS, IGNORED, Ballot, ballot_of
from annotation.beliefs import Beliefs, read_spans
from annotation.control import control_names, names_of
from annotation.grouping import Groups, grouped
from annotation.label_schema import LabelSchema
from annotation.schema import Document, TaskKind, Vote
from annotation.token_model import TokenModel
from pii.labels import Label
from pii.spans import Span

_LABEL_INDEX = {label: index for index, label in enumerate(BALLOT_LABELS)}


class Method(StrEnum):
    """How votes are aggregated."""

    SPAN_VOTE = "span-vote"
    CHARACTER_VOTE = "character-vote"
    GOLD_WEIGHTED = "gold-weighted"
    DAWID_SKENE = "dawid-skene"


class OperatingPoint(StrEnum):
    """Which error to avoid: in redaction a missed span is worse, in training an invented one."""

    RECALL = "recall"
    BALANCED = "balanced"
    PRECISION = "precision"

    @property
    def threshold(self) -> float:
        """A stretch counts as labelled if it carries any label with a probability above this."""
        return {"recall": 0.2, "balanced": 0.5, "precision": 0.8}[self.value]


def aggregate(
    votes: Iterable[Vote],
    schema: LabelSchema,
    method: Method = Method.DAWID_SKENE,
    point: OperatingPoint = OperatingPoint.BALANCED,
) -> list[Document]:
    """One document for each text of a main task, sorted by id.

    The schema maps the crowd's labels before they are counted, so that EMAIL and EMAIL_LICENSE agree; agreed stretches of
    ignored labels become `Document.ignored`. `Document.asked` are the labels that any worker was asked for. Control tasks with
    known answers inform `GOLD_WEIGHTED` and `DAWID_SKENE`. A text that was a control or training task in any pool does not
    become a document, whatever other pools asked.
    """
    return list(Aggregation(grouped(votes), schema, method).documents(point))


class Aggregation:
    """Reads votes twice: to learn how workers answer, then to build the documents. Holds one document at a time."""

    def __init__(self, groups: Groups, schema: LabelSchema, method: Method = Method.DAWID_SKENE) -> None:
        self._groups, self._schema, self._method = groups, schema, method
        self._model = TokenModel()
        self.superseded = 0
        """Answers replaced by a later one from the same worker."""
        control: set[str] = set()
        golden: list[Ballot] = []
        for votes in groups:
            control |= control_names(votes)
            known = ballot_of(votes, schema, TaskKind.GOLDEN)
            if known is not None and known.gold is not None:
                golden.append(known)
                self._learn(known)
            main = ballot_of(votes, schema)
            if main is not None:
                self.superseded += main.superseded
                self._learn(main)
        self.control = frozenset(control)
        """Digests of the texts that are control or training tasks."""
        self._weights = worker_weights(golden) if method is Method.GOLD_WEIGHTED else {}
        if method is Method.DAWID_SKENE:
            self._model.fit()

    def _learn(self, ballot: Ballot) -> None:
        if self._method is Method.DAWID_SKENE:
            self._model.add(ballot)

    def documents(self, point: OperatingPoint = OperatingPoint.BALANCED) -> Iterator[Document]:
        """The documents, sorted by id."""
        for votes in self._groups:
            ballot = ballot_of(votes, self._schema)
            document = None if ballot is None else self.document(ballot, point)
            if document is not None:
                yield document

    def document(self, ballot: Ballot, point: OperatingPoint = OperatingPoint.BALANCED) -> Document | None:
        """The document of a main task's ballot; None if its text was a control task elsewhere."""
        if not self.control.isdisjoint(names_of(ballot.document_id, ballot.text)):
            return None
        return _document(ballot, self._decide(ballot, point.threshold), self._method)

    def _decide(self, ballot: Ballot, threshold: float) -> Iterable[tuple[LabelledStretch, float]]:
        match self._method:
            case Method.SPAN_VOTE:
                return span_vote(ballot, threshold)
            case Method.CHARACTER_VOTE | Method.GOLD_WEIGHTED:
                return read_spans(ballot, character_vote(ballot, self._weights), threshold)
            case Method.DAWID_SKENE:
                return read_spans(ballot, self._model.beliefs(ballot), threshold)


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
    """Spans that more than `threshold` of those asked for the label marked with the same borders, scored with that share.

    Of overlapping spans the best supported is kept, then the longest.
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
        weights: weight of each worker's vote; a worker without one gets the mean. By default all weigh the same.
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
        for number, label in enumerate(cut.names[1:], 1):
            marked = labels == number
            inside[marked, _LABEL_INDEX[label]] += weight
            begins[marked & starts, _LABEL_INDEX[label]] += weight
    asked = np.maximum(asked, np.finfo(np.float64).tiny)
    return Beliefs(cut.borders, inside / asked, begins / asked)


def worker_weights(golden: Iterable[Ballot]) -> dict[str, float]:
    """Each worker's span F1 on control tasks, smoothed towards one half by one right and one wrong span."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for ballot in golden:
        for answer in ballot.answers:
            gold = {stretch for stretch in ballot.gold or () if stretch[2] in answer.asked}
            right[answer.worker] += 2 * len(gold & set(answer.stretches))
            given[answer.worker] += len(gold) + len(set(answer.stretches))
    return {worker: (right[worker] + 1) / (given[worker] + 2) for worker in given}
