"""Reads and writes that fail in the middle of a file, as a broken disk makes them: a library in front of the C library's own."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("cc") is None, reason="needs Linux and a C compiler"
)

ROWS = [f"# {number} by Jane Roe <jane@roe.org>\n" + "pad = 1\n" * 40 for number in range(600)]
LINES = "".join(json.dumps({"content": row}) + "\n" for row in ROWS)
COMMAND = [sys.executable, "-m", "pii", "redact", "--detectors", "rules", "--workers", "1"]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("shim") / "eio.so"
    source = Path(__file__).with_name("shims") / "eio.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return library


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("".join(ROWS))
    (folder / "b.jsonl").write_text(LINES)
    (folder / "c.jsonl.gz").write_bytes(gzip.compress(LINES.encode(), 1))
    pq.write_table(pa.table({"content": ROWS}), folder / "d.parquet", row_group_size=100, compression="none")
    (folder / "e.txt").write_text(ROWS[0])
    return folder


def redact(source: Path, output: Path, broken: dict[str, str] | None = None) -> tuple[int, str]:
    environment = {**os.environ, **(broken or {})}
    done = subprocess.run([*COMMAND, str(source), "-o", str(output)], env=environment, capture_output=True, text=True)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    "name, after",
    [
        ("a.txt", 0),
        ("a.txt", 100_000),
        ("b.jsonl", 100_000),
        ("c.jsonl.gz", 0),
        ("c.jsonl.gz", 5_000),
        ("d.parquet", 1),
    ],
)
def test_a_read_that_fails_is_said_and_the_next_run_does_what_is_missing(
    tmp_path, run, shim, source, output_tree, name, after
):
    broken = {"LD_PRELOAD": str(shim), "EIO_CALL": "read", "EIO_PATH": f"/in/{name}", "EIO_AFTER": str(after)}
    status, said = redact(source, tmp_path / "out", broken)

    assert status == 1 and "Traceback" not in said and "jane@roe.org" not in said
    assert not (tmp_path / "out" / name).exists() and (tmp_path / "out" / "e.txt").exists()
    reasons = said + "".join(
        path.read_text() for path in (tmp_path / "out" / "_pii" / "quarantine").rglob("*.jsonl") if path.is_file()
    )
    assert os.strerror(5) in reasons or "errno 5" in reasons.lower()
    assert run(source).ok and run(source, output=tmp_path / "whole").ok
    assert output_tree(tmp_path / "out") == output_tree(tmp_path / "whole")


def test_a_write_that_fails_stops_the_run_with_one_error(tmp_path, run, shim, source, output_tree):
    broken = {"LD_PRELOAD": str(shim), "EIO_CALL": "write", "EIO_PATH": "/partial-0-of-1/", "EIO_AFTER": "20000"}
    status, said = redact(source, tmp_path / "out", broken)

    assert status != 0 and "Traceback" not in said and os.strerror(5) in said
    assert run(source).ok and run(source, output=tmp_path / "whole").ok
    assert output_tree(tmp_path / "out") == output_tree(tmp_path / "whole")
