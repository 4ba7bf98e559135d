"""`Span` as a value, and the two operations on spans against a restatement with sets of positions."""

import dataclasses
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.labels import Label
from pii.spans import Span, disjoint, overlap

SPANS = st.builds(
    lambda start, length, label: Span(start, start + length, label),
    st.integers(0, 30),
    st.integers(1, 10),
    st.sampled_from(Label),
)


def places(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 5), (5, 4), (-1, 3), (-3, -1), (0, -1)])
def test_an_empty_or_misplaced_span_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"0 <= start < end, not {start}..{end}"):
        Span(start, end, Label.NAME)


def test_a_span_cannot_be_changed() -> None:
    span = Span(0, 4, Label.NAME)

    with pytest.raises(dataclasses.FrozenInstanceError):
        span.start = 1  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        span.value = "Jane"  # type: ignore[attr-defined]


def test_rules_need_give_no_score_and_no_source() -> None:
    assert Span(0, 4, Label.NAME) == Span(0, 4, Label.NAME, 1.0, "")


def test_spans_are_counted_in_characters_of_the_text_as_given() -> None:
    text = "é\U0001f600\r\n\ud800Jane"

    span = Span(text.index("Jane"), len(text), Label.NAME)

    assert (span.start, len(span)) == (5, 4)
    assert text[span.start : span.end] == "Jane"


def test_spans_sort_by_place_first() -> None:
    spans = [Span(3, 9, Label.EMAIL), Span(0, 9, Label.USERNAME), Span(0, 4, Label.NAME, 0.2), Span(0, 4, Label.KEY)]

    assert [(span.start, span.end) for span in sorted(spans)] == [(0, 4), (0, 4), (0, 9), (3, 9)]


@given(st.lists(SPANS, max_size=12))
def test_sorting_does_not_depend_on_the_order_given(spans: list[Span]) -> None:
    assert sorted(spans) == sorted(reversed(spans))


@given(SPANS)
def test_spans_are_hashable_and_travel_between_processes(span: Span) -> None:
    copy = pickle.loads(pickle.dumps(span))

    assert copy == span
    assert {span: 1}[copy] == 1


@given(SPANS, SPANS)
def test_overlap_counts_shared_characters(a: Span, b: Span) -> None:
    assert overlap(a, b) == overlap(b, a) == len(places(a) & places(b))


@given(st.lists(SPANS, max_size=6))
def test_disjoint_means_no_character_has_two_spans(spans: list[Span]) -> None:
    assert disjoint(spans) == (len(set().union(*map(places, spans))) == sum(map(len, spans)))


def test_spans_that_touch_are_disjoint() -> None:
    assert disjoint([Span(4, 8, Label.NAME), Span(0, 4, Label.NAME)])
    assert disjoint([])
