"""The baseline: findings that were there when the linter was introduced, and therefore do not make it fail.

The file holds no value. A finding is identified by its file, its label, its line with all values masked, its number among equal
ones, and one byte of a salted digest of its value. So a value replaced by another is noticed in 255 of 256 cases, while the file
leaves someone who guesses passwords with one candidate in 256.
"""

import json
import os
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from pii.errors import ConfigError, OutputError
from pii.shards.detect import Finding

_VERSION = 1
_DIGEST_BYTES = 12


@dataclass(slots=True)
class Baseline:
    """Known findings, and those seen so far in this run."""

    folder: str
    """The directory that paths are relative to, so that the checkout can be anywhere."""
    salt: bytes
    known: Counter[str] = field(default_factory=Counter[str])
    seen: Counter[str] = field(default_factory=Counter[str])

    def has(self, finding: Finding) -> bool:
        """Whether the finding is known; of several equal ones, only as many as the baseline has."""
        fingerprint = self._fingerprint(finding)
        self.seen[fingerprint] += 1
        return self.seen[fingerprint] <= self.known[fingerprint]

    def _fingerprint(self, finding: Finding) -> str:
        path = os.path.relpath(finding.path, self.folder) if os.path.isabs(finding.path) else finding.path
        what = "\0".join((path, finding.id or "", finding.span.label, mask(finding)))
        place = blake2b(what.encode("utf-8", "backslashreplace"), digest_size=_DIGEST_BYTES, key=self.salt)
        value = blake2b(finding.value.encode("utf-8", "backslashreplace"), digest_size=1, key=self.salt)
        return place.hexdigest() + value.hexdigest()


def mask(finding: Finding, by: str = "*") -> str:
    """The finding's lines with each character of a value masked, except line ends."""
    text, pieces, position = finding.excerpt.text, list[str](), 0
    for start, end in finding.excerpt.spans:
        pieces += (text[position:start], "".join(c if c == "\n" else by for c in text[start:end]))
        position = end
    return "".join((*pieces, text[position:]))


def load(path: Path) -> Baseline:
    """Read a baseline; a missing file is an empty one.

    Raises:
        ConfigError: the file is not a baseline.
    """
    folder = str(path.resolve().parent)
    if not path.exists():
        return Baseline(folder, secrets.token_bytes(16))
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != _VERSION:
            raise ValueError
        return Baseline(
            folder, bytes.fromhex(data["salt"]), Counter({str(k): int(v) for k, v in data["findings"].items()})
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ConfigError(
            f"{path} is no baseline that this version can read; write one with --update-baseline"
        ) from error


def save(baseline: Baseline, findings: Iterable[Finding], path: Path) -> int:
    """Write a baseline and return how many findings it has. The salt is kept, so that a diff shows only real changes."""
    fresh = Baseline(baseline.folder, baseline.salt)
    count = sum(1 for finding in findings if not fresh.has(finding))
    data = {"version": _VERSION, "salt": fresh.salt.hex(), "findings": dict(sorted(fresh.seen.items()))}
    try:
        path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"cannot write the baseline {path}: {error.strerror}") from error
    return count
