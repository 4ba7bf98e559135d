import numpy as np

from pii.labels import Label
from pii.network.encoding import Encoding
from pii.network.evidence import Marker, coarser, mark_of, marks_of
from pii.spans import Span, is_proved

MARKS = marks_of(["NAME", "KEY"])
TEXT = "abc def ghi "
ENCODING = Encoding(
    np.arange(4, dtype=np.int32), np.array([0, 3, 6, 9], dtype=np.int32), np.array([3, 6, 9, 12], dtype=np.int32)
)


def span(start: int, end: int, label: Label, score: float) -> Span:
    return Span(start, end, label, score, "rules.x")


def marked(text: str, *spans: Span, marks: tuple[str, ...] = MARKS) -> list[str]:
    return [marks[number] for number in Marker(marks)(text, ENCODING, spans)]


def test_marks_are_numbered_from_none_on_and_plain_ones_come_first() -> None:
    assert MARKS[:5] == ("none", "proved-NAME", "proposed-NAME", "proved-KEY", "proposed-KEY")
    assert MARKS[5:9] == ("asked-NAME", "asked-KEY", "none+given", "proved-NAME+given") and len(MARKS) == 28


def test_a_finer_mark_refines_a_plain_one() -> None:
    assert [coarser(mark) for mark in ("none", "none+given", "asked-KEY", "proved-NAME+family")] == [
        "none",
        "none",
        "proposed-KEY",
        "proved-NAME",
    ]
    assert {coarser(mark) for mark in MARKS} == set(MARKS[:5])


def test_what_stands_without_a_judge_wins_over_what_is_only_asked() -> None:
    assert mark_of(span(0, 1, Label.KEY, 0.25)) == "asked-KEY"
    assert marked(TEXT, span(3, 6, Label.NAME, 0.5), span(0, 12, Label.KEY, 0.25))[:2] == ["asked-KEY", "proposed-NAME"]


def test_only_a_full_score_proves() -> None:
    assert is_proved(span(0, 1, Label.KEY, 1.0)) and mark_of(span(0, 1, Label.KEY, 1.0)) == "proved-KEY"
    assert not is_proved(span(0, 1, Label.KEY, 0.99)) and mark_of(span(0, 1, Label.KEY, 0.99)) == "proposed-KEY"


def test_every_token_that_a_span_touches_is_marked() -> None:
    assert marked(TEXT, span(4, 7, Label.KEY, 1.0)) == ["none", "proved-KEY", "proved-KEY", "none"]


def test_what_is_proved_wins_over_a_longer_proposal() -> None:
    found = marked(TEXT, span(3, 6, Label.NAME, 1.0), span(0, 12, Label.KEY, 0.5))
    assert found == ["proposed-KEY", "proved-NAME", "proposed-KEY", "proposed-KEY"]


def test_a_mark_that_the_network_does_not_know_is_none() -> None:
    assert marked(TEXT, span(0, 12, Label.EMAIL, 1.0)) == ["none"] * 4


def test_every_token_of_a_known_word_is_marked_with_its_kind() -> None:
    # Tokens of three characters: Chi|ara| Fo|x. ; both words are names, the full stop belongs to the last token.
    assert marked("Chiara Fox. ", span(7, 10, Label.NAME, 0.5)) == [
        "none+given",
        "none+given",
        "proposed-NAME+family",
        "proposed-NAME+family",
    ]


def test_a_network_that_knows_no_names_reads_the_plain_marks() -> None:
    assert marked("Chiara Fox. ", span(7, 10, Label.NAME, 0.5), marks=MARKS[:5]) == [
        "none",
        "none",
        "proposed-NAME",
        "proposed-NAME",
    ]


def test_offsets_are_those_of_the_text_not_of_the_part_that_is_encoded() -> None:
    part = Encoding(ENCODING.ids, ENCODING.starts + 5, ENCODING.ends + 5)
    row = Marker(MARKS)("xxxx Chiara x yy ", part, [])
    assert [MARKS[number] for number in row] == ["none+given", "none+given", "none", "none"]


def test_the_ids_of_proposals_include_those_with_a_word_s_kind() -> None:
    assert [MARKS[number] for number in Marker(MARKS).proposals][:4] == [
        "proposed-NAME",
        "proposed-KEY",
        "asked-NAME",
        "asked-KEY",
    ]
    assert "asked-KEY+given-or-family" in [MARKS[number] for number in Marker(MARKS).proposals]
