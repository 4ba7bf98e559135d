"""Corpora for speed: a folder, the standard library, a pinned sample of repositories."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpora
from benchmarks.speed_worker import read
from models.jsonl import read_rows, write_rows
from pii.errors import InputError


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PII_BENCHMARKS_CACHE", str(tmp_path / "cache"))


def test_a_corpus_is_the_text_files_of_a_folder_in_an_order_of_no_meaning(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"mail jane{number}@roe.org é\n" * 50)
    (folder / "binary").write_bytes(b"\xff\xfe\x00")
    corpus = corpora.load(str(folder))
    (kind, items), *none = read(str(corpus.path), 1e9).items()
    assert (kind, len(items), none) == ("prose", 40, [])
    assert corpus.describe()["bytes"] == sum(len(item.text.encode()) for item in items)
    assert [item.path for item in items] != sorted(item.path for item in items)
    head = read(str(corpus.path), 5_000)["prose"]
    assert head == items[: len(head)] and 5_000 <= sum(len(item.text.encode()) for item in head) < 7_000


def test_a_folder_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no text files"):
        corpora.load(str(tmp_path / "absent"))


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("a.py", "x = 1", "code"),
        ("a.log", "started", "logs"),
        ("docs/a.json", "{}", "JSON"),
        ("settings.yaml", "a: 1", "configuration"),
        ("README.md", "Read me", "prose"),
        ("README.md", "Прочти меня", "other scripts"),
        ("a.py", "# кто\n" + "x = 1\n" * 20, "code"),
        ("README.md", "Größe, naïve, Łódź", "prose"),
    ],
)
def test_kinds_of_files(path: str, text: str, kind: str) -> None:
    assert corpora.kind_of(path, text) == kind


def _mirror(folder: Path, files: dict[str, str]) -> str:
    work = folder.with_name("work")
    for name, text in files.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(text)
    git = ["git", "-c", "user.name=Jane Roe", "-c", "user.email=jane@roe.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *command], cwd=work, check=True)
    subprocess.run(["git", "clone", "-q", "--bare", str(work), str(folder)], check=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=work, capture_output=True, text=True, check=True)
    return head.stdout.strip()


FILES = {"src/main.py": "x = 1\n" * 20, "copy.py": "x = 1\n" * 20, "notes.md": "Notes\n" * 20}


def _rows(commit: str) -> list[dict[str, Any]]:
    known = {"package": "jroe/notes", "version": commit, "ecosystem": "git", "split": "train"}
    return [{**known, "path": path, "text": text} for path, text in FILES.items()]


def test_a_sample_comes_back_as_it_was_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = _mirror(tmp_path / "mirrors" / "jroe+notes" / "repo", FILES)
    write_rows(tmp_path / "documents.jsonl", _rows(commit))
    sample = tmp_path / "sample.json"
    corpora.draw_sample(tmp_path / "documents.jsonl", sample)
    assert "x = 1" not in sample.read_text()
    monkeypatch.setattr(corpora, "SAMPLE", sample)
    corpus = corpora.load("repositories", tmp_path / "mirrors")
    assert {row["path"]: row["text"] for row in read_rows(corpus.path)} == {
        f"jroe/notes/{path}": text for path, text in FILES.items()
    }


def test_a_sample_that_is_another_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = _mirror(tmp_path / "mirrors" / "jroe+notes" / "repo", FILES)
    rows = _rows(commit)
    rows[0]["text"] += "y = 2\n"
    write_rows(tmp_path / "documents.jsonl", rows)
    corpora.draw_sample(tmp_path / "documents.jsonl", tmp_path / "sample.json")
    monkeypatch.setattr(corpora, "SAMPLE", tmp_path / "sample.json")
    with pytest.raises(InputError, match="digest"):
        corpora.load("repositories", tmp_path / "mirrors")


def test_a_kind_that_the_draw_missed_is_drawn_until_it_can_be_timed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpora, "PER_REPOSITORY", 500)
    monkeypatch.setattr(corpora, "PER_KIND", 400)
    rows = [
        {"package": f"p{n}", "version": "0" * 40, "ecosystem": "git", "split": "train", "path": path, "text": text}
        for n in range(4)
        for path, text in (("main.py", "x = 1\n" * 100), ("app.log", f"started {n}\n" * 10))
    ]
    write_rows(tmp_path / "documents.jsonl", rows)
    sample = corpora.draw_sample(tmp_path / "documents.jsonl", tmp_path / "sample.json")
    paths = [path for one in sample["repositories"] for path in one["files"]]
    assert paths.count("app.log") >= 4


def test_the_sample_of_this_checkout_names_commits_and_paths_alone() -> None:
    sample = json.loads(corpora.SAMPLE.read_text())
    assert len(sample["sha256"]) == len(hashlib.sha256().hexdigest())
    assert len(sample["repositories"]) > 50
    for one in sample["repositories"]:
        assert set(one) == {"name", "version", "files"} and len(one["version"]) == 40
