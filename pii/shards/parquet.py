"""Parquet shards: one column is redacted; the other columns, the order, the schema, the compression and the row groups stay."""

# Arrow's stubs leave open what arrays hold.
# pyright: reportMissingTypeArgument=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false, reportUnknownLambdaType=false

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pii.errors import InputError
from pii.redactor import Redaction, Redactor
from pii.shards.base import Block, BlockResult, Document, Shard, ShardOptions, redact_texts
from pii.shards.columns import plain_batch, plain_schema, plain_type, strings
from pii.shards.failures import Failure, invalid_utf8, reason_of, too_long
from pii.shards.sidecar import span_batch
from pii.shards.storage import Destination, PartialFile, open_input, writing

# A larger row group is written in parts: a writer has to hold a whole group in memory.
_MAX_ROW_GROUP_BYTES = 128_000_000


@dataclass(frozen=True, slots=True)
class ParquetBlock:
    """Consecutive rows: the text column, and the id column if there is one; both of plain types."""

    batch: pa.RecordBatch
    stored: int

    def __reduce__(self) -> tuple[Any, ...]:
        # Arrow pickles a slice with all that it was cut from; its own message holds the slice alone.
        return _unpickle_block, (self.batch.serialize(), self.batch.schema, self.stored)

    @property
    def nbytes(self) -> int:
        return self.batch.nbytes

    @property
    def texts(self) -> pa.Array:
        """The text column."""
        return self.batch.column(0)

    def documents(self, options: ShardOptions) -> Iterator[Document]:
        """The rows as documents."""
        texts, ids, failures = self._read(options)
        for row, (text, id) in enumerate(zip(texts, ids, strict=True)):
            yield Document(row, id, text, failures.get(row))

    def redact(self, redactor: Redactor, options: ShardOptions) -> BlockResult:
        """The payload is the numbers of the rows that changed, and their new texts."""
        texts, ids, failures = self._read(options)
        rows = [row for row, text in enumerate(texts) if text is not None]
        outcomes = redact_texts(redactor, [text for text in texts if text is not None], options.seconds_per_document)
        changed: list[int] = []
        redacted: list[Redaction] = []
        for row, outcome in zip(rows, outcomes, strict=True):
            if isinstance(outcome, str):
                failures[row] = outcome
            elif outcome.replacements:
                changed.append(row)
                redacted.append(outcome)
        new = strings([redaction.text for redaction in redacted])
        return BlockResult(
            documents=len(texts),
            nulls=self.texts.null_count,
            bytes=_text_bytes(self.texts),
            payload=(changed, new) if changed else None,
            spans=span_batch(changed, [ids[row] for row in changed], redacted),
            failures=tuple(Failure(row, failures[row], ids[row]) for row in sorted(failures)),
            stored=self.stored,
        )

    def _read(self, options: ShardOptions) -> tuple[list[str | None], list[str | None], dict[int, str]]:
        """Text and id of each row, None where they are null or cannot be taken; the reasons why not, by row."""
        limit = options.max_document_bytes
        texts, failures = _values(self.texts)
        ids, bad_ids = [None] * len(texts), {}
        if self.batch.num_columns > 1:
            ids, bad_ids = _values(self.batch.column(1))
        failures = {row: f"id: {reason}" for row, reason in bad_ids.items()} | failures
        # Nearly always the whole block is shorter than the limit of a document.
        for row, text in enumerate(texts) if _text_bytes(self.texts) > limit else ():
            if isinstance(text, str) and (size := len(text.encode())) > limit:
                failures[row] = too_long(size, limit)
        for row in failures:
            texts[row] = None
        return texts, [None if id is None else str(id) for id in ids], failures


def _unpickle_block(message: pa.Buffer, schema: pa.Schema, stored: int) -> ParquetBlock:
    return ParquetBlock(pa.ipc.read_record_batch(message, schema), stored)


def read(shard: Shard, options: ShardOptions) -> Iterator[tuple[Block, Any]]:
    """The shard's blocks, each with its whole rows and whether a row group ends after it.

    Raises:
        InputError: it is no parquet file, or the column is missing or does not hold text.
    """
    url = shard.files[0].url
    with open_input(url) as file:
        try:
            parquet = pq.ParquetFile(file)
            text, id_index = _columns(parquet.schema_arrow, options, url)
            for group in range(parquet.num_row_groups):
                yield from _read_group(parquet, group, text, id_index, options)
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"{url}: damaged parquet file ({_first_line(error)})") from error


def _read_group(
    parquet: pq.ParquetFile, group: int, text: int, id_index: int | None, options: ShardOptions
) -> Iterator[tuple[Block, Any]]:
    metadata = parquet.metadata.row_group(group)
    rows = metadata.num_rows
    if not rows:
        return
    parts = -(-metadata.total_byte_size // _MAX_ROW_GROUP_BYTES)
    part_rows = max(1, -(-rows // max(1, parts)))
    block_rows = max(1, min(part_rows, options.batch_bytes * rows // max(1, metadata.total_byte_size)))
    stored = sum(metadata.column(index).total_compressed_size for index in range(metadata.num_columns))
    done = 0
    for batch in map(plain_batch, parquet.iter_batches(block_rows, row_groups=[group], use_threads=False)):
        start = 0
        while start < batch.num_rows:
            stop = min(batch.num_rows, start + part_rows - done % part_rows)
            piece = batch.slice(start, stop - start)
            done += stop - start
            start = stop
            columns = piece.select([text] if id_index is None else [text, id_index])
            yield ParquetBlock(columns, stored * piece.num_rows // rows), (piece, done % part_rows == 0 or done == rows)


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
        self._text = _columns(schema, options, shard.files[0].url)[0]
        self._schema = schema
        self._target = destination.path(shard.files[0].name)
        self._partial: PartialFile = destination.partial(shard.files[0].name)
        self._writer = pq.ParquetWriter(self._partial.path, schema, **layout)
        # The source's own Arrow schema is among it: by that, columns have for readers the types that they had.
        self._writer.add_key_value_metadata(metadata)  # pyright: ignore[reportArgumentType]
        self._group: list[pa.RecordBatch] = []
        self._rows = 0

    def write(self, result: BlockResult, remainder: Any) -> BlockResult:
        """Append the rows of a block, changed texts put in, failed rows left out."""
        batch, ends_group = remainder
        if result.payload is not None:
            changed, texts = result.payload
            column = _put(batch.column(self._text), changed, texts)
            batch = batch.set_column(self._text, self._schema.field(self._text), column)
        if result.failures:
            failed = {failure.row for failure in result.failures}
            batch = batch.filter(pa.array([row not in failed for row in range(batch.num_rows)]))
        self._group.append(batch)
        if ends_group:
            # One chunk: where pages begin must not depend on how the group was cut into blocks.
            table = pa.Table.from_batches(self._group, self._schema).combine_chunks()
            self._group = []
            self._rows += table.num_rows
            if table.num_rows:
                with writing(self._target):
                    self._writer.write_table(table, row_group_size=table.num_rows)
        return result

    def commit(self) -> int:
        """Make the shard appear; the number of rows in it, as its own footer has it."""
        with writing(self._target):
            self._writer.close()
        rows = pq.read_metadata(self._partial.path).num_rows
        self._partial.commit()
        return rows

    def abort(self) -> None:
        """Remove what was written."""
        try:
            self._writer.close()
        except OSError:
            pass  # it is thrown away in any case
        self._partial.abort()


def _columns(schema: pa.Schema, options: ShardOptions, url: str) -> tuple[int, int | None]:
    """Positions of the text column and of the id column."""
    text = _position(schema, options.text_column, "--text-column", url)
    kind = schema.field(text).type
    if not _is_text(plain_type(kind)):
        raise InputError(
            f"{url}: column {options.text_column!r} holds {kind}, expected text; choose with --text-column"
        )
    return text, None if options.id_column is None else _position(schema, options.id_column, "--id-column", url)


def _position(schema: pa.Schema, name: str, option: str, url: str) -> int:
    positions = schema.get_all_field_indices(name)
    if len(positions) == 1:
        return positions[0]
    wrong = "no column" if not positions else f"{len(positions)} columns"
    raise InputError(f"{url}: {wrong} {name!r}; columns are: {', '.join(schema.names)}; choose with {option}")


def _is_text(kind: pa.DataType) -> bool:
    # A column of nothing but nulls may have been given no type.
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)


def _values(column: pa.Array) -> tuple[list[Any], dict[int, str]]:
    """The values, None where they are null or cannot be read; the reasons why not, by row."""
    try:
        return column.to_pylist(), {}
    except ValueError:  # what is not UTF-8, but also times that Python has no type for
        pass
    values: list[Any] = []
    failures: dict[int, str] = {}
    for row, value in enumerate(column):
        try:
            values.append(value.as_py())
        except ValueError as error:
            values.append(None)
            failures[row] = invalid_utf8(error) if isinstance(error, UnicodeDecodeError) else reason_of(error)
    return values, failures


def _text_bytes(texts: pa.Array) -> int:
    if texts.null_count == len(texts):
        return 0
    return int(pc.sum(pc.binary_length(texts)).as_py() or 0)  # pyright: ignore[reportArgumentType, reportCallIssue]


def _put(column: pa.Array, rows: list[int], texts: pa.Array) -> pa.Array:
    """The column with the texts of some rows replaced; everything between is copied as it lies."""
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
    """Arguments for a writer that lays out columns as the source does."""
    metadata = source.metadata
    layout: dict[str, Any] = {
        "version": "1.0" if metadata.format_version == "1.0" else "2.6",
        # The names of list elements as the source has them, whichever they are.
        "use_compliant_nested_type": False,
        "store_schema": False,  # the source's metadata has it, or does not
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
    """The writer's name for what the footer calls `name`."""
    return "none" if name == "UNCOMPRESSED" else name.lower()


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]
