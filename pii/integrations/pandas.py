"""pandas: `redact_series`."""

from typing import Any

from pii.batches import redact_values
from pii.redactor import Redactor


def redact_series(series: Any, redactor: Redactor) -> Any:
    """Redact a series of texts; index, name, type and missing values stay.

    Raises:
        TypeError: it holds something other than text.

    Example:
        frame["content"] = redact_series(frame["content"], redactor)
    """
    new = series.copy()
    texts = redact_values(redactor, series, str(series.name))
    missing = series.isna()
    new[~missing] = [text for text, gone in zip(texts, missing, strict=True) if not gone]
    return new
