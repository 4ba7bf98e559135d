"""The command line. See `pii.cli.running` for its exit statuses."""

from typing import Annotated, NoReturn

import typer

from pii import __version__
from pii.cli.detect import detect
from pii.cli.plan import plan
from pii.cli.redact import redact
from pii.cli.report import report
from pii.cli.running import HELP, run
from pii.cli.verify import leaks, verify

# Pretty tracebacks would print local variables, and with them the values that must not be shown.
app = typer.Typer(
    name="pii",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=HELP,
    rich_markup_mode=None,  # whose tables cut the names of options in a narrow terminal
)
app.command()(redact)
app.command()(detect)
app.command()(report)
app.command()(plan)
app.command()(verify)
app.command()(leaks)


def _version(asked: bool) -> None:
    if asked:
        print(__version__)
        raise typer.Exit


@app.callback()
def _pii(  # pyright: ignore[reportUnusedFunction]
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Find and mask personal data and credentials in source code and text."""


def main() -> NoReturn:
    """Run the command line and exit with its status."""
    run(app, "pii")
