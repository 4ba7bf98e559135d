"""`push`, `pull` and `serve`: the review round trip with Label Studio."""

import signal
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from annotation.cli.importing import SchemaName, print_ledger, print_scores, worker_ids
from annotation.formats.records import AMBIGUOUS
from annotation.label_schema import load
from annotation.schema import read_documents
from pii.labels import Label

TOKEN_VARIABLE = "LABEL_STUDIO_TOKEN"

push_app = typer.Typer(help="Send documents to a tool for review.", no_args_is_help=True)
pull_app = typer.Typer(help="Fetch reviewed documents from a tool.", no_args_is_help=True)
serve_app = typer.Typer(help="Start a review tool on this machine.", no_args_is_help=True)

Url = Annotated[str, typer.Option(help="Address of the server.")]
Token = Annotated[str, typer.Option(envvar=TOKEN_VARIABLE, help="Access token.", show_default=False)]


def register(root: typer.Typer) -> None:
    """Adds this module's commands."""
    root.add_typer(push_app, name="push")
    root.add_typer(pull_app, name="pull")
    root.add_typer(serve_app, name="serve")
    for group in (push_app, pull_app, serve_app):
        group.callback()(lambda: None)  # with a single command a group would have no command name


@push_app.command("label-studio")
def push_label_studio(
    documents: Annotated[Path, typer.Argument(help="documents.parquet, as `aggregate` writes it.")],
    url: Url = "http://127.0.0.1:8080",
    token: Token = "",
    title: Annotated[str, typer.Option(help="Title of the new project.")] = "Review",
    project: Annotated[int | None, typer.Option(help="Number of a project to add to. [default: a new one]")] = None,
) -> None:
    """Add the documents to a project, their spans as predictions, and verify what the server stored."""
    from annotation.label_studio import Client, push

    with Client(url, token) as client:
        pushed = push(client, read_documents(documents), [*map(str, Label), AMBIGUOUS], title, project)
    typer.echo(f"project {pushed.project}: {pushed.tasks:,} tasks, {pushed.regions:,} regions, all as sent", err=True)


@pull_app.command("label-studio")
def pull_label_studio(
    project: Annotated[int, typer.Argument(help="Number of the project.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write votes.parquet.")],
    url: Url = "http://127.0.0.1:8080",
    token: Token = "",
    label_schema: SchemaName = "bigcode",
    key_file: Annotated[Path | None, typer.Option(help="Key for the annotators' pseudonyms.")] = None,
    everything: Annotated[
        bool,
        typer.Option("--everything", help="Fetch all tasks again, not only those that changed since the last pull."),
    ] = False,
) -> None:
    """Fetch a project's annotations as votes, each offset verified against the text that its region quotes."""
    from annotation.formats.importer import Options
    from annotation.label_studio import Client, pull

    options = Options(load(label_schema), worker_ids(output, key_file, None, None))
    with Client(url, token) as client:
        report = pull(client, project, output, options, everything)
    print_scores({"": (report.evidence, report.hypothesis)})
    print_ledger(report.ledger, output)


@serve_app.command("label-studio")
def serve_label_studio(
    directory: Annotated[Path, typer.Argument(help="Folder for the server's data and its account's secrets.")],
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8080,
    binary: Annotated[str, typer.Option(envvar="LABEL_STUDIO_BIN", help="The program to run.")] = "label-studio",
) -> None:
    """Run a server that only this machine reaches, with analytics and error reports off, until Ctrl-C or SIGTERM."""
    from annotation.label_studio_server import running

    signal.signal(signal.SIGTERM, _interrupt)  # by default it would end this process but not the server
    typer.echo("starting; the first start takes some minutes", err=True)
    with suppress(KeyboardInterrupt), running(directory, port, binary) as server:
        typer.echo(f"{server.url} as {server.username}; password and token are in {directory}", err=True)
        signal.pause()


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
