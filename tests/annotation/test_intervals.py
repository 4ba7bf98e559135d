import numpy as np
import pytest

from annotation.intervals import bootstrap, f1_interval, wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_gives_the_published_intervals(successes: int, trials: int, low: float, high: float):
    interval = wilson(successes, trials)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-4)


def test_nothing_to_count_has_no_interval():
    assert wilson(0, 0) is None
    assert f1_interval(0, 0, 0) is None
    assert bootstrap(np.zeros((0, 2)), lambda sums: sums[:, 0]) is None


def test_the_f1_interval_holds_the_true_value_about_95_times_in_100():
    rng = np.random.default_rng(1)
    truth, recall, invented = 40, 0.8, 8
    expected = 2 * recall * truth / (recall * truth + invented + truth)
    held = 0
    for _ in range(300):
        right, wrong = int(rng.binomial(truth, recall)), int(rng.poisson(invented))
        interval = f1_interval(right, wrong, truth - right)
        assert interval is not None
        held += interval.low <= expected <= interval.high
    assert 0.90 < held / 300 <= 1.0


def test_the_interval_narrows_with_more_spans():
    few, many = f1_interval(8, 1, 1), f1_interval(800, 100, 100)
    assert few is not None and many is not None
    assert few.value == many.value
    assert many.high - many.low < (few.high - few.low) / 3


def test_the_bootstrap_interval_of_a_mean_is_near_the_normal_one():
    values = np.random.default_rng(2).normal(5, 2, 400)
    counts = np.stack([values, np.ones(400)], axis=1)
    interval = bootstrap(counts, lambda sums: sums[:, 0] / sums[:, 1])
    assert interval is not None
    half = 1.96 * values.std() / 20
    assert (interval.low, interval.high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.05)
