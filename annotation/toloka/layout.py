"""Finds out which columns of an export hold the text, the marked spans and what was asked for."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from statistics import fmean
from typing import Any

from annotation.answers import UnreadableAnswerError, parse_value
from annotation.label_schema import LabelSchema
from annotation.toloka.rows import Row, Values
from pii.errors import InputError

TEXT_NAMES = ("text", "content", "code", "snippet", "source", "input", "body")
RESULT_NAMES = ("result", "annotation", "annotations", "text-annotation", "entities", "spans", "labels", "pii")
ID_NAMES = ("id", "document_id", "doc_id", "sample_id", "text_id")
META_NAMES = {
    "repo_name": "repo",
    "repository": "repo",
    "repository_name": "repo",
    "max_stars_repo_name": "repo",
    "file_path": "path",
    "max_stars_repo_path": "path",
    "lang": "language",
    "licence": "license",
    "licenses": "license",
}
"""Other names of what `meta` calls repo, path, language and license."""
_EMPTY_NAME = re.compile(r"no_?pii|nothing|none|empty|clean|no_?entit", re.IGNORECASE)
_SKIP_NAME = re.compile(r"cannot|can_?not|cant|unclear|unsure|not_?sure|non_?english|skip|broken", re.IGNORECASE)
_BOOLEANS = {"true", "false", "0", "1", "yes", "no"}
_TRUE = {"true", "1", "yes"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Which field of an export is what; empty: the export has none."""

    text: str = ""
    results: tuple[str, ...] = ()
    """Output fields with marked spans, taken together."""
    id: str = ""
    asked: str = ""
    """Input field that names the labels which the task asks for."""
    empty: str = ""
    """Output tick that says that there is nothing to mark."""
    skip: str = ""
    """Output tick that says that the worker could not judge the text."""

    def __str__(self) -> str:
        shown = {
            each.name: ", ".join(value) if isinstance(value := getattr(self, each.name), tuple) else value
            for each in fields(self)
        }
        return ", ".join(f"{name} = {value}" for name, value in shown.items() if value)

    def meta(self, inputs: Values) -> dict[str, str]:
        """What the other input fields know of the text's origin."""
        taken = (self.text, self.id, self.asked)
        return {META_NAMES.get(name, name): str(value) for name, value in inputs.items() if name not in taken and value}


def is_ticked(value: Any) -> bool:
    """Whether a checkbox of either export is set."""
    return str(value).strip().lower() in _TRUE


def detect(rows: Sequence[Row], schema: LabelSchema, given: Layout) -> Layout:
    """The layout of an export, from its first rows; what is `given` is taken as it stands.

    Raises:
        InputError: no field looks like the text or like marked spans, or a given one is not there.
    """
    inputs = list(dict.fromkeys(name for row in rows for name in row.inputs))
    outputs = list(dict.fromkeys(name for row in rows for name in row.outputs))
    wanted = [given.text, given.id, given.asked, *given.results, given.empty, given.skip]
    missing = [name for name in wanted if name and name not in (*inputs, *outputs)]
    if missing:
        raise InputError(f"no field {missing[0]!r} in the export; it has inputs {inputs} and outputs {outputs}")
    ticks = [
        name for name in outputs if _all(_strings(rows, name, outputs=True), lambda value: value.lower() in _BOOLEANS)
    ]
    text = given.text or _text(rows, inputs)
    if not text:
        raise InputError(f"no input field looks like the text (found {inputs}); name it with --text")
    others = [name for name in inputs if name != text]
    asked = given.asked or _first(
        name for name in others if _all(_strings(rows, name), lambda value: asked_labels(value, schema) is not None)
    )
    return Layout(
        text,
        given.results or _results(rows, [name for name in outputs if name not in ticks]),
        given.id or _first(name for name in others if name.lower() in ID_NAMES),
        asked,
        given.empty or _first(name for name in ticks if _EMPTY_NAME.search(name)),
        given.skip or _first(name for name in ticks if _SKIP_NAME.search(name)),
    )


def asked_labels(value: str, schema: LabelSchema) -> frozenset[str] | None:
    """The labels in a list such as `EMAIL, NAME`, or None when some part is no label."""
    labels = [schema.crowd_label(part) for part in re.split(r"[,;|]", value.strip("[]").replace('"', ""))]
    return frozenset(label for label in labels if label) if all(labels) else None


def _text(rows: Sequence[Row], inputs: list[str]) -> str:
    named = _first(name for wanted in TEXT_NAMES for name in inputs if name.lower() == wanted)
    if named or not inputs:
        return named
    return max(inputs, key=lambda name: fmean(map(len, _strings(rows, name))) if _strings(rows, name) else 0)


def _results(rows: Sequence[Row], outputs: list[str]) -> tuple[str, ...]:
    """Output fields that hold spans in most of their filled cells; where all are empty, the one that is named so."""
    found = tuple(name for name in outputs if _share_of_spans(rows, name) > 0.5)
    if found:
        return found
    empty = [name for name in outputs if not _strings(rows, name, outputs=True)]
    named = _first(name for name in empty if name.lower() in RESULT_NAMES)
    # An API export leaves out the field of an empty answer, so that a pool without one span has no output field at all.
    if named or not outputs:
        return (named,) if named else ()
    if len(empty) == 1:
        return (empty[0],)
    raise InputError(f"no output field holds marked spans (found {outputs}); name it with --result")


def _share_of_spans(rows: Sequence[Row], name: str) -> float:
    filled = [value for row in rows if (value := row.outputs.get(name)) not in (None, "", [], "[]")]
    return sum(map(_holds_spans, filled)) / len(filled) if filled else 0.0


def _holds_spans(value: Any) -> bool:
    try:
        return bool(parse_value(value))
    except UnreadableAnswerError:
        return False


def _strings(rows: Sequence[Row], name: str, outputs: bool = False) -> list[str]:
    values = ((row.outputs if outputs else row.inputs).get(name) for row in rows)
    return [str(value) for value in values if value not in (None, "", [])]


def _all(values: list[str], test: Callable[[str], bool]) -> bool:
    return bool(values) and all(map(test, values))


def _first(names: Iterable[str] | Iterator[str]) -> str:
    return next(iter(names), "")
