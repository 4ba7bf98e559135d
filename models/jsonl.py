"""Read and write JSON lines in zstandard as streams; a file gets its final name only when complete."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import zstandard

from pii.errors import InputError

_LEVEL = 6
_CHUNK = 1 << 20


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a `.jsonl` or `.jsonl.zst` file.

    Raises:
        InputError: a line is not a JSON object or the file is truncated; names the file and the line.
    """
    number = 0
    try:
        with path.open("rb") as file:
            for number, line in enumerate(_lines(file) if path.suffix == ".zst" else file, start=1):
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise InputError(f"{path.name}: line {number} is no JSON object")
                yield row
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist") from error
    except (json.JSONDecodeError, zstandard.ZstdError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name}: cannot be read after line {max(0, number - 1)}: {error}") from error


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of zstandard frames; unlike a stream reader, this detects a truncated frame."""
    decoder = zstandard.ZstdDecompressor().decompressobj()
    pending = b""
    while chunk := file.read(_CHUNK):
        while chunk:
            *lines, pending = (pending + decoder.decompress(chunk)).split(b"\n")
            yield from lines
            chunk = decoder.unused_data
            if chunk:
                decoder = zstandard.ZstdDecompressor().decompressobj()
    if not decoder.eof:
        raise zstandard.ZstdError("the file is cut off")
    if pending:
        yield pending


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Writes the rows to a `.jsonl` or `.jsonl.zst` file and returns their number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    count = 0
    try:
        with partial.open("wb") as file:
            stream = (
                zstandard.ZstdCompressor(level=_LEVEL).stream_writer(file, closefd=False)
                if path.suffix == ".zst"
                else file
            )
            for row in rows:
                stream.write(json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n")
                count += 1
            if stream is not file:
                stream.close()
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
    return count
