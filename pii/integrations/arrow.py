"""Arrow: `redact_table` for tables and record batches, `redact_reader` for streams of batches larger than memory."""

# Arrow's stubs leave open what arrays hold.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeArgument=false, reportUnknownParameterType=false, reportAttributeAccessIssue=false

from typing import TypeVar

import pyarrow as pa

from pii.batches import redact_values
from pii.redactor import Redactor

T = TypeVar("T", pa.Table, pa.RecordBatch)


def redact_table(data: T, column: str, redactor: Redactor) -> T:
    """Redact a column of texts in a table or record batch; type, nulls and everything else stay.

    Raises:
        KeyError: there is no such column.
        TypeError: it does not hold text.
    """
    values = data.column(column)
    index = data.schema.get_field_index(column)
    new = pa.array(redact_values(redactor, values, column), pa.large_string()).cast(values.type)
    return data.set_column(index, data.schema.field(index), new)


def redact_reader(reader: pa.RecordBatchReader, column: str, redactor: Redactor) -> pa.RecordBatchReader:
    """A reader of the same batches, each redacted as it is read.

    Example:
        scanner = pyarrow.dataset.dataset("corpus/").scanner()
        pyarrow.dataset.write_dataset(redact_reader(scanner.to_reader(), "content", redactor), "out/", format="parquet")
    """
    return pa.RecordBatchReader.from_batches(reader.schema, (redact_table(batch, column, redactor) for batch in reader))
