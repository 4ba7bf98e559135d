"""Fetch the texts of labelled windows again: the repository holds pointers and labels, never other people's text.

A window is a range in a file of a published package or of a git repository: name, version, path, first character, length, digest
of the file. Packages come through their ordinary clients (pip, npm, apt-get), repositories at their commits from a folder of bare
mirrors or from the code host, and every digest is checked.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from models.packages import Ecosystem, Package, unpacked
from pii.errors import InputError

DATA = Path(__file__).parent / "data"
"""A folder of pointers, labels and packages for each set of windows."""
WINDOWS = (
    "gold-dev",
    "gold-fresh",
    "wild-dev",
    "wild-test",
    "wild-fresh",
    "wild-01",
    "package-01",
    "wild-02",
    "package-02",
    "wild-03",
    "package-03",
    "package-04",
    "package-05",
    "package-06",
    "wild-04",
    "wild-05",
    "libraries",
    "wild-06",
    "wild-07",
    "wild-08",
    "wild-09",
    "wild-10",
    "wild-12",
    "wild-13",
    "wild-14",
    "wild-17",
    "wild-18",
    "wild-19",
    "wild-20",
    "wild-21",
    "wild-22",
    "wild-23",
    "wild-24",
    "wild-25",
    "wild-26",
    "wild-27",
)

_SHOWN = 5
"""Most names in a message."""

REPOSITORIES = "repositories"
"""Below the cache: git repositories at their commits."""


def pinned(row: Mapping[str, Any]) -> Package:
    """The package of a row of `packages.json`; of a Debian source it is the `.dsc` that pins the other archives."""
    archives = {archive["file"]: archive["sha256"] for archive in row.get("archives", ())}
    digests = [digest for file, digest in archives.items() if len(archives) == 1 or file.endswith(".dsc")]
    return Package(row["ecosystem"], row["name"], row["version"], sha256="".join(digests))


def fetch_windows(
    out: Path,
    data: Path,
    report: Callable[[str], None] = print,
    mirrors: Path | None = None,
    repositories: Path | None = None,
) -> tuple[Path, list[str]]:
    """Write a file with text and spans of every window below `out`, named after its pointers and labels.

    Windows of packages that are no longer available are left out. Earlier downloads are reused.

    Args:
        mirrors: bare repositories as `<owner>+<name>/repo`; what is not there comes from the code host.
        repositories: where the files of git repositories go, which several sets may share; by default `out`.

    Returns:
        The file, and the names of the packages or files that failed.
    """
    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    folders: dict[str, Path] = {}
    for row in json.loads((data / "packages.json").read_text(encoding="utf-8")):
        try:
            folders[row["name"]] = _files(row, out, repositories or out, mirrors)
            report(f"ok      {row['ecosystem']} {row['name']} {row['version']}")
        except (InputError, OSError) as error:
            failed.append(row["name"])
            report(f"failed  {row['ecosystem']} {row['name']}: {error}")
    target = windows_file(out, data)
    partial = target.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as file:
        for row in _windows(folders, data, failed):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    partial.replace(target)
    return target, failed


def windows_file(out: Path, data: Path) -> Path:
    """The file of the windows; different pointers or labels give a different file."""
    whole = hashlib.sha256()
    for name in ("pointers.jsonl", "labels.jsonl"):
        whole.update((data / name).read_bytes())
    return out / f"windows-{whole.hexdigest()[:12]}.jsonl"


def _files(row: Mapping[str, Any], out: Path, repositories: Path, mirrors: Path | None) -> Path:
    """The folder of a package's files."""
    cache = repositories if row["ecosystem"] == Ecosystem.GIT else out
    suite = "trixie" if "trixie" in row.get("download", "") else "bookworm"
    return unpacked(pinned(row), cache, suite, mirrors)


def _windows(folders: Mapping[str, Path], data: Path, failed: list[str]) -> Iterator[dict[str, Any]]:
    with (data / "labels.jsonl").open(encoding="utf-8") as lines:
        labels = {row["id"]: row["spans"] for row in map(json.loads, lines)}
    with (data / "pointers.jsonl").open(encoding="utf-8") as lines:
        for pointer in map(json.loads, lines):
            name = pointer["path"] if pointer.get("ecosystem") != Ecosystem.GIT else _name(pointer)
            if pointer["package"] in failed or name in failed:
                continue
            content = content_of(folders[pointer["package"]] / _path(pointer))
            if hashlib.sha256(content).hexdigest() != pointer["sha256_of_file"]:
                failed.append(name)
                continue
            start = pointer["char_start_in_file"]
            text = content.decode("utf-8")[start : start + pointer["length"]]
            yield {**pointer, "text": text, "spans": labels[pointer["id"]]}


def _name(pointer: Mapping[str, Any]) -> str:
    return f"{pointer['package']}: {pointer['path']}"


def _path(pointer: Mapping[str, Any]) -> str:
    """The file's path in its package: paths of published packages begin with ecosystem and name."""
    folder = pointer["package"].replace("/", "__")
    return pointer["path"].partition(f"/{folder}/")[2] if pointer.get("ecosystem") != Ecosystem.GIT else pointer["path"]


def content_of(path: Path) -> bytes:
    """The bytes of a file, gunzipped if necessary; nothing if it is missing, as when a mirror lacks a blob."""
    if not path.is_file():
        return b""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def windows(cache: Path, name: str, mirrors: Path | None = None, report: Callable[[str], None] = print) -> Path:
    """The file of a set of windows, fetched at the first call.

    Raises:
        InputError: some windows cannot be fetched; an incomplete set would give other figures.
    """
    data, folder = DATA / name, cache / name
    if not (data / "pointers.jsonl").exists():
        raise InputError(f"{name} is not in this checkout: {data} holds no pointers")
    target = windows_file(folder, data)
    if target.exists():
        return target

    report(f"fetching the packages of {name} into {folder} (once; some minutes, 1 GB)")
    target, failed = fetch_windows(folder, data, report, mirrors, cache / REPOSITORIES)
    if failed:
        target.rename(target.with_name(f"{target.stem}.incomplete"))
        raise InputError(f"{_listed(failed)} could not be fetched; run it again")
    return target


def _listed(names: list[str]) -> str:
    """Names for a message; only the first if there are many."""
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more packages or files" if more > 0 else "")
