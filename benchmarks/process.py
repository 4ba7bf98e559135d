"""Run a system over documents in its own process, so that it may raise, print, hang or die."""

import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotation.schema import Document
from benchmarks.environments import interpreter
from benchmarks.systems.registry import System
from pii.errors import ConfigError, InputError
from pii.labels import Label
from pii.spans import Span

ROOT = Path(__file__).resolve().parent.parent

SECONDS_PER_DOCUMENT = 60.0
LOAD_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Failure:
    """A document on which a system failed; it is scored as having no predictions."""

    id: str
    reason: str
    """The kind of the error, never its message."""


@dataclass(frozen=True, slots=True)
class Run:
    """The spans that a system found, with time and memory used."""

    predictions: Sequence[Sequence[Span]]
    """Spans of each document, in the documents' order."""
    failures: Sequence[Failure] = ()
    problems: Mapping[str, int] = field(default_factory=dict)
    """Counts of unusable predictions, by kind."""
    seconds: float = 0.0
    """Detection alone."""
    load_seconds: float = 0.0
    peak_memory: int = 0
    """The highest resident memory in bytes."""
    versions: Mapping[str, str] = field(default_factory=dict)


def run(system: System, documents: Sequence[Document], seconds: float = SECONDS_PER_DOCUMENT) -> Run:
    """Run the system over the documents.

    A process that dies is restarted after the document that killed it; that document is listed among the failures.

    Args:
        seconds: how long one document may take.

    Raises:
        MissingDependencyError: the system's environment has not been made.
        ConfigError: the system cannot be loaded.
    """
    if system.adapter == "predictions":
        return _read_predictions(Path(system.options["path"]), documents)
    answers: dict[str, Sequence[Sequence[Any]]] = {}
    failures: list[Failure] = []
    spent = load = 0.0
    memory, versions = 0, {}
    pending, batch = list(documents), system.batch
    while pending:
        rows, reason = _run_once(system, pending, batch, seconds)
        if not rows:
            raise ConfigError(f"system {system.name!r} cannot be loaded: {reason}")
        load, versions = max(load, rows[0]["load_seconds"]), {**rows[0]["versions"], "python": rows[0]["python"]}
        for row in rows[1:]:
            if "peak_memory" in row:
                memory = max(memory, row["peak_memory"])
                continue
            spent += row["seconds"]
            if "error" in row:
                failures.append(Failure(row["id"], row["error"]))
            else:
                answers[row["id"]] = row["spans"]
        done = len([row for row in rows[1:] if "id" in row])
        pending = pending[done:]
        if pending and batch == 1:
            failures.append(Failure(pending.pop(0).id, reason))
        batch = 1 if pending else batch
    problems: Counter[str] = Counter()
    predictions = [_usable(answers.get(document.id, ()), document, problems) for document in documents]
    return Run(predictions, failures, dict(problems), spent, load, memory, versions)


def _run_once(
    system: System, documents: Sequence[Document], batch: int, seconds: float
) -> tuple[list[dict[str, Any]], str]:
    """What one process returned before it ended, and how it ended."""
    texts = "".join(
        json.dumps({"id": document.id, "text": document.text, "path": str(document.meta.get("path", ""))}) + "\n"
        for document in documents
    )
    command = [str(interpreter(system)), "-m", "benchmarks.systems.worker", f"benchmarks.systems.{system.adapter}"]
    command += [json.dumps(dict(system.options)), str(batch), str(seconds)]
    # One thread each, so that systems are compared on one core.
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    environment = {**os.environ, **threads, "PYTHONPATH": str(ROOT), "TOKENIZERS_PARALLELISM": "false"}
    limit = LOAD_SECONDS + seconds * len(documents)
    try:
        done = subprocess.run(command, input=texts.encode(), capture_output=True, env=environment, timeout=limit)
        out, error, code = done.stdout, done.stderr, done.returncode
    except subprocess.TimeoutExpired as expired:
        out, error, code = expired.stdout or b"", expired.stderr or b"", None
    rows = [json.loads(line) for line in out.splitlines(keepends=True) if line.endswith(b"\n")]
    if not rows:
        # Nothing was read yet, so the last line cannot hold a document's value.
        return [], error.decode(errors="replace").strip().rpartition("\n")[2] or f"exit status {code}"
    return rows, "no answer in time" if code is None else f"process ended with status {code}"


def _read_predictions(path: Path, documents: Sequence[Document]) -> Run:
    """Predictions made elsewhere: a JSON Lines file with `id` and `spans` (`start`, `end`, `label`, `score`)."""
    found: dict[str, list[Any]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            spans = [(s["start"], s["end"], str(s["label"]), s.get("score", 1.0)) for s in row["spans"]]
            found.setdefault(str(row["id"]), []).extend(spans)
        except (KeyError, TypeError, json.JSONDecodeError) as error:
            raise InputError(f"{path}, line {number}: not a row of predictions with id and spans") from error
    problems = Counter({"documents with an unknown id": len(found.keys() - {document.id for document in documents})})
    predictions = [_usable(found.get(document.id, ()), document, problems) for document in documents]
    missing = [Failure(document.id, "no row of predictions") for document in documents if document.id not in found]
    return Run(predictions, missing, +problems)


def _usable(findings: Iterable[Sequence[Any]], document: Document, problems: Counter[str]) -> list[Span]:
    """The findings as spans; invalid ones are counted by kind."""
    spans: list[Span] = []
    for start, end, label, score in findings:
        if label not in Label.__members__:
            problems[f"predictions of the unknown label {label[:40]!r}"] += 1
        elif not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(document.text)):
            problems["predictions with offsets outside the text"] += 1
        else:
            spans.append(Span(start, end, Label(label), float(score)))
    return sorted(spans)
