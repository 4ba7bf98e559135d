"""BigCode's two schemas of the same annotation, as JSON lines or parquet.

- fragments: `{"text", "type", "language", "fragments": [{"category", "position": [start, end], "value"}], "id"}`
- pii: `{"id", "content", "language", "pii": [{"tag", "start", "end", "value", "context"}], "assignment_id"}`, where `pii` may be
  a JSON string of that list.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from annotation.answers import UnreadableAnswerError, parse_value
from annotation.formats.placing import CODE_POINTS, place_spans
from annotation.formats.records import (
    USUAL,
    Fields,
    Labelled,
    Read,
    Record,
    UnreadableRowError,
    each,
    field_of,
    id_of,
    kind_of,
    read_objects,
    rest_of,
    text_of,
    write_lines,
)
from annotation.label_schema import load
from annotation.schema import CrowdSpan, Document
from pii.errors import InputError

CONTEXT = 50
"""Characters on either side of a value that the second schema repeats."""
_KNOWN = ("id", "text", "content", "fragments", "pii")


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """The rows of a file in either schema.

    Raises:
        InputError: there is no such file, or it is no parquet file.
    """
    rows = read_parquet(path) if path.suffix == ".parquet" else read_objects(path, "a list or lines of objects")
    return each(rows, lambda row: [record_of_row(row, fields)])


def record_of_row(row: Mapping[str, Any], fields: Fields = USUAL) -> Record:
    """The record of one row in either schema; offsets are code points.

    Raises:
        UnreadableRowError: the row is in neither schema.
    """
    text = text_of(row, fields, "text", "content")
    marked = field_of(row, *(fields.controls or ("fragments", "pii")))
    try:
        marked = json.loads(marked) if isinstance(marked, str) else marked
        spans = parse_value(marked)
    except UnreadableAnswerError as error:
        raise UnreadableRowError(str(error).partition(" (")[0]) from None
    except ValueError:
        raise UnreadableRowError("result is not JSON") from None
    if not isinstance(marked, list):
        raise UnreadableRowError(f"spans are {kind_of(marked)}, not a list")
    return Record(text, spans, id_of(row, fields, "id"), meta=rest_of(row, (*_KNOWN, *fields.controls), fields))


def document_of_row(
    row: Mapping[str, Any], fallback_id: str, label_schema: str = "bigcode", fields: Fields = USUAL
) -> Document:
    """The document of one row in either schema, its labels collapsed by a shipped label schema.

    Raises:
        ValueError: the row is in neither schema, or a label, an offset or a quoted value does not fit.
    """
    record, schema = record_of_row(row, fields), load(label_schema)
    kept, ignored = schema.split(place_spans(record.text, record.spans, schema.crowd_label, CODE_POINTS).spans)
    return Document(record.id or fallback_id, record.text, kept, ignored, meta=record.meta)


def write_fragments(texts: Iterable[Labelled], path: Path) -> int:
    """Writes the schema with fragments and returns the number of rows."""
    return _write(
        (
            {
                "text": each.text,
                "type": str(each.meta.get("type", "")),
                "language": str(each.meta.get("language", "")),
                "fragments": [
                    {
                        "category": span.label,
                        "position": [span.start, span.end],
                        "value": each.text[span.start : span.end],
                    }
                    for span in each.spans
                ],
                "id": each.id,
            }
            for each in texts
        ),
        path,
        _FRAGMENTS,
    )


def write_pii(texts: Iterable[Labelled], path: Path) -> int:
    """Writes the schema with tags and contexts and returns the number of rows."""
    return _write(
        (
            {
                "id": each.id,
                "content": each.text,
                "language": str(each.meta.get("language", "")),
                "pii": [_tagged(each.text, span) for span in each.spans],
                "assignment_id": str(each.meta.get("assignment_id", "")),
            }
            for each in texts
        ),
        path,
        _PII,
    )


def _tagged(text: str, span: CrowdSpan) -> dict[str, Any]:
    return {
        "tag": span.label,
        "value": text[span.start : span.end],
        "start": span.start,
        "end": span.end,
        "context": text[max(0, span.start - CONTEXT) : span.end + CONTEXT],
    }


_FRAGMENT = pa.struct([("category", pa.string()), ("position", pa.list_(pa.int64())), ("value", pa.string())])
_FRAGMENTS = pa.schema(
    [
        *(("text", pa.string()), ("type", pa.string()), ("language", pa.string())),
        *(("fragments", pa.list_(_FRAGMENT)), ("id", pa.string())),
    ]
)
_TAGGED = pa.struct(
    [
        *(("tag", pa.string()), ("value", pa.string()), ("start", pa.int64()), ("end", pa.int64())),
        ("context", pa.string()),
    ]
)
_PII = pa.schema(
    [
        *(("id", pa.string()), ("content", pa.string()), ("language", pa.string())),
        *(("pii", pa.list_(_TAGGED)), ("assignment_id", pa.string())),
    ]
)


def _write(rows: Iterable[Mapping[str, Any]], path: Path, schema: pa.Schema) -> int:
    if path.suffix != ".parquet":
        return write_lines(rows, path)
    table = pa.Table.from_pylist([dict(row) for row in rows], schema)
    pq.write_table(table, path)
    return table.num_rows


def read_parquet(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of any parquet file.

    Raises:
        InputError: there is no such file, or it is no parquet file.
    """
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=1024):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        raise InputError(f"{path}: expected parquet: {str(error).partition(chr(10))[0]}") from error
