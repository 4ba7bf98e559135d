"""How many files still parse after redaction, by language, over the files of this machine."""

import ast
import hashlib
import os
import sysconfig
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.results import provenance
from pii.redactor import Redactor
from pii.syntax.languages import language_of
from pii.syntax.parsing import PARSED, shape

COLUMNS = {
    "files": "files with something to replace",
    "spans": "replaced",
    "parsed_before": "parsed before",
    "parsed_after": "of these, parse after",
    "same_tree": "same tree (Python)",
    "same_lines": "same lines",
    "marked": "marked `syntax`",
    "again": "changed by a second redaction",
}
LARGEST_BYTES = 1_000_000
_AS = {"dotenv": "bash"}
"""Languages that another one's parser reads."""


@dataclass(slots=True)
class Row:
    """Counts of files with replaced spans."""

    files: int = 0
    spans: int = 0
    parsed_before: int = 0
    parsed_after: int = 0
    """Of those that parsed before."""
    same_tree: int = 0
    """Python: those with the same syntax tree, except for literals."""
    same_lines: int = 0
    marked: int = 0
    """Marked `syntax` by the redaction itself."""
    again: int = 0
    """Those that a second redaction changed."""


def roots() -> list[Path]:
    """The standard library, the installed packages, and the system's shared files."""
    paths = sysconfig.get_paths()
    return [Path(paths["stdlib"]), Path(paths["purelib"]), Path("/usr/share")]


def measure(folders: Sequence[Path], redactor: Redactor, most: int, syntax: str) -> dict[str, Any]:
    """Redact a limited number of files per language and count what parses before and after."""
    rows: dict[str, Row] = {}
    broken: list[tuple[str, str]] = []
    seconds, characters = 0.0, 0
    for path, language, text in _files(folders):
        row = rows.setdefault(language, Row())
        if row.files >= most:
            continue
        start = time.perf_counter()
        redaction = redactor.redact(text, str(path))
        seconds += time.perf_counter() - start
        characters += len(text)
        if all(replacement.span.reason for replacement in redaction.replacements):
            continue
        row.files += 1
        row.spans += sum(not replacement.span.reason for replacement in redaction.replacements)
        row.marked += bool(redaction.marks)
        row.same_lines += redaction.text.count("\n") == text.count("\n")
        row.again += redactor.redact(redaction.text, str(path)).text != redaction.text
        parser = _AS.get(language, language)
        before = shape(parser, text)
        if before is None:
            continue
        row.parsed_before += 1
        if shape(parser, redaction.text) == before:
            row.parsed_after += 1
            row.same_tree += language == "python" and _tree(text) == _tree(redaction.text)
        else:
            broken.append((language, str(path)))
    found = [
        {"language": language, **asdict(row), **provenance()} for language, row in sorted(rows.items()) if row.files
    ]
    name = "files of the standard library, of packages and of repositories"
    dataset = {"name": name, "documents": sum(row["files"] for row in found), "characters": characters}
    return {"dataset": dataset, "syntax": syntax, "seconds": round(seconds, 2), "rows": found, "broken": broken}


def table(result: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """One row per language, and one for all."""
    counts = result["rows"]
    rows = [[row["language"], *(f"{row[name]:,}" for name in COLUMNS)] for row in counts]
    rows.append(["all", *(f"{sum(row[name] for row in counts):,}" for name in COLUMNS)])
    return ["language", *COLUMNS.values()], rows


def _files(folders: Sequence[Path]) -> Iterator[tuple[Path, str, str]]:
    """Files in languages with a parser, without duplicates."""
    seen: set[bytes] = set()
    for folder in folders:
        for place, folders_below, names in os.walk(folder):
            folders_below.sort()
            for name in sorted(names):
                path = Path(place, name)
                language = language_of("", str(path))
                if language not in PARSED and language not in _AS or path.is_symlink():
                    continue
                try:
                    if not 0 < path.stat().st_size <= LARGEST_BYTES:
                        continue
                    data = path.read_bytes()
                    text = data.decode()
                except (OSError, UnicodeDecodeError):
                    continue
                digest = hashlib.blake2b(data, digest_size=16).digest()
                if digest not in seen:
                    seen.add(digest)
                    yield path, str(language), text


class _NoLiterals(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant(type(node.value).__name__)


def _tree(text: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.dump(_NoLiterals().visit(ast.parse(text)))
