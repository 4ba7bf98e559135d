"""Which lines differ from a git revision, so that only new lines are judged."""

import os
import subprocess
from bisect import bisect_right
from dataclasses import dataclass

from pii import expressions as re
from pii.errors import ConfigError
from pii.shards.detect import Finding

_FILE = re.compile(rb"(?m)^diff --git .*\n")
_HUNK = re.compile(rb"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


@dataclass(frozen=True, slots=True)
class Changes:
    """Changed lines by absolute path; None means the whole file, which git does not track yet."""

    lines: dict[str, tuple[tuple[int, int], ...] | None]

    def __contains__(self, finding: Finding) -> bool:
        ranges = self.lines.get(os.path.realpath(finding.path), ())
        if ranges is None:
            return True
        first, last = finding.line, finding.line + finding.value.count("\n")
        index = bisect_right(ranges, (last, last)) - 1
        near = ranges[max(0, index) : index + 2]
        return any(start <= last and first < stop for start, stop in near)


def changes_since(revision: str, folder: str = ".") -> Changes:
    """What differs between a revision and the work tree, including untracked files that git does not ignore.

    Raises:
        ConfigError: the folder is not in a git work tree, or there is no such revision.
    """
    root = os.fsdecode(_git(folder, "rev-parse", "--show-toplevel")).rstrip("\n")
    _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    diff = ("--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "--diff-filter=d", revision, "--")
    names = [name for name in _git(root, "diff", "--name-only", "-z", *diff).split(b"\0") if name]
    patches = _FILE.split(_git(root, "diff", "--unified=0", "--no-color", *diff))[1:]
    if len(names) != len(patches):
        raise ConfigError(f"--since {revision}: files changed while git was asked; run again")
    lines: dict[str, tuple[tuple[int, int], ...] | None] = {}
    for name, patch in zip(names, patches, strict=True):
        lines[_path(root, name)] = tuple(_ranges(patch))
    for name in _git(root, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0"):
        if name:
            lines[_path(root, name)] = None
    return Changes(lines)


def _ranges(patch: bytes) -> list[tuple[int, int]]:
    # Content lines of a patch begin with +, - or a space, so that none can look like a hunk header.
    found = [
        (int(match[1]), int(match[1]) + int(match[2] or 1))
        for line in patch.split(b"\n")
        if (match := _HUNK.match(line)) is not None
    ]
    return [(start, stop) for start, stop in found if start < stop]


def _path(root: str, name: bytes) -> str:
    return os.path.realpath(os.path.join(root, os.fsdecode(name)))


def _git(folder: str, *arguments: str) -> bytes:
    try:
        return subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=True).stdout
    except FileNotFoundError as error:
        raise ConfigError("--since needs git, which is not there") from error
    except subprocess.CalledProcessError as error:
        told = (
            error.stderr.decode("utf-8", "replace").strip()
            or f"git knows no revision {arguments[-1].removesuffix('^{commit}')!r}"
        )
        raise ConfigError(f"--since: {told}") from error
