"""`RedactBatch`: a column of a batch redacted, for `datasets.Dataset.map` and `ray.data.Dataset.map_batches`."""

from collections.abc import Mapping
from typing import Any

from pii.redactor import Redactor


class RedactBatch:
    """Called with a batch of columns, gives them back with one column redacted; null rows stay null.

    Args:
        column: the column that holds the texts.
        spans_column: also write each row's spans to this column, as structs of start, end, new_start, new_end, label, score
            and source; never a value.
        settings: those of `Redactor`. The redactor is built at the first batch, in the process that needs it.

    Example:
        dataset.map(RedactBatch("content"), batched=True)
        ray_dataset.map_batches(RedactBatch, fn_constructor_args=("content",), concurrency=4)
    """

    def __init__(self, column: str = "content", spans_column: str | None = None, **settings: Any) -> None:
        self.column, self.spans_column, self.settings = column, spans_column, settings
        self._redactor: Redactor | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_redactor": None}

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, Any]:
        if self._redactor is None:
            self._redactor = Redactor(**self.settings)
        texts = list(batch[self.column])
        given = [index for index, text in enumerate(texts) if text is not None]
        spans: list[list[dict[str, object]]] = [[] for _ in texts]
        for index, done in zip(given, self._redactor.redact_batch([texts[index] for index in given]), strict=True):
            texts[index] = done.text
            spans[index] = [
                {
                    "start": replacement.span.start,
                    "end": replacement.span.end,
                    "new_start": replacement.start,
                    "new_end": replacement.end,
                    "label": str(replacement.span.label),
                    "score": replacement.span.score,
                    "source": replacement.span.source,
                }
                for replacement in done.replacements
            ]
        result = {**batch, self.column: texts}
        return result if self.spans_column is None else {**result, self.spans_column: spans}
