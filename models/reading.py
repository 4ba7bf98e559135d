"""Windows labelled by reading them line by line, kept as pointers and spans without text.

`models/labelled/` has `windows.pointers.jsonl` (where a window is) and `labels.jsonl` (its spans, in the form of the
benchmark's gold windows); together with a corpus they are labelled documents.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.schema import Document
from models.jsonl import read_rows, write_rows
from models.windows import resolve
from pii.errors import InputError


@dataclass(frozen=True, slots=True)
class ReadingRecipe:
    """Where the labels and the corpus are."""

    documents: Path
    """The corpus: `documents.jsonl.zst`."""
    labelled: tuple[Path, ...] = (Path("models/labelled"),)
    """Folders of `windows.pointers.jsonl` (in the benchmark's data `pointers.jsonl`) and `labels.jsonl`."""


def run(recipe: ReadingRecipe, out: Path) -> dict[str, dict[str, int]]:
    """Writes `out/read.train.jsonl.zst` and `out/read.validation.jsonl.zst`; returns rows and spans by label."""
    pointers = [row for folder in recipe.labelled for row in read_rows(_pointers(folder))]
    labels = {row["id"]: row["spans"] for folder in recipe.labelled for row in read_rows(folder / "labels.jsonl")}
    made = list(documents(pointers, labels, read_rows(recipe.documents)))
    counts: dict[str, dict[str, int]] = {}
    for split in ("train", "validation"):
        mine = [document for document in made if document.meta["split"] == split]
        write_rows(out / f"read.{split}.jsonl.zst", (document.to_json() for document in mine))
        counts[split] = {"rows": len(mine), **Counter(str(span.label) for document in mine for span in document.spans)}
    return counts


def _pointers(folder: Path) -> Path:
    ours = folder / "windows.pointers.jsonl"
    return ours if ours.exists() else folder / "pointers.jsonl"


def documents(
    pointers: Iterable[Mapping[str, Any]],
    labels: Mapping[str, list[dict[str, Any]]],
    corpus: Iterable[Mapping[str, Any]],
) -> Iterator[Document]:
    """The labelled windows with their text; windows that nobody labelled yet are left out.

    Raises:
        InputError: labels of a window that has no pointer, a window that the corpus lacks, or offsets beyond its text.
    """
    known = {pointer["id"]: pointer for pointer in pointers}
    if unknown := sorted(labels.keys() - known.keys()):
        raise InputError(f"{len(unknown)} labelled windows have no pointer, among them {unknown[:5]}")
    for window in resolve([known[key] for key in labels], corpus):
        try:
            yield Document.from_json({**window, "spans": labels[window["id"]], "kind": "read"})
        except (KeyError, ValueError) as error:
            raise InputError(f"window {window['id']}: {error}") from error


def publish(windows: Iterable[Path], resolved: Iterable[Path], labelled: Path) -> int:
    """Adds labels from reading to `labelled`: the rows of the `resolved` files and the pointers of their windows.

    New labels replace earlier ones of the same window. Returns the number of labelled windows. Nothing of the text is written.

    Raises:
        InputError: a row of a window that is not one of `windows`.
    """
    spans = {row["id"]: row["spans"] for path in sorted(resolved) for row in read_rows(path)}
    pointers = {row["id"]: row for path in windows for row in read_rows(path)}
    if unknown := sorted(spans.keys() - pointers.keys()):
        raise InputError(f"labels of unknown windows: {unknown[:5]}")
    places, labels = labelled / "windows.pointers.jsonl", labelled / "labels.jsonl"
    kept = ("start", "end", "label", "example", "ambiguous")
    new_places = ({name: value for name, value in pointers[key].items() if name != "text"} for key in spans)
    new_labels = ({"id": key, "spans": [{name: span[name] for name in kept} for span in spans[key]]} for key in spans)
    write_rows(places, _merged(places, new_places))
    return write_rows(labels, _merged(labels, new_labels))


def _merged(path: Path, rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows of a file, if it exists, and those given, by id; those given take precedence."""
    old = read_rows(path) if path.exists() else ()
    merged = {row["id"]: row for row in (*old, *rows)}
    return [merged[key] for key in sorted(merged)]
