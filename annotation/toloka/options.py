"""How to import a Toloka export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotation.label_schema import LabelSchema
from annotation.repair import ALL, Rule
from annotation.toloka.layout import Layout
from annotation.toloka.rows import Task
from annotation.worker_ids import WorkerIds

SUBMITTED_STATUSES = frozenset({"APPROVED", "SUBMITTED", "REJECTED"})
"""A worker handed in an answer: only then does an empty one say anything."""
STATUSES = SUBMITTED_STATUSES | {"EXPIRED", "SKIPPED", "ACTIVE"}


@dataclass(frozen=True, slots=True)
class Options:
    """The user's decisions; anything left open is inferred from the export."""

    schema: LabelSchema
    workers: WorkerIds
    statuses: frozenset[str] = frozenset({"APPROVED"})
    """Statuses to keep. Answers that were rejected or never submitted matter for pay; no aggregation counts them."""
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Labels that a pool asked for, by pool; under the empty name for all other pools. Else those that its answers hold."""
    label_map: Mapping[str, str] = field(default_factory=dict)
    """Labels of the schema, or `LEFT_OUT`, by labels of the export."""
    guideline: str = ""
    """Version of the guideline; empty: that of the schema."""
    rules: frozenset[Rule] = ALL
    layout: Layout = Layout()
    """Fields to take instead of those that would be found."""
    tasks: Sequence[Task] = ()
    """Uploaded tasks, which may know more of a text, or its known answer."""
    control: frozenset[str] = frozenset()
    """Ids of tasks or texts that are control tasks with an empty right answer, where the export does not say so."""

    def label(self, given: str) -> str | None:
        """The schema's label for one of the export, None when it has none."""
        return self.schema.renamed(given, self.label_map)
