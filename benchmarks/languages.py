"""Translated messages of a web framework in some hundred languages: running text that names nobody.

Whatever a detector marks there is wrong, so its spans per 10,000 characters are false ones. The catalogues are those of Django's
source distribution, fetched from the package index by digest. Only messages are read: headers and comments do name people.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotation.schema import Document
from models.packages import Ecosystem, Package, unpacked
from pii.errors import MissingDependencyError
from pii.labels import Label
from pii.spans import Span

DJANGO = Package(
    Ecosystem.PYPI,
    "Django",
    "5.2.8",
    "BSD-3-Clause",
    "23254866a5bb9a2cfa6004e8b809ec6246eba4b58a7589bc2772f1bcc8456c7f",
)
MINIMUM_CHARACTERS = 2_000
"""Languages with less text are left out, since a single span would decide their rate."""


def load(cache: Path, package: Package = DJANGO) -> list[Document]:
    """The messages of every catalogue of a source distribution, one message per line, one document per catalogue.

    Raises:
        InputError: the package cannot be obtained, or its digest differs.
        MissingDependencyError: polib is not installed.
    """
    documents = list(_catalogues(unpacked(package, cache, "")))
    characters: Counter[str] = Counter()
    for document in documents:
        characters[document.meta["language"]] += len(document.text)
    return [document for document in documents if characters[document.meta["language"]] >= MINIMUM_CHARACTERS]


def _catalogues(folder: Path) -> Iterator[Document]:
    try:
        import polib
    except ImportError as error:
        raise MissingDependencyError("message catalogues are read with polib: pip install polib") from error
    for path in sorted(folder.glob("*/django/**/locale/*/LC_MESSAGES/*.po")):  # not those of its tests
        language = path.parts[-3]
        entries = (entry for entry in polib.pofile(str(path)) if entry.translated())
        messages = [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]
        if messages and language != "en":
            yield Document(
                path.relative_to(folder).as_posix(),
                "\n".join(dict.fromkeys(messages)) + "\n",
                meta={"language": language, "path": path.with_suffix(".txt").name, "package": language},
            )


def measure(documents: Sequence[Document], predictions: Sequence[Sequence[Span]]) -> dict[str, dict[str, int]]:
    """For each language its `characters` and how many spans of each label were marked in them."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for document, spans in zip(documents, predictions, strict=True):
        row = rows[document.meta["language"]]
        row["characters"] += len(document.text)
        row.update(str(span.label) for span in spans)
    return {language: dict(sorted(row.items())) for language, row in sorted(rows.items())}


def rate(row: Mapping[str, int], labels: Sequence[str] = tuple(Label)) -> float:
    """Spans of these labels per 10,000 characters of a language's row."""
    return 10_000 * sum(row.get(label, 0) for label in labels) / row["characters"]
