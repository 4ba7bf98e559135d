import numpy as np

from pii.encoding import Encoding
from pii.evidence import is_proved, mark_of, marks, marks_of
from pii.labels import Label
from pii.spans import Span

NAMES = marks_of(["NAME", "KEY"])
IDS = {name: number for number, name in enumerate(NAMES)}
ENCODING = Encoding(
    np.arange(4, dtype=np.int32), np.array([0, 3, 6, 9], dtype=np.int32), np.array([3, 6, 9, 12], dtype=np.int32)
)


def span(start: int, end: int, label: Label, score: float) -> Span:
    return Span(start, end, label, score, "rules.x")


def test_marks_are_numbered_from_none_on() -> None:
    assert NAMES == ("none", "proved-NAME", "proposed-NAME", "proved-KEY", "proposed-KEY")


def test_only_a_full_score_proves() -> None:
    assert is_proved(span(0, 1, Label.KEY, 1.0)) and mark_of(span(0, 1, Label.KEY, 1.0)) == "proved-KEY"
    assert not is_proved(span(0, 1, Label.KEY, 0.99)) and mark_of(span(0, 1, Label.KEY, 0.99)) == "proposed-KEY"


def test_every_token_that_a_span_touches_is_marked() -> None:
    row = marks(ENCODING, [span(4, 7, Label.KEY, 1.0)], IDS)
    assert row.tolist() == [0, 3, 3, 0]


def test_what_is_proved_wins_over_a_longer_proposal() -> None:
    row = marks(ENCODING, [span(3, 6, Label.NAME, 1.0), span(0, 12, Label.KEY, 0.5)], IDS)
    assert row.tolist() == [4, 1, 4, 4]


def test_a_mark_that_the_network_does_not_know_is_none() -> None:
    assert marks(ENCODING, [span(0, 12, Label.EMAIL, 1.0)], IDS).tolist() == [0, 0, 0, 0]
