"""Published sources: fetched by the ecosystem's own client, checked against a pinned digest, unpacked.

PyPI's source distributions and wheels (pip), npm's tarballs (npm pack), Debian's source and binary packages (apt-get from a
private configuration, so that nothing of the machine's own is touched; needs dpkg-source and dpkg-deb), and git repositories
at a commit, from a folder of bare mirrors or from a code host.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pii.errors import InputError

_TIMEOUT_SECONDS = 900
_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


class Ecosystem(StrEnum):
    """Where a package is published."""

    PYPI = "pypi"
    PYPI_BINARY = "pypi-binary"
    NPM = "npm"
    DEBIAN = "debian"
    DEBIAN_BINARY = "debian-binary"
    GIT = "git"


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned package.

    `sha256` is the digest of the source distribution (PyPI), of the wheel (pypi-binary), of the tarball (npm), of the `.deb`
    (debian-binary) or of the `.dsc` (debian), which holds the digests of its archives. A git repository needs none: its
    version is a commit, which identifies its content.
    """

    ecosystem: str
    """An `Ecosystem`'s value."""
    name: str
    version: str
    licence: str = "unknown"
    """SPDX expression."""
    sha256: str = ""

    def __post_init__(self) -> None:
        if self.ecosystem not in set(Ecosystem):
            raise ValueError(
                f"package {self.name}: ecosystem {self.ecosystem!r}, expected one of {', '.join(Ecosystem)}"
            )
        if self.ecosystem == Ecosystem.GIT and not re.fullmatch(r"[0-9a-f]{40,64}", self.version):
            raise ValueError(f"repository {self.name}: version {self.version!r}, expected a whole commit id")
        if self.ecosystem != Ecosystem.GIT and not self.sha256:
            raise ValueError(f"package {self.name}: sha256 is missing; only git repositories go without")

    @property
    def digest(self) -> str:
        """The digest or commit that pins the content."""
        return self.sha256 or self.version

    @property
    def slug(self) -> str:
        """A file name for it: ecosystem and name."""
        return f"{self.ecosystem}__{self.name.replace('/', '__')}"


def unpacked(package: Package, cache: Path, suite: str, mirrors: Path | None = None) -> Path:
    """The folder of the package's files below `cache`, downloaded and unpacked unless it is there already.

    `suite` is the Debian release that source packages are taken from; `mirrors` holds bare repositories as
    `<owner>+<name>/repo`, and what it lacks is fetched from the code host.

    Raises:
        InputError: the package cannot be obtained, or its digest is not the pinned one.
    """
    folder = cache / "unpacked" / f"{package.slug}-{package.digest[:12]}"
    if folder.exists():
        return folder
    partial = folder.with_name(f"{folder.name}.partial").resolve()
    shutil.rmtree(partial, ignore_errors=True)
    partial.parent.mkdir(parents=True, exist_ok=True)
    if package.ecosystem == Ecosystem.GIT:
        _checkout(package, partial, cache, mirrors)
    else:
        # Clients run in their own folders, where a relative path would mean something else.
        _unpack(_download(package, cache.resolve(), suite), partial, package)
    partial.rename(folder)
    return folder


def _checkout(package: Package, into: Path, cache: Path, mirrors: Path | None) -> None:
    """Writes the plain files of a repository at its commit below `into`; blobs that the mirror lacks are left out.

    Blobs are read one by one, since `git archive` and `git checkout` stop at the first missing one.
    """
    git = ["git", "--git-dir", str(_mirror(package, cache, mirrors))]
    listed = subprocess.run([*git, "ls-tree", "-r", "-z", package.version], capture_output=True)
    if listed.returncode:
        raise InputError(f"repository {package.name}: {listed.stderr.decode(errors='replace').strip()[-300:]}")
    entries = [entry.split(b"\t", 1) for entry in listed.stdout.split(b"\0") if entry.startswith(b"100")]
    files = [(what.split()[2], os.fsdecode(path)) for what, path in entries]
    into.mkdir(parents=True, exist_ok=True)
    asked = b"".join(blob + b"\n" for blob, _ in files)
    with tempfile.TemporaryFile() as answers:
        subprocess.run([*git, "cat-file", "--batch"], input=asked, stdout=answers, stderr=subprocess.DEVNULL)
        answers.seek(0)
        for _, path in files:
            head = answers.readline().split()
            if len(head) != 3:
                continue
            content = answers.read(int(head[2]) + 1)[:-1]
            target = into / path
            if target.resolve().is_relative_to(into.resolve()):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)


def _mirror(package: Package, cache: Path, mirrors: Path | None) -> Path:
    """The git directory of the repository: from `mirrors`, else fetched from the code host."""
    if mirrors and (mirror := mirrors / package.name.replace("/", "+") / "repo").exists():
        return mirror / ".git" if (mirror / ".git").exists() else mirror
    mirror = cache / "mirrors" / package.slug
    mirror.mkdir(parents=True, exist_ok=True)
    _client(["git", "init", "--bare", "--quiet", "."], mirror, package)
    source = f"https://github.com/{package.name}"
    _client(["git", "fetch", "--quiet", "--depth", "1", source, package.version], mirror, package)
    return mirror


def _download(package: Package, cache: Path, suite: str) -> Path:
    """The verified archive (`.dsc` for Debian) of a package."""
    folder = cache / "archives" / f"{package.slug}-{package.digest[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    pattern = "*.dsc" if package.ecosystem == Ecosystem.DEBIAN else "*"
    found = sorted(folder.glob(pattern))
    if not found or _sha256(found[0]) != package.sha256:
        for leftover in folder.iterdir():
            leftover.unlink()
        match package.ecosystem:
            case Ecosystem.PYPI | Ecosystem.PYPI_BINARY:
                kind = (
                    ["--no-binary", package.name] if package.ecosystem == Ecosystem.PYPI else ["--only-binary", ":all:"]
                )
                pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", ".", *kind]
                _client([*pip, f"{package.name}=={package.version}"], folder, package)
            case Ecosystem.NPM:
                _client(["npm", "pack", "--silent", f"{package.name}@{package.version}"], folder, package)
            case Ecosystem.DEBIAN:
                source = ["apt-get", "source", "--download-only", "--only-source", "-qq"]
                _client([*source, f"{package.name}={package.version}"], folder, package, _apt(cache, suite))
            case Ecosystem.DEBIAN_BINARY:
                binary = ["apt-get", "download", "-qq", f"{package.name}={package.version}"]
                _client(binary, folder, package, _apt(cache, suite))
        found = sorted(folder.glob(pattern))
    if not found:
        raise InputError(f"package {package.name} {package.version}: the {package.ecosystem} client brought no archive")
    check_digest(found[0], package)
    return found[0]


def check_digest(archive: Path, package: Package) -> None:
    """Raises InputError unless the archive is the pinned one."""
    digest = _sha256(archive)
    if digest != package.sha256:
        raise InputError(
            f"package {package.name} {package.version}: {archive.name} has sha256 {digest}, the recipe pins "
            f"{package.sha256}; if the package was rightly published anew, pin the new digest"
        )


def _unpack(archive: Path, into: Path, package: Package) -> None:
    try:
        if archive.suffix == ".dsc":
            # dpkg-source checks the archives against the digests in the .dsc; only the signature check is left out.
            _client(["dpkg-source", "--no-check", "-q", "-x", str(archive), str(into)], archive.parent, package)
        elif archive.suffix == ".deb":
            _client(["dpkg-deb", "-x", str(archive), str(into)], archive.parent, package)
        elif archive.suffix in (".zip", ".whl"):
            with zipfile.ZipFile(archive) as bundle:
                bundle.extractall(into)
        else:
            with tarfile.open(archive) as bundle:
                bundle.extractall(into, filter="data")
    except (tarfile.TarError, zipfile.BadZipFile) as error:
        raise InputError(
            f"package {package.name} {package.version}: {archive.name} cannot be unpacked: {error}"
        ) from error


def _client(
    command: Sequence[str], folder: Path, package: Package, environment: Mapping[str, str] | None = None
) -> None:
    """Runs a registry's client; the last lines of its output become the error."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_SECONDS,
        )
    except FileNotFoundError as error:
        raise InputError(f"package {package.name}: {command[0]} is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise InputError(f"package {package.name}: {command[0]} took more than {_TIMEOUT_SECONDS} s") from error
    if done.returncode:
        words = (done.stderr or done.stdout).strip()[-300:]
        raise InputError(f"package {package.name} {package.version}: {' '.join(command[:3])} failed: {words}")


def _apt(cache: Path, suite: str) -> dict[str, str]:
    """The environment of a private apt with the packages of `suite`, from the mirror that the machine uses already."""
    root = (cache / "apt" / suite).resolve()
    configuration = root / "apt.conf"
    if configuration.exists():
        return {"APT_CONFIG": str(configuration)}
    (root / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    (root / "cache" / "archives" / "partial").mkdir(parents=True, exist_ok=True)
    place = f"[signed-by={_KEYRING}] {_debian_mirror()} {suite} main"
    (root / "sources.list").write_text(f"deb-src {place}\ndeb {place}\n")
    draft = root / "apt.conf.draft"
    draft.write_text(
        f'Dir::Etc::sourcelist "{root}/sources.list";\nDir::Etc::sourceparts "-";\n'
        f'Dir::State::lists "{root}/lists";\nDir::Cache "{root}/cache";\n'
    )
    update = ["apt-get", "update", "-qq"]
    done = subprocess.run(update, env={**os.environ, "APT_CONFIG": str(draft)}, capture_output=True, text=True)
    if done.returncode:
        raise InputError(f"apt-get update for {suite} failed: {done.stderr.strip()[-300:]}")
    draft.rename(configuration)
    return {"APT_CONFIG": str(configuration)}


def _debian_mirror() -> str:
    files = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    known = "\n".join(file.read_text(errors="replace") for file in files if file.is_file())
    found = re.search(r"(?m)^(?:URIs:[ \t]*|deb[ \t]+(?:\[[^]]*\][ \t]+)?)(\S+/debian)/?(?:[ \t]|$)", known)
    return found[1] if found else "http://deb.debian.org/debian"


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
