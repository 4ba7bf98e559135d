"""CredData as its own scripts lay it out on disk: `meta/*.csv` with the judged lines, `data/` with the files.

Its categories are mapped to our labels: those that mention passwords to PASSWORD, others to KEY; no other label was looked for.
Template lines are neutral. Only judged files are loaded.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotation.schema import Document
from pii.errors import InputError
from pii.labels import Label
from pii.spans import Span

ASKED = frozenset({Label.KEY, Label.PASSWORD})
TRUE, TEMPLATE = {"T", "True"}, {"X", "Template"}


def load(root: Path) -> Iterator[Document]:
    """The documents of a CredData folder, by path.

    Raises:
        InputError: the folder holds no metadata, or the files were not downloaded.
    """
    rows: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for table in sorted((root / "meta").glob("*.csv")):
        with table.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                rows[row["FilePath"]].append(row)
    if not rows:
        raise InputError(f"{root} is no CredData folder: it has no meta/*.csv with a FilePath column")
    present = [path for path in sorted(rows) if (root / path).is_file()]
    if not present:
        raise InputError(
            f"none of the {len(rows)} files that {root}/meta names exists; run CredData's download_data.py first"
        )
    for path in present:
        text = (root / path).read_bytes().decode("utf-8", errors="replace")
        yield _document(path, text, rows[path])


def _document(path: str, text: str, rows: list[Mapping[str, str]]) -> Document:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    spans: set[Span] = set()
    ignored: set[Span] = set()
    for row in rows:
        truth = row["GroundTruth"]
        span = _span(row, starts, len(text)) if truth in TRUE | TEMPLATE else None
        if span:
            (spans if truth in TRUE else ignored).add(span)
    meta = {"path": path, "package": rows[0]["RepoName"], "language": Path(path).suffix.lstrip(".")}
    return Document(path, text, tuple(sorted(spans)), tuple(sorted(ignored)), ASKED, meta)


def _span(row: Mapping[str, str], starts: list[int], length: int) -> Span | None:
    """The value's span, or its whole lines if the row has no offsets; None if it is not in the file."""
    first, last = _lines(row)
    if not 1 <= first <= last < len(starts):
        return None
    start, end = starts[first - 1], min(starts[last] - 1, length)
    value_start, value_end = _number(row["ValueStart"]), _number(row["ValueEnd"])
    if value_start is not None and value_start >= 0:
        start += value_start
    if value_end is not None and value_end >= 0:
        end = min(starts[last - 1] + value_end, length)
    label = Label.PASSWORD if "password" in row["Category"].lower() else Label.KEY
    return Span(start, end, label) if start < end else None


def _lines(row: Mapping[str, str]) -> tuple[int, int]:
    """First and last line, from 1; older releases keep both in one column."""
    if both := row.get("LineStart:LineEnd"):
        first, _, last = both.partition(":")
        return int(first), int(last)
    return int(row["LineStart"]), int(row["LineEnd"])


def _number(value: str) -> int | None:
    try:
        return int(float(value))
    except ValueError:
        return None
