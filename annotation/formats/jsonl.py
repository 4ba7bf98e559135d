"""Plain JSON lines: `{"text", "spans": [{"start", "end", "label"}], "id"?, "asked"?, "meta"?}`, the form of documents."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotation.formats.records import AMBIGUOUS, Labelled, Record, field_of, read_lines, write_lines
from annotation.offsets import RawSpan

_KNOWN = {"id", "text", "spans", "ignored", "asked", "meta"}


def read(path: Path) -> Iterator[Record]:
    """The rows of a file; a span may quote its characters as `text`, and be marked `ambiguous` or `example`.

    Raises:
        InputError: the file is no such file.
    """
    for row in read_lines(path):
        spans: list[RawSpan] = []
        for item in field_of(row, "spans", path):
            label = str(field_of(item, "label", path))
            if item.get("ambiguous"):
                label = AMBIGUOUS
            elif item.get("example") and label in ("NAME", "EMAIL", "USERNAME"):
                label = f"{label}_EXAMPLE"
            quoted = item.get("text", item.get("value"))
            spans.append(RawSpan(label, field_of(item, "start", path), field_of(item, "end", path), quoted))
        spans += [RawSpan(AMBIGUOUS, item["start"], item["end"]) for item in row.get("ignored", ())]
        yield Record(
            field_of(row, "text", path),
            spans,
            str(row.get("id", "")),
            asked=frozenset(row["asked"]) if "asked" in row else None,
            meta={**{key: value for key, value in row.items() if key not in _KNOWN}, **row.get("meta", {})},
        )


def write(texts: Iterable[Labelled], path: Path) -> int:
    """Writes a row per text and returns their number."""
    return write_lines(
        (
            {
                "id": each.id,
                "text": each.text,
                "spans": [{"start": span.start, "end": span.end, "label": span.label} for span in each.spans],
                "asked": sorted(each.asked),
                "meta": dict(each.meta),
            }
            for each in texts
        ),
        path,
    )
