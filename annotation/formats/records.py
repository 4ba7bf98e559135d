"""What all formats have in common: records that are read, and the labelled texts that are written."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from annotation.offsets import RawSpan
from annotation.schema import CrowdSpan, Document, Vote
from pii.errors import InputError

AMBIGUOUS = "AMBIGUOUS"
"""What a stretch that nobody can judge is called in the formats that have no other word for it."""


@dataclass(frozen=True, slots=True)
class Record:
    """One person's answer on one text, as a file states it; or, with `dropped`, why it is none."""

    text: str = field(repr=False)
    spans: Sequence[RawSpan]
    id: str = ""
    """Empty: the text itself is its name."""
    worker: str = ""
    """Who answered, by the tool's own id; empty: nobody in particular."""
    dropped: str = ""
    asked: frozenset[str] | None = None
    """Labels that were looked for; None: all of the schema."""
    started: datetime | None = None
    submitted: datetime | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with spans in any label set, to be written."""

    id: str
    text: str = field(repr=False)
    spans: tuple[CrowdSpan, ...] = ()
    asked: frozenset[str] = frozenset()
    meta: Mapping[str, Any] = field(default_factory=dict)


def of_document(document: Document) -> Labelled:
    """A document's spans, and its ignored stretches as ambiguous ones."""
    spans = [CrowdSpan(span.start, span.end, span.label.value) for span in document.spans]
    spans += [CrowdSpan(span.start, span.end, AMBIGUOUS) for span in document.ignored]
    return Labelled(document.id, document.text, tuple(sorted(spans)), document.asked, document.meta)


def of_vote(vote: Vote) -> Labelled:
    """A vote's spans, in the labels of the crowd, without a word of who gave it."""
    return Labelled(vote.document_id, vote.text, tuple(sorted(vote.spans)), vote.asked, vote.meta)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON lines file.

    Raises:
        InputError: no such file, or a line that is no JSON object.
    """
    number = 0
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise InputError(f"{path}: line {number} holds a {type(row).__name__}, expected a JSON object")
                    yield row
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise InputError(f"{path}: expected JSON lines in UTF-8, at line {number}: {reason}") from error


def read_whole(path: Path) -> Any:
    """The content of a JSON file.

    Raises:
        InputError: no such file, or no JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise InputError(f"{path}: expected a JSON file in UTF-8: {reason}") from error


def write_lines(rows: Iterable[Mapping[str, Any]], path: Path) -> int:
    """Writes JSON lines and returns their number."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            count += 1
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return count


def field_of(row: Mapping[str, Any], name: str, path: Path) -> Any:
    """A field that a row must have.

    Raises:
        InputError: it has not.
    """
    try:
        return row[name]
    except KeyError:
        raise InputError(f"{path}: a row has no field {name!r}; it has {', '.join(row)}") from None


def time_of(value: Any) -> datetime | None:
    """A time of an export, in UTC where it names no zone; None when there is none that can be read."""
    try:
        time = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
