"""The labelled texts that systems are measured on, by name or by path."""

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.schema import Document
from benchmarks import creddata, hard_negatives
from benchmarks.environments import cache_directory
from benchmarks.fetch import WINDOWS, gold_windows
from models.synthesis.draw import Draw
from models.synthesis.template import templates
from models.synthesize import snippets
from pii.errors import ConfigError, InputError, MissingDependencyError, PiiError
from pii.labels import Label
from pii.spans import Span

SYNTHESIZED_SEED = 60_000
BIGCODE = "bigcode/bigcode-pii-dataset"
NAMES = (*WINDOWS, "hard-negatives", "synthesized", "creddata", "bigcode")


@dataclass(frozen=True, slots=True)
class Dataset:
    """Labelled documents under a name."""

    name: str
    documents: Sequence[Document]
    decoys: Sequence[hard_negatives.Decoy] = ()

    @property
    def digest(self) -> str:
        """Changes with any text or span, so that results of different data are never put beside each other."""
        whole = hashlib.sha256()
        for document in self.documents:
            whole.update(json.dumps(document.to_json(), sort_keys=True, default=str).encode())
        return whole.hexdigest()[:16]

    @property
    def characters(self) -> int:
        return sum(len(document.text) for document in self.documents)

    @property
    def lines(self) -> int:
        return sum(document.text.count("\n") + 1 for document in self.documents)


def load(name: str, root: Path | None = None, limit: int | None = None) -> Dataset:
    """The dataset of a name in `NAMES`, or of a file: JSON Lines, parquet, or an export of Label Studio.

    Args:
        root: where CredData lies on disk.
        limit: load only so many documents.

    Raises:
        ConfigError: there is no such dataset or file, or `root` is missing.
        InputError: a file cannot be read, or holds no document.
    """
    decoys: Sequence[hard_negatives.Decoy] = ()
    if name == "hard-negatives":
        documents, decoys = hard_negatives.documents()
    else:
        documents = list(_documents(name, root))
    if limit:
        documents = documents[:limit]
        kept = {document.id for document in documents}
        decoys = [decoy for decoy in decoys if decoy.document in kept]
    if not documents:
        raise InputError(f"{name} holds no documents")
    if len({document.id for document in documents}) != len(documents):
        raise InputError(f"{name}: two documents have the same id; predictions could not be told apart")
    title = name if name in NAMES else Path(name).stem
    # A part is other data: its results must not take the place of the whole's.
    return Dataset(f"{title}-first-{limit}" if limit else title, documents, decoys)


def _documents(name: str, root: Path | None) -> Iterable[Document]:
    if name in WINDOWS:
        return _rows(gold_windows(cache_directory(), name))
    if name == "creddata":
        if root is None:
            raise ConfigError("creddata is read from disk; say where it lies with --root")
        return creddata.load(root)
    if name == "bigcode":
        return bigcode()
    if name == "synthesized":
        return synthesized()
    path = Path(name)
    if not path.is_file():
        raise ConfigError(
            f"no dataset or file is called {name!r}; known are {', '.join(NAMES)}, or a file (.jsonl, .parquet, .json)"
        )
    if path.suffix == ".parquet":
        return _parquet(path)
    if path.suffix == ".json":
        return _label_studio(path)
    return _rows(path)


def _rows(path: Path) -> Iterator[Document]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _document(line, f"{path}, line {number}")


def _document(line: str, place: str) -> Document:
    try:
        return Document.from_json(json.loads(line))
    except (KeyError, TypeError, ValueError) as error:
        # The message of a decoding error holds the text around the place; its kind does not.
        raise InputError(f"{place}: not a document with id, text and spans ({type(error).__name__})") from None


def _parquet(path: Path) -> Iterator[Document]:
    import pyarrow.parquet as parquet

    for batch in parquet.ParquetFile(path).iter_batches():
        for row in batch.to_pylist():
            yield _document(json.dumps(row, default=str), str(path))


def _label_studio(path: Path) -> Iterator[Document]:
    """A JSON export: `data.text` and the spans of the first annotation that was not cancelled."""
    for task in json.loads(path.read_text(encoding="utf-8")):
        annotations = [one for one in task.get("annotations", ()) if not one.get("was_cancelled")]
        results = annotations[0]["result"] if annotations else ()
        spans = [
            {"start": one["value"]["start"], "end": one["value"]["end"], "label": one["value"]["labels"][0]}
            for one in results
            if one.get("type") == "labels"
        ]
        row = {"id": str(task["id"]), "text": task["data"]["text"], "spans": spans}
        yield _document(json.dumps(row), f"{path}, task {task['id']}")


def synthesized(count: int = 400, seed: int = SYNTHESIZED_SEED) -> Iterator[Document]:
    """Snippets with made-up values by the generator of the training data, in the forms that training used but of the split of
    values that training never draws from."""
    languages = sorted(templates())
    for number in range(count):
        language = languages[number % len(languages)]
        text, spans, ignored = snippets(language, Draw(random.Random(f"{seed}/{number}"), "validation"))
        yield Document(
            f"synthesized-{number}", text, tuple(sorted(spans)), tuple(sorted(ignored)), meta={"language": language}
        )


def bigcode(name: str = BIGCODE) -> Iterator[Document]:
    """BigCode's annotated files, for who has been given access on the Hugging Face hub.

    Raises:
        MissingDependencyError: `datasets` is not installed.
        InputError: the dataset cannot be had.
    """
    try:
        import datasets
    except ImportError as error:
        raise MissingDependencyError("BigCode's data needs: pip install datasets") from error
    try:
        rows = datasets.load_dataset(name, split="test")
    except PiiError:
        raise
    except Exception as error:
        raise InputError(
            f"{name} cannot be loaded ({type(error).__name__}); its makers grant access on its page; then log in "
            "with `hf auth login`"
        ) from error
    for number, row in enumerate(rows):
        yield bigcode_document(str(row.get("id", number)), row)


def bigcode_document(name: str, row: Mapping[str, Any]) -> Document:
    """A row of either of BigCode's layouts: `fragments` with category and position, or `secrets` with tag, start and end.

    Categories of examples and ambiguous ones are neutral; categories without a label of ours are left out.
    """
    text = row.get("text") or row["content"]
    secrets = row["fragments"] if "fragments" in row else row["secrets"]
    spans: list[Span] = []
    ignored: list[Span] = []
    for item in json.loads(secrets) if isinstance(secrets, str) else secrets:
        category = item.get("category") or item["tag"]
        start, end = item["position"] if "position" in item else (item["start"], item["end"])
        # EMAIL_EXAMPLE, NAME_LICENSE… are variants of the label they start with.
        base = next((label for label in Label if category == label or category.startswith(f"{label}_")), None)
        if base is None and category != "AMBIGUOUS":
            continue
        neutral = base is None or category.endswith("_EXAMPLE")
        (ignored if neutral else spans).append(Span(start, end, base or Label.KEY))
    meta = {
        "path": row.get("path", ""),
        "language": row.get("lang") or row.get("language", ""),
        "package": row.get("repo", name),
    }
    return Document(name, text, tuple(sorted(spans)), tuple(sorted(ignored)), meta=meta)
