"""The workflows of continuous integration and of a release can be read, and hold what a release must not be without."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RELEASE = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_more_rights_than_it_needs(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert workflow["permissions"] == {"contents": "read"}
    assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_scripts_of_a_workflow_are_scripts(path: Path) -> None:
    for step in steps(yaml.safe_load(path.read_text(encoding="utf-8"))):
        script = step.get("run", "")
        checked = subprocess.run([shutil.which("bash") or "bash", "-n"], input=script, text=True, capture_output=True)
        assert checked.returncode == 0, checked.stderr
        # What others may choose, such as a tag's name, comes as a variable and not as text of the script.
        assert "${{" not in script


def test_the_targets_that_workflows_make_exist() -> None:
    made = {
        word
        for path in WORKFLOWS
        for step in steps(yaml.safe_load(path.read_text(encoding="utf-8")))
        for word in step.get("run", "").split("make ")[1:]
    }
    rules = {line.split(":")[0] for line in (ROOT / "Makefile").read_text().splitlines() if ":" in line}
    targets = {target for rule in rules for target in rule.split()}

    assert {word.split()[0] for word in made} <= targets


def test_a_release_is_published_without_a_stored_secret_signed_and_with_a_bill_of_materials() -> None:
    publish = RELEASE["jobs"]["publish"]
    used = [step.get("uses", "").split("@")[0] for step in publish["steps"]]

    assert publish["permissions"]["id-token"] == "write" and publish["environment"] == "pypi"
    assert "secrets." not in (ROOT / ".github" / "workflows" / "release.yml").read_text()
    for action in (
        "pypa/gh-action-pypi-publish",
        "sigstore/gh-action-sigstore-python",
        "actions/attest-build-provenance",
        "actions/attest-sbom",
    ):
        assert action in used
    assert any("cyclonedx-py" in step.get("run", "") for step in RELEASE["jobs"]["build"]["steps"])


def test_only_a_tag_publishes() -> None:
    assert (
        RELEASE["jobs"]["publish"]["if"] == "github.ref_type == 'tag'"
        and RELEASE["jobs"]["publish"]["needs"] == "build"
    )
