"""`aggregate`, `report`, `mine` and `simulate`: from votes to documents, and reports on both."""

import json
from pathlib import Path
from typing import Annotated

import typer

from annotation.aggregate import Method, OperatingPoint
from annotation.label_schema import load
from annotation.schema import read_documents, write_documents, write_votes

Votes = Annotated[Path, typer.Argument(help="votes.parquet, as `import` writes it.")]
LabelSchemaName = Annotated[
    str, typer.Option("--label-schema", help="What the crowd's labels mean: a shipped schema's name or a TOML file.")
]
MethodOption = Annotated[Method, typer.Option(help="How votes become one answer.")]


def register(root: typer.Typer) -> None:
    """Adds this module's commands."""
    for command in (aggregate, report, mine, simulate):
        root.command()(command)


def aggregate(
    votes: Votes,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write documents.parquet.")],
    method: MethodOption = Method.DAWID_SKENE,
    operating_point: Annotated[OperatingPoint, typer.Option(help="Which error to avoid.")] = OperatingPoint.BALANCED,
    label_schema: LabelSchemaName = "bigcode",
) -> None:
    """Make one labelled document from all votes on a text."""
    from annotation.aggregate import Aggregation
    from annotation.grouping import grouped_file

    with grouped_file(votes) as groups:
        run = Aggregation(groups, load(label_schema), method)
        count = write_documents(run.documents(operating_point), output, run.control)
    if run.superseded:
        typer.echo(f"{run.superseded:,} answers gave way to a later one of the same worker on the same text", err=True)
    typer.echo(f"{count:,} documents by {method}, {operating_point}: {output}", err=True)


def report(
    votes: Votes,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write the HTML page.")],
    price_levels: Annotated[
        Path | None, typer.Option(help="CSV country,price_level for the pay floor at purchasing-power parity.")
    ] = None,
    json_output: Annotated[Path | None, typer.Option("--json", help="Also write the figures as JSON.")] = None,
    label_schema: LabelSchemaName = "bigcode",
    method: MethodOption = Method.DAWID_SKENE,
    conflicts: Annotated[int, typer.Option(min=0, max=1000, help="How many of the worst texts to show.")] = 50,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="Show values in clear; the page then holds personal data and secrets.")
    ] = False,
) -> None:
    """Report agreement, workers, pay and conflicts on one HTML page."""
    from annotation.grouping import grouped_file
    from annotation.pay import read_price_levels
    from annotation.report import render_html, report_of

    levels = read_price_levels(price_levels) if price_levels else None
    with grouped_file(votes) as groups:
        found = report_of(groups, load(label_schema), price_levels=levels, method=method)
    output.write_text(render_html(found, reveal=reveal, shown=conflicts), encoding="utf-8")
    if json_output:
        json_output.write_text(json.dumps(found.to_json(), indent=1) + "\n", encoding="utf-8")
    for problem in found.pay.problems:
        typer.echo(f"pay: {problem}", err=True)
    typer.echo(f"{found.summary.votes:,} votes on {found.summary.documents:,} texts: {output}", err=True)


def mine(
    documents: Annotated[Path, typer.Argument(help="documents.parquet, as `aggregate` writes it.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write the Label Studio tasks (JSON).")],
    detectors: Annotated[list[str] | None, typer.Option(help="Detectors to compare with; rules by default.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many of the worst texts.")] = None,
) -> None:
    """Queue the texts that detectors and labels disagree about for review."""
    from annotation.disagreement import mine as search
    from annotation.disagreement import review_task
    from pii.redactor import Redactor

    suspects = search(read_documents(documents), Redactor(detectors=detectors or ["rules"]))
    tasks = [review_task(suspect) for suspect in suspects[:limit]]
    output.write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    typer.echo(f"{len(tasks):,} of {len(suspects):,} texts with disagreements: {output}", err=True)


def simulate(
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write votes.parquet.")],
    truth: Annotated[Path | None, typer.Option(help="Also write the true documents.")] = None,
    documents: Annotated[int, typer.Option(min=1, help="Texts.")] = 300,
    workers: Annotated[int, typer.Option(min=1, help="Workers.")] = 30,
    overlap: Annotated[int, typer.Option(min=1, help="Votes per text.")] = 3,
    golden: Annotated[int, typer.Option(min=0, help="Control tasks.")] = 20,
    seed: Annotated[int, typer.Option(help="Another seed makes another crowd.")] = 0,
) -> None:
    """Make the votes of a simulated crowd on made-up texts, to try the other commands on."""
    from annotation.simulate import Crowd
    from annotation.simulate import simulate as run
    from pii.errors import ConfigError

    if overlap > workers:
        raise ConfigError(f"{overlap} votes per text need as many workers, not {workers}")
    true_documents, votes = run(documents, Crowd(workers=workers, overlap=overlap, golden=golden), seed)
    count = write_votes(votes, output)
    if truth:
        write_documents(true_documents, truth)
    typer.echo(f"{count:,} votes: {output}", err=True)
