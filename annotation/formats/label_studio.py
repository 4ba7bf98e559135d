"""Label Studio: its labelling config, its tasks, and its exports JSON, JSON_MIN, CSV and TSV.

Today's servers store code points and check nothing, older ones stored UTF-16 units; so offsets are verified before a task is
written, and resolved by the quoted text when an export is read. Its export CONLL2003 is read by `conll`.

An export holds no labelling config, so it does not say which control asked for what. Anything unclear is a defect: a
region of an unknown type, on another text, or without a label; an empty answer with a choice of unknown meaning. A
prediction is not an answer.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from annotation.formats.records import (
    USUAL,
    Defect,
    Fields,
    Labelled,
    Read,
    Record,
    Row,
    UnreadableRowError,
    asked_of,
    each,
    field_of,
    guarded,
    id_of,
    kind_of,
    objects_of,
    read_objects,
    span,
    text_of,
    time_of,
)
from annotation.label_schema import shown_names
from annotation.offsets import RawSpan
from annotation.schema import CrowdSpan
from pii.errors import InputError

FROM_NAME, TO_NAME, TEXT_KEY, ID_KEY = "label", "text", "text", "document_id"
VERDICT = "verdict"
NOTHING, UNJUDGED = "Nothing to mark", "Cannot judge"
_COLOURS = (
    "#1f77b4",
    "#ff7f0e",
    "#2ca02c",
    "#d62728",
    "#9467bd",
    "#8c564b",
    "#e377c2",
    "#7f7f7f",
    "#bcbd22",
    "#17becf",
)
_HOTKEYS = "1234567890qwertyuiopasdfghjkl"

SPAN_TYPES = ("labels", "hypertextlabels")
"""Types of regions that are spans; their labels are under the type's own name."""
_NO_SPANS = frozenset(
    {"choices", "textarea", "rating", "taxonomy", "relation", "number", "datetime", "pairwise", "ranker"}
)
"""Types of results that describe a text or a region without marking anything."""
_TASK_FIELDS = ("annotator", "annotation_id", "lead_time", "created_at", "updated_at")
"""Fields that a row of JSON_MIN or CSV has only once it is answered."""


def config(labels: Iterable[str]) -> str:
    """The labelling config for these labels.

    Whitespace is kept and selection is by character, since offsets in code would be wrong otherwise; choices say that there
    is nothing to mark, or that the text cannot be judged.
    """
    names = sorted(labels)
    rows = "\n".join(
        f"    <Label value={quoteattr(label)} hotkey={quoteattr(key)} background={quoteattr(_COLOURS[at % len(_COLOURS)])}/>"
        for at, (label, key) in enumerate(zip_longest(names, _HOTKEYS[: len(names)], fillvalue=""))
    )
    return f"""<View>
  <Style>.htx-text{{white-space:pre-wrap;font-family:monospace;tab-size:4}}</Style>
  <Labels name="{FROM_NAME}" toName="{TO_NAME}" showInline="true">
{rows}
  </Labels>
  <Text name="{TO_NAME}" value="${TEXT_KEY}" granularity="symbol"/>
  <Choices name="{VERDICT}" toName="{TO_NAME}" choice="single">
    <Choice value="{NOTHING}"/>
    <Choice value="{UNJUDGED}"/>
  </Choices>
</View>"""


def task(labelled: Labelled, model_version: str | None = None, scores: Sequence[float] = ()) -> dict[str, Any]:
    """A task with its spans as a prediction of that model version, else as an annotation."""
    scores = scores or [1.0] * len(labelled.spans)
    regions = [region(labelled.text, span, score) for span, score in zip(labelled.spans, scores, strict=True)]
    data = {TEXT_KEY: labelled.text, ID_KEY: labelled.id, "meta": dict(labelled.meta), "asked": sorted(labelled.asked)}
    if model_version is None:
        # An import without this flag becomes the ground truth.
        return {"data": data, "annotations": [{"result": regions, "was_cancelled": False, "ground_truth": False}]}
    score = sum(scores) / len(scores) if scores else 0.0
    return {"data": data, "predictions": [{"model_version": model_version, "score": score, "result": regions}]}


def region(text: str, span: CrowdSpan, score: float = 1.0) -> dict[str, Any]:
    """A span as a result of the config's labels."""
    value = {"start": span.start, "end": span.end, "text": text[span.start : span.end], "labels": [span.label]}
    return {
        "id": f"{span.start}-{span.end}-{span.label}",
        "from_name": FROM_NAME,
        "to_name": TO_NAME,
        "type": "labels",
        "score": score,
        "value": value,
    }


def write(texts: Iterable[Labelled], path: Path) -> int:
    """Writes tasks with annotations, for the server's import, and returns their number."""
    tasks = [task(each) for each in texts]
    path.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return len(tasks)


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """A record for every annotation of an export; a skipped one is dropped, a task without any too.

    Raises:
        InputError: the file is no export in JSON, JSON_MIN, CSV or TSV.
    """
    delimiter = {".csv": ",", ".tsv": "\t"}.get(path.suffix.lower())
    if delimiter:
        return each(_read_table(path, delimiter), lambda row: _min_records(row, fields))
    return each(read_objects(path, "Label Studio's export, a list of tasks"), lambda row: records(row, fields))


def records(exported: Row, fields: Fields = USUAL) -> Iterator[Read]:
    """The records of one exported task, in JSON or in JSON_MIN.

    Raises:
        UnreadableRowError: it holds no text.
    """
    answers = next((name for name in ("annotations", "completions") if name in exported), None)
    if "data" not in exported and answers is None:
        yield from _min_records(exported, fields)
        return
    data = exported.get("data", exported)
    if not isinstance(data, dict):
        raise UnreadableRowError(f"data is {kind_of(data)}, not an object")
    origin = _origin(data, fields)
    annotations = objects_of(exported[answers], answers) if answers else []
    if not annotations:
        predicted = ", only predictions" if exported.get("predictions") else ""
        yield Record(origin.text, (), origin.id, dropped=f"task without an annotation{predicted}", meta=origin.meta)
    for annotation in annotations:
        name = f"{exported.get('id', '')}/{annotation.get('id', '')}".strip("/")
        yield from guarded(lambda annotation=annotation: [_record(annotation, origin, data, fields)], name)


def _origin(data: Row, fields: Fields) -> Record:
    """What all answers on a task have in common, as a record without an answer."""
    if not fields.text and TEXT_KEY not in data:
        raise UnreadableRowError(f"no field {TEXT_KEY!r}, name the text's with --text; there are {shown_names(data)}")
    meta = data.get("meta")
    return Record(
        text_of(data, fields, TEXT_KEY),
        (),
        id_of(data, fields, ID_KEY),
        asked=asked_of(data.get("asked")),
        meta=meta if isinstance(meta, dict) else _rest(data, fields),
    )


def _rest(data: Row, fields: Fields) -> Row:
    """The scalar fields of a task that is not one of ours: its origin, such as repo and path."""
    known = {fields.text or TEXT_KEY, fields.id, ID_KEY, "asked", "meta"}
    return {key: value for key, value in data.items() if key not in known and isinstance(value, str | int | float)}


def _record(annotation: Row, origin: Record, data: Row, fields: Fields) -> Record:
    results = objects_of(annotation.get("result"), "result")
    spans: list[RawSpan] = []
    choices: list[str] = []
    for result in results:
        if result.get("type") == "choices":
            choices += _choices(field_of(result, "value"))
        elif _counts(result, fields):
            spans += region_spans(_on_the_text(result, origin.text, data, fields))
    time = annotation.get("updated_at") or annotation.get("created_at")
    skipped = annotation.get("was_cancelled") or annotation.get("skipped")
    return Record(
        origin.text,
        spans,
        origin.id,
        _annotator(annotation.get("completed_by")),
        "skipped by its annotator" if skipped else _verdict(spans, choices, fields),
        origin.asked,
        submitted=time_of(time),
        meta=origin.meta,
    )


def _counts(result: Row, fields: Fields) -> bool:
    """Whether a result is a span, of a control that counts."""
    kind = result.get("type")
    if kind in _NO_SPANS:
        return False
    if fields.controls and result.get("from_name") not in fields.controls:
        return False
    if kind not in SPAN_TYPES:
        raise UnreadableRowError(f"a region of type {shown_names([kind])} is not understood")
    return True


def _on_the_text(result: Row, text: str, data: Row, fields: Fields) -> Row:
    """The region, if it lies on the text.

    An object tag is mostly named after the field it shows. Otherwise the quoted characters decide, or the fact that there is
    only one text.
    """
    shown = result.get("to_name")
    if shown == (fields.text or TEXT_KEY) or shown is None:
        return result
    if shown in data:
        raise UnreadableRowError(f"a region lies on {shown_names([shown])}, which is another text")
    texts = [value for value in data.values() if isinstance(value, str)]
    value = result.get("value")
    quoted = value.get("text") if isinstance(value, dict) else None
    if len(texts) > 1 and not (isinstance(quoted, str) and quoted and quoted in text):
        raise UnreadableRowError(f"a region lies on {shown_names([shown])}, and nothing says which text that is")
    return result


def region_spans(result: Row) -> list[RawSpan]:
    """The spans of a region, one for each of its labels.

    Raises:
        UnreadableRowError: it has no label or no offsets.
    """
    value = field_of(result, "value")
    if not isinstance(value, dict):
        raise UnreadableRowError(f"a region's value is {kind_of(value)}, not an object")
    labels = value.get(result.get("type", "labels"), value.get("labels"))
    if not isinstance(labels, list) or not labels:
        raise UnreadableRowError("a region has no label")
    where = value.get("globalOffsets", value)
    if not isinstance(where, dict) or "start" not in where or "end" not in where:
        raise UnreadableRowError("a region has no offsets")
    return [span(where["start"], where["end"], label, value.get("text")) for label in labels]


def _choices(value: Any) -> list[str]:
    choices = value.get("choices") if isinstance(value, dict) else value
    choices = [choices] if isinstance(choices, str) else choices
    if not isinstance(choices, list) or not all(isinstance(choice, str) for choice in choices):
        raise UnreadableRowError("a choice is not understood")
    return choices


def _verdict(spans: Sequence[RawSpan], choices: Sequence[str], fields: Fields) -> str:
    """Why these choices make it no answer; empty if it is one.

    Raises:
        UnreadableRowError: the choices contradict the spans, or may mean that the text was not judged.
    """
    if not {UNJUDGED, *fields.unjudged}.isdisjoint(choices):
        return "annotator could not judge the text"
    nothing = {NOTHING, *fields.nothing}
    if spans and not nothing.isdisjoint(choices):
        raise UnreadableRowError("spans and the choice that there are none")
    if not spans and not nothing.issuperset(choices):
        raise UnreadableRowError("no spans and a choice of unknown meaning; say it with --nothing or --unjudged")
    return ""


def _min_records(row: Row, fields: Fields) -> Iterator[Read]:
    """The record of a row of JSON_MIN, CSV or TSV: fields of the task and of the answer side by side."""
    origin = _origin(row, fields)
    spans: list[RawSpan] = []
    choices: list[str] = []
    for name, value in row.items():
        if name in (fields.text or TEXT_KEY, fields.id, "meta", "asked"):
            continue
        if _is_choice(name, value, fields):
            choices += _choices(value)
        elif name in (fields.controls or (FROM_NAME,)) or (not fields.controls and _holds_regions(value)):
            regions = objects_of([] if value == "" else value, name)
            spans += [region for item in regions for region in region_spans({"value": item, **_type_of(item)})]
    if not spans and not choices and not any(row.get(name) not in (None, "") for name in _TASK_FIELDS):
        yield Record(origin.text, (), origin.id, dropped="task without an annotation", meta=origin.meta)
        return
    answer = (*_TASK_FIELDS, "id", VERDICT, *(fields.controls or (FROM_NAME,)))
    meta = {key: value for key, value in origin.meta.items() if key not in answer and value != ""}
    yield Record(
        origin.text,
        spans,
        origin.id,
        _annotator(row.get("annotator")),
        _verdict(spans, choices, fields),
        origin.asked,
        submitted=time_of(row.get("updated_at") or row.get("created_at")),
        meta=meta,
    )


def _is_choice(name: str, value: Any, fields: Fields) -> bool:
    if isinstance(value, dict):
        return "choices" in value
    known = {NOTHING, UNJUDGED, *fields.nothing, *fields.unjudged}
    return isinstance(value, str) and value != "" and (name == VERDICT or value in known)


def _holds_regions(value: Any) -> bool:
    """Whether a field is a control's list of regions, even where a region lacks something."""
    marks = {"start", "end", "globalOffsets", *SPAN_TYPES}
    return isinstance(value, list) and any(isinstance(item, dict) and not marks.isdisjoint(item) for item in value)


def _type_of(item: Row) -> Row:
    return {"type": next((name for name in SPAN_TYPES if name in item), "labels")}


def _read_table(path: Path, delimiter: str) -> Iterator[Row | Defect]:
    """The rows of an export as CSV or TSV, their cells with JSON decoded."""
    csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            for row in csv.DictReader(file, delimiter=delimiter, strict=True):
                if None in row or None in row.values():
                    yield Defect("row has another number of cells than the header", str(row.get("id") or ""))
                else:
                    yield {name: _cell(cell) for name, cell in row.items()}
    except (OSError, csv.Error) as error:
        raise InputError(f"{path}: expected Label Studio's export as a table: {error}") from error


def _cell(cell: str) -> Any:
    if not cell.startswith(("[{", '{"choices"')):
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


def _annotator(completed_by: Any) -> str:
    """Exports name the annotator by number, some views by an object."""
    if isinstance(completed_by, Mapping):
        completed_by = completed_by.get("id") or completed_by.get("email")
    return "" if completed_by is None else str(completed_by)
