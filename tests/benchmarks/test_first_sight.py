"""Figures of a first sight are kept once, with the commit that they are of."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from annotation.schema import Document
from benchmarks import first_sight, results, tables
from benchmarks.cli import app
from benchmarks.datasets import Dataset
from benchmarks.process import Run
from benchmarks.systems.registry import find
from pii.errors import ConfigError
from pii.labels import Label
from pii.spans import Span

SPANS = (Span(5, 17, Label.EMAIL), Span(21, 29, Label.NAME))


def measured(folder: Path, text: str = "mail jane@roe.org by Jane Roe\n", found: tuple[Span, ...] = SPANS) -> Path:
    """The results of our default and of its rules, which find no name."""
    data = Dataset("made-up", [Document(f"d{n}", text, SPANS, meta={"package": f"p{n % 3}"}) for n in range(6)])
    runs = {"ours": Run([found] * 6, seconds=0.001), "ours-rules": Run([found[:1]] * 6, seconds=0.001)}
    rows = {name: results.row(find(name), run, data) for name, run in runs.items()}
    return results.save("made-up", results.merged({}, data, rows), folder)


def kept(folder: Path, *arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["first-sight", "made-up", "--out", str(folder), *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return results.load(first_sight.STEM, folder)["sets"]["made-up"]


def test_what_was_measured_is_kept_with_its_commit_and_the_release_before(tmp_path: Path) -> None:
    measured(tmp_path)
    before = measured(tmp_path / "old", found=SPANS[:1])

    row = kept(tmp_path, "--before", str(before))

    assert row["dataset"]["documents"] == 6 and row["dataset"]["packages"] == 3
    assert row["default"]["macro_f1"][0] == 1 and row["default"]["missed"]["NAME"] == 0
    assert row["rules"]["missed"]["NAME"] == row["before"]["missed"]["NAME"] == 6
    assert row["default"]["commit"] == results.provenance()["commit"]
    head, rows = tables.TABLES["first-sight"](results.load(first_sight.STEM, tmp_path))
    shown = dict(zip(head, rows[0], strict=True))
    assert (shown["set"], shown["windows"], shown["names missed"]) == ("made-up", "6", "0 of 6")
    assert shown["macro F1 (95 %)"] == "1.000 (1.00-1.00)" and shown["the release before"].startswith("0.500")
    assert tables.render("first-sight", tmp_path).count("made-up") == 1
    head, (newest, middle) = tables.TABLES["first-sight-latest"](results.load(first_sight.STEM, tmp_path))
    assert newest == list(shown.values())[: len(head)] and middle[0] == "median" and "1.000" in middle


def test_there_is_one_first_sight(tmp_path: Path) -> None:
    measured(tmp_path)
    kept(tmp_path)
    measured(tmp_path, found=())

    with pytest.raises(ConfigError, match="one only"):
        kept(tmp_path)
    assert kept(tmp_path, "--anew")["default"]["macro_f1"][0] == 0


def test_an_older_result_is_of_the_same_windows(tmp_path: Path) -> None:
    measured(tmp_path)
    before = measured(tmp_path / "old", text="Mail jane@roe.org by Jane Roe\n")

    with pytest.raises(ConfigError, match="other windows"):
        kept(tmp_path, "--before", str(before))


def test_a_set_that_was_not_measured_and_a_file_that_is_none_are_errors(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="run `python -m benchmarks accuracy`"):
        kept(tmp_path)
    with pytest.raises(ConfigError, match="no results"):
        kept(tmp_path, "--result", str(tmp_path / "nothing.json"))
