"""Owners of repositories as training data: which accounts in addresses are persons', which organisations'.

The owners that a corpus names most often were judged one by one. Organisations are a table of the package; of persons
`labelled/owners.persons.txt` has digests alone. Only the accounts are learnt from, the text around them is ignored. The table
is hidden meanwhile, so that the network learns to tell organisations that no table knows.
"""

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.schema import Document
from models.jsonl import read_rows, write_rows
from pii.detectors.rules import RuleDetector
from pii.labels import Label
from pii.organisations import is_known_organisation, table_hidden
from pii.spans import Span

_DIGEST_BYTES = 8


@dataclass(frozen=True, slots=True)
class OwnersRecipe:
    """Which stretches are cut."""

    documents: tuple[Path, ...]
    """The corpora's `documents.jsonl.zst`; their training splits are read."""
    persons: Path = Path("models/labelled/owners.persons.txt")
    """Digests of the accounts that are persons', one a line."""
    per_owner: int = 3
    characters: int = 150
    """To each side of an account."""
    longest_file: int = 100_000
    seed: int = 23


def run(recipe: OwnersRecipe, out: Path) -> int:
    """Writes `out/owners.train.jsonl.zst`; returns the number of stretches."""
    rows = (row for path in recipe.documents for row in read_rows(path) if row["split"] == "train")
    return write_rows(out / "owners.train.jsonl.zst", (cut.to_json() for cut in stretches(rows, recipe)))


def stretches(rows: Iterable[Mapping[str, Any]], recipe: OwnersRecipe) -> Iterator[Document]:
    """Stretches around the accounts of judged owners, each owner at most `per_owner` times."""
    persons = frozenset(recipe.persons.read_text(encoding="utf-8").split())
    draw = random.Random(recipe.seed)
    rules = RuleDetector()
    taken: Counter[str] = Counter()
    for row in rows:
        text = row["text"][: recipe.longest_file]
        with table_hidden():
            accounts = [span for span in rules.detect([text])[0] if span.label == Label.USERNAME]
        draw.shuffle(accounts)
        judged = {span: kind for span in accounts if (kind := _kind(text[span.start : span.end], persons))}
        end = 0
        for span in sorted(judged):
            owner = text[span.start : span.end].lower()
            if span.start < end or taken[owner] >= recipe.per_owner:
                continue
            start, end = _around(text, span, recipe.characters)
            inside = [other for other in sorted(judged) if start <= other.start and other.end <= end]
            taken.update({text[other.start : other.end].lower() for other in inside})
            meta = {"package": row["package"], "path": row["path"], "kind": "owners"}
            yield _document(f"owners:{row['id']}:{start}", text[start:end], start, inside, judged, meta)


def digest(owner: str) -> str:
    """What stands for an owner in the file of persons."""
    return hashlib.blake2b(owner.lower().encode(), digest_size=_DIGEST_BYTES).hexdigest()


def _kind(owner: str, persons: frozenset[str]) -> str:
    if digest(owner) in persons:
        return "person"
    return "organisation" if is_known_organisation(owner) else ""


def _around(text: str, span: Span, reach: int) -> tuple[int, int]:
    """Whole lines around the span, cut at `reach` where they are long."""
    start = text.rfind("\n", max(0, span.start - reach), span.start) + 1 or max(0, span.start - reach)
    end = text.find("\n", span.end, span.end + reach)
    return start, end if end >= 0 else min(len(text), span.end + reach)


def _document(
    key: str, text: str, offset: int, inside: list[Span], judged: Mapping[Span, str], meta: Mapping[str, Any]
) -> Document:
    """All but the judged accounts is ignored."""
    edges = [0, *(edge - offset for span in inside for edge in (span.start, span.end)), len(text)]
    gaps = [Span(start, end, Label.USERNAME) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
    persons = tuple(
        Span(span.start - offset, span.end - offset, Label.USERNAME) for span in inside if judged[span] == "person"
    )
    return Document(key, text, persons, tuple(gaps), meta=meta)
