"""Timing: a row really runs over the corpus, in a process of its own."""

from pathlib import Path

import pytest

from benchmarks import pipeline, tables, throughput
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


def test_a_row_with_the_encoder_tells_what_it_was_given(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "a.txt").write_text("x = 1\n" * 500 + "# Written by Jane Roe\n")
    result = throughput.suite("full", folder, repeats=1, report=lambda line: None, only=["ours-full"])
    assert 0 < result["rows"][0]["workload"]["encoded"] < 1
    head, ((*_, encoded, padding),) = tables.throughput_table(result)
    assert head[-2:] == ["read by the encoder", "padding"] and encoded.endswith("%") and padding.endswith("%")


def test_no_text_and_no_suite_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no text files"):
        throughput.corpus(tmp_path / "absent")
    with pytest.raises(ConfigError, match="rules"):
        throughput.suite("nothing", tmp_path)


def test_the_command_itself_is_timed_over_parquet_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psutil")
    cases = (pipeline.Case("rules", "rules", 1, 2), pipeline.Case("half", "rules", 1, part=2, commands=2))
    monkeypatch.setattr(pipeline, "CASES", cases)
    rows = pipeline.measure(_folder(tmp_path), repeats=1, report=lambda line: None)["rows"]
    size = sum(len(path.read_text().encode()) for path in (tmp_path / "texts").glob("*.txt"))
    assert [row["megabytes"] for row in rows] == pytest.approx([2 * size / 1e6, size / 2 / 1e6], abs=0.06)
    assert [row["workers"] for row in rows] == [1, 2]
    for row in rows:
        assert row["megabytes_per_second"] > 0 and row["megabytes_per_processor_second"] > 0
        assert row["peak_memory_mib"] > 20


def test_a_command_that_fails_is_an_error(tmp_path: Path) -> None:
    shards = pipeline.write_shards(tmp_path / "shards", ["a", "b"], 1)
    with pytest.raises(ConfigError, match="pii redact failed"):
        pipeline._once(pipeline.Case("wrong", "no-such-detector", 1), shards, tmp_path / "out", None)
