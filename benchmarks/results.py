"""Results on disk: one JSON file per dataset, with everything needed to interpret and reproduce a figure."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import accuracy, cases, hard_negatives, languages
from benchmarks.datasets import Dataset, Measure
from benchmarks.process import ROOT, Run
from benchmarks.systems.registry import System
from pii.errors import ConfigError

RESULTS = Path(__file__).parent / "results"


def provenance() -> dict[str, Any]:
    """The commit and the machine of a measurement, without the machine's name."""
    return {
        "commit": _git("rev-parse", "--short=12", "HEAD"),
        # Results, and documents with generated tables, do not affect figures.
        "changed_files": bool(
            _git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!benchmarks/results", ":!*.md")
        ),
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": machine(),
    }


def machine() -> dict[str, Any]:
    """What a rate depends on: processor, cores, memory, system and Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip()


def describe(dataset: Dataset) -> dict[str, Any]:
    """Context for results: the size of a dataset and its number of spans by label."""
    spans: dict[str, int] = {}
    for document in dataset.documents:
        for span in document.spans:
            spans[str(span.label)] = spans.get(str(span.label), 0) + 1
    packages = {str(document.meta.get("package", document.id)) for document in dataset.documents}
    return {
        "name": dataset.name,
        "digest": dataset.digest,
        "documents": len(dataset.documents),
        "packages": len(packages),
        "lines": dataset.lines,
        "characters": dataset.characters,
        "spans": dict(sorted(spans.items())),
        "decoys": len(dataset.decoys),
    }


def row(system: System, run: Run, dataset: Dataset) -> dict[str, Any]:
    """The result of one system: what was run, its cost, its scores."""
    megabytes = sum(len(document.text.encode("utf-8", "surrogatepass")) for document in dataset.documents) / 1e6
    measured: dict[str, Any] = {
        "title": system.title,
        "attempts": sorted(system.attempts),
        "ours": system.ours,
        # A folder's name identifies the bundle; the rest of its path is private.
        "settings": {key: _named(key, value) for key, value in system.options.items()},
        "versions": dict(run.versions),
        "seconds": round(run.seconds, 3),
        "load_seconds": round(run.load_seconds, 3),
        "megabytes_per_second": round(megabytes / run.seconds, 4) if run.seconds else None,
        "peak_memory_mib": round(run.peak_memory / 2**20),
        "failures": [asdict(failure) for failure in run.failures],
        "problems": dict(run.problems),
        **provenance(),
    }
    match dataset.measure:
        case Measure.LEFT_ALONE:
            ids = [document.id for document in dataset.documents]
            alone = hard_negatives.left_alone(dataset.decoys, dict(zip(ids, run.predictions, strict=True)))
            measured["left_alone"] = {kind: list(pair) for kind, pair in alone.items() if pair[1]}
        case Measure.LANGUAGES:
            measured["languages"] = languages.measure(dataset.documents, run.predictions)
        case Measure.CASES:
            measured["cases"] = cases.measure(dataset.documents, run.predictions)
        case Measure.ACCURACY:
            measured["accuracy"] = accuracy.report(dataset.documents, run.predictions)
    return measured


def _named(key: str, value: Any) -> Any:
    return Path(value).name if key in ("model", "path") and isinstance(value, str) else value


def load(name: str, folder: Path = RESULTS) -> dict[str, Any]:
    """The results of a dataset; empty if there are none."""
    path = folder / f"{name}.json"
    return read(path) if path.exists() else {}


def read(path: Path) -> dict[str, Any]:
    """The results in a file.

    Raises:
        ConfigError: there is no such file, or it is not JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} holds no results ({type(error).__name__})") from None


def save(name: str, result: Mapping[str, Any], folder: Path = RESULTS) -> Path:
    """Write results so that diffs read well: one line for each list of numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(_dump(result, 0) + "\n", encoding="utf-8")
    return path


def _dump(value: Any, depth: int) -> str:
    if isinstance(value, dict) and any(isinstance(one, (dict, list)) for one in value.values()):
        pad = "  " * (depth + 1)
        parts = [f"{pad}{json.dumps(key)}: {_dump(one, depth + 1)}" for key, one in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + "  " * depth + "}"
    return json.dumps(value, ensure_ascii=False)


def merged(old: Mapping[str, Any], dataset: Dataset, rows: Mapping[str, Any]) -> dict[str, Any]:
    """New rows merged with those of an older run on exactly the same data; rows on other data are dropped."""
    kept = old.get("systems", {}) if old.get("dataset", {}).get("digest") == dataset.digest else {}
    return {"dataset": describe(dataset), "systems": {**kept, **rows}}


def reference(rows: Mapping[str, Any]) -> str | None:
    """The system that others are compared with: ours with default settings, or the first of ours."""
    mine: Sequence[str] = [name for name, one in rows.items() if one["ours"]]
    return "ours" if "ours" in mine else (mine[0] if mine else None)
