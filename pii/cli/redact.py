"""`pii redact`: redact a corpus into a directory that mirrors it, or standard input to standard output."""

import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pii.cli import options
from pii.cli.progress import progress, summary
from pii.cli.report import DOCUMENTS, write_report
from pii.engines.base import Engine
from pii.engines.local import LocalEngine
from pii.errors import ConfigError
from pii.network.session import Device as EncoderDevice
from pii.redactor import Redactor
from pii.runs.runner import redact_shards
from pii.shards.base import ShardOptions
from pii.stream import redact_stream
from pii.text.encodings import check_encoding


class EngineName(StrEnum):
    """Where shards are redacted."""

    LOCAL = "local"
    RAY = "ray"


def redact(
    inputs: options.Inputs,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="Directory or fsspec URL to write to; not for standard input.")
    ] = None,
    text_field: options.TextFields = options.CONTENT,
    id_column: options.IdColumn = None,
    format: options.InputFormat = None,
    encoding: options.Encoding = None,
    detectors: options.Detectors = options.DEFAULT,
    policy: options.Policy = "tag",
    model: options.Model = None,
    device: options.Device = "cpu",
    operating_point: options.OperatingPoint = "balanced",
    gate: options.GateSwitch = options.Gate.ON,
    only: options.Only = None,
    threshold: options.Thresholds = None,
    allow: options.Allow = None,
    deny: options.Deny = None,
    syntax: options.Syntax = "auto",
    scope: options.Scope = "all",
    everywhere: options.Everywhere = options.EVERYWHERE,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Processes that redact; by default one a core (Ray: one a CPU). A single one is this process: it starts "
            "sooner, but a crash of native code ends the run, where one of several workers is replaced.",
        ),
    ] = None,
    engine: Annotated[EngineName, typer.Option(help="local, or ray for a Ray cluster.")] = EngineName.LOCAL,
    rank: Annotated[int, typer.Option(min=0, help="Of a job array: do every shard whose number has this rank.")] = 0,
    world_size: Annotated[int, typer.Option(min=1, help="Size of the job array.")] = 1,
    overwrite: Annotated[
        bool, typer.Option("--overwrite/--resume", help="Redo everything, or go on where an earlier run ended.")
    ] = False,
    batch_bytes: Annotated[
        str, typer.Option(help="Text that a worker takes at a time; never changes the result.")
    ] = "4MB",
    report: Annotated[
        Path | None, typer.Option(help="Write a page of what was done there, with documents to review.", dir_okay=False)
    ] = None,
    show_values: Annotated[
        bool, typer.Option("--show-values", help="On the page of --report, show the values that were masked.")
    ] = False,
    max_document_bytes: Annotated[
        str, typer.Option(help="Longer rows are quarantined; plain files may have any length.")
    ] = "100MB",
    footer: options.Footer = "redact",
    seconds_per_document: Annotated[
        float | None,
        typer.Option(
            min=0.001,
            help="Documents that take longer are quarantined; standard input ends where 4 million characters of it do. By "
            "default there is no limit.",
        ),
    ] = None,
) -> None:
    """Replace personal data and credentials, in files into OUTPUT or from standard input to standard output.

    Names below OUTPUT are relative to the deepest directory that all inputs share; all else lies in OUTPUT/_pii.

    A run that was stopped goes on when the same command is given again.

    The exit status is 1 if a document was left out; files that are no text, as folders hold them, are only counted.
    """
    redactor = options.build_redactor(
        detectors,
        policy=policy,
        model=model,
        device=device,
        operating_point=operating_point,
        gate=gate,
        only=only,
        thresholds=threshold,
        allow=allow,
        deny=deny,
        syntax=syntax,
        scope=scope,
        everywhere=everywhere,
        seconds=seconds_per_document if inputs == ["-"] else None,
    )
    if show_values and report is None:
        raise ConfigError("--show-values is for the page of --report; name one")
    if inputs == ["-"]:
        if output is not None or report is not None:
            raise ConfigError("standard input is redacted to standard output; leave out --output and --report")
        _redact_standard_input(redactor, encoding)
        return
    if "-" in inputs:
        raise ConfigError("standard input cannot be mixed with files")
    if not output:
        raise ConfigError("where to? name a directory with -o")
    console = Console(stderr=True)
    with _ending_on_sigterm(), progress(console) as show:
        done = redact_shards(
            inputs,
            output,
            redactor,
            ShardOptions(
                tuple(text_field),
                id_column,
                options.parse_bytes(max_document_bytes),
                max(1, options.parse_bytes(batch_bytes)),
                seconds_per_document,
                encoding,
                footer,
            ),
            format=format,
            engine=_engine(engine, workers, device),
            rank=rank,
            world_size=world_size,
            overwrite=overwrite,
            on_event=show,
        )
    summary(done, console)
    if report is not None:
        write_report(output, report, DOCUMENTS, 0, inputs if show_values else None)
    if not done.ok:
        raise typer.Exit(1)


class _Terminated(BaseException):
    """Raised for SIGTERM, which ends a run like a keyboard interrupt."""


@contextmanager
def _ending_on_sigterm() -> Generator[None]:
    """End workers, remove unfinished files and exit with the shell's status for this signal."""

    def end(number: int, frame: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        raise _Terminated

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except _Terminated:
        raise typer.Exit(128 + signal.SIGTERM) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def _engine(name: EngineName, workers: int | None, device: str) -> Engine:
    if name is EngineName.LOCAL:
        return LocalEngine(workers)
    if device == EncoderDevice.AUTO:
        raise ConfigError(
            "--engine ray: name the device, cpu or cuda; Ray must know whether to keep a GPU for each worker"
        )
    from pii.engines.ray import RayEngine

    return RayEngine(workers, 1.0 if device in (EncoderDevice.CUDA, EncoderDevice.TENSORRT) else 0.0)


def _redact_standard_input(redactor: Redactor, encoding: str | None) -> None:
    if encoding is not None:
        check_encoding(encoding)
    report = redact_stream(sys.stdin.buffer, sys.stdout.buffer, redactor, encoding)
    if report.invalid_bytes:
        print(
            f"pii: warning: {report.invalid_bytes} bytes are not UTF-8; they were passed on, the text round them was scanned",
            file=sys.stderr,
        )
        raise typer.Exit(1)
