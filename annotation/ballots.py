"""`Ballot`: all votes that count on one document, in the labels that aggregation decides between.

Each worker has one vote. If a worker answered a text twice, the later answer counts. The earlier one still counts for labels that
the later one was not asked for, as when two pools ask for different labels on one text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from annotation.atoms import LabelledStretch
from annotation.grouping import grouped
from annotation.label_schema import LabelSchema
from annotation.pools import on_one_text
from annotation.schema import CrowdSpan, TaskKind, Vote
from pii.labels import Label

IGNORED = "IGNORED"
"""Stands for all crowd labels that the schema ignores: workers may also agree that a stretch cannot be judged."""

BALLOT_LABELS: tuple[str, ...] = (*(label.value for label in Label), IGNORED)

COUNTED_STATUSES: frozenset[str] = frozenset({"APPROVED", "ACCEPTED", "SUBMITTED"})
"""Statuses of answers that were submitted and not rejected."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One worker's answer on a document; it says nothing about labels outside `asked`."""

    worker: str
    stretches: tuple[LabelledStretch, ...]
    asked: frozenset[str]
    time: datetime | None = None
    """When it was submitted or, if that is unknown, begun."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """The answers on one document, sorted by worker, and its known truth if it is a control task."""

    document_id: str
    text: str = field(repr=False)
    answers: tuple[Answer, ...]
    gold: tuple[LabelledStretch, ...] | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    superseded: int = 0
    """Answers replaced, wholly or for some labels, by a later one from the same worker."""

    @property
    def asked(self) -> frozenset[str]:
        """Labels that any worker was asked for."""
        return frozenset[str]().union(*(answer.asked for answer in self.answers))


def is_counted(vote: Vote) -> bool:
    """Whether the answer was submitted and not rejected, so that an empty one means that there is nothing to mark."""
    return vote.status.upper() in COUNTED_STATUSES


def ballots(votes: Iterable[Vote], schema: LabelSchema, kind: TaskKind = TaskKind.MAIN) -> list[Ballot]:
    """The ballots of all documents that were given to workers as `kind`, sorted by document.

    Votes on one document from several pools become one ballot, each with the labels that its pool asked for. If pools hold the
    text with different newlines, offsets are moved to the text of the first vote.

    Raises:
        InputError: texts with the same id differ in more than newlines.
    """
    found = (ballot_of(each, schema, kind) for each in grouped(votes))
    return [ballot for ballot in found if ballot is not None]


def ballot_of(votes: Iterable[Vote], schema: LabelSchema, kind: TaskKind = TaskKind.MAIN) -> Ballot | None:
    """The ballot of the votes on one document that were given as `kind`; None if none of them counts.

    Raises:
        InputError: as for `ballots`.
    """
    counted = [vote for vote in votes if vote.kind is kind and is_counted(vote)]
    if not counted:
        return None
    ordered = sorted(counted, key=lambda vote: (vote.worker, vote.task, sorted(vote.asked), vote.spans))
    place = {id(vote): number for number, vote in enumerate(counted)}
    votes = on_one_text(ordered)
    answers = [
        Answer(vote.worker, _stretches(vote.spans, schema), _asked(vote, schema), vote.submitted or vote.started)
        for vote in votes
    ]
    kept, superseded = _last_words(answers, [place[id(vote)] for vote in ordered])
    gold = {stretch for vote in votes for stretch in _stretches(vote.gold or (), schema)}
    known = any(vote.gold is not None for vote in votes)
    guidelines = {"guideline": ", ".join(sorted({vote.guideline for vote in votes if vote.guideline}))}
    meta = {**votes[0].meta, **(guidelines if guidelines["guideline"] else {})}
    truth = tuple(sorted(gold)) if known else None
    return Ballot(votes[0].document_id, votes[0].text, tuple(kept), truth, meta, superseded)


def _last_words(answers: Sequence[Answer], places: Sequence[int]) -> tuple[list[Answer], int]:
    """Each worker's last answer for each label, and how many answers were replaced at least in part.

    The later of two answers is the one submitted later or, if times do not decide, the one further down in the file. Ignored
    stretches are not a separate label here: they are kept as long as any part of their answer is.
    """
    if len({answer.worker for answer in answers}) == len(answers):
        return list(answers), 0

    def when(index: int) -> tuple[datetime, int]:
        time = answers[index].time
        return (_BEGINNING if time is None else time.astimezone(UTC), places[index])

    said: dict[str, set[str]] = {}
    kept: dict[int, Answer] = {}
    superseded = 0
    for index in sorted(range(len(answers)), key=when, reverse=True):
        answer = answers[index]
        later = said.get(answer.worker)
        mine = answer.asked - {IGNORED} or answer.asked
        left = mine - (later or set())
        superseded += later is not None and (left != mine or not mine)
        if left or later is None:
            asked = left | (answer.asked & {IGNORED})
            stretches = tuple(stretch for stretch in answer.stretches if stretch[2] in asked)
            kept[index] = replace(answer, asked=asked, stretches=stretches)
        said.setdefault(answer.worker, set()).update(mine)
    return [kept[index] for index in sorted(kept)], superseded


_BEGINNING = datetime.min.replace(tzinfo=UTC)


def _stretches(spans: Iterable[CrowdSpan], schema: LabelSchema) -> tuple[LabelledStretch, ...]:
    return tuple(sorted({(span.start, span.end, _common(span.label, schema)) for span in spans}))


def _asked(vote: Vote, schema: LabelSchema) -> frozenset[str]:
    # A worker who marked a label must have been asked for it, whatever the task's description says.
    return frozenset(_common(label, schema) for label in {*vote.asked, *(span.label for span in vote.spans)})


def _common(crowd_label: str, schema: LabelSchema) -> str:
    base = schema.base(crowd_label)
    return IGNORED if base is None else base.value
