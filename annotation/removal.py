"""Removal: whoever opts out leaves every split, and a tombstone says what was removed without repeating it.

An opt-out list is a text file with one entry per line, `repository: owner/name`, `path: owner/name/file.py` or `worker:
<id as in the votes>`; empty lines and lines that begin with `#` do not count. The same list on the same data always
leaves the same bytes, and a second run changes nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.leaks import digest
from annotation.schema import Document, Vote
from annotation.splits import Splits, repository_of
from pii.errors import InputError

KINDS: tuple[str, ...] = ("repository", "path", "worker")


@dataclass(frozen=True, slots=True)
class OptOut:
    """Who and what is to be removed."""

    repositories: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    """Repository and path, joined by a slash; a folder, ending in a slash, stands for all in it."""
    workers: frozenset[str] = frozenset()

    def reason(self, document: Document) -> str | None:
        """Which kind of entry removes the document; None where it may stay.

        A worker's entry removes every document that the worker's answer counted for. To keep such documents, remove the
        worker's votes and aggregate again.
        """
        origin = self._origin(repository_of(document), document.meta.get("path"))
        return origin or ("worker" if self.workers & set(document.meta.get("workers", ())) else None)

    def concerns_vote(self, vote: Vote) -> bool:
        """Whether the vote is a worker's who opted out, or about a text that did."""
        document = Document(vote.document_id, vote.text, meta={**vote.meta, "workers": [vote.worker]})
        return self.reason(document) is not None

    def _origin(self, repository: str | None, path: Any) -> str | None:
        # Some sources write the repository into the path, others beside it.
        places = {str(path), f"{repository}/{path}"} if path else set[str]()
        if repository in self.repositories or _below(places, (f"{name}/" for name in self.repositories)):
            return "repository"
        folders = (entry for entry in self.paths if entry.endswith("/"))
        return "path" if places & self.paths or _below(places, folders) else None

    def digest(self) -> str:
        """SHA-256 of the list, whatever the order of its lines."""
        rows = [sorted(self.repositories), sorted(self.paths), sorted(self.workers)]
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def _below(places: Iterable[str], folders: Iterable[str]) -> bool:
    starts = tuple(folders)
    return any(place.startswith(starts) for place in places)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What a removal took away. Documents are named by the SHA-256 of their id, which may itself name who opted out."""

    opt_out: str
    """Digest of the list."""
    removed: tuple[tuple[str, str, str], ...]
    """Split, SHA-256 of the document's id, kind of the entry; sorted."""
    left: str
    """Digest of what is left, as in the leak certificate."""

    def to_json(self) -> dict[str, Any]:
        """A JSON-serialisable form."""
        rows = [{"split": split, "document": document, "reason": reason} for split, document, reason in self.removed]
        return {"opt_out": self.opt_out, "left": self.left, "removed": rows}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Tombstone":
        """The tombstone of such a form."""
        rows = tuple((row["split"], row["document"], row["reason"]) for row in content["removed"])
        return cls(content["opt_out"], rows, content["left"])


def read_opt_out(path: str | Path) -> OptOut:
    """The opt-out list in a file.

    Raises:
        InputError: a line is not of the form `kind: value`, or the file cannot be read.
    """
    entries: dict[str, set[str]] = {kind: set() for kind in KINDS}
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        kind, colon, value = line.partition(":")
        if not colon or kind.strip() not in KINDS or not value.strip():
            raise InputError(f"{path}, line {number}: expected `kind: value` with a kind of {', '.join(KINDS)}")
        entries[kind.strip()].add(value.strip())
    return OptOut(*(frozenset(entries[kind]) for kind in KINDS))


def remove(
    splits: Mapping[str, Iterable[Document]], opt_out: OptOut, earlier: Tombstone | None = None
) -> tuple[Splits, Tombstone]:
    """Take what the list names out of every split.

    Args:
        splits: the documents of each split; splits that end up empty stay.
        opt_out: the list.
        earlier: the tombstone of an earlier removal from the same dataset, which the new one takes over.
    """
    left: Splits = {}
    removed = set(earlier.removed) if earlier else set[tuple[str, str, str]]()
    for name, documents in splits.items():
        left[name] = []
        for document in documents:
            reason = opt_out.reason(document)
            if reason is None:
                left[name].append(document)
            else:
                removed.add((name, hashlib.sha256(document.id.encode()).hexdigest(), reason))
    return left, Tombstone(opt_out.digest(), tuple(sorted(removed)), digest(left))


def remove_votes(votes: Iterable[Vote], opt_out: OptOut) -> Iterator[Vote]:
    """The votes without those of workers who opted out and those on texts that did."""
    return (vote for vote in votes if not opt_out.concerns_vote(vote))
