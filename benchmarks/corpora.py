"""The texts for speed measurements: a pinned sample of real repositories, the standard library, or any folder.

`repositories` is some ten megabytes of files drawn at random from repositories of all kinds: code, configuration, data, logs and
prose of many languages, as a corpus of code has them. This checkout holds names, commits, paths and one digest; the files come
from the code host or from mirrors. `stdlib` is the sources of Python's standard library, which every machine has: code alone.
"""

import hashlib
import json
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.environments import cache_directory
from benchmarks.fetch import DATA, REPOSITORIES, content_of
from models.jsonl import read_rows, write_rows
from models.languages import language_of
from models.packages import Ecosystem, Package, unpacked
from pii.errors import InputError

NAMES = ("repositories", "stdlib")
SAMPLE = DATA / "repositories.json"
SAMPLE_MEGABYTES = 10.0
PER_REPOSITORY = 80_000
"""Most bytes of one repository, not counting the excess of its last file."""
PER_KIND = 250_000
"""Fewest bytes of a kind, so that its speed is meaningful; kinds with less are topped up."""

_KINDS: Mapping[str, str] = {
    language: kind
    for kind, languages in {
        "prose": "text markdown rst asciidoc changelog licence authors man tex gettext",
        "JSON": "json json-lines notebook",
        "tables": "csv sql",
        "logs": "log mail diff",
        "markup and styles": "html css xml vue svelte",
        "configuration": "yaml toml ini env config ci terraform dockerfile nix puppet pem",
    }.items()
    for language in languages.split()
}
CODE, OTHER_SCRIPTS = "code", "other scripts"
_FOREIGN_SHARE = 0.1
_BEYOND_LATIN = "\u036f"


def kind_of(path: str, text: str) -> str:
    """The kind of a file, from its name, or `other scripts` if a tenth of it is non-Latin letters.

    >>> kind_of("src/main.py", "x = 1"), kind_of("README.md", "# Title"), kind_of("README.md", "使用说明")
    ('code', 'prose', 'other scripts')
    """
    if sum(character > _BEYOND_LATIN and character.isalpha() for character in text) > _FOREIGN_SHARE * len(text):
        return OTHER_SCRIPTS
    return _KINDS.get(language_of(path.removesuffix(".gz")), CODE)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents in a file: JSON Lines with path, bytes, kind and text, shuffled, so that any prefix is a fair sample."""

    name: str
    """Its name in results."""
    path: Path

    def describe(self) -> dict[str, Any]:
        """Name, documents, characters and bytes."""
        sizes = [(row["bytes"], len(row["text"])) for row in read_rows(self.path)]
        characters = sum(length for _, length in sizes)
        return {
            "name": self.name,
            "documents": len(sizes),
            "characters": characters,
            "bytes": sum(size for size, _ in sizes),
        }


def load(name: str, mirrors: Path | None = None) -> Corpus:
    """The corpus of a name in `NAMES`, or of a folder of text files.

    Args:
        mirrors: bare git repositories as `<owner>+<name>/repo`; what is not there comes from the code host.

    Raises:
        InputError: the folder holds no text files, or a file of the sample is unavailable or has changed.
    """
    if name == "repositories":
        return Corpus("a sample of git repositories", _repositories(mirrors))
    if name == "stdlib":
        title = f"the sources of Python {sys.version.split()[0]}'s standard library"
        return Corpus(title, _folder(Path(sysconfig.get_path("stdlib")), "*.py"))
    return Corpus(Path(name).name, _folder(Path(name), "*"))


def _folder(root: Path, pattern: str) -> Path:
    rows: list[dict[str, Any]] = []
    for path in sorted(root.rglob(pattern)):
        relative = path.relative_to(root)
        if path.is_file() and not {"site-packages", "dist-packages"} & set(relative.parts):
            try:
                text = path.read_text(encoding="utf-8")
            except (UnicodeDecodeError, OSError):
                continue
            if text:
                rows.append(_row(relative.as_posix(), text))
    if not rows:
        raise InputError(f"{root} holds no text files")
    return _written(rows, hashlib.sha256(str(root).encode()).hexdigest()[:12])


def _repositories(mirrors: Path | None) -> Path:
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    if (known := _place(sample["sha256"][:12])).exists():
        return known
    cache = cache_directory() / REPOSITORIES
    rows: list[dict[str, Any]] = []
    for one in sample["repositories"]:
        folder = unpacked(Package(Ecosystem.GIT, one["name"], one["version"]), cache, "", mirrors)
        contents = ((path, content_of(folder / path)) for path in one["files"])
        rows += [_row(f"{one['name']}/{path}", content.decode("utf-8")) for path, content in contents]
    if (digest := _digest_of(rows)) != sample["sha256"]:
        raise InputError(
            f"the sample of repositories has the digest {digest[:12]}, it was drawn with {sample['sha256'][:12]}"
        )
    return _written(rows, digest[:12])


def _digest_of(rows: Iterable[Mapping[str, Any]]) -> str:
    whole = hashlib.sha256()
    for row in sorted(rows, key=lambda row: row["path"]):
        whole.update(f"{row['path']}\0{_digest(row['text']).hex()}\n".encode())
    return whole.hexdigest()


def _row(path: str, text: str) -> dict[str, Any]:
    return {"path": path, "bytes": len(text.encode()), "kind": kind_of(path, text), "text": text}


def _place(key: str) -> Path:
    return cache_directory() / "throughput" / f"corpus-{key}.jsonl"


def _written(rows: Iterable[Mapping[str, Any]], key: str) -> Path:
    write_rows(_place(key), sorted(rows, key=lambda row: _digest(row["path"])))
    return _place(key)


def _digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def draw_sample(documents: Path, out: Path = SAMPLE, split: str = "train") -> dict[str, Any]:
    """Write the commits and paths of a sample of a corpus's repositories: repositories, and files of each, in the order of a
    digest of their names. Returns what was written."""
    by_package: dict[str, list[dict[str, Any]]] = {}
    for row in read_rows(documents):
        if row["split"] == split and row["ecosystem"] == Ecosystem.GIT:
            by_package.setdefault(row["package"], []).append(row)
    rows = _chosen(by_package)
    listed: dict[str, dict[str, Any]] = {}
    for row in rows:
        one = listed.setdefault(row["package"], {"name": row["package"], "version": row["version"], "files": []})
        one["files"].append(row["path"])
    digest = _digest_of({"path": f"{row['package']}/{row['path']}", "text": row["text"]} for row in rows)
    sample = {"sha256": digest, "repositories": [{**one, "files": sorted(one["files"])} for one in listed.values()]}
    out.write_text(json.dumps(sample, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return sample


def _chosen(by_package: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    packages = sorted(by_package, key=_digest)
    queues = {
        package: sorted(by_package[package], key=lambda row: _digest(f"{row['package']}/{row['path']}"))
        for package in packages
    }
    chosen: list[dict[str, Any]] = []
    sizes: Counter[str] = Counter()

    def take(row: dict[str, Any]) -> int:
        size = len(row["text"].encode())
        sizes[kind_of(row["path"], row["text"])] += size
        chosen.append(row)
        return size

    for package in packages:
        mine = 0
        while queues[package] and mine < PER_REPOSITORY and sizes.total() < SAMPLE_MEGABYTES * 1e6:
            mine += take(queues[package].pop(0))
    for row in (row for package in packages for row in queues[package]):
        if sizes[kind_of(row["path"], row["text"])] < PER_KIND:
            take(row)
    return chosen
