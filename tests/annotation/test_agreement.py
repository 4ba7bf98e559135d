import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.agreement import Match, agreement, krippendorff_alpha, report
from annotation.ballots import Answer, Ballot, ballots
from annotation.label_schema import load
from annotation.schema import ALL_LABELS
from annotation.simulate import Crowd, simulate

TEXT = "author Jane Roe <jane@example.com>"
NAME, EMAIL = (7, 15, "NAME"), (17, 33, "EMAIL")
Spans = list[tuple[int, int, str]]


def ballot(*answers: Spans, key: str = "d", asked: list[set[str]] | None = None) -> Ballot:
    asked = asked or [set(ALL_LABELS)] * len(answers)
    rows = zip(answers, asked, strict=True)
    return Ballot(key, TEXT, tuple(Answer(f"w{i}", tuple(sorted(s)), frozenset(a)) for i, (s, a) in enumerate(rows)))


def f1(*answers: Spans, asked: list[set[str]] | None = None) -> dict[str, float | None]:
    result = agreement([ballot(*answers, asked=asked)], resamples=10).f1
    return {match.value: None if value is None else round(value.value, 4) for match, value in result.items()}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([NAME, EMAIL], [EMAIL, NAME], (1.0, 1.0, 1.0)),
        ([NAME], [(7, 16, "NAME")], (0.0, 1.0, 0.0)),
        ([NAME], [(7, 15, "USERNAME")], (0.0, 0.0, 1.0)),
        ([NAME], [], (0.0, 0.0, 0.0)),
        ([NAME, EMAIL], [NAME], (0.6667, 0.6667, 0.6667)),
        ([NAME], [(7, 11, "NAME"), (12, 15, "NAME")], (0.0, 1.0, 0.0)),
        ([], [], (None, None, None)),
    ],
    ids=["other order", "border", "label", "missed", "one of two", "divided", "nothing"],
)
def test_pairwise_f1(first: Spans, second: Spans, expected: tuple[float | None, ...]):
    assert f1(first, second) == dict(zip(("exact", "overlap", "position"), expected, strict=True))


def test_a_label_that_one_of_the_two_was_not_asked_for_is_not_compared():
    assert f1([NAME, EMAIL], [NAME], asked=[{"NAME", "EMAIL"}, {"NAME"}])["exact"] == 1.0
    assert f1([EMAIL], [NAME], asked=[{"EMAIL"}, {"NAME"}])["exact"] is None


def test_alpha_equals_krippendorffs_published_example():
    # Content Analysis (2004), section 11.3: four observers, twelve units, nominal data with missing values: 0.743.
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
    matrix = np.zeros((5, 5))
    for column in zip(*rows, strict=True):
        counts = np.bincount([value - 1 for value in column if value], minlength=5).astype(float)
        if counts.sum() > 1:
            matrix += (np.outer(counts, counts) - np.diag(counts)) / (counts.sum() - 1)
    assert krippendorff_alpha(matrix.reshape(1, -1))[0] == pytest.approx(0.743, abs=5e-4)


def test_alpha_of_a_text_is_that_of_its_characters():
    answers = [[NAME], [(7, 11, "NAME")], [NAME, EMAIL]]
    result = agreement([ballot(*answers)], resamples=10).alpha
    columns = [[next((s[2] for s in a if s[0] <= i < s[1]), "O") for a in answers] for i in range(len(TEXT))]
    values = [label for column in columns for label in column]
    observed = sum(x != y for c in columns for i, x in enumerate(c) for j, y in enumerate(c) if i != j) / 2
    expected = sum(x != y for i, x in enumerate(values) for j, y in enumerate(values) if i != j) / (len(values) - 1)
    assert result is not None
    assert result.value == pytest.approx(1 - observed / expected)


def test_alpha_needs_something_to_disagree_about():
    assert agreement([ballot([], [])], resamples=10).alpha is None


def test_a_single_answer_is_nothing_to_agree_with():
    result = agreement([ballot([NAME])], resamples=10)
    assert (result.documents, result.pairs, result.alpha) == (0, 0, None)


def test_intervals_hold_the_value_and_the_report_covers_labels_and_languages():
    _, votes = simulate(80, Crowd(workers=20), seed=4)
    result = report(ballots(votes, load("bigcode")), resamples=200)
    assert set(result.by_label) == ALL_LABELS
    assert set(result.by_language) == {"Go", "Java", "Python"}
    for part in (result.overall, *result.by_label.values(), *result.by_language.values()):
        for value in (*part.f1.values(), part.alpha):
            assert value is not None and value.low <= value.value <= value.high
    values = {match: value.value for match, value in result.overall.f1.items() if value}
    assert values[Match.EXACT] < values[Match.OVERLAP]
    assert values[Match.EXACT] < values[Match.POSITION]


span = st.tuples(st.integers(0, 28), st.integers(1, 6), st.sampled_from(["NAME", "EMAIL", "KEY"])).map(
    lambda item: (item[0], item[0] + item[1], item[2])
)
answers = st.lists(st.lists(span, max_size=3), min_size=2, max_size=4)


@given(st.lists(answers, min_size=1, max_size=4), st.randoms())
def test_the_order_of_documents_votes_and_spans_does_not_matter(documents: list[list[Spans]], shuffler):
    first = agreement([ballot(*spans, key=f"d{i}") for i, spans in enumerate(documents)], resamples=20)
    order = list(range(len(documents)))
    shuffler.shuffle(order)
    for document in documents:
        shuffler.shuffle(document)
        for spans in document:
            shuffler.shuffle(spans)
    assert agreement([ballot(*documents[i], key=f"d{i}") for i in order], resamples=20) == first


def test_pairs_are_those_who_were_asked_for_the_label_in_common():
    both, names = frozenset({"NAME", "EMAIL"}), frozenset({"NAME"})
    answers = tuple(Answer(f"w{number}", (), asked) for number, asked in enumerate((both, both, names)))
    one_person_twice = (Answer("w", (), names), Answer("w", (), frozenset({"EMAIL"})), Answer("v", (), names))
    found = report([Ballot("d", "text", answers), Ballot("e", "text", one_person_twice)], resamples=2)
    assert (found.overall.documents, found.overall.pairs) == (2, 4)
    assert {label: (each.documents, each.pairs) for label, each in found.by_label.items()} == {
        "NAME": (2, 4),
        "EMAIL": (1, 1),
    }
