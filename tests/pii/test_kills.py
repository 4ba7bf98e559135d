"""Runs that are killed again and again, at moments that nobody chose, and started again: `make test-soak` and `make test-ray`."""

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

KILLS = int(os.environ.get("PII_KILLS", "50"))
COMMAND = [sys.executable, "-m", "pii", "redact", "--detectors", "rules", "--batch-bytes", "20kB"]


def corpus(root: Path) -> Path:
    """Shards of every kind of compression, some of them large enough to be killed in."""
    root.mkdir()
    for shard in range(4):
        texts = [f"# {shard}.{n} by Jane Roe <jane{n}@roe.org>\n" + "pad = 1\n" * 40 for n in range(800)]
        lines = "".join(json.dumps({"content": text}) + "\n" for text in texts).encode()
        pq.write_table(pa.table({"content": texts}), root / f"{shard}.parquet", row_group_size=200)
        (root / f"{shard}.jsonl").write_bytes(lines)
        (root / f"{shard}.gz.jsonl.gz").write_bytes(gzip.compress(lines, 1))
        (root / f"{shard}.zst.jsonl.zst").write_bytes(zstandard.compress(lines, 1))
        (root / "src" / str(shard)).mkdir(parents=True)
        for number, text in enumerate(texts[:100]):
            (root / "src" / str(shard) / f"{number}.py").write_text(text)
    return root


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--workers", "1"], marks=pytest.mark.soak),
        pytest.param(["--workers", "2"], marks=pytest.mark.soak),
        pytest.param(["--engine", "ray"], marks=pytest.mark.ray),
    ],
)
@pytest.mark.timeout(3600)
def test_a_run_killed_fifty_times_ends_as_one_that_was_not(tmp_path, run, output_tree, capsys, arguments):
    source, output, chance = corpus(tmp_path / "in"), tmp_path / "out", random.Random(17)
    assert run(source, output=tmp_path / "whole", batch_bytes=20_000).ok
    whole = output_tree(tmp_path / "whole")
    command = [*COMMAND, *arguments, str(source), "-o", str(output)]
    kills = finished = 0
    while kills < KILLS:
        started = time.monotonic()
        process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not (output / "_pii" / "run" / "ledger.sqlite").exists():
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 1.5))
        # All of them at once, as when a machine goes down; Ray's own processes end with it.
        family = [process, *process.children(recursive=True)] if process.is_running() else []
        for member in family:
            try:
                member.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                pass
        if process.wait() == -signal.SIGKILL:
            kills += 1
            continue
        assert process.returncode == 0 and output_tree(output) == whole, time.monotonic() - started
        shutil.rmtree(output)
        finished += 1
    last = subprocess.run(command, capture_output=True, text=True)
    with capsys.disabled():
        print(f"\n{' '.join(arguments)}: {kills} kills, {finished} runs that ended between them")

    assert last.returncode == 0, last.stderr
    assert output_tree(output) == whole
    assert not list((output / "_pii" / "run").glob("partial*"))


@pytest.mark.soak
def test_of_two_runs_at_once_one_is_refused(tmp_path, run, output_tree):
    source = corpus(tmp_path / "in")
    assert run(source, output=tmp_path / "whole", batch_bytes=20_000).ok
    command = [*COMMAND, "--workers", "1", str(source), "-o", str(tmp_path / "out")]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[1] for process in both]

    assert sorted(process.returncode for process in both)[0] == 0
    refused = [words for process, words in zip(both, said, strict=True) if process.returncode]
    assert len(refused) == 1 and "another run is writing" in refused[0]
    assert output_tree(tmp_path / "out") == output_tree(tmp_path / "whole")
