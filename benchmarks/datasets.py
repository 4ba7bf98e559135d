"""The labelled texts that systems are measured on, by name or by path."""

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from annotation.formats import label_studio
from annotation.formats.bigcode import document_of_row
from annotation.formats.placing import CODE_POINTS, place_spans
from annotation.formats.records import USUAL, Fields, Record
from annotation.schema import Document
from benchmarks import cases, creddata, hard_negatives, languages
from benchmarks.environments import cache_directory
from benchmarks.fetch import DATA, WINDOWS, windows
from models.jsonl import read_rows
from models.synthesis.draw import Draw
from models.synthesis.template import templates
from models.synthesize import snippets
from pii.errors import ConfigError, InputError, MissingDependencyError, PiiError
from pii.labels import label_named
from pii.spans import Span

SYNTHESIZED_SEED = 60_000
BIGCODE = "bigcode/bigcode-pii-dataset"


class Measure(StrEnum):
    """What is counted on a dataset; also the name of its main table."""

    ACCURACY = "accuracy"
    """Count labelled spans found and missed."""
    LEFT_ALONE = "left-alone"
    """Decoys that no prediction touches."""
    LANGUAGES = "languages"
    """Spans in text that holds none, by language."""
    CASES = "cases"
    """Texts, each right or wrong as a whole."""


MEASURES: Mapping[str, Measure] = {
    "hard-negatives": Measure.LEFT_ALONE,
    "languages": Measure.LANGUAGES,
    "cases": Measure.CASES,
    "cases-second": Measure.CASES,
}
NAMES = (*WINDOWS, *MEASURES, "synthesized", "creddata", "bigcode")


@dataclass(frozen=True, slots=True)
class Dataset:
    """Documents under a name, and what is measured on them."""

    name: str
    documents: Sequence[Document]
    decoys: Sequence[hard_negatives.Decoy] = ()
    measure: Measure = Measure.ACCURACY

    @property
    def digest(self) -> str:
        """Changes with any text or span, so that results on different data are never compared."""
        whole = hashlib.sha256()
        for document in self.documents:
            whole.update(json.dumps(document.to_json(), sort_keys=True, default=str).encode())
        return whole.hexdigest()[:16]

    @property
    def characters(self) -> int:
        """Of all texts together."""
        return sum(len(document.text) for document in self.documents)

    @property
    def lines(self) -> int:
        """Of all texts together; a last line need not end."""
        return sum(document.text.count("\n") + 1 for document in self.documents)


def load(name: str, path: Path | None = None, limit: int | None = None, mirrors: Path | None = None) -> Dataset:
    """The dataset of a name in `NAMES`, or of a file: JSON Lines (zstandard too), parquet, or an export of Label Studio.

    Args:
        path: where CredData is on disk, or a file of cases to use instead of ours.
        limit: load only so many documents.
        mirrors: bare git repositories as `<owner>+<name>/repo`, for windows of repositories.

    Raises:
        ConfigError: there is no such dataset or file, or `path` is missing.
        InputError: a file cannot be read, or holds no document.
    """
    decoys: Sequence[hard_negatives.Decoy] = ()
    if name == "hard-negatives":
        documents, decoys = hard_negatives.documents()
    else:
        documents = list(_documents(name, path, mirrors))
    if limit:
        documents = documents[:limit]
        kept = {document.id for document in documents}
        decoys = [decoy for decoy in decoys if decoy.document in kept]
    if not documents:
        raise InputError(f"{name} holds no documents")
    if len({document.id for document in documents}) != len(documents):
        raise InputError(f"{name}: two documents have the same id; predictions could not be told apart")
    title = name if name in NAMES else Path(name.removesuffix(".zst")).stem
    # A part is different data: its results must not replace those of the whole.
    title = f"{title}-first-{limit}" if limit else title
    return Dataset(title, documents, decoys, MEASURES.get(name, Measure.ACCURACY))


def _documents(name: str, path: Path | None, mirrors: Path | None) -> Iterable[Document]:
    if name in WINDOWS:
        return _rows(windows(cache_directory(), name, mirrors))
    if name == "creddata":
        if path is None:
            raise ConfigError("creddata is read from disk; say where it lies with --path")
        return creddata.load(path)
    if MEASURES.get(name) is Measure.CASES:
        return cases.load(path or DATA / f"{name}.jsonl")
    if name == "languages":
        return languages.load(cache_directory())
    if name == "bigcode":
        return bigcode()
    if name == "synthesized":
        return synthesized()
    return _file(Path(name))


def _file(path: Path) -> Iterable[Document]:
    if not path.is_file():
        raise ConfigError(
            f"no dataset or file is called {str(path)!r}; known are {', '.join(NAMES)}, or a file (.jsonl, .jsonl.zst, "
            ".parquet, .json)"
        )
    if path.suffix == ".parquet":
        return _parquet(path)
    if path.suffix == ".json":
        return _label_studio(path)
    return _rows(path)


def _rows(path: Path) -> Iterator[Document]:
    if path.suffix == ".zst":
        yield from map(Document.from_json, read_rows(path))
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _document(line, f"{path}, line {number}")


def _document(line: str, place: str) -> Document:
    try:
        return Document.from_json(json.loads(line))
    except (KeyError, TypeError, ValueError) as error:
        # The message of a decoding error quotes the surrounding text; its type does not.
        raise InputError(f"{place}: not a document with id, text and spans ({type(error).__name__})") from None


def _parquet(path: Path) -> Iterator[Document]:
    import pyarrow.parquet as parquet

    for batch in parquet.ParquetFile(path).iter_batches():
        for row in batch.to_pylist():
            yield _document(json.dumps(row, default=str), str(path))


def _label_studio(path: Path) -> Iterator[Document]:
    """The first answer to each task of an export that was not skipped; tasks without answers are left out."""
    for number, task in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        try:
            answers = [one for one in label_studio.records(task) if isinstance(one, Record) and not one.dropped]
            if answers:
                spans = place_spans(answers[0].text, answers[0].spans, str, CODE_POINTS).spans
                found = tuple(sorted(Span(span.start, span.end, label_named(span.label)) for span in spans))
                yield Document(answers[0].id or str(task.get("id", number)), answers[0].text, found)
        except ValueError as error:
            raise InputError(f"{path}, task {number}: not a task of an export ({type(error).__name__})") from None


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
    """BigCode's annotated files, which need access granted on the Hugging Face hub.

    Raises:
        MissingDependencyError: `datasets` is not installed.
        InputError: the dataset cannot be obtained.
    """
    try:
        import datasets
    except ImportError as error:
        raise MissingDependencyError("BigCode's data needs: pip install datasets") from error
    try:
        # The library types a row as any format that can be requested; by default it is a mapping.
        rows = cast(Iterable[Mapping[str, Any]], datasets.load_dataset(name, split="test"))
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
    """A row of either of BigCode's layouts; examples and ambiguous stretches are neutral.

    The hub's column is called `secrets`, where the published files say `pii`.
    """
    fields = Fields(controls=("secrets",)) if "secrets" in row else USUAL
    document = document_of_row(row, name, "bigcode-examples-ignored", fields)
    meta = {
        "path": row.get("path", ""),
        "language": row.get("lang") or row.get("language", ""),
        "package": row.get("repo", name),
    }
    return replace(document, meta=meta)
