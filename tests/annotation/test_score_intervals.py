"""Intervals and differences of scores, resampled over packages."""

import random

import numpy as np
import pytest

from annotation.intervals import resampled
from annotation.schema import Document
from annotation.score_intervals import by_package, counts, differences, figures, intervals
from pii.labels import Label
from pii.scoring import Score, score
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


def test_scores_of_packages_add_up_to_the_score() -> None:
    predictions = _predictions(CORPUS, 0.7)
    groups = by_package(CORPUS, predictions)
    assert len(groups) == 12
    assert sum(groups.values(), Score()) == score(CORPUS, predictions)


def test_figures_of_counts_equal_the_scores_own() -> None:
    predictions = _predictions(CORPUS, 0.7)
    whole = score(CORPUS, predictions)
    found = figures(counts({"all": whole}).sum(0))
    assert found["macro"] == pytest.approx(whole.macro_f1)
    assert found["leak"] == pytest.approx(whole.total.leak)
    assert found["open"] == pytest.approx(whole.total.open)
    for label in Label:
        assert found[label] == pytest.approx(whole[label].f1)


def test_an_interval_holds_its_figure_and_narrows_with_more_packages() -> None:
    few, many = (
        intervals(by_package(corpus, _predictions(corpus, 0.7)))["macro"] for corpus in (_corpus(8), _corpus(120))
    )
    assert few.low < few.value < few.high
    assert many.high - many.low < 0.6 * (few.high - few.low)


def test_samples_draw_whole_packages_and_are_the_same_each_time() -> None:
    drawn = resampled(np.eye(10), 50)
    assert (drawn.sum(1) == 10).all()
    assert (drawn == resampled(np.eye(10), 50)).all()
    assert len(np.unique(drawn, axis=0)) > 40


def test_a_system_does_not_differ_from_itself() -> None:
    groups = by_package(CORPUS, _predictions(CORPUS, 0.7))
    for interval in differences(groups, groups).values():
        assert (interval.value, interval.low, interval.high) == (0, 0, 0)


def test_a_paired_difference_sees_what_two_intervals_hide() -> None:
    better, worse = _predictions(CORPUS, 1.0), _predictions(CORPUS, 1.0)
    # The same system but for one more false positive in every document: far smaller than either interval.
    worse = [sorted([*spans, Span(195, 199, Label.NAME)]) for spans in worse]
    found = differences(by_package(CORPUS, better), by_package(CORPUS, worse))["NAME"]
    assert 0 < found.low < found.value < found.high


def test_systems_over_other_packages_are_not_compared() -> None:
    groups = by_package(CORPUS, _predictions(CORPUS, 0.7))
    with pytest.raises(ValueError, match="same packages"):
        differences(groups, dict(list(groups.items())[1:]))
