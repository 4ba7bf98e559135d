import subprocess
import sys

import pytest

from pii import __version__
from pii.cli import app


def test_the_version_is_printed(pii):
    assert pii("--version").out == f"{__version__}\n"


def test_the_module_can_be_run():
    result = subprocess.run([sys.executable, "-m", "pii", "--version"], capture_output=True, text=True, check=True)

    assert result.stdout == f"{__version__}\n"


@pytest.mark.parametrize("command", [[], ["redact"], ["detect"], ["plan"]])
def test_every_command_has_help(pii, command):
    result = pii(*command, "--help")

    assert result.status == 0 and "Usage" in result.out


def test_every_option_has_help():
    for command in app.registered_commands:
        for name, annotation in command.callback.__annotations__.items():
            if name != "return":
                assert annotation.__metadata__[0].help, f"{command.callback.__name__} {name}"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["redact", "x", "--bogus"], "No such option"),
        (["bogus"], "No such command"),
        (["redact"], "Missing argument"),
        (["redact", "/nowhere", "-o", "/tmp/x"], "no such file or directory"),
        (["redact", "-", "-o", "x"], "leave out --output"),
        (["redact", "-", "a", "-o", "x"], "cannot be mixed"),
        (["redact", "a"], "name a directory with -o"),
        (["redact", "a", "-o", "b", "--detectors", "rulez"], "unknown detector 'rulez'"),
        (["redact", "a", "-o", "b", "--detectors", ","], "names none"),
        (["redact", "a", "-o", "b", "--policy", "nope"], "neither a preset"),
        (["redact", "a", "-o", "b", "--batch-bytes", "many"], "no number of bytes"),
        (["redact", "a", "-o", "b", "--rank", "3"], "rank 3 of 1"),
        (["redact", "nosuchfs://a", "-o", "b"], "Protocol not known"),
        (["detect", "/nowhere"], "no such file or directory"),
        (["plan", "--bytes", "1TB", "--device", "abacus"], "no measured rate"),
    ],
)
def test_an_error_is_one_line_and_status_2(pii, arguments, words):
    options = (
        ["--detectors", "rules"] if arguments[0] in ("redact", "detect") and "--detectors" not in arguments else []
    )

    result = pii(*arguments, *options)

    assert result.status == 2 and result.out == ""
    assert result.err.startswith("pii: error: ") and result.err.count("\n") == 1
    assert words in result.err
