"""Times the import of a made-up Toloka export: `python -m benchmarks.annotation_import --rows 1000000`.

The export has what real ones have: snippets of 1.8 KB with CRLF, UTF-16 offsets and characters beyond the basic plane,
five tasks an assignment, every snippet answered by three workers at different times, empty answers, expired assignments, control
tasks. Writing it is not timed; reading, checking, converting and writing votes.parquet is.
"""

import csv
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from annotation.label_schema import load
from annotation.toloka.importer import import_toloka
from annotation.toloka.options import Options
from annotation.worker_ids import WorkerIds

OVERLAP = 3
TASKS_AN_ASSIGNMENT = 5
POOL = 42000000
BODIES = 2000
"""Number of distinct texts; beyond that, only the first lines differ, which are unique."""
HEADER = [
    *("INPUT:text", "INPUT:repo", "INPUT:language", "OUTPUT:result", "GOLDEN:result", "HINT:text", "ASSIGNMENT:link"),
    *("ASSIGNMENT:task_id", "ASSIGNMENT:assignment_id", "ASSIGNMENT:worker_id", "ASSIGNMENT:status"),
    *("ASSIGNMENT:started", "ASSIGNMENT:submitted", "ASSIGNMENT:reward"),
]
_LINES = (
    "    result = compute(alpha, beta, {n})  # step {n}",
    "    if not values.get('field_{n}'):",
    "        return table[{n}] * factor",
    "def handle_{n}(request, timeout=30):",
    "    log.info('part %d', {n})",
    "",
)


def snippet(generator: random.Random, number: int) -> tuple[str, list[dict[str, Any]]]:
    """A made-up text, and the spans in it as the annotation field stores them."""
    lines = [line.format(n=generator.randrange(10_000)) for line in generator.choices(_LINES, k=44)]
    if number % 20 == 0:
        lines[0] = "# 😀 generated"
    marks: list[tuple[int, str, str]] = []
    for label, value in (
        ("EMAIL", f"user{number}@example.com"),
        ("NAME", f"Jane Doe{number % 97}"),
        ("IP_ADDRESS", f"192.0.2.{number % 256}"),
    ):
        if generator.random() < 0.6:
            at = generator.randrange(1, len(lines))
            if not any(at == mark[0] for mark in marks):
                lines[at] = f"    # see {value} for this"
                marks.append((at, label, value))
    spans: list[dict[str, Any]] = []
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode("utf-16-le")) // 2 + 2)
    for at, label, value in sorted(marks):
        spans.append({"label": label, "offset": starts[at] + 10, "length": len(value), "segment": value})
    return "\r\n".join(lines), spans


def rows(count: int, seed: int) -> Iterator[list[str]]:
    """The rows of an export: all texts, then all again for the next worker."""
    texts = -(-count // OVERLAP)
    generator = random.Random(seed)
    bodies = [snippet(generator, number) for number in range(BODIES)]
    for number in range(count):
        which = number % texts
        body, marks = bodies[which % BODIES]
        head = f"# file {which}\r\n"
        text = head + body
        spans = [{**mark, "offset": mark["offset"] + len(head)} for mark in marks]
        page, worker = number // TASKS_AN_ASSIGNMENT, number // TASKS_AN_ASSIGNMENT % 1399
        status = "EXPIRED" if page % 20 == 7 else "APPROVED"
        answer = json.dumps(spans) if spans and status == "APPROVED" else ""
        assignment = f"{POOL:010x}--{page:024x}"
        yield [
            *(text, f"owner/repo{which % 500}", "python", answer, json.dumps(spans) if which % 50 == 0 else "", ""),
            f"https://platform.example/task/{POOL}/{assignment}",
            *(f"{POOL:010x}--{which:024x}", assignment, f"{worker:032x}", status),
            *("2024-02-04T19:13:23.631", "2024-02-04T19:16:03.100", "0.05"),
        ]


def main(
    row_count: Annotated[int, typer.Option("--rows", help="Rows of the made-up export.")] = 1_000_000,
    seed: Annotated[int, typer.Option(help="Seed of the made-up texts.")] = 0,
    directory: Annotated[
        Path | None, typer.Option(help="Where to keep the export and the votes; else a temporary one.")
    ] = None,
) -> None:
    """Writes a made-up export, imports it, and prints seconds, rows a second and the highest memory use."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = directory or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        export = folder / f"assignments_{row_count}_{seed}.tsv"
        if not export.exists():
            with export.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, delimiter="\t", lineterminator="\r\n")
                writer.writerow(HEADER)
                writer.writerows(rows(row_count, seed))
        before = _peak_mebibytes()
        wall, cpu = time.perf_counter(), time.process_time()
        options = Options(load("bigcode"), WorkerIds(b"made-up benchmark key"))
        report = import_toloka([export], folder / "votes.parquet", options)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        result = {
            "rows": row_count,
            "export_mebibytes": round(export.stat().st_size / 2**20),
            "seconds": round(wall, 1),
            "cpu_seconds": round(cpu, 1),
            "rows_per_second": round(row_count / wall),
            "peak_rss_mebibytes": round(_peak_mebibytes()),
            "rss_before_mebibytes": round(before),
            "kept": report.ledger.kept,
        }
    typer.echo(json.dumps(result))


def _peak_mebibytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    typer.run(main)
