"""`pii detect`: list spans, without values unless asked; serves as a linter for what should not be committed."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import typer

from pii.cli import options
from pii.errors import ConfigError, InputError
from pii.labels import Label
from pii.lint import baseline as baselines
from pii.lint import machine
from pii.lint.allow import is_allowed
from pii.lint.changes import Changes, changes_since
from pii.lint.console import LineConsole, show
from pii.lint.shown import relative
from pii.redactor import Redactor
from pii.shards.base import Shard, ShardOptions, SourceFile
from pii.shards.detect import Finding, detect_shard, detect_text
from pii.shards.discover import find_shards
from pii.shards.failures import NOT_TEXT, Failure
from pii.shards.storage import open_input
from pii.stream import decode
from pii.text.visible import visible

_HEAD_BYTES = 4_000


class OutputFormat(StrEnum):
    """The format of the list of findings."""

    TEXT = "text"
    JSONL = "jsonl"
    SARIF = "sarif"
    GITHUB = "github"


def detect(
    inputs: options.Inputs,
    format: Annotated[
        OutputFormat,
        typer.Option(
            help="text: as a compiler; jsonl: an object a finding; sarif: a log; github: marks in a pull request."
        ),
    ] = OutputFormat.TEXT,
    fail_on: Annotated[
        str,
        typer.Option(
            help="Comma-separated labels, or any: with a finding of them the exit status is 1.", metavar="LABELS"
        ),
    ] = "",
    exclude: Annotated[
        list[str] | None,
        typer.Option(help="Leave out files whose path, name or folder this pattern fits; may be given several times."),
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="Only lines that differ from this git revision, and new files.", metavar="REV")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="File of findings that are known; they are not listed and do not fail.")
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write all findings into the file of --baseline, and end with 0.")
    ] = False,
    marks: Annotated[
        bool, typer.Option(help="Let stand what `pii: allow` allows, on a line, for the next one, or for a file.")
    ] = True,
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
    """List where personal data and credentials are: file, line, column, label, score and source.

    The exit status is 0 if nothing was found that --fail-on names, and 1 if something was.

    It is 2 if an option cannot be used or a file cannot be read.
    """
    if update_baseline and baseline is None:
        raise ConfigError("--update-baseline: name the file with --baseline")
    known = None if baseline is None else baselines.load(baseline)
    if baseline is not None and not update_baseline and not baseline.exists():
        print(
            f"pii: warning: there is no {visible(str(baseline))} yet: all findings count; --update-baseline writes it",
            file=sys.stderr,
        )
    changes = None if since is None else changes_since(since)
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
    )
    failing = _labels(fail_on, redactor)
    tally = _Tally()
    shard_options = ShardOptions(tuple(text_field), id_column, encoding=encoding)
    found = _find(inputs, input_format, shard_options, redactor, exclude or [], changes, tally)
    kept = _kept(found, tally, changes, None if update_baseline else known, marks=marks)
    if known is not None and baseline is not None and update_baseline:
        print(
            f"pii: {baselines.save(known, kept, baseline):,} findings written to {visible(str(baseline))}",
            file=sys.stderr,
        )
        failing = frozenset[str]()
    elif format is OutputFormat.SARIF:
        listed = [finding for finding in kept if not finding.span.reason]
        print(machine.sarif(listed, tally.failures, failing, show_values=show_values))
    else:
        _list(kept, format, failing, show_values=show_values)
    if format is OutputFormat.TEXT and not update_baseline:
        print(f"pii: {tally.summary(failing)}", file=sys.stderr)
    if tally.failures:
        raise typer.Exit(2)
    if tally.culprits(failing):
        raise typer.Exit(1)


@dataclass(slots=True)
class _Tally:
    """Counts what was found and what could not be read."""

    labels: Counter[str] = field(default_factory=Counter[str])
    paths: set[str] = field(default_factory=set[str])
    allowed: int = 0
    known: int = 0
    standing: int = 0
    failures: list[tuple[str, Failure]] = field(default_factory=list[tuple[str, Failure]])

    def culprits(self, failing: frozenset[str] | None) -> list[str]:
        """The labels that make the run fail; None means all."""
        return [label for label in self.labels if failing is None or label in failing]

    def summary(self, failing: frozenset[str] | None) -> str:
        """A summary in one line."""
        total = self.labels.total()
        each = ", ".join(f"{label} {count:,}" for label, count in sorted(self.labels.items(), key=_rank))
        what = (
            f"{_plural(total, 'finding')} in {_plural(len(self.paths), 'file')}: {each}" if total else "nothing found"
        )
        rest = (
            (self.allowed, "allowed by marks"),
            (self.known, "in the baseline"),
            (self.standing, "let stand by the policy"),
            (len(self.failures), "not read"),
        )
        culprits = " and ".join(sorted(self.culprits(failing), key=lambda label: _rank((label, 0))))
        verdict = (f"failed for {culprits}",) if culprits else ()
        return "; ".join((what, *(f"{count:,} {words}" for count, words in rest if count), *verdict))


def _rank(item: tuple[str, int]) -> tuple[int, str]:
    order: list[str] = list(Label)
    return (order.index(item[0]) if item[0] in order else len(order), item[0])


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _labels(text: str, redactor: Redactor) -> frozenset[str] | None:
    """Parse a list of labels; None means any."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if names == ["any"]:
        return None
    known = {*map(str, Label), *map(str, redactor.policy.labels)}
    known.update(label for detector in redactor.detectors for label in getattr(detector, "labels", ()))
    if unknown := [name for name in names if name not in known]:
        raise ConfigError(f"--fail-on {unknown[0]}: expected any, or labels out of {', '.join(sorted(known))}")
    return frozenset(names)


def _find(
    inputs: list[str],
    format: options.InputFormat,
    shard_options: ShardOptions,
    redactor: Redactor,
    exclude: list[str],
    changes: Changes | None,
    tally: _Tally,
) -> Iterator[Finding]:
    """Findings of all inputs; reports and counts what cannot be read."""
    if inputs == ["-"]:
        text, invalid = decode(sys.stdin.buffer.read(), shard_options.encoding)
        if invalid:
            reason = f"{invalid} bytes are not UTF-8; the text round them was searched"
            tally.failures.append(("-", Failure(None, reason)))
            print(f"pii: warning: {reason}", file=sys.stderr)
        yield from detect_text(text, redactor)
        return
    for shard in find_shards(inputs, format):
        files = tuple(file for file in shard.files if _is_wanted(file, exclude, changes))
        if not files:
            continue
        for found in detect_shard(replace(shard, files=files), shard_options, redactor):
            if isinstance(found, Finding):
                yield found
            elif found.reason != NOT_TEXT:
                tally.failures.append((shard.name, found))
                _tell(shard, found)


def _tell(shard: Shard, failure: Failure) -> None:
    row = "" if failure.row is None or failure.id else f" row {failure.row}"
    print(f"pii: warning: {visible(failure.id or shard.name)}{row}: {visible(failure.reason)}", file=sys.stderr)


def _is_wanted(file: SourceFile, exclude: list[str], changes: Changes | None) -> bool:
    if changes is not None and os.path.realpath(file.url) not in changes.lines:
        return False
    path = relative(file.url)
    parts = path.strip("/").split("/")
    tails = {path, file.name, *parts, *("/".join(parts[: end + 1]) for end in range(len(parts)))}
    return not any(fnmatchcase(tail, pattern.rstrip("/")) for pattern in exclude for tail in tails)


def _kept(
    found: Iterator[Finding],
    tally: _Tally,
    changes: Changes | None,
    known: baselines.Baseline | None,
    *,
    marks: bool,
) -> Iterator[Finding]:
    """Count findings, and drop those that a mark, a baseline or the policy allows."""
    for finding in found:
        if changes is not None and finding not in changes:
            continue
        if finding.span.reason:
            tally.standing += 1
            yield finding
        # Marks apply to source files, not to rows of a corpus: their authors have no say here.
        elif marks and finding.row is None and is_allowed(finding, _head(finding.path)):
            tally.allowed += 1
        elif known is not None and known.has(finding):
            tally.known += 1
        else:
            tally.labels[finding.span.label] += 1
            tally.paths.add(finding.path)
            yield finding


@lru_cache(maxsize=1)
def _head(path: str) -> str:
    """The head of a file, where a mark for the whole file must be."""
    if path == "-":
        return ""
    try:
        with open_input(path) as file:
            return file.read(_HEAD_BYTES).decode("utf-8", "replace")
    except InputError:
        return ""


def _list(kept: Iterator[Finding], format: OutputFormat, failing: frozenset[str] | None, *, show_values: bool) -> None:
    """List findings. Those that the policy keeps are listed in machine formats only, with the reason."""
    console = LineConsole()
    for finding in kept:
        if format is OutputFormat.JSONL:
            print(machine.json_line(finding, show_values=show_values))
        elif finding.span.reason:
            continue
        elif format is OutputFormat.TEXT:
            show(finding, console, show_values=show_values)
        else:
            print(machine.github_line(finding, failing, show_values=show_values))
