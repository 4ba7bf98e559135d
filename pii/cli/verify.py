"""`pii verify`: what is left in outputs. `pii leaks`: how much at most, from a sample that was read."""

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from pii.cli import options
from pii.errors import ConfigError
from pii.lint.shown import masked
from pii.runs.leaks import Sample, bounds, read_sheet, write_sheet
from pii.runs.verify import Problem
from pii.runs.verify import verify as verify_output
from pii.text.visible import visible


def verify(
    output: Annotated[str, typer.Argument(help="Directory or fsspec URL that pii redact has written.")],
    detectors: options.Detectors = options.DEFAULT,
    model: options.Model = None,
    device: options.Device = "cpu",
    operating_point: options.OperatingPoint = "recall",
    gate: options.GateSwitch = options.Gate.OFF,
    sample: Annotated[
        int, typer.Option(min=0, help="Draw so many windows of 2,000 characters to be read; needs --sheet.")
    ] = 0,
    sheet: Annotated[
        Path | None, typer.Option(help="Where the sample goes: a CSV file that holds text of the outputs in clear.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed draws the same sample.")] = 0,
) -> None:
    """Search redacted outputs once more, with everything at its most sensitive, and compare them with the run's manifest.

    Lists what is left, without values. The exit status is 1 if anything is, or if a file is not as the run left it.
    """
    if bool(sample) != (sheet is not None):
        raise ConfigError("--sample and --sheet go together: how many windows, and the file that they go to")
    redactor = options.build_redactor(
        detectors, policy="tag", model=model, device=device, operating_point=operating_point, gate=gate
    )
    drawn = Sample(sample, seed) if sample else None
    left: Counter[str] = Counter()
    standing: Counter[str] = Counter()
    problems = 0
    for found in verify_output(output, redactor, drawn):
        if isinstance(found, Problem):
            problems += 1
            print(f"pii: warning: {visible(found.name)}: {found.reason}", file=sys.stderr)
        elif found.span.reason:
            standing[str(found.span.label)] += 1
        else:
            span = found.span
            left[str(span.label)] += 1
            place = ":".join(str(part) for part in (found.path, found.row, found.field, found.line) if part is not None)
            value = masked(found.value)
            print(f"{visible(place)}: {span.label} {span.start}-{span.end} {value} {span.score:.2f} {span.source}")
    table = Table("label", "left", "let stand by the policy", title=output, title_justify="left")
    for label in sorted(left | standing):
        table.add_row(label, f"{left[label]:,}", f"{standing[label]:,}")
    console = Console(stderr=True)
    console.print(table if table.row_count else "nothing is left that the detectors see")
    if drawn is not None and sheet is not None:
        write_sheet(sheet, drawn)
        console.print(f"{min(sample, drawn.windows):,} of {drawn.windows:,} windows to read: {sheet}", highlight=False)
    if left or problems:
        raise typer.Exit(1)


def leaks(
    sheet: Annotated[Path, typer.Argument(help="A sheet of pii verify --sample, filled in by its reader.")],
    confidence: Annotated[float, typer.Option(min=0.5, max=0.999999, help="Of each bound by itself.")] = 0.95,
) -> None:
    """Say how much is left in the outputs at most, by label, from a random sample that a person or another tool has read."""
    reading = read_sheet(sheet)
    table = Table("label", "seen", "windows with any, at most", "spans a GB, at most")
    for bound in bounds(reading, confidence):
        table.add_row(bound.label, f"{bound.seen:,}", f"{bound.windows:.3%}", f"{bound.spans:,.0f}")
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(table)
    console.print(
        f"{reading.windows:,} windows, {reading.characters:,} characters read; each bound holds with {confidence:.3g}. Windows: "
        "exact binomial. Spans: exact Poisson, or, where a window has several, the bound of windows times their mean number. "
        "A GB is a billion characters.",
        highlight=False,
    )
