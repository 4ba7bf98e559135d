"""Polars: `redact_series`, also for expressions, lazy ones too."""

# Polars' signatures are open in places.
# pyright: basic, reportMissingImports=false

import polars as pl

from pii.batches import redact_values
from pii.redactor import Redactor


def redact_series(series: pl.Series, redactor: Redactor) -> pl.Series:
    """Redact a series of texts; name, type and nulls stay.

    Raises:
        TypeError: it holds something other than text.

    Example:
        frame.with_columns(pl.col("content").map_batches(lambda s: redact_series(s, redactor), return_dtype=pl.String))
    """
    return pl.Series(series.name, redact_values(redactor, series.to_list(), series.name), series.dtype)
