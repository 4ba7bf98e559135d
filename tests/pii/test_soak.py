"""Memory over a large input: `make test-soak`."""

import os
import subprocess
import sys
import time

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

BYTES = int(os.environ.get("PII_SOAK_BYTES", "2000000000"))
LIMIT = 1_500_000_000


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """One shard of so many bytes in ordinary row groups, with documents of 1 kB to 1 MB."""
    folder = tmp_path_factory.mktemp("soak")
    lines = "def function(argument): return argument + 1\n" * 22
    schema = pa.schema([("content", pa.string())])
    with pq.ParquetWriter(folder / "a.parquet", schema, compression="zstd") as writer:
        written = 0
        while written < BYTES:
            texts = [f"# {written} {n} by jane@roe.org\n" + lines * (1 + n**3 // 1000) for n in range(100)]
            writer.write_table(pa.table({"content": texts}, schema))
            written += sum(map(len, texts))
    return folder


@pytest.mark.parametrize("workers", [1, 2])
def test_memory_stays_flat(source, tmp_path, workers):
    command = [sys.executable, "-m", "pii", "redact", "--detectors", "rules", "--workers", str(workers)]
    process = psutil.Popen([*command, str(source), "-o", str(tmp_path / "out")])
    peaks: list[int] = []
    while process.poll() is None:
        try:
            family = [process, *process.children(recursive=True)]
            peaks.append(max(member.memory_info().rss for member in family))
        except psutil.NoSuchProcess:
            pass
        time.sleep(0.05)

    assert process.returncode == 0
    half = len(peaks) // 2
    assert max(peaks) < LIMIT
    assert max(peaks[half:]) < 1.5 * max(peaks[: half + 1])


def test_standard_input_of_any_length_takes_no_more_memory():
    line = "pad " * 500 + "jane@roe.org"
    script = f"yes '{line}' | head -c {BYTES // 4} | {sys.executable} -m pii redact - --detectors rules"
    process = psutil.Popen(script, shell=True, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        for child in process.children(recursive=True):
            try:
                peak = max(peak, child.memory_info().rss)
            except psutil.NoSuchProcess:
                pass
        time.sleep(0.05)

    assert process.returncode == 0 and 0 < peak < 500_000_000
