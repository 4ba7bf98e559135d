"""Scores detectors on labelled documents, and prints the figures."""

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from annotation.schema import Document
from annotation.scoring import Score, score
from models.data import read_documents
from pii.detectors import named
from pii.detectors.base import Detector
from pii.labels import Label
from pii.redactor import Redactor


def evaluate(
    data: Path,
    detectors: Sequence[str | Detector],
    model: Path | None = None,
    operating_point: str = "balanced",
    *,
    gate: bool = True,
) -> Score:
    """The score of the detectors together, resolved as the redactor does, on a file of labelled documents."""
    documents = list(read_documents(data))
    redactor = Redactor(named(detectors, model=model, operating_point=operating_point, gate=gate))
    return score_documents(redactor, documents)


def score_documents(redactor: Redactor, documents: Sequence[Document]) -> Score:
    """The score of a redactor's spans."""
    return score(documents, redactor.detect_batch([document.text for document in documents]))


def table(result: Score, title: str) -> Table:
    """The figures by label, all labels together, and the macro F1."""
    rows = Table(title=title)
    for column in ("label", "gold", "P", "R", "F1", "leak", "open"):
        rows.add_column(column, justify="left" if column == "label" else "right")
    for name, counts in [*((str(label), result[label]) for label in Label), ("all", result.total)]:
        figures = (counts.precision, counts.recall, counts.f1, counts.leak, counts.open)
        rows.add_row(name, str(counts.gold), *(f"{figure:.3f}" for figure in figures))
    rows.caption = f"macro F1 {result.macro_f1:.3f}"
    return rows
