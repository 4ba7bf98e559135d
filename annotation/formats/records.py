"""What all formats share: the records and defects read, checks of a row's content, and the texts written.

Nothing that is not understood becomes an answer. A reader gives a `Record` for every answer of its file and a `Defect`, with
its reason, for everything else: a row that lacks a field, a span without a label, a line that is not JSON.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from annotation.offsets import RawSpan
from annotation.schema import CrowdSpan, Document, Vote
from pii.errors import InputError

AMBIGUOUS = "AMBIGUOUS"
"""The label of ignored stretches in formats without their own word for them."""


@dataclass(frozen=True, slots=True)
class Record:
    """One person's answer on one text, as a file states it; with `dropped`, why it does not count."""

    text: str = field(repr=False)
    spans: Sequence[RawSpan]
    id: str = ""
    """If empty, the document is named after its text."""
    worker: str = ""
    """Who answered, by the tool's own id; empty: nobody in particular."""
    dropped: str = ""
    asked: frozenset[str] | None = None
    """Labels that were looked for; None: all of the schema."""
    started: datetime | None = None
    submitted: datetime | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Defect:
    """Part of a file that cannot be understood as an answer, so that a person has to look at it."""

    reason: str
    """Never a value; at most the name of a field or a label."""
    id: str = ""
    """The tool's own name of the row, where it has one."""


class UnreadableRowError(ValueError):
    """A row violates its format; the message becomes a `Defect` and holds no value."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Where an answer is in a row; the format's usual names are used for what is left empty."""

    text: str = ""
    id: str = ""
    controls: tuple[str, ...] = ()
    """The fields, controls or layers with marked spans that count; empty: all."""
    nothing: tuple[str, ...] = ()
    """Choices which say that there is nothing to mark."""
    unjudged: tuple[str, ...] = ()
    """Choices which say that the text cannot be judged."""
    tags: tuple[str, ...] = ()
    """Names of numbered tags, in order."""


USUAL = Fields()
"""The format's usual names for everything."""

Read = Record | Defect
Reader = Callable[[Path, Fields], Iterator[Read]]
Row = dict[str, Any]


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
    spans = [CrowdSpan(span.start, span.end, str(span.label)) for span in document.spans]
    spans += [CrowdSpan(span.start, span.end, AMBIGUOUS) for span in document.ignored]
    return Labelled(document.id, document.text, tuple(sorted(spans)), document.asked, document.meta)


def of_vote(vote: Vote) -> Labelled:
    """A vote's spans, in the labels of the crowd, without the worker."""
    return Labelled(vote.document_id, vote.text, tuple(sorted(vote.spans)), vote.asked, vote.meta)


# ---------------------------------------------------------------------------------------------------------- rows of files


def read_lines(path: Path) -> Iterator[Row | Defect]:
    """The objects of a JSON lines file; any other line is a defect.

    Raises:
        InputError: no such file.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
                if line.strip():
                    yield _object(line)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error


def _object(line: bytes) -> Row | Defect:
    try:
        row = json.loads(line)
    except UnicodeDecodeError:
        return Defect("line is not UTF-8")
    except (ValueError, RecursionError):
        return Defect("line is not JSON")
    return row if isinstance(row, dict) else Defect(f"line holds {kind_of(row)}, expected an object")


def read_whole(path: Path) -> Any:
    """The content of a JSON file.

    Raises:
        InputError: no such file, or no JSON.
    """
    try:
        # Invalid UTF-8 makes only its row unusable, not the file.
        return json.loads(path.read_text(encoding="utf-8-sig", errors="surrogateescape"))
    except (OSError, ValueError, RecursionError) as error:  # a ValueError too: an integer of thousands of digits
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise InputError(f"{path}: expected a JSON file in UTF-8: {reason}") from error


def read_objects(path: Path, described: str) -> Iterator[Row | Defect]:
    """The objects of a file that is a JSON list or JSON lines, whatever its name says.

    Raises:
        InputError: no such file, or JSON of another kind.
    """
    if _first_sign(path) != b"[":
        yield from read_lines(path)
        return
    content = read_whole(path)
    if not isinstance(content, list):
        raise InputError(f"{path}: expected {described}, found {kind_of(content)}")
    for item in content:
        yield item if isinstance(item, dict) else Defect(f"row is {kind_of(item)}, expected an object")


def _first_sign(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error


def each(rows: Iterable[Row | Defect], parse: Callable[[Row], Iterable[Read]]) -> Iterator[Read]:
    """What `parse` makes of every row; a row that it cannot read is a defect and does not end the file."""
    for row in rows:
        if isinstance(row, Defect):
            yield row
            continue
        yield from guarded(lambda row=row: parse(row), str(row.get("id", "")))


def guarded(parse: Callable[[], Iterable[Read]], name: str) -> list[Read]:
    """What `parse` gives, or why it could not."""
    try:
        return list(parse())
    except UnreadableRowError as error:
        return [Defect(str(error), name)]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, OverflowError, RecursionError):
        # Unforeseen by the reader: set the row aside, and withhold the message, which may quote it.
        return [Defect("row has an unknown shape", name)]


# ------------------------------------------------------------------------------------------------------- checks of a row


def kind_of(value: Any) -> str:
    """The type of a JSON value, in words."""
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list", dict: "an object"}
    return "null" if value is None else names.get(type(value), f"a {type(value).__name__}")


def field_of(row: Mapping[str, Any], *names: str) -> Any:
    """The first field of those names that the row has.

    Raises:
        UnreadableRowError: it has none of them.
    """
    for name in names:
        if name in row:
            return row[name]
    raise UnreadableRowError(f"no field {' or '.join(map(repr, names))}")


def text_of(row: Mapping[str, Any], fields: Fields, *names: str) -> str:
    """The text of a row.

    Raises:
        UnreadableRowError: there is none.
    """
    wanted = (fields.text,) if fields.text else names
    text = field_of(row, *wanted)
    if not isinstance(text, str):
        raise UnreadableRowError(f"text is {kind_of(text)}, not a string")
    if not text:
        raise UnreadableRowError("text is empty")
    return text


def id_of(row: Mapping[str, Any], fields: Fields, *names: str) -> str:
    """The row's id, empty where it has none.

    Raises:
        UnreadableRowError: it is neither a string nor a number, or the field that was named is not there.
    """
    if fields.id and fields.id not in row:
        raise UnreadableRowError(f"no field {fields.id!r}")
    value = next((row[name] for name in ((fields.id,) if fields.id else names) if row.get(name) is not None), "")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise UnreadableRowError(f"id is {kind_of(value)}, not a string or a whole number")
    return str(value)


def objects_of(value: Any, what: str) -> list[Row]:
    """A list of objects.

    Raises:
        UnreadableRowError: it is something else.
    """
    if not isinstance(value, list):
        raise UnreadableRowError(f"{what} is {kind_of(value)}, not a list")
    for item in value:
        if not isinstance(item, dict):
            raise UnreadableRowError(f"{what} holds {kind_of(item)}, expected an object")
    return value


def meta_of(value: Any) -> Row:
    """A row's `meta`; null is none.

    Raises:
        UnreadableRowError: it is not an object.
    """
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UnreadableRowError(f"meta is {kind_of(value)}, not an object")
    return value


def rest_of(row: Mapping[str, Any], known: Iterable[str], fields: Fields) -> Row:
    """The fields of a row that are not part of the answer: its origin."""
    left_out = {*known, fields.text, fields.id}
    return {key: value for key, value in row.items() if key not in left_out and value is not None}


def asked_of(value: Any) -> frozenset[str] | None:
    """The labels that were looked for; None where the row does not say.

    Raises:
        UnreadableRowError: they are not a list of strings.
    """
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(label, str) for label in value):
        raise UnreadableRowError(f"asked is {kind_of(value)}, not a list of labels")
    return frozenset(value)


def span(start: Any, end: Any, label: Any, quoted: Any = None) -> RawSpan:
    """A span, after checking the types of its parts.

    Raises:
        UnreadableRowError: an offset is not a whole number, or the label or the quoted text not a string.
    """
    for name, value in (("start", start), ("end", end)):
        if type(value) is not int:
            raise UnreadableRowError(f"a span's {name} is {_odd_number(value)}")
    if not isinstance(label, str) or not label.strip():
        raise UnreadableRowError(f"a span's label is {'empty' if label == '' else kind_of(label) + ', not a string'}")
    if not (quoted is None or isinstance(quoted, str)):
        raise UnreadableRowError(f"a span's quoted text is {kind_of(quoted)}, not a string")
    return RawSpan(label, start, end, quoted)


def _odd_number(value: Any) -> str:
    return (
        "a number with a fraction, not a whole one" if isinstance(value, float) else f"{kind_of(value)}, not a number"
    )


def time_of(value: Any) -> datetime | None:
    """A time in an export, ISO or in seconds since 1970, in UTC if it names no zone; None if it cannot be read."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        time = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


# ---------------------------------------------------------------------------------------------------------------- writing


def write_lines(rows: Iterable[Mapping[str, Any]], path: Path) -> int:
    """Writes JSON lines and returns their number."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            count += 1
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return count
