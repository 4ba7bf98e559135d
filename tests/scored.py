"""Labelled documents of several packages, and predictions for them that are right in part."""

import random

from annotation.schema import Document
from pii.labels import Label
from pii.spans import Span


def labelled(packages: int = 12) -> list[Document]:
    draw = random.Random(3)
    documents = []
    for package in range(packages):
        for number in range(3):
            spans = tuple(
                Span(20 * place, 20 * place + 9, draw.choice(list(Label))) for place in range(draw.randint(1, 6))
            )
            meta = {"package": f"p{package}", "language": "python" if package % 2 else "c", "stratum": "A"}
            documents.append(Document(f"{package}-{number}", "x\n" * 100, spans, meta=meta))
    return documents


def predicted(documents: list[Document], found: float, seed: int = 1) -> list[list[Span]]:
    draw = random.Random(seed)
    result = []
    for document in documents:
        spans = [
            Span(s.start, s.end, s.label, round(draw.random(), 3)) for s in document.spans if draw.random() < found
        ]
        result.append(sorted([*spans, Span(180, 190, Label.KEY, round(draw.random() / 2, 3))]))
    return result
