"""Timing: a row really runs over the corpus, in a process of its own."""

from pathlib import Path

import pytest

from benchmarks import throughput
from benchmarks.speed_worker import read
from pii.errors import ConfigError, InputError


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PII_BENCHMARKS_CACHE", str(tmp_path / "cache"))


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"mail jane{number}@roe.org é\n" * 50)
    (folder / "binary").write_bytes(b"\xff\xfe\x00")
    return folder


def test_a_corpus_is_the_text_files_of_a_folder_in_an_order_of_no_meaning(tmp_path: Path) -> None:
    path = throughput.corpus(_folder(tmp_path))
    items, size = read(str(path), 1e9)
    assert len(items) == 40 and size == sum(len(item.text.encode()) for item in items)
    assert [item.path for item in items] != sorted(item.path for item in items)
    head, bytes_of_head = read(str(path), 5_000)
    assert head == items[: len(head)] and 5_000 <= bytes_of_head < 7_000


def test_a_row_is_measured_over_the_whole_corpus(tmp_path: Path) -> None:
    result = throughput.suite("rules", _folder(tmp_path), repeats=2, report=lambda line: None, only=["ours-rules"])
    (row,) = result["rows"]
    assert (row["documents"], row["runs"], result["dataset"]["documents"]) == (40, 2, 40)
    assert row["megabytes_per_second"] > row["whole_process"] > 0
    assert row["peak_memory_mib"] > 5


def test_no_text_and_no_suite_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no text files"):
        throughput.corpus(tmp_path / "absent")
    with pytest.raises(ConfigError, match="rules"):
        throughput.suite("nothing", tmp_path)
