"""doccano's JSON lines: `{"id", "text", "label": [[start, end, "NAME"]], …}`, or `entities` where relations are on.

doccano exports one file per annotator, named after the annotator, and `all.jsonl`, `admin.jsonl` or `unknown.jsonl` where it
does not tell them apart.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotation.formats.records import Labelled, Record, field_of, read_lines, write_lines
from annotation.offsets import RawSpan

NOBODY = ("all", "unknown")
_KNOWN = {"id", "text", "data", "label", "labels", "entities", "relations", "cats", "Comments"}


def read(path: Path) -> Iterator[Record]:
    """The rows of an export; its offsets are code points.

    Raises:
        InputError: the file is no such file.
    """
    for row in read_lines(path):
        if "entities" in row:
            spans = [RawSpan(each["label"], each["start_offset"], each["end_offset"]) for each in row["entities"]]
        else:
            labels = row["labels"] if "labels" in row else field_of(row, "label", path)
            spans = [RawSpan(label, start, end) for start, end, label in labels]
        yield Record(
            row["data"] if "data" in row else field_of(row, "text", path),
            spans,
            str(row.get("id", "")),
            worker="" if path.stem in NOBODY else path.stem,
            meta={key: value for key, value in row.items() if key not in _KNOWN},
        )


def write(texts: Iterable[Labelled], path: Path) -> int:
    """Writes rows for doccano's import and returns their number; every field of `meta` becomes one of the row."""
    return write_lines(
        (
            {
                **{key: value for key, value in each.meta.items() if key not in _KNOWN},
                "id": each.id,
                "text": each.text,
                "label": [[span.start, span.end, span.label] for span in each.spans],
            }
            for each in texts
        ),
        path,
    )
