"""Spark: `redact_udf`, a user-defined function for columns."""

# PySpark need not be there when this is checked.
# pyright: basic, reportMissingImports=false

from collections.abc import Iterator
from typing import Any

from pii.redactor import Redactor


def redact_udf(**settings: Any) -> Any:
    """A function from columns of text to redacted ones; null stays null. Workers need this package.

    Args:
        settings: those of `Redactor`, which is built once in each task.

    Example:
        frame.withColumn("content", redact_udf(detectors=["rules"])("content"))
    """
    import pandas
    from pyspark.sql.functions import pandas_udf

    def redact(batches):  # without annotations: PySpark would evaluate them in its own way
        from pii.integrations.pandas import redact_series

        redactor = Redactor(**settings)
        for series in batches:
            yield redact_series(series, redactor)

    redact.__annotations__ = {"batches": Iterator[pandas.Series], "return": Iterator[pandas.Series]}
    return pandas_udf(redact, "string")
