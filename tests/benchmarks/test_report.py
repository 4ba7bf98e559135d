"""From a run to results, tables in documents and a page: all of one source, and none of them holds a value."""

import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from annotation.schema import Document
from benchmarks import datasets, report, results, tables
from benchmarks.cli import app
from benchmarks.datasets import Dataset
from benchmarks.process import ROOT, Failure, Run
from benchmarks.systems.registry import SYSTEMS, find
from benchmarks.tables import TABLES
from pii.errors import ConfigError
from pii.labels import Label
from pii.spans import Span

TEXT = "mail jane@roe.org\nhost 10.20.30.41\n"
SPANS = (Span(5, 17, Label.EMAIL), Span(23, 34, Label.IP_ADDRESS))
DATASET = Dataset(
    "made-up",
    [Document(f"d{n}", TEXT, SPANS, meta={"package": f"p{n}", "language": "text", "stratum": "A"}) for n in range(6)],
)


def _result() -> dict[str, Any]:
    ours = Run([SPANS] * 6, seconds=0.001, peak_memory=2**26)
    theirs = Run([SPANS[:1]] * 5 + [()], [Failure("d5", "ValueError")], seconds=0.1, peak_memory=2**27)
    rows = {name: results.row(find(name), run, DATASET) for name, run in (("ours", ours), ("datatrove", theirs))}
    return results.merged({}, DATASET, rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "results"
    results.save("made-up", _result(), target)
    decoys = datasets.load("hard-negatives", limit=4)
    row = results.row(find("ours"), Run([()] * 4, seconds=0.1), decoys)
    results.save("hard-negatives", results.merged({}, decoys, {"ours": row}), target)
    return target


def test_results_come_back_as_they_were_written_with_their_origin(folder: Path) -> None:
    result = results.load("made-up", folder)
    assert result["dataset"]["spans"] == {"EMAIL": 6, "IP_ADDRESS": 6}
    row = result["systems"]["datatrove"]
    assert row["failures"] == [{"id": "d5", "reason": "ValueError"}]
    assert re.fullmatch("[0-9a-f]{12}", row["commit"]) and row["machine"]["cores"] >= 1
    assert row["accuracy"]["overlap"]["EMAIL"]["tp"] == 5


def test_every_system_has_a_row_whatever_its_options_and_none_names_a_path() -> None:
    for system in (*SYSTEMS.values(), find("transformers:some/model"), find("ours@/some/where/bundle")):
        row = results.row(system, Run([()] * 6), DATASET)
        assert "/" not in str(row["settings"])


def test_rows_over_other_data_are_never_kept_beside_new_ones() -> None:
    old = _result()
    new = {"ours": old["systems"]["ours"]}
    assert set(results.merged(old, DATASET, new)["systems"]) == {"ours", "datatrove"}
    assert set(results.merged(old, Dataset("made-up", DATASET.documents[1:]), new)["systems"]) == {"ours"}


def test_a_table_says_what_was_not_attempted_and_what_failed(folder: Path) -> None:
    ours, theirs = TABLES["accuracy"](results.load("made-up", folder))[1]
    assert ours[0] == "ours (default)" and theirs[0].endswith("(1 documents failed)")
    head = TABLES["accuracy"](results.load("made-up", folder))[0]
    assert ours[head.index("EMAIL")] == "1.000" and theirs[head.index("NAME")] == "-"


def test_a_difference_is_ours_minus_theirs(folder: Path) -> None:
    (row,) = TABLES["differences"](results.load("made-up", folder))[1]
    assert row[1].startswith("+0.545")  # 1 against the mean of F1 10/11 and 0


def test_a_marked_place_is_filled_and_then_agrees(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("# Page\n<!-- results: accuracy:made-up -->\nold\n<!-- /results -->\nrest\n")
    assert tables.update([path], check=True, folder=folder) == [path]
    assert "old" in path.read_text()
    tables.update([path], folder=folder)
    assert tables.update([path], check=True, folder=folder) == []
    text = path.read_text()
    assert (
        text.startswith("# Page\n") and text.endswith("rest\n") and "| ours (default) |" in text and "old" not in text
    )


def test_a_place_for_a_table_that_does_not_exist_is_an_error(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("<!-- results: accuracy:elsewhere -->\n<!-- /results -->\n")
    with pytest.raises(ConfigError, match="accuracy:elsewhere"):
        tables.update([path], folder=folder)


def test_the_documents_of_this_repository_agree_with_its_results() -> None:
    assert tables.update(tables.documents(), check=True) == [], "run: python -m benchmarks tables"


@pytest.mark.parametrize("name", ["README.md", "docs/accuracy.md", "benchmarks/README.md"])
def test_measured_figures_stand_in_generated_tables_only(name: str) -> None:
    text = tables.MARKER.sub("", (ROOT / name).read_text(encoding="utf-8"))
    prose = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    typed = re.findall(r"(?<![\w.])0?\.\d{2,4}\b", prose) + re.findall(
        r"\d+ (?:windows|repositories|packages)\b", prose
    )
    assert typed == []


def test_the_page_stands_alone_and_shows_no_value(tmp_path: Path, folder: Path) -> None:
    pytest.importorskip("matplotlib")
    page = report.write(tmp_path / "page.html", folder).read_text()
    assert page.count("<svg") == 3 and "Hard negatives" in page
    assert not re.search(r"<(script|link|img)|(src|href)=[\"']?http|url\(http", page)
    assert "jane@roe.org" not in page and "10.20.30.41" not in page


def test_the_command_scores_a_users_data_and_a_users_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import json

    (tmp_path / "my_system.py").write_text("def detect(texts):\n    return [[(5, 17, 'EMAIL')] for _ in texts]\n")
    (tmp_path / "my.jsonl").write_text("".join(json.dumps(document.to_json()) + "\n" for document in DATASET.documents))
    monkeypatch.chdir(tmp_path)
    options = ["accuracy", "--data", "my.jsonl", "--systems", "my_system:detect", "--out", "out"]
    done = CliRunner().invoke(app, options, catch_exceptions=False)
    assert done.exit_code == 0
    measured = results.load("my", tmp_path / "out")["systems"]["my_system:detect"]["accuracy"]["overlap"]
    assert (measured["EMAIL"]["f1"], measured["IP_ADDRESS"]["fn"]) == (1.0, 6)


def test_the_table_of_a_card_names_it_and_its_runtime() -> None:
    text = tables.render("gpu:nvidia-h200")
    assert "| shipped |" in text and text.count("\n| ") == 4
    assert "NVIDIA H200, torch " in text.splitlines()[-1]
