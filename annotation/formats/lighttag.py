"""LightTag's export: `{"examples": [{"content", "example_id", "seen_by", "annotations": […], "metadata"}], …}`.

An annotation that a reviewer rejected (`correct` is false) is not a span; annotators become workers like any other.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotation.formats.records import (
    USUAL,
    Defect,
    Fields,
    Labelled,
    Read,
    Record,
    Row,
    UnreadableRowError,
    each,
    field_of,
    id_of,
    kind_of,
    meta_of,
    objects_of,
    read_whole,
    span,
    text_of,
)
from annotation.offsets import RawSpan
from annotation.schema import CrowdSpan
from pii.errors import InputError

UNJUDGED = "CONTAINS_NON_ENGLISH"
"""The class for a text that its annotators could not judge."""


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """A record for every annotator of every example; one for an example that nobody in particular annotated.

    Raises:
        InputError: the file is no such export.
    """
    content = read_whole(path)
    if not isinstance(content, dict) or not isinstance(content.get("examples"), list):
        raise InputError(f"{path}: expected LightTag's export, an object with examples")
    rows = (
        item if isinstance(item, dict) else Defect(f"example is {kind_of(item)}, expected an object")
        for item in content["examples"]
    )
    return each(rows, lambda row: _records(row, fields))


def _records(example: Row, fields: Fields) -> Iterator[Read]:
    text = text_of(example, fields, "content")
    identifier, meta = id_of(example, fields, "example_id"), meta_of(example.get("metadata"))
    classes = {str(item.get("classname", item.get("tag"))) for item in _objects(example, "classifications")}
    if not {UNJUDGED, *fields.unjudged}.isdisjoint(classes):
        yield Record(text, (), identifier, dropped="annotator could not judge the text", meta=meta)
        return
    answers: dict[str, list[RawSpan]] = {_name(who): [] for who in _objects(example, "seen_by")}
    for item in objects_of(field_of(example, "annotations"), "annotations"):
        marked = span(field_of(item, "start"), field_of(item, "end"), field_of(item, "tag"), item.get("value"))
        for name in [_name(who) for who in _objects(item, "annotated_by")] or [""]:
            spans = answers.setdefault(name, [])
            if item.get("correct") is not False:
                spans.append(marked)
    if not {*fields.nothing}.issuperset(classes) and not any(answers.values()):
        raise UnreadableRowError("no spans and a class of unknown meaning; say it with --nothing or --unjudged")
    for name, spans in (answers or {"": []}).items():
        yield Record(text, spans, identifier, worker=name, meta=meta)


def _objects(row: Row, name: str) -> list[Row]:
    value = row.get(name)
    return [] if value is None else objects_of(value, name)


def _name(annotator: Mapping[str, Any]) -> str:
    return str(annotator.get("annotator_id") or annotator.get("annotator") or "")


def write(texts: Iterable[Labelled], path: Path) -> int:
    """Writes an export with one, unnamed, annotator and returns the number of examples."""
    examples = [
        {
            "content": each.text,
            "example_id": each.id,
            "metadata": dict(each.meta),
            "seen_by": [],
            "classifications": [],
            "annotations": [_annotation(each, span) for span in each.spans],
        }
        for each in texts
    ]
    path.write_text(json.dumps({"examples": examples, "relations": []}, ensure_ascii=False), encoding="utf-8")
    return len(examples)


def _annotation(labelled: Labelled, span: CrowdSpan) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "tag": span.label,
        "value": labelled.text[span.start : span.end],
        "example_id": labelled.id,
        "correct": None,
        "reviewed": False,
        "annotated_by": [],
    }
