"""The two records that everything here reads or writes: a worker's `Vote` and a labelled `Document`.

Both have an Arrow schema and are read and written as parquet in batches, so that no file has to fit into memory; a document
has a JSON form too (`to_json`, `from_json`; the gold windows' keys). Offsets are Python characters of `text`, half-open, as
everywhere.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, chain, islice
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from pii.errors import InputError
from pii.labels import Label
from pii.spans import Span

ALL_LABELS: frozenset[str] = frozenset(label.value for label in Label)


@dataclass(frozen=True, slots=True)
class Document:
    """A text with the spans that count as true in it.

    `ignored` are stretches that nobody can judge (ambiguous, example or out-of-schema spans): training gives them the loss
    mask -100 and scoring treats them as neutral. `asked` are the labels that were looked for: a label that was not asked for
    is unknown in the whole text, not absent.

    Raises:
        ValueError: a span or an ignored stretch reaches beyond the text.
    """

    id: str
    text: str = field(repr=False)
    spans: tuple[Span, ...] = ()
    ignored: tuple[Span, ...] = ()
    asked: frozenset[str] = ALL_LABELS
    meta: Mapping[str, Any] = field(default_factory=dict)
    """What is known of the origin: package, path, language, licence, guideline version…"""

    def __post_init__(self) -> None:
        for span in (*self.spans, *self.ignored):
            if span.end > len(self.text):
                raise ValueError(
                    f"document {self.id!r}: span {span.start}..{span.end} {span.label} ends beyond its text "
                    f"of {len(self.text)} characters"
                )

    def to_json(self) -> dict[str, Any]:
        """A JSON-serialisable row: `{"id", "text", "spans": [{"start", "end", "label", ...}], ...meta}`."""
        return {
            "id": self.id,
            "text": self.text,
            "spans": [_span_to_json(span) for span in self.spans],
            "ignored": [_span_to_json(span) for span in self.ignored],
            "asked": sorted(self.asked),
            "meta": dict(self.meta),
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Document":
        """The document of such a row; rows of the gold windows work too (`example` and `ambiguous` spans are ignored as by
        their scorer: ambiguous ones, and examples of any label but KEY and PASSWORD). `meta` may be a JSON string, as
        parquet holds it."""
        spans: list[Span] = []
        ignored: list[Span] = []
        for item in row["spans"]:
            neutral = item.get("ambiguous") or (item.get("example") and item["label"] not in ("KEY", "PASSWORD"))
            (ignored if neutral else spans).append(_span_from_json(item))
        ignored += [_span_from_json(item) for item in row.get("ignored") or ()]
        known = {"id", "text", "spans", "ignored", "asked", "meta"}
        meta = row.get("meta") or {}
        meta = {
            **(json.loads(meta) if isinstance(meta, str) else meta),
            **{key: value for key, value in row.items() if key not in known},
        }
        asked = frozenset(row.get("asked", ALL_LABELS))
        return cls(str(row["id"]), row["text"], tuple(sorted(spans)), tuple(sorted(ignored)), asked, meta)


def _span_to_json(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "label": str(span.label), "score": span.score, "source": span.source}


def _span_from_json(item: Mapping[str, Any]) -> Span:
    return Span(
        int(item["start"]),
        int(item["end"]),
        Label(item["label"]),
        float(item.get("score", 1.0)),
        str(item.get("source", "")),
    )


@dataclass(frozen=True, slots=True, order=True)
class CrowdSpan:
    """Characters `start` to `end` (half-open) carry `label`, in the label set of the crowd (such as `EMAIL_LICENSE`)."""

    start: int
    end: int
    label: str
    repairs: tuple[str, ...] = ()
    """What was done to the worker's own offsets, in order, such as `trim` or `nearby`."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")


class TaskKind(StrEnum):
    """Why a worker was given a task."""

    MAIN = "main"
    """To label it: the only kind that becomes training data."""
    GOLDEN = "golden"
    """To be checked against a known answer."""
    TRAINING = "training"
    """To learn: the answer was corrected with a hint."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One worker's answer to one task: empty `spans` mean that the text holds nothing of `asked`.

    Raises:
        ValueError: a span reaches beyond the text.
    """

    document_id: str
    text: str = field(repr=False)
    worker: str
    """A keyed hash of the platform's id, never that id."""
    spans: tuple[CrowdSpan, ...] = ()
    asked: frozenset[str] = frozenset()
    """The crowd's labels that the task asked for: a label outside it is unknown, not absent."""
    kind: TaskKind = TaskKind.MAIN
    gold: tuple[CrowdSpan, ...] | None = None
    """The known answer of a golden or training task, which may be empty; None: there is none."""
    pool: str = ""
    assignment: str = ""
    """The page of tasks that was submitted, and paid, as a unit."""
    task: str = ""
    status: str = "APPROVED"
    started: datetime | None = None
    submitted: datetime | None = None
    reward: float | None = None
    """Dollars for the whole assignment."""
    assignment_rows: int = 1
    """Tasks in the assignment, which share `reward` and the working time."""
    merged: bool = False
    """Whether the platform copied the answer from an identical task: it is a vote, but involved neither work nor pay."""
    country: str | None = None
    guideline: str = ""
    """Version of the labelling guideline that the worker read."""
    meta: Mapping[str, Any] = field(default_factory=dict)
    """What is known of the text's origin: repo, path, language, licence…"""

    def __post_init__(self) -> None:
        for span in (*self.spans, *(self.gold or ())):
            if span.end > len(self.text):
                raise ValueError(
                    f"document {self.document_id!r}: span {span.start}..{span.end} {span.label} ends beyond its text "
                    f"of {len(self.text)} characters"
                )


_TEXT = pa.large_string()
_TIME = pa.timestamp("ms", tz="UTC")
_CROWD_SPANS = pa.list_(
    pa.struct(
        [("start", pa.int32()), ("end", pa.int32()), ("label", pa.string()), ("repairs", pa.list_(pa.string()))],
    )
)
_SPANS = pa.list_(
    pa.struct(
        [
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("label", pa.string()),
            ("score", pa.float64()),
            ("source", pa.string()),
        ],
    )
)

VOTE_SCHEMA: pa.Schema = pa.schema(
    [
        ("document_id", pa.string()),
        ("text", _TEXT),
        ("worker", pa.string()),
        ("spans", _CROWD_SPANS),
        ("asked", pa.list_(pa.string())),
        ("kind", pa.string()),
        ("gold", _CROWD_SPANS),
        ("pool", pa.string()),
        ("assignment", pa.string()),
        ("task", pa.string()),
        ("status", pa.string()),
        ("started", _TIME),
        ("submitted", _TIME),
        ("reward", pa.float64()),
        ("assignment_rows", pa.int32()),
        ("merged", pa.bool_()),
        ("country", pa.string()),
        ("guideline", pa.string()),
        ("meta", pa.string()),
    ],
    metadata={"record": "vote", "version": "1"},
)
"""One row per (document, worker, task); `meta` is a JSON object."""

DOCUMENT_SCHEMA: pa.Schema = pa.schema(
    [
        ("id", pa.string()),
        ("text", _TEXT),
        ("spans", _SPANS),
        ("ignored", _SPANS),
        ("asked", pa.list_(pa.string())),
        ("meta", pa.string()),
    ],
    metadata={"record": "document", "version": "1"},
)
"""One row per document; a span's `score` is the posterior of the aggregation, `meta` a JSON object."""

_CONTROL = b"control"

BATCH_ROWS = 4096

_Record = TypeVar("_Record")


def write_votes(votes: Iterable[Vote], path: str | Path) -> int:
    """Writes votes.parquet, in batches, and returns their number; the file appears only when whole."""
    return _write(votes, _votes_to_batch, VOTE_SCHEMA, Path(path))


def read_votes(path: str | Path) -> Iterator[Vote]:
    """The votes of a votes.parquet, in its order.

    Raises:
        InputError: there is no such file, or it holds something else.
    """
    for batch in read_batches(path, VOTE_SCHEMA):
        yield from votes_of_batch(batch)


def votes_of_batch(batch: pa.RecordBatch) -> Iterator[Vote]:
    """The votes in a batch of `VOTE_SCHEMA`."""
    return map(_vote_from_row, batch.to_pylist())


def write_documents(documents: Iterable[Document], path: str | Path, control: frozenset[str] = frozenset()) -> int:
    """Writes documents.parquet, in batches, and returns their number; the file appears only when whole.

    Args:
        documents: the rows.
        path: the file.
        control: digests of control texts (`annotation.control`), which go into the footer.
    """
    schema = DOCUMENT_SCHEMA
    if control:
        schema = schema.with_metadata({**schema.metadata, _CONTROL: json.dumps(sorted(control))})
    return _write(documents, documents_to_batch, schema, Path(path))


def read_control(path: str | Path) -> frozenset[str]:
    """The digests of control texts in the footer of a documents.parquet.

    Raises:
        InputError: the file is no parquet file.
    """
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(f"{path}: expected a parquet file: {error}") from error
    return frozenset(json.loads(metadata.get(_CONTROL, b"[]")))


def read_documents(path: str | Path) -> Iterator[Document]:
    """The documents of a documents.parquet, in its order.

    Raises:
        InputError: there is no such file, or it holds something else.
    """
    for batch in read_batches(path, DOCUMENT_SCHEMA):
        yield from map(Document.from_json, batch.to_pylist())


def read_batches(
    path: str | Path, schema: pa.Schema, columns: list[str] | None = None, rows: int = BATCH_ROWS
) -> Iterator[pa.RecordBatch]:
    """The record batches of a file that was written with `schema`: for counting without building a record per row.

    Raises:
        InputError: there is no such file, or it holds something else.
    """
    wanted = record_of(schema)
    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(f"{path}: expected a parquet file of {wanted}s: {error}") from error
    with file:
        found = record_of(file.schema_arrow)
        if found != wanted:
            raise InputError(f"{path}: expected a parquet file of {wanted}s, found one of {found}s")
        yield from file.iter_batches(batch_size=rows, columns=columns)


def record_of(source: str | Path | pa.Schema) -> str:
    """What a file, or a schema, of this module holds: `vote` or `document`; of any other file, `unknown record`.

    Raises:
        InputError: the file is no parquet file.
    """
    if not isinstance(source, pa.Schema):
        try:
            source = pq.read_schema(source)
        except (OSError, pa.ArrowInvalid) as error:
            raise InputError(f"{source}: expected a parquet file: {error}") from error
    return (source.metadata or {}).get(b"record", b"unknown record").decode()


def is_storable(value: Any) -> bool:
    """Whether a file of rows can hold a value from JSON: lone surrogates, which JSON allows, are not text."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _write(
    records: Iterable[_Record], to_batch: Callable[[Sequence[_Record]], pa.RecordBatch], schema: pa.Schema, path: Path
) -> int:
    """Row groups stay small because a batch of source files is far larger than its row count suggests."""
    partial = path.with_name(f".{path.name}.partial")
    records = iter(records)
    count = 0
    try:
        with pq.ParquetWriter(partial, schema, compression="zstd", compression_level=1) as writer:
            while batch := list(islice(records, BATCH_ROWS)):
                writer.write_batch(to_batch(batch))
                count += len(batch)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count


def _votes_to_batch(votes: Sequence[Vote]) -> pa.RecordBatch:
    """Column by column: building a dict per row would take most of the time of an import."""
    special: dict[str, Callable[[list[Any]], Any]] = {
        "spans": _crowd_spans_to_column,
        "gold": _crowd_spans_to_column,
        "asked": _asked_to_column,
        "started": _times_to_column,
        "submitted": _times_to_column,
        "meta": _meta_to_column,
    }
    columns: list[pa.Array] = []
    for each in VOTE_SCHEMA:
        values = list(map(attrgetter(each.name), votes))
        convert = special.get(each.name)
        columns.append(_array(convert(values) if convert else values, each.type))
    return pa.RecordBatch.from_arrays(columns, schema=VOTE_SCHEMA)


def documents_to_batch(documents: Sequence[Document]) -> pa.RecordBatch:
    """The documents in the columns of `DOCUMENT_SCHEMA`."""
    rows = [{**document.to_json(), "meta": _meta_to_row(document.meta)} for document in documents]
    return pa.RecordBatch.from_pylist(rows, DOCUMENT_SCHEMA)


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    return values if isinstance(values, pa.Array) else pa.array(values, kind)


def _crowd_spans_to_column(rows: list[tuple[CrowdSpan, ...] | None]) -> pa.Array:
    spans = [span for row in rows for span in row or ()]
    fields = _CROWD_SPANS.value_type
    repairs = _lists([span.repairs for span in spans], pa.list_(pa.string()))
    columns = [pa.array([getattr(span, each.name) for span in spans], each.type) for each in list(fields)[:3]]
    items = pa.StructArray.from_arrays([*columns, repairs], fields=list(fields))
    ends = list(accumulate((len(row or ()) for row in rows), initial=0))
    empty = pa.array([row is None for row in rows], pa.bool_())
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), items, type=_CROWD_SPANS, mask=empty)


def _lists(rows: Sequence[Sequence[str]], kind: pa.DataType) -> pa.Array:
    ends = list(accumulate(map(len, rows), initial=0))
    return pa.ListArray.from_arrays(
        pa.array(ends, pa.int32()), pa.array(list(chain.from_iterable(rows)), pa.string()), type=kind
    )


def _asked_to_column(rows: list[frozenset[str]]) -> pa.Array:
    return _lists(list(map(_sorted, rows)), pa.list_(pa.string()))


def _times_to_column(rows: list[datetime | None]) -> list[int | None]:
    """Milliseconds: Arrow is slow with times that have a zone."""
    return [None if time is None else round(time.timestamp() * 1000) for time in rows]


def _meta_to_column(rows: list[Mapping[str, Any]]) -> list[str]:
    return [_meta_to_row(meta) for meta in rows]


def _vote_from_row(row: dict[str, Any]) -> Vote:
    gold = row["gold"]
    return Vote(
        **{
            **row,
            "spans": _crowd_spans_from_rows(row["spans"]),
            "asked": frozenset(row["asked"]),
            "kind": TaskKind(row["kind"]),
            "gold": None if gold is None else _crowd_spans_from_rows(gold),
            "meta": json.loads(row["meta"]),
        }
    )


def _crowd_spans_from_rows(rows: list[dict[str, Any]]) -> tuple[CrowdSpan, ...]:
    return tuple(CrowdSpan(row["start"], row["end"], row["label"], tuple(row["repairs"])) for row in rows)


def _meta_to_row(meta: Mapping[str, Any]) -> str:
    return _encode(dict(meta)) if meta else "{}"


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str).encode


@lru_cache(maxsize=1024)
def _sorted(labels: frozenset[str]) -> list[str]:
    return sorted(labels)
