"""CredData as training data: real lines of public repositories, judged as credential, none, or placeholder.

The folder holds CredData with its original text restored: `files/`, `labels.jsonl` (one judged line a row) and `files.jsonl`.
Only judged lines are trained on; the rest of a window is context under the loss mask. Its guidelines differ from ours in two
ways. Placeholders (X), which ours mask, are ignored. So are lines judged negative (F) where our rules see a credential, since
its guidelines do not count passwords in tests.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.schema import Document
from models.corpus import split_of
from models.jsonl import read_rows, write_rows
from pii.detectors.rules import RuleDetector
from pii.errors import InputError
from pii.labels import CREDENTIALS
from pii.spans import Span, overlap


@dataclass(frozen=True, slots=True)
class CredDataRecipe:
    """The folder, and how to cut its files."""

    folder: Path
    lines: int = 12
    """Lines of context above and below a judged line; windows that touch become one."""
    longest_line: int = 2000
    """Longer judged lines are left out."""
    rows_per_file: int = 60
    """Most judged lines of one file, since a test file can hold thousands."""
    validation_share: float = 0.25


def run(recipe: CredDataRecipe, out: Path) -> dict[str, dict[str, int]]:
    """Writes `out/creddata.train.jsonl.zst` and `out/creddata.validation.jsonl.zst`; returns windows and spans of each.

    Raises:
        InputError: the folder lacks its labels.
    """
    source = recipe.folder / "labels.jsonl"
    if not source.exists():
        raise InputError(f"{source} does not exist: put CredData's files back first")
    by_file: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in read_rows(source):
        by_file[row["file"]].append(row)
    counts: dict[str, dict[str, int]] = {}
    for split in ("train", "validation"):
        files = {
            name: rows
            for name, rows in sorted(by_file.items())
            if split_of(rows[0]["repo"], recipe.validation_share) == split
        }
        made = list(documents(files, recipe))
        write_rows(out / f"creddata.{split}.jsonl.zst", (document.to_json() for document in made))
        counts[split] = {"windows": len(made), "spans": sum(len(document.spans) for document in made)}
    return counts


def documents(files: Mapping[str, Sequence[Mapping[str, Any]]], recipe: CredDataRecipe) -> Iterator[Document]:
    """The windows around the judged lines of each file."""
    rules = RuleDetector()
    for name, rows in files.items():
        text = (recipe.folder / "files" / name).read_text(encoding="utf-8")
        starts = [0, *(index + 1 for index, character in enumerate(text) if character == "\n")]
        judged = [row for row in rows if 0 < row["char_end"] - row["char_start"] <= recipe.longest_line]
        for number, group in enumerate(_windows(judged[: recipe.rows_per_file], starts, len(text), recipe.lines)):
            yield _document(f"creddata:{name}:{number}", text, starts, group, rules)


@dataclass(frozen=True, slots=True)
class _Window:
    """Characters `start` to `end` of a file, and the rows judged in it."""

    start: int
    end: int
    rows: tuple[Mapping[str, Any], ...]


def _windows(rows: Iterable[Mapping[str, Any]], starts: Sequence[int], length: int, context: int) -> Iterator[_Window]:
    current: _Window | None = None
    for row in sorted(rows, key=lambda row: row["char_start"]):
        first = max(0, bisect_right(starts, row["char_start"]) - 1 - context)
        last = bisect_right(starts, max(row["char_start"], row["char_end"] - 1)) + context
        window = _Window(starts[first], starts[last] if last < len(starts) else length, (row,))
        if current is not None and window.start < current.end:
            current = _Window(current.start, max(current.end, window.end), (*current.rows, row))
            continue
        if current is not None:
            yield current
        current = window
    if current is not None:
        yield current


def _document(name: str, text: str, starts: Sequence[int], window: _Window, rules: RuleDetector) -> Document:
    piece = text[window.start : window.end]
    (found,) = rules.detect([piece])
    spans: set[Span] = {span for span in found if span.label not in CREDENTIALS}
    ignored: set[Span] = set()
    learnt: list[tuple[int, int]] = []
    for row in window.rows:
        start, end = row["char_start"] - window.start, row["char_end"] - window.start
        place = Span(start, min(end, len(piece)), "KEY")  # type: ignore[arg-type]
        learnt.append((start, end))
        if row["ground_truth"] == "T" and row["mapped_label"] in CREDENTIALS and row["value_start"] is not None:
            spans.add(Span(start, place.end, row["mapped_label"]))
        elif row["ground_truth"] != "F" or any(overlap(place, span) for span in found if span.label in CREDENTIALS):
            ignored.add(place)
    ignored.update(_between(piece, learnt))
    kept = sorted(span for span in spans if not any(overlap(span, stretch) for stretch in ignored))
    meta = {"package": window.rows[0]["repo"], "path": window.rows[0]["path"], "kind": "creddata"}
    return Document(name, piece, tuple(kept), tuple(sorted(ignored)), meta=meta)


def _between(text: str, learnt: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """The stretches of whole lines that nobody judged."""
    position = 0
    for start, end in sorted(learnt):
        line = text.rfind("\n", 0, start) + 1
        if line > position:
            yield Span(position, line, "KEY")  # type: ignore[arg-type]
        after = text.find("\n", end)
        position = max(position, len(text) if after < 0 else after + 1)
    if position < len(text):
        yield Span(position, len(text), "KEY")  # type: ignore[arg-type]
