"""`pii report`: a page about a run, with documents to review."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pii.errors import ConfigError
from pii.report.facts import read_facts
from pii.report.page import write_page
from pii.report.sample import sample
from pii.text.visible import visible

DOCUMENTS = 100


def report(
    output: Annotated[str, typer.Argument(help="Directory that pii redact wrote to.", show_default=False)],
    page: Annotated[
        Path | None, typer.Option("--output", "-o", help="Page to write. [default: OUTPUT/_pii/report.html]")
    ] = None,
    documents: Annotated[int, typer.Option(min=0, help="How many documents to show for review.")] = DOCUMENTS,
    seed: Annotated[int, typer.Option(help="Draw other documents.")] = 0,
    show_values: Annotated[
        bool, typer.Option("--show-values", help="Show the documents with the values that were masked; needs --input.")
    ] = False,
    inputs: Annotated[
        list[str] | None,
        typer.Option("--input", help="What was redacted, as it was named then; may be given several times."),
    ] = None,
) -> None:
    """Write a page that shows what a run found, left out and how fast it was, and sampled documents to review.

    Judgements made on the page are downloaded as JSON lines that `python -m annotation import jsonl` takes.
    """
    if show_values and not inputs:
        raise ConfigError("--show-values: an output holds no values; name what was redacted with --input")
    if inputs and not show_values:
        raise ConfigError("--input is read for values alone; give --show-values too")
    write_report(output, page, documents, seed, inputs)


def write_report(output: str, page: Path | None, documents: int, seed: int, inputs: list[str] | None) -> None:
    """Write the page and print its path; with `inputs` it shows values."""
    facts = read_facts(output)
    path = page or facts.output / "_pii" / "report.html"
    drawn = sample(facts, documents, seed, inputs)
    write_page(facts, drawn, path, show_values=inputs is not None)
    spans = sum(len(document.spans) for document in drawn)
    print(
        f"pii: report: {visible(str(path))} ({len(drawn):,} documents with {spans:,} spans to review)", file=sys.stderr
    )
