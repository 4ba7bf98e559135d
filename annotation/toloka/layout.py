"""Finds the columns of an export that hold the text, the marked spans and what was asked for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from annotation.answers import UnreadableAnswerError, parse_value
from annotation.label_schema import LabelSchema, shown_names
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
_CODE = re.compile(r"[a-z]{2}")
_LONGEST_LIST = 1000
"""In characters: a longer cell cannot be a list of labels, so parsing it would waste time."""


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


@dataclass(slots=True)
class Column:
    """What the filled cells of a field have in common."""

    filled: int = 0
    characters: int = 0
    spans: int = 0
    """Cells that hold marked spans."""
    is_boolean: bool = True
    is_labels: bool = True
    """Every cell is a list of labels, and not all of them are two lower-case letters, like language codes."""
    is_code: bool = True

    def add(self, value: Any, is_output: bool, schema: LabelSchema) -> None:
        """Counts a cell."""
        spans = _spans(value) if is_output else None
        if value in (None, "", []) or spans == 0:
            return
        shown = str(value)
        self.filled += 1
        self.characters += len(shown)
        if is_output:
            self.is_boolean = self.is_boolean and shown.strip().lower() in _BOOLEANS
            self.spans += bool(spans)
        else:
            self.is_labels = self.is_labels and len(shown) <= _LONGEST_LIST and asked_labels(shown, schema) is not None
            self.is_code = self.is_code and bool(_CODE.fullmatch(shown))


@dataclass(slots=True)
class Columns:
    """The fields of an export, in their order."""

    inputs: dict[str, Column] = field(default_factory=dict[str, Column])
    outputs: dict[str, Column] = field(default_factory=dict[str, Column])

    def add(self, row: Row, schema: LabelSchema) -> None:
        """Counts the cells of a row."""
        for columns, values in ((self.inputs, row.inputs), (self.outputs, row.outputs)):
            for name, value in values.items():
                columns.setdefault(name, Column()).add(value, columns is self.outputs, schema)

    @property
    def filled_outputs(self) -> frozenset[str]:
        """Output fields that are not always empty."""
        return frozenset(name for name, column in self.outputs.items() if column.filled)


def columns_of(rows: Iterable[Row], schema: LabelSchema) -> Columns:
    """What the fields of these rows hold."""
    columns = Columns()
    for row in rows:
        columns.add(row, schema)
    return columns


def detect(columns: Columns, given: Layout) -> Layout:
    """The layout of an export; fields that are `given` are taken as they are.

    Raises:
        InputError: no field looks like the text or like marked spans, a given one is not there, or a field holds marked spans in
            some of its cells only.
    """
    inputs, outputs = list(columns.inputs), list(columns.outputs)
    wanted = [given.text, given.id, given.asked, *given.results, given.empty, given.skip]
    missing = [name for name in wanted if name and name not in (*inputs, *outputs)]
    if missing:
        found = f"it has inputs {shown_names(inputs)} and outputs {shown_names(outputs)}"
        raise InputError(f"no field {missing[0]!r} in the export; {found}")
    ticks = [name for name, column in columns.outputs.items() if column.filled and column.is_boolean]
    text = given.text or _text(columns)
    if not text:
        raise InputError(f"no input field looks like the text (found {shown_names(inputs)}); name it with --text")
    others = [name for name in inputs if name != text]
    return Layout(
        text,
        given.results or _results(columns, [name for name in outputs if name not in ticks]),
        given.id or _first(name for name in others if name.lower() in ID_NAMES),
        given.asked or _first(name for name in others if _names_labels(name, columns.inputs[name])),
        given.empty or _first(name for name in ticks if _EMPTY_NAME.search(name)),
        given.skip or _first(name for name in ticks if _SKIP_NAME.search(name)),
    )


def asked_labels(value: str, schema: LabelSchema) -> frozenset[str] | None:
    """The labels in a list such as `EMAIL, NAME`, or None if some part is not a label."""
    labels = [schema.crowd_label(part) for part in re.split(r"[,;|]", value.strip("[]").replace('"', ""))]
    return frozenset(label for label in labels if label) if all(labels) else None


def _names_labels(name: str, column: Column) -> bool:
    """Whether a field tells which labels a task asks for. `lang` = "id" is a language, though ID is a label too."""
    is_origin = name.lower() in (*META_NAMES, *META_NAMES.values(), *ID_NAMES, "country", "locale")
    return bool(column.filled) and column.is_labels and not column.is_code and not is_origin


def _text(columns: Columns) -> str:
    inputs = columns.inputs
    named = _first(name for wanted in TEXT_NAMES for name in inputs if name.lower() == wanted)
    if named or not inputs:
        return named
    return max(inputs, key=lambda name: inputs[name].characters / max(1, inputs[name].filled))


def _results(columns: Columns, names: list[str]) -> tuple[str, ...]:
    """Output fields that hold spans in their filled cells; if all are empty, the one with such a name.

    Raises:
        InputError: none does, or one in a few of its cells, so that it would be wrong to leave it out as well as to read it.
    """
    outputs = columns.outputs
    found = tuple(name for name in names if outputs[name].spans * 2 > outputs[name].filled)
    for name in names:
        if name not in found and outputs[name].spans:
            raise InputError(
                f"output field {name!r} holds marked spans in {outputs[name].spans} of {outputs[name].filled} filled cells; "
                "say with --result which fields hold them"
            )
    if found:
        return found
    empty = [name for name in names if not outputs[name].filled]
    named = _first(name for name in empty if name.lower() in RESULT_NAMES)
    # An API export leaves out the field of an empty answer, so that a pool without one span has no output field at all.
    if named or not names:
        return (named,) if named else ()
    if len(empty) == 1:
        return (empty[0],)
    raise InputError(f"no output field holds marked spans (found {shown_names(names)}); name it with --result")


def _spans(value: Any) -> int | None:
    """How many marked spans a cell holds, None if it holds something else."""
    try:
        return len(parse_value(value))
    except UnreadableAnswerError:
        return None


def _first(names: Iterable[str] | Iterator[str]) -> str:
    return next(iter(names), "")
