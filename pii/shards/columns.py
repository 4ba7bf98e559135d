"""Values as Arrow columns. `pa.array` would do, but imports pandas wherever it is installed: a third of a second."""

# Arrow's stubs leave open what arrays hold, and leave out its builders.
# pyright: reportMissingTypeArgument=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownParameterType=false, reportAttributeAccessIssue=false

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def numbers(values: npt.ArrayLike, kind: type[np.int64 | np.float64] = np.int64) -> pa.Array:
    """Numbers, none of them missing."""
    data = np.ascontiguousarray(values, kind)
    return pa.Array.from_buffers(pa.from_numpy_dtype(data.dtype), len(data), [None, pa.py_buffer(data.data)])


def strings(values: Iterable[str | None]) -> pa.Array:
    """Strings; None is null."""
    builder = pa.lib.StringBuilder()
    builder.append_values(values)
    return builder.finish()
