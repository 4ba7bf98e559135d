import json


def test_hours_and_cost_come_with_the_formula_and_the_measurement(pii, tmp_path):
    rate = {
        "device": "cpu",
        "detectors": "rules",
        "megabytes_per_second": 50.0,
        "unit": "core",
        "machine": "a machine",
        "measured": "2026-01-01",
        "command": "a command",
    }
    (tmp_path / "rates.json").write_text(json.dumps({"rates": [rate]}))

    result = pii(
        *("plan", "--bytes", "6.4TB", "--nodes", 8, "--per-node", 2, "--detectors", "rules"),
        *("--price-per-hour", 3, "--rates", tmp_path / "rates.json"),
    )

    assert result.status == 0
    assert "hours = bytes / (rate" in result.out and "= 2.22" in result.out
    assert "units a node × nodes × 3600 s); a unit is one core" in result.out
    assert "/ (50 MB/s × 2 × 8 × 3600 s)" in result.out and "= 53.33" in result.out
    assert "a machine, measured 2026-01-01: a command" in result.out


def test_detectors_may_come_in_any_order(pii):
    assert pii("plan", "--bytes", "1TB", "--detectors", "encoder,rules").status == 0


def test_a_device_that_nobody_measured_is_an_error_that_says_how(pii):
    result = pii("plan", "--bytes", "1TB", "--device", "h200")

    assert result.status == 2 and "To measure one" in result.err and result.out == ""
