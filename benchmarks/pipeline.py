"""The command itself: `pii redact` over parquet shards, with one worker and with two, over 1, 4, 16 and 64 times a corpus.

Two commands side by side, with half of the shards each, share nothing but the machine, so together they bound what two workers
can reach, which is less than twice the speed if cores are threads of one. Times are wall-clock, which other work on the machine
slows, and CPU time.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpora import Corpus
from benchmarks.process import ROOT
from benchmarks.results import provenance
from models.jsonl import read_rows
from pii.detectors import DEFAULT_DETECTORS
from pii.errors import ConfigError, MissingDependencyError

SHARDS = 8


@dataclass(frozen=True, slots=True)
class Case:
    """One command, or several side by side: which detectors, how many workers, how much of the corpus or how often."""

    title: str
    detectors: str
    workers: int
    times: int = 1
    part: int = 1
    """Use every n-th document; with the encoder, repetitions would be answered from a cache."""
    commands: int = 1


_ALL = ",".join(DEFAULT_DETECTORS)

CASES = (
    Case("rules, 1 × the corpus", "rules", 1, 1),
    Case("rules, 4 × the corpus", "rules", 1, 4),
    Case("rules, 16 × the corpus", "rules", 1, 16),
    Case("rules, 64 × the corpus", "rules", 1, 64),
    Case("rules, 16 × the corpus", "rules", 2, 16),
    Case("rules, 16 × the corpus, two commands side by side", "rules", 1, 16, commands=2),
    Case("all detectors, a quarter of the corpus", _ALL, 1, part=4),
    Case("all detectors", _ALL, 1),
    Case("all detectors", _ALL, 2),
    Case("all detectors, two commands side by side", _ALL, 1, commands=2),
)


def measure(
    corpus: Corpus, repeats: int = 3, model: Path | None = None, report: Callable[[str], None] = print
) -> dict[str, Any]:
    """The rows of all cases, with the packaged model or another bundle.

    Raises:
        ConfigError: the command fails.
        MissingDependencyError: psutil is not installed.
    """
    texts = [row["text"] for row in read_rows(corpus.path)]
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for case in CASES:
            report(f"{case.title}, {case.workers} workers: {repeats} runs")
            shards = write_shards(Path(scratch) / f"x{case.times}-{case.part}", texts[:: case.part], case.times)
            rows.append(_row(case, shards, Path(scratch), repeats, model))
    return {"dataset": corpus.describe(), "rows": rows}


def write_shards(folder: Path, texts: list[str], times: int) -> list[Path]:
    """The corpus repeated as parquet shards; copies differ, so that nothing is answered from a cache."""
    import pyarrow
    import pyarrow.parquet

    paths = [folder / f"{number:03}.parquet" for number in range(SHARDS * times)]
    if folder.exists():
        return paths
    folder.mkdir()
    for number, path in enumerate(paths):
        copy, first = divmod(number, SHARDS)
        part = [f"# copy {copy}\n{text}" for text in texts[first::SHARDS]]
        pyarrow.parquet.write_table(pyarrow.table({"content": part}), path, compression="zstd")
    return paths


def _row(case: Case, shards: list[Path], scratch: Path, repeats: int, model: Path | None) -> dict[str, Any]:
    import pyarrow.parquet

    size = 0
    for path in shards:
        column = pyarrow.parquet.read_table(path).column("content")
        size += sum(len(value.as_py().encode()) for value in column)
    runs = [_once(case, shards, scratch / "out", model) for _ in range(repeats)]
    seconds, processor, memory = (statistics.median(values) for values in zip(*runs, strict=True))
    return {
        "name": f"ours-{case.detectors.replace(',', '+')}",
        "title": case.title,
        "settings": {"detectors": case.detectors, "times": case.times, "part": case.part, "commands": case.commands},
        "workers": case.workers * case.commands,
        "runs": repeats,
        "megabytes": round(size / 1e6, 1),
        "megabytes_per_second": round(size / seconds / 1e6, 4),
        "megabytes_per_processor_second": round(size / processor / 1e6, 4),
        "peak_memory_mib": round(memory / 2**20),
        **provenance(),
    }


def _once(case: Case, shards: list[Path], out: Path, model: Path | None) -> tuple[float, float, float]:
    """Wall-clock seconds, CPU seconds, and the peak memory of all processes together."""
    try:
        import psutil
    except ImportError as error:
        raise MissingDependencyError("measuring the memory of several processes needs: pip install psutil") from error
    options = ["--overwrite", "--detectors", case.detectors, "--workers", str(case.workers)]
    options += ["--model", str(model.resolve())] if model else []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "pii", "redact", *map(str, mine), "-o", f"{out}-{number}", *options],
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            for number in range(case.commands)
            if (mine := shards[number :: case.commands])
        ]
        highest = 0
        while any([process.poll() is None for process in processes]):
            highest = max(highest, sum(_memory(psutil, process.pid) for process in processes))
            time.sleep(0.05)
        seconds = time.perf_counter() - started
        if any(process.returncode for process in processes):
            errors.seek(0)
            raise ConfigError(f"pii redact failed: {errors.read().decode(errors='replace').strip()[-300:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, highest


def _memory(psutil: Any, pid: int) -> int:
    """Resident memory of a process and all below it, in bytes."""
    total = 0
    try:
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            total += process.memory_info().rss
    except psutil.Error:
        pass  # one of them has just ended
    return total
