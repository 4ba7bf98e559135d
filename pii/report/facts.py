"""`Facts`: what the files below `OUT/_pii` say about a run. They hold no values, so neither does this."""

# Arrow's stubs leave open what arrays hold.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pii.errors import InputError
from pii.labels import Label
from pii.report.languages import UNKNOWN, language_of
from pii.runs.ledger import Entry, read_ledgers
from pii.runs.runner import RUN_FOLDER
from pii.shards.base import Counts
from pii.shards.failures import Failure
from pii.shards.sidecar import quarantine_name, spans_name
from pii.shards.storage import is_remote, local_path

REDACTED = ("done", "partial")
"""The states of shards that have an output."""
SCORE_BINS = 20
_SHOWN_FAILURES = 500
"""Most failures to list, so that a browser can open the page; all are counted."""
_SIDECAR_COLUMNS = ["row", "id", "label", "score", "source"]


@dataclass(slots=True)
class Facts:
    """Facts about a run, or about the runs that made one output together."""

    output: Path
    config: dict[str, Any]
    entries: dict[str, Entry]
    counts: Counts = field(default_factory=Counts)
    failures: list[tuple[str, Failure]] = field(default_factory=list[tuple[str, Failure]])
    """Shard and document of the first few hundred."""
    lost: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """The numbers of each shard's quarantined documents, ascending."""
    reasons: Counter[str] = field(default_factory=Counter[str])
    languages: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])
    """Spans by language and label."""
    sources: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])
    """Spans by source (detector or rule) and label."""
    scores: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """A histogram of scores for each label, in equal bins from 0 to 1."""
    documents: dict[tuple[str, int], Counter[str]] = field(default_factory=dict[tuple[str, int], Counter[str]])
    """Spans by label of every document that has any, by shard and number in the shard as read."""
    runs: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """The report of the last run, or of each of its ranks."""

    @property
    def labels(self) -> list[str]:
        """The six labels, and any others that were found."""
        return [*map(str, Label), *sorted(self.counts.spans.keys() - set(Label))]


def read_facts(output: str) -> Facts:
    """Gather the facts of an output directory.

    Raises:
        InputError: it is not a local directory that `pii redact` wrote.
        OutputError: its ledger cannot be read.
    """
    if is_remote(output):
        raise InputError(f"{output}: reports are made of local outputs; copy it here, _pii included")
    root = Path(local_path(output))
    if not (root / RUN_FOLDER).is_dir():
        raise InputError(f"{output} holds no _pii/run: it is no output of pii redact")
    config, entries = read_ledgers(root / RUN_FOLDER)
    facts = Facts(root, config, entries)
    for name, entry in sorted(entries.items()):
        facts.counts.add(entry.counts)
        _read_failures(facts, name, entry)
        if entry.status in REDACTED:
            _read_spans(facts, name)
    for path in sorted((root / RUN_FOLDER).glob("report*.json")):
        facts.runs.append(json.loads(path.read_text(encoding="utf-8")))
    return facts


def _read_failures(facts: Facts, name: str, entry: Entry) -> None:
    path = facts.output / quarantine_name(name)
    if not path.exists():
        if entry.status == "failed":
            _add_failure(facts, name, Failure(None, entry.reason or ""))
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            _add_failure(facts, name, Failure(record["row"], record["reason"], record["id"]))


def _add_failure(facts: Facts, name: str, failure: Failure) -> None:
    facts.reasons[failure.reason] += 1
    if failure.row is not None:
        facts.lost.setdefault(name, []).append(failure.row)
    if len(facts.failures) < _SHOWN_FAILURES:
        facts.failures.append((name, failure))


def _read_spans(facts: Facts, name: str) -> None:
    path = facts.output / spans_name(name)
    try:
        file = pq.ParquetFile(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'no sidecar of spans'}") from error
    fallback = language_of(name)
    with file:
        for batch in file.iter_batches(columns=_SIDECAR_COLUMNS):
            columns = (batch.column(column).to_pylist() for column in _SIDECAR_COLUMNS)
            for row, id, label, score, source in zip(*columns, strict=True):
                found = language_of(id)
                language = fallback if found == UNKNOWN and name.endswith("/") else found
                facts.languages.setdefault(language, Counter())[label] += 1
                facts.sources.setdefault(source, Counter())[label] += 1
                bins = facts.scores.setdefault(label, [0] * SCORE_BINS)
                bins[min(SCORE_BINS - 1, int(score * SCORE_BINS))] += 1
                facts.documents.setdefault((name, row), Counter())[label] += 1
