"""How well each way of aggregating votes recovers the truth, on simulated crowds: `python -m benchmarks.crowd_aggregation`.

For every number of votes per text and every seed a crowd of `annotation.simulate` labels made-up texts, each method
aggregates the same votes, and exact spans are compared with the truth. The table gives mean span precision, recall and F1
over the seeds, with the 95 % bootstrap interval of the mean F1, and of the mean difference in F1 to the span vote on the same
crowd.
"""

import argparse
import json
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from annotation.aggregate import Method, OperatingPoint, aggregate
from annotation.intervals import bootstrap
from annotation.label_schema import load
from annotation.schema import Document
from annotation.simulate import Crowd, simulate


@dataclass(frozen=True, slots=True)
class Run:
    """One method on one crowd."""

    method: str
    overlap: int
    seed: int
    precision: float
    recall: float
    f1: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: means over the seeds."""

    method: str
    overlap: int
    precision: float
    recall: float
    f1: float
    f1_interval: tuple[float, float]
    difference: tuple[float, float]
    """95 % interval of the mean difference of F1 to the span vote on the same votes."""
    seconds: float


def score(truth: Iterable[Document], found: Iterable[Document]) -> tuple[float, float, float]:
    """Precision, recall and F1 of exact spans with their labels, over all documents."""
    gold, answer = _spans(truth), _spans(found)
    right = len(gold & answer)
    precision, recall = right / max(1, len(answer)), right / max(1, len(gold))
    return precision, recall, 2 * right / max(1, len(gold) + len(answer))


def _spans(documents: Iterable[Document]) -> set[tuple[str, int, int, str]]:
    return {(document.id, span.start, span.end, str(span.label)) for document in documents for span in document.spans}


def measure(documents: int, crowd: Crowd, seed: int, point: OperatingPoint = OperatingPoint.BALANCED) -> list[Run]:
    """All methods on the votes of one crowd."""
    truth, votes = simulate(documents, crowd, seed)
    schema = load("bigcode")
    runs: list[Run] = []
    for method in Method:
        start = time.perf_counter()
        found = aggregate(votes, schema, method, point)
        seconds = time.perf_counter() - start
        runs.append(Run(method.value, crowd.overlap, seed, *score(truth, found), seconds))
    return runs


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean."""
    counts = np.stack([np.asarray(values), np.ones(len(values))], axis=1)
    mean = bootstrap(counts, lambda sums: sums[:, 0] / sums[:, 1])
    return (mean.low, mean.high) if mean else (float("nan"), float("nan"))


def summarise(runs: Sequence[Run]) -> list[Row]:
    """Means and intervals for each number of votes and method, in the order of the runs."""
    groups: dict[tuple[int, str], list[Run]] = {}
    for run in runs:
        groups.setdefault((run.overlap, run.method), []).append(run)
    rows: list[Row] = []
    for (overlap, method), group in groups.items():
        baseline = [run.f1 for run in groups[overlap, Method.SPAN_VOTE.value]]
        gain = [run.f1 - plain for run, plain in zip(group, baseline, strict=True)]
        precision, recall, f1, seconds = (
            float(np.mean([getattr(run, name) for run in group])) for name in ("precision", "recall", "f1", "seconds")
        )
        rows.append(
            Row(method, overlap, precision, recall, f1, interval([run.f1 for run in group]), interval(gain), seconds)
        )
    return rows


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    lines = [
        "| votes per text | method | precision | recall | F1 (95 % interval) | F1 against span vote | seconds |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        low, high = row.f1_interval
        less, more = row.difference
        gain = "" if row.method == Method.SPAN_VOTE else f"{less:+.3f} to {more:+.3f}"
        lines.append(
            f"| {row.overlap} | {row.method} | {row.precision:.3f} | {row.recall:.3f} "
            f"| {row.f1:.3f} ({low:.3f} to {high:.3f}) | {gain} | {row.seconds:.2f} |"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and return 1 if Dawid-Skene does not beat the span vote with three votes per text."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd_aggregation", description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, help="texts per crowd (default: 1000)")
    parser.add_argument("--seeds", type=int, default=10, help="crowds per number of votes, at least 2 (default: 10)")
    parser.add_argument("--overlaps", type=int, nargs="+", default=[3, 5], help="votes per text (default: 3 5)")
    parser.add_argument("--golden", type=int, default=20, help="control tasks per crowd (default: 20)")
    parser.add_argument("--json", type=Path, help="also write all runs and the rows to this file")
    options = parser.parse_args(arguments)
    if options.seeds < 2:
        parser.error("--seeds must be at least 2: an interval needs more than one crowd")
    runs = [
        run
        for overlap in options.overlaps
        for seed in range(options.seeds)
        for run in measure(options.documents, Crowd(overlap=overlap, golden=options.golden), seed)
    ]
    rows = summarise(runs)
    print(table(rows))
    if options.json:
        setting = {"python": platform.python_version(), "numpy": np.__version__, "crowd": asdict(Crowd())}
        asked = {name: value for name, value in vars(options).items() if name != "json"}
        content: dict[str, object] = {"options": asked, "setting": setting}
        content |= {"rows": [asdict(row) for row in rows], "runs": [asdict(run) for run in runs]}
        options.json.write_text(json.dumps(content, indent=1) + "\n")
    beaten = all(row.difference[0] > 0 for row in rows if row.method == Method.DAWID_SKENE and row.overlap == 3)
    return 0 if beaten else 1


if __name__ == "__main__":
    sys.exit(main())
