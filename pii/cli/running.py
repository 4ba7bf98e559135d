"""The conventions of every command line here: data on standard output, everything else on standard error, three exit statuses.

0  done, nothing needs attention
1  done, something needs attention: findings (`detect --fail-on`), documents left out (`redact`), a failed check
2  not done: an option, an input or an output cannot be used; one line says why

Signals give the shell's statuses: 130 for an interrupt, 141 for a closed pipe, 143 for SIGTERM. With PII_TRACEBACK=1, an
unexpected error comes with its traceback, which may show what was read.
"""

import logging
import os
import sys
import traceback
from typing import NoReturn

import typer

from pii.errors import PiiError
from pii.shards.failures import reason_of
from pii.text.visible import visible

HELP = {"help_option_names": ["-h", "--help"]}
"""Context settings of every application."""


class _StandardError(logging.Handler):
    """Shows the package's log messages, one line each."""

    def emit(self, record: logging.LogRecord) -> None:
        warning = "warning: " if record.levelno >= logging.WARNING else ""
        print(f"pii: {warning}{visible(record.getMessage())}", file=sys.stderr)


_LOG = _StandardError()


def run(app: typer.Typer, program: str) -> NoReturn:
    """Run an application on the process's arguments and exit with its status; without arguments, show its help.

    Args:
        app: the application.
        program: its name, shown before an error.
    """
    log = logging.getLogger("pii")
    log.setLevel(logging.INFO)
    log.addHandler(_LOG)
    try:
        status = app(sys.argv[1:] or ["--help"], standalone_mode=False)
    except PiiError as error:
        _fail(program, str(error))
    except (typer.Abort, KeyboardInterrupt):
        status = 130
    except BrokenPipeError:
        status = _end_of_pipe()
    except OSError as error:
        _fail(program, ": ".join(filter(None, (str(error.filename or ""), reason_of(error)))))
    except ModuleNotFoundError as error:
        _fail(program, _missing(program, error))
    except Exception as error:
        # Recognise typer's usage errors by this method, as their class has moved between versions. The message of any other
        # error is withheld, since it could quote what was read.
        told = getattr(error, "format_message", None)
        message = _usage(error, told()) if told is not None else _unexpected(error)
        if message:
            _fail(program, message)
        status = 0  # a group without a command, which has shown its help
    if status in (130, 143):
        print(f"{program}: interrupted; the same command goes on where this one ended", file=sys.stderr)
    sys.exit(status or 0)


def _fail(program: str, message: str) -> NoReturn:
    print(f"{program}: error: {visible(' '.join(message.split()))}", file=sys.stderr)
    sys.exit(2)


def _missing(program: str, error: ModuleNotFoundError) -> str:
    """The library that a command needs. The folders next to the package run from a checkout, each with its own group."""
    if error.name is None or error.name.partition(".")[0] in ("pii", "annotation", "models", "benchmarks"):
        return _unexpected(error)
    fix = f"pip install {error.name}" if program == "pii" else f"pip install --group {program}, with pip 25.1 or later"
    return f"this needs {error.name}, which is not installed: {fix}"


def _usage(error: Exception, message: str) -> str:
    """The message of a usage error, with the available commands if the name is unknown."""
    group = getattr(getattr(error, "ctx", None), "command", None)
    names = getattr(group, "commands", ()) if message.startswith("No such command") else ()
    return f"{message} It is one of {', '.join(names)}." if names else message


def _unexpected(error: Exception) -> str:
    if os.environ.get("PII_TRACEBACK"):
        traceback.print_exception(error)
    return f"{reason_of(error)}: nobody expected this error; PII_TRACEBACK=1 shows all of it, and with it maybe what was read"


def _end_of_pipe() -> int:
    """Handle a closed standard output, as with `head`: buffered output must not fail at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141
