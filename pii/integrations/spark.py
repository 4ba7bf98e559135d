"""Spark: `redact_udf`, a user-defined function for columns."""

# PySpark may not be installed for type checks.
# pyright: basic, reportMissingImports=false

from collections.abc import Iterator
from typing import Any

from pii.redactor import Redactor


def redact_udf(**settings: Any) -> Any:
    """Return a function from columns of text to redacted ones; null stays null. Workers need this package.

    Args:
        settings: those of `Redactor`, which is built once in each task.

    Example:
        frame.withColumn("content", redact_udf(detectors=["rules"])("content"))
    """
    import pandas
    from pyspark.sql.functions import pandas_udf

    def redact(batches):  # without annotations, which PySpark would interpret
        from pii.integrations.pandas import redact_series

        redactor = Redactor(**settings)
        for series in batches:
            yield redact_series(series, redactor)

    redact.__annotations__ = {"batches": Iterator[pandas.Series], "return": Iterator[pandas.Series]}
    return pandas_udf(redact, "string")
