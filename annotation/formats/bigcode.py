"""BigCode's two schemas of the same annotation, as JSON lines or parquet.

- fragments: `{"text", "type", "language", "fragments": [{"category", "position": [start, end], "value"}], "id"}`
- pii: `{"id", "content", "language", "pii": [{"tag", "start", "end", "value", "context"}], "assignment_id"}`, where `pii` may be
  a JSON string of that list.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from annotation.answers import UnreadableAnswerError, parse_value
from annotation.formats.records import Labelled, Record, read_lines, write_lines
from annotation.label_schema import load
from annotation.offsets import Escapes, Failure, Hypothesis, Newlines, Unit, place
from annotation.schema import CrowdSpan, Document
from pii.errors import InputError

CONTEXT = 50
"""Characters on either side of a value that the second schema repeats."""
_KNOWN = {"id", "text", "content", "fragments", "pii"}


def read(path: Path) -> Iterator[Record]:
    """The rows of a file in either schema.

    Raises:
        InputError: the file is in neither.
    """
    for row in _read_parquet(path) if path.suffix == ".parquet" else read_lines(path):
        text = row.get("text", row.get("content"))
        marked = row.get("fragments", row.get("pii"))
        if not isinstance(text, str) or ("fragments" not in row and "pii" not in row):
            raise InputError(
                f"{path}: expected text and fragments, or content and pii, in every row; found {', '.join(row)}"
            )
        meta = {key: value for key, value in row.items() if key not in _KNOWN and value is not None}
        identifier = row.get("id")
        identifier = "" if identifier is None else str(identifier)
        try:
            yield Record(text, parse_value(marked), identifier, meta=meta)
        except UnreadableAnswerError as error:
            yield Record(text, (), identifier, dropped=str(error).partition(" (")[0], meta=meta)


def document_of_row(row: Mapping[str, Any], fallback_id: str) -> Document:
    """The document of one row in either schema, its labels collapsed by the shipped schema `bigcode`; offsets are code points.

    Raises:
        ValueError: the row is in neither schema, or a label, an offset or a quoted value does not fit.
    """
    schema = load("bigcode")
    text = str(row["text"] if "text" in row else row["content"])
    spans: list[CrowdSpan] = []
    for raw in parse_value(row["fragments"] if "fragments" in row else row["pii"]):
        label = schema.crowd_label(raw.label)
        where = place(text, raw, Hypothesis(Unit.CODE_POINTS, Newlines.AS_IS, Escapes.AS_IS))
        if label is None or isinstance(where, Failure):
            reason = where.value if isinstance(where, Failure) else f"unknown label {raw.label!r}"
            raise ValueError(f"span {raw.start}..{raw.end} {raw.label}: {reason}")
        spans.append(CrowdSpan(where.start, where.end, label))
    kept, ignored = schema.split(spans)
    identifier = row.get("id")
    meta = {key: value for key, value in row.items() if key not in _KNOWN and value is not None}
    return Document(fallback_id if identifier is None else str(identifier), text, kept, ignored, meta=meta)


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


def _read_parquet(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=1024):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(f"{path}: expected parquet: {error}") from error
