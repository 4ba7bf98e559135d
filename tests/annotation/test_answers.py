import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.answers import UnreadableAnswerError, parse_cell, parse_value
from annotation.offsets import RawSpan

EMAIL = RawSpan("EMAIL", 42, 58, "jane@example.com")
NAME = RawSpan("NAME", 3, 7, "Jane")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('[{"label": "EMAIL", "offset": 42, "length": 16, "segment": "jane@example.com"}]', [EMAIL]),
        ('{"label":"EMAIL","offset":42,"length":16,"segment":"jane@example.com"}', [EMAIL]),
        (
            '{"label":"EMAIL","offset":42,"length":16,"segment":"jane@example.com"},'
            '{"label":"NAME","offset":3,"length":4,"segment":"Jane"}',
            [EMAIL, NAME],
        ),
        (
            r'{"label":"EMAIL"\,"offset":42\,"length":16\,"segment":"jane@example.com"}',
            [EMAIL],
        ),
        (
            r'[{"label":"EMAIL"\,"offset":42\,"length":16\,"segment":"jane@example.com"}]',
            [EMAIL],
        ),
        ('[{"label":"EMAIL","offset":42,"length":16}]', [RawSpan("EMAIL", 42, 58)]),
        ('[{"category":"EMAIL","position":[42,58],"value":"jane@example.com"}]', [EMAIL]),
        ('[{"tag":"EMAIL","start":42,"end":58,"value":"jane@example.com","context":"x"}]', [EMAIL]),
        ('[{"start":42,"end":58,"text":"jane@example.com","labels":["EMAIL"]}]', [EMAIL]),
        ('{"EMAIL": "jane@example.com"}', [RawSpan("EMAIL", segment="jane@example.com")]),
        ('{"NAME": ["Jane", "Jim"], "KEY": []}', [RawSpan("NAME", segment="Jane"), RawSpan("NAME", segment="Jim")]),
        ('{"label": ["Jane"]}', [RawSpan("label", segment="Jane")]),
        ('"[{\\"label\\":\\"EMAIL\\",\\"offset\\":42,\\"length\\":16}]"', [RawSpan("EMAIL", 42, 58)]),
        *((empty, []) for empty in ("", "  ", "[]", "null", "{}")),
    ],
)
def test_every_shape_is_read(cell: str, expected: list[RawSpan]) -> None:
    assert parse_cell(cell) == expected


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("jane@example.com", "not JSON"),
        ("[1, 2]", "holds a int"),
        ("true", "JSON bool"),
        ('[{"offset": 1, "length": 2}]', "no label"),
        ('[{"label": "EMAIL", "offset": 1}]', "unreadable offsets"),
        ('[{"label": "EMAIL", "offset": 1.5, "length": 2}]', "unreadable offsets"),
        ('[{"label": "EMAIL", "offset": true, "length": 2}]', "unreadable offsets"),
        ('[{"label": "EMAIL", "position": [1], "value": "secret-jane"}]', "unreadable offsets"),
        ('[{"label": "EMAIL", "offset": 1, "length": 2, "segment": ["secret-jane"]}]', "no text"),
        ('{"EMAIL": [{"secret-jane": 1}]}', "not of highlighted texts"),
    ],
)
def test_what_cannot_be_read_is_named_without_its_content(cell: str, message: str) -> None:
    with pytest.raises(UnreadableAnswerError, match=message) as caught:
        parse_cell(cell)
    assert "jane" not in str(caught.value)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 9), st.text()), min_size=1))
def test_brackets_and_decoding_make_no_difference(rows: list[tuple[int, int, str]]) -> None:
    items = [{"label": "KEY", "offset": at, "length": n, "segment": segment} for at, n, segment in rows]
    spans = [RawSpan("KEY", at, at + n, segment) for at, n, segment in rows]
    assert parse_cell(json.dumps(items)) == parse_cell(json.dumps(items)[1:-1]) == parse_value(items) == spans
