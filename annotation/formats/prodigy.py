"""Prodigy's JSON lines (`db-out`): `{"text", "spans": [{"start", "end", "label"}], "answer", "_annotator_id", …}`.

Only what was accepted is an answer, and only a manual interface answers for the whole text: a yes or no to one suggested span
says nothing about the rest.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

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
    meta_of,
    objects_of,
    read_objects,
    span,
    text_of,
    time_of,
    write_lines,
)

MANUAL_VIEWS = ("ner_manual", "spans_manual", "blocks")
_DROPPED = {"reject": "rejected by its annotator", "ignore": "skipped by its annotator"}


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """The rows of a dataset; its offsets are code points.

    Raises:
        InputError: there is no such file.
    """
    return each(read_objects(path, "Prodigy's examples, lines or a list"), lambda row: [_record(row, fields)])


def _record(row: Row, fields: Fields) -> Record:
    answer = field_of(row, "answer")
    if answer != "accept" and answer not in _DROPPED:
        raise UnreadableRowError(f"answer is {kind_of(answer)} other than accept, reject and ignore")
    view = row.get("_view_id", MANUAL_VIEWS[0])
    if answer == "accept" and (row.get("_is_binary") or view not in MANUAL_VIEWS):
        raise UnreadableRowError("answer on one suggestion, which says nothing about the rest of the text")
    marked = objects_of(row.get("spans", []), "spans")
    worker = row.get("_annotator_id") or row.get("_session_id") or ""
    return Record(
        text_of(row, fields, "text"),
        [span(field_of(item, "start"), field_of(item, "end"), item.get("label"), item.get("text")) for item in marked],
        id_of(row, fields, "id"),
        worker=str(worker),
        dropped=_DROPPED.get(answer, ""),
        submitted=time_of(row.get("_timestamp")),
        meta=meta_of(row.get("meta")),
    )


def write(texts: Iterable[Labelled], path: Path) -> int:
    """Writes accepted examples for `db-in` and returns their number."""
    return write_lines(
        (
            {
                "id": each.id,
                "text": each.text,
                "spans": [{"start": span.start, "end": span.end, "label": span.label} for span in each.spans],
                "meta": dict(each.meta),
                "answer": "accept",
                "_view_id": MANUAL_VIEWS[1 if _overlap(each) else 0],
            }
            for each in texts
        ),
        path,
    )


def _overlap(labelled: Labelled) -> bool:
    spans = sorted(labelled.spans)
    return any(a.end > b.start for a, b in zip(spans, spans[1:], strict=False))
