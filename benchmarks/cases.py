"""Cases: short made-up texts after public bug reports of detectors, each right or wrong as a whole.

A case is `{"id", "kind", "text", "spans", "optional", "must_not"}`, offsets in characters. It is right if every span is found
under its label, fully covered with at most one extra character at each end, nothing overlaps `must_not`, and nothing is
reported outside `spans` and `optional` (which may be found or not).
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotation.schema import Document
from models.jsonl import read_rows
from pii.errors import InputError
from pii.labels import Label
from pii.spans import Span, overlap

SLACK = 1
"""How many extra characters, such as a quote or bracket, a prediction may have at each end."""


def load(path: Path) -> Iterator[Document]:
    """The cases of a file as documents; `optional` becomes neutral, `must_not` and `kind` stay in `meta`.

    Raises:
        InputError: a row is not a case.
    """
    for number, row in enumerate(read_rows(path), 1):
        try:
            spans = tuple(sorted(_span(place) for place in row["spans"]))
            optional = tuple(sorted(_span(place) for place in row.get("optional", ())))
            # Kept as text, so that documents survive both parquet and JSON.
            meta = {"kind": row["kind"], "must_not": json.dumps(row.get("must_not", []))}
            yield Document(str(row["id"]), row["text"], spans, optional, meta=meta)
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"{path.name}, line {number}: no case ({type(error).__name__})") from None


def _span(place: Mapping[str, Any]) -> Span:
    return Span(place["start"], place["end"], place.get("label", Label.KEY))


def problems(case: Document, found: Sequence[Span]) -> list[str]:
    """The problems of the spans found in a case: `missed`, `label`, `extent`, `must not`, `false`; none if it is right."""
    out: list[str] = []
    used: set[Span] = set()
    for want in case.spans:
        hits = [span for span in found if span.label == want.label and _covers(span, want)]
        used.update(hits)
        if not hits:
            near = [span for span in found if overlap(span, want)]
            labels = any(span.label != want.label for span in near)
            out.append("missed" if not near else "label" if labels else "extent")
    must_not = [_span(place) for place in json.loads(case.meta["must_not"])]
    free = (*case.spans, *case.ignored)
    for span in found:
        if any(overlap(span, place) for place in must_not):
            out.append("must not")
        elif span not in used and not any(overlap(span, place) for place in free):
            out.append("false")
    return out


def _covers(span: Span, want: Span) -> bool:
    return 0 <= want.start - span.start <= SLACK and 0 <= span.end - want.end <= SLACK


def measure(documents: Sequence[Document], predictions: Sequence[Sequence[Span]]) -> dict[str, Any]:
    """For each kind: right cases, all cases, number of problems, and ids of wrong cases."""
    kinds: dict[str, list[int]] = {}
    wrong: dict[str, list[str]] = {}
    counts: Counter[str] = Counter()
    for document, found in zip(documents, predictions, strict=True):
        bad = problems(document, found)
        row = kinds.setdefault(str(document.meta["kind"]), [0, 0])
        row[0] += not bad
        row[1] += 1
        counts.update(bad)
        if bad:
            wrong[document.id] = sorted(set(bad))
    return {"kinds": dict(sorted(kinds.items())), "problems": dict(sorted(counts.items())), "wrong": wrong}
