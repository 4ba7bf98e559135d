import importlib
import inspect
import subprocess
import sys

import pytest
import typer

from pii import __version__
from pii.cli import app
from pii.cli.running import run


def test_the_version_is_printed(pii):
    assert pii("--version").out == f"{__version__}\n"


def test_the_module_can_be_run():
    result = subprocess.run([sys.executable, "-m", "pii", "--version"], capture_output=True, text=True, check=True)

    assert result.stdout == f"{__version__}\n"


@pytest.mark.parametrize("command", [[], ["redact"], ["detect"], ["plan"]])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_has_help(pii, command, option):
    result = pii(*command, option)

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
        (["bogus"], "No such command 'bogus'. It is one of redact, detect,"),
        (["redact"], "Missing argument"),
        (["redact", "/nowhere", "-o", "/tmp/x"], "no such file or directory"),
        (["redact", "-", "-o", "x"], "leave out --output"),
        (["redact", "-", "a", "-o", "x"], "cannot be mixed"),
        (["redact", "a"], "name a directory with -o"),
        (["redact", "a", "-o", "b", "--detectors", "rulez"], "unknown detector 'rulez'"),
        (["redact", "a", "-o", "b", "--detectors", ","], "names none"),
        (["redact", "a", "-o", "b", "--policy", "nope"], "neither a preset"),
        (["redact", "a", "-o", "b", "--policy", "x" * 300], "is neither a preset"),
        (["redact", "a", "-o", "b", "--policy", "x" * 6_000], "is neither a preset"),
        (["redact", "x\x1b\u202e", "-o", "b"], r"x\x1b\u202e: no such file"),
        (["redact", "a", "-o", ""], "name a directory with -o"),
        (["redact", "a", "-o", "b", "--batch-bytes", "many"], "no number of bytes"),
        (["redact", "a", "-o", "b", "--rank", "3"], "rank 3 of 1"),
        (["redact", "a", "-o", "b", "--everywhere", "NAEM"], "no detector finds NAEM"),
        (["redact", "a", "-o", "b", "--threshold", "NAME=high"], "expected for instance NAME=0.8"),
        (["redact", "a", "-o", "b", "--allow", "/nowhere"], "list /nowhere: No such file or directory"),
        (["leaks", "/nowhere.csv"], "/nowhere.csv: No such file or directory"),
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


def test_alone_it_shows_its_help(pii):
    result = pii()

    assert result.status == 0 and "Usage" in result.out and result.err == ""


def test_an_error_that_nobody_expected_is_one_line_that_repeats_nothing(pii, tmp_path, monkeypatch):
    def fail(*arguments, **options):
        raise ValueError("a text that must not be shown")

    monkeypatch.setattr("pii.cli.options.Redactor", fail)
    (tmp_path / "a.txt").write_text("x")

    result = pii("detect", tmp_path / "a.txt")

    assert result.status == 2 and result.err.count("\n") == 1 and "must not be shown" not in result.err
    assert "ValueError at test_main.py:" in result.err
    monkeypatch.setenv("PII_TRACEBACK", "1")
    assert "must not be shown" in pii("detect", tmp_path / "a.txt").err


def test_a_reader_that_has_gone_is_no_error(tmp_path):
    (tmp_path / "a.txt").write_text("jane@roe.org\n" * 20_000)
    command = [sys.executable, "-m", "pii", "detect", tmp_path / "a.txt", "--detectors", "rules"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()

    assert process.wait(60) == 141 and process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.parametrize("module", ["pii.cli", "annotation.cli", "models.__main__", "benchmarks.cli"])
def test_help_is_broken_into_lines_by_the_terminal_alone(module):
    def paragraphs(command):
        yield from inspect.cleandoc(command.help or "").split("\n\n")[1:]  # the first one is joined by Typer
        for inner in getattr(command, "commands", {}).values():
            yield from paragraphs(inner)

    app = typer.main.get_command(importlib.import_module(module).app)

    assert [paragraph for paragraph in paragraphs(app) if "\n" in paragraph] == []


@pytest.mark.parametrize("room", ["annotation", "models", "benchmarks"])
def test_every_command_line_ends_alike(room):
    def run(*arguments):
        return subprocess.run([sys.executable, "-m", room, *arguments], capture_output=True, text=True, check=False)

    alone, wrong = run(), run("no-such-command")

    assert alone.returncode == 0 and "Usage" in alone.stdout and run("-h").returncode == 0
    assert wrong.returncode == 2 and wrong.stderr.count("\n") == 1 and wrong.stderr.startswith(f"{room}: error: ")


def test_a_library_that_is_not_there_is_named_with_the_way_to_get_it(capsys, monkeypatch):
    lacking = typer.Typer()

    @lacking.command()
    def go():
        importlib.import_module("kestrel_library")

    monkeypatch.setattr(sys, "argv", ["models", "--"])
    for program, fix in (("models", "pip install --group models"), ("pii", "pip install kestrel_library")):
        with pytest.raises(SystemExit) as ended:
            run(lacking, program)
        assert ended.value.code == 2
        assert f"needs kestrel_library, which is not installed: {fix}" in capsys.readouterr().err
