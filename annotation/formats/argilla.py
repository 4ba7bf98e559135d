"""Argilla's records, as JSON, JSON lines or parquet, of all three of its data models.

- token classification (1.x): `{"text", "annotation": [[label, start, end]], "status", "annotation_agent"}`; what was not
  validated, or only predicted, is not an answer;
- feedback (1.x): `{"fields": {"text"}, "responses": [{"user_id", "status", "values": {question: {"value": [span]}}}]}`;
- records (2.x): `{"fields": {"text"}, "responses": {question: [{"user_id", "value": [span]}]}}`, and on the Hugging Face hub
  columns `question.responses`, `question.responses.users` and `question.responses.status`.

A span is `{"start", "end", "label"}`, offsets in code points.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotation.formats.bigcode import read_parquet
from annotation.formats.records import (
    USUAL,
    Fields,
    Read,
    Record,
    Row,
    UnreadableRowError,
    each,
    field_of,
    guarded,
    id_of,
    kind_of,
    meta_of,
    objects_of,
    read_objects,
    span,
    text_of,
)
from annotation.label_schema import shown_names
from annotation.offsets import RawSpan

_RESPONSES, _USERS, _STATUS = ".responses", ".responses.users", ".responses.status"
_ANSWERED = ("submitted", "validated")


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """A record for every response to every record.

    Raises:
        InputError: there is no such file, or it holds something else.
    """
    rows = read_parquet(path) if path.suffix == ".parquet" else read_objects(path, "Argilla's records")
    return each(rows, lambda row: _records(row, fields))


def _records(row: Row, fields: Fields) -> Iterator[Read]:
    inner = row.get("fields")
    text = _text(inner, fields) if isinstance(inner, dict) else text_of(row, fields, "text")
    common = Record(text, (), id_of(row, fields, "id", "_id"), meta=meta_of(row.get("metadata")))
    if "annotation" in row:
        yield _classified(row, common)
        return
    answers = list(_responses(row, fields))
    if not answers:
        yield Record(text, (), common.id, dropped="record without a response", meta=common.meta)
    for value, user, status in answers:
        yield from guarded(
            lambda value=value, user=user, status=status: [_answer(value, user, status, common)], common.id
        )


def _text(inner: Row, fields: Fields) -> str:
    """The text of a record: the field that was named, `text`, or the only one."""
    texts = [name for name, value in inner.items() if isinstance(value, str)]
    return text_of(inner, fields, *(["text"] if "text" in inner or len(texts) != 1 else texts))


def _classified(row: Row, common: Record) -> Record:
    marked, status = row["annotation"], str(row.get("status", "Validated")).lower()
    if marked is None or status not in _ANSWERED:
        spans: list[RawSpan] = [] if marked is None else [_span(item) for item in _list(marked)]
        why = "record without an annotation" if marked is None else f"record that is {status}"
        return Record(common.text, spans, common.id, dropped=why, meta=common.meta)
    worker = str(row.get("annotation_agent") or "")
    return Record(common.text, [_span(item) for item in _list(marked)], common.id, worker, meta=common.meta)


def _responses(row: Row, fields: Fields) -> Iterator[tuple[Any, str, str]]:
    """Value, user and status of every response to a question about spans."""
    responses = row.get("responses")
    if isinstance(responses, list):
        for response in objects_of(responses, "responses"):
            question, value = _question(response.get("values") or {}, fields)
            yield (
                value.get("value") if isinstance(value, Mapping) else value,
                str(response.get("user_id") or ""),
                str(response.get("status") or "submitted"),
            )
        return
    if isinstance(responses, dict):
        _, given = _question(responses, fields)
        for response in objects_of(given or [], "responses"):
            yield response.get("value"), str(response.get("user_id") or ""), str(response.get("status") or "submitted")
        return
    columns = {name.removesuffix(_RESPONSES): value for name, value in row.items() if name.endswith(_RESPONSES)}
    if not columns:
        raise UnreadableRowError("no field 'annotation' or 'responses'")
    question, values = _question(columns, fields)
    count = len(values or [])
    users, statuses = row.get(question + _USERS) or [""] * count, row.get(question + _STATUS) or ["submitted"] * count
    yield from zip(values or [], map(str, users), map(str, statuses), strict=True)


def _question(answers: Mapping[str, Any], fields: Fields) -> tuple[str, Any]:
    """The question about spans: the one that was named, or the only one."""
    names = [name for name in answers if not fields.controls or name in fields.controls]
    if len(names) != 1:
        raise UnreadableRowError(f"question is not certain; name one with --control; there are: {shown_names(answers)}")
    return names[0], answers[names[0]]


def _answer(value: Any, user: str, status: str, common: Record) -> Record:
    spans = [_span(item) for item in _list(value)] if value is not None or status in _ANSWERED else []
    dropped = "" if status in _ANSWERED else f"response that is {status}"
    return Record(common.text, spans, common.id, user, dropped, meta=common.meta)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise UnreadableRowError(f"spans are {kind_of(value)}, not a list")
    return value


def _span(item: Any) -> RawSpan:
    if isinstance(item, dict):
        return span(field_of(item, "start"), field_of(item, "end"), field_of(item, "label"), item.get("text"))
    if not isinstance(item, list) or len(item) not in (3, 4):
        raise UnreadableRowError("a span is neither an object nor [label, start, end]")
    return span(item[1], item[2], item[0])
