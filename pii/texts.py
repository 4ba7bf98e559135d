"""Texts in any form: a sequence or column of strings, with missing ones as None."""

from collections.abc import Sequence
from typing import Any, cast


def texts_of(given: Any, column: str | None = None) -> list[str | None]:
    """The texts of a list, a tuple, or a NumPy, pandas, Polars or Arrow array; missing values, in any form, become None.

    Args:
        given: the texts.
        column: its name, for messages about a column of a batch.

    Raises:
        TypeError: it is one text, a generator, bytes, or holds something other than texts.
    """
    if given is None or isinstance(given, str | bytes | bytearray | memoryview):
        if column is not None:
            raise TypeError(f"column {column!r} is one row's value, expected a batch of rows: map with batched=True")
        raise TypeError(
            f"a batch is a list of texts, not one {type(cast(object, given)).__name__}: call detect or redact for one text"
        )
    values = _values(given)
    if values is None:
        what = "a batch" if column is None else f"column {column!r}"
        kind = type(cast(object, given)).__name__
        raise TypeError(f"{what} is a {kind}; expected a list, or a NumPy, pandas or Arrow array, of texts")
    for row, value in enumerate(values):
        if value is not None and not isinstance(value, str):
            where = (
                f"text {row} of the batch is" if column is None else f"column {column!r}, row {row} of the batch, holds"
            )
            decode = ": decode it first" if isinstance(value, bytes | bytearray | memoryview) else ""
            raise TypeError(f"{where} {type(cast(object, value)).__name__}; expected text{decode}")
    return values


def text_of(given: Any) -> str:
    """Return the text itself.

    Raises:
        TypeError: it is something else.
    """
    if isinstance(given, str):
        return given
    decode = ": decode it first" if isinstance(given, bytes | bytearray | memoryview) else ""
    raise TypeError(f"expected a text, not {type(cast(object, given)).__name__}{decode}")


def _values(given: Any) -> list[Any] | None:
    if hasattr(given, "isna"):  # pandas, which has several kinds of missing values
        return [None if missing else value for value, missing in zip(given, given.isna(), strict=True)]
    for name in ("to_pylist", "to_list", "tolist"):  # Arrow, Polars, NumPy
        if hasattr(given, name):
            values = getattr(given, name)()
            return cast(list[Any], values) if isinstance(values, list) else None
    if isinstance(given, Sequence):
        return list(cast(Sequence[Any], given))
    if isinstance(given, dict | set | frozenset) or not (hasattr(given, "__len__") and hasattr(given, "__getitem__")):
        return None
    return [given[index] for index in range(len(given))]  # as a lazy column of datasets
