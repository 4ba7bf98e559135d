"""`pii detect`: list spans, without values unless asked."""

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from pii.cli import options
from pii.shards.base import ShardOptions
from pii.shards.detect import Finding, detect_shard
from pii.shards.discover import find_shards
from pii.shards.failures import NOT_TEXT, Failure
from pii.spans import Span
from pii.stream import decode


class OutputFormat(StrEnum):
    """How spans are listed."""

    JSONL = "jsonl"
    TABLE = "table"


def detect(
    inputs: options.Inputs,
    format: Annotated[OutputFormat, typer.Option(help="jsonl: one JSON object a span; table: for the eye.")] = (
        OutputFormat.TABLE
    ),
    show_values: Annotated[
        bool, typer.Option("--show-values", help="Print the personal data and credentials found, in clear.")
    ] = False,
    text_field: options.TextFields = options.CONTENT,
    id_column: options.IdColumn = None,
    input_format: options.InputFormat = None,
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
) -> None:
    """List where personal data and credentials are: file, line, offsets in characters, label, score and source.

    The exit status is 1 if anything could not be read.
    """
    redactor = options.build_redactor(
        detectors, policy, model, device, operating_point, gate, only, threshold, allow, deny
    )
    shard_options = ShardOptions(tuple(text_field), id_column, encoding=encoding)
    table = Table("place", "label", "characters", "value", "score", "source")
    failed = False
    if inputs == ["-"]:
        text, invalid = decode(sys.stdin.buffer.read(), encoding)
        if invalid:
            failed = True
            print(f"pii: warning: {invalid} bytes are not UTF-8; the text round them was searched", file=sys.stderr)
        spans = redactor.detect(text)
        findings = [Finding("-", None, None, text.count("\n", 0, s.start) + 1, s, text[s.start : s.end]) for s in spans]
        for finding in findings:
            _show(finding, format, show_values, table)
    else:
        for shard in find_shards(inputs, input_format):
            for found in detect_shard(shard, shard_options, redactor):
                if isinstance(found, Failure):
                    failed |= found.reason != NOT_TEXT
                    where = found.id or shard.name
                    row = "" if found.row is None or found.id else f" row {found.row}"
                    print(f"pii: warning: {where}{row}: {found.reason}", file=sys.stderr)
                else:
                    _show(found, format, show_values, table)
    if format is OutputFormat.TABLE:
        # Into a pipe or file a row is a line, however long.
        width = None if sys.stdout.isatty() else 10_000
        Console(width=width).print(table if table.row_count else "nothing found")
    if failed:
        raise typer.Exit(1)


def masked(value: str) -> str:
    """The value's first and last two characters, if that leaves most of it hidden, and its length: `ab***z9 (32)`."""
    if len(value) < 12:
        return f"*** ({len(value)})"
    return f"{value[:2]}***{value[-2:]} ({len(value)})"


def _show(finding: Finding, format: OutputFormat, show_values: bool, table: Table) -> None:
    span: Span = finding.span
    value = finding.value if show_values else masked(finding.value)
    if format is OutputFormat.TABLE:
        from rich.text import Text

        row = "" if finding.row is None else f"[{finding.row}]"
        cells = (f"{finding.path}{row}:{finding.line}", span.label, f"{span.start}-{span.end}", value)
        table.add_row(*(Text(cell) for cell in (*cells, f"{span.score:.2f}", span.source)))
        return
    record: dict[str, object] = {"path": finding.path, "row": finding.row, "id": finding.id, "line": finding.line}
    if finding.field is not None:
        record["field"] = finding.field
    record |= {"start": span.start, "end": span.end, "label": span.label, "score": span.score, "source": span.source}
    if span.reason:
        record["reason"] = span.reason  # why redaction lets it stand
    record["value" if show_values else "masked"] = value
    print(json.dumps(record))
