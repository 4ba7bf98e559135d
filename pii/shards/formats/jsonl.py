"""JSON lines: only the string tokens of text fields are touched; every other byte stays as it is."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pii import expressions as re
from pii.redaction import Redaction
from pii.shards.base import Block, Format, Shard, ShardOptions
from pii.shards.paths import FieldPath
from pii.shards.records import RecordWriter, Row, Token, read_records
from pii.text.encodings import Encoding

_LINES = re.compile(rb"(?:[ \t\r]*+\n)++|[^\n]*+\n?")
_SPACE = re.compile(r"[ \t\r]*")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
# Numbers are not used, and Python refuses to convert an integer of thousands of digits.
_DECODER = json.JSONDecoder(parse_int=float)
_BOM = "\ufeff"
_KINDS: dict[type, str] = {bool: "true or false", float: "a number", list: "an array", dict: "an object"}
# A key that does not look like an identifier may itself be personal data, so messages do not show it.
_SHOWN_KEY = re.compile(r"[A-Za-z_][\w-]{0,40}")


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Lines of JSON objects; blank lines are not rows."""

    def complete(self, data: bytes) -> int:
        """Where the last line ends."""
        return data.rfind(b"\n") + 1

    def split(self, data: bytes) -> list[bytes]:
        """Lines with their ends, blank ones together.

        `bytes.splitlines` would also end them at a carriage return, which JSON takes for a space.
        """
        return [match[0] for match in _LINES.finditer(data) if match[0]]

    def is_row(self, raw: bytes) -> bool:
        """Whether the line is not blank."""
        return bool(raw) and not raw.isspace()

    def parse(self, row: str, options: ShardOptions) -> Row | str:
        """The text fields of a line; a string says what is wrong with it."""
        walk = _Walk(row, options)
        try:
            walk.line()
        except _Unfit as reason:
            return str(reason)
        except json.JSONDecodeError as error:
            return f"invalid JSON: {error.msg} at character {error.pos}"
        except RecursionError:
            return "invalid JSON: nested too deep"
        return Row(tuple(walk.tokens), walk.id)

    def spell(self, raw: str, redaction: Redaction, ascii: bool) -> str:
        """The redacted text as a token; escapes outside its spans keep their spelling."""
        at = _TokenOffsets(raw)
        pieces: list[str] = []
        position = 0
        for replacement in redaction.replacements:
            start, end = at(replacement.span.start), at(replacement.span.end)
            new = redaction.text[replacement.start : replacement.end]
            pieces += (raw[position:start], json.dumps(new, ensure_ascii=ascii)[1:-1])
            position = end
        pieces.append(raw[position:])
        return "".join(pieces)


def _syntax(head: bytes, encoding: Encoding) -> JsonLines:
    del head, encoding
    return JsonLines()


def _read(shard: Shard, options: ShardOptions) -> Iterator[tuple[Block, Any]]:
    return read_records(shard, options, _syntax)


FORMATS = (Format("jsonl", (".jsonl", ".ndjson"), _read, RecordWriter, compressed=True),)


class _Unfit(Exception):
    """Why a line cannot be redacted."""


class _Walk:
    """Parses a line and records the places of its texts, which `json.loads` does not give."""

    def __init__(self, line: str, options: ShardOptions) -> None:
        self._line = line
        self._options = options
        self.tokens: list[Token] = []
        self.id: str | None = None

    def line(self) -> None:
        """Parse the whole line."""
        line, fields = self._line, self._options.fields
        position = self._skip(1 if line.startswith(_BOM) else 0)
        if line[position : position + 1] != "{":
            raise _Unfit("not a JSON object")
        seen: set[str] = set()
        end = self._object(position, fields, "", seen)
        if line[end:].strip():
            raise json.JSONDecodeError("extra data", "", end)
        for path in fields:
            first = path.steps[0]
            if isinstance(first, str) and first not in seen:
                raise _Unfit(f"no field {first!r}; choose with --text-field")

    def _value(self, start: int, paths: tuple[FieldPath, ...], place: str, key: str) -> int:
        """Parse a value that these paths lead to; returns where it ends."""
        if all(path.steps for path in paths):
            match self._line[start : start + 1]:
                case "{":
                    return self._object(start, paths, place)
                case "[":
                    return self._array(start, paths, place, key)
                case _:
                    pass
        value, end = _DECODER.raw_decode(self._line, start)
        ending = [path for path in paths if path.ends]
        if isinstance(value, str):
            if any(not path.spares(key, value) for path in ending):
                self.tokens.append(Token(value, start + 1, end - 1, place))
        elif value is not None and any(not path.deep for path in ending):
            raise _Unfit(f"field {place!r} holds {_KINDS[type(value)]}, expected text")
        return end

    def _object(self, start: int, paths: tuple[FieldPath, ...], place: str, seen: set[str] | None = None) -> int:
        line = self._line
        position = self._skip(start + 1)
        while line[position : position + 1] != "}":
            if line[position : position + 1] != '"':
                raise json.JSONDecodeError("expected a key in double quotes", "", position)
            key, position = _DECODER.raw_decode(line, position)
            position = self._skip(position)
            if line[position : position + 1] != ":":
                raise json.JSONDecodeError("expected ':'", "", position)
            begin = self._skip(position + 1)
            below: tuple[FieldPath, ...] = tuple(left for path in paths if (left := path.below(key)) is not None)
            if seen is not None:
                if key in seen and any(path.steps[0] == key for path in paths):
                    raise _Unfit(f"two fields {key!r}")
                seen.add(key)
            if below:
                end = self._value(begin, below, _join(place, key), key)
            else:
                end = _DECODER.raw_decode(line, begin)[1]
            if seen is not None and key == self._options.id_column:
                self.id = _id(line[begin:end])
            position = self._next(end, "}")
        return position + 1

    def _array(self, start: int, paths: tuple[FieldPath, ...], place: str, key: str) -> int:
        line = self._line
        position = self._skip(start + 1)
        index = 0
        while line[position : position + 1] != "]":
            below: tuple[FieldPath, ...] = tuple(left for path in paths if (left := path.below(index)) is not None)
            if below:
                end = self._value(position, below, f"{place}[{index}]", key)
            else:
                end = _DECODER.raw_decode(line, position)[1]
            position = self._next(end, "]")
            index += 1
        return position + 1

    def _next(self, position: int, closing: str) -> int:
        """The position of the next element, or of the closing bracket."""
        position = self._skip(position)
        character = self._line[position : position + 1]
        if character == ",":
            position = self._skip(position + 1)
            if self._line[position : position + 1] == closing:
                raise json.JSONDecodeError(f"comma before '{closing}'", "", position)
        elif character != closing:
            raise json.JSONDecodeError(f"expected ',' or '{closing}'", "", position)
        return position

    def _skip(self, position: int) -> int:
        match = _SPACE.match(self._line, position)
        return position if match is None else match.end()


def _id(raw: str) -> str:
    return _DECODER.decode(raw) if raw.startswith('"') else raw


def _join(place: str, key: str) -> str:
    shown = key if _SHOWN_KEY.fullmatch(key) else "*"
    return f"{place}.{shown}" if place else shown


class _TokenOffsets:
    """Maps offsets in a text to offsets in its JSON token; call it with ascending offsets."""

    def __init__(self, token: str) -> None:
        self._escapes = _ESCAPE.finditer(token) if "\\" in token else iter(())
        self._next = next(self._escapes, None)
        self._extra = 0  # how much longer the token is than the text so far, owing to escapes

    def __call__(self, offset: int) -> int:
        while self._next is not None and self._next.start() < offset + self._extra:
            self._extra += self._next.end() - self._next.start() - 1
            self._next = next(self._escapes, None)
        return offset + self._extra
