"""Sample documents of an output for review, at random and by label, with their original text, values masked or not.

The text is rebuilt from the redacted one and the sidecar, as both texts agree outside spans. A value is shown as one dot for
each of its characters, so that offsets are those of the original. Only the inputs hold values; they are read if asked for.
"""

# Arrow's stubs leave open what arrays hold.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import random
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from pii.errors import InputError
from pii.report.facts import REDACTED, Facts
from pii.shards.base import Shard, ShardOptions, SourceFile
from pii.shards.discover import find_shards
from pii.shards.formats import TEXT, format_of
from pii.shards.redact import read_blocks
from pii.shards.sidecar import FOLDER, spans_name

MASK = "\u2022"
RANDOM = "random"
"""The stratum of documents drawn from all of them; other strata are labels."""
_MOST_CHARACTERS = 20_000
"""Longer documents are cut to an excerpt: more than a reviewer reads, and the page holds every text."""
_AROUND = 1_500
"""Characters of context on either side of an excerpt's spans: about a screenful."""
_MOST_SHARDS = 20
"""Shards to draw documents from, since each one drawn from is read anew."""
_TRIES = 20
"""How many documents to try for each one wanted, as some are quarantined."""
_PARQUET_MAGIC = b"PAR1"


@dataclass(frozen=True, slots=True)
class Found:
    """A span of a sampled text, in characters of `Sampled.text`, and its replacement."""

    start: int
    end: int
    label: str
    score: float
    source: str
    after: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sampled:
    """A document, or an excerpt of a long one around its spans."""

    shard: str
    row: int
    id: str | None
    stratum: str
    text: str = field(repr=False)
    offset: int
    """Where `text` begins in the document, in characters."""
    spans: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the sidecar."""

    row: int
    new_row: int
    id: str | None
    start: int
    end: int
    new_start: int
    new_end: int
    label: str
    score: float
    source: str
    field: str | None


def sample(facts: Facts, count: int, seed: int = 0, inputs: Sequence[str] | None = None) -> list[Sampled]:
    """Draw documents: half of them from all, the rest for one label after the other.

    Args:
        facts: those of the run.
        count: how many; fewer if the output has fewer.
        seed: the same seed draws the same documents.
        inputs: the inputs as given to `pii redact`; if set, texts hold their values.

    Raises:
        InputError: an input is missing, or has changed since the run.
    """
    strata = _draw(facts, count, random.Random(seed))
    sources = None if inputs is None else {shard.name: shard for shard in find_shards(inputs)}
    documents: list[Sampled] = []
    for name in sorted({name for name, _ in strata}):
        wanted = {row: stratum for (shard, row), stratum in strata.items() if shard == name}
        documents += _read(facts, name, wanted, sources)
    return documents


def _draw(facts: Facts, count: int, rng: random.Random) -> dict[tuple[str, int], str]:
    """The stratum of each document drawn."""
    sizes = {name: entry.counts.documents for name, entry in sorted(facts.entries.items()) if entry.status in REDACTED}
    if len(sizes) > _MOST_SHARDS:
        sizes = {name: sizes[name] for name in sorted(rng.sample(sorted(sizes), _MOST_SHARDS))}
    failed = {(name, row) for name, rows in facts.lost.items() for row in rows}
    every = sum(sizes.values())
    drawn: dict[tuple[str, int], str] = {}
    for number in rng.sample(range(every), min(every, _TRIES * count)):
        place = _place(sizes, number)
        if len(drawn) < (count + 1) // 2 and place not in failed:
            drawn[place] = RANDOM
    by_label: dict[str, list[tuple[str, int]]] = {
        label: [key for key, labels in facts.documents.items() if label in labels and key[0] in sizes]
        for label in facts.labels
    }
    for keys in by_label.values():
        rng.shuffle(keys)
    while len(drawn) < count and any(by_label.values()):
        for label, keys in by_label.items():
            if keys and len(drawn) < count:
                drawn.setdefault(keys.pop(), label)
    return drawn


def _place(sizes: Mapping[str, int], number: int) -> tuple[str, int]:
    for name, size in sizes.items():
        if number < size:
            return name, number
        number -= size
    raise IndexError(number)


def _read(facts: Facts, name: str, wanted: Mapping[int, str], sources: Mapping[str, Shard] | None) -> Iterator[Sampled]:
    """The texts of the wanted documents of a shard, by the documents' numbers in the shard as read."""
    spans_of = _sidecar(facts, name, wanted)
    options = _options(facts)
    shift = {row: row - bisect_left(facts.lost.get(name, []), row) for row in wanted}
    redacted = _texts(_output_shard(facts, name), options, set(shift.values()))
    originals: _Texts = {}
    if sources is not None:
        if name not in sources:
            raise InputError(f"{name} is not among the inputs given; name them as they were named to pii redact")
        originals = _texts(sources[name], options, set(wanted))
    for row, stratum in sorted(wanted.items()):
        for place, (id, after) in redacted.get(shift[row], {}).items():
            spans = spans_of.get((row, place), [])
            before = _masked(after, spans)
            found = tuple(_found(span, after, masked=sources is None) for span in spans)
            if sources is not None:
                before = _checked(name, row, originals.get(row, {}).get(place), before, spans)
            called = ": ".join(filter(None, (id, place))) or None
            yield _cut(Sampled(name, row, called, stratum, before, 0, found))


def _found(span: _Row, after: str, *, masked: bool) -> Found:
    new = after[span.new_start : span.new_end]
    # A span that a policy keeps is the value itself, of equal length. A mask or tag, not a value, may have that length, too.
    if masked and len(new) == span.end - span.start and new != f"<{span.label}>" and set(new) - {"*", " ", "\n"}:
        new = MASK * len(new)
    return Found(span.start, span.end, span.label, span.score, span.source, new)


def _masked(after: str, spans: Iterable[_Row]) -> str:
    """The original text with dots for values."""
    pieces: list[str] = []
    position = 0
    for span in spans:
        pieces += (after[position : span.new_start], MASK * (span.end - span.start))
        position = span.new_end
    return "".join((*pieces, after[position:]))


def _checked(name: str, row: int, original: tuple[str | None, str] | None, masked: str, spans: Iterable[_Row]) -> str:
    """The original text, checked to be the one that was redacted."""
    if original is not None:
        text = original[1]
        pieces: list[str] = []
        position = 0
        for span in spans:
            pieces += (text[position : span.start], MASK * (span.end - span.start))
            position = span.end
        if "".join((*pieces, text[position:])) == masked:
            return text
    raise InputError(
        f"{name} row {row}: the input is not the text that was redacted; run pii redact again, or report without it"
    )


def _cut(document: Sampled) -> Sampled:
    """An excerpt of a long document around its first spans, in whole lines unless they are too long."""
    text = document.text
    if len(text) <= _MOST_CHARACTERS:
        return document
    first = document.spans[0].start if document.spans else 0
    start = max(0, first - _AROUND)
    start = text.rfind("\n", 0, start) + 1 if start - text.rfind("\n", 0, start) < _AROUND else start
    end = min(len(text), start + _MOST_CHARACTERS)
    newline = text.rfind("\n", start, end)
    end = newline + 1 if newline > start + _MOST_CHARACTERS // 2 and end < len(text) else end
    spans = tuple(
        Found(span.start - start, span.end - start, span.label, span.score, span.source, span.after)
        for span in document.spans
        if start <= span.start and span.end <= end
    )
    return Sampled(document.shard, document.row, document.id, document.stratum, text[start:end], start, spans)


def _sidecar(facts: Facts, name: str, wanted: Mapping[int, str]) -> dict[tuple[int, str | None], list[_Row]]:
    """Spans by row and field."""
    columns = [column.name for column in fields(_Row)]
    table = pq.read_table(
        facts.output / spans_name(name),
        columns=columns,
        filters=pc.field("row").isin(list(wanted)),
        partitioning=None,
    )
    rows: dict[tuple[int, str | None], list[_Row]] = {}
    for record in table.to_pylist():
        rows.setdefault((record["row"], record["field"]), []).append(_Row(**record))
    return rows


def _options(facts: Facts) -> ShardOptions:
    given: Any = facts.config.get("shards", {})
    return ShardOptions(
        tuple(given["text_fields"]), given["id_column"], given["max_document_bytes"], encoding=given["encoding"]
    )


def _output_shard(facts: Facts, name: str) -> Shard:
    """The shard of the output."""
    files = tuple(
        SourceFile(str(facts.output / file), file, size, "")
        for file, size, *_ in facts.entries[name].outputs
        if not file.startswith(f"{FOLDER}/")
    )
    return Shard(name, _format(name, files), files)


def _format(name: str, files: Sequence[SourceFile]) -> str:
    format = format_of(name)
    if name.endswith("/") or format != TEXT:
        return TEXT if name.endswith("/") else format
    with open(files[0].url, "rb") as file:  # with --format, the name may not show the format
        return "parquet" if file.read(4) == _PARQUET_MAGIC else "jsonl"


_Texts = dict[int, dict[str | None, tuple[str | None, str]]]
"""Id and text by row and field."""


def _texts(shard: Shard, options: ShardOptions, wanted: set[int]) -> _Texts:
    """The texts of the wanted documents that are not null."""
    texts: _Texts = {}
    rows: Sequence[int] = range(1 << 62)
    if shard.format == TEXT:
        # Each file is a document, possibly a long one, so open only those wanted.
        rows = [row for row in sorted(wanted) if row < len(shard.files)]
        shard = Shard(shard.name, shard.format, tuple(shard.files[row] for row in rows))
    number = -1
    for block, _ in read_blocks(shard, options):
        for document in block.parse(options).documents:
            window = None if document.part is None else document.part.window
            number += window is None or window.offset + window.start == 0
            row = rows[number]
            if row not in wanted:
                continue
            for index, text in enumerate(document.texts):
                place = document.fields[index] if document.fields else None
                piece = text if window is None else text[window.start : window.stop]
                before = texts.setdefault(row, {}).get(place, (None, ""))[1]
                texts[row][place] = document.id, before + piece
        if shard.format != TEXT and number >= max(wanted, default=0):
            break
    return texts
