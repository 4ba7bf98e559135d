"""Where the time goes: processor seconds of each stage of a redaction, by kind of file, in one process on one core."""

import importlib
import inspect
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from benchmarks.corpora import Corpus
from benchmarks.results import provenance
from benchmarks.speed_worker import apart, read
from benchmarks.systems.worker import WARM_UP
from pii.redactor import Redactor


class Stage(NamedTuple):
    """A function timed under a name, without the time of the stages that it calls."""

    name: str
    module: str
    owner: str
    """A class in the module, or empty for the module itself."""
    function: str


STAGES = (
    Stage("scan", "pii.detectors.scan", "Scanner", "scan_batch"),
    Stage("rules", "pii.detectors.rules", "RuleDetector", "detect"),
    Stage("rules", "pii.detectors.rules", "RuleDetector", "propose"),
    Stage("secrets", "pii.detectors.secrets", "SecretsDetector", "detect"),
    Stage("gate", "pii.detectors.gate", "Gate", "parts_batch"),
    Stage("tokenize", "pii.network.encoding", "ByteLevelTokenizer", "encode_parts"),
    Stage("tokenize", "pii.network.encoding", "ReferenceTokenizer", "encode_parts"),
    Stage("evidence", "pii.network.evidence", "Marker", "__call__"),
    Stage("first look", "pii.network.session", "LookSession", "run"),
    Stage("network", "pii.network.session", "EncoderSession", "run"),
    Stage("judge", "pii.detectors.encoder", "EncoderDetector", "judge"),
    Stage("hidden", "pii.finding.finder", "Finder", "_find_hidden"),
    Stage("resolve", "pii.finding.finder", "Finder", "explain"),
    Stage("syntax", "pii.redactor", "", "language_of"),
    Stage("syntax", "pii.redactor", "", "fit"),
    Stage("replace", "pii.redactor", "Redactor", "replace"),
    Stage("redact", "pii.redactor", "Redactor", "redact_batch"),
)
NAMES = tuple(dict.fromkeys(stage.name for stage in STAGES))
_SCANS_ITSELF = {"gate", "secrets", "hidden"}
"""Stages that run their own scan, which counts as theirs."""

_BATCH = 64


class Clock:
    """Seconds by stage; of nested stages, the innermost is timed."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts the time of the block under this name."""
        if self._running and self._running[-1] in _SCANS_ITSELF:
            name = self._running[-1]
        self._turn()
        self._running.append(name)
        try:
            yield
        finally:
            self._turn()
            self._running.pop()

    def _turn(self) -> None:
        now = time.process_time()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function with its time counted; for a generator, the time until each value."""

        def call(*args: Any, **options: Any) -> Any:
            with self.stage(name):
                result = function(*args, **options)
            return self._values(name, result) if inspect.isgenerator(result) else result

        return call

    def _values(self, name: str, values: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self.stage(name):
                try:
                    value = next(values)
                except StopIteration:
                    return
            yield value


@contextmanager
def instrumented(clock: Clock) -> Iterator[None]:
    """Time every stage's function while the block runs.

    Raises:
        AttributeError: a stage names a function that does not exist.
    """
    modules = [(importlib.import_module(stage.module), stage) for stage in STAGES]
    places = [(getattr(module, stage.owner) if stage.owner else module, stage) for module, stage in modules]
    originals = [(owner, stage, getattr(owner, stage.function)) for owner, stage in places]
    for owner, stage, original in originals:
        setattr(owner, stage.function, clock.timed(stage.name, original))
    try:
        yield
    finally:
        for owner, stage, original in originals:
            setattr(owner, stage.function, original)


def measure(corpus: Corpus, redactor: Redactor, megabytes: float) -> dict[str, Any]:
    """Redact the head of a corpus kind by kind; returns the bytes of each kind and the seconds of each stage."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    redactor.redact(WARM_UP)
    warm_up, timed = apart(read(str(corpus.path), megabytes * 1e6))
    redactor.redact_batch([item.text for item in warm_up])
    kinds: dict[str, dict[str, float]] = {}
    for kind, items in timed.items():
        clock = Clock()
        with instrumented(clock):
            for first in range(0, len(items), _BATCH):
                redactor.redact_batch([item.text for item in items[first : first + _BATCH]])
        size = sum(len(item.text.encode()) for item in items)
        kinds[kind] = {"bytes": size, **{name: round(clock.seconds[name], 4) for name in NAMES if clock.seconds[name]}}
    detectors = [detector.name for detector in redactor.detectors]
    return {"dataset": corpus.describe(), "detectors": detectors, "kinds": kinds, **provenance()}
