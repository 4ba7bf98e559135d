"""Precision at natural prevalence: on random files of a corpus, from a sample of the detected spans that somebody judges.

Windows cut around likely values hold more to find than whole files, so precision on them is too optimistic. Here files are
drawn at random, and a random sample of each label's spans goes on a sheet with context. A reader judges each, and the
share of right ones, with its interval, is the precision. The sheet holds text of the corpus and stays private;
the result has only counts.
"""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.intervals import wilson
from benchmarks.results import provenance
from models.jsonl import read_rows, write_rows
from pii.errors import InputError
from pii.labels import Label
from pii.redactor import Redactor
from pii.spans import Span

SHEET, RUN = "sheet.jsonl", "run.json"
SEED = 7
MEGABYTES = 8.0
PER_LABEL = 60
CONTEXT = 160
"""Characters of context on each side."""
ADDRESSES = (Label.EMAIL, Label.IP_ADDRESS)
"""Labels left out of the sum of false spans, since they follow a grammar."""

_BATCH = 64
_VERDICTS: Mapping[object, str] = {True: "right", False: "wrong", "unsure": "unsure"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """Random files of a corpus."""

    rows: Sequence[Mapping[str, Any]]
    name: str

    @property
    def bytes(self) -> int:
        """Of all files together, as UTF-8."""
        return sum(len(row["text"].encode("utf-8", "surrogatepass")) for row in self.rows)


def draw_files(documents: Path, split: str | None, megabytes: float, seed: int = SEED) -> Drawn:
    """Random files of a corpus up to so many megabytes, independent of their order in it.

    Raises:
        InputError: the corpus cannot be read, or holds no document of the split.
    """

    def wanted() -> Iterator[Mapping[str, Any]]:
        return (row for row in read_rows(documents) if split is None or row.get("split") == split)

    def place(name: str) -> bytes:
        return hashlib.sha256(f"{seed}/{name}".encode()).digest()

    sizes = {row["id"]: len(row["text"].encode("utf-8", "surrogatepass")) for row in wanted()}
    chosen: set[str] = set()
    left = megabytes * 1e6
    for name in sorted(sizes, key=place):
        if left <= 0:
            break
        chosen.add(name)
        left -= sizes[name]
    if not chosen:
        raise InputError(f"{documents} holds no document" + (f" of the split {split!r}" if split else ""))
    rows = sorted((row for row in wanted() if row["id"] in chosen), key=lambda row: place(row["id"]))
    name = f"{documents.absolute().parent.name}/{documents.name}"
    return Drawn(rows, f"{name}, {split}" if split else name)


def draw_sheet(drawn: Drawn, redactor: Redactor, out: Path, per_label: int = PER_LABEL, seed: int = SEED) -> Path:
    """Mark the files and write `sheet.jsonl`, a row for each span to judge, and `run.json`, which describes the run.

    Spans that redaction leaves unchanged are not counted: they do no damage.
    """
    spans: dict[str, list[tuple[int, Span]]] = {}
    for number, found in enumerate(_marked(drawn, redactor)):
        for span in found:
            if not span.reason:
                spans.setdefault(str(span.label), []).append((number, span))
    choice = random.Random(seed)
    sampled = [
        (f"{label}-{number:03}", *place)
        for label, places in sorted(spans.items())
        for number, place in enumerate(sorted(choice.sample(places, min(per_label, len(places)))), 1)
    ]
    out.mkdir(parents=True, exist_ok=True)
    write_rows(out / SHEET, (_to_read(name, drawn.rows[number], span) for name, number, span in sampled))
    run = {
        "dataset": {
            "name": f"random files of {drawn.name}",
            "documents": len(drawn.rows),
            "characters": sum(len(row["text"]) for row in drawn.rows),
            "bytes": drawn.bytes,
        },
        "seed": seed,
        "detectors": redactor.describe()["detectors"],
        "spans": {label: dict(Counter(span.source for _, span in places)) for label, places in sorted(spans.items())},
        "sampled": {name: [str(span.label), span.source] for name, _, span in sampled},
        **provenance(),
    }
    (out / RUN).write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
    return out / SHEET


def _marked(drawn: Drawn, redactor: Redactor) -> Iterator[list[Span]]:
    from rich.progress import track

    batches = [drawn.rows[first : first + _BATCH] for first in range(0, len(drawn.rows), _BATCH)]
    for batch in track(batches, "files", transient=True):
        yield from redactor.detect_batch([row["text"] for row in batch])


def _to_read(name: str, row: Mapping[str, Any], span: Span) -> dict[str, Any]:
    text: str = row["text"]
    return {
        "id": name,
        "label": str(span.label),
        "source": span.source,
        "score": round(span.score, 3),
        "file": row["id"],
        "before": text[max(0, span.start - CONTEXT) : span.start],
        "value": text[span.start : span.end],
        "after": text[span.end : span.end + CONTEXT],
    }


def read_verdicts(path: Path) -> dict[str, str]:
    """`right`, `wrong` or `unsure` by id, from a JSON Lines file of `{"id", "right": true | false | "unsure"}`.

    Raises:
        InputError: a row is not a verdict.
    """
    verdicts: dict[str, str] = {}
    for number, row in enumerate(read_rows(path), 1):
        if "id" not in row or row.get("right") not in _VERDICTS:
            raise InputError(
                f'{path.name}, line {number}: no verdict; expected "id" and "right": true, false or "unsure"'
            )
        verdicts[str(row["id"])] = _VERDICTS[row["right"]]
    return verdicts


def judge(out: Path, verdicts: Mapping[str, str]) -> dict[str, Any]:
    """The result of a judged sheet, without text: verdicts by label and source, spans and false spans per megabyte.

    Raises:
        InputError: there is no run, or a span of its sheet has no verdict.
    """
    if not (out / RUN).exists():
        raise InputError(f"{out} holds no {RUN}: draw a sheet first")
    run = json.loads((out / RUN).read_text(encoding="utf-8"))
    sampled: Mapping[str, Sequence[str]] = run.pop("sampled")
    if missing := sorted(sampled.keys() - verdicts.keys()):
        raise InputError(
            f"{len(missing)} of {len(sampled)} spans of the sheet have no verdict, the first is {missing[0]}"
        )
    megabytes = run["dataset"]["bytes"] / 1e6
    labels = {
        label: _row(sources, megabytes, [verdicts[name] for name, (its, _) in sampled.items() if its == label])
        for label, sources in run["spans"].items()
    }
    pairs = [(label, source) for label, sources in run["spans"].items() for source in sources]
    by_source = {
        f"{label} {source}": _row(
            {source: run["spans"][label][source]},
            megabytes,
            [verdicts[name] for name, its in sampled.items() if tuple(its) == (label, source)],
        )
        for label, source in pairs
    }
    return {**run, "labels": labels, "sources": by_source, "false_spans_per_megabyte": _total(labels)}


def with_earlier(result: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """A result with those of earlier draws, newest first. Counting the same sheet again adds none."""
    earlier = [one for one in (old, *old.get("earlier", ())) if one and _draw(one) != _draw(result)]
    kept = ("dataset", "seed", "labels", "false_spans_per_megabyte", "commit", "date", "changed_files")
    return {**result, "earlier": [{name: one[name] for name in kept} for one in earlier]}


def _draw(result: Mapping[str, Any]) -> tuple[object, ...]:
    return result["commit"], result["seed"], result["dataset"]["bytes"]


def _row(sources: Mapping[str, int], megabytes: float, given: Sequence[str]) -> dict[str, Any]:
    """Spans that are unsure count neither way."""
    counts = Counter(given)
    per_megabyte = sum(sources.values()) / megabytes
    row: dict[str, Any] = {"spans": sum(sources.values()), "spans_per_megabyte": round(per_megabyte, 4)}
    row |= {name: counts[name] for name in ("right", "wrong", "unsure")}
    if precision := wilson(counts["right"], counts["right"] + counts["wrong"]):
        shares = (precision.value, precision.low, precision.high)
        row["precision"] = [round(share, 4) for share in shares]
        row["false_per_megabyte"] = [round(per_megabyte * (1 - shares[index]), 4) for index in (0, 2, 1)]
    return row


def _total(labels: Mapping[str, Mapping[str, Any]]) -> list[float]:
    """False spans per megabyte over all labels except addresses: the sum, and its interval by MOVER (Zou and Donner, 2008),
    which adds squares of the distances between the labels' estimates and their limits."""
    rows = [row["false_per_megabyte"] for label, row in labels.items() if label not in ADDRESSES and "precision" in row]
    value = sum(row[0] for row in rows)
    below = sum((row[0] - row[1]) ** 2 for row in rows) ** 0.5
    above = sum((row[2] - row[0]) ** 2 for row in rows) ** 0.5
    return [round(value, 3), round(value - below, 3), round(value + above, 3)]
