"""The rates of `pii plan` come from the pipeline's results."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks import rates
from pii.errors import ConfigError
from pii.runs.planner import choose_rate, load_rates


def _row(detectors: str, workers: int, megabytes: float, speed: float) -> dict[str, Any]:
    return {
        "title": f"{detectors}, {megabytes} MB",
        "settings": {"detectors": detectors},
        "workers": workers,
        "megabytes": megabytes,
        "megabytes_per_second": speed,
        "date": "2026-01-02",
        "machine": {"processor": "made up", "cores": 2, "memory_gib": 4},
    }


def test_the_longest_run_of_one_worker_is_the_rate_of_a_core(tmp_path: Path) -> None:
    path = tmp_path / "rates.json"
    path.write_text(
        '{"rates": [{"device": "cpu", "detectors": "rules", "megabytes_per_second": 1, "unit": "core", "machine": "",'
        ' "measured": "", "command": ""}, {"device": "cuda", "detectors": "rules,encoder", "megabytes_per_second": 9,'
        ' "unit": "GPU", "machine": "", "measured": "", "command": ""}]}'
    )
    rows = [_row("rules", 1, 10, 20.0), _row("rules", 1, 160, 40.0), _row("rules", 2, 160, 70.0)]
    rates.write({"rows": [*rows, _row("rules,encoder", 1, 10, 2.0)]}, path)
    known = load_rates(path)
    assert choose_rate(known, "cpu", "rules").megabytes_per_second == 40
    assert choose_rate(known, "cpu", "encoder,rules").megabytes_per_second == 2
    assert choose_rate(known, "cuda", "rules,encoder").megabytes_per_second == 9
    assert len(known) == 3


def test_nothing_measured_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="pipeline"):
        rates.write({}, tmp_path / "rates.json")
