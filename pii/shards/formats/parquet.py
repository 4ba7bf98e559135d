"""Parquet files: texts in columns, also nested. Other columns, order, schema, compression and row groups stay."""

# Arrow's stubs leave open what arrays hold.
# pyright: reportMissingTypeArgument=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false, reportUnknownLambdaType=false
# pyright: reportAttributeAccessIssue=false, reportCallIssue=false, reportArgumentType=false

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pii.errors import InputError
from pii.shards.base import Block, BlockResult, Document, Format, Redacted, Shard, ShardOptions, Written
from pii.shards.columns import counts, plain_batch, plain_schema, plain_type, strings
from pii.shards.failures import reason_of, too_long, undecodable
from pii.shards.footer import Footer, FooterBlock, Metadata, without_words
from pii.shards.nested import UnfitType, check_type, leaves, replace_leaves
from pii.shards.paths import FieldPath
from pii.shards.storage import Destination, PartialFile, open_input, writing

# A larger row group is split, because a writer has to hold a whole group in memory.
_MAX_ROW_GROUP_BYTES = 128_000_000


@dataclass(frozen=True, slots=True)
class ParquetBlock:
    """Consecutive rows: the columns that hold texts, and the id column last if there is one; all of plain types."""

    batch: pa.RecordBatch
    stored: int

    def __reduce__(self) -> tuple[Any, ...]:
        # Pickling a slice takes along the whole batch that it was cut from; an IPC message holds the slice alone.
        return _unpickle_block, (self.batch.serialize(), self.batch.schema, self.stored)

    @property
    def nbytes(self) -> int:
        return self.batch.nbytes

    def parse(self, options: ShardOptions) -> "_Rows":
        """The rows as documents."""
        failures: dict[int, str] = {}
        texts: list[list[str]] = [[] for _ in range(self.batch.num_rows)]
        fields: list[list[str]] = [[] for _ in range(self.batch.num_rows)]
        places: list[list[_Place]] = [[] for _ in range(self.batch.num_rows)]
        columns = self.batch.num_columns - (options.id_column is not None)
        for column, name in enumerate(self.batch.schema.names[:columns]):
            for number, leaf in enumerate(leaves(self.batch.column(column), name, _paths(options, name))):
                values, bad = _values(_as_text(leaf.values))
                rows: list[int] = leaf.rows.tolist()
                for index, reason in bad.items():
                    failures.setdefault(rows[index], reason)
                for index, (row, value) in enumerate(zip(rows, values, strict=True)):
                    if value is not None and not leaf.spares(value):
                        texts[row].append(value)
                        places[row].append(_Place(column, number, index))
                        if options.named:
                            fields[row].append(leaf.place(index))
        ids, bad_ids = _values(self.batch.column(columns)) if options.id_column else ([None] * len(texts), {})
        failures = {row: f"id: {reason}" for row, reason in bad_ids.items()} | failures
        limit = options.max_document_bytes
        # A fast path: nearly always the whole block is within the limit of a single document.
        if sum(len(text) for row in texts for text in row) * 4 > limit:
            for row, size in enumerate(sum(len(text.encode()) for text in row) for row in texts):
                if size > limit:
                    failures[row] = too_long(size, limit)
        documents = [
            Document(None if id is None else str(id), failure=failures[row])
            if row in failures
            else Document(None if id is None else str(id), tuple(texts[row]), tuple(fields[row]))
            for row, id in enumerate(ids)
        ]
        return _Rows(documents, places)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text is: the column's position in the block, the number of the leaf in the column, and its index there."""

    column: int
    leaf: int
    index: int


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a block."""

    documents: Sequence[Document]
    places: Sequence[Sequence[_Place]]

    def payload(self, outcomes: Sequence[Redacted]) -> "dict[tuple[int, int], tuple[list[int], pa.Array]]":
        """The indices that change and their new texts, for each leaf with changes."""
        changes: dict[tuple[int, int], list[tuple[int, str]]] = {}
        for places, outcome in zip(self.places, outcomes, strict=True):
            if not isinstance(outcome, str):
                for place, redaction in zip(places, outcome, strict=True):
                    if redaction.replacements:
                        changes.setdefault((place.column, place.leaf), []).append((place.index, redaction.text))
        return {key: ([at for at, _ in new], strings([text for _, text in new])) for key, new in changes.items()}


def _unpickle_block(message: pa.Buffer, schema: pa.Schema, stored: int) -> ParquetBlock:
    return ParquetBlock(pa.ipc.read_record_batch(message, schema), stored)


def _read(shard: Shard, options: ShardOptions) -> Iterator[tuple[Block, Any]]:
    """The shard's blocks, each with its whole rows and whether a row group ends after it.

    Raises:
        InputError: the file is not parquet, or a column is missing or does not hold text.
    """
    url = shard.files[0].url
    with open_input(url) as file:
        try:
            parquet = pq.ParquetFile(file, page_checksum_verification=True)
            texts, id_index = _columns(parquet.schema_arrow, options, url)
            wanted = texts if id_index is None else [*texts, id_index]
            if options.footer == Footer.REDACT and parquet.metadata.metadata:
                yield FooterBlock(parquet.metadata.metadata), None
            for group in range(parquet.num_row_groups):
                for piece, ends, stored in _pieces(parquet, file, group, options.batch_bytes):
                    yield ParquetBlock(piece.select(wanted), stored), (piece, ends)
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"{url}: damaged parquet file ({_first_line(error)})") from error


def _pieces(
    parquet: pq.ParquetFile, file: Any, group: int, batch_bytes: int
) -> Iterator[tuple[pa.RecordBatch, bool, int]]:
    """The rows of a group in pieces of about `batch_bytes`; with each, whether an output group ends, and the bytes stored."""
    metadata = parquet.metadata.row_group(group)
    rows = metadata.num_rows
    if not rows:
        return
    stored = sum(metadata.column(index).total_compressed_size for index in range(metadata.num_columns))
    wanted = max(1, batch_bytes * rows // max(1, metadata.total_byte_size))
    held: list[pa.RecordBatch] = []
    held_bytes = group_bytes = done = 0
    for batch in parquet.iter_batches(_rows_to_read(metadata, file, wanted), row_groups=[group], use_threads=False):
        start = 0
        sizes = np.cumsum(_row_bytes(batch))
        while start < batch.num_rows:
            before = int(sizes[start - 1]) if start else 0
            # Up to and including the row that fills the group, which depends on the rows alone.
            fill = int(np.searchsorted(sizes, before + _MAX_ROW_GROUP_BYTES - group_bytes)) + 1
            stop = min(batch.num_rows, max(start + 1, fill))
            # Where a piece ends does not matter: the output does not depend on it.
            stop = min(stop, max(start + 1, int(np.searchsorted(sizes, before + max(1, batch_bytes - held_bytes))) + 1))
            held.append(plain_batch(batch.slice(start, stop - start)))
            taken = int(sizes[stop - 1]) - before
            held_bytes, group_bytes, done, start = held_bytes + taken, group_bytes + taken, done + stop - start, stop
            ends = group_bytes >= _MAX_ROW_GROUP_BYTES or done == rows
            if ends or held_bytes >= batch_bytes:
                piece = held[0] if len(held) == 1 else pa.concat_batches(held)
                yield piece, ends, stored * piece.num_rows // rows
                held, held_bytes = [], 0
                group_bytes = 0 if ends else group_bytes


def _rows_to_read(metadata: Any, file: Any, wanted: int) -> int:
    """How many rows to decode at a time.

    A dictionary's longest value may be in every row, so that a few bytes of a file may decode to gigabytes: the only bound
    on what a row takes is the size of its dictionaries.
    """
    columns = (metadata.column(index) for index in range(metadata.num_columns))
    longest = max((dictionary_bytes(column, file) for column in columns if column.has_dictionary_page), default=0)
    return max(1, min(wanted, _MAX_ROW_GROUP_BYTES // max(1, longest)))


def dictionary_bytes(column: Any, file: Any) -> int:
    """The decompressed size of a column chunk's dictionary, from its page header."""
    position = file.tell()
    try:
        file.seek(column.dictionary_page_offset)
        header = file.read(32)
    finally:
        file.seek(position)
    # Thrift's compact protocol: field 1 is the page's type, field 2 the size, both of 32 bits, zigzag.
    at = 1
    sizes: list[int] = []
    for _ in range(2):
        value = shift = 0
        while True:
            byte = header[at]
            value |= (byte & 0x7F) << shift
            shift, at = shift + 7, at + 1
            if byte < 0x80:
                break
        sizes.append(value >> 1)
        at += 1
    return sizes[1]


def _row_bytes(batch: pa.RecordBatch) -> Any:
    """About how many bytes each row takes when decoded; depends on the row alone."""
    sizes = np.full(batch.num_rows, 8 * batch.num_columns, np.int64)
    for column in batch.columns:
        if isinstance(column, pa.DictionaryArray) and _has_bytes(column.type.value_type):
            lengths = pc.binary_length(column.dictionary).take(column.indices)
        elif _has_bytes(column.type):
            lengths = pc.binary_length(column)
        else:
            continue
        sizes += counts(lengths)
    return sizes


def _has_bytes(kind: pa.DataType) -> bool:
    return (
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
    )


class ParquetShardWriter:
    """Writes a parquet shard as its source is laid out."""

    def __init__(self, shard: Shard, options: ShardOptions, destination: Destination) -> None:
        with open_input(shard.files[0].url) as file:
            try:
                source = pq.ParquetFile(file)
                schema, layout = plain_schema(source.schema_arrow), _layout(source)
                metadata = source.metadata.metadata or {}
            except (pa.ArrowException, OSError) as error:
                raise InputError(f"{shard.files[0].url}: damaged parquet file ({_first_line(error)})") from error
        self._texts = _columns(schema, options, shard.files[0].url)[0]
        self._options = options
        self._schema = schema
        self._target = destination.path(shard.files[0].name)
        self._partial: PartialFile = destination.partial(shard.files[0].name)
        self._writer = pq.ParquetWriter(self._partial.path, schema, **layout)
        # This includes the source's Arrow schema, so that readers see the same column types as before.
        if options.footer != Footer.REDACT:
            self._say(without_words(metadata) if options.footer == Footer.DROP else metadata)
        self._group: list[pa.RecordBatch] = []
        self._rows = 0

    def _say(self, metadata: Metadata) -> None:
        self._writer.add_key_value_metadata(metadata)  # pyright: ignore[reportArgumentType]

    def write(self, result: BlockResult, remainder: Any) -> BlockResult:
        """Append the rows of a block, with changed texts and without failed rows; or take the redacted footer."""
        if remainder is None:
            self._say(result.payload)
            return result
        batch, ends_group = remainder
        for number in sorted({column for column, _ in result.payload}):
            at = self._texts[number]
            field = self._schema.field(at)

            def change(leaf: int, values: pa.Array, column: int = number) -> pa.Array:
                new = result.payload.get((column, leaf))
                return values if new is None else _put(values, *new)

            batch = batch.set_column(
                at, field, replace_leaves(batch.column(at), _paths(self._options, field.name), change)
            )
        if result.failures:
            failed = {failure.row for failure in result.failures}
            batch = batch.filter(pa.array([row not in failed for row in range(batch.num_rows)]))
        self._group.append(batch)
        if ends_group:
            # One chunk, so that page boundaries do not depend on how the group was cut into blocks.
            table = pa.Table.from_batches(self._group, self._schema).combine_chunks()
            self._group = []
            self._rows += table.num_rows
            if table.num_rows:
                with writing(self._target):
                    self._writer.write_table(table, row_group_size=table.num_rows)
        return result

    def commit(self) -> Written:
        """Move the file to its final name; its own footer says how many rows were written."""
        with writing(self._target):
            self._writer.close()
        rows = pq.read_metadata(self._partial.path).num_rows
        self._partial.commit()
        return Written(rows, (self._partial.name,))

    def abort(self) -> None:
        """Remove what was written."""
        try:
            self._writer.close()
        except OSError:
            pass  # the file is discarded anyway
        self._partial.abort()


def _columns(schema: pa.Schema, options: ShardOptions, url: str) -> tuple[list[int], int | None]:
    """Positions of the text columns, and of the id column."""
    id_index = None if options.id_column is None else _position(schema, options.id_column, "--id-column", url)
    named = {path.steps[0] for path in options.fields if isinstance(path.steps[0], str)}
    for name in sorted(named):
        _position(schema, name, "--text-field", url)
    found: list[int] = []
    for index, field in enumerate(schema):
        kind, paths = plain_type(field.type), _paths(options, field.name)
        if not paths or index == id_index:
            continue
        try:
            check_type(kind, field.name, paths)
            if field.name in named or leaves(pa.nulls(0, kind), field.name, paths):
                found.append(index)
        except UnfitType as error:
            raise InputError(f"{url}: {error}; choose with --text-field") from error
    return found, id_index


def _paths(options: ShardOptions, column: str) -> list[FieldPath]:
    return [left for path in options.fields if (left := path.below(column)) is not None]


def _as_text(values: pa.Array) -> pa.Array:
    """Binary values viewed as strings; invalid UTF-8 is noticed when values are read."""
    if pa.types.is_binary(values.type):
        return values.view(pa.string())
    return values.view(pa.large_string()) if pa.types.is_large_binary(values.type) else values


def _position(schema: pa.Schema, name: str, option: str, url: str) -> int:
    positions = schema.get_all_field_indices(name)
    if len(positions) == 1:
        return positions[0]
    wrong = "no column" if not positions else f"{len(positions)} columns"
    raise InputError(f"{url}: {wrong} {name!r}; columns are: {', '.join(schema.names)}; choose with {option}")


def _values(column: pa.Array) -> tuple[list[Any], dict[int, str]]:
    """The values, None if null or unreadable, and the reasons for the latter by row."""
    try:
        return column.to_pylist(), {}
    except ValueError:  # invalid UTF-8, but also times that Python has no type for
        pass
    values: list[Any] = []
    failures: dict[int, str] = {}
    for row, value in enumerate(column):
        try:
            values.append(value.as_py())
        except ValueError as error:
            values.append(None)
            failures[row] = undecodable(error) if isinstance(error, UnicodeDecodeError) else reason_of(error)
    return values, failures


def _put(column: pa.Array, rows: list[int], texts: pa.Array) -> pa.Array:
    """The column with the texts of some rows replaced; stretches between them are copied as slices."""
    texts = texts.cast(column.type)
    pieces: list[pa.Array] = []
    position = 0
    for number, row in enumerate(rows):
        if row > position:
            pieces.append(column.slice(position, row - position))
        pieces.append(texts.slice(number, 1))
        position = row + 1
    pieces.append(column.slice(position))
    return pa.concat_arrays(pieces)


def _layout(source: pq.ParquetFile) -> dict[str, Any]:
    """Writer arguments that lay out columns as the source does."""
    metadata = source.metadata
    layout: dict[str, Any] = {
        "version": "1.0" if metadata.format_version == "1.0" else "2.6",
        # Keep the source's names of list elements instead of the standard's.
        "use_compliant_nested_type": False,
        "store_schema": False,  # copied with the source's metadata, if that has one
    }
    if metadata.num_row_groups:
        columns = [metadata.row_group(0).column(index) for index in range(metadata.num_columns)]
        layout["compression"] = {column.path_in_schema: _codec(column.compression) for column in columns}
        layout["use_dictionary"] = [
            column.path_in_schema
            for column in columns
            if {"PLAIN_DICTIONARY", "RLE_DICTIONARY"} & set(column.encodings)
        ] or False
    return layout


def _codec(name: str) -> str:
    """The writer's name for the codec that the footer calls `name`."""
    return "none" if name == "UNCOMPRESSED" else name.lower()


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]


FORMATS = (Format("parquet", (".parquet",), _read, ParquetShardWriter),)
