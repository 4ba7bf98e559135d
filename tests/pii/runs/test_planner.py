import json

import pytest

from pii.errors import ConfigError
from pii.runs.planner import Estimate, Rate, choose_rate, load_rates

CPU = Rate("cpu", "rules", 50.0, "core", "a machine", "2026-01-01", "a command")
NEWER = Rate("cpu", "rules", 60.0, "core", "a machine", "2026-02-01", "a command")


def test_hours_are_bytes_by_rate_and_units():
    assert Estimate(CPU, 3600 * 50 * 10**6 * 16, 16).hours == pytest.approx(1.0)


def test_the_latest_rate_for_the_device_and_detectors_counts():
    assert choose_rate([NEWER, CPU], "cpu", "rules") is NEWER


@pytest.mark.parametrize(("device", "detectors"), [("h200", "rules"), ("cpu", "rules,encoder")])
def test_what_was_not_measured_is_not_estimated(device, detectors):
    with pytest.raises(ConfigError, match="no measured rate .* measured: cpu with rules\\."):
        choose_rate([CPU], device, detectors)


@pytest.mark.parametrize("detectors", ["rules,encoder", "encoder,rules", "encoder , rules"])
def test_the_order_of_detectors_does_not_matter(detectors):
    assert choose_rate(load_rates(), "cpu", detectors).detectors == "rules,encoder"


def test_what_was_not_measured_is_told_how_to_be():
    with pytest.raises(ConfigError, match="To measure one, run 'pii redact SAMPLE -o OUT'.* --rates"):
        choose_rate(load_rates(), "h200", "rules")


@pytest.mark.parametrize("rate", [0, -1, 0.0, float("nan"), float("inf"), "0"])
def test_a_rate_that_is_no_rate_is_refused(tmp_path, rate):
    row = {name: getattr(CPU, name) for name in CPU.__slots__} | {"megabytes_per_second": rate}
    (tmp_path / "rates.json").write_text(json.dumps({"rates": [row]}))

    with pytest.raises(ConfigError, match="cpu with rules has .* megabytes per second; expected a number above 0"):
        load_rates(tmp_path / "rates.json")


def test_the_rates_of_the_package_can_be_read():
    assert all(rate.megabytes_per_second > 0 and rate.command for rate in load_rates())


@pytest.mark.parametrize("content", ["", "[]", '{"rates": [{"device": "cpu"}]}', '{"rates": [3]}'])
def test_a_file_of_another_form_is_refused(tmp_path, content):
    (tmp_path / "rates.json").write_text(content)

    with pytest.raises(ConfigError, match="expected a list 'rates'"):
        load_rates(tmp_path / "rates.json")


def test_rates_of_ones_own_can_be_given(tmp_path):
    row = {name: getattr(CPU, name) for name in CPU.__slots__}
    (tmp_path / "rates.json").write_text(json.dumps({"rates": [row]}))

    assert load_rates(tmp_path / "rates.json") == [CPU]
