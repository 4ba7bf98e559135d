"""Throughput of whole systems on one core, over real repositories, the standard library or a given folder.

Slow systems get less of the same shuffled corpus; every row says how much it was given. A row is the median of several
processes; documents go in as text already in memory, kind by kind, so that each kind's speed is known, and come out as
spans or as rewritten text. Seconds are CPU time on one core.
"""

import json
import os
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.corpora import Corpus
from benchmarks.environments import interpreter
from benchmarks.process import ROOT
from benchmarks.results import provenance
from benchmarks.systems.registry import System
from pii.errors import ConfigError, PiiError

REPEATS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a throughput table."""

    name: str
    title: str
    adapter: str
    entry: str = "load"
    """The adapter's function that returns what is timed."""
    options: Mapping[str, Any] = field(default_factory=dict)
    environment: str | None = None
    megabytes: float = 1000.0
    """The most of the corpus that it is given."""
    batch: int = 1


def _ours(name: str, title: str, **options: Any) -> Row:
    return Row(name, title, "ours", "load_redaction", options, batch=64)


BIGCODE = Row(
    "bigcode-keys",
    "detect-secrets, BigCode's preset, a temporary file per document",
    "bigcode_regex",
    "load_keys",
    environment="bigcode-regex",
    megabytes=0.5,
)
DETECT_SECRETS = Row(
    "detect-secrets", "detect-secrets, default settings", "detect_secrets", environment="detect-secrets", megabytes=0.25
)

BOTH = ["rules", "secrets"]

SUITES: dict[str, tuple[Row, ...]] = {
    "rules": (
        _ours("ours-rules", "ours: rules, scan + resolve + redact", detectors=["rules"]),
        _ours(
            "ours-bigcode", "ours: rules + detect-secrets' plugins, BigCode's preset", detectors=BOTH, secrets="bigcode"
        ),
        _ours(
            "ours-default", "ours: rules + detect-secrets' plugins, its default set", detectors=BOTH, secrets="default"
        ),
        Row(
            "datatrove",
            "datatrove PIIFormatter",
            "datatrove",
            "load_rewriting",
            environment="datatrove",
            megabytes=5.0,
        ),
        Row(
            "presidio", "Presidio's e-mail and IP recognizers", "presidio", environment="presidio-regex", megabytes=2.0
        ),
        Row("kingfisher", "Kingfisher", "kingfisher", environment="kingfisher"),
        Row("betterleaks", "betterleaks", "betterleaks", environment="betterleaks", megabytes=5.0),
        BIGCODE,
        DETECT_SECRETS,
    ),
    "full": (
        _ours("ours-full", "ours: rules + encoder", detectors=["rules", "encoder"]),
        Row("credsweeper", "CredSweeper with its model", "credsweeper", environment="credsweeper", megabytes=4.0),
        DETECT_SECRETS,
        Row(
            "presidio-engine",
            "Presidio's engine with spaCy's small English model",
            "presidio",
            options={"language_model": True},
            environment="presidio",
            megabytes=0.05,
        ),
        Row("rampart", "Rampart", "rampart", environment="rampart", megabytes=0.03),
        Row("encoder-12x768", "a 12 × 768 encoder in transformers.pipeline", "random_encoder", megabytes=0.02),
    ),
}


def measure(row: Row, corpus: Path, repeats: int = REPEATS) -> dict[str, Any]:
    """The median of several processes.

    Raises:
        ConfigError: the process fails.
    """
    runs = sorted((_once(row, corpus) for _ in range(repeats)), key=lambda run: run["seconds"])
    speeds = [run["bytes"] / run["seconds"] / 1e6 for run in runs]
    whole = [run["bytes"] / run["process_seconds"] / 1e6 for run in runs]
    return {
        "name": row.name,
        "title": row.title,
        "settings": {key: Path(value).name if key == "model" else value for key, value in row.options.items()},
        "versions": runs[0]["versions"],
        "megabytes": round(runs[0]["bytes"] / 1e6, 3),
        "documents": runs[0]["documents"],
        "runs": repeats,
        "megabytes_per_second": round(statistics.median(speeds), 4),
        "slowest_and_fastest": [round(min(speeds), 4), round(max(speeds), 4)],
        "whole_process": round(statistics.median(whole), 4),
        "load_seconds": round(statistics.median(run["load_seconds"] for run in runs), 2),
        "peak_memory_mib": round(max(run["peak_memory"] for run in runs) / 2**20),
        "workload": runs[0]["workload"],
        "kinds": {
            kind: [size, round(statistics.median(run["kinds"][kind][1] for run in runs), 4)]
            for kind, (size, _) in runs[0]["kinds"].items()
        },
        **provenance(),
    }


def _once(row: Row, corpus: Path) -> dict[str, Any]:
    system = System(row.name, row.title, row.adapter, environment=row.environment)
    command = [
        str(interpreter(system)),
        "-m",
        "benchmarks.speed_worker",
        f"benchmarks.systems.{row.adapter}",
        row.entry,
    ]
    command += [json.dumps(dict(row.options)), str(corpus), str(row.megabytes), str(row.batch)]
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    environment = {**os.environ, **threads, "PYTHONPATH": str(ROOT), "TOKENIZERS_PARALLELISM": "false"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise ConfigError(f"{row.name} cannot be timed: {done.stderr.strip().rpartition(chr(10))[2]}")
    return json.loads(done.stdout)


def suite(
    name: str,
    corpus: Corpus,
    repeats: int = REPEATS,
    report: Callable[[str], None] = print,
    only: Sequence[str] = (),
    model: str | None = None,
) -> dict[str, Any]:
    """All rows of a suite that are installed, as a result to save.

    Args:
        only: names of rows; a named row that cannot be timed is an error, otherwise it is skipped with a note.

    Raises:
        ConfigError: there is no such suite, or no row of a name in it.
    """
    if name not in SUITES:
        raise ConfigError(f"no suite is called {name!r}; known are {', '.join(SUITES)}")
    known = [row.name for row in SUITES[name]]
    if unknown := sorted(set(only).difference(known)):
        raise ConfigError(f"no row of the suite {name!r} is called {', '.join(unknown)}; known are {', '.join(known)}")
    rows: list[dict[str, Any]] = []
    for row in SUITES[name]:
        if only and row.name not in only:
            continue
        report(f"{row.title}: up to {row.megabytes:g} MB, {repeats} runs")
        if model and "encoder" in row.options.get("detectors", ()):
            row = replace(row, options={**row.options, "model": model})
        try:
            rows.append(measure(row, corpus.path, repeats))
        except PiiError as error:
            if only:
                raise
            report(f"left out: {error}")
    return {"dataset": corpus.describe(), "rows": rows}
