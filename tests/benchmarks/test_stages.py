"""Where the time goes: every stage is there, and each second is counted once."""

import importlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import corpora, stages, tables
from pii.redactor import Redactor


@pytest.mark.parametrize("stage", stages.STAGES)
def test_every_stage_names_a_function(stage: stages.Stage) -> None:
    module = importlib.import_module(stage.module)
    assert callable(getattr(getattr(module, stage.owner) if stage.owner else module, stage.function))


def _spin(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_time_inside_a_stage_is_the_inner_ones() -> None:
    clock = stages.Clock()
    with clock.stage("outer"):
        _spin(0.02)
        with clock.stage("inner"):
            _spin(0.05)
    assert 0.015 < clock.seconds["outer"] < 0.04 < clock.seconds["inner"]


def test_a_scan_of_the_gate_is_the_gates() -> None:
    clock = stages.Clock()
    with clock.stage("gate"), clock.stage("scan"):
        _spin(0.01)
    assert set(clock.seconds) == {"gate"}


def test_the_time_until_each_value_of_a_generator_counts() -> None:
    clock = stages.Clock()

    def slow(count: int) -> Iterator[int]:
        for number in range(count):
            _spin(0.01)
            yield number

    values = clock.timed("slow", slow)(3)
    for _ in values:
        _spin(0.02)
    assert 0.025 < clock.seconds["slow"] < 0.05


def test_a_redaction_is_measured_by_kind_and_nothing_stays_wrapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PII_BENCHMARKS_CACHE", str(tmp_path / "cache"))
    monkeypatch.delattr("os.sched_setaffinity", raising=False)
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.py").write_text("mail = 'jane@roe.org'\n" * 2000)
    (folder / "a.md").write_text("Written by Jane Roe\n" * 2000)
    before = Redactor.redact_batch
    result = stages.measure(corpora.load(str(folder)), Redactor(detectors=["rules"]), 1)
    assert Redactor.redact_batch is before
    assert set(result["kinds"]) == {"code", "prose"}
    assert result["kinds"]["code"]["bytes"] == (folder / "a.py").stat().st_size
    assert result["kinds"]["code"]["rules"] > 0 and "network" not in result["kinds"]["code"]
    head, rows = tables.TABLES["stages"](result)
    assert rows[-1][0] == "all" and "network" not in head and head[-1] == "MB/s"
