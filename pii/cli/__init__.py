"""The command line. Data goes to standard output, everything else to standard error; errors are one line and status 2."""

import logging
import sys
from typing import Annotated, NoReturn

import typer

from pii import __version__
from pii.cli.detect import detect
from pii.cli.plan import plan
from pii.cli.redact import redact
from pii.cli.verify import leaks, verify
from pii.errors import PiiError

# Pretty tracebacks would print local variables, and with them the values that must not be shown.
app = typer.Typer(name="pii", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command()(redact)
app.command()(detect)
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


class _StandardError(logging.Handler):
    """Shows what the package logs, a line each."""

    def emit(self, record: logging.LogRecord) -> None:
        warning = "warning: " if record.levelno >= logging.WARNING else ""
        print(f"pii: {warning}{record.getMessage()}", file=sys.stderr)


_LOG = _StandardError()


def main() -> None:
    """Run the command line, end with its status."""
    log = logging.getLogger("pii")
    log.setLevel(logging.INFO)
    log.addHandler(_LOG)
    try:
        status = app(standalone_mode=False)
    except PiiError as error:
        _fail(str(error))
    except typer.Abort:
        status = 130
    except Exception as error:
        # Usage errors of typer, whose class has moved between its versions.
        message = getattr(error, "format_message", None)
        if message is None:
            raise
        _fail(message())
    if status in (130, 143):
        print("pii: interrupted; the same command goes on where this one ended", file=sys.stderr)
    sys.exit(status or 0)


def _fail(message: str) -> NoReturn:
    print(f"pii: error: {' '.join(message.split())}", file=sys.stderr)
    sys.exit(2)
