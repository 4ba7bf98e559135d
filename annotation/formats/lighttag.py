"""LightTag's export: `{"examples": [{"content", "example_id", "seen_by", "annotations": […], "metadata"}], …}`.

An annotation that a reviewer rejected (`correct` is false) is no span; who annotated becomes a worker like any other.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotation.formats.records import Labelled, Record, field_of, read_whole
from annotation.offsets import RawSpan
from annotation.schema import CrowdSpan
from pii.errors import InputError

UNJUDGED = "CONTAINS_NON_ENGLISH"
"""The class of a text that its annotators could not judge."""


def read(path: Path) -> Iterator[Record]:
    """A record for every annotator of every example; one for an example that nobody in particular annotated.

    Raises:
        InputError: the file is no such export.
    """
    content = read_whole(path)
    if not isinstance(content, dict) or "examples" not in content:
        raise InputError(f"{path}: expected LightTag's export, an object with examples")
    for example in content["examples"]:
        text = field_of(example, "content", path)
        identifier = str(example.get("example_id", ""))
        meta = example.get("metadata") or {}
        classes = {str(each.get("classname", each.get("tag"))) for each in example.get("classifications") or ()}
        if UNJUDGED in classes:
            yield Record(text, (), identifier, dropped="annotator could not judge the text", meta=meta)
            continue
        answers: dict[str, list[RawSpan]] = {_name(each): [] for each in example.get("seen_by") or ()}
        for item in field_of(example, "annotations", path):
            span = RawSpan(item["tag"], item["start"], item["end"], item.get("value"))
            for name in [_name(each) for each in item.get("annotated_by") or ()] or [""]:
                spans = answers.setdefault(name, [])
                if item.get("correct") is not False:
                    spans.append(span)
        for name, spans in (answers or {"": []}).items():
            yield Record(text, spans, identifier, worker=name, meta=meta)


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
