"""What a parquet file says of itself in words, its key-value metadata: kept, dropped or redacted."""

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
"""The key under which Arrow keeps its own schema, by which readers know a column's type; with metadata of its own."""


class Footer(StrEnum):
    """What is done with the key-value metadata of a file."""

    KEEP = "keep"
    DROP = "drop"
    """None but the types of the columns."""
    REDACT = "redact"
    """Texts are redacted; keys, and values that are no text, stay."""


@dataclass(frozen=True, slots=True)
class FooterBlock:
    """The metadata of a file on its way to whoever redacts; a block without documents."""

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
    """The metadata with its values changed, those inside Arrow's own schema too; None drops the latter."""

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
