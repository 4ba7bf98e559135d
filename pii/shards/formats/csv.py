"""CSV and TSV with a header: only the text columns of each row are touched; quotes, line ends and other columns stay.

Must be requested by name: source trees are full of small CSV files, which are redacted whole as plain files.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from pii.errors import InputError
from pii.redaction import Redaction
from pii.shards.base import Block, Format, Shard, ShardOptions
from pii.shards.records import LIMIT_FACTOR, RecordWriter, Row, Token, read_records
from pii.text.encodings import Encoding


@dataclass(frozen=True)
class Csv:
    """Rows of quoted or bare cells; neither blank lines nor the header are rows."""

    delimiter: str
    columns: tuple[str, ...]
    header: bytes = field(repr=False)
    limit: int
    """Longest row, in bytes."""

    @cached_property
    def _row(self) -> "re.Pattern[bytes]":
        return re.compile(_row_pattern(self.delimiter) + rb"(?:\n|\Z|(?<=\")\r\n)")

    @cached_property
    def _begun(self) -> "re.Pattern[bytes]":
        """A row that the data breaks off, within a quoted cell or after one."""
        return re.compile(
            _row_pattern(self.delimiter)
            + rb"(?:\r?\Z|"
            + re.escape(self.delimiter.encode())
            + rb'"(?:[^"]|"")*+"?\Z)|"(?:[^"]|"")*+"?\Z'
        )

    @cached_property
    def _cell(self) -> "re.Pattern[str]":
        delimiter = re.escape(self.delimiter)
        return re.compile(rf'(?:"((?:[^"]|"")*+)"(?={delimiter}|\Z)|([^{delimiter}]*+))(?:{delimiter}|\Z)')

    def complete(self, data: bytes) -> int:
        """Where the last row ends that does not continue beyond the data in a quoted cell."""
        position = 0
        while end := self._end(data, position):
            position = end
        return position

    def split(self, data: bytes) -> list[bytes]:
        """The rows with their line ends. A line with an unclosed quote is a row of its own, which `parse` refuses."""
        rows: list[bytes] = []
        position = 0
        while position < len(data):
            end = self._end(data, position) or self._rest(data, position)
            rows.append(data[position:end])
            position = end
        return rows

    def _end(self, data: bytes, position: int) -> int:
        """Where the row that begins here ends; 0 if that lies beyond the data."""
        row = self._row.match(data, position)
        if row and row.end() - position <= self.limit:
            return row.end() if row[0].endswith(b"\n") else 0
        if not row and self._begun.match(data, position) is None:
            return data.find(b"\n", position) + 1  # quotes do not pair
        # Cut a row that is too long at a point that depends on the row alone, not on how much has been read.
        return data.find(b"\n", position + self.limit) + 1

    def _rest(self, data: bytes, position: int) -> int:
        """Where the last row of a file ends."""
        row = self._row.match(data, position)
        return row.end() if row else data.find(b"\n", position) + 1 or len(data)

    def is_row(self, raw: bytes) -> bool:
        """Whether it is neither blank nor the header."""
        return not raw.isspace() and raw != self.header

    def parse(self, row: str, options: ShardOptions) -> Row | str:
        """The text cells of a row; a string says what is wrong with it."""
        cells = self._cells(row)
        if cells is None:
            return "quotes do not pair"
        if len(cells) != len(self.columns):
            return f"{len(cells)} cells, the header has {len(self.columns)}"
        named = dict(zip(self.columns, cells, strict=True))
        wanted = [self.columns.index(str(path)) for path in options.fields]
        tokens = tuple(
            Token(_value(row[start:end]), start, end, self.columns[index])
            for index in sorted(wanted)
            for start, end in [cells[index]]
            if start < end
        )
        return Row(tokens, None if options.id_column is None else _value(row[slice(*named[options.id_column])]))

    def _cells(self, row: str) -> list[tuple[int, int]] | None:
        """The characters of each cell, quotes included."""
        cells: list[tuple[int, int]] = []
        position = 0
        while match := self._cell.match(row, position):
            end = match.end(1) + 1 if match[1] is not None else match.end(2)
            if match[1] is None and match[2].startswith('"'):
                return None
            cells.append((position, end))
            if end == len(row):
                return cells
            position = match.end()
        return None

    def spell(self, raw: str, redaction: Redaction, ascii: bool) -> str:
        """The redacted text as a cell: quoted if it was, or if it must be."""
        del ascii
        if not raw.startswith('"'):
            text = redaction.text
            must = any(character in text for character in (self.delimiter, '"', "\n", "\r"))
            return '"' + text.replace('"', '""') + '"' if must else text
        return '"' + redaction.text.replace('"', '""') + '"'


def _row_pattern(delimiter: str) -> bytes:
    """A row without its end."""
    comma = re.escape(delimiter.encode())
    cell = rb'(?:"(?:[^"]|"")*+"(?=' + comma + rb'|\r?\n|\r?\Z)|(?!")[^' + comma + rb"\n]*+)"
    return cell + rb"(?:" + comma + cell + rb")*+"


def _value(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def _syntax(delimiter: str, url: str, options: ShardOptions, head: bytes, encoding: Encoding) -> Csv:
    """The syntax of a file, given its head.

    Raises:
        InputError: the header lacks a requested column.
    """
    limit = options.max_document_bytes * LIMIT_FACTOR
    bare = Csv(delimiter, (), b"", limit)
    header = bare.split(head)[0] if head else b""
    try:
        text = encoding.decoder().decode(header, final=True).removeprefix("\ufeff").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{url}: the header cannot be read ({error.reason})") from error
    columns = tuple(_value(text[start:end]) for start, end in bare._cells(text) or [])  # pyright: ignore[reportPrivateUsage]
    for name, option in [*((str(path), "--text-field") for path in options.fields), (options.id_column, "--id-column")]:
        if name is not None and columns.count(name) != 1 and head:
            wrong = "no column" if name not in columns else f"{columns.count(name)} columns"
            # Column names are not shown: in a file without a header they are the values of its first row.
            raise InputError(
                f"{url}: {wrong} {name!r} among the {len(columns)} of its first line; choose with {option}"
            )
    return Csv(delimiter, columns, header, limit)


def _read(delimiter: str, shard: Shard, options: ShardOptions) -> Iterator[tuple[Block, Any]]:
    return read_records(shard, options, partial(_syntax, delimiter, shard.files[0].url, options))


FORMATS = (
    Format("csv", (), partial(_read, ","), RecordWriter),
    Format("tsv", (), partial(_read, "\t"), RecordWriter),
)
