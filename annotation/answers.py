"""Parse a Toloka result field: the spans that a worker marked, in any form found in exports.

- text annotation: `[{"label", "offset", "length", "segment"?}]`, also without the brackets, as TSV writes arrays;
- BigCode's: `[{"category", "position": [start, end], "value"}]` and `[{"tag", "start", "end", "value"}]`;
- the old editor's: `{tag: text or [texts]}`, without offsets.
"""

import json
from collections.abc import Mapping
from typing import Any

from annotation.offsets import RawSpan

LABEL_KEYS = ("label", "category", "tag", "labels")
SEGMENT_KEYS = ("segment", "value", "text")


class UnreadableAnswerError(ValueError):
    """A result cell has no known shape; the message names the shape found, never the content."""


def parse_cell(cell: str) -> list[RawSpan]:
    """The spans of a TSV cell; none if it is empty.

    Raises:
        UnreadableAnswerError: the cell is not JSON, with or without brackets and backslash-escaped commas, or has no known shape.
    """
    cell = cell.strip()
    if not cell:
        return []
    for candidate in (cell, f"[{cell}]", cell.replace("\\,", ","), f"[{cell.replace(chr(92) + ',', ',')}]"):
        try:
            value = json.loads(candidate)
        except (ValueError, RecursionError):  # integers of thousands of digits, brackets a thousand deep
            continue
        return parse_value(value)
    raise UnreadableAnswerError("result is not JSON")


def parse_value(value: Any) -> list[RawSpan]:
    """The spans of a decoded value.

    Raises:
        UnreadableAnswerError: it has no known shape.
    """
    match value:
        case None | []:
            return []
        case str():
            return parse_cell(value)
        case list():
            return [_span(item) for item in value]
        case dict() if any(isinstance(value.get(key), str) for key in LABEL_KEYS) and _is_span(value):
            return [_span(value)]
        case dict():
            return [span for label, texts in value.items() for span in _highlights(label, texts)]
        case _:
            raise UnreadableAnswerError(f"result is a JSON {type(value).__name__}, expected a list of spans")


def _is_span(item: Mapping[str, Any]) -> bool:
    return any(key in item for key in ("offset", "start", "position"))


def _span(item: Any) -> RawSpan:
    try:  # the shape of nearly all spans of nearly all exports
        label, offset, length, segment = item["label"], item["offset"], item["length"], item["segment"]
        if type(label) is str and type(offset) is int and type(length) is int and type(segment) is str:
            return RawSpan(label, offset, offset + length, segment)
    except (KeyError, TypeError):
        pass
    if not isinstance(item, dict):
        raise UnreadableAnswerError(f"result holds a {type(item).__name__} where a span was expected")
    label = next((item[key] for key in LABEL_KEYS if key in item), None)
    if isinstance(label, list) and len(label) == 1:
        label = label[0]
    segment = next((item[key] for key in SEGMENT_KEYS if key in item), None)
    if not isinstance(label, str) or not (segment is None or isinstance(segment, str)):
        raise UnreadableAnswerError(f"a span has no label, or a segment that is no text (keys: {', '.join(item)})")
    try:
        start, end = _offsets(item)
    except (TypeError, ValueError, KeyError) as error:
        raise UnreadableAnswerError(f"a span has unreadable offsets (keys: {', '.join(item)})") from error
    return RawSpan(label, start, end, segment)


def _offsets(item: dict[str, Any]) -> tuple[int | None, int | None]:
    if "offset" in item:
        return _whole(item["offset"]), _whole(item["offset"]) + _whole(item["length"])
    if "position" in item:
        start, end = item["position"]
        return _whole(start), _whole(end)
    if "start" in item:
        return _whole(item["start"]), _whole(item["end"])
    return None, None


def _whole(number: Any) -> int:
    if type(number) is int:
        return number
    if isinstance(number, bool) or not isinstance(number, int | float | str) or int(number) != float(number):
        raise ValueError("an offset is a whole number")
    return int(number)


def _highlights(label: str, texts: Any) -> list[RawSpan]:
    """Spans of the old editor, which has no offsets: they must be found by their text."""
    texts = [texts] * bool(texts) if isinstance(texts, str) else texts
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise UnreadableAnswerError("result is an object, but not of highlighted texts by label")
    return [RawSpan(label, segment=text) for text in texts]
