"""Removal from each kind of data: votes, documents, a folder of splits, and a dataset built from one."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from annotation.dataset_folder import (
    TOMBSTONE,
    read_about,
    read_folder_control,
    read_similarity,
    read_splits,
    read_tombstone,
    write_folder,
)
from annotation.leaks import digest
from annotation.removal import OptOut, Removal, Tombstone, left_votes, remove
from annotation.schema import (
    VOTE_SCHEMA,
    read_control,
    read_documents,
    read_votes,
    record_of,
    write_documents,
    write_votes,
)
from pii.errors import InputError, MissingDependencyError

_SAVED = ("dataset_dict.json", "dataset_info.json")


def remove_from(place: Path, opt_out: OptOut) -> tuple[int, Tombstone]:
    """Removes what the list names from a votes.parquet, a documents.parquet, a folder of splits or a saved dataset.

    Returns:
        The number of rows removed, and the tombstone, which is now next to what is left.

    Raises:
        InputError: it is none of these.
    """
    if place.is_file():
        return _from_file(place, opt_out)
    if any((place / name).exists() for name in _SAVED):
        return _from_dataset(place, opt_out)
    splits = read_splits(place)
    left, tombstone = remove(splits, opt_out, read_tombstone(place))
    write_folder(place, left, read_about(place), tombstone, read_similarity(place), read_folder_control(place))
    return sum(map(len, splits.values())) - sum(map(len, left.values())), tombstone


def _from_file(path: Path, opt_out: OptOut) -> tuple[int, Tombstone]:
    beside = path.with_suffix(".tombstone.json")
    earlier = Tombstone.from_json(json.loads(beside.read_text(encoding="utf-8"))) if beside.exists() else None
    run = Removal(opt_out, earlier)
    if record_of(path) == record_of(VOTE_SCHEMA):
        state = hashlib.sha256()
        write_votes(left_votes(read_votes(path), run, state), path)
        tombstone = run.tombstone(state.hexdigest())
    else:
        split = path.stem
        left = [each for each in read_documents(path) if not run.takes(split, each.id, opt_out.matches(each))]
        write_documents(left, path, read_control(path))
        tombstone = run.tombstone(digest({split: left}))
    _write_tombstone(beside, tombstone)
    return run.count, tombstone


def _from_dataset(folder: Path, opt_out: OptOut) -> tuple[int, Tombstone]:
    """Rewrite a built dataset, since its library would keep filtered rows in the old files."""
    try:
        import datasets
    except ImportError as error:
        raise MissingDependencyError("a saved dataset needs the library datasets: pip install datasets") from error
    loaded = datasets.load_from_disk(str(folder))
    splits: Any = loaded if isinstance(loaded, datasets.DatasetDict) else {folder.name: loaded}
    if any(not {"id", "text", "meta"} <= set(rows.column_names) for rows in splits.values()):
        raise InputError(f"{folder}: expected the columns id, text and meta, which `build` writes")
    run = Removal(opt_out, read_tombstone(folder))
    kept: dict[Any, Any] = {}
    state = hashlib.sha256()
    for name, rows in splits.items():
        places: list[int] = []
        for at, (key, meta) in enumerate(zip(rows["id"], rows["meta"], strict=True)):
            meta = json.loads(meta or "{}") if isinstance(meta, str | None) else meta
            if not run.takes(name, key, opt_out.matching(meta)):
                places.append(at)
                state.update(json.dumps([name, key]).encode())
        kept[name] = rows.select(places).flatten_indices() if len(places) < len(rows) else rows
    tombstone = run.tombstone(state.hexdigest())
    if run.count:
        _replace(folder, datasets.DatasetDict(kept) if isinstance(loaded, datasets.DatasetDict) else kept[folder.name])
    _write_tombstone(folder / TOMBSTONE, tombstone)
    return run.count, tombstone


def _replace(folder: Path, dataset: Any) -> None:
    """Save the dataset next to the folder, with the folder's other files, and replace the folder."""
    fresh, old = (folder.with_name(f".{folder.name}.{word}") for word in ("fresh", "old"))
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    sizes = {name: max(1, rows.data.nbytes // 500_000_000 + 1) for name, rows in getattr(dataset, "items", dict)()}
    dataset.save_to_disk(str(fresh), **({"num_shards": sizes} if sizes else {}))
    for paper in folder.iterdir():
        if paper.is_file() and not (fresh / paper.name).exists() and paper.suffix in (".md", ".json"):
            shutil.copy2(paper, fresh / paper.name)
    folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old)


def _write_tombstone(path: Path, tombstone: Tombstone) -> None:
    path.write_text(json.dumps(tombstone.to_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
