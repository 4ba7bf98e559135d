"""Unlabelled snippets that the gate lets through, on which a student learns from its teacher.

Labelled windows are few and surround values; a student that sees only those learns to copy its teacher only there.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.schema import Document
from models.bundle import read_gate
from models.excerpts import stretch
from models.jsonl import read_rows, write_rows
from pii.detectors.gate import Gate


@dataclass(frozen=True, slots=True)
class SnippetsRecipe:
    """Which parts of the corpus are taken."""

    documents: tuple[Path, ...]
    """The corpora's `documents.jsonl.zst`; their training splits are read."""
    gate: Path
    """The gate's recipe."""
    share: float = 1.0
    """Of the documents."""
    per_document: int = 12
    characters: int = 600
    """Most characters of a snippet."""
    ungated: float = 0.3
    """The share of documents from which a random stretch is taken too."""
    seed: int = 9


def run(recipe: SnippetsRecipe, out: Path) -> int:
    """Writes `out/snippets.train.jsonl.zst`, documents in which no label was looked for; returns their number."""
    from rich.progress import track

    chosen = (row for path in recipe.documents for row in read_rows(path) if row["split"] == "train")
    made = snippets(recipe, track(chosen, "snippets", total=None))
    return write_rows(out / "snippets.train.jsonl.zst", (document.to_json() for document in made))


def snippets(recipe: SnippetsRecipe, rows: Iterable[Mapping[str, Any]]) -> Iterator[Document]:
    """The snippets of the corpus's rows, none twice."""
    gate = Gate.from_settings(read_gate(recipe.gate))
    draw = random.Random(recipe.seed)
    seen: set[str] = set()
    for row in rows:
        if draw.random() >= recipe.share:
            continue
        found = [
            text
            for start, end in gate.parts(row["text"])
            for text in (
                row["text"][first : min(first + recipe.characters, end)]
                for first in range(start, end, recipe.characters)
            )
            if text not in seen
        ]
        draw.shuffle(found)
        found = found[: recipe.per_document]
        if draw.random() < recipe.ungated:
            found.append(stretch(row["text"], recipe.characters, draw))
        seen.update(found)
        for number, text in enumerate(dict.fromkeys(found)):
            yield Document(f"{row['id']}#{number}", text, asked=frozenset())
