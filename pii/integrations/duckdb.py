"""DuckDB: `register` makes redaction a function of SQL."""

# DuckDB's and Arrow's stubs leave much open.
# pyright: basic, reportCallIssue=false, reportMissingImports=false

import duckdb
import pyarrow as pa

from pii.batches import redact_values
from pii.redactor import Redactor


def register(connection: duckdb.DuckDBPyConnection, redactor: Redactor, name: str = "redact") -> None:
    """Add a function from text to redacted text to a connection; null stays null.

    Example:
        register(connection, Redactor())
        connection.sql("COPY (SELECT id, redact(content) AS content FROM 'in.parquet') TO 'out.parquet'")
    """

    def redact(column: pa.ChunkedArray) -> pa.Array:
        return pa.array(redact_values(redactor, column, name), pa.string())

    connection.create_function(name, redact, ["VARCHAR"], "VARCHAR", type="arrow", null_handling="special")  # pyright: ignore[reportArgumentType]
