"""Progress and summary of a run, on standard error."""

import json
import time
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pii.runs.runner import Event, Report
from pii.shards.failures import NOT_TEXT
from pii.shards.storage import is_remote, local_path
from pii.text.visible import visible

_PLAIN_EVERY_SECONDS = 10.0
_SHOWN_FAILURES = 10
_SHOWN_REASONS = 3
"""The summary must fit a screen; the quarantine files hold the rest."""


@contextmanager
def progress(console: Console) -> Generator[Callable[[Event], None]]:
    """Show events as a bar on a terminal, else as a line every ten seconds."""
    if console.is_terminal:
        columns = (
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[documents]:,} documents"),
            TextColumn("{task.fields[megabytes]:,.1f} MB  {task.fields[speed]:.1f} MB/s"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task("", total=None, documents=0, megabytes=0.0, speed=0.0)
            tally = _Tally()

            def show(event: Event) -> None:
                tally.add(event)
                bar.update(
                    task,
                    total=tally.total or None,
                    completed=tally.read,
                    documents=tally.documents,
                    megabytes=tally.text / 1e6,
                    speed=tally.speed,
                )

            yield show
    else:
        tally = _Tally()

        def say(event: Event) -> None:
            tally.add(event)
            now = time.monotonic()
            if now - tally.said >= _PLAIN_EVERY_SECONDS:
                tally.said = now
                share = 100 * tally.read / max(1, tally.total)
                console.print(
                    f"{tally.documents:,} documents, {tally.text / 1e6:,.1f} MB ({share:.0f} %), {tally.speed:.1f} MB/s",
                    highlight=False,
                )

        yield say


class _Tally:
    """Sums of events."""

    def __init__(self) -> None:
        self.documents = self.text = self.read = self.total = 0
        self.start = self.said = time.monotonic()

    def add(self, event: Event) -> None:
        """Add an event."""
        self.documents += event.documents
        self.text += event.text_bytes
        self.read += event.stored_bytes
        self.total += event.total_bytes

    @property
    def speed(self) -> float:
        """Megabytes of text per second."""
        return self.text / 1e6 / max(1e-9, time.monotonic() - self.start)


def summary(report: Report, console: Console) -> None:
    """Print the table at the end of a run, and what failed."""
    counts = report.counts
    if report.shards and report.done_before == report.shards:
        console.print(f"Nothing to do: all {report.shards} shards were done before.", highlight=False)
    table = Table(show_header=False, title=Text(visible(report.output)), title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    before = f" ({report.done_before} by earlier runs)" if report.done_before else ""
    table.add_row("shards", f"{report.shards - len(report.failures):,} of {report.shards:,}{before}")
    table.add_row("documents", f"{counts.documents:,}")
    table.add_row("MB of text", f"{counts.bytes / 1e6:,.1f}")
    for label, count in counts.spans.items():
        table.add_row(f"  {label}", f"{count:,}")
    table.add_row("null documents", f"{counts.nulls:,}")
    table.add_row("failed rows", f"{counts.quarantined - counts.skipped:,}")
    if counts.skipped:
        table.add_row("files that are not text", f"{counts.skipped:,}")
    table.add_row("failed shards", f"{len(report.failures):,}")
    table.add_row("seconds", f"{report.seconds:,.1f}")
    table.add_row("MB/s", f"{report.megabytes_per_second:,.1f}")
    console.print(table)
    for failure in report.failures[:_SHOWN_FAILURES]:
        _say(console, f"failed: {failure.shard}: {failure.reason}")
    if len(report.failures) > _SHOWN_FAILURES:
        _say(console, f"… and {len(report.failures) - _SHOWN_FAILURES} more shards")
    if counts.quarantined or report.failures:
        quarantine = f"{report.output.rstrip('/')}/_pii/quarantine"
        reasons = _reasons(quarantine)
        for reason, count, first in reasons[:_SHOWN_REASONS]:
            _say(console, f"left out: {count:,} × {reason} ({'first ' if count > 1 else ''}{first})")
        if len(reasons) > _SHOWN_REASONS:
            _say(console, f"left out: … and for {len(reasons) - _SHOWN_REASONS} more reasons")
        _say(console, f"What was left out and why: {quarantine}")
    if not counts.written and not report.ok:
        _say(console, "Nothing was written: correct the command and give it again, into the same output if you like.")


def _say(console: Console, text: str) -> None:
    console.print(visible(text), highlight=False, markup=False, soft_wrap=True)


def _reasons(quarantine: str) -> list[tuple[str, int, str]]:
    """Reasons for quarantine, the commonest first, each with its count and first place."""
    if is_remote(quarantine):
        return []
    reasons: Counter[str] = Counter()
    first: dict[str, str] = {}
    for path in sorted(Path(local_path(quarantine)).rglob("*.quarantine.jsonl")):
        with path.open(encoding="utf-8") as file:
            for record in map(json.loads, file):
                if record["row"] is not None and record["reason"] != NOT_TEXT:
                    reasons[record["reason"]] += 1
                    first.setdefault(record["reason"], _where(record))
    return [(reason, count, first[reason]) for reason, count in reasons.most_common()]


def _where(record: dict[str, Any]) -> str:
    """The name of a plain file, else shard and row: ids come from the user's columns, which may hold anything."""
    return str(record["id"] if record["shard"].endswith("/") else f"{record['shard']} row {record['row']}")
