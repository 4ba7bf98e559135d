"""Turns inputs (files, directories, globs, URLs) into shards with names below the output directory."""

import glob
import logging
import os
import posixpath
import stat
from collections.abc import Iterator, Sequence

from pii.errors import ConfigError, InputError, OutputError
from pii.shards.base import Shard, SourceFile
from pii.shards.formats import TEXT, format_of
from pii.shards.sidecar import FOLDER
from pii.shards.storage import filesystem, is_remote, local_path

logger = logging.getLogger(__name__)

_VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})
_SHOWN_LINKS = 3
"""Most links that a warning names, to keep it to a line."""


def find_shards(inputs: Sequence[str], format: str | None = None, output: str | None = None) -> list[Shard]:
    """The shards of files, directories and globs, sorted by name.

    A directory is read recursively, hidden files included, except `.git`, `.hg` and `.svn`. Links to files are followed;
    links to directories are skipped with a warning, unless they are inputs themselves. As in a shell, wildcards do not
    match the dot of a hidden name. Names are relative to the deepest directory that all inputs share.

    Args:
        inputs: local paths, globs or fsspec URLs.
        format: of every file; by default derived from the file name's ending.
        output: output directory, checked to hold no input and to lie inside none.

    Raises:
        InputError: an input does not exist, or there is no file at all.
        ConfigError: the inputs lie on several file systems, or include sidecars of an earlier run.
        OutputError: the output would be read as input, or an input overwritten.
    """
    if len({url.partition("://")[0] if is_remote(url) else "" for url in inputs}) > 1:
        raise ConfigError("inputs on several file systems; redact them one after the other")
    listings = [_list_remote(url) if is_remote(url) else _list_local(url) for url in inputs]
    files = {file.url: file for _, found in listings for file in found}
    if not files:
        raise InputError(f"no files in {', '.join(inputs)}")
    roots = [root for root, _ in listings]
    base = _common(roots)
    named = [
        SourceFile(file.url, file.url[len(base) :].lstrip("/"), file.size, file.version)
        for _, file in sorted(files.items())
    ]
    if output is not None:
        _check_output(output, inputs, roots, named)
    return _group(named, format)


def _group(files: list[SourceFile], format: str | None) -> list[Shard]:
    shards: list[Shard] = []
    directories: dict[str, list[SourceFile]] = {}
    for file in files:
        kind = format_of(file.name, format)
        if kind == TEXT:
            directories.setdefault(posixpath.dirname(file.name), []).append(file)
        else:
            shards.append(Shard(file.name, kind, (file,)))
    shards += [
        Shard(f"{directory}/" if directory else "./", TEXT, tuple(members))
        for directory, members in directories.items()
    ]
    return sorted(shards, key=lambda shard: shard.name)


def _list_local(pattern: str) -> tuple[str, list[SourceFile]]:
    """The directory that names are relative to, and the files below it."""
    path = local_path(pattern)
    if os.path.isdir(path):
        root = os.path.abspath(path)
        return root, [file for found in _walk(root) if (file := _stat(found)) is not None]
    if os.path.lexists(path):
        absolute = os.path.abspath(path)
        file = _stat(absolute)
        if file is None:
            raise InputError(f"{pattern} is not a regular file")
        return os.path.dirname(absolute), [file]
    if not glob.has_magic(path):
        raise InputError(f"{pattern}: no such file or directory")
    absolute = os.path.abspath(path)
    found = sorted(name for name in glob.glob(absolute, recursive=True) if not os.path.isdir(name))
    if not found:
        raise InputError(f"{pattern}: no file matches")
    return _fixed_prefix(absolute), [file for name in found if (file := _stat(name)) is not None]


def _walk(root: str) -> Iterator[str]:
    links: list[str] = []
    for directory, below, names in os.walk(root, onerror=_raise):
        below[:] = sorted(set(below) - _VERSION_CONTROL)
        links += [path for name in below if os.path.islink(path := os.path.join(directory, name))]
        yield from (os.path.join(directory, name) for name in sorted(names))
    if links:
        more = f" and {len(links) - _SHOWN_LINKS} more" if len(links) > _SHOWN_LINKS else ""
        logger.warning(
            "linked directories are left out: %s%s; name them as inputs to have them read",
            ", ".join(sorted(links)[:_SHOWN_LINKS]),
            more,
        )


def _raise(error: OSError) -> None:
    raise InputError(f"cannot read {error.filename}: {error.strerror}") from error


def _stat(path: str) -> SourceFile | None:
    """The file; None for a pipe or a device, which may have no end. A broken link is kept: reading it reports it."""
    try:
        status = os.stat(path)
    except OSError:
        return SourceFile(path, "", 0, "")
    return SourceFile(path, "", status.st_size, str(status.st_mtime_ns)) if stat.S_ISREG(status.st_mode) else None


def _list_remote(url: str) -> tuple[str, list[SourceFile]]:
    system, path = filesystem(url)
    scheme = url.partition("://")[0]
    try:
        if glob.has_magic(path):
            root, found = _fixed_prefix(path), system.glob(path, detail=True)
        elif system.isdir(path):
            root, found = path, system.find(path, detail=True)
            found = {
                name: info for name, info in found.items() if not _VERSION_CONTROL & set(name[len(path) :].split("/"))
            }
        else:
            root, found = posixpath.dirname(path), {path: system.info(path)}
    except OSError as error:
        raise InputError(f"{url}: {error.strerror or 'no such file or directory'}") from error
    files = [
        SourceFile(f"{scheme}://{name.lstrip('/')}", "", int(info["size"]), str(system.ukey(name)))
        for name, info in sorted(found.items())
        if info["type"] == "file"
    ]
    if not files:
        raise InputError(f"{url}: no file matches")
    return f"{scheme}://{root.lstrip('/')}", files


def _fixed_prefix(pattern: str) -> str:
    """The directory part of a glob before its first wildcard."""
    parts = pattern.split("/")
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    return "/".join(parts[:fixed])


def _common(roots: Sequence[str]) -> str:
    scheme, separator, _ = roots[0].partition("://")
    if separator:
        return f"{scheme}://" + os.path.commonpath([f"/{root.partition('://')[2]}" for root in roots])[1:]
    return os.path.commonpath(roots) if all(roots) else ""


def _check_output(output: str, inputs: Sequence[str], roots: Sequence[str], files: Sequence[SourceFile]) -> None:
    remote = is_remote(output)
    target = output.rstrip("/") if remote else os.path.realpath(local_path(output))
    for given, root in zip(inputs, roots, strict=True):
        whole = not glob.has_magic(given) or "**" in given
        inside = f"{target}/".startswith(f"{root if remote else os.path.realpath(root)}/")
        is_directory = root == (given.rstrip("/") if is_remote(given) else os.path.abspath(local_path(given)))
        if inside and ((is_directory and whole) or "**" in given):
            raise OutputError(f"the output {output} lies inside the input {given}; choose a directory outside it")
    base = _common(roots)
    if (base.rstrip("/") if remote else os.path.realpath(base)) == target:
        raise OutputError(f"the output {output} is the directory of the input; choose another one")
    place = str if remote else _Places()
    sources = {place(file.url) for file in files}
    if not remote:
        sources |= {os.path.realpath(file.url) for file in files}
    for file in files:
        if place(file.url).startswith(f"{target}/{FOLDER}/"):
            raise OutputError(f"{file.url} was written by an earlier run into {output}; leave it out of the input")
        if file.name.split("/")[0] == FOLDER:
            raise ConfigError(
                f"{file.url} would be written to {FOLDER}/, which is kept for sidecars. If they are those of the run that wrote "
                f"this input, move that {FOLDER} elsewhere, or name what lies beside it as inputs; if it is data, rename it"
            )
        if place(f"{target}/{file.name}") in sources:
            raise OutputError(
                f"{file.url} would be written to {target}/{file.name}, which is an input itself; choose another output"
            )


class _Places:
    """Resolves links in the directories of local paths, each directory once."""

    def __init__(self) -> None:
        self._directories: dict[str, str] = {}

    def __call__(self, path: str) -> str:
        directory, name = os.path.split(path)
        if directory not in self._directories:
            self._directories[directory] = os.path.realpath(directory)
        return os.path.join(self._directories[directory], name)
