"""doccano's JSON lines, in the forms of all its versions.

- `{"text", "label": [[start, end, "NAME"]]}`, also `labels`, or `entities` where relations are on: one file per annotator, named
  after the annotator, or `all.jsonl` and `unknown.jsonl` if it does not distinguish them;
- before version 1.0 `{"text", "annotations": [{"label", "start_offset", "end_offset", "user"}]}`, labels and users as numbers: a
  vote for each user who marked something. Name such labels with `--label 1=NAME`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotation.formats.records import (
    USUAL,
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
    objects_of,
    read_objects,
    rest_of,
    span,
    text_of,
    write_lines,
)
from annotation.offsets import RawSpan

NOBODY = ("all", "unknown")
_KNOWN = ("id", "text", "data", "label", "labels", "entities", "annotations", "relations", "cats", "Comments")


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """The rows of an export; its offsets are code points.

    Raises:
        InputError: there is no such file.
    """
    annotator = "" if path.stem in NOBODY else path.stem

    def parse(row: Row) -> Iterator[Read]:
        text, identifier = text_of(row, fields, "data", "text"), id_of(row, fields, "id")
        meta = rest_of(row, (*_KNOWN, *fields.controls), fields)
        for worker, spans in _answers(row, fields, annotator).items():
            yield Record(text, spans, identifier, worker=worker, meta=meta)

    return each(read_objects(path, "doccano's export, a list or lines of objects"), parse)


def _answers(row: Row, fields: Fields, annotator: str) -> dict[str, list[RawSpan]]:
    """The spans, by annotator."""
    if "annotations" in row and not fields.controls:
        answers: dict[str, list[RawSpan]] = {}
        for item in objects_of(row["annotations"], "annotations"):
            worker = str(item.get("user", annotator))
            answers.setdefault(worker, []).append(_entity(item))
        if not answers:
            raise UnreadableRowError("no annotation, and nothing says that anybody looked")
        return answers
    if "entities" in row and not fields.controls:
        return {annotator: [_entity(item) for item in objects_of(row["entities"], "entities")]}
    marked = field_of(row, *(fields.controls or ("label", "labels")))
    if not isinstance(marked, list):
        raise UnreadableRowError(f"label is {kind_of(marked)}, not a list of spans")
    return {annotator: [_triple(item) for item in marked]}


def _entity(item: Row) -> RawSpan:
    label = field_of(item, "label")
    return span(field_of(item, "start_offset"), field_of(item, "end_offset"), _named(label))


def _triple(item: Any) -> RawSpan:
    if not isinstance(item, list) or len(item) != 3:
        raise UnreadableRowError("a label is not [start, end, name]")
    return span(item[0], item[1], _named(item[2]))


def _named(label: Any) -> Any:
    """Old exports name labels by number."""
    return str(label) if type(label) is int else label


def write(texts: Iterable[Labelled], path: Path) -> int:
    """Writes rows for doccano's import and returns their number; every field of `meta` becomes one of the row."""
    return write_lines(
        (
            {
                **{key: value for key, value in each.meta.items() if key not in _KNOWN},
                "id": each.id,
                "text": each.text,
                "label": [[span.start, span.end, span.label] for span in each.spans],
            }
            for each in texts
        ),
        path,
    )
