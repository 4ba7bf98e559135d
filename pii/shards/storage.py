"""Reading and writing bytes: local paths and fsspec URLs, digests of inputs, and output files that appear only when complete."""

import hashlib
import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from pii import expressions as re
from pii.errors import InputError, MissingDependencyError, OutputError


def is_remote(url: str) -> bool:
    """Whether the URL is on a file system other than the local one."""
    return "://" in url and not url.startswith(("file://", "local://"))


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path in it.

    Raises:
        MissingDependencyError: the package for this kind of URL is not installed.
        InputError: fsspec does not know this kind of URL.
    """
    import fsspec.core  # pyright: ignore[reportMissingTypeStubs]

    try:
        return fsspec.core.url_to_fs(url)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    except ImportError as error:
        raise MissingDependencyError(f"{url}: {error}") from error
    except ValueError as error:
        raise InputError(f"{url}: {error}") from error


def open_input(url: str) -> BufferedReader:
    """Open a file for reading.

    Raises:
        InputError: it cannot be opened.
    """
    try:
        if is_remote(url):
            system, path = filesystem(url)
            return system.open(path, "rb")
        return open(local_path(url), "rb")
    except OSError as error:
        raise InputError(f"cannot read {url}: {error.strerror or error}") from error


def local_path(url: str) -> str:
    """A local path or `file://` URL as a path."""
    return url.partition("://")[2] if url.startswith(("file://", "local://")) else url


def content_digest(url: str) -> str:
    """SHA-256 of a local file; empty for a remote one, whose version already identifies its content.

    Raises:
        InputError: the file cannot be read.
    """
    if is_remote(url):
        return ""
    with open_input(url) as file:
        try:
            return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise InputError(f"cannot read {url}: {error.strerror or error}") from error


def version_of(url: str) -> tuple[int, str]:
    """Size and version of a file; the version changes when the content does.

    Raises:
        InputError: there is no such file.
    """
    try:
        if is_remote(url):
            system, path = filesystem(url)
            return int(system.info(path)["size"]), str(system.ukey(path))
        status = os.stat(local_path(url))
        return status.st_size, str(status.st_mtime_ns)
    except OSError as error:
        raise InputError(f"cannot read {url}: {error.strerror or error}") from error


def refuse_links(root: str, path: str) -> None:
    """Check that no directory between a local `root` and `path` is a link, which could lead anywhere.

    Raises:
        OutputError: one is a link.
    """
    while len(path) > len(root):
        if os.path.islink(path):
            raise OutputError(f"{path} is a link: what is written there would appear elsewhere; remove it")
        path = os.path.dirname(path)


PRIVATE = 0o600
"""Permission bits of files that may hold a document's id or reveal where its values are."""


def mode_of(url: str) -> int:
    """Read and write permission bits of a local file; for a remote one, those of a new file."""
    try:
        return 0o666 if is_remote(url) else os.stat(local_path(url)).st_mode & 0o666 | PRIVATE
    except OSError:
        return PRIVATE


class Destination:
    """The output directory. Files are written to a scratch directory, then moved to their final names in one step.

    For a local output the scratch directory lies inside it, so that the step is a rename. For an object store it is a local
    temporary directory, and the step is an upload, which becomes visible only when complete.

    Args:
        url: output directory, a local path or an fsspec URL.
        scratch: local directory for unfinished files, on the output's file system if that is local. Each run has a folder of
            its own in it, so that a process left over from a killed run cannot touch files of the next.
    """

    def __init__(self, url: str, scratch: Path) -> None:
        self.url = url
        self.scratch = scratch / uuid4().hex[:12]
        self.before_change: Callable[[], None] | None = None
        """Called before a file gets its final name or is removed; may end the process instead."""
        self.digests: dict[str, str] = {}
        """SHA-256 of each file that this process has committed."""
        self.modes: dict[str, int] = {}
        """Permission bits of local files by name, 0o666 for others; the umask applies to both."""
        self._scratches = scratch
        self._made: set[str] = set()

    def path(self, name: str) -> str:
        """Final path or URL of the file with this name (relative, with `/`)."""
        return f"{self.url.rstrip('/')}/{name}"

    def size(self, name: str) -> int | None:
        """Size of the file with this name; None if there is none."""
        state = self.state(name)
        return None if state is None else state[0]

    def state(self, name: str) -> tuple[int, str] | None:
        """Size and version of the file with this name; None if there is none."""
        try:
            return version_of(self.path(name))
        except InputError:
            return None

    def partial(self, name: str) -> "PartialFile":
        """Begin a file that will have this name."""
        return PartialFile(self, name)

    def publish(self, partial: Path, name: str) -> None:
        """Move a finished file to its final name.

        Raises:
            OutputError: it cannot be put there.
        """
        target = self.path(name)
        parent = target.rpartition("/")[0]
        with writing(target):
            with open(partial, "rb") as file:
                self.digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
            if is_remote(self.url):
                system, path = filesystem(target)
                self._check()
                system.put_file(str(partial), path)
                partial.unlink()
                return
            if parent not in self._made:
                self._refuse_links(parent)
                os.makedirs(local_path(parent), exist_ok=True)
                self._made.add(parent)
            self._check()
            os.replace(partial, local_path(target))

    def remove(self, name: str) -> None:
        """Remove the file with this name, if there is one."""
        if self.size(name) is None:
            return
        with writing(self.path(name)):
            system, path = filesystem(self.path(name))
            if not is_remote(self.url):
                self._refuse_links(self.path(name).rpartition("/")[0])
            self._check()
            system.rm_file(path)

    def _refuse_links(self, parent: str) -> None:
        refuse_links(local_path(self.url).rstrip("/"), local_path(parent))

    def _check(self) -> None:
        if self.before_change is not None:
            self.before_change()

    def clear_scratch(self) -> None:
        """Remove unfinished files, those of a killed run included."""
        shutil.rmtree(self._scratches, ignore_errors=True)


class PartialFile:
    """A file being written; `commit` moves it to its final name, `abort` removes it.

    Raises:
        OutputError: it cannot be written.
    """

    def __init__(self, destination: Destination, name: str) -> None:
        self._destination = destination
        self.name = name
        # A digest, because the name may already be as long as the file system allows.
        digest = hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
        self.path = destination.scratch / digest
        with writing(destination.path(name)):
            destination.scratch.mkdir(parents=True, exist_ok=True)
            mode = destination.modes.get(name, 0o666)
            self.file: IO[bytes] = open(self.path, "wb", opener=lambda path, flags: os.open(path, flags, mode))

    def write(self, data: bytes) -> None:
        """Append bytes."""
        with writing(self._destination.path(self.name)):
            self.file.write(data)

    def commit(self, durable: bool = True) -> None:
        """Close the file and move it to its final name; `durable` waits until it would survive a power cut."""
        with writing(self._destination.path(self.name)):
            self.file.flush()
            if durable:
                os.fsync(self.file.fileno())
            self.file.close()
        self._destination.publish(self.path, self.name)

    def abort(self) -> None:
        """Remove the file."""
        try:
            self.file.close()
        except OSError:
            pass  # what could not be flushed is discarded anyway
        self.path.unlink(missing_ok=True)


_ERROR_NUMBER = re.compile(r"\[errno (\d+)\]")


@contextmanager
def writing(target: str) -> Generator[None]:
    """Turn system errors while writing to `target` into an `OutputError`."""
    try:
        yield
    except OSError as error:
        # Arrow words the message itself and puts the system's error number at its end.
        number = _ERROR_NUMBER.search(str(error))
        reason = os.strerror(int(number[1])) if number else error.strerror or error
        raise OutputError(f"cannot write {target}: {reason}") from error
