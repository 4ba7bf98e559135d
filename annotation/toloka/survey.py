"""Survey Toloka exports before importing votes: layout, way of counting offsets, labels in use, tasks per assignment."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from annotation.answers import UnreadableAnswerError, parse_value
from annotation.label_schema import LEFT_OUT
from annotation.offsets import Evidence, Hypothesis, RawSpan, Unit, to_lf
from annotation.toloka.layout import Layout, columns_of, detect
from annotation.toloka.options import Options
from annotation.toloka.rows import Defect, Row, Task, Values, read_rows

LAYOUT_ROWS = 1000
"""How many rows to infer an export's layout from."""
SAMPLE_ROWS = 10_000
"""Rows of each export from which everything else is first concluded. Each later row that contradicts the conclusions, but may
fit others, leads to a complete survey."""


@dataclass(slots=True)
class Pool:
    """What is known about a pool."""

    evidence: Evidence = field(default_factory=Evidence)
    labels: set[str] = field(default_factory=set[str])
    """Labels of the schema that its workers or its known answers used."""
    renamed: Counter[str] = field(default_factory=Counter[str])
    """Labels of the export that are spelled in another way, as `given -> label`."""
    hypothesis: Hypothesis = field(init=False)
    asked: frozenset[str] = field(init=False)
    asked_is_said: bool = field(init=False)
    """Whether the user said what the pool asked for, rather than its answers."""


class Survey:
    """What the exports hold, from the first rows of each or from all of them."""

    def __init__(self, files: Sequence[Path], options: Options, rows: int | None = SAMPLE_ROWS) -> None:
        """Reads that many rows of each export; None: all, which makes the survey complete."""
        self.options = options
        self.is_complete = rows is None
        self.layouts: dict[Path, Layout] = {}
        self.filled_outputs: dict[Path, frozenset[str]] = {}
        """Output fields of each export that held something in the rows from which its layout was read."""
        self.pools: dict[str, Pool] = {}
        self.ids_are_unique = True
        """Whether each id of the exports belongs to one text; else documents are named by their text."""
        self.assignment_rows: Counter[int] = Counter()
        """Tasks by hash of the assignment's id; counts only when complete."""
        self._digest_of_id: dict[int, int] = {}
        self._tasks = {task.id: task for task in options.tasks if task.id}
        self._task_of_text: dict[str, Task] = {}
        for path in files:
            self._read(path, rows)
        for name, pool in self.pools.items():
            said = options.asked.get(name, options.asked.get(""))
            pool.hypothesis = pool.evidence.best(Unit.UTF16)
            pool.asked_is_said = said is not None
            pool.asked = frozenset(pool.labels) if said is None else said

    def rows(self, path: Path) -> Iterator[Row | Defect]:
        """The records of an export, completed from the uploaded tasks."""
        if not self._tasks:
            return read_rows(path)
        return (self._with_task(row) if isinstance(row, Row) else row for row in read_rows(path))

    def golden(self, row: Row, layout: Layout) -> Values | None:
        """The known answer, from the row or from the uploaded task."""
        if row.golden is None and self._is_control(row, layout):
            return {}
        if row.golden is not None or not self.options.tasks:
            return row.golden
        task = self._tasks.get(row.task) or self._task_of_text.get(digest(str(row.inputs.get(layout.text, ""))))
        return task.golden if task else None

    def _is_control(self, row: Row, layout: Layout) -> bool:
        """Whether the user says that this is a control task: in TSV one with an empty right answer looks like any other."""
        return bool(self.options.control) and not self.options.control.isdisjoint(
            (row.task, str(row.inputs.get(layout.id, "")))
        )

    def id_is_taken(self, identifier: str, text: str) -> bool:
        """Whether another text came under the same id before."""
        own = hash(to_lf(text))
        return self._digest_of_id.setdefault(hash(identifier), own) != own

    def _read(self, path: Path, limit: int | None) -> None:
        columns = columns_of(self._first(path, None if limit is None else LAYOUT_ROWS), self.options.schema)
        layout = detect(columns, self.options.layout) if columns.inputs else self.options.layout
        self.layouts[path] = layout
        self.filled_outputs[path] = columns.filled_outputs
        for task in self.options.tasks:
            if text := task.inputs.get(layout.text):
                self._task_of_text[digest(str(text))] = task
        for row in self._first(path, limit):
            self._look_at(row, layout)

    def _first(self, path: Path, limit: int | None) -> Iterator[Row]:
        return islice((row for row in self.rows(path) if isinstance(row, Row)), limit)

    def _look_at(self, row: Row, layout: Layout) -> None:
        self.assignment_rows[hash(row.assignment)] += 1
        text = row.inputs.get(layout.text)
        if status(row) not in self.options.statuses or not text or not isinstance(text, str):
            return
        pool = self.pools.setdefault(row.pool, Pool())
        if layout.id and self.id_is_taken(str(row.inputs.get(layout.id)), text):
            self.ids_are_unique = False
        for values in (row.outputs, self.golden(row, layout)):
            try:
                spans = marked_spans(values, layout) if values else []
            except UnreadableAnswerError:
                continue
            pool.evidence.add(text, spans)
            for span in spans:
                label = self.options.label(span.label)
                if label is not None and label != LEFT_OUT:
                    pool.labels.add(label)
                    if label != span.label:
                        pool.renamed[f"{span.label} -> {label}"] += 1

    def _with_task(self, row: Row) -> Row:
        task = self._tasks.get(row.task)
        return row if task is None else replace(row, inputs={**task.inputs, **row.inputs})


def marked_spans(values: Values, layout: Layout) -> list[RawSpan]:
    """The spans of all result fields.

    Raises:
        UnreadableAnswerError: a field has no known shape.
    """
    if len(layout.results) == 1:
        return parse_value(values.get(layout.results[0]))
    return [span for name in layout.results for span in parse_value(values.get(name))]


def status(row: Row) -> str:
    """The status in the TSV's words; the API says ACCEPTED for APPROVED."""
    word = row.status.strip().upper()
    return "APPROVED" if word == "ACCEPTED" else word


def digest(text: str) -> str:
    """The name of a text, the same for every form of its newlines."""
    return sha256(to_lf(text).encode("utf-8", "surrogatepass")).hexdigest()
