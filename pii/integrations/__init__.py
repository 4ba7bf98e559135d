"""Redaction inside other libraries: a few lines for each, over the same `Redactor`.

    arrow       tables, record batches and readers of them
    datatrove   a step of a pipeline
    duckdb      a function for SQL
    logging     a filter for log records
    pandas      a series
    polars      a series, as in `map_batches`
    presidio    a recognizer for its analyzer, an operator for its anonymizer
    spark       a user-defined function for columns

`datasets` and Ray Data take `pii.batches.RedactBatch`. Each module imports its library, which no extra installs: its users have
it already.
"""
