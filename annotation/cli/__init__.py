"""The command line, `python -m annotation …`: one module per group of commands, each with a `register` that adds its own."""

import sys

import typer
from rich.console import Console

from annotation.cli import building, importing, quality, review, sharing
from pii.errors import PiiError

app = typer.Typer(
    name="annotation",
    help="From the answers of a crowd to token-classification data: import, aggregate, report, split, build, review, remove.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
for module in (importing, quality, sharing, building, review):
    module.register(app)


def main() -> None:
    """Runs the command line; an error that the package raises on purpose is one line on stderr and exit status 1."""
    try:
        app()
    except PiiError as error:
        Console(stderr=True).print(f"[red]error:[/red] {error}", highlight=False)
        sys.exit(1)
