"""Curves, and the report of a run."""

import json

import pytest

from annotation.score_intervals import by_package
from benchmarks import accuracy
from tests.scored import labelled, predicted

CORPUS = labelled()


def test_recall_falls_and_precision_gains_along_a_curve() -> None:
    points = accuracy.curves(CORPUS, predicted(CORPUS, 1.0))["KEY"]
    thresholds, precision, recall = zip(*points, strict=True)
    assert list(thresholds) == sorted(thresholds)
    assert list(recall) == sorted(recall, reverse=True) and recall[0] == 1.0
    assert max(precision) > precision[0]


def test_a_system_without_scores_has_no_curve() -> None:
    assert accuracy.curves(CORPUS, [document.spans for document in CORPUS]) == {}


def test_a_report_is_json_and_gives_back_the_scores_it_was_made_of() -> None:
    predictions = predicted(CORPUS, 0.7)
    report = json.loads(json.dumps(accuracy.report(CORPUS, predictions)))
    assert accuracy.groups_of(report) == by_package(CORPUS, predictions)
    assert set(report["languages"]) == {"c", "python"} and set(report["strata"]) == {"A"}
    false = report["overlap"]["ALL"]["fp"]
    assert report["false_positives_per_1000_lines"] == pytest.approx(1000 * false / (36 * 101), abs=0.001)
