"""Values are put wherever a corpus can hold one; nothing that a run writes or says has any of them but as it was asked to."""

import gzip
import json
import logging
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pii.engines.local import LocalEngine

CANARY = "hunter2-Zq9"
TEXT = f"password = '{CANARY}'"


def corpus(folder: Path) -> Path:
    """Files of every kind with the canary in every text, whole ones and damaged ones."""
    folder.mkdir()
    texts = [TEXT, None, *(f"{TEXT} # {number}" for number in range(50))]
    table = pa.table({"content": texts, "note": pa.array(["n"] * len(texts)).dictionary_encode()})
    table = table.replace_schema_metadata({"about": TEXT})
    pq.write_table(table, folder / "a.parquet", write_statistics=True, use_dictionary=True)
    (folder / "cut.parquet").write_bytes((folder / "a.parquet").read_bytes()[:-20])
    row = json.dumps({"content": TEXT}) + "\n"
    (folder / "a.jsonl").write_text(row + f'{{"content": "{TEXT}\n' + f'{{"content": ["{TEXT}"]}}\n' + row + TEXT)
    (folder / "a.jsonl.gz").write_bytes(gzip.compress((row * 30).encode())[:-12])
    (folder / "bytes.txt").write_bytes(TEXT.encode() + b"\xff\xfe\n")
    (folder / "a.py").write_text(f"{TEXT}\nlogin('{CANARY}')\n")
    (folder / "nul.bin").write_bytes(TEXT.encode() + b"\0")
    (folder / "wide.txt").write_text(TEXT, encoding="utf-16-le")
    return folder


def readable(path: Path) -> str:
    """All that a file says to who reads it with the usual tools: parquet with its pages, statistics and metadata."""
    shown = path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".parquet":
        file = pq.ParquetFile(path)
        shown += str(file.read().to_pylist()) + str(file.metadata.to_dict()) + str(file.schema_arrow.metadata)
        shown += "".join(str(file.metadata.row_group(n).to_dict()) for n in range(file.num_row_groups))
    return gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else shown


@pytest.mark.parametrize("workers", [1, 2])
def test_no_file_and_no_word_of_a_run_has_a_value(
    tmp_path: Path, run: Callable[..., object], workers: int, caplog: pytest.LogCaptureFixture, capfd: object
) -> None:
    events: list[object] = []
    caplog.set_level(logging.DEBUG)
    report = run(corpus(tmp_path / "in"), engine=LocalEngine(workers), on_event=events.append)

    said = repr(report) + str(events) + caplog.text + "".join(capfd.readouterr())  # type: ignore[attr-defined]
    assert CANARY not in said
    written = {path.relative_to(tmp_path / "out"): path for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert Path("a.parquet") in written and any("quarantine" in str(name) for name in written)
    assert [str(name) for name, path in written.items() if CANARY in readable(path)] == []


def test_a_run_that_is_stopped_by_an_error_says_no_value(tmp_path: Path, run: Callable[..., object]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text(f'1,"{TEXT}"\n2,x\n')  # without a header: its first row stands for one
    report = run(tmp_path / "in" / "a.csv", format="csv")

    assert "no column 'content'" in repr(report) and CANARY not in repr(report)
