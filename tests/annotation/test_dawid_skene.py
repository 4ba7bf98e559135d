import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.dawid_skene import Answers, Estimate, dawid_skene

# Numbers of crowd-kit's implementation; `made_with` in the file says how they were made.
REFERENCE = json.loads((Path(__file__).parent / "fixtures" / "dawid_skene.json").read_text())


def answers_of(rows: list[list[int]]) -> Answers:
    columns = np.asarray(rows, dtype=np.int64).T
    return Answers(*columns)


def run_reference(**options: object) -> Estimate:
    answers = answers_of(REFERENCE["answers"])
    return dawid_skene(answers, classes=4, iterations=REFERENCE["iterations"], tolerance=-np.inf, **options)


def test_posteriors_and_priors_equal_those_of_crowd_kit():
    estimate = run_reference()
    np.testing.assert_allclose(estimate.posterior, REFERENCE["posterior"], rtol=0, atol=1e-6)
    np.testing.assert_allclose(estimate.prior, REFERENCE["prior"], rtol=0, atol=1e-6)


def test_posteriors_with_known_items_equal_those_of_crowd_kit():
    known = {int(item): truth for item, truth in REFERENCE["known"].items()}
    estimate = run_reference(known=known)
    np.testing.assert_allclose(estimate.posterior, REFERENCE["posterior_with_known"], rtol=0, atol=1e-6)


def test_a_weight_of_n_is_the_item_n_times():
    rows = [(0, 0, 0), (0, 1, 0), (0, 2, 1), (1, 0, 1), (1, 1, 1), (2, 1, 0), (2, 2, 0), (2, 0, 0)]
    repeated = [*rows, (3, 0, 1), (3, 1, 1), (4, 0, 1), (4, 1, 1)]
    weighted = dawid_skene(answers_of(rows), classes=2, weights=np.array([1.0, 3.0, 1.0]))
    plain = dawid_skene(answers_of(repeated), classes=2)
    np.testing.assert_allclose(weighted.posterior, plain.posterior[:3], atol=1e-9)
    np.testing.assert_allclose(weighted.prior, plain.prior, atol=1e-9)


def test_who_was_not_offered_a_class_does_not_vote_against_it():
    # Worker 0 finds class 1 and worker 1 finds class 2; both are offered their own class and 0 alone.
    rows = [(item, 0, int(item % 3 == 1)) for item in range(30)] + [(i, 1, 2 * int(i % 3 == 2)) for i in range(30)]
    offered = [frozenset({0, 1}), frozenset({0, 2})]
    estimate = dawid_skene(answers_of(rows), classes=3, offered=offered)
    assert estimate.posterior.argmax(axis=1).tolist() == [item % 3 for item in range(30)]
    np.testing.assert_allclose(estimate.prior, [1 / 3] * 3, atol=1e-6)


def test_guessing_workers_in_the_majority_lose_to_two_careful_ones():
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 2, 300)
    rows = [(item, worker, int(truth[item])) for worker in (0, 1) for item in range(300)]
    rows += [(item, worker, int(rng.integers(0, 2))) for worker in (2, 3, 4) for item in range(300)]
    estimate = dawid_skene(answers_of(rows), classes=2)
    majority = np.array([np.bincount([row[2] for row in rows if row[0] == item]).argmax() for item in range(300)])
    accuracy = (estimate.posterior.argmax(axis=1) == truth).mean()
    assert accuracy > 0.97 > (majority == truth).mean()


def test_no_answers_is_an_error():
    with pytest.raises(ValueError, match="no answers"):
        Answers(*(np.zeros(0, dtype=np.int64),) * 3)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), min_size=6, max_size=40), st.randoms())
def test_the_order_of_the_answers_does_not_matter(pairs: list[tuple[int, int]], shuffler):
    rows = [[index % 6, worker, label] for index, (worker, label) in enumerate(pairs)]
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    first = dawid_skene(answers_of(rows), classes=3, iterations=5, tolerance=-np.inf)
    second = dawid_skene(answers_of(shuffled), classes=3, iterations=5, tolerance=-np.inf)
    np.testing.assert_allclose(first.posterior, second.posterior, atol=1e-6)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), min_size=6, max_size=40))
def test_posteriors_and_confusions_are_probabilities(pairs: list[tuple[int, int]]):
    rows = [[index % 6, worker, label] for index, (worker, label) in enumerate(pairs)]
    estimate = dawid_skene(answers_of(rows), classes=3)
    np.testing.assert_allclose(estimate.posterior.sum(axis=1), 1.0)
    workers = sorted({row[1] for row in rows})
    np.testing.assert_allclose(estimate.confusion[workers].sum(axis=2), 1.0)
