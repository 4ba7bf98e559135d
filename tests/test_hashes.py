"""What continuous integration installs is pinned by digest, at the versions that everybody else tests with."""

import re
import tomllib
from pathlib import Path

from hatchling.build import get_requires_for_build_editable

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
_PIN = re.compile(r"^([\w.-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})*)", re.MULTILINE)
_UNPINNED = ("nvidia-", "cuda-", "triton", "setuptools")
"""What PyPI's torch brings, and builds nothing of ours."""


def name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()  # pyright: ignore[reportOptionalSubscript]


LOCKED = {
    name_of(name): (version, hashes.count("--hash"))
    for name, version, hashes in _PIN.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))
}
PINNED = {
    name_of(line): line.partition("==")[2]
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    if "==" in line
}


def test_every_version_has_a_digest_and_is_the_pinned_one() -> None:
    assert len(LOCKED) > 150
    assert [name for name, (_, hashes) in LOCKED.items() if not hashes] == []
    other = {name for name, (version, _) in LOCKED.items() if PINNED.get(name, version) != version}
    assert not other, "`make lock` writes requirements.txt anew"
    assert [name for name in LOCKED.keys() - PINNED.keys() if not name.startswith(_UNPINNED)] == []


def test_all_that_tests_need_is_locked() -> None:
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *extras["cpu"], *extras["syntax"]]
    needed += [each for group in ("test", "annotation", "models", "benchmarks") for each in groups[group]]
    assert {name_of(each) for each in needed} <= LOCKED.keys(), "`make lock` writes requirements.txt anew"


def test_what_an_editable_install_builds_with_is_locked() -> None:
    """It is built where nothing more is installed, so all that the backend asks for must be there."""
    asked = [*PROJECT["build-system"]["requires"], *get_requires_for_build_editable()]
    assert len(asked) > 1
    assert {name_of(each) for each in asked} <= LOCKED.keys()
