"""Write documents as a `datasets.DatasetDict` on disk, for the trainer and for anything else that reads this format."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from annotation.formats.conll import tagged_tokens
from annotation.formats.records import Labelled
from annotation.schema import ALL_LABELS, DOCUMENT_SCHEMA, CrowdSpan, Document, documents_to_batch
from pii.errors import InputError, MissingDependencyError
from pii.labels import OUTSIDE, TAG_IDS, TAGS

if TYPE_CHECKING:
    import datasets

MASKED = -100
"""The tag of a token that the training loss leaves out."""
_ROWS = 1024
_SHARD_BYTES = 500 * 10**6


def dataset_dict(splits: Mapping[str, Sequence[Document]], tokens: bool = False) -> "datasets.DatasetDict":
    """The splits in memory, in the columns of documents.parquet; with `tokens` also `tokens` and `ner_tags`, a feature
    with the names of the tags.

    Raises:
        MissingDependencyError: the library `datasets` is not installed.
    """
    try:
        import datasets
    except ImportError as error:
        raise MissingDependencyError("a DatasetDict needs the library datasets: pip install datasets") from error
    names: Any = datasets.Sequence(datasets.ClassLabel(names=list(TAGS)))

    def dataset(documents: Sequence[Document]) -> "datasets.Dataset":
        table: Any = _table(documents, tokens)
        features = datasets.Features.from_arrow_schema(table.schema)
        if tokens:
            features["ner_tags"] = names
        return datasets.Dataset(table, info=datasets.DatasetInfo(features=features))

    return datasets.DatasetDict({name: dataset(documents) for name, documents in splits.items()})


def build(splits: Mapping[str, Sequence[Document]], folder: Path, tokens: bool = False) -> None:
    """Saves the splits to a folder for `datasets.load_from_disk`.

    Raises:
        MissingDependencyError: the library `datasets` is not installed.
    """
    saved = dataset_dict(splits, tokens)
    # By default the library saves an empty split without a file, and then cannot load it.
    shards = {str(name): 1 + split.data.nbytes // _SHARD_BYTES for name, split in saved.items()}
    saved.save_to_disk(str(folder), num_shards=shards)


def token_row(document: Document) -> dict[str, list[Any]]:
    """A document's tokens, their offsets and BIO tags.

    Tokens of ignored stretches are masked. If not every label was asked for, so are tokens outside spans, since they are
    unknown rather than O.

    Raises:
        InputError: a span has a label without a tag, or spans overlap.
    """
    if strange := {str(span.label) for span in document.spans} - ALL_LABELS:
        raise InputError(f"document {document.id!r}: no tag for the labels {', '.join(sorted(strange))}")
    outside = TAG_IDS[OUTSIDE] if document.asked >= ALL_LABELS else MASKED
    spans = tuple(CrowdSpan(span.start, span.end, str(span.label)) for span in document.spans)
    row: dict[str, list[Any]] = {"tokens": [], "token_offsets": [], "ner_tags": []}
    for start, end, tag in tagged_tokens(Labelled(document.id, document.text, spans)):
        masked = any(start < span.end and span.start < end for span in document.ignored)
        row["tokens"].append(document.text[start:end])
        row["token_offsets"].append([start, end])
        row["ner_tags"].append(MASKED if masked else outside if tag == OUTSIDE else TAG_IDS[tag])
    return row


_TOKEN_SCHEMA = pa.schema(
    [
        ("tokens", pa.list_(pa.string())),
        ("token_offsets", pa.list_(pa.list_(pa.int32()))),
        ("ner_tags", pa.list_(pa.int64())),
    ]
)


def _table(documents: Sequence[Document], tokens: bool) -> pa.Table:
    schema = DOCUMENT_SCHEMA.remove_metadata()
    table = pa.Table.from_batches(_batches(documents), DOCUMENT_SCHEMA).cast(schema)
    if not tokens:
        return table
    extra = pa.Table.from_pylist([token_row(document) for document in documents], _TOKEN_SCHEMA)
    for name in _TOKEN_SCHEMA.names:
        table = table.append_column(name, extra[name])
    return table


def _batches(documents: Sequence[Document]) -> Iterator[pa.RecordBatch]:
    for start in range(0, len(documents), _ROWS):
        yield documents_to_batch(documents[start : start + _ROWS])
