"""The demo: pack the Python standard library's own sources into parquet shards and redact them with the command line.

    python scripts/demo.py --output demo

It has thousands of files with real authors, addresses, test keys and certificates, and is on every machine with Python.
"""

import argparse
import os
import subprocess
import sys
import sysconfig
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console

from pii.labels import Label
from pii.report.facts import read_facts
from pii.report.sample import Found, sample
from pii.text.visible import visible

SHARD_BYTES = 4_000_000
ROW_GROUP_ROWS = 100
EXAMPLES_FROM = 60
LINE_LENGTH = 100
NOT_SOURCES = {"site-packages", "dist-packages", "__pycache__"}


def sources(library: Path) -> Iterator[tuple[str, str]]:
    """Path and text of every text file of the library, ordered by path."""
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
    """Write shards of documents; returns the number of documents and of bytes of text."""
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
    """Pack, redact, show some lines, print where everything is."""
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
    page = arguments.output / "report.html"
    command = [
        "pii",
        "redact",
        str(shards),
        "-o",
        str(redacted),
        "--id-column",
        "path",
        "--report",
        str(page),
        *options,
    ]
    print(f"$ {' '.join(command)}", file=sys.stderr)
    status = subprocess.run([sys.executable, "-m", *command], check=False).returncode
    if status == 2:
        sys.exit(status)
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    for example in examples(str(shards), str(redacted)):
        example.show(console)
    console.print()
    # `pii` is not on the path if the environment is not active.
    command = os.path.relpath(Path(sys.executable).with_name("pii"))
    for what, where in (
        ("look and review", page),
        ("redacted shards", redacted / "*.parquet"),
        ("spans, no values", redacted / "_pii" / "spans"),
        ("numbers", redacted / "_pii" / "run" / "report.json"),
        ("another policy", f"{command} redact {shards} -o {arguments.output}/masked --id-column path --policy mask"),
    ):
        console.print(f"{what:<17}{where}", markup=False)
    sys.exit(status)


@dataclass(frozen=True)
class Example:
    """A line before and after. Its values are shown: this corpus is public, and already on the machine."""

    label: str
    place: str
    before: str
    after: str

    def show(self, console: Console) -> None:
        """Print it as a difference."""
        console.print(f"\n{self.label}  {self.place}", style="bold", markup=False)
        console.print(f"- {visible(self.before)}", style="red", markup=False)
        console.print(f"+ {visible(self.after)}", style="green", markup=False)


def examples(shards: str, redacted: str) -> list[Example]:
    """One line per label, from the documents that a report would show."""
    found: dict[str, Example] = {}
    for document in sample(read_facts(redacted), EXAMPLES_FROM, inputs=[shards]):
        for span in document.spans:
            start = document.text.rfind("\n", 0, span.start) + 1
            end = document.text.find("\n", span.end)
            line = document.text[start : end if end >= 0 else None].rstrip()
            if span.label not in found and "\n" not in line and len(line) <= LINE_LENGTH:
                place = f"{document.id}:{document.text.count(chr(10), 0, start) + 1}"
                inside = [each for each in document.spans if start <= each.start and each.end <= start + len(line)]
                found[span.label] = Example(span.label, place, line.strip(), replaced(line, start, inside).strip())
    return [found[label] for label in Label if label in found]


def replaced(line: str, start: int, spans: list[Found]) -> str:
    """The line with its spans replaced."""
    for span in reversed(spans):
        line = line[: span.start - start] + span.after + line[span.end - start :]
    return line


if __name__ == "__main__":
    main()
