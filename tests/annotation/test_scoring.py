"""The measure of every figure, against a plain restatement of its definition and case by case."""

import pickle
import random
import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.scoring import ALL_LABELS, LabelScore, Match, Score, score, score_document
from pii.labels import Label
from pii.spans import Span


@dataclass(frozen=True)
class Labelled:
    spans: tuple[Span, ...] = ()
    ignored: tuple[Span, ...] = ()
    asked: frozenset[str] = ALL_LABELS


def spans(maximum: int = 8) -> st.SearchStrategy[list[Span]]:
    one = st.builds(
        lambda start, length, label: Span(start, start + length, label),
        st.integers(0, 40),
        st.integers(1, 15),
        st.sampled_from(list(Label)[:3]),
    )
    return st.lists(one, max_size=maximum).map(sorted)


def plain(gold: list[Span], neutral: list[Span], predicted: list[Span], match: Match) -> dict[Label, tuple[int, ...]]:
    """The definition with sets of character positions: slow, and written without looking at the module."""
    places = {id(span): set(range(span.start, span.end)) for span in (*gold, *neutral, *predicted)}
    pairs = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            shared = len(places[id(g)] & places[id(p)])
            enough = shared >= 0.5 * len(g) and shared >= 0.5 * len(p)
            if match is Match.STRICT:
                enough = places[id(g)] == places[id(p)]
            if enough and (match is Match.LABEL_FREE or g.label is p.label):
                pairs.append((shared, i, j))
    hit_gold: list[int] = []
    hit_predicted: list[int] = []
    for _, i, j in sorted(pairs, reverse=True):
        if i not in hit_gold and j not in hit_predicted:
            hit_gold.append(i)
            hit_predicted.append(j)
    masked = set().union(*(places[id(p)] for p in predicted))
    untouchable = set().union(*(places[id(n)] for n in neutral))
    result = {}
    for label in Label:
        mine = [(i, g) for i, g in enumerate(gold) if g.label is label]
        readable = [len(places[id(g)] - masked) for _, g in mine]
        result[label] = (
            sum(i in hit_gold for i, _ in mine),
            sum(
                p.label is label and j not in hit_predicted and not places[id(p)] & untouchable
                for j, p in enumerate(predicted)
            ),
            sum(i not in hit_gold for i, _ in mine),
            sum(len(g) for _, g in mine),
            sum(readable),
            sum(10 * left >= len(g) for left, (_, g) in zip(readable, mine, strict=True)),
        )
    return result


def counts(found: Score) -> dict[Label, tuple[int, ...]]:
    return {
        label: (row.tp, row.fp, row.fn, row.characters, row.leaked, row.left_open)
        for label, row in found.labels.items()
    }


@given(spans(), spans(3), spans(), st.sampled_from(list(Match)))
def test_counts_equal_a_plain_restatement_of_the_definition(
    gold: list[Span], neutral: list[Span], predicted: list[Span], match: Match
) -> None:
    assert counts(score_document(gold, neutral, predicted, match)) == plain(gold, neutral, predicted, match)


@given(spans(), spans(3))
def test_predicting_exactly_the_labelled_spans_leaves_nothing_to_wish(gold: list[Span], neutral: list[Span]) -> None:
    found = score_document(gold, neutral, gold, Match.STRICT).total
    assert (found.tp, found.fp, found.fn, found.leaked, found.left_open) == (len(gold), 0, 0, 0, 0)


@given(st.lists(st.tuples(spans(), spans(2), spans()), max_size=4))
def test_scores_of_documents_add_up(rows: list[tuple[list[Span], list[Span], list[Span]]]) -> None:
    documents = [Labelled(tuple(gold), tuple(neutral)) for gold, neutral, _ in rows]
    together = score(documents, [predicted for _, _, predicted in rows])
    one_by_one = [score_document(*row) for row in rows]
    assert counts(together) == counts(sum(one_by_one, Score()))


NAME, EMAIL, KEY = Label.NAME, Label.EMAIL, Label.KEY


@pytest.mark.parametrize(
    ("gold", "neutral", "predicted", "expected"),
    [
        pytest.param([Span(0, 10, NAME)], [], [Span(0, 5, NAME)], (1, 0, 0), id="half is enough"),
        pytest.param([Span(0, 10, NAME)], [], [Span(0, 4, NAME)], (0, 1, 1), id="less than half of the label"),
        pytest.param([Span(0, 4, NAME)], [], [Span(0, 9, NAME)], (0, 1, 1), id="less than half of the prediction"),
        pytest.param([Span(0, 4, NAME)], [], [Span(0, 4, EMAIL)], (0, 1, 1), id="another label"),
        pytest.param([Span(0, 4, NAME)], [], [Span(0, 4, NAME)] * 2, (1, 1, 0), id="found twice"),
        pytest.param([], [Span(3, 5, KEY)], [Span(0, 4, NAME)], (0, 0, 0), id="touches a neutral span"),
        pytest.param([], [Span(4, 5, KEY)], [Span(0, 4, NAME)], (0, 1, 0), id="ends where a neutral span starts"),
        pytest.param([Span(0, 4, NAME)], [], [], (0, 0, 1), id="missed"),
        pytest.param(
            [Span(0, 4, NAME), Span(4, 8, NAME)], [], [Span(0, 8, NAME)], (1, 0, 1), id="one prediction over two"
        ),
    ],
)
def test_matching(gold: list[Span], neutral: list[Span], predicted: list[Span], expected: tuple[int, int, int]) -> None:
    total = score_document(gold, neutral, predicted).total
    assert (total.tp, total.fp, total.fn) == expected


def test_the_longest_overlap_is_paired_first() -> None:
    gold = [Span(0, 10, NAME), Span(10, 20, NAME)]
    found = score_document(gold, [], [Span(4, 14, NAME), Span(0, 6, NAME)])
    assert (found[NAME].tp, found[NAME].fp, found[NAME].fn) == (1, 1, 1)


def test_any_label_protects_characters() -> None:
    found = score_document([Span(0, 10, KEY)], [], [Span(0, 4, NAME), Span(3, 10, EMAIL)])
    assert (found[KEY].tp, found[KEY].leak, found[KEY].open) == (0, 0.0, 0.0)


@pytest.mark.parametrize(("end", "left_open"), [(8, 1), (9, 1), (10, 0)])
def test_a_span_is_open_when_a_tenth_or_more_stays_readable(end: int, left_open: int) -> None:
    assert score_document([Span(0, 10, KEY)], [], [Span(0, end, KEY)])[KEY].left_open == left_open


def test_predictions_of_labels_that_nobody_looked_for_are_not_false() -> None:
    document = Labelled(spans=(Span(0, 4, KEY),), asked=frozenset({"KEY"}))
    found = score([document], [[Span(0, 4, KEY), Span(9, 12, NAME), Span(20, 25, KEY)]])
    assert (found[KEY].tp, found[KEY].fp, found[NAME].fp) == (1, 1, 0)


def test_ratios() -> None:
    row = LabelScore(tp=6, fp=2, fn=4, characters=100, leaked=30, left_open=5)
    assert (row.gold, row.precision, row.recall, row.leak, row.open) == (10, 0.75, 0.6, 0.3, 0.5)
    assert row.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


def test_macro_f1_is_the_mean_over_labels_that_occur() -> None:
    found = score_document([Span(0, 4, NAME), Span(10, 20, KEY)], [], [Span(0, 4, NAME), Span(30, 34, EMAIL)])
    assert found.macro_f1 == 0.5


def test_nothing_to_find_and_nothing_found_is_zero_and_no_error() -> None:
    total = score([Labelled()], [[]]).total
    assert (total.precision, total.recall, total.f1, total.leak, total.open, Score().macro_f1) == (0,) * 6


def test_a_document_without_predictions_is_refused() -> None:
    with pytest.raises(ValueError):
        score([Labelled(), Labelled()], [[]])


def test_a_score_can_be_sent_to_another_process() -> None:
    found = score_document([Span(0, 4, NAME)], [], [])
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_file_of_very_many_spans_is_scored_in_less_than_quadratic_time() -> None:
    draw = random.Random(7)
    gold = [Span(start, start + draw.randint(1, 30), draw.choice(list(Label))) for start in range(0, 400_000, 20)]
    started = time.process_time()
    found = score_document(gold, [], gold).total
    assert found.tp == len(gold)
    assert time.process_time() - started < 10  # 20,000 spans; all pairs would be 400 million
