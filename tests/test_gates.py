"""The files by which others put the detector in front of a commit or a pull request do what they say."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
CLEAN, LEAKY = "x = 1\n", 'password = "swordfish77"\n'


@pytest.fixture
def commands(tmp_path: Path) -> dict[str, str]:
    """An environment in which `pii` is this checkout's."""
    folder = tmp_path / "runner" / "pii" / "bin"
    folder.mkdir(parents=True)
    (folder / "pii").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pii "$@"\n')
    (folder / "pii").chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "RUNNER_TEMP": str(tmp_path / "runner")}


def test_pre_commit_takes_the_hooks() -> None:
    from pre_commit.clientlib import load_manifest

    assert [hook["id"] for hook in load_manifest(ROOT / ".pre-commit-hooks.yaml")] == ["pii", "pii-model"]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
@pytest.mark.parametrize(("text", "status"), [(CLEAN, 0), (LEAKY, 1)])
def test_a_hook_stops_a_commit_with_a_password(
    hook: dict[str, object], text: str, status: int, tmp_path: Path, commands: dict[str, str]
) -> None:
    (tmp_path / "a.py").write_text(text)
    command = [*shlex.split(str(hook["entry"])), *hook["args"], "a.py"]  # type: ignore[misc]

    assert subprocess.run(command, cwd=tmp_path, env=commands, check=False, capture_output=True).returncode == status


def search(folder: Path, environment: dict[str, str], **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's last step as GitHub does, with these inputs."""
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("name") == "Search")
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    assert given.keys() <= ACTION["inputs"].keys()
    values = {
        f"${{{{ inputs.{name} }}}}": given.get(name, entry["default"]) for name, entry in ACTION["inputs"].items()
    }
    variables = {name: values[expression] for name, expression in step["env"].items()}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(command, cwd=folder, env=environment | variables, check=False, capture_output=True, text=True)


def test_the_action_marks_lines_and_fails(tmp_path: Path, commands: dict[str, str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.py").write_text(LEAKY)
    (tmp_path / "in" / "b.lock").write_text(LEAKY)

    result = search(tmp_path / "in", commands, detectors="rules", exclude="*.lock *.min.js")

    assert result.returncode == 1, result.stderr
    assert result.stdout.startswith("::error file=a.py,line=1,") and result.stdout.count("\n") == 1


def test_the_action_writes_a_log(tmp_path: Path, commands: dict[str, str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.py").write_text(CLEAN)

    result = search(tmp_path / "in", commands, detectors="rules", format="sarif", sarif_file="../out.sarif")

    assert result.returncode == 0, result.stderr
    assert '"version": "2.1.0"' in (tmp_path / "out.sarif").read_text()


def test_a_hostile_input_of_the_action_is_no_code(tmp_path: Path, commands: dict[str, str]) -> None:
    (tmp_path / "in").mkdir()

    result = search(
        tmp_path / "in", commands, paths="$(touch${IFS}owned) ;touch owned", since="", exclude="`touch owned`"
    )

    assert result.returncode == 2 and not (tmp_path / "in" / "owned").exists()


@pytest.mark.gate
def test_real_pre_commit_stops_a_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_network: list[str]) -> None:
    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)

    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    run("git", "init", "-q", ".")
    revision = run("git", "-C", str(ROOT), "rev-parse", "HEAD").stdout.strip()
    hooks = [{"id": hook["id"]} for hook in HOOKS]
    repos = {"repos": [{"repo": str(ROOT), "rev": revision, "hooks": hooks}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(repos))
    (tmp_path / "a.py").write_text(LEAKY)
    (tmp_path / ".gitignore").write_text("home\n")
    run("git", "add", ".")

    failed = run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    (tmp_path / "a.py").write_text(CLEAN)
    passed = run(sys.executable, "-m", "pre_commit", "run", "--all-files")

    assert failed.returncode == 1 and failed.stdout.count("a.py:1:13: PASSWORD *** (11)") == len(HOOKS), failed.stdout
    assert passed.returncode == 0, passed.stdout
