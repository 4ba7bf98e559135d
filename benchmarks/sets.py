"""What the sets of labelled windows hold, from their pointers and labels; no text is needed."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from annotation.schema import Document
from benchmarks.fetch import DATA, WINDOWS
from pii.labels import Label

RANDOM = "F"
"""The stratum of windows at random lines; the others were cut around likely values."""
_HEAD = ["set", "windows", "at random lines", "packages or repositories", *map(str, Label), "names in one file"]


def table(data: Path = DATA) -> tuple[list[str], list[list[str]]]:
    """Windows and labelled spans of each set. If most names are in one file, a figure is about that file."""
    rows: list[list[str]] = []
    for name in WINDOWS:
        documents = list(_documents(data / name))
        labels = Counter(span.label for document in documents for span in document.spans)
        names = Counter[object]()
        for document in documents:
            place = (document.meta["package"], document.meta["path"])
            names[place] += sum(span.label is Label.NAME for span in document.spans)
        counts = [len(documents), sum(document.meta["stratum"] == RANDOM for document in documents)]
        counts += [len({document.meta["package"] for document in documents}), *(labels[label] for label in Label)]
        rows.append([name, *(f"{count:,}" for count in (*counts, max(names.values())))])
    return list(_HEAD), rows


def _documents(folder: Path) -> Iterator[Document]:
    """The windows with spaces for text."""
    with (folder / "labels.jsonl").open(encoding="utf-8") as lines:
        spans = {row["id"]: row["spans"] for row in map(json.loads, lines)}
    with (folder / "pointers.jsonl").open(encoding="utf-8") as lines:
        for pointer in map(json.loads, lines):
            yield Document.from_json({**pointer, "text": " " * pointer["length"], "spans": spans[pointer["id"]]})
