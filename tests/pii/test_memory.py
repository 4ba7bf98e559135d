"""Small files that stand for much, large rows, long lines: how much memory a run takes; `make test-soak`."""

import sys
import time
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from pii.redactor import Redactor

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1800)]

MIB = 2**20
LINE = "word = 1; " * 5_000_000


def a_dictionary_of_a_gigabyte(path: Path) -> Path:
    table = pa.table({"content": pa.array(["x" * 1_000_000]).take(pa.array([0] * 1_000))})
    pq.write_table(table, path / "a.parquet", compression="zstd")
    return path / "a.parquet"


def a_row_of_200_mb(path: Path) -> Path:
    pq.write_table(pa.table({"content": ["x y " * 50_000_000, "by Jane Roe"]}), path / "a.parquet")
    return path / "a.parquet"


def a_line_of_a_gigabyte(path: Path) -> Path:
    return _compressed(path, [b'{"content":"', *[b"x" * 1_000_000] * 1_000, b'"}\n{"content":"by Jane Roe"}\n'])


def lines_of_a_gigabyte(path: Path) -> Path:
    return _compressed(path, [b'{"content":"' + b"x" * 1_000_000 + b'"}\n'] * 1_000)


def _compressed(path: Path, pieces: list[bytes]) -> Path:
    with open(path / "a.jsonl.zst", "wb") as file, zstandard.ZstdCompressor().stream_writer(file) as writer:
        for piece in pieces:
            writer.write(piece)
    return path / "a.jsonl.zst"


def a_line_of_50_mb(path: Path) -> Path:
    (path / "a.txt").write_text(LINE)
    return path / "a.txt"


@pytest.mark.parametrize(
    "make, limit, says",
    [
        (a_dictionary_of_a_gigabyte, 1_000, ""),
        (lines_of_a_gigabyte, 400, ""),
        (a_line_of_a_gigabyte, 800, "longer than the limit of"),
        (a_row_of_200_mb, 1_600, "longer than the limit of"),
        (a_line_of_50_mb, 400, ""),
    ],
)
def test_a_run_takes_no_more_than_so_many_mebibytes(tmp_path, capsys, make, limit, says):
    (tmp_path / "in").mkdir()
    source = make(tmp_path / "in")
    command = [sys.executable, "-m", "pii", "redact", "--detectors", "rules", "--workers", "1", str(source)]
    with open(tmp_path / "said", "w") as said:
        process = psutil.Popen([*command, "-o", str(tmp_path / "out")], stderr=said)
        peak = 0
        while process.poll() is None:
            try:
                peak = max(peak, process.memory_info().rss)
            except psutil.Error:
                break
            time.sleep(0.02)
    with capsys.disabled():
        print(f"\n{make.__name__}, a file of {source.stat().st_size:,} bytes: at most {peak // MIB:,} MiB")

    assert process.wait() == bool(says) and says in (tmp_path / "said").read_text()
    assert peak < limit * MIB


def test_twenty_thousand_calls_take_no_more_memory_than_ten_thousand():
    redactor, process = Redactor(["rules", "secrets"]), psutil.Process()

    def call(first: int) -> int:
        for number in range(first, first + 10_000):
            redactor.redact(f"# by Jane Roe{number} <jane{number}@roe.org>\npassword = 'hunter2-Zq{number}'\n" * 5)
        return process.memory_info().rss

    before, after = call(0), call(10_000)
    assert after < before + 30 * MIB
