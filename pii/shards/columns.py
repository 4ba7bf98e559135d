"""Values as Arrow columns. `pa.array` would do, but it imports pandas if that is installed, which takes a third of a second."""

# Arrow's stubs leave open what arrays hold, and leave out its builders.
# pyright: reportMissingTypeArgument=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownParameterType=false, reportUnknownArgumentType=false, reportAttributeAccessIssue=false

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def numbers(values: npt.ArrayLike, kind: type[np.int64 | np.float64] = np.int64) -> pa.Array:
    """Numbers, none of them missing."""
    data = np.ascontiguousarray(values, kind)
    return pa.Array.from_buffers(pa.from_numpy_dtype(data.dtype), len(data), [None, pa.py_buffer(data.data)])


def counts(array: pa.Array) -> npt.NDArray[np.int64]:
    """Integers as a NumPy array, null as 0. `to_numpy` and `fill_null` would import pandas as well."""
    given = np.asarray(np.from_dlpack(array.drop_null().cast(pa.int64())), np.int64)
    if not array.null_count:
        return given
    filled = np.zeros(len(array), np.int64)
    filled[np.from_dlpack(array.is_valid().cast(pa.int8())) == 1] = given
    return filled


def strings(values: Iterable[str | None]) -> pa.Array:
    """Strings; None is null."""
    builder = pa.lib.StringBuilder()
    builder.append_values(values)
    return builder.finish()


def plain_type(kind: pa.DataType) -> pa.DataType:
    """The type with dictionaries and views, at any depth, replaced by what they hold.

    Parquet stores both alike. Strings become large strings: decoded, a column may exceed the 2 GB that 32-bit offsets reach.
    """
    if isinstance(kind, pa.DictionaryType):
        held = plain_type(kind.value_type)
        return pa.large_string() if held == pa.string() else pa.large_binary() if held == pa.binary() else held
    if pa.types.is_string_view(kind):
        return pa.large_string()
    if pa.types.is_binary_view(kind):
        return pa.large_binary()
    if isinstance(kind, pa.StructType):
        return pa.struct([_plain_field(field) for field in kind])
    if isinstance(kind, pa.MapType):
        key, item = _plain_field(kind.key_field), _plain_field(kind.item_field)
        return pa.map_(key, item, kind.keys_sorted)  # pyright: ignore[reportArgumentType]
    if isinstance(kind, pa.FixedSizeListType):
        return pa.list_(_plain_field(kind.value_field), kind.list_size)
    if isinstance(kind, pa.LargeListType):
        return pa.large_list(_plain_field(kind.value_field))
    if isinstance(kind, pa.ListType):
        return pa.list_(_plain_field(kind.value_field))
    return kind


def plain_schema(schema: pa.Schema) -> pa.Schema:
    """The schema with plain types, without its own metadata; fields keep theirs."""
    return pa.schema([_plain_field(field) for field in schema])


def plain_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with dictionaries and views decoded; the batch itself if it has none.

    A dictionary is shared by all rows read with it, so it would carry values that no row of a slice has, and values that
    were redacted or quarantined. Besides, many of Arrow's functions support neither dictionaries nor views.
    """
    schema = plain_schema(batch.schema)
    if schema.types == batch.schema.types:
        return batch
    columns = [column.cast(kind) for column, kind in zip(batch.columns, schema.types, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _plain_field(field: pa.Field) -> pa.Field:
    return field.with_type(plain_type(field.type))
