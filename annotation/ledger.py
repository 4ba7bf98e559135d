"""The account of an import: every row read is kept, or dropped with a reason, and the written file must agree."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from annotation.label_schema import shown_label
from pii.errors import OutputError

QUARANTINE_SUFFIX = ".quarantine.jsonl"
"""Suffix of the file next to the votes that lists rows for a person to look at, with reasons."""


@dataclass(slots=True)
class Ledger:
    """Counts of one import."""

    rows: int = 0
    """Rows read, counted by the reader."""
    kept: int = 0
    """Rows written, counted by the writer."""
    dropped: Counter[str] = field(default_factory=Counter[str])
    """Dropped rows, by reason."""
    quarantined: int = 0
    """Dropped rows that a person has to look at."""
    dropped_spans: int = 0
    """Spans in dropped rows, as far as they could be parsed."""
    negatives: int = 0
    """Kept rows with an empty answer."""
    spans: int = 0
    """Spans in kept rows, before repairs."""
    left_out: Counter[str] = field(default_factory=Counter[str])
    """Spans in kept rows dropped because the user said that their label is not in the schema, by label; not in `spans`."""
    spans_written: int = 0
    notes: Counter[str] = field(default_factory=Counter[str])
    """How many spans were placed other than by their own verified offsets, or repaired, by note."""
    repair_balance: int = 0
    """Spans added by repairs that split, less those removed by repairs that join."""

    def check(self) -> None:
        """Check that rows and spans add up.

        Raises:
            OutputError: they do not, so the written file must not be used.
        """
        dropped = self.dropped.total()
        if self.rows != self.kept + dropped:
            raise OutputError(f"ledger does not add up: {self.rows} rows read, {self.kept} kept, {dropped} dropped")
        if self.spans + self.repair_balance != self.spans_written:
            raise OutputError(
                f"ledger does not add up: {self.spans} spans placed, {self.repair_balance:+} by repairs, "
                f"{self.spans_written} written"
            )

    def to_json(self) -> dict[str, Any]:
        """A JSON-serialisable form."""
        return {
            "rows": self.rows,
            "kept": self.kept,
            "dropped": dict(sorted(self.dropped.items())),
            "quarantined": self.quarantined,
            "dropped_spans": self.dropped_spans,
            "negatives": self.negatives,
            "spans": self.spans,
            "left_out": dict(sorted(self.left_out.items())),
            "spans_written": self.spans_written,
            "repair_balance": self.repair_balance,
            "notes": dict(sorted(self.notes.items())),
        }

    def lines(self) -> Iterable[str]:
        """The ledger as lines of text."""
        yield f"rows read       {self.rows:>9,}"
        yield f"  kept          {self.kept:>9,}   of them {self.negatives:,} answers that say: nothing here"
        for reason, count in self.dropped.most_common():
            yield f"  dropped       {count:>9,}   {reason}"
        if self.quarantined:
            yield f"  of them       {self.quarantined:>9,}   to be looked at"
        if self.dropped_spans:
            yield f"spans dropped   {self.dropped_spans:>9,}   with their rows"
        for label, count in self.left_out.most_common():
            yield f"spans left out  {count:>9,}   {shown_label(label)}, as you said"
        yield f"spans placed    {self.spans:>9,}"
        yield f"  written       {self.spans_written:>9,}   {self.repair_balance:+,} by repairs that split or join"
        for note, count in self.notes.most_common():
            yield f"  of them       {count:>9,}   {note}"
