import random
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotation.offsets import (
    HYPOTHESES,
    Alignment,
    Escapes,
    Evidence,
    Failure,
    Hypothesis,
    Newlines,
    Placed,
    RawSpan,
    Unit,
    occurrences,
    place,
    shown,
    to_lf,
)

PLAIN = Hypothesis(Unit.UTF16, Newlines.AS_IS, Escapes.AS_IS)
PIECES = [
    *("a", "b ", "Zoë", "\t", "=", '"', "x@example.com", "192.0.2.7"),
    *("😀", "👩‍👩‍👧", "e\u0301", "\u0300", "𝒳", "\u200d", "\ufeff", "中"),
    *("\n", "\r\n", "\r", "\\n", "\\t", "\\\\", "\\u0041", "\\"),
]
WHOLE = re.compile(r'\\(?:[nrt"\\]|u[0-9a-fA-F]{4})|\r\n|.', re.DOTALL)
"""What a selection cannot cut in two: an escape, a CRLF, a character."""
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)
hypotheses = st.sampled_from(HYPOTHESES)


def units(value: str, unit: Unit) -> int:
    return len(value) if unit is Unit.CODE_POINTS else len(value.encode("utf-16-le")) // 2


def counted(text: str, start: int, end: int, how: Hypothesis) -> RawSpan:
    """What a tool that works in this way stores for a selection of its own view of the text."""
    view = shown(text, how.newlines, how.escapes)
    return RawSpan("KEY", units(view[:start], how.unit), units(view[:end], how.unit), view[start:end])


@st.composite
def pools(draw: st.DrawFn) -> tuple[Hypothesis, list[tuple[str, RawSpan]]]:
    how = draw(hypotheses)
    answers: list[tuple[str, RawSpan]] = []
    for text in draw(st.lists(texts, min_size=1, max_size=6)):
        view = shown(text, how.newlines, how.escapes)
        start = draw(st.integers(0, len(view) - 1))
        answers.append((text, counted(text, start, draw(st.integers(start + 1, len(view))), how)))
    return how, answers


@settings(max_examples=300)
@example(
    (
        Hypothesis(Unit.UTF16, Newlines.CRLF, Escapes.AS_IS),
        [("a", RawSpan("KEY", 0, 1, "a"))] * 2
        + [("aaaaZoëx@example.com\n\n", RawSpan("KEY", 0, 22, "aaaaZoëx@example.com\r\n"))],
    )
)
@given(pools())
def test_every_span_is_recovered_when_its_segment_is_there(pool: tuple[Hypothesis, list[tuple[str, RawSpan]]]) -> None:
    _, answers = pool
    evidence = Evidence()
    for text, raw in answers:
        evidence.add(text, [raw])
    best = evidence.best()
    assert evidence.scores()[best] == evidence.spans == len(answers)
    for text, raw in answers:
        placed = place(text, raw, best)
        assert isinstance(placed, Placed)
        assert raw.segment is not None
        value = text[placed.start : placed.end]
        # Evidence compares but for white space, so line ends at the edges are no part of what must come back.
        readings = {to_lf(shown(value, Newlines.AS_IS, escapes)).strip("\n") for escapes in Escapes}
        segment = to_lf(raw.segment).strip("\n")
        partial = value.startswith(("\r\n", "\\")) or value.endswith(("\r\n", "\\"))
        assert segment in readings or (partial and any(segment in reading for reading in readings))


@settings(max_examples=200)
@given(texts, hypotheses, st.data())
def test_the_right_hypothesis_finds_the_very_characters_that_were_selected(
    text: str, how: Hypothesis, data: st.DataObject
) -> None:
    edges = [0, *(match.end() for match in WHOLE.finditer(text))]
    start, end = sorted(data.draw(st.lists(st.sampled_from(edges), min_size=2, max_size=2, unique=True)))
    before, value = (shown(part, how.newlines, how.escapes) for part in (text[:start], text[start:end]))
    whole = shown(text, how.newlines, how.escapes)
    if before + value + shown(text[end:], how.newlines, how.escapes) != whole:
        return  # the edge cuts a CRLF that was half escaped: no such selection exists in the tool
    raw = counted(text, len(before), len(before) + len(value), how)
    assert place(text, raw, how) == Placed(start, end)


@given(texts, st.sampled_from(Newlines), st.sampled_from(Escapes))
def test_an_alignment_covers_the_text_without_gaps(text: str, newlines: Newlines, escapes: Escapes) -> None:
    view = shown(text, newlines, escapes)
    alignment = Alignment(text, newlines, escapes)
    pieces = [alignment.given(at, at + 1) for at in range(len(view))]
    assert pieces[0][0] == 0
    assert pieces[-1][1] == len(text)
    for left, right in zip(pieces, pieces[1:], strict=False):
        assert right[0] in (left[0], left[1])
    for character, (start, end) in zip(view, pieces, strict=True):
        assert character in shown(text[start:end], newlines, escapes)


def test_the_hypothesis_that_a_pool_was_made_under_wins_over_all_others() -> None:
    generator = random.Random(7)
    for how in HYPOTHESES:
        evidence = Evidence()
        for _ in range(60):
            text = "".join(generator.choices(PIECES, k=60))
            view = shown(text, how.newlines, how.escapes)
            start = generator.randrange(len(view) - 8)
            evidence.add(text, [counted(text, start, start + 8, how)])
        assert evidence.best() == how
        ranking = list(evidence.scores().values())
        assert ranking[0] == 60 > ranking[1]


def test_without_evidence_the_unit_of_the_tool_is_believed() -> None:
    evidence = Evidence()
    evidence.add("plain", [RawSpan("KEY", 0, 5, "plain")])
    assert evidence.best(Unit.CODE_POINTS).unit is Unit.CODE_POINTS
    assert evidence.best(Unit.UTF16) == PLAIN


def test_spans_without_segment_testify_by_their_shape() -> None:
    text = "😀😀 mail jane@example.com from 192.0.2.7"
    evidence = Evidence()
    evidence.add(text, [RawSpan("EMAIL", 10, 26), RawSpan("IP_ADDRESS", 32, 41), RawSpan("NAME", 0, 2)])
    assert evidence.spans == 2
    assert evidence.best(Unit.CODE_POINTS).unit is Unit.UTF16
    assert place(text, RawSpan("EMAIL", 10, 26), PLAIN) == Placed(8, 24, ("unverified",))


@pytest.mark.parametrize(
    ("text", "raw", "expected"),
    [
        ("ab jane cd", RawSpan("N", 5, 9, "jane"), Placed(3, 7, ("nearby",))),
        ("jane " + "x" * 90 + " jane", RawSpan("N", 2, 6, "jane"), Placed(0, 4, ("nearby",))),
        ("jane " + "x" * 90 + " joe", RawSpan("N", 90, 94, "jane"), Placed(0, 4, ("found",))),
        ("jane jane", RawSpan("N", 2, 6, "jane"), Failure.AMBIGUOUS),
        ("jane jane", RawSpan("N", segment="jane"), Failure.AMBIGUOUS),
        ("a jane", RawSpan("N", segment="jane"), Placed(2, 6, ("found",))),
        ("a\r\njane\r\ndoe", RawSpan("N", segment="jane\ndoe"), Placed(3, 12, ("found",))),
        ("a\\njane\\ndoe", RawSpan("N", segment="jane\ndoe"), Placed(3, 12, ("found",))),
        ("a jane", RawSpan("N", 0, 4, "joe"), Failure.ABSENT),
        ("a jane", RawSpan("N", 4, 99), Failure.OUTSIDE),
        ("a jane", RawSpan("N", -1, 2), Failure.OUTSIDE),
        ("a jane", RawSpan("N", 3, 3, "jane"), Failure.EMPTY),
        ("a jane", RawSpan("N"), Failure.NOTHING),
        ("a  b", RawSpan("N", 0, 4, "a b"), Placed(0, 4)),
        ("😀a", RawSpan("N", 1, 3, "\ude00a"), Placed(0, 2, ("whole-character",))),
        ("a😀", RawSpan("N", 0, 2, "a\ud83d"), Placed(0, 2, ("whole-character",))),
    ],
)
def test_place(text: str, raw: RawSpan, expected: Placed | Failure) -> None:
    assert place(text, raw, PLAIN) == expected


def test_occurrences_overlap() -> None:
    assert occurrences("aaa", "aa") == [(0, 2), (1, 3)]
    assert occurrences("aaa", "b") == []


def test_a_raw_span_does_not_show_its_segment() -> None:
    assert "jane" not in repr(RawSpan("NAME", 0, 4, "jane"))
