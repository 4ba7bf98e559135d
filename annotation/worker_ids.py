"""Keyed pseudonyms for workers' ids, and side files about workers."""

import csv
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from pii.errors import InputError


@dataclass(frozen=True, slots=True)
class WorkerIds:
    """Turns the platform's worker ids into pseudonyms that only the holder of the key can link back."""

    key: bytes = field(repr=False)
    banned: frozenset[str] = frozenset()
    countries: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict, repr=False)

    def pseudonym(self, worker: str) -> str:
        """16 hexadecimal digits of an HMAC; the same id and key give the same in every import."""
        known = self._known.get(worker)
        if known is None:
            known = hmac.new(self.key, worker.encode(), sha256).hexdigest()[:16]
            self._known[worker] = known
        return known

    def is_banned(self, worker: str) -> bool:
        """Whether the platform banned the worker."""
        return worker in self.banned

    def country(self, worker: str) -> str | None:
        """The worker's country, where known."""
        return self.countries.get(worker)


def load_key(path: Path) -> bytes:
    """The key in a file; a missing file is created with a new random key, readable by its owner only.

    Raises:
        InputError: the file holds less than 16 bytes.
    """
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32) + "\n", encoding="ascii")
    key = path.read_bytes().strip()
    if len(key) < 16:
        raise InputError(f"{path}: expected a key of at least 16 bytes, found {len(key)}")
    return key


def read_banned(path: Path) -> frozenset[str]:
    """Worker ids, one per line; further cells of a line and a header are skipped."""
    return frozenset(
        cells[0] for cells in _cells(path) if cells[0] and cells[0].lower() not in ("worker_id", "user_id")
    )


def read_countries(path: Path) -> dict[str, str]:
    """Countries by worker id, from a CSV or TSV with columns `worker_id` and `country`.

    Raises:
        InputError: a column is missing.
    """
    header, *rows = list(_cells(path)) or [[]]
    names = [name.strip().lower().removeprefix("assignment:") for name in header]
    if "worker_id" not in names or "country" not in names:
        raise InputError(f"{path}: expected columns worker_id and country, found {', '.join(header)}")
    worker, country = names.index("worker_id"), names.index("country")
    return {cells[worker]: cells[country] for cells in rows if len(cells) == len(header) and cells[country]}


def _cells(path: Path) -> Iterable[list[str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    delimiter = "\t" if lines and "\t" in lines[0] else ","
    return [cells for cells in csv.reader(lines, delimiter=delimiter) if any(cells)]
