import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from annotation.cli import app
from annotation.schema import read_documents, read_votes
from pii.errors import ConfigError

runner = CliRunner()


def run(*arguments: object) -> str:
    result = runner.invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def votes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crowd")
    run(
        "simulate",
        "-o",
        folder / "votes.parquet",
        "--documents",
        30,
        "--workers",
        8,
        "--truth",
        folder / "truth.parquet",
    )
    return folder / "votes.parquet"


@pytest.mark.parametrize("method", ["span-vote", "character-vote", "gold-weighted", "dawid-skene"])
def test_aggregate_writes_one_document_per_text(votes: Path, tmp_path: Path, method: str):
    output = tmp_path / "documents.parquet"
    assert method in run("aggregate", votes, "-o", output, "--method", method)
    main = {vote.document_id for vote in read_votes(votes) if vote.kind == "main"}
    assert {document.id for document in read_documents(output)} == main


def test_the_operating_point_trades_spans_for_certainty(votes: Path, tmp_path: Path):
    counts = []
    for point in ("recall", "balanced", "precision"):
        run("aggregate", votes, "-o", tmp_path / point, "--operating-point", point)
        counts.append(sum(len(document.spans) for document in read_documents(tmp_path / point)))
    assert counts[0] > counts[1] > counts[2] > 0


def test_report_writes_a_page_and_figures_and_says_what_is_missing(votes: Path, tmp_path: Path):
    output = run("report", votes, "-o", tmp_path / "report.html", "--json", tmp_path / "report.json")
    assert "no table of price levels was given" in output
    assert (tmp_path / "report.html").read_text(encoding="utf-8").lstrip().startswith("<!doctype html>")
    assert json.loads((tmp_path / "report.json").read_text())["summary"]["documents"] == 30


def test_mine_writes_label_studio_tasks(votes: Path, tmp_path: Path):
    truth = votes.with_name("truth.parquet")
    run("mine", truth, "-o", tmp_path / "tasks.json", "--limit", 2)
    tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    assert len(tasks) <= 2
    assert all({"text", "review"} <= set(task["data"]) for task in tasks)


def test_more_votes_than_workers_is_an_error(tmp_path: Path):
    with pytest.raises(ConfigError, match="as many workers"):
        run("simulate", "-o", tmp_path / "votes.parquet", "--workers", 2, "--overlap", 3)
