"""`RedactBatch`: a column of a batch redacted, for `datasets.Dataset.map` and `ray.data.Dataset.map_batches`."""

# Arrow's stubs leave open what arrays hold.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeArgument=false, reportUnknownParameterType=false

import hashlib
import json
from collections.abc import Mapping
from typing import Any, cast

import pyarrow as pa

import pii
from pii.detectors import DEFAULT_DETECTORS, named
from pii.errors import ConfigError
from pii.redactor import Redaction, Redactor
from pii.texts import texts_of

_SPANS: pa.DataType = pa.list_(
    pa.struct(
        [
            *((name, pa.int64()) for name in ("start", "end", "new_start", "new_end")),
            ("label", pa.string()),
            ("score", pa.float64()),
            ("source", pa.string()),
        ]
    )
)


class RedactBatch:
    """Redacts one column of a batch and returns the batch; null rows stay null.

    A batch is a mapping of columns (lists, NumPy, pandas or Arrow arrays), an Arrow table or a pandas data frame; the type is
    preserved. Its pickle, which `datasets` fingerprints to find cached results, holds a digest of everything that
    determines the result: policy, key (its fingerprint), model, version.

    Args:
        column: the column that holds the texts.
        spans_column: also write each row's spans to this column, as structs of start, end, new_start, new_end, label, score
            and source; never a value. `datasets` guesses a column's type from the first batch unless it gets tables: map
            `dataset.with_format("arrow")` if a batch may have no spans at all.
        settings: those of `Redactor`; `model`, `device`, `operating_point` and `gate` go to the encoder.
            The redactor is built at the first batch, in the process that uses it.

    Raises:
        KeyError: when called with a batch that lacks the column.
        TypeError: when called with a single row, or with a column that does not hold texts.
        ConfigError: when called in a process whose policy file, key, model or version differ from those at pickling.

    Example:
        dataset.map(RedactBatch("content"), batched=True)
        ray_dataset.map_batches(RedactBatch, fn_constructor_args=("content",), concurrency=4)
    """

    def __init__(self, column: str = "content", spans_column: str | None = None, **settings: Any) -> None:
        self.column, self.spans_column, self.settings = column, spans_column, settings
        self._redactor: Redactor | None = None
        self._digest: str | None = None

    def __getstate__(self) -> dict[str, Any]:
        # The description omits the device, and the requested one may be missing in this process.
        redactor = self._redactor or _redactor({**self.settings, "device": "cpu"})
        return {**self.__dict__, "_redactor": None, "_digest": _digest(redactor)}

    def __call__(self, batch: Any) -> Any:
        redacted = self._open().redact_batch
        if isinstance(batch, pa.Table | pa.RecordBatch):
            self._check(batch.schema.names)
            column = batch.column(self.column)
            texts, spans = _redact(texts_of(column, self.column), redacted)
            index = batch.schema.get_field_index(self.column)
            batch = batch.set_column(index, batch.schema.field(index), pa.array(texts, column.type))
            return batch if self.spans_column is None else _with(batch, self.spans_column, pa.array(spans, _SPANS))
        if not isinstance(batch, Mapping) and not hasattr(batch, "assign"):
            raise TypeError(
                f"a batch is a mapping of columns, an Arrow table or a pandas data frame, not {type(batch).__name__}"
            )
        columns = cast(Mapping[str, Any], batch)
        self._check(list(columns))
        texts, spans = _redact(texts_of(columns[self.column], self.column), redacted)
        new: dict[str, Any] = {self.column: texts}
        if self.spans_column is not None:
            new[self.spans_column] = spans
        return {**columns, **new} if isinstance(batch, Mapping) else batch.assign(**new)

    def _check(self, columns: list[str]) -> None:
        if self.column not in columns:
            raise KeyError(f"no column {self.column!r}; the batch has {', '.join(map(str, columns))}")

    def _open(self) -> Redactor:
        if self._redactor is None:
            self._redactor = _redactor(self.settings)
            if self._digest not in (None, _digest(self._redactor)):
                self._redactor = None
                raise ConfigError(
                    "policy file, PII_KEY, model or version of the package are not the same here as where this RedactBatch "
                    "was made: give every process the same ones, and make a new RedactBatch after a change"
                )
        return self._redactor


def _redactor(settings: Mapping[str, Any]) -> Redactor:
    encoder = {name: settings[name] for name in _ENCODER if name in settings}
    others: dict[str, Any] = {name: value for name, value in settings.items() if name not in _ENCODER}
    detectors = named(others.pop("detectors", DEFAULT_DETECTORS), **encoder)
    return Redactor(detectors, **others)


_ENCODER = ("model", "device", "operating_point", "gate")


def redact_values(redactor: Redactor, values: Any, name: str = "content") -> list[str | None]:
    """Redact the texts of a column; missing values, in any library's form, become None.

    Args:
        redactor: redacts the texts.
        values: a list, or a NumPy, pandas or Arrow array.
        name: of the column, for the message.

    Raises:
        TypeError: the values are not texts.
    """
    return _redact(texts_of(values, name), redactor.redact_batch)[0]


def _digest(redactor: Redactor) -> str:
    settings = {**redactor.describe(), "version": pii.__version__}
    return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()


def _redact(texts: list[str | None], redact: Any) -> tuple[list[str | None], list[list[dict[str, object]]]]:
    given = [(index, text) for index, text in enumerate(texts) if text is not None]
    new = list(texts)
    spans: list[list[dict[str, object]]] = [[] for _ in texts]
    done: list[Redaction] = redact([text for _, text in given])
    for (index, _), redaction in zip(given, done, strict=True):
        new[index] = redaction.text
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
            for replacement in redaction.replacements
        ]
    return new, spans


def _with(table: pa.Table | pa.RecordBatch, name: str, column: pa.Array) -> pa.Table | pa.RecordBatch:
    """The table with this column added, or replacing one of the same name."""
    if name in table.column_names:
        return table.set_column(table.column_names.index(name), name, column)
    return table.append_column(name, column)
