"""Random files, a sheet to be read, verdicts back, and a result without text."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from benchmarks import prevalence, results, tables
from benchmarks.cli import app
from models.jsonl import read_rows, write_rows
from pii.errors import InputError
from pii.redactor import Redactor

MAIL = "jane@roe.org"


def _corpus(path: Path, files: int = 40) -> Path:
    rows = [
        {"id": f"f{n}", "text": f"line {n}\n" * 200 + f"mail {MAIL}\n" * (n % 3), "split": "train" if n % 2 else "test"}
        for n in range(files)
    ]
    write_rows(path, rows)
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return _corpus(tmp_path / "documents.jsonl.zst")


def test_files_are_drawn_at_random_whatever_their_order(tmp_path: Path, corpus: Path) -> None:
    drawn = prevalence.draw_files(corpus, "train", 0.01)
    assert 0.01 <= drawn.bytes / 1e6 < 0.013
    assert all(row["split"] == "train" for row in drawn.rows)
    again = tmp_path / "again.jsonl"
    write_rows(again, reversed(list(read_rows(corpus))))
    ids = [row["id"] for row in drawn.rows]
    assert ids == [row["id"] for row in prevalence.draw_files(again, "train", 0.01).rows]
    assert ids != [row["id"] for row in prevalence.draw_files(corpus, "train", 0.01, seed=8).rows]


def test_a_split_without_documents_is_an_error(corpus: Path) -> None:
    with pytest.raises(InputError, match="absent"):
        prevalence.draw_files(corpus, "absent", 1)


def _sheet(corpus: Path, out: Path, per_label: int = 5) -> list[dict[str, Any]]:
    drawn = prevalence.draw_files(corpus, None, 1)
    path = prevalence.draw_sheet(drawn, Redactor(detectors=["rules"]), out, per_label)
    return list(read_rows(path))


def test_the_sheet_shows_each_span_where_it_stands(tmp_path: Path, corpus: Path) -> None:
    rows = _sheet(corpus, tmp_path / "sheet")
    assert [row["id"] for row in rows] == [f"EMAIL-{n:03}" for n in range(1, 6)]
    for row in rows:
        assert (row["value"], row["source"]) == (MAIL, "rules.email")
        assert row["before"].endswith("mail ") and row["after"].startswith("\n") and len(row["before"]) <= 160
    assert MAIL not in (tmp_path / "sheet" / "run.json").read_text()


def test_verdicts_become_precision_and_false_spans_a_megabyte(tmp_path: Path) -> None:
    run = {
        "dataset": {"name": "random files of made-up", "documents": 9, "characters": 2_000_000, "bytes": 2_000_000},
        "spans": {"EMAIL": {"rules.email": 10}, "KEY": {"rules.key": 30, "encoder": 10}, "NAME": {"encoder": 4}},
        "sampled": {
            "EMAIL-001": ["EMAIL", "rules.email"],
            **{f"KEY-{n}": ["KEY", "rules.key" if n < 6 else "encoder"] for n in range(9)},
            "NAME-001": ["NAME", "encoder"],
        },
        **results.provenance(),
    }
    (tmp_path / "run.json").write_text(json.dumps(run))
    given: dict[str, Any] = {f"KEY-{n}": n < 6 for n in range(9)} | {"EMAIL-001": False, "NAME-001": "unsure"}
    verdicts = tmp_path / "verdicts.jsonl"
    write_rows(verdicts, ({"id": name, "right": right} for name, right in given.items()))

    result = prevalence.judge(tmp_path, prevalence.read_verdicts(verdicts))

    key = result["labels"]["KEY"]
    assert (key["spans_per_megabyte"], key["right"], key["wrong"]) == (20, 6, 3)
    assert key["precision"][0] == pytest.approx(2 / 3, abs=1e-4)
    assert key["precision"][1] < 2 / 3 < key["precision"][2]
    assert key["false_per_megabyte"][0] == pytest.approx(20 / 3, abs=1e-3)
    assert result["sources"]["KEY encoder"]["precision"][0] == 0
    assert "precision" not in result["labels"]["NAME"] and result["labels"]["NAME"]["unsure"] == 1
    # Of one label alone the interval of the sum is that label's; addresses stay out of it.
    assert result["false_spans_per_megabyte"] == pytest.approx(key["false_per_megabyte"], abs=1e-3)
    head, rows = tables.TABLES["prevalence"](result)
    assert [row[0] for row in rows] == ["EMAIL", "KEY", "NAME", "all but addresses"]
    assert all(len(row) == len(head) for row in rows)


def test_draws_before_are_kept_and_the_same_sheet_counts_once() -> None:
    def draw(seed: int, precision: float) -> dict[str, Any]:
        label = {"spans": 9, "spans_per_megabyte": 3.0, "precision": [precision, 0.5, 1.0]}
        data = {"name": "random files of made-up", "documents": 4, "bytes": 3_000_000}
        total = [1.5, 1.0, 2.0]
        found = {"labels": {"NAME": label}, "sources": {}, "false_spans_per_megabyte": total}
        return {"dataset": data, "seed": seed, **found, **results.provenance()}

    first = prevalence.with_earlier(draw(1, 0.75), {})
    second = prevalence.with_earlier(draw(2, 0.9), first)
    again = prevalence.with_earlier(draw(2, 0.95), second)

    assert first["earlier"] == [] and [one["seed"] for one in again["earlier"]] == [1]
    assert "sources" not in again["earlier"][0] and "earlier" not in again["earlier"][0]
    head, rows = tables.TABLES["prevalence-draws"](again)
    shown = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(one["drawn from"], one["NAME"]) for one in shown] == [
        ("made-up, seed 2", "0.95"),
        ("made-up, seed 1", "0.75"),
    ]
    assert shown[0]["KEY"] == "-" and shown[0]["false spans / MB (95 %)"] == "1.5 (1.0-2.0)"


@pytest.mark.parametrize("row", [{"id": "a"}, {"id": "a", "right": "yes"}, {"right": True}])
def test_a_row_that_is_no_verdict_is_refused(tmp_path: Path, row: dict[str, Any]) -> None:
    write_rows(tmp_path / "verdicts.jsonl", [row])
    with pytest.raises(InputError, match="line 1"):
        prevalence.read_verdicts(tmp_path / "verdicts.jsonl")


def test_the_command_draws_and_then_counts(tmp_path: Path, corpus: Path) -> None:
    sheet, verdicts, out = (str(tmp_path / name) for name in ("sheet", "verdicts.jsonl", "results"))
    draw = ["prevalence", sheet, "--documents", str(corpus), "--detectors", "rules", "--per-label", "3"]
    assert CliRunner().invoke(app, draw, catch_exceptions=False).exit_code == 0
    rows = list(read_rows(Path(sheet) / "sheet.jsonl"))
    write_rows(Path(verdicts), ({"id": row["id"], "right": True} for row in rows[:-1]))
    with pytest.raises(InputError, match="1 of 3"):
        CliRunner().invoke(app, ["prevalence", sheet, "--verdicts", verdicts], catch_exceptions=False)
    write_rows(Path(verdicts), ({"id": row["id"], "right": True} for row in rows))
    count = ["prevalence", sheet, "--verdicts", verdicts, "--out", out]
    assert CliRunner().invoke(app, count, catch_exceptions=False).exit_code == 0
    text = (Path(out) / "prevalence.json").read_text()
    assert MAIL not in text and json.loads(text)["labels"]["EMAIL"]["precision"][0] == 1
