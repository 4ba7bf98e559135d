"""Estimates how much may be left in outputs, from a random sample that is read.

The text of all outputs is cut into windows of `WINDOW` characters. A sample is `size` of them, each window as likely as any
other; the reader, a person or a detector of another kind, notes how many spans of each label begin in each. Then, at 95 %:

- the share of windows with something left is at most Clopper and Pearson's exact bound for a binomial, whatever the text is;
- spans per billion characters are at most Garwood's exact bound for a Poisson count, divided by the characters read. That holds
  if spans occur independently. If a window holds several, they do not: then the bound for windows times the mean number in a
  window that has any is given, if it is larger.

Each bound holds for its label alone: of twenty labels, one bound may well be exceeded.
"""

import csv
import dataclasses
import heapq
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from pii.errors import InputError
from pii.labels import Label
from pii.runs.intervals import CONFIDENCE, binomial_upper, poisson_upper

WINDOW = 2000
"""Characters per window."""

_PLACE = ("window", "path", "row", "field", "start", "length", "text")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the outputs, and its location."""

    path: str
    row: int | None
    field: str | None
    text: str = dataclasses.field(repr=False)
    offset: int = 0
    """Where it begins, if it is a part of a longer text."""


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A window to read."""

    rank: bytes = dataclasses.field(repr=False)
    """The order of drawing; the same seed gives the same sample."""
    path: str
    row: int | None = dataclasses.field(compare=False)
    field_name: str | None = dataclasses.field(compare=False)
    start: int
    text: str = dataclasses.field(repr=False, compare=False)


@dataclass(slots=True)
class Sample:
    """A sample drawn from a stream of texts."""

    size: int
    seed: int = 0
    characters: int = 0
    """Total of all texts."""
    windows: int = 0
    _kept: list[tuple[int, int, Window]] = dataclasses.field(default_factory=list[tuple[int, int, Window]])

    def add(self, text: Text) -> None:
        """Add a text to the population."""
        self.characters += len(text.text)
        for start in range(0, len(text.text), WINDOW):
            place = f"{self.seed}\0{text.path}\0{text.row}\0{text.field}\0{text.offset + start}"
            rank = blake2b(place.encode("utf-8", "surrogatepass"), digest_size=16).digest()
            self.windows += 1
            key = -int.from_bytes(rank)
            if len(self._kept) < self.size or key > self._kept[0][0]:
                piece = text.text[start : start + WINDOW]
                item = key, self.windows, Window(rank, text.path, text.row, text.field, text.offset + start, piece)
                (heapq.heappush if len(self._kept) < self.size else heapq.heapreplace)(self._kept, item)

    def drawn(self) -> list[Window]:
        """The windows drawn, in reading order."""
        windows = [window for _, _, window in self._kept]
        random.Random(self.seed).shuffle(windows)
        return windows


def write_sheet(path: Path, sample: Sample, labels: Sequence[str] = tuple(Label)) -> None:
    """Write a sheet for the reader: a row per window and a column per label, to be filled in with numbers; empty means 0.

    It shows what is left in the outputs in plain text, and is readable by its owner alone.
    """
    path.touch(mode=0o600)
    with path.open("w", newline="", encoding="utf-8", errors="backslashreplace") as file:
        writer = csv.writer(file)
        writer.writerow([*_PLACE, "read", *labels])
        for number, window in enumerate(sample.drawn()):
            place = [number, window.path, window.row, window.field_name, window.start, len(window.text), window.text]
            writer.writerow([*place, "", *("" for _ in labels)])


@dataclass(frozen=True, slots=True)
class Reading:
    """Counts of what was found in a sample."""

    windows: int
    characters: int
    spans: dict[str, int]
    """Spans by label, in all windows."""
    hit: dict[str, int]
    """Windows with at least one span, by label."""


def read_sheet(path: Path) -> Reading:
    """Read a filled-in sheet; windows without a mark in `read` do not count.

    Raises:
        InputError: the file is not such a sheet, or contains something other than numbers.
    """
    csv.field_size_limit(1 << 24)
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read as CSV in UTF-8 ({type(error).__name__})") from error
    if not rows or not {*_PLACE, "read"} <= rows[0].keys():
        raise InputError(f"{path} is no sheet of windows; pii verify --sample N --sheet FILE writes one")
    labels = [name for name in rows[0] if name not in (*_PLACE, "read")]
    done = [row for row in rows if (row["read"] or "").strip()]
    if not done:
        raise InputError(f"{path}: no window is marked as read; put something into the column `read` of those that are")
    return tally(
        (
            (int(row["length"]), {label: _number(row[label], label, row["window"], path) for label in labels})
            for row in done
        ),
        labels,
    )


def _number(cell: str | None, label: str, window: str, path: Path) -> int:
    text = (cell or "").strip()
    if text and not text.isdecimal():
        raise InputError(f"{path}: window {window}, {label}: expected a number or nothing")
    return int(text or 0)


def tally(windows: Iterable[tuple[int, dict[str, int]]], labels: Sequence[str]) -> Reading:
    """The reading of windows, each given by its length and its spans by label."""
    spans, hit = dict.fromkeys(labels, 0), dict.fromkeys(labels, 0)
    read = characters = 0
    for length, found in windows:
        read, characters = read + 1, characters + length
        for label, number in found.items():
            spans[label] += number
            hit[label] += number > 0
    return Reading(read, characters, spans, hit)


@dataclass(frozen=True, slots=True)
class Bound:
    """Upper bounds on what is left."""

    label: str
    seen: int
    """Spans in the sample."""
    windows: float
    """Maximum share of windows with such a span."""
    spans: float
    """Maximum such spans per billion characters."""


def bounds(reading: Reading, confidence: float = CONFIDENCE) -> Iterator[Bound]:
    """The upper bounds of a reading by label, each at this confidence."""
    for label, seen in reading.spans.items():
        hit = reading.hit[label]
        share = binomial_upper(hit, reading.windows, confidence)
        rate = poisson_upper(seen, confidence) / reading.characters
        clustered = share * (seen / hit) * reading.windows / reading.characters if seen > hit else 0.0
        yield Bound(label, seen, share, 1e9 * max(rate, clustered))
