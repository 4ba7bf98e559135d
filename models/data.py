"""Turn labelled documents into the windows of token ids and tags that the trainer reads."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray

from annotation.formats.bigcode import document_of_row
from annotation.schema import ALL_LABELS, Document
from annotation.schema import read_documents as read_parquet
from models.jsonl import read_rows
from pii.detectors.base import Detector, Proposer
from pii.detectors.rules import RuleDetector
from pii.errors import InputError
from pii.labels import TAGS, Label
from pii.network.encoding import IGNORED_TAG, Tokenizer, load_tokenizer, tag_tokens, window_bounds
from pii.network.evidence import NONE, Marker, coarser, marks_of
from pii.spans import Span


def read_documents(path: Path) -> Iterator[Document]:
    """Labelled documents of a JSONL file (`.zst` too), a parquet file of documents, or a `DatasetDict` split's folder.

    Rows are in this project's form, the gold windows', or one of BigCode's two (`fragments`, `pii`).

    Raises:
        InputError: the file cannot be read, or a row's offsets or labels do not fit; names the row.
    """
    if not path.exists():
        raise InputError(f"training data {path} does not exist")
    if path.suffix == ".parquet":
        yield from read_parquet(path)
        return
    for number, row in enumerate(_rows(path)):
        try:
            yield document_of(row, str(number))
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"{path}: row {number}: {_reason(error)}") from error


def _reason(error: KeyError | TypeError | ValueError) -> str:
    """What is wrong with a row, for its author."""
    if isinstance(error, KeyError):
        return f"it has no field {error}"
    known = f"; labels are {', '.join(Label)}" if "valid Label" in str(error) else ""
    return f"{error}{known}"


def document_of(row: Mapping[str, Any], fallback_id: str) -> Document:
    """The document of a row in any of the forms that `read_documents` names."""
    bigcode = "fragments" in row or "pii" in row
    return document_of_row(row, fallback_id) if bigcode else Document.from_json(row)


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    if path.is_dir():
        import datasets

        loaded = datasets.load_from_disk(str(path))
        if not isinstance(loaded, datasets.Dataset):
            raise InputError(
                f"{path} holds several splits; name one of {', '.join(map(str, loaded))} as {path}/<split>"
            )
        # The library types a row as any format that can be requested; by default it is a mapping.
        yield from cast(Iterable[Mapping[str, Any]], loaded)
    else:
        yield from read_rows(path)


@dataclass(frozen=True, slots=True)
class Specials:
    """The token ids that a model expects around every window (`[CLS]`, `[SEP]`), and the one for padding."""

    prefix: tuple[int, ...] = ()
    suffix: tuple[int, ...] = ()
    padding: int = 0


MARKS: tuple[str, ...] = marks_of(tuple(Label))
"""The marks of evidence that training data carries, in the order of their ids."""
PLAIN_MARKS: tuple[int, ...] = tuple(MARKS.index(coarser(mark)) for mark in MARKS)
"""For each mark the id of the plain one that it refines."""
_UNFOUND: np.ndarray = np.array([MARKS.index(NONE + "".join(mark.partition("+")[1:])) for mark in MARKS])
"""For each mark, the id of what remains of it if no rule found anything: what is known about the word."""
_mark = Marker(MARKS)


class TokenWindows(torch.utils.data.Dataset[dict[str, Any]]):
    """Windows of token ids, tags and marks of evidence, flat in memory: window `i` is `bounds[i]` of each.

    With `soft` there are also tag probabilities, tokens by tags, as a student's targets.
    """

    def __init__(
        self,
        ids: NDArray[np.int32],
        tags: NDArray[np.int8],
        bounds: NDArray[np.int64],
        evidence: NDArray[np.int8] | None = None,
    ) -> None:
        self.ids, self.tags, self.bounds = ids, tags, bounds
        self.evidence = np.zeros(len(ids), np.int8) if evidence is None else evidence
        self.soft: NDArray[np.float16] | None = None

    def __len__(self) -> int:
        return len(self.bounds)

    def __getitem__(self, index: int) -> dict[str, Any]:
        start, end = self.bounds[index]
        row = {
            "input_ids": self.ids[start:end],
            "labels": self.tags[start:end],
            "evidence": self.evidence[start:end],
            "length": int(end - start),
        }
        return row if self.soft is None else row | {"soft": self.soft[start:end]}

    def repeated(self, times: int) -> "TokenWindows":
        """A set with each window repeated this often."""
        return TokenWindows(self.ids, self.tags, np.tile(self.bounds, (times, 1)), self.evidence)

    def tag_counts(self) -> NDArray[np.int64]:
        """How often each tag occurs, ignored tokens left out."""
        return np.bincount(self.tags[self.tags >= 0], minlength=len(TAGS))

    @classmethod
    def encode(
        cls,
        documents: Iterable[Document],
        tokenizer: Tokenizer,
        size: int,
        overlap: int,
        repeat: int = 1,
        detector: Detector | None = None,
    ) -> "TokenWindows":
        """Encodes documents, each `repeat` times, into windows of at most `size` tokens that share `overlap` tokens.

        The evidence is what the detector finds in a document; without a detector there is none.
        """
        ids: list[NDArray[np.int32]] = []
        evidence: list[NDArray[np.int8]] = []
        tags: list[NDArray[np.int8]] = []
        bounds: list[tuple[int, int]] = []
        offset = 0
        for document in documents:
            encoding = tokenizer.encode(document.text)
            complete = ALL_LABELS <= document.asked
            ids.append(encoding.ids)
            found = _proposals(detector, document.text) if detector else ()
            evidence.append(_mark(document.text, encoding, found))
            tags.append(tag_tokens(document.text, encoding, document.spans, document.ignored, complete).astype(np.int8))
            bounds += [(offset + a, offset + b) for a, b in window_bounds(len(encoding), size, overlap)] * repeat
            offset += len(encoding)
        if not bounds:
            raise InputError("there is no training text: every document is empty, or there are none")
        return cls(
            np.concatenate(ids), np.concatenate(tags), np.array(bounds, dtype=np.int64), np.concatenate(evidence)
        )

    @classmethod
    def concatenate(cls, parts: Sequence["TokenWindows"]) -> "TokenWindows":
        """All windows of several sets as one."""
        offsets = np.cumsum([0, *(len(part.ids) for part in parts)])
        bounds = [part.bounds + offset for part, offset in zip(parts, offsets, strict=False)]
        return cls(
            np.concatenate([part.ids for part in parts]),
            np.concatenate([part.tags for part in parts]),
            np.concatenate(bounds),
            np.concatenate([part.evidence for part in parts]),
        )

    def save(self, path: Path) -> None:
        """Writes the windows to an `.npz` file that appears whole or not at all."""
        partial = path.with_name(f".{path.name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            # Half the size if two bytes suffice for the vocabulary.
            ids = self.ids.astype(np.uint16) if self.ids.max() < 2**16 else self.ids
            arrays = {"ids": ids, "tags": self.tags, "bounds": self.bounds, "evidence": self.evidence}
            np.savez_compressed(file, **arrays)
        partial.rename(path)

    @classmethod
    def load(cls, path: Path) -> "TokenWindows":
        with np.load(path) as arrays:
            return cls(arrays["ids"].astype(np.int32), arrays["tags"], arrays["bounds"], arrays["evidence"])


def _proposals(detector: Detector, text: str) -> list[Span]:
    """The evidence that an encoder would get with a text."""
    return (detector.propose if isinstance(detector, Proposer) else detector.detect)([text])[0]


@dataclass(frozen=True, slots=True)
class Source:
    """A file of labelled documents, and how much of it an epoch uses."""

    path: Path
    """Labelled documents, or windows that `encode` wrote (`.npz`)."""
    repeat: int = 1
    """How often each document is seen."""
    share: float = 1.0
    """The share of the documents that is used, chosen by the digest of their texts."""

    def __post_init__(self) -> None:
        if self.repeat < 1 or not 0 < self.share <= 1:
            raise ValueError(f"source {self.path}: repeat must be at least 1 and share in (0, 1]")

    def documents(self) -> Iterator[Document]:
        """The documents that are used."""
        for document in read_documents(self.path):
            if drawn(document.text, self.share):
                yield document


def drawn(text: str, share: float) -> bool:
    """Whether a text is among the `share` of all texts that its digest chooses."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) < share * 2**32


def load_windows(
    sources: Sequence[Source], tokenizer: Tokenizer, tokenizer_path: Path, size: int, overlap: int, cache: Path
) -> TokenWindows:
    """The windows of several sources; encoded once and kept in `cache` under a digest of everything they depend on.

    The rules' findings are the evidence.
    """
    parts: list[TokenWindows] = []
    for source in sources:
        if source.path.suffix == ".npz":
            parts.append(TokenWindows.load(source.path).repeated(source.repeat))
            continue
        digest = hashlib.blake2b(digest_size=12)
        for item in (tokenizer_path.read_bytes(), f"{size} {overlap} {source}".encode()):
            digest.update(item)
        files = [source.path] if source.path.is_file() else sorted(p for p in source.path.rglob("*") if p.is_file())
        for file in files:
            digest.update(f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}".encode())
        cached = cache / f"{digest.hexdigest()}.npz"
        if not cached.exists():
            windows = TokenWindows.encode(source.documents(), tokenizer, size, overlap, source.repeat, RuleDetector())
            windows.save(cached)
        parts.append(TokenWindows.load(cached))
    return TokenWindows.concatenate(parts)


def encode_files(paths: Sequence[Path], tokenizer: Path, share: float, size: int, overlap: int, out: Path) -> int:
    """Writes the windows of labelled documents to one `.npz`, the rules' findings as evidence; returns their number."""
    documents = (document for path in paths for document in Source(path, share=share).documents())
    windows = TokenWindows.encode(documents, load_tokenizer(tokenizer), size, overlap, detector=RuleDetector())
    windows.save(out)
    return len(windows)


@dataclass(frozen=True, slots=True)
class Collator:
    """Pads windows to a batch, with the model's special tokens around each.

    With `evidence` the batch includes marks of evidence, for networks that take them. They are hidden in a share `hidden` of
    the windows, so that the network also learns to do without, and elsewhere in a share `missed` of the stretches: rules were
    written with much of the training data in view, and a network that never sees them miss anything learns nothing for when
    they do. Both are redrawn for each batch.
    """

    specials: Specials = Specials()
    multiple: int = 8
    evidence: bool = False
    hidden: float = 0.0
    missed: float = 0.0

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, torch.Tensor]:
        extra = len(self.specials.prefix) + len(self.specials.suffix)
        longest = max(len(row["input_ids"]) for row in rows) + extra
        width = -(-longest // self.multiple) * self.multiple
        ids = np.full((len(rows), width), self.specials.padding, dtype=np.int64)
        mask = np.zeros((len(rows), width), dtype=np.int64)
        labels = np.full((len(rows), width), IGNORED_TAG, dtype=np.int64)
        evidence = np.zeros((len(rows), width), dtype=np.int64)
        shown = np.random.random(len(rows)) >= self.hidden
        first = len(self.specials.prefix)
        for index, row in enumerate(rows):
            last = first + len(row["input_ids"])
            ids[index, : last + len(self.specials.suffix)] = [
                *self.specials.prefix,
                *row["input_ids"],
                *self.specials.suffix,
            ]
            mask[index, : last + len(self.specials.suffix)] = 1
            labels[index, first:last] = row["labels"]
            if self.evidence and shown[index]:
                evidence[index, first:last] = _missing(np.asarray(row["evidence"]), self.missed)
        batch: dict[str, np.ndarray] = {"input_ids": ids, "attention_mask": mask, "labels": labels}
        if self.evidence:
            batch["evidence"] = evidence
        if "soft" in rows[0]:
            batch["soft"] = np.zeros((len(rows), width, rows[0]["soft"].shape[1]), dtype=np.float16)
            for index, row in enumerate(rows):
                batch["soft"][index, first : first + len(row["soft"])] = row["soft"]
        return {name: torch.from_numpy(array) for name, array in batch.items()}


def _missing(marks: np.ndarray, share: float) -> np.ndarray:
    """The marks of a window without those of a share of its stretches of one mark."""
    found = marks - _UNFOUND[marks]
    stretches = np.cumsum(np.diff(found, prepend=found[:1]) != 0)
    lost = np.random.random(len(marks)) < share
    return np.where(lost[stretches], _UNFOUND[marks], marks)


def token_spans(tags: Sequence[int]) -> list[Span]:
    """Spans in token positions of a row of tag ids; an `I-` without its `B-` opens a span, ignored tokens are outside."""
    spans: list[Span] = []
    start, label = 0, ""
    for position, tag in enumerate([*tags, 0]):
        name = TAGS[tag] if tag > 0 else "O"
        if label and (name[2:] != label or name.startswith("B-")):
            spans.append(Span(start, position, Label(label)))
            label = ""
        if name != "O" and not label:
            start, label = position, name[2:]
    return spans
