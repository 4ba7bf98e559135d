"""The demo: pack the Python standard library's own sources into parquet shards and redact them with the command line.

    python scripts/demo.py --output demo

Thousands of files with real authors, addresses, test keys and certificates, and they are on every machine with Python.
"""

import argparse
import subprocess
import sys
import sysconfig
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SHARD_BYTES = 4_000_000
ROW_GROUP_ROWS = 100
NOT_SOURCES = {"site-packages", "dist-packages", "__pycache__"}


def sources(library: Path) -> Iterator[tuple[str, str]]:
    """Path and text of every file of the library that is text, in the order of their paths."""
    for path in sorted(library.rglob("*")):
        if NOT_SOURCES.isdisjoint(path.parts) and path.is_file():
            text = read(path)
            if text is not None:
                yield path.relative_to(library).as_posix(), text


def read(path: Path) -> str | None:
    """The file's text, in UTF-8 or in the encoding that a Python file declares; None if it is not text."""
    data = path.read_bytes()
    if b"\0" in data:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    try:
        with tokenize.open(path) as file:
            return file.read()
    except (SyntaxError, UnicodeDecodeError):
        return None


def pack(library: Path, folder: Path) -> tuple[int, int]:
    """Write shards of documents; the number of documents and of bytes of text."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = total = 0
    shard: list[tuple[str, str]] = []
    size = number = 0
    for path, text in [*sources(library), ("", "")]:
        if path:
            shard.append((path, text))
            size += len(text.encode())
        if shard and (size >= SHARD_BYTES or not path):
            table = pa.table({"path": [row[0] for row in shard], "content": [row[1] for row in shard]})
            pq.write_table(
                table,
                folder / f"{number:03}.parquet",
                compression="zstd",
                row_group_size=ROW_GROUP_ROWS,
                use_dictionary=False,
            )
            documents, total, number = documents + len(shard), total + size, number + 1
            shard, size = [], 0
    return documents, total


def main() -> None:
    """Pack, redact, say where everything lies."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=Path("demo"), help="folder for shards and result")
    parser.add_argument("--library", type=Path, default=Path(sysconfig.get_paths()["stdlib"]), help="what to pack")
    arguments, options = parser.parse_known_args()
    shards, redacted = arguments.output / "shards", arguments.output / "redacted"
    if not any(shards.glob("*.parquet")):
        documents, size = pack(arguments.library, shards)
        print(
            f"packed {documents:,} documents, {size / 1e6:.1f} MB, of {arguments.library} into {shards}/",
            file=sys.stderr,
        )
    command = ["pii", "redact", str(shards), "-o", str(redacted), "--id-column", "path", *options]
    print(f"$ {' '.join(command)}", file=sys.stderr)
    status = subprocess.run([sys.executable, "-m", *command], check=False).returncode
    print(f"redacted shards  {redacted}/*.parquet")
    print(f"spans, no values {redacted}/_pii/spans/")
    print(f"report           {redacted}/_pii/run/report.json")
    sys.exit(status)


if __name__ == "__main__":
    main()
