"""`Ballot`: all counted votes on one document, in the labels that aggregation decides between."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotation.atoms import LabelledStretch
from annotation.label_schema import LabelSchema
from annotation.pools import on_one_text
from annotation.schema import CrowdSpan, TaskKind, Vote
from pii.labels import Label

IGNORED = "IGNORED"
"""What all crowd labels that the schema ignores become: a stretch that nobody can judge is something to agree upon too."""

BALLOT_LABELS: tuple[str, ...] = (*(label.value for label in Label), IGNORED)

COUNTED_STATUSES: frozenset[str] = frozenset({"APPROVED", "ACCEPTED", "SUBMITTED"})
"""Answers that were handed in and not rejected."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One worker's answer on a document; of labels outside `asked` it says nothing."""

    worker: str
    stretches: tuple[LabelledStretch, ...]
    asked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ballot:
    """The answers on one document, sorted by worker, and its known truth if it is a control task."""

    document_id: str
    text: str = field(repr=False)
    answers: tuple[Answer, ...]
    gold: tuple[LabelledStretch, ...] | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> frozenset[str]:
        """Labels that somebody looked for."""
        return frozenset[str]().union(*(answer.asked for answer in self.answers))


def is_counted(vote: Vote) -> bool:
    """Whether the answer was handed in and not rejected, so that an empty one says that there is nothing."""
    return vote.status.upper() in COUNTED_STATUSES


def ballots(votes: Iterable[Vote], schema: LabelSchema, kind: TaskKind = TaskKind.MAIN) -> list[Ballot]:
    """The ballots of all documents that were given to workers as `kind`, sorted by document.

    Votes of one document in several pools become one ballot, each vote with the labels that its pool asked for. Where pools hold
    the text with other newlines, offsets move to the text of the first vote.

    Raises:
        InputError: two texts that differ in more have the same id.
    """
    by_document: dict[str, list[Vote]] = defaultdict(list)
    for vote in votes:
        if vote.kind is kind and is_counted(vote):
            by_document[vote.document_id].append(vote)
    return [_ballot(by_document[key], schema) for key in sorted(by_document)]


def _ballot(votes: list[Vote], schema: LabelSchema) -> Ballot:
    votes = on_one_text(sorted(votes, key=lambda vote: (vote.worker, vote.task, sorted(vote.asked), vote.spans)))
    answers = tuple(Answer(vote.worker, _stretches(vote.spans, schema), _asked(vote, schema)) for vote in votes)
    gold = {stretch for vote in votes for stretch in _stretches(vote.gold or (), schema)}
    known = any(vote.gold is not None for vote in votes)
    guidelines = {"guideline": ", ".join(sorted({vote.guideline for vote in votes if vote.guideline}))}
    meta = {**votes[0].meta, **(guidelines if guidelines["guideline"] else {})}
    return Ballot(votes[0].document_id, votes[0].text, answers, tuple(sorted(gold)) if known else None, meta)


def _stretches(spans: Iterable[CrowdSpan], schema: LabelSchema) -> tuple[LabelledStretch, ...]:
    return tuple(sorted({(span.start, span.end, _common(span.label, schema)) for span in spans}))


def _asked(vote: Vote, schema: LabelSchema) -> frozenset[str]:
    # Whoever marked a label was asked for it, whatever the task's description says.
    return frozenset(_common(label, schema) for label in {*vote.asked, *(span.label for span in vote.spans)})


def _common(crowd_label: str, schema: LabelSchema) -> str:
    base = schema.base(crowd_label)
    return IGNORED if base is None else base.value
