from hypothesis import given
from hypothesis import strategies as st

from annotation.atoms import atoms, disjoint_stretches
from pii.labels import OUTSIDE

stretch = st.tuples(st.integers(0, 20), st.integers(1, 8), st.sampled_from(["NAME", "KEY"])).map(
    lambda item: (item[0], item[0] + item[1], item[2])
)


@given(
    st.text(min_size=28, max_size=40), st.lists(st.lists(stretch, max_size=4), min_size=1, max_size=3), st.booleans()
)
def test_stretches_cover_the_text_and_give_back_every_span(
    text: str, answers: list[list[tuple[int, int, str]]], tokens: bool
):
    cut = atoms(text, answers, tokens=tokens)
    borders = cut.borders.tolist()
    assert borders[0] == 0 and borders[-1] == len(text)
    assert borders == sorted(set(borders))
    for answer, labels, begins in zip(answers, cut.labels, cut.begins, strict=True):
        spans: list[tuple[int, int, str]] = []
        for start, end, number, begin in zip(borders, borders[1:], labels, begins, strict=False):
            label = cut.names[number]
            if begin:
                spans.append((start, end, label))
            elif label != OUTSIDE:
                spans[-1] = (spans[-1][0], end, label)
        assert spans == disjoint_stretches(answer)


def test_words_stay_whole_and_signs_stand_alone():
    cut = atoms("a_b2 = é9", [[]])
    borders = cut.borders.tolist()
    assert ["a_b2 = é9"[start:end] for start, end in zip(borders, borders[1:], strict=False)] == [
        *("a", "_", "b2", " ", "=", " ", "é9")
    ]


def test_the_longest_of_overlapping_spans_wins():
    assert disjoint_stretches([(0, 4, "NAME"), (2, 9, "KEY"), (9, 10, "NAME")]) == [(2, 9, "KEY"), (9, 10, "NAME")]
