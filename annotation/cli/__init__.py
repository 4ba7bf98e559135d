"""The command line, `python -m annotation …`: one module per group of commands, each with a `register` that adds its own."""

from typing import NoReturn

import typer

from annotation.cli import building, importing, quality, review, sharing
from pii.cli.running import HELP, run

app = typer.Typer(
    name="annotation",
    help="From the answers of a crowd to token-classification data: import, aggregate, report, split, build, review, remove.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=HELP,
)
for module in (importing, quality, sharing, building, review):
    module.register(app)


def main() -> NoReturn:
    """Runs the command line; `pii.cli.running` decides the exit status."""
    run(app, "annotation")
