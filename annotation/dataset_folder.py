"""A dataset on disk: a parquet file of documents for each split, with its certificate, tombstone, datasheet and metadata.

Datasheet and metadata are regenerated whenever the data is written, so that they always describe it.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotation.card import About, croissant, datasheet
from annotation.leaks import Certificate, certify
from annotation.near_duplicates import DEFAULT_SIMILARITY
from annotation.removal import Tombstone
from annotation.schema import read_documents, write_documents
from annotation.splits import Splits
from pii.errors import InputError

CERTIFICATE, TOMBSTONE, DATASHEET, CROISSANT = "certificate.json", "tombstone.json", "README.md", "croissant.json"
CONTROL = "control.json"
"""Digests of the control texts that no split may hold."""


def read_splits(folder: Path) -> Splits:
    """The documents of every split, named after the files; shards of a split are joined.

    Raises:
        InputError: the folder holds no parquet file, or one that does not hold documents.
    """
    files = sorted(folder.glob("*.parquet"))
    if not files:
        raise InputError(f"{folder}: expected a parquet file of documents for each split; `split` writes them")
    splits: Splits = {}
    for file in files:
        splits.setdefault(split_name(file), []).extend(read_documents(file))
    return splits


def split_name(file: Path) -> str:
    """The split of a file: its stem, for a shard such as `train-00000-of-00002.parquet` the part before the numbers."""
    return _SHARD.sub("", file.stem)


_SHARD = re.compile(r"-\d+-of-\d+$")


def read_tombstone(folder: Path) -> Tombstone | None:
    """The tombstone of earlier removals, if any."""
    path = folder / TOMBSTONE
    return Tombstone.from_json(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def read_about(folder: Path) -> About:
    """What an earlier Croissant file says about the dataset; else only the folder's name."""
    path = folder / CROISSANT
    if not path.exists():
        return About(folder.resolve().name, "Source code and text with labelled personal data and credentials.")
    content = json.loads(path.read_text(encoding="utf-8"))
    return About(content["name"], content["description"], content["license"], content["version"], content["url"])


def write_folder(
    folder: Path,
    splits: Splits,
    about: About,
    tombstone: Tombstone | None = None,
    similarity: float = DEFAULT_SIMILARITY,
    control: frozenset[str] = frozenset(),
) -> Certificate:
    """Check the splits for leaks and write them with their documentation; writes nothing if something leaks.

    Raises:
        LeakError: two splits share something.
    """
    certificate = certify(splits, similarity=similarity, control=control)
    certificate.require_clean()
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / f"{name}.parquet" for name in splits}
    for name, documents in splits.items():
        write_documents(documents, files[name])
        for shard in folder.glob(f"{name}-*-of-*.parquet"):
            if split_name(shard) == name:
                shard.unlink()
    _write_json(folder / CERTIFICATE, certificate.to_json())
    if tombstone is not None:
        _write_json(folder / TOMBSTONE, tombstone.to_json())
    if control:
        _write_json(folder / CONTROL, {"sha256": sorted(control)})
    _write_json(folder / CROISSANT, croissant(about, files))
    (folder / DATASHEET).write_text(datasheet(about, splits, certificate, tombstone), encoding="utf-8")
    return certificate


def read_folder_control(folder: Path) -> frozenset[str]:
    """The digests of control texts, from the file next to the splits."""
    path = folder / CONTROL
    return frozenset(json.loads(path.read_text(encoding="utf-8"))["sha256"]) if path.exists() else frozenset()


def read_similarity(folder: Path) -> float:
    """The near-duplicate threshold used when the folder was written."""
    path = folder / CERTIFICATE
    return json.loads(path.read_text(encoding="utf-8"))["similarity"] if path.exists() else DEFAULT_SIMILARITY


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
