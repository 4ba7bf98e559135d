"""The two records that everything in this folder reads or writes: a worker's `Vote` and a labelled `Document`.

Both have a JSON form (`to_json`, `from_json`; the gold windows' keys) and an Arrow schema for parquet. Offsets are Python
characters of `text`, half-open, as everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pii.labels import Label
from pii.spans import Span

ALL_LABELS: frozenset[str] = frozenset(label.value for label in Label)


@dataclass(frozen=True, slots=True)
class Document:
    """A text with the spans that count as true in it.

    `ignored` are stretches that nobody can judge (ambiguous, example or out-of-schema spans): training gives them the loss
    mask -100 and scoring treats them as neutral. `asked` are the labels that were looked for: a label that was not asked for
    is unknown in the whole text, not absent.

    Raises:
        ValueError: a span or an ignored stretch reaches beyond the text.
    """

    id: str
    text: str
    spans: tuple[Span, ...] = ()
    ignored: tuple[Span, ...] = ()
    asked: frozenset[str] = ALL_LABELS
    meta: Mapping[str, Any] = field(default_factory=dict)
    """Whatever is known of the origin: package, path, language, licence, guideline version…"""

    def __post_init__(self) -> None:
        for span in (*self.spans, *self.ignored):
            if span.end > len(self.text):
                raise ValueError(
                    f"document {self.id!r}: span {span.start}..{span.end} {span.label} ends beyond its text "
                    f"of {len(self.text)} characters"
                )

    def to_json(self) -> dict[str, Any]:
        """A JSON-serialisable row: `{"id", "text", "spans": [{"start", "end", "label", ...}], ...meta}`."""
        return {
            "id": self.id,
            "text": self.text,
            "spans": [_span_to_json(span) for span in self.spans],
            "ignored": [_span_to_json(span) for span in self.ignored],
            "asked": sorted(self.asked),
            "meta": dict(self.meta),
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Document":
        """The document of such a row; a row of the gold windows is one too (`example` and `ambiguous` spans are ignored
        as its scorer does: ambiguous ones, and examples of any label but KEY and PASSWORD)."""
        spans: list[Span] = []
        ignored: list[Span] = []
        for item in row["spans"]:
            neutral = item.get("ambiguous") or (item.get("example") and item["label"] not in ("KEY", "PASSWORD"))
            (ignored if neutral else spans).append(_span_from_json(item))
        ignored += [_span_from_json(item) for item in row.get("ignored", ())]
        known = {"id", "text", "spans", "ignored", "asked", "meta"}
        meta = {**row.get("meta", {}), **{key: value for key, value in row.items() if key not in known}}
        asked = frozenset(row.get("asked", ALL_LABELS))
        return cls(str(row["id"]), row["text"], tuple(sorted(spans)), tuple(sorted(ignored)), asked, meta)


def _span_to_json(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "label": str(span.label), "score": span.score, "source": span.source}


def _span_from_json(item: Mapping[str, Any]) -> Span:
    return Span(
        int(item["start"]),
        int(item["end"]),
        Label(item["label"]),
        float(item.get("score", 1.0)),
        str(item.get("source", "")),
    )
