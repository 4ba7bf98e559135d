"""Fetch the texts of labelled windows again: the repository holds places and labels, never other people's text.

A window is a place in a file of a published package or of a git repository: name, version, path, first character, length, digest
of the file. Packages come through their ordinary clients (pip, npm, apt-get), repositories at their commits from a folder of bare
mirrors or from the code host, and every digest is checked.
"""

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.packages import Ecosystem, unpacked
from models.packages import Package as Pinned
from pii.errors import InputError

DATA = Path(__file__).parent / "data"
"""A folder of pointers, labels and packages for each set of windows."""
WINDOWS = ("gold-dev", "gold-fresh", "wild-dev", "wild-test")

REPOSITORIES = "repositories"
"""Below the cache: git repositories at their commits."""

SECONDS_PER_PACKAGE = 900


class FetchError(Exception):
    """A package cannot be had, or is not the one that was labelled."""


@dataclass(frozen=True, slots=True)
class Package:
    """A published package, pinned to its archives' digests."""

    name: str
    version: str
    ecosystem: str
    """`pypi`, `npm`, `debian` (source) or `debian-binary`."""
    command: str
    """The client's command that downloads it, as a person would type it."""
    archives: Mapping[str, str]
    """SHA-256 of each file."""

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Package":
        archives = {archive["file"]: archive["sha256"] for archive in row["archives"]}
        return cls(row["name"], row["version"], row["ecosystem"], row["download"], archives)

    @property
    def folder(self) -> str:
        """Where its files live, relative to a root: what the windows' paths start with."""
        return f"{self.ecosystem}/{self.name.replace('/', '__')}"


def fetch_windows(
    out: Path,
    data: Path,
    report: Callable[[str], None] = print,
    mirrors: Path | None = None,
    repositories: Path | None = None,
) -> tuple[Path, list[str]]:
    """Write a file with text and spans of every window below `out`, named for the pointers and labels that it is of.

    A package that cannot be had any more leaves its windows out. What was downloaded before is not downloaded again.

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
        except (FetchError, InputError, OSError, subprocess.TimeoutExpired) as error:
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
    """Where the windows go: other pointers or labels are another file."""
    whole = hashlib.sha256()
    for name in ("pointers.jsonl", "labels.jsonl"):
        whole.update((data / name).read_bytes())
    return out / f"windows-{whole.hexdigest()[:12]}.jsonl"


def _files(row: Mapping[str, Any], out: Path, repositories: Path, mirrors: Path | None) -> Path:
    """The folder that the paths of a package's windows start from."""
    if row["ecosystem"] == Ecosystem.GIT:
        return unpacked(Pinned(Ecosystem.GIT, row["name"], row["version"]), repositories, "", mirrors)
    fetch(Package.from_json(row), out)
    return out / "src"


def _windows(folders: Mapping[str, Path], data: Path, failed: list[str]) -> Iterator[dict[str, Any]]:
    with (data / "labels.jsonl").open(encoding="utf-8") as lines:
        labels = {row["id"]: row["spans"] for row in map(json.loads, lines)}
    with (data / "pointers.jsonl").open(encoding="utf-8") as lines:
        for pointer in map(json.loads, lines):
            name = pointer["path"] if pointer.get("ecosystem") != Ecosystem.GIT else _name(pointer)
            if pointer["package"] in failed or name in failed:
                continue
            content = content_of(folders[pointer["package"]] / pointer["path"])
            if hashlib.sha256(content).hexdigest() != pointer["sha256_of_file"]:
                failed.append(name)
                continue
            start = pointer["char_start_in_file"]
            text = content.decode("utf-8")[start : start + pointer["length"]]
            yield {**pointer, "text": text, "spans": labels[pointer["id"]]}


def _name(pointer: Mapping[str, Any]) -> str:
    return f"{pointer['package']}: {pointer['path']}"


def content_of(path: Path) -> bytes:
    """The bytes of a file, unzipped where it is gzipped; nothing where it is not there, as where a mirror lacks a blob."""
    if not path.is_file():
        return b""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def fetch(package: Package, out: Path) -> Path:
    """The folder with the unpacked files of a package, downloaded and checked unless it is there.

    Raises:
        FetchError: the client fails, or a digest differs.
    """
    source = out / "src" / package.folder
    if source.exists():
        return source
    downloads = out / "dl" / package.folder
    downloads.mkdir(parents=True, exist_ok=True)
    if any(not (downloads / name).exists() for name in package.archives):
        _download(package, downloads, out)
    for name, digest in package.archives.items():
        archive = downloads / name
        if not archive.exists():
            raise FetchError(f"{name} did not come with {package.command!r}")
        if hashlib.sha256(archive.read_bytes()).hexdigest() != digest:
            raise FetchError(f"{name} is not the archive that was labelled: its SHA-256 differs")
    unpacking = source.with_name(source.name + ".unpacking")
    unpacking.parent.mkdir(parents=True, exist_ok=True)
    _unpack(package, downloads, unpacking)
    unpacking.rename(source)
    return source


def _download(package: Package, folder: Path, out: Path) -> None:
    if package.ecosystem == "pypi":
        source_only = ["--no-binary", package.name] if "--no-binary" in package.command else []
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *source_only]
        _run([*pip, "--dest", ".", f"{package.name}=={package.version}"], folder)
    elif package.ecosystem == "npm":
        _run(["npm", "pack", "--silent", f"{package.name}@{package.version}"], folder)
    else:
        suite = "trixie" if "trixie" in package.command else "bookworm"
        verb = ["download"] if package.ecosystem == "debian-binary" else ["source", "--download-only"]
        configuration = {"APT_CONFIG": str(_apt_configuration(out, suite))}
        _run(["apt-get", "-qq", *verb, f"{package.name}={package.version}"], folder, configuration)


def _unpack(package: Package, downloads: Path, into: Path) -> None:
    first = downloads / next(iter(package.archives))
    if package.ecosystem == "debian":
        _run(["dpkg-source", "--no-check", "-q", "-x", next(downloads.glob("*.dsc")).name, str(into)], downloads)
    elif package.ecosystem == "debian-binary":
        into.mkdir()
        _run(["dpkg-deb", "-x", next(downloads.glob("*.deb")).name, str(into)], downloads)
    elif first.suffix in (".zip", ".whl"):
        zipfile.ZipFile(first).extractall(into)
    else:
        with tarfile.open(first) as archive:
            archive.extractall(into, filter="data")


def _apt_configuration(out: Path, suite: str) -> Path:
    """An apt configuration of our own, for sources of one Debian suite, from the mirror that this machine uses already."""
    root = out / "apt" / suite
    configuration = root / "apt.conf"
    if not configuration.exists():
        (root / "lists" / "partial").mkdir(parents=True, exist_ok=True)
        (root / "cache" / "archives" / "partial").mkdir(parents=True, exist_ok=True)
        signed = "[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
        mirror = _mirror()
        (root / "sources.list").write_text(
            f"deb-src {signed} {mirror} {suite} main\ndeb {signed} {mirror} {suite} main\n"
        )
        settings = {"Dir::Etc::sourcelist": root / "sources.list", "Dir::Etc::sourceparts": "-"}
        settings |= {"Dir::State::lists": root / "lists", "Dir::Cache": root / "cache"}
        lines = "".join(f'{name} "{value}";\n' for name, value in settings.items())
        partial = configuration.with_suffix(".partial")
        partial.write_text(lines)
        _run(["apt-get", "-qq", "update"], root, {"APT_CONFIG": str(partial)})
        partial.replace(configuration)
    return configuration


def _mirror() -> str:
    """The Debian mirror of this machine's own configuration."""
    files = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*debian*")]
    for file in files:
        for line in file.read_text().splitlines() if file.exists() else ():
            if match := re.match(r"(?:URIs:|deb(?:\s+\[[^]]*\])?)\s+(\S+)", line):
                return match[1]
    raise FetchError("this machine has no Debian package mirror configured; the Debian packages cannot be fetched")


def _run(command: list[str], folder: Path, environment: Mapping[str, str] | None = None) -> None:
    variables = {**os.environ, **(environment or {})}
    try:
        done = subprocess.run(
            command, cwd=folder, env=variables, capture_output=True, text=True, timeout=SECONDS_PER_PACKAGE
        )
    except FileNotFoundError as error:
        raise FetchError(f"{command[0]} is not installed") from error
    if done.returncode:
        raise FetchError(f"{' '.join(command[:3])}: {(done.stderr or done.stdout).strip()[-300:]}")


def windows(cache: Path, name: str, mirrors: Path | None = None, report: Callable[[str], None] = print) -> Path:
    """The file of a set of windows, fetched at the first call.

    Raises:
        InputError: some windows cannot be fetched; a set that is not whole would give other figures.
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
        raise InputError(f"these packages or files could not be fetched: {', '.join(failed)}; run it again")
    return target
