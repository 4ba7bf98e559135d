"""Memory over a large input: `make test-soak` prints the curves."""

import os
import statistics
import subprocess
import sys
import time
from itertools import chain

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

BYTES = int(os.environ.get("PII_SOAK_BYTES", "2000000000"))
"""At less than a few hundred million the start weighs more than the rest."""
LIMIT = 1_500_000_000
"""Bytes of memory that a process may take."""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """So many bytes in so many shards of ordinary row groups: documents of 1 kB to 1 MB, with a name every so many bytes."""

    def made(size: int, shards: int, name_every: int):
        folder = tmp_path_factory.mktemp("soak")
        code = "def function(argument): return argument + 1\n" * (name_every // 44)
        schema = pa.schema([("content", pa.string())])
        written = places = 0
        for shard in range(shards):
            with pq.ParquetWriter(folder / f"{shard:03}.parquet", schema, compression="zstd") as writer:
                while written < size * (shard + 1) // shards:
                    texts = []
                    for number in range(100):
                        texts.append(f"# {written} {number} by jane@roe.org\n")
                        for _ in range(1 + number**3 // name_every):
                            places += 1
                            # Never the same twice, so that nothing is answered from memory.
                            texts[-1] += (
                                f"# Function {places} was written by Jane Roe for number {places * 7919}\n{code}"
                            )
                    writer.write_table(pa.table({"content": texts}, schema))
                    written += sum(map(len, texts))
        return folder

    return made


@pytest.mark.parametrize(
    "detectors, size, shards, workers",
    [
        ("rules", BYTES, 20, 1),
        ("rules", BYTES, 1, 2),
        ("rules", BYTES, 20, 2),
        ("rules,secrets,encoder", BYTES, 20, 1),
    ],
)
def test_memory_stays_flat(source, tmp_path, capsys, detectors, size, shards, workers):
    folder = source(size, shards, name_every=2_000)
    command = [sys.executable, "-m", "pii", "redact", "--detectors", detectors, "--workers", str(workers)]
    process = psutil.Popen([*command, str(folder), "-o", str(tmp_path / "out")], stderr=subprocess.DEVNULL)
    started, peaks = time.monotonic(), _peaks(process)

    assert process.returncode == 0
    tenths = [peaks[len(peaks) * tenth // 10 : len(peaks) * (tenth + 1) // 10] for tenth in range(10)]
    with capsys.disabled():
        mebibytes = " ".join(f"{max(tenth) / 2**20:,.0f}" for tenth in tenths)
        print(
            f"\n{detectors}, {size / 1e6:,.0f} MB, {shards} shards, {workers} workers, {time.monotonic() - started:,.0f} s:"
            f" the largest process had, by tenths of the run, {mebibytes} MiB"
        )
    assert max(peaks) < LIMIT
    # The first tenth is the start. What is in use goes up and down with the row groups, and Arrow's allocator gives back with a
    # delay: medians say whether it grows.
    before, after = (statistics.median(chain.from_iterable(half)) for half in (tenths[1:5], tenths[5:]))
    assert after < 1.1 * before


def _peaks(process: psutil.Popen) -> list[int]:
    """Resident bytes of the largest of the processes, again and again until the end."""
    peaks: list[int] = []
    while process.poll() is None:
        try:
            family = [process, *process.children(recursive=True)]
            peaks.append(max(member.memory_info().rss for member in family))
        except psutil.NoSuchProcess:
            pass
        time.sleep(0.05)
    return peaks


def test_standard_input_of_any_length_takes_no_more_memory(capsys):
    line = "pad " * 500 + "jane@roe.org"
    script = f"yes '{line}' | head -c {BYTES // 4} | {sys.executable} -m pii redact - --detectors rules"
    process = psutil.Popen(script, shell=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = max(_peaks(process))

    with capsys.disabled():
        print(f"\nstandard input, {BYTES / 4e6:,.0f} MB: at most {peak / 2**20:,.0f} MiB")
    assert process.returncode == 0 and peak < 500_000_000
