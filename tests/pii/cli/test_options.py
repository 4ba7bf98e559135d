"""Options that several commands share."""

import pytest

from pii.cli.options import Gate, build_redactor, parse_bytes
from pii.errors import ConfigError
from pii.network.bundle import load_bundle
from pii.network.session import EncoderSession


@pytest.mark.parametrize(("gate", "gated"), [(Gate.ON, True), (Gate.OFF, False)])
def test_the_gate_can_be_left_open(gate, gated):
    redactor = build_redactor("encoder", policy="tag", model=None, device="cpu", operating_point="balanced", gate=gate)

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


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("12B", 12),
        ("4MB", 4_000_000),
        ("6.4TB", 6_400_000_000_000),
        ("1 GiB", 1 << 30),
        ("2kib", 2048),
        ("1P", 10**15),
        ("1.5kB", 1500),
        ("1152921504606846977", 2**60 + 1),
    ],
)
def test_sizes_are_read_as_people_write_them(text, number):
    assert parse_bytes(text) == number


@pytest.mark.parametrize("text", ["", "MB", "-1", "1.2.3", "ten", "5XB", "7i", "6.4", "6.4B", "0.5"])
def test_other_sizes_are_refused(text):
    with pytest.raises(ConfigError, match="no number of bytes"):
        parse_bytes(text)
