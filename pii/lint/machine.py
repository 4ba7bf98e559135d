"""Findings for programs: JSON lines, GitHub workflow commands, and SARIF 2.1.0."""

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pii
from pii.labels import Label
from pii.lint.shown import end_of, inside, place, relative, shown_value
from pii.shards.detect import Finding
from pii.shards.failures import Failure

_DESCRIPTIONS: dict[str, str] = {
    Label.NAME: "A person's name",
    Label.EMAIL: "An e-mail address",
    Label.USERNAME: "An account name that points at one person",
    Label.IP_ADDRESS: "An IP address",
    Label.KEY: "A credential that a machine made: an API key, a token, a private key",
    Label.PASSWORD: "A password in clear",
}


def _description(label: str) -> str:
    return _DESCRIPTIONS.get(label, f"A value of the label {label}")


def _fails(label: str, failing: Collection[str] | None) -> bool:
    return failing is None or label in failing


def json_line(finding: Finding, *, show_values: bool) -> str:
    """One JSON object: place, offsets, label, score, source, and the value if asked for."""
    span = finding.span
    path = relative(finding.path)
    record: dict[str, object] = {"path": path, "row": finding.row, "id": finding.id, "line": finding.line}
    if finding.field is not None:
        record["field"] = finding.field
    record |= {"column": finding.column, "start": span.start, "end": span.end, "label": span.label}
    record |= {"score": span.score, "source": span.source}
    if span.reason:
        record["reason"] = span.reason  # why redaction keeps it
    value = finding.value if show_values else shown_value(finding, show_values=False)
    return json.dumps(record | {"value" if show_values else "masked": value})


def github_line(finding: Finding, failing: Collection[str] | None, *, show_values: bool) -> str:
    """A workflow command that annotates the line in a pull request, as an error for labels that fail the run."""
    span = finding.span
    level = "error" if _fails(span.label, failing) else "warning"
    end_line, end_column = end_of(finding)
    properties = {"file": relative(finding.path), "line": finding.line, "endLine": end_line}
    if end_line == finding.line:  # GitHub refuses columns for a range of lines
        properties |= {"col": finding.column, "endColumn": end_column}
    properties["title"] = f"{span.label} in clear"
    listed = ",".join(f"{name}={_escaped(str(value), ',:')}" for name, value in properties.items())
    message = f"{_description(span.label)}: {shown_value(finding, show_values=show_values)} ({span.source})"
    return f"::{level} {listed}::{_escaped(f'{place(finding)}: {message}')}"


def _escaped(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def sarif(
    findings: Iterable[Finding],
    failures: Iterable[tuple[str, Failure]],
    failing: Collection[str] | None,
    *,
    show_values: bool,
) -> str:
    """A SARIF log, for code hosts, editors and dashboards.

    Args:
        findings: the findings.
        failures: what could not be read, each with the name of its shard.
        failing: labels reported as errors, None for all; others are warnings.
        show_values: whether messages include values.
    """
    listed = list(findings)
    labels: list[str] = [*Label, *sorted({finding.span.label for finding in listed} - set(Label))]
    unread = [
        {"level": "error", "message": {"text": f"{failure.id or shard}: {failure.reason}"}}
        for shard, failure in failures
    ]
    run = {
        "tool": {
            "driver": {
                "name": "pii-for-code",
                "semanticVersion": pii.__version__,
                "rules": [
                    {
                        "id": str(label),
                        "shortDescription": {"text": f"{_description(label)}."},
                        "defaultConfiguration": {"level": "error" if _fails(label, failing) else "warning"},
                    }
                    for label in labels
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not unread, "toolExecutionNotifications": unread}],
        "results": [_result(finding, labels, failing, show_values=show_values) for finding in listed],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1)


def _result(
    finding: Finding, labels: list[str], failing: Collection[str] | None, *, show_values: bool
) -> dict[str, Any]:
    span = finding.span
    region: dict[str, int] = {"startLine": finding.line, "startColumn": finding.column}
    region["endLine"], region["endColumn"] = end_of(finding)
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(finding.path)}, "region": region}}
    if document := inside(finding):
        # Lines count in the document, not in the file that holds it.
        name = document if finding.row is None else f"row {document}"
        location["logicalLocations"] = [{"name": name, "kind": "object"}]
    message = f"{_description(span.label)}: {shown_value(finding, show_values=show_values)}"
    return {
        "ruleId": str(span.label),
        "ruleIndex": labels.index(span.label),
        "level": "error" if _fails(span.label, failing) else "warning",
        "message": {"text": message},
        "locations": [location],
        "properties": {"score": span.score, "source": span.source, "row": finding.row, "id": finding.id},
    }


def _uri(path: str) -> str:
    if "://" in path:
        return path
    near = relative(path)
    if near != path:
        return quote(near.encode("utf-8", "surrogateescape"))
    return Path(path).as_uri() if path.startswith("/") else quote(path)
