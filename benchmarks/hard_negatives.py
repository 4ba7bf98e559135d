"""Hard negatives: values that look like personal data or credentials but are neither, in realistic lines.

`data/hard-negatives.jsonl` holds them, `{"id", "kind", "text", "decoys": [[start, end], …]}`: ten decoys of one class per
document, with lines of code between them. All values are random or public by nature. A system passes a decoy if none of its
predictions, of any label, touches it; the class shows what a system falls for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotation.schema import Document
from benchmarks.fetch import DATA
from models.jsonl import read_rows
from pii.spans import Span

SUITE = DATA / "hard-negatives.jsonl"


@dataclass(frozen=True, slots=True)
class Decoy:
    """A place in a document that no prediction should touch."""

    document: str
    start: int
    end: int
    kind: str


def documents(path: Path = SUITE) -> tuple[list[Document], list[Decoy]]:
    """The documents of the suite, and the decoys in them."""
    rows = list(read_rows(path))
    decoys = [Decoy(row["id"], start, end, row["kind"]) for row in rows for start, end in row["decoys"]]
    return [Document(row["id"], row["text"], meta={"kind": row["kind"]}) for row in rows], decoys


def left_alone(decoys: Sequence[Decoy], predictions: Mapping[str, Sequence[Span]]) -> dict[str, tuple[int, int]]:
    """For each class, how many decoys no prediction touches, and how many there are."""
    counts: dict[str, tuple[int, int]] = {}
    for decoy in decoys:
        touched = any(span.start < decoy.end and span.end > decoy.start for span in predictions.get(decoy.document, ()))
        alone, total = counts.get(decoy.kind, (0, 0))
        counts[decoy.kind] = (alone + (not touched), total + 1)
    return counts
