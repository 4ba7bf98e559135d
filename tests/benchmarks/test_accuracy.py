"""Curves, and the report of a run."""

import json
import random

import pytest

from annotation.schema import Document
from annotation.score_intervals import by_package
from benchmarks import accuracy
from pii.labels import Label
from pii.spans import Span


def _corpus(packages: int = 12) -> list[Document]:
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


def _predictions(documents: list[Document], found: float, seed: int = 1) -> list[list[Span]]:
    draw = random.Random(seed)
    result = []
    for document in documents:
        spans = [
            Span(s.start, s.end, s.label, round(draw.random(), 3)) for s in document.spans if draw.random() < found
        ]
        result.append(sorted([*spans, Span(180, 190, Label.KEY, round(draw.random() / 2, 3))]))
    return result


CORPUS = _corpus()


def test_recall_falls_and_precision_gains_along_a_curve() -> None:
    points = accuracy.curves(CORPUS, _predictions(CORPUS, 1.0))["KEY"]
    thresholds, precision, recall = zip(*points, strict=True)
    assert list(thresholds) == sorted(thresholds)
    assert list(recall) == sorted(recall, reverse=True) and recall[0] == 1.0
    assert max(precision) > precision[0]


def test_a_system_without_scores_has_no_curve() -> None:
    assert accuracy.curves(CORPUS, [document.spans for document in CORPUS]) == {}


def test_a_report_is_json_and_gives_back_the_scores_it_was_made_of() -> None:
    predictions = _predictions(CORPUS, 0.7)
    report = json.loads(json.dumps(accuracy.report(CORPUS, predictions)))
    assert accuracy.groups_of(report) == by_package(CORPUS, predictions)
    assert set(report["languages"]) == {"c", "python"} and set(report["strata"]) == {"A"}
    false = report["overlap"]["ALL"]["fp"]
    assert report["false_positives_per_1000_lines"] == pytest.approx(1000 * false / (36 * 101), abs=0.001)
