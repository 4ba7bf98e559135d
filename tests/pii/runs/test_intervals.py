import pytest
from scipy import stats

from pii.runs.intervals import binomial_upper, poisson_upper


@pytest.mark.parametrize("events", [0, 1, 3, 40, 1000])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.999])
def test_bounds_are_those_of_the_literature(events, confidence):
    assert poisson_upper(events, confidence) == pytest.approx(stats.chi2.ppf(confidence, 2 * events + 2) / 2)
    for trials in (events + 1, 5 * events + 7, 100_000):
        expected = stats.beta.ppf(confidence, events + 1, trials - events)
        assert binomial_upper(events, trials, confidence) == pytest.approx(expected)


def test_all_of_them_is_a_share_of_one():
    assert binomial_upper(7, 7) == 1.0


@pytest.mark.parametrize("numbers", [(-1, 3), (4, 3), (0, 0)])
def test_what_cannot_be_seen_is_an_error(numbers):
    with pytest.raises(ValueError):
        binomial_upper(*numbers)
    with pytest.raises(ValueError):
        poisson_upper(-1)
