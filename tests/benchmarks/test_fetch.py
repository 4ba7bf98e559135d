"""Texts are fetched again by digest: what does not agree is named and left out."""

import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest

from annotation.schema import Document
from benchmarks.fetch import DATA, WINDOWS, FetchError, Package, fetch, fetch_windows

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


def test_a_window_is_cut_out_of_the_unpacked_file(tmp_path: Path) -> None:
    digest = _archive(tmp_path / "out" / "dl" / "npm" / "made" / "made-1.0.tgz")
    path, failed = fetch_windows(tmp_path / "out", _pointers(tmp_path / "data", digest, FILE_DIGEST), lambda line: None)
    document = Document.from_json(json.loads(path.read_text()))
    assert failed == []
    assert document.text.startswith("# é") and document.meta["package"] == "made"
    assert [document.text[span.start : span.end] for span in document.spans] == ["jane@roe.org"]


def test_another_archive_than_the_labelled_one_is_refused(tmp_path: Path) -> None:
    _archive(tmp_path / "out" / "dl" / "npm" / "made" / "made-1.0.tgz")
    lines: list[str] = []
    path, failed = fetch_windows(tmp_path / "out", _pointers(tmp_path / "data", "0" * 64, FILE_DIGEST), lines.append)
    assert failed == ["made"] and path.read_text() == ""
    assert "SHA-256 differs" in lines[0]


def test_another_file_than_the_labelled_one_is_left_out(tmp_path: Path) -> None:
    digest = _archive(tmp_path / "out" / "dl" / "npm" / "made" / "made-1.0.tgz")
    path, failed = fetch_windows(tmp_path / "out", _pointers(tmp_path / "data", digest, "0" * 64), lambda line: None)
    assert failed == ["npm/made/made-1.0/module.py"] and path.read_text() == ""


def test_a_client_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    package = Package("made", "1.0", "npm", "npm pack made@1.0", {"made-1.0.tgz": "0" * 64})
    with pytest.raises(FetchError, match="npm is not installed"):
        fetch(package, tmp_path / "out")


@pytest.mark.parametrize("name", WINDOWS)
def test_the_repository_holds_places_and_labels_and_no_text(name: str) -> None:
    data = DATA / name
    pointers = [json.loads(line) for line in (data / "pointers.jsonl").read_text().splitlines()]
    labels = {row["id"]: row for row in map(json.loads, (data / "labels.jsonl").read_text().splitlines())}
    packages = {package["name"]: package for package in json.loads((data / "packages.json").read_text())}
    assert len(pointers) == len(labels) > 100
    for pointer in pointers:
        assert "text" not in pointer and pointer["package"] in packages
        assert all(span["end"] <= pointer["length"] for span in labels[pointer["id"]]["spans"])
    assert all(archive["sha256"] for package in packages.values() for archive in package["archives"])
