"""The key-value metadata of a parquet file: kept, dropped or redacted."""

# Arrow's stubs leave open what metadata holds.
# pyright: reportMissingTypeArgument=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportAttributeAccessIssue=false, reportCallIssue=false, reportArgumentType=false

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pyarrow as pa

from pii.redactor import Redactor
from pii.shards.base import Parsed, Redacted, ShardOptions

Metadata = Mapping[bytes, bytes]
_SCHEMA = b"ARROW:schema"
"""The key of Arrow's own schema, from which readers take column types. It carries metadata, too."""


class Footer(StrEnum):
    """What to do with the key-value metadata of a file."""

    KEEP = "keep"
    DROP = "drop"
    """Keep the types of the columns only."""
    REDACT = "redact"
    """Redact texts; keep keys, and values that are not text."""


@dataclass(frozen=True, slots=True)
class FooterBlock:
    """A file's metadata as a block without documents, so that it is redacted by a worker like any other."""

    metadata: Metadata
    stored: int = 0

    @property
    def nbytes(self) -> int:
        return sum(len(key) + len(value) for key, value in self.metadata.items())

    def parse(self, options: ShardOptions) -> Parsed:
        del options
        return _Nothing()

    def redacted(self, redactor: Redactor) -> dict[bytes, bytes]:
        """The metadata with its texts redacted."""

        def redact(value: bytes) -> bytes:
            try:
                text = value.decode()
            except UnicodeDecodeError:
                return value
            return redactor.redact(text).text.encode()

        return changed(self.metadata, redact)


@dataclass(frozen=True, slots=True)
class _Nothing:
    documents: Sequence[Any] = ()

    def payload(self, outcomes: Sequence[Redacted]) -> None:
        del outcomes


def without_words(metadata: Metadata) -> dict[bytes, bytes]:
    """The types of the columns alone."""
    return changed({key: value for key, value in metadata.items() if key == _SCHEMA}, None)


def changed(metadata: Metadata, change: Callable[[bytes], bytes] | None) -> dict[bytes, bytes]:
    """The metadata with its values changed, also those inside Arrow's own schema, which None drops."""

    def of(given: Metadata | None) -> dict[bytes, bytes] | None:
        return {key: change(value) for key, value in given.items()} if given and change else None

    def field(given: Any) -> Any:
        return given.with_type(kind(given.type)).with_metadata(of(given.metadata))

    def kind(given: Any) -> Any:
        if pa.types.is_struct(given):
            return pa.struct([field(given.field(index)) for index in range(given.num_fields)])
        if pa.types.is_list(given):
            return pa.list_(field(given.value_field))
        if pa.types.is_large_list(given):
            return pa.large_list(field(given.value_field))
        return given

    new: dict[bytes, bytes] = {}
    for key, value in metadata.items():
        if key == _SCHEMA:
            schema = pa.ipc.read_schema(pa.py_buffer(base64.b64decode(value)))
            words = pa.schema([field(each) for each in schema], of(schema.metadata))
            same = words.equals(schema, check_metadata=True)
            new[key] = value if same else base64.b64encode(words.serialize().to_pybytes())
        else:
            new[key] = change(value) if change else value
    return new
