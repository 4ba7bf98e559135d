"""Texts are fetched again by digest: what does not agree is named and left out."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import tarfile
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from annotation.schema import Document
from benchmarks.fetch import DATA, WINDOWS, fetch_windows, pinned, windows
from pii.errors import InputError

RECIPES = DATA.parents[1] / "models" / "recipes"
SOURCE = "# by Jane Roe\nx = 1\n# é is one character\nmail = 'jane@roe.org'\n"


def _archive(path: Path) -> str:
    path.parent.mkdir(parents=True)
    with tarfile.open(path, "w:gz") as tar:
        content = SOURCE.encode()
        information = tarfile.TarInfo("made-1.0/module.py")
        information.size = len(content)
        tar.addfile(information, io.BytesIO(content))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _pointers(folder: Path, digest_of_archive: str, digest_of_file: str) -> Path:
    """The data of one window of one package that was downloaded before."""
    folder.mkdir()
    package = {
        "name": "made",
        "version": "1.0",
        "ecosystem": "npm",
        "download": "npm pack made@1.0",
        "archives": [{"file": "made-1.0.tgz", "sha256": digest_of_archive, "bytes": 1}],
    }
    start = SOURCE.index("# é")
    pointer = {
        "id": "w1",
        "package": "made",
        "path": "npm/made/made-1.0/module.py",
        "char_start_in_file": start,
        "length": len(SOURCE) - start,
        "sha256_of_file": digest_of_file,
    }
    place = SOURCE.index("jane@") - start
    spans = [{"start": place, "end": place + 12, "label": "EMAIL", "example": False, "ambiguous": False}]
    (folder / "packages.json").write_text(json.dumps([package]))
    (folder / "pointers.jsonl").write_text(json.dumps(pointer) + "\n")
    (folder / "labels.jsonl").write_text(json.dumps({"id": "w1", "spans": spans}) + "\n")
    return folder


FILE_DIGEST = hashlib.sha256(SOURCE.encode()).hexdigest()


def _npm(folder: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that brings an archive of ours, in the place of the registry's."""
    folder.mkdir()
    (folder / "npm").write_text(f"#!/bin/sh\n{shutil.which('cp')} {archive} .\n")
    (folder / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The digest of what the client brings."""
    digest = _archive(tmp_path / "registry" / "made-1.0.tgz")
    _npm(tmp_path / "bin", tmp_path / "registry" / "made-1.0.tgz", monkeypatch)
    return digest


def test_a_window_is_cut_out_of_the_unpacked_file(tmp_path: Path, archive: str) -> None:
    data = _pointers(tmp_path / "data", archive, FILE_DIGEST)
    path, failed = fetch_windows(tmp_path / "out", data, lambda line: None)
    document = Document.from_json(json.loads(path.read_text()))
    assert failed == []
    assert document.text.startswith("# é") and document.meta["package"] == "made"
    assert [document.text[span.start : span.end] for span in document.spans] == ["jane@roe.org"]


def test_another_archive_than_the_labelled_one_is_refused(tmp_path: Path, archive: str) -> None:
    lines: list[str] = []
    path, failed = fetch_windows(tmp_path / "out", _pointers(tmp_path / "data", "0" * 64, FILE_DIGEST), lines.append)
    assert failed == ["made"] and path.read_text() == ""
    assert f"has sha256 {archive}" in lines[0]


def test_another_file_than_the_labelled_one_is_left_out(tmp_path: Path, archive: str) -> None:
    data = _pointers(tmp_path / "data", archive, "0" * 64)
    path, failed = fetch_windows(tmp_path / "out", data, lambda line: None)
    assert failed == ["npm/made/made-1.0/module.py"] and path.read_text() == ""


def test_a_client_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    lines: list[str] = []
    fetch_windows(tmp_path / "out", _pointers(tmp_path / "data", "0" * 64, FILE_DIGEST), lines.append)
    assert "npm is not installed" in lines[0]


def test_the_description_of_a_debian_source_pins_its_archives() -> None:
    archives = [{"file": "a.orig.tar.xz", "sha256": "1" * 64}, {"file": "a.dsc", "sha256": "2" * 64}]
    row = {"ecosystem": "debian", "name": "a", "version": "1", "archives": archives}
    assert pinned(row).sha256 == "2" * 64


def _repository(folder: Path) -> str:
    """A bare mirror of a made-up repository; returns its commit."""
    work = folder.with_name("work")
    work.mkdir(parents=True)
    (work / "docs").mkdir()
    (work / "docs" / "notes.md").write_text(SOURCE)
    git = ["git", "-c", "user.name=Jane Roe", "-c", "user.email=jane@roe.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *command], cwd=work, check=True)
    subprocess.run(["git", "clone", "-q", "--bare", str(work), str(folder)], check=True)
    return subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=work, capture_output=True, text=True, check=True
    ).stdout.strip()


def _git_window(folder: Path, commit: str, path: str = "docs/notes.md") -> Path:
    folder.mkdir(parents=True)
    pointer = {"id": "w1", "ecosystem": "git", "package": "jroe/notes", "version": commit, "path": path}
    pointer |= {"char_start_in_file": 2, "length": 11, "sha256_of_file": FILE_DIGEST}
    label = {"start": 3, "end": 11, "label": "NAME", "example": False, "ambiguous": False}
    (folder / "packages.json").write_text(json.dumps([{"ecosystem": "git", "name": "jroe/notes", "version": commit}]))
    (folder / "pointers.jsonl").write_text(json.dumps(pointer) + "\n")
    (folder / "labels.jsonl").write_text(json.dumps({"id": "w1", "spans": [label]}) + "\n")
    return folder


def test_a_window_of_a_repository_comes_from_a_mirror_at_its_commit(tmp_path: Path) -> None:
    commit = _repository(tmp_path / "mirrors" / "jroe+notes" / "repo")
    data = _git_window(tmp_path / "data", commit)
    path, failed = fetch_windows(tmp_path / "out", data, lambda line: None, tmp_path / "mirrors")
    document = Document.from_json(json.loads(path.read_text()))
    assert failed == [] and document.text == "by Jane Roe"
    assert [document.text[span.start : span.end] for span in document.spans] == ["Jane Roe"]


def test_a_file_that_the_mirror_lacks_is_named(tmp_path: Path) -> None:
    commit = _repository(tmp_path / "mirrors" / "jroe+notes" / "repo")
    data = _git_window(tmp_path / "data", commit, "docs/absent.md")
    _, failed = fetch_windows(tmp_path / "out", data, lambda line: None, tmp_path / "mirrors")
    assert failed == ["jroe/notes: docs/absent.md"]


def test_of_many_files_that_are_missing_a_message_names_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = _repository(tmp_path / "mirrors" / "jroe+notes" / "repo")
    data = _git_window(tmp_path / "data" / "made-up", commit)
    (pointer,) = map(json.loads, (data / "pointers.jsonl").read_text().splitlines())
    missing = [pointer | {"path": f"docs/absent{number}.md"} for number in range(7)]
    (data / "pointers.jsonl").write_text("".join(json.dumps(row) + "\n" for row in missing))
    monkeypatch.setattr("benchmarks.fetch.DATA", tmp_path / "data")

    with pytest.raises(
        InputError, match=r"absent4\.md and 2 more packages or files could not be fetched; run it again"
    ):
        windows(tmp_path / "cache", "made-up", tmp_path / "mirrors", lambda line: None)


def test_windows_are_joined_anew_when_their_labels_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = _repository(tmp_path / "mirrors" / "jroe+notes" / "repo")
    data = _git_window(tmp_path / "data" / "made-up", commit)
    monkeypatch.setattr("benchmarks.fetch.DATA", tmp_path / "data")
    first = windows(tmp_path / "cache", "made-up", tmp_path / "mirrors", lambda line: None)
    assert first == windows(tmp_path / "cache", "made-up", None, lambda line: None)
    (data / "labels.jsonl").write_text(json.dumps({"id": "w1", "spans": []}) + "\n")
    again = windows(tmp_path / "cache", "made-up", None, lambda line: None)
    assert again != first and json.loads(again.read_text())["spans"] == []


PRESENT = [name for name in WINDOWS if (DATA / name / "pointers.jsonl").exists()]


@pytest.mark.parametrize("name", PRESENT)
def test_the_repository_holds_places_and_labels_and_no_text(name: str) -> None:
    pointers = [json.loads(line) for line in (DATA / name / "pointers.jsonl").read_text().splitlines()]
    labels = {row["id"]: row for row in map(json.loads, (DATA / name / "labels.jsonl").read_text().splitlines())}
    packages = {package["name"]: package for package in json.loads((DATA / name / "packages.json").read_text())}
    assert len(pointers) == len(labels) > 100
    for pointer in pointers:
        assert "text" not in pointer and pointer["package"] in packages
        assert all(span["end"] <= pointer["length"] for span in labels[pointer["id"]]["spans"])
    for package in packages.values():
        if package["ecosystem"] == "git":
            assert len(package["version"]) == 40
        else:
            assert package["archives"] and all(archive["sha256"] for archive in package["archives"])


SETS_OF_FIRST_SIGHT = [name for name in WINDOWS if re.fullmatch(r"(?:wild|package)-0[123]", name)]


def _names(rows: list[dict[str, str]]) -> set[str]:
    """What a repository or package is called, also without its owner: a fork is no other text."""
    return {name for row in rows for name in (row["name"].lower(), row["name"].lower().split("/")[-1])}


@pytest.mark.parametrize("name", SETS_OF_FIRST_SIGHT)
def test_a_set_of_first_sight_shares_no_source_with_training_or_another_set(name: str) -> None:
    mine = _names(json.loads((DATA / name / "packages.json").read_text()))
    recipes = [tomllib.loads(path.read_text()) for path in sorted(RECIPES.glob("*.toml"))]
    trained = [package for recipe in recipes for package in recipe.get("packages", ()) if isinstance(package, dict)]
    others = [
        row for other in WINDOWS if other != name for row in json.loads((DATA / other / "packages.json").read_text())
    ]
    assert len(trained) > 300 and len(others) > 150
    assert not mine & _names(trained) and not mine & _names(others)


@pytest.mark.parametrize("name", SETS_OF_FIRST_SIGHT)
def test_no_source_dominates_a_set_of_first_sight(name: str) -> None:
    pointers = [json.loads(line) for line in (DATA / name / "pointers.jsonl").read_text().splitlines()]
    assert max(Counter(pointer["package"] for pointer in pointers).values()) <= 12
    assert max(Counter((pointer["package"], pointer["path"]) for pointer in pointers).values()) <= 4


def test_paths_of_published_packages_begin_with_their_ecosystem_and_name() -> None:
    pointers = [json.loads(line) for line in (DATA / "package-01" / "pointers.jsonl").read_text().splitlines()]
    assert all(pointer["path"].startswith(f"{pointer['ecosystem']}/{pointer['package']}/") for pointer in pointers)
