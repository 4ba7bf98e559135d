"""Removal: take opted-out data out of every split, and leave a tombstone that says what was removed without repeating it.

An opt-out list is a text file with one entry per line, `repository: owner/name`, `path: owner/name/file.py` or `worker:
<id as in the votes>`; empty lines and lines that begin with `#` do not count. A repository or path may be spelled as a URL, with
any case, slashes or `.git`. The same list on the same data always leaves the same bytes, a second run changes nothing, and an
entry that never matched anything is named.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotation.leaks import digest
from annotation.schema import Document, Vote
from annotation.splits import Splits, repository_of
from pii.errors import InputError

KINDS: tuple[str, ...] = ("repository", "path", "worker")
_HOSTS = "github.com gitlab.com bitbucket.org codeberg.org huggingface.co".split()
_SCHEME = re.compile(r"(?:[a-z][a-z+.-]*://)?(?:[^/@\s]+@)?", re.IGNORECASE)
_VIEW = re.compile(r"/(?:-/)?(?:tree|blob|raw|src)/[^/]+(?:/|$)")
"""The part between repository and path in the URL of a file's page."""

Entry = tuple[str, str]
"""Kind and value of a line, as the list spells it."""


def place_name(given: str) -> str:
    """A repository, or a path in one, however it is spelled: `https://github.com/Owner/Name.git` is `owner/name`.

    The slash at the end of a folder is kept.
    """
    place = re.split(r"[?#]", given.strip().replace("\\", "/"), maxsplit=1)[0]
    head = _SCHEME.match(place)
    is_address = head is not None and head.end() > 0
    place = place[head.end() :] if head else place
    host, sign, rest = re.split(r"([:/])", place, maxsplit=1) if re.search(r"[:/]", place) else (place, "", "")
    if sign and (is_address or host.casefold().removeprefix("www.") in _HOSTS):
        place = _VIEW.sub("/", re.sub(r"^\d+/", "", rest) if sign == ":" else rest, count=1)
    place = re.sub(r"/+", "/", place).removeprefix("./").removeprefix("/").casefold()
    return re.sub(r"\.git(?=/|$)", "", place)


def repository_name(given: str) -> str:
    """A repository, however it is spelled."""
    return place_name(given).rstrip("/")


@dataclass(frozen=True)
class OptOut:
    """Who and what to remove, as the list spells it."""

    repositories: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    """Repository and path, joined by a slash; a folder, ending in a slash, stands for all in it."""
    workers: frozenset[str] = frozenset()
    _index: dict[str, dict[str, set[str]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for kind, entries, name in (
            ("repository", self.repositories, repository_name),
            ("path", self.paths, place_name),
            ("worker", self.workers, str.casefold),
        ):
            for entry in entries:
                self._index.setdefault(kind, {}).setdefault(name(entry), set()).add(entry)

    @property
    def entries(self) -> frozenset[Entry]:
        """All lines of the list."""
        rows = zip(KINDS, (self.repositories, self.paths, self.workers), strict=True)
        return frozenset((kind, value) for kind, values in rows for value in values)

    def matches(self, document: Document) -> frozenset[Entry]:
        """The entries that concern a document.

        A worker's entry concerns every document that the worker's answer counted for. To keep such documents, remove the
        worker's votes and aggregate again.
        """
        return self.matching(document.meta)

    def matching(self, meta: Mapping[str, Any]) -> frozenset[Entry]:
        """The entries that concern a text with this origin and these `workers`."""
        repository = repository_of(meta)
        repository = repository_name(repository) if repository else ""
        path = place_name(str(meta["path"])) if meta.get("path") else ""
        # Some sources include the repository in the path, others list it separately.
        places = {path, f"{repository}/{path}" if repository else path} - {""}
        folders = {f"{repository}/"} if repository else set[str]()
        folders |= {place[: match.end()] for place in places for match in re.finditer("/", place)}
        found = self._found("repository", {folder[:-1] for folder in folders})
        found |= self._found("path", places | (folders if path else set()))
        return frozenset(found | self._found("worker", {str(each).casefold() for each in meta.get("workers") or ()}))

    def _found(self, kind: str, names: set[str]) -> set[Entry]:
        index = self._index.get(kind, {})
        return {(kind, entry) for name in names for entry in index.get(name, ())}

    def reason(self, document: Document) -> str | None:
        """The kind of entry that removes the document; None if it may stay."""
        return reason_of(self.matches(document))

    def vote_matches(self, vote: Vote) -> frozenset[Entry]:
        """The entries that concern a vote: its worker's, and those of its text."""
        return self.matching({**vote.meta, "workers": [vote.worker]})

    def digest(self) -> str:
        """SHA-256 of the list, whatever the order of its lines."""
        rows = [sorted(self.repositories), sorted(self.paths), sorted(self.workers)]
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def reason_of(entries: Iterable[Entry]) -> str | None:
    """The first kind among entries, in the order of `KINDS`."""
    kinds = {kind for kind, _ in entries}
    return next((kind for kind in KINDS if kind in kinds), None)


def entry_digest(entry: Entry) -> str:
    """SHA-256 of a line, under which a tombstone remembers that it matched."""
    return hashlib.sha256("\0".join(entry).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What a removal took away. Documents are named by the SHA-256 of their id, which may itself name who opted out; votes by
    that of document, worker and task."""

    opt_out: str
    """Digest of the list."""
    removed: tuple[tuple[str, str, str], ...]
    """Split, SHA-256 of the document's id, kind of the entry; sorted."""
    left: str
    """Digest of what is left, as in the leak certificate."""
    matched: tuple[str, ...] = ()
    """SHA-256 of every entry of a list that ever matched something; sorted."""

    def unmatched(self, opt_out: OptOut) -> list[Entry]:
        """The entries of a list that have not matched anything, now or in an earlier removal."""
        return sorted(entry for entry in opt_out.entries if entry_digest(entry) not in self.matched)

    def to_json(self) -> dict[str, Any]:
        """A JSON-serialisable form."""
        rows = [{"split": split, "document": document, "reason": reason} for split, document, reason in self.removed]
        return {"opt_out": self.opt_out, "left": self.left, "removed": rows, "matched": list(self.matched)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Tombstone":
        """The tombstone of such a form."""
        rows = tuple((row["split"], row["document"], row["reason"]) for row in content["removed"])
        return cls(content["opt_out"], rows, content["left"], tuple(content.get("matched", ())))


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


class Removal:
    """Removes rows one by one, and records which, and because of which entries."""

    def __init__(self, opt_out: OptOut, earlier: Tombstone | None = None) -> None:
        self.opt_out = opt_out
        self._removed = set(earlier.removed) if earlier else set[tuple[str, str, str]]()
        self._matched = set(earlier.matched) if earlier else set[str]()
        self.count = 0

    def takes(self, split: str, name: str, entries: frozenset[Entry]) -> bool:
        """Whether these entries remove the row of that name; records it if so."""
        reason = reason_of(entries)
        if reason is None:
            return False
        self.count += 1
        self._removed.add((split, hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest(), reason))
        self._matched.update(map(entry_digest, entries))
        return True

    def tombstone(self, left: str) -> Tombstone:
        """What was removed so far; `left` is the digest of what is left."""
        return Tombstone(self.opt_out.digest(), tuple(sorted(self._removed)), left, tuple(sorted(self._matched)))


def remove(
    splits: Mapping[str, Iterable[Document]], opt_out: OptOut, earlier: Tombstone | None = None
) -> tuple[Splits, Tombstone]:
    """Remove what the list names from every split.

    Args:
        splits: the documents of each split; splits that end up empty stay.
        opt_out: the list.
        earlier: the tombstone of an earlier removal from the same dataset, which the new one takes over.
    """
    run = Removal(opt_out, earlier)
    left = {
        name: [each for each in documents if not run.takes(name, each.id, opt_out.matches(each))]
        for name, documents in splits.items()
    }
    return left, run.tombstone(digest(left))


def left_votes(votes: Iterable[Vote], run: Removal, state: "hashlib._Hash") -> Iterator[Vote]:
    """The votes without those of workers who opted out and those on texts that did; `state` takes in what is left."""
    for vote in votes:
        name = "\0".join((vote.document_id, vote.worker, vote.assignment, vote.task))
        if not run.takes("votes", name, run.opt_out.vote_matches(vote)):
            state.update(json.dumps([name, vote.text]).encode())
            yield vote


def remove_votes(votes: Iterable[Vote], opt_out: OptOut) -> Iterator[Vote]:
    """The votes that the list does not concern."""
    return left_votes(votes, Removal(opt_out), hashlib.sha256())
