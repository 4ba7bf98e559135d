"""Counts of the sets come from pointers and labels alone, and are those of the texts."""

import json
from pathlib import Path

from benchmarks import results, sets
from benchmarks.fetch import WINDOWS


def test_counts_are_those_that_results_were_measured_on() -> None:
    head, rows = sets.table()
    for row in rows:
        shown = dict(zip(head, row, strict=True))
        measured = results.load(shown["set"])["dataset"]
        assert (
            int(shown["windows"]) == measured["documents"]
            and int(shown["packages or repositories"]) == measured["packages"]
        )
        assert {label: int(shown[label]) for label in measured["spans"]} == measured["spans"]
    assert [row[0] for row in rows] == list(WINDOWS)


def test_random_windows_and_the_fullest_file_are_counted(tmp_path: Path) -> None:
    for name in WINDOWS:
        folder = tmp_path / name
        folder.mkdir()
        windows = [("a", "F", "p/x"), ("b", "F", "p/x"), ("c", "A", "p/y")]
        pointers = [{"id": i, "stratum": s, "package": "p", "path": path, "length": 20} for i, s, path in windows]
        spans = [{"start": n, "end": n + 2, "label": "NAME"} for n in (0, 4)]
        labels = [{"id": "a", "spans": spans}, {"id": "b", "spans": spans[:1]}, {"id": "c", "spans": spans}]
        labels[2]["spans"] = [{**spans[0], "example": True}]
        for file, lines in (("pointers", pointers), ("labels", labels)):
            (folder / f"{file}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

    head, rows = sets.table(tmp_path)

    shown = dict(zip(head, rows[0], strict=True))
    assert (shown["windows"], shown["at random lines"], shown["NAME"], shown["names in one file"]) == (
        "3",
        "2",
        "3",
        "3",
    )
