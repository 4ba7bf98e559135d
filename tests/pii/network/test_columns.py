"""Which spans stand alike on many lines, and what a judge makes of them."""

import pytest

from pii.detectors.encoder import EncoderDetector
from pii.labels import Label
from pii.network.columns import READ, Column, columns
from pii.spans import PROPOSED, Span

GIVEN = ("Jane", "John", "Mary", "Peter", "Alice", "Robert", "Laura", "Thomas")
FAMILY = ("Roe", "Marlowe", "Fenwick", "Ashdown", "Larkin", "Hollis", "Penrose")
CELLS = READ + 100


def people(lines: int = CELLS) -> list[str]:
    return [f"{GIVEN[n % len(GIVEN)]} {FAMILY[n % len(FAMILY)]}" for n in range(lines)]


def proposals(text: str, values: list[str], source: str = "rules.column") -> list[Span]:
    """A proposed name for each value, in the order of the text."""
    spans: list[Span] = []
    position = 0
    for value in values:
        position = text.index(value, position)
        spans.append(Span(position, position + len(value), Label.NAME, PROPOSED, source))
        position += len(value)
    return spans


def table(names: list[str]) -> str:
    return "id,name,points\n" + "".join(f"{number},{name},{number * 7}\n" for number, name in enumerate(names))


@pytest.fixture(scope="module")
def detector() -> EncoderDetector:
    return EncoderDetector()


def test_the_cells_of_a_column_are_those_behind_as_many_delimiters() -> None:
    text = table(people())
    cells = proposals(text, people())

    assert columns(text, cells) == [Column(cells[:READ], cells[READ:])]
    assert columns(text, cells[:READ]) == []
    assert columns(text, [*cells[:20], *(Span(*_ends(s), s.label, s.score, "other") for s in cells[20:50])]) == []


def test_without_delimiters_it_is_what_stands_before_them_but_for_numbers() -> None:
    same = "".join(f'{{"name{number}": "{name}"}}\n' for number, name in enumerate(people()))
    other = "".join(
        f"{chr(97 + number % 26)}{number % 26 * 'x'} wrote {name}\n" for number, name in enumerate(people())
    )

    assert len(columns(same, proposals(same, people()))) == 1
    assert columns(other, proposals(other, people())) == []


def test_a_line_that_begins_far_before_has_no_columns() -> None:
    text = "x" * 500 + ";".join(people())

    assert columns(text, proposals(text, people())) == []


def test_the_rest_of_a_column_stands_as_what_was_read() -> None:
    text = table(people())
    cells = proposals(text, people())
    alone = [Span(*_ends(span), span.label, span.score, f"rule {number}") for number, span in enumerate(cells)]
    one, other = EncoderDetector(), EncoderDetector()
    judgement = one.judge([text], [cells])[0]
    other.judge([text], [alone])

    assert [(s.start, s.end, s.label) for s in sorted(judgement.kept)] == [(s.start, s.end, s.label) for s in cells]
    assert one._session.tokens < other._session.tokens / 2


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def test_a_column_of_which_one_is_refused_is_read_whole(detector: EncoderDetector) -> None:
    values = people()
    values[3] = "deadbeef"
    text = table(values)
    cells = [Span(s.start, s.end, Label.KEY, PROPOSED, s.source) for s in proposals(text, values)]
    alone = [Span(s.start, s.end, s.label, s.score, f"r{number}") for number, s in enumerate(cells)]
    judged, expected = detector.judge([text], [cells])[0], detector.judge([text], [alone])[0]

    assert expected.refused
    for one, other in ((judged.kept, expected.kept), (judged.refused, expected.refused)):
        assert [(*_ends(s), s.label, s.score) for s in one] == [(*_ends(s), s.label, s.score) for s in other]


def test_columns_of_a_text_depend_on_no_other_text(detector: EncoderDetector) -> None:
    texts = [table(people()), "by Jane Roe\n", table(people(READ - 1)), table(people())[:-30]]
    given = [proposals(text, [name for name in people() if name in text][: text.count("\n") - 1]) for text in texts]

    together = detector.judge(texts, given)
    assert together == [EncoderDetector().judge([text], [spans])[0] for text, spans in zip(texts, given, strict=True)]
