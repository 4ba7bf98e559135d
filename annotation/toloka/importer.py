"""Imports Toloka exports as votes, in bounded memory: no more than a batch of texts is held at a time."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from annotation.answers import UnreadableAnswerError
from annotation.label_schema import LEFT_OUT, shown_label
from annotation.ledger import QUARANTINE_SUFFIX, Ledger
from annotation.offsets import HYPOTHESES, Failure, Placed, RawSpan, explains, occurrences, place
from annotation.repair import Change, repair
from annotation.schema import CrowdSpan, TaskKind, Vote, write_votes
from annotation.toloka.layout import Layout, asked_labels, is_ticked
from annotation.toloka.options import SUBMITTED_STATUSES, Options
from annotation.toloka.rows import Defect, Row
from annotation.toloka.survey import Pool, Survey, digest, marked_spans, status

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Report:
    """What an import found and did."""

    survey: Survey
    ledger: Ledger = field(default_factory=Ledger)
    changes: list[tuple[int, Change]] = field(default_factory=list)
    """The first repairs, each with its row."""


def import_toloka(files: Sequence[Path], output: Path | None, options: Options, shown_changes: int = 0) -> Report:
    """Writes the votes in the exports to `output`, and rows that a person must look at, with reasons, to a file next to it.

    With no `output` nothing is written, only reported.

    Raises:
        InputError: an export cannot be read.
        OutputError: the rows written do not add up with the rows read.
    """
    try:
        return _import(Survey(files, options), files, output, shown_changes)
    except _SurpriseError:
        return _import(Survey(files, options, rows=None), files, output, shown_changes)


def _import(survey: Survey, files: Sequence[Path], output: Path | None, shown_changes: int) -> Report:
    importer = _Importer(survey, shown_changes)
    ledger = importer.report.ledger
    votes = (vote for path in files for vote in importer.votes(path))
    with ExitStack() as stack:
        if output is None:
            ledger.kept = sum(1 for _ in votes)
        else:
            path = output.with_suffix(QUARANTINE_SUFFIX)
            importer.quarantine = stack.enter_context(path.open("w", encoding="utf-8")).write
            ledger.kept = write_votes(votes, output)
    ledger.check()
    return importer.report


class _SurpriseError(Exception):
    """A row contradicts conclusions drawn from the first rows."""


class _UnusableError(Exception):
    """A row that yields no vote. With `defect` or `span` a person has to look at it: the row goes to quarantine."""

    def __init__(self, reason: str, defect: bool = False, span: RawSpan | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.defect = defect or span is not None
        self.span = span


class _Importer:
    def __init__(self, survey: Survey, shown_changes: int) -> None:
        self.survey = survey
        self.options = survey.options
        self.report = Report(survey)
        self.shown_changes = shown_changes
        self.quarantine: Callable[[str], Any] = len
        self._seen: set[int] = set()
        self._done_assignments: set[int] = set()

    def votes(self, path: Path) -> Iterator[Vote]:
        """The votes of an export; every other record is counted by reason."""
        ledger = self.report.ledger
        for row, assignment_rows in self._counted(self.survey.rows(path)):
            ledger.rows += 1
            if isinstance(row, Defect):
                ledger.dropped[row.reason] += 1
                if row.reason != "blank row":
                    self._set_aside(path, row.number, row.reason)
                continue
            try:
                vote = self._vote(row, assignment_rows, path)
            except _UnusableError as error:
                ledger.dropped[error.reason] += 1
                if error.defect:
                    self._set_aside(path, row.number, error.reason, row, error.span)
                continue
            ledger.negatives += not vote.spans and vote.status in SUBMITTED_STATUSES
            ledger.spans_written += len(vote.spans)
            yield vote

    def _counted(self, rows: Iterator[Row | Defect]) -> Iterator[tuple[Row | Defect, int]]:
        """Each record with the number of rows of its assignment; it is a surprise if these rows do not follow one another."""
        group: list[Row | Defect] = []
        assignment = ""
        for row in rows:
            if isinstance(row, Row) and row.assignment != assignment:
                yield from self._group(group, assignment)
                group, assignment = [], row.assignment
            group.append(row)
        yield from self._group(group, assignment)

    def _group(self, group: list[Row | Defect], assignment: str) -> Iterator[tuple[Row | Defect, int]]:
        key = hash(assignment)
        if self.survey.is_complete:
            count = self.survey.assignment_rows[key]
        else:
            count = sum(isinstance(row, Row) for row in group)
            if assignment and key in self._done_assignments:
                raise _SurpriseError
            self._done_assignments.add(key)
        for row in group:
            yield row, count if assignment else 1

    def _vote(self, row: Row, assignment_rows: int, path: Path) -> Vote:
        options, layout = self.options, self.survey.layouts[path]
        word = status(row)
        if word not in options.statuses:
            raise _UnusableError(f"status {word or 'missing'}")
        if options.workers.is_banned(row.worker):
            raise _UnusableError("banned worker")
        self._check_outputs(row, path)
        text = row.inputs.get(layout.text)
        if not text or not isinstance(text, str):
            raise _UnusableError("no text", defect=True)
        document_id = self._document_id(row, layout, text)
        answer = hash((row.pool, row.worker, row.task or document_id, row.assignment))
        if answer in self._seen:
            raise _UnusableError("duplicate of an earlier row")
        if layout.skip and is_ticked(row.outputs.get(layout.skip, "")):
            raise _UnusableError("worker could not judge the text")
        pool = self.survey.pools.get(row.pool)
        if pool is None:
            raise _SurpriseError
        golden = self.survey.golden(row, layout)
        answered = word in SUBMITTED_STATUSES
        try:
            raw = marked_spans(row.outputs, layout) if answered else []
            raw_gold = None if golden is None else marked_spans(golden, layout)
        except UnreadableAnswerError as error:
            raise _UnusableError(str(error).partition(" (")[0], defect=True) from None
        if answered and layout.empty and is_ticked(row.outputs.get(layout.empty, "")) is bool(raw):
            reason = (
                "spans and the tick that there are none" if raw else "neither spans nor the tick that there are none"
            )
            raise _UnusableError(reason, defect=True)
        asked = self._asked(row, layout)
        notes: Counter[str] = Counter()
        placed = self._placed(text, raw, pool, notes) if raw else []
        gold = None if raw_gold is None else sorted(self._placed(text, raw_gold, pool, Counter()))
        spans, changes = repair(text, placed, options.schema.base, options.rules) if placed else (placed, [])
        self._seen.add(answer)
        self._count(row, placed, changes, notes)
        return Vote(
            document_id=document_id,
            text=text,
            worker=options.workers.pseudonym(row.worker or self._somebody(row)),
            spans=tuple(spans),
            asked=(asked or pool.asked) if answered else frozenset(),
            kind=TaskKind.TRAINING if row.hint else TaskKind.MAIN if golden is None else TaskKind.GOLDEN,
            gold=None if gold is None else tuple(gold),
            pool=row.pool,
            assignment=row.assignment,
            task=row.task,
            status=word,
            started=self._time(row.started),
            submitted=self._time(row.submitted),
            reward=self._reward(row.reward),
            assignment_rows=assignment_rows,
            merged=row.merged,
            country=options.workers.country(row.worker),
            guideline=options.guideline or options.schema.version,
            meta=layout.meta(row.inputs),
        )

    def _check_outputs(self, row: Row, path: Path) -> None:
        """A field that was empty in all the rows from which the layout was read may hold spans, or a tick, after all."""
        filled = self.survey.filled_outputs[path]
        if any(value not in (None, "", [], "[]") for name, value in row.outputs.items() if name not in filled):
            raise _SurpriseError

    def _asked(self, row: Row, layout: Layout) -> frozenset[str] | None:
        """The labels that the row says it asked for; None where it does not say."""
        given = str(row.inputs.get(layout.asked) or "") if layout.asked else ""
        asked = asked_labels(given, self.options.schema) if given else None
        if given and asked is None:
            raise _UnusableError("labels asked for are not understood", defect=True)
        return asked

    def _somebody(self, row: Row) -> str:
        """The worker, if the export does not say: an assignment has a single one."""
        self.report.ledger.notes["rows without a worker: each assignment counts as one"] += 1
        return f"assignment {row.assignment or row.number}"

    def _placed(self, text: str, raw: list[RawSpan], pool: Pool, notes: Counter[str]) -> list[CrowdSpan]:
        """The spans at their places in the text.

        Raises:
            _UnusableError: one of them has no known label or no certain place. The whole answer is then unusable, since without
                that span it would say that nothing is there.
        """
        spans: list[CrowdSpan] = []
        for span in raw:
            label = self.options.label(span.label)
            if label == LEFT_OUT:
                notes[f"left out, as you said: {shown_label(span.label)}"] += 1
                continue
            if label is None:
                raise _UnusableError(f"unknown label {shown_label(span.label)!r}", span=span)
            where = place(text, span, pool.hypothesis)
            if not self.survey.is_complete and self._surprises(text, span, label, where, pool):
                raise _SurpriseError
            if where is Failure.AMBIGUOUS and span.start is None:
                where = _next_of_all(text, span, raw, spans) or where
            if isinstance(where, Failure):
                raise _UnusableError(where.value, span=span)
            if where.notes:
                notes.update(where.notes)
            spans.append(CrowdSpan(where.start, where.end, label, where.notes))
        return spans

    def _surprises(self, text: str, span: RawSpan, label: str, where: Placed | Failure, pool: Pool) -> bool:
        """Whether the span might have changed the conclusions of a survey of more rows."""
        if label not in pool.labels and not pool.asked_is_said:
            return True
        if span.start is None or span.end is None or (isinstance(where, Placed) and not where.notes):
            return False
        return not span.segment or any(explains(text, span.start, span.end, span.segment, each) for each in HYPOTHESES)

    def _document_id(self, row: Row, layout: Layout, text: str) -> str:
        if not text.isascii() and _SURROGATE.search(text):
            raise _UnusableError("text is not valid Unicode", defect=True)
        given = str(row.inputs.get(layout.id) or "") if layout.id and self.survey.ids_are_unique else ""
        if given and not self.survey.is_complete and self.survey.id_is_taken(given, text):
            raise _SurpriseError
        return given or digest(text)

    def _count(self, row: Row, placed: list[CrowdSpan], changes: list[Change], notes: Counter[str]) -> None:
        ledger = self.report.ledger
        ledger.spans += len(placed)
        if notes:
            ledger.notes.update(notes)
        for change in changes:
            ledger.notes[f"repaired: {change.rule}"] += len(change.before)
            ledger.repair_balance += len(change.after) - len(change.before)
            if len(self.report.changes) < self.shown_changes:
                self.report.changes.append((row.number, change))

    def _time(self, value: str) -> datetime | None:
        if not value:
            return None
        try:
            time = datetime.fromisoformat(value)
        except ValueError:
            self.report.ledger.notes["rows with a time that cannot be read"] += 1
            return None
        return time if time.tzinfo else time.replace(tzinfo=UTC)

    def _reward(self, value: str) -> float | None:
        try:
            return float(value) if value else None
        except ValueError:
            self.report.ledger.notes["rows with a reward that cannot be read"] += 1
            return None

    def _set_aside(
        self, path: Path, number: int, reason: str, row: Row | None = None, span: RawSpan | None = None
    ) -> None:
        """Where to look and why; the characters themselves stay in the export."""
        self.report.ledger.quarantined += 1
        entry: dict[str, Any] = {"file": path.name, "row": number, "reason": reason}
        if row is not None:
            entry |= {"pool": row.pool, "assignment": row.assignment, "task": row.task}
        if span is not None:
            entry |= {"label": shown_label(span.label), "start": span.start, "end": span.end}
        self.quarantine(json.dumps(entry, ensure_ascii=False) + "\n")


def _next_of_all(text: str, span: RawSpan, raw: list[RawSpan], done: list[CrowdSpan]) -> Placed | None:
    """Without offsets, where a segment was marked as often as it occurs: the next of its places."""
    everywhere = occurrences(text, span.segment or "")
    if sum(each.segment == span.segment for each in raw) != len(everywhere):
        return None
    taken = sum((each.start, each.end) in everywhere for each in done)
    return Placed(*everywhere[taken], ("found",))
