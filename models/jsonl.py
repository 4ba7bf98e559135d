"""JSON lines in zstandard, read and written as streams; a file appears at its name only when it is whole."""

import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import zstandard

from pii.errors import InputError

_LEVEL = 6


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a `.jsonl` or `.jsonl.zst` file.

    Raises:
        InputError: a line is no JSON object or the file is cut off; names the file and the line.
    """
    number = 0
    try:
        with path.open("rb") as file:
            stream = zstandard.ZstdDecompressor().stream_reader(file) if path.suffix == ".zst" else file
            for number, line in enumerate(io.TextIOWrapper(stream, encoding="utf-8", newline="\n"), start=1):
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise InputError(f"{path.name}: line {number} is no JSON object")
                yield row
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist") from error
    except (json.JSONDecodeError, zstandard.ZstdError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path.name}: cannot be read after line {max(0, number - 1)}: {type(error).__name__}"
        ) from error


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
