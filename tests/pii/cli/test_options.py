"""Options that several commands share."""

import pytest

from pii.cli.options import Gate, build_redactor


@pytest.mark.parametrize(("gate", "gated"), [(Gate.ON, True), (Gate.OFF, False)])
def test_the_gate_can_be_left_open(gate, gated):
    redactor = build_redactor("encoder", "tag", None, "cpu", "balanced", gate)

    assert redactor.describe()["detectors"]["encoder"]["gate"] is gated


@pytest.mark.parametrize("command", ["redact", "detect"])
def test_every_command_that_runs_the_encoder_knows_the_gate(pii, tmp_path, command):
    (tmp_path / "a.txt").write_text("# Written by Jane Roe\n")
    output = ["-o", tmp_path / "out"] if command == "redact" else []

    assert pii(command, tmp_path / "a.txt", *output, "--detectors", "encoder", "--gate", "off").status == 0
    wrong = pii(command, tmp_path / "a.txt", *output, "--gate", "ajar")
    assert wrong.status == 2 and "--gate" in wrong.err
