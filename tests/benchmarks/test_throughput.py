"""Timing: a row really runs over the corpus, in a process of its own."""

from pathlib import Path

import pytest

from benchmarks import corpora, pipeline, tables, throughput
from benchmarks.speed_worker import apart, read
from pii.errors import ConfigError


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PII_BENCHMARKS_CACHE", str(tmp_path / "cache"))


def _corpus(tmp_path: Path) -> corpora.Corpus:
    return corpora.load(str(_folder(tmp_path)))


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"mail jane{number}@roe.org é\n" * 50)
    (folder / "binary").write_bytes(b"\xff\xfe\x00")
    return folder


def test_a_row_is_measured_over_all_but_what_warms_up(tmp_path: Path) -> None:
    result = throughput.suite("rules", _corpus(tmp_path), repeats=2, report=lambda line: None, only=["ours-rules"])
    (row,) = result["rows"]
    assert (row["documents"], row["runs"], result["dataset"]["documents"]) == (38, 2, 40)
    assert row["megabytes_per_second"] > row["whole_process"] > 0
    assert row["peak_memory_mib"] > 5


def test_a_row_with_the_encoder_tells_what_it_was_given(tmp_path: Path) -> None:
    _folder(tmp_path)
    (tmp_path / "texts" / "a.txt").write_text("x = 1\n" * 500 + "# Written by Jane Roe\n")
    result = throughput.suite(
        "full", corpora.load(str(tmp_path / "texts")), repeats=1, report=lambda line: None, only=["ours-full"]
    )
    assert 0 < result["rows"][0]["workload"]["encoded"] < 1
    head, ((*_, encoded, padding),) = tables.throughput_table(result)
    assert head[-2:] == ["read by the encoder", "padding"] and encoded.endswith("%") and padding.endswith("%")


def test_each_kind_of_file_has_a_speed(tmp_path: Path) -> None:
    _folder(tmp_path)
    for number in range(3):
        (tmp_path / "texts" / f"{number}.py").write_text("x = 1\n" * 900)
    corpus = corpora.load(str(tmp_path / "texts"))
    result = throughput.suite("rules", corpus, repeats=1, report=lambda line: None, only=["ours-rules"])
    warm_up, timed = apart(read(str(corpus.path), 1e9))
    assert len(warm_up) == 2 and len(timed["code"]) == 3  # of 40 and of 3 files
    sizes = {kind: sum(len(item.text.encode()) for item in items) for kind, items in timed.items()}
    assert {kind: size for kind, (size, _) in result["rows"][0]["kinds"].items()} == sizes
    head, rows = tables.TABLES["speed-kinds"](result)
    assert head[2:] == ["ours: rules, scan + resolve + redact"]
    assert sorted(row[0] for row in rows[:-1]) == ["code", "prose"] and rows[-1][0] == "all"


def test_an_unknown_suite_is_refused(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path)
    with pytest.raises(ConfigError, match="rules"):
        throughput.suite("nothing", corpus)
    with pytest.raises(ConfigError, match="ours-rules"):
        throughput.suite("rules", corpus, only=["ours"])


def test_the_command_itself_is_timed_over_parquet_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psutil")
    cases = (pipeline.Case("rules", "rules", 1, 2), pipeline.Case("half", "rules", 1, part=2, commands=2))
    monkeypatch.setattr(pipeline, "CASES", cases)
    rows = pipeline.measure(_corpus(tmp_path), repeats=1, report=lambda line: None)["rows"]
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
