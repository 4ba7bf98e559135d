"""Imports labelled data of other tools as votes, with the same evidence, quarantine and ledger as a crowd's export."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from annotation.formats.records import Record
from annotation.label_schema import LabelSchema
from annotation.ledger import Ledger
from annotation.offsets import Evidence, Failure, Hypothesis, RawSpan, Unit, place, to_lf
from annotation.repair import Rule, repair
from annotation.schema import CrowdSpan, Vote, write_votes
from annotation.worker_ids import WorkerIds

NOBODY = "curated"
"""The worker of data that nobody in particular labelled."""


@dataclass(slots=True)
class Report:
    """What an import found and did."""

    evidence: Evidence
    hypothesis: Hypothesis
    ledger: Ledger = field(default_factory=Ledger)


class _UnusableError(Exception):
    def __init__(self, reason: str, span: RawSpan) -> None:
        super().__init__(reason)
        self.reason = reason
        self.span = span


@dataclass(frozen=True, slots=True)
class Options:
    """What the user decides."""

    schema: LabelSchema
    workers: WorkerIds
    asked: frozenset[str] | None = None
    """Labels that were looked for, where the data does not say; None: all of the schema."""
    guideline: str = ""
    rules: frozenset[Rule] = frozenset()


def import_records(
    files: Sequence[Path], read: Callable[[Path], Iterator[Record]], output: Path, options: Options
) -> Report:
    """Writes the records of the files as votes, and those with a span that cannot be placed to a quarantine file beside them.

    Raises:
        InputError: a file cannot be read.
        OutputError: the rows written do not add up with the records read.
    """
    evidence = Evidence(shapes=False)  # these tools count code points; only quoted text can say otherwise
    for path in files:
        for record in read(path):
            evidence.add(record.text, record.spans)
    report = Report(evidence, evidence.best(Unit.CODE_POINTS))
    with output.with_suffix(".quarantine.jsonl").open("w", encoding="utf-8") as quarantine:
        votes = (vote for path in files for vote in _votes(path, read, options, report, quarantine.write))
        report.ledger.kept = write_votes(votes, output)
    report.ledger.check()
    return report


def _votes(
    path: Path,
    read: Callable[[Path], Iterator[Record]],
    options: Options,
    report: Report,
    quarantine: Callable[[str], Any],
) -> Iterator[Vote]:
    ledger = report.ledger
    for number, record in enumerate(read(path), 1):
        ledger.rows += 1
        try:
            if record.dropped or options.workers.is_banned(record.worker):
                ledger.dropped[record.dropped or "banned worker"] += 1
                continue
            vote = _vote(record, options, report)
        except _UnusableError as error:
            ledger.dropped[error.reason] += 1
            where = {"label": error.span.label, "start": error.span.start, "end": error.span.end}
            quarantine(json.dumps({"file": path.name, "row": number, "reason": error.reason, **where}) + "\n")
            continue
        ledger.negatives += not vote.spans
        ledger.spans_written += len(vote.spans)
        yield vote


def _vote(record: Record, options: Options, report: Report) -> Vote:
    schema, ledger = options.schema, report.ledger
    placed: list[CrowdSpan] = []
    for span in record.spans:
        label = schema.crowd_label(span.label)
        if label is None:
            raise _UnusableError(f"unknown label {span.label!r}", span)
        where = place(record.text, span, report.hypothesis)
        if isinstance(where, Failure):
            raise _UnusableError(where.value, span)
        notes = tuple(note for note in where.notes if note != "unverified")
        ledger.notes.update(where.notes)
        placed.append(CrowdSpan(where.start, where.end, label, notes))
    spans, changes = repair(record.text, placed, schema.base, options.rules)
    ledger.spans += len(placed)
    for change in changes:
        ledger.notes[f"repaired: {change.rule}"] += len(change.before)
        ledger.repair_balance += len(change.after) - len(change.before)
    asked = record.asked if record.asked is not None else options.asked
    return Vote(
        document_id=record.id or sha256(to_lf(record.text).encode()).hexdigest(),
        text=record.text,
        worker=options.workers.pseudonym(record.worker) if record.worker else NOBODY,
        spans=tuple(spans),
        asked=schema.labels if asked is None else asked,
        started=record.started,
        submitted=record.submitted,
        guideline=options.guideline or schema.version,
        meta=record.meta,
    )
