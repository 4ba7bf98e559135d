"""Intervals and differences of scores, resampled over packages."""

import numpy as np
import pytest

from annotation.intervals import resampled
from annotation.score_intervals import by_package, counts, differences, figures, intervals
from annotation.scoring import Score, score
from pii.labels import Label
from pii.spans import Span
from tests.scored import labelled, predicted

CORPUS = labelled()


def test_scores_of_packages_add_up_to_the_score() -> None:
    predictions = predicted(CORPUS, 0.7)
    groups = by_package(CORPUS, predictions)
    assert len(groups) == 12
    assert sum(groups.values(), Score()) == score(CORPUS, predictions)


def test_figures_of_counts_equal_the_scores_own() -> None:
    predictions = predicted(CORPUS, 0.7)
    whole = score(CORPUS, predictions)
    found = figures(counts({"all": whole}).sum(0))
    assert found["macro"] == pytest.approx(whole.macro_f1)
    assert found["leak"] == pytest.approx(whole.total.leak)
    assert found["open"] == pytest.approx(whole.total.open)
    for label in Label:
        assert found[label] == pytest.approx(whole[label].f1)


def test_an_interval_holds_its_figure_and_narrows_with_more_packages() -> None:
    few, many = (
        intervals(by_package(corpus, predicted(corpus, 0.7)))["macro"] for corpus in (labelled(8), labelled(120))
    )
    assert few.low < few.value < few.high
    assert many.high - many.low < 0.6 * (few.high - few.low)


def test_samples_draw_whole_packages_and_are_the_same_each_time() -> None:
    drawn = resampled(np.eye(10), 50)
    assert (drawn.sum(1) == 10).all()
    assert (drawn == resampled(np.eye(10), 50)).all()
    assert len(np.unique(drawn, axis=0)) > 40


def test_a_system_does_not_differ_from_itself() -> None:
    groups = by_package(CORPUS, predicted(CORPUS, 0.7))
    for interval in differences(groups, groups).values():
        assert (interval.value, interval.low, interval.high) == (0, 0, 0)


def test_a_paired_difference_sees_what_two_intervals_hide() -> None:
    better, worse = predicted(CORPUS, 1.0), predicted(CORPUS, 1.0)
    # The same system but for one more false positive in every document: far smaller than either interval.
    worse = [sorted([*spans, Span(195, 199, Label.NAME)]) for spans in worse]
    found = differences(by_package(CORPUS, better), by_package(CORPUS, worse))["NAME"]
    assert 0 < found.low < found.value < found.high


def test_systems_over_other_packages_are_not_compared() -> None:
    groups = by_package(CORPUS, predicted(CORPUS, 0.7))
    with pytest.raises(ValueError, match="same packages"):
        differences(groups, dict(list(groups.items())[1:]))
