"""Made-up Toloka exports."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from annotation.label_schema import load
from annotation.toloka.options import Options
from annotation.worker_ids import WorkerIds

POOL = 42
DEFAULTS = {
    "INPUT:text": "mail jane@example.com now",
    "OUTPUT:result": "",
    "GOLDEN:result": "",
    "HINT:text": "",
    "ASSIGNMENT:task_id": "",
    "ASSIGNMENT:assignment_id": f"{POOL:010x}--a1",
    "ASSIGNMENT:worker_id": "worker-1",
    "ASSIGNMENT:status": "APPROVED",
    "ASSIGNMENT:started": "2024-02-04T19:13:23.631",
}


def mark(text: str, value: str, label: str, **changes: Any) -> dict[str, Any]:
    """A span of the annotation field: UTF-16 offsets, with its segment."""
    at = text.index(value)
    units = [len(part.encode("utf-16-le")) // 2 for part in (text[:at], value)]
    return {"label": label, "offset": units[0], "length": units[1], "segment": value, **changes}


@pytest.fixture
def tsv(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows, each the cells that differ from a plain one, as an assignments TSV, and returns its path."""

    def write(rows: Sequence[Mapping[str, str] | str], name: str = "assignments.tsv", drop: Sequence[str] = ()) -> Path:
        header = [title for title in DEFAULTS if title not in drop]
        header += [title for row in rows if not isinstance(row, str) for title in row if title not in header]
        header = list(dict.fromkeys(header))
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter="\t", lineterminator="\r\n")
        writer.writerow(header)
        for number, row in enumerate(rows):
            if isinstance(row, str):
                buffer.write(row)
                continue
            cells = {**DEFAULTS, "ASSIGNMENT:task_id": f"{POOL:010x}--t{number}", **row}
            writer.writerow([cells.get(title, "") for title in header])
        path = tmp_path / name
        path.write_bytes(buffer.getvalue().encode())
        return path

    return write


@pytest.fixture
def options() -> Options:
    return Options(load("bigcode"), WorkerIds(b"a made-up key of the tests"))
