"""Plain JSON lines: `{"text", "spans": [{"start", "end", "label"}], "id"?, "asked"?, "meta"?}`, the form of documents."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotation.formats.records import (
    AMBIGUOUS,
    USUAL,
    Fields,
    Labelled,
    Read,
    Record,
    Row,
    asked_of,
    each,
    field_of,
    id_of,
    meta_of,
    objects_of,
    read_objects,
    rest_of,
    span,
    text_of,
    write_lines,
)
from annotation.offsets import RawSpan

_KNOWN = ("id", "text", "spans", "ignored", "asked", "meta")


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """The rows of a file; a span may quote its characters as `text`, and be marked `ambiguous` or `example`.

    Raises:
        InputError: there is no such file.
    """

    def parse(row: Row) -> Iterator[Read]:
        spans = [_span(item) for item in objects_of(field_of(row, *(fields.controls or ("spans",))), "spans")]
        ignored = row.get("ignored")
        for item in objects_of([] if ignored is None else ignored, "ignored"):
            spans.append(span(field_of(item, "start"), field_of(item, "end"), AMBIGUOUS))
        yield Record(
            text_of(row, fields, "text"),
            spans,
            id_of(row, fields, "id"),
            asked=asked_of(row.get("asked")),
            meta={**rest_of(row, (*_KNOWN, *fields.controls), fields), **meta_of(row.get("meta"))},
        )

    return each(read_objects(path, "a list or lines of objects with text and spans"), parse)


def _span(item: Row) -> RawSpan:
    label = field_of(item, "label")
    if item.get("ambiguous"):
        label = AMBIGUOUS
    elif item.get("example") and label in ("NAME", "EMAIL", "USERNAME"):
        label = f"{label}_EXAMPLE"
    return span(field_of(item, "start"), field_of(item, "end"), label, item.get("text", item.get("value")))


def write(texts: Iterable[Labelled], path: Path) -> int:
    """Writes a row per text and returns their number."""
    return write_lines(
        (
            {
                "id": each.id,
                "text": each.text,
                "spans": [{"start": span.start, "end": span.end, "label": span.label} for span in each.spans],
                "asked": sorted(each.asked),
                "meta": dict(each.meta),
            }
            for each in texts
        ),
        path,
    )
