"""Imports labelled data of other tools as votes, with the same evidence, quarantine and ledger as a crowd's export."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from annotation.formats.placing import UnplacedSpanError, place_spans
from annotation.formats.records import Defect, Read, Record, UnreadableRowError
from annotation.label_schema import LEFT_OUT, LabelSchema, shown_label
from annotation.ledger import QUARANTINE_SUFFIX, Ledger
from annotation.offsets import Evidence, Hypothesis, RawSpan, Unit, to_lf
from annotation.repair import Change, Rule, repair
from annotation.schema import Vote, write_votes
from annotation.worker_ids import WorkerIds

NOBODY = "curated"
"""The worker of data without named annotators."""


@dataclass(slots=True)
class Report:
    """What an import found and did."""

    evidence: Evidence
    hypothesis: Hypothesis
    ledger: Ledger = field(default_factory=Ledger)
    changes: list[tuple[int, Change]] = field(default_factory=list[tuple[int, Change]])
    """The first repairs, each with its row."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user decides."""

    schema: LabelSchema
    workers: WorkerIds
    asked: frozenset[str] | None = None
    """Labels that were looked for, where the data does not say; None: all of the schema."""
    guideline: str = ""
    rules: frozenset[Rule] = frozenset()
    label_map: Mapping[str, str] = field(default_factory=dict)
    """Labels of the schema, or `LEFT_OUT`, by labels of the files."""

    def label(self, given: str) -> str | None:
        """The schema's label for one of the files, None when it has none."""
        return self.schema.renamed(given, self.label_map)


def import_records(
    files: Sequence[Path],
    read: Callable[[Path], Iterator[Read]],
    output: Path | None,
    options: Options,
    shown_changes: int = 0,
) -> Report:
    """Writes the records of the files as votes, and what a person must look at, with reasons, to a quarantine file next to them.

    With no `output` nothing is written, only reported. If the files use one id for several texts, each is named by
    its text instead, as are texts without an id.

    Raises:
        InputError: a file cannot be read.
        OutputError: the rows written do not add up with the records read.
    """
    evidence = Evidence(shapes=False)  # these tools count code points, unless quoted text shows otherwise
    texts = _Texts()
    for path in files:
        for record in read(path):
            if isinstance(record, Record):
                evidence.add(record.text, record.spans)
                texts.add(record)
    report = Report(evidence, evidence.best(Unit.CODE_POINTS))
    run = _Import(options, report, texts, shown_changes)
    with ExitStack() as stack:
        votes = (vote for path in files for vote in run.votes(path, read(path)))
        if output is None:
            report.ledger.kept = sum(1 for _ in votes)
        else:
            path = output.with_suffix(QUARANTINE_SUFFIX)
            run.quarantine = stack.enter_context(path.open("w", encoding="utf-8")).write
            report.ledger.kept = write_votes(votes, output)
    report.ledger.check()
    return report


class _Texts:
    """The texts under each id of the files, identified by a hash."""

    def __init__(self) -> None:
        self._text_of: dict[str, int] = {}
        self._shared: set[str] = set()

    def add(self, record: Record) -> None:
        own = hash(to_lf(record.text))
        if record.id and self._text_of.setdefault(record.id, own) != own:
            self._shared.add(record.id)

    def is_shared(self, identifier: str) -> bool:
        """Whether several texts have this id."""
        return identifier in self._shared


class _Import:
    def __init__(self, options: Options, report: Report, texts: _Texts, shown_changes: int) -> None:
        self.options, self.report, self.texts, self.shown_changes = options, report, texts, shown_changes
        self.quarantine: Callable[[str], Any] = len

    def votes(self, path: Path, rows: Iterator[Read]) -> Iterator[Vote]:
        """The votes of a file; everything else is counted by reason."""
        ledger, workers = self.report.ledger, self.options.workers
        for number, record in enumerate(rows, 1):
            ledger.rows += 1
            if isinstance(record, Defect):
                self._set_aside(path, number, record.reason, record.id)
                continue
            if record.dropped or workers.is_banned(record.worker):
                ledger.dropped[record.dropped or "banned worker"] += 1
                ledger.dropped_spans += len(record.spans)
                continue
            try:
                vote = self._vote(number, record)
            except UnreadableRowError as error:
                ledger.dropped_spans += len(record.spans)
                span = error.span if isinstance(error, UnplacedSpanError) else None
                self._set_aside(path, number, str(error), record.id, span)
                continue
            ledger.negatives += not vote.spans
            ledger.spans_written += len(vote.spans)
            yield vote

    def _vote(self, number: int, record: Record) -> Vote:
        options, schema, ledger = self.options, self.options.schema, self.report.ledger
        for name, value in (("text", record.text), ("id", record.id), ("worker", record.worker)):
            if not _is_unicode(value):
                raise UnreadableRowError(f"{name} is not valid Unicode")
        meta = _plain(record.meta)
        asked = options.asked if record.asked is None else self._asked(record.asked)
        placing = place_spans(record.text, record.spans, options.label, self.report.hypothesis)
        spans, changes = repair(record.text, placing.spans, schema.base, options.rules)
        ledger.spans += len(placing.spans)
        ledger.notes.update(placing.notes)
        ledger.left_out.update(placing.left_out)
        self._count(number, changes)
        return Vote(
            document_id=self._document_id(record),
            text=record.text,
            worker=options.workers.pseudonym(record.worker) if record.worker else NOBODY,
            spans=tuple(spans),
            asked=schema.labels if asked is None else asked,
            started=record.started,
            submitted=record.submitted,
            country=options.workers.country(record.worker),
            guideline=options.guideline or schema.version,
            meta=meta,
        )

    def _asked(self, given: frozenset[str]) -> frozenset[str]:
        labels = {label: self.options.label(label) for label in given}
        if unknown := sorted(label for label, known in labels.items() if known is None):
            raise UnreadableRowError(f"asked for {len(unknown)} labels that the schema does not know")
        return frozenset(label for label in labels.values() if label) - {LEFT_OUT}

    def _document_id(self, record: Record) -> str:
        if record.id and not self.texts.is_shared(record.id):
            return record.id
        if record.id:
            self.report.ledger.notes["rows named by their text, for their id names several texts"] += 1
        return sha256(to_lf(record.text).encode()).hexdigest()

    def _count(self, number: int, changes: Sequence[Change]) -> None:
        ledger = self.report.ledger
        for change in changes:
            ledger.notes[f"repaired: {change.rule}"] += len(change.before)
            ledger.repair_balance += len(change.after) - len(change.before)
        room = self.shown_changes - len(self.report.changes)
        self.report.changes += [(number, change) for change in changes[: max(0, room)]]

    def _set_aside(self, path: Path, number: int, reason: str, name: str, span: RawSpan | None = None) -> None:
        """Where to look and why; the characters themselves stay in the file."""
        self.report.ledger.dropped[reason] += 1
        self.report.ledger.quarantined += 1
        entry: dict[str, Any] = {"file": path.name, "row": number, "reason": reason}
        if name and _is_unicode(name):
            entry["id"] = name
        if span is not None:
            entry |= {"label": shown_label(span.label), "start": span.start, "end": span.end}
        self.quarantine(json.dumps(entry) + "\n")


def _is_unicode(value: str) -> bool:
    """Whether a string can be written as UTF-8: JSON allows lone surrogates."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _plain(meta: Mapping[str, Any]) -> dict[str, Any]:
    """The origin as JSON can hold it.

    Raises:
        UnreadableRowError: it is not valid Unicode.
    """
    encoded = json.dumps(dict(meta), ensure_ascii=False, default=str)
    if not _is_unicode(encoded):
        raise UnreadableRowError("meta is not valid Unicode")
    return json.loads(encoded)
