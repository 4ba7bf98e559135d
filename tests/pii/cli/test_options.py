"""Options that several commands share."""

import pytest

from pii.bundle import load_bundle
from pii.cli.options import Gate, build_redactor
from pii.session import EncoderSession


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


def test_what_auto_chose_is_said_on_standard_error(pii):
    chosen = EncoderSession(load_bundle(), "auto").device
    result = pii("redact", "-", "--device", "auto", "--detectors", "encoder", stdin=b"# Written by Jane Marlowe\n")

    assert (result.status, result.out) == (0, "# Written by <NAME>\n")
    assert f"pii: device auto: the encoder runs on {chosen}" in result.err


def test_ray_wants_to_know_the_device(pii, tmp_path):
    (tmp_path / "a.txt").write_text("nothing")
    options = ("--engine", "ray", "--device", "auto", "--detectors", "rules")
    result = pii("redact", tmp_path / "a.txt", "-o", tmp_path / "out", *options)

    assert result.status == 2 and "name the device, cpu or cuda" in result.err
    assert not (tmp_path / "out").exists()
