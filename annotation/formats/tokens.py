"""Tokens and tags in the columns of a Hugging Face dataset: JSON, JSON lines, parquet, or a folder for `load_from_disk`.

Numbered tags get their names from the dataset's features, or from `--tags`. Tag -100 is left out of training: its tokens
are imported as ambiguous. Without `text` and `token_offsets`, tokens are joined with spaces.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from annotation.formats.bigcode import read_parquet
from annotation.formats.bio import joined, spans_of_tags
from annotation.formats.records import (
    AMBIGUOUS,
    USUAL,
    Defect,
    Fields,
    Read,
    Record,
    Row,
    UnreadableRowError,
    each,
    field_of,
    id_of,
    kind_of,
    read_objects,
    rest_of,
    text_of,
)
from pii.errors import InputError, MissingDependencyError

TAG_COLUMNS = ("ner_tags", "tags", "labels", "ner", "bio_tags")
MASKED = -100
_KNOWN = ("id", "text", "tokens", "words", "token_offsets", "spans", "ignored", "asked", "meta", *TAG_COLUMNS)


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """The rows of a dataset; those of a saved `DatasetDict` split by split.

    Raises:
        InputError: there is no such file or folder, or it holds something else.
    """
    if path.is_dir():
        yield from _read_folder(path, fields)
        return
    if path.suffix == ".parquet":
        rows, names = read_parquet(path), _parquet_names(path)
    else:
        rows, names = read_objects(path, "a list or lines of objects with tokens and tags"), {}
    yield from _records(rows, names, fields, path.stem)


def _read_folder(path: Path, fields: Fields) -> Iterator[Read]:
    try:
        import datasets
    except ImportError as error:
        raise MissingDependencyError("a saved dataset needs the library datasets: pip install datasets") from error
    try:
        loaded = datasets.load_from_disk(str(path))
    except (FileNotFoundError, ValueError) as error:
        raise InputError(f"{path}: expected a folder that `save_to_disk` wrote") from error
    splits = loaded if isinstance(loaded, datasets.DatasetDict) else {path.name: loaded}
    for split, rows in splits.items():
        features = {name: getattr(feature, "feature", None) for name, feature in rows.features.items()}
        names = {name: feature.names for name, feature in features.items() if isinstance(feature, datasets.ClassLabel)}
        yield from _records(map(dict, rows), names, fields, str(split))


def _parquet_names(path: Path) -> dict[str, list[str]]:
    """The names of numbered tags, which the library `datasets` writes into a file's footer."""
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path}: expected parquet: {str(error).partition(chr(10))[0]}") from error
    try:
        features = json.loads(metadata.get(b"huggingface", b"{}")).get("info", {}).get("features", {})
    except (AttributeError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: its footer's features are not those of a dataset") from error
    inner = {name: feature.get("feature") or {} for name, feature in features.items() if isinstance(feature, dict)}
    return {
        name: feature["names"] for name, feature in inner.items() if isinstance(feature, dict) and "names" in feature
    }


def _records(
    rows: Iterator[Row | Defect], names: Mapping[str, Sequence[str]], fields: Fields, origin: str
) -> Iterator[Read]:
    number = 0

    def parse(row: Row) -> Iterator[Read]:
        yield _record(row, names, fields, f"{origin}:{number}")

    for row in rows:
        number += 1
        yield from each([row], parse)


def _record(row: Row, names: Mapping[str, Sequence[str]], fields: Fields, name: str) -> Record:
    tokens = field_of(row, "tokens", "words")
    if not isinstance(tokens, list) or not all(isinstance(token, str) for token in tokens):
        raise UnreadableRowError(f"tokens are {kind_of(tokens)}, not a list of strings")
    column = next((each for each in fields.controls or TAG_COLUMNS if each in row), "")
    if not column:
        raise UnreadableRowError("no field with tags; name it with --control")
    tags = row[column]
    if not isinstance(tags, list):
        raise UnreadableRowError(f"tags are {kind_of(tags)}, not a list")
    text, offsets = joined(tokens)
    if "token_offsets" in row:
        text, offsets = text_of(row, fields, "text"), _given(row["token_offsets"])
    if not text:
        raise UnreadableRowError("text is empty")
    spans = spans_of_tags(offsets, [_tag(tag, fields.tags or names.get(column, ())) for tag in tags])
    return Record(text, spans, id_of(row, fields, "id") or name, meta=rest_of(row, (*_KNOWN, column), fields))


def _given(offsets: Any) -> list[tuple[int, int]]:
    if not isinstance(offsets, list) or any(
        not isinstance(pair, list) or len(pair) != 2 or any(type(number) is not int for number in pair)
        for pair in offsets
    ):
        raise UnreadableRowError("token_offsets are no list of [start, end]")
    return [(start, end) for start, end in offsets]


def _tag(tag: Any, names: Sequence[str]) -> str:
    if isinstance(tag, str):
        return tag
    if type(tag) is not int:
        raise UnreadableRowError(f"a tag is {kind_of(tag)}, not a string or a number")
    if tag == MASKED:
        return f"I-{AMBIGUOUS}"
    if not 0 <= tag < len(names):
        raise UnreadableRowError("a numbered tag has no name; give the names in order with --tags")
    return names[tag]
