"""What stands around a place, never farther than was asked for."""

import pytest

from pii.text.surroundings import line_above, line_after, line_before, text_before


@pytest.mark.parametrize(
    ("position", "reach", "before"), [(0, 3, ""), (2, 3, "ab"), (3, 3, "abc"), (4, 3, "bcd"), (4, 0, "")]
)
def test_what_stands_before_a_place(position: int, reach: int, before: str) -> None:
    assert text_before("abcdef", position, reach) == before


@pytest.mark.parametrize(
    ("position", "reach", "line"),
    [
        (0, 9, (0, 2)),
        (2, 9, (0, 2)),
        (3, 9, (3, 7)),
        (5, 9, (3, 7)),
        (5, 1, (4, 6)),
        (5, 2, (3, 7)),
        (5, 3, (3, 7)),
        (9, 9, (8, 10)),
    ],
)
def test_a_line_ends_at_line_ends_or_where_the_reach_does(position: int, reach: int, line: tuple[int, int]) -> None:
    text = "ab\ncdef\ngh"

    assert (line_before(text, position, reach), line_after(text, position, reach)) == line


def test_by_default_a_long_line_is_cut() -> None:
    assert (line_before("x" * 400, 200), line_after("x" * 400, 200)) == (40, 360)


@pytest.mark.parametrize(("start", "reach", "above"), [(0, 9, 0), (3, 9, 0), (8, 9, 3), (8, 2, 5), (8, 4, 3)])
def test_the_line_above_starts_where_it_does_or_the_reach(start: int, reach: int, above: int) -> None:
    assert line_above("ab\ncdef\ngh", start, reach) == above
