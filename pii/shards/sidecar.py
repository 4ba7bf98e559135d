"""Sidecars of a redacted shard: where its spans were and are, and which documents are quarantined. Never a value."""

# Arrow's stubs leave open what arrays hold.
# pyright: reportMissingTypeArgument=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false, reportUnknownLambdaType=false

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pii.redaction import Redaction
from pii.shards.columns import numbers, strings
from pii.shards.failures import Failure
from pii.shards.storage import PRIVATE, Destination, PartialFile, writing

FOLDER = "_pii"
"""Folder below the output directory for everything that is not redacted data.

Readers of data directories (datasets, Arrow, Spark) skip names that start with an underscore."""

SCHEMA: pa.Schema = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("new_row", pa.int64(), nullable=False),
        pa.field("id", pa.string()),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("new_start", pa.int64(), nullable=False),
        pa.field("new_end", pa.int64(), nullable=False),
        pa.field("label", pa.string(), nullable=False),
        pa.field("score", pa.float64(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("field", pa.string()),
        pa.field("reason", pa.string()),
        pa.field("mark", pa.string()),
    ]
)
"""A span: its document's number in the shard as read and as written, from 0, and id or file name; its characters (half-open)
before and after; label, score and the detector that found it; the path of its text in the document, such as
`messages[3].content`, if there may be several; why the policy kept the span, if it did; and what the replacement could not
preserve, such as `syntax`."""

_ROWS_PER_GROUP = 1 << 16
_NAME_BYTES = 255
"""The longest file name that common file systems accept."""


def span_batch(
    rows: Sequence[int],
    ids: Sequence[str | None],
    redactions: Sequence[Redaction],
    fields: Sequence[str | None] | None = None,
) -> pa.RecordBatch:
    """Spans of redacted texts as rows of `SCHEMA`; `new_row` is filled in by the sidecar's writer."""
    places = [None] * len(rows) if fields is None else fields
    pairs = [
        (row, id, replacement, (field, ",".join(redaction.marks) or None))
        for row, id, redaction, field in zip(rows, ids, redactions, places, strict=True)
        for replacement in redaction.replacements
    ]
    spans = [replacement.span for _, _, replacement, _ in pairs]
    row = numbers([row for row, *_ in pairs])
    columns = {
        "row": row,
        "new_row": row,
        "id": _ids([id for _, id, *_ in pairs]),
        "start": numbers([span.start for span in spans]),
        "end": numbers([span.end for span in spans]),
        "new_start": numbers([replacement.start for _, _, replacement, _ in pairs]),
        "new_end": numbers([replacement.end for _, _, replacement, _ in pairs]),
        "label": strings([str(span.label) for span in spans]),
        "score": numbers([span.score for span in spans], np.float64),
        "source": strings([span.source for span in spans]),
        "field": _ids([field for *_, (field, _) in pairs]),
        "reason": strings([span.reason or None for span in spans]),
        "mark": strings([mark for *_, (_, mark) in pairs]),
    }
    return pa.RecordBatch.from_arrays(list(columns.values()), schema=SCHEMA)


def _ids(ids: Sequence[str | None]) -> pa.Array:
    try:
        return strings(ids)
    except UnicodeEncodeError:  # JSON can hold a lone surrogate; the quarantine spells it the same way
        return strings([id and id.encode("utf-8", "backslashreplace").decode() for id in ids])


def number_rows(spans: pa.RecordBatch, base: int, new_base: int, failures: Iterable[Failure]) -> pa.RecordBatch:
    """The spans of a block with its rows counted from the start of the shard, as read and as written."""
    failed = np.sort(np.array([failure.row for failure in failures], dtype=np.int64))
    rows = np.asarray(np.from_dlpack(spans.column("row")), np.int64)  # to_numpy would import pandas as well
    new_rows = rows - np.searchsorted(failed, rows) + new_base
    return spans.set_column(0, SCHEMA.field("row"), numbers(rows + base)).set_column(
        1, SCHEMA.field("new_row"), numbers(new_rows)
    )


def count_labels(spans: pa.RecordBatch) -> dict[str, int]:
    """How many spans of each label were replaced."""
    labels: list[Any] = spans.filter(spans.column("reason").is_null()).column("label").to_pylist()
    return dict(sorted(Counter(labels).items()))


def spans_name(shard: str) -> str:
    """Name of the parquet file with a shard's spans; a shard of plain files is named like a directory, with a final `/`."""
    return _sidecar("spans", shard, ".spans.parquet")


def quarantine_name(shard: str) -> str:
    """Name of the JSON-lines file with a shard's quarantined documents; the file exists only if there are any."""
    return _sidecar("quarantine", shard, ".quarantine.jsonl")


def _sidecar(folder: str, shard: str, ending: str) -> str:
    """A name that is unique among sidecars and their directories, and that a file system accepts."""
    *directories, last = (f"{shard}files" if shard.endswith("/") else shard).split("/")
    # A directory must not have the name of a neighbouring shard's sidecar.
    directories = [f"{name}_" if name.rstrip("_").endswith(ending) else name for name in directories]
    name = last + ending
    if len(os.fsencode(name)) > _NAME_BYTES:
        digest = blake2b(os.fsencode(last), digest_size=8).hexdigest()
        kept = _NAME_BYTES - len(f"~{digest}{ending}")
        name = f"{os.fsdecode(os.fsencode(last)[:kept])}~{digest}{ending}"
    return "/".join([FOLDER, folder, *directories, name])


class SpanWriter:
    """Writes the span sidecar of a shard."""

    def __init__(self, destination: Destination, shard: str) -> None:
        destination.modes[spans_name(shard)] = PRIVATE
        self._partial: PartialFile = destination.partial(spans_name(shard))
        self._target = destination.path(spans_name(shard))
        self._writer = pq.ParquetWriter(self._partial.path, SCHEMA, compression="zstd")
        self._held: list[pa.RecordBatch] = []
        self._rows = 0

    def write(self, spans: pa.RecordBatch) -> None:
        """Append spans."""
        if not spans.num_rows:
            return
        self._held.append(spans)
        self._rows += spans.num_rows
        # Row groups of a fixed size, so that the file does not depend on how the shard was cut into blocks.
        while self._rows >= _ROWS_PER_GROUP:
            self._flush(_ROWS_PER_GROUP)

    def _flush(self, rows: int) -> None:
        table = pa.Table.from_batches(self._held, SCHEMA).combine_chunks()
        with writing(self._target):
            self._writer.write_table(table.slice(0, rows), row_group_size=_ROWS_PER_GROUP)
        self._held = table.slice(rows).to_batches()
        self._rows -= rows

    def commit(self) -> None:
        """Move the sidecar to its final name."""
        if self._rows:
            self._flush(self._rows)
        with writing(self._target):
            self._writer.close()
        self._partial.commit()

    def abort(self) -> None:
        """Remove what was written."""
        try:
            self._writer.close()
        except OSError:
            pass  # the file is discarded anyway
        self._partial.abort()


class QuarantineWriter:
    """Writes which documents of a shard are quarantined and why; there is a file only if there are any."""

    def __init__(self, destination: Destination, shard: str) -> None:
        self._destination = destination
        self._shard = shard
        self._partial: PartialFile | None = None

    def write(self, failures: Iterable[Failure]) -> None:
        """Append failures, with rows counted from the start of the shard."""
        for failure in failures:
            if self._partial is None:
                self._destination.modes[quarantine_name(self._shard)] = PRIVATE
                self._partial = self._destination.partial(quarantine_name(self._shard))
            record = {"shard": self._shard, "row": failure.row, "id": failure.id, "reason": failure.reason}
            self._partial.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")

    def commit(self) -> None:
        """Move the file to its final name, or remove that of an earlier run if nothing is quarantined now."""
        if self._partial is None:
            self._destination.remove(quarantine_name(self._shard))
        else:
            self._partial.commit()

    def abort(self) -> None:
        """Remove what was written."""
        if self._partial is not None:
            self._partial.abort()
