"""Names one after another, and where the last of them ends."""

import pytest

from pii.detectors.rules.names.name_lists import after_gap, read_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Roe, Kim Low and Ann Poe.", ["Jane Roe", "Kim Low", "Ann Poe"]),
        ("Jane Roe <jane@roe.example>, Kim Low", ["Jane Roe", "Kim Low"]),
        ("Jane Roe, Kim Low, moss, Ann Poe", ["Jane Roe", "Kim Low"]),
        ("Jane Roe, Kim Low, Ann Poe, moss, Eva Moe", ["Jane Roe", "Kim Low", "Ann Poe", "Eva Moe"]),
        ("Jane Roe, Kim Low, Ann Poe, Moss, Eva Moe", ["Jane Roe", "Kim Low", "Ann Poe", "Moss", "Eva Moe"]),
        ("Jane\n# Roe, Kim Low", ["Jane\n# Roe", "Kim Low"]),
        ("Jane Roe\n# Kim Low", ["Jane Roe"]),
        ("Jane Roe\nMoss: x", ["Jane Roe"]),
        ("Jane\nRoe: x", ["Jane"]),
        ("Jane Roe_x", []),
        ("Jane Roe/x", []),
        ("Jane Roe(x)", []),
        ("Jane Roe=x", []),
        ("Jane Roe@x", []),
        ("Jane Roe.x", []),
        ("Jane Roe. X", ["Jane Roe"]),
        ("Jane Roe.1", ["Jane Roe"]),
        ("Jane Roe::x", []),
        ("Jane Roe: x", ["Jane Roe"]),
        ("Jane Roe->x", []),
        ("Jane Roe-x", ["Jane Roe-x"]),
        ("Jane Roe7", []),
        ("Jane Update, Kim Low", []),
        ("Jane Roe, Jane Update, Kim Low", ["Jane Roe"]),
    ],
)
def test_names_are_read_as_long_as_separators_join_them(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in read_names(text, 0)] == names


@pytest.mark.parametrize(
    ("text", "after"), [(': "Jane', "Jane"), (" Jane", "Jane"), ("\n# Jane", "Jane"), ("Jane", "Jane")]
)
def test_a_gap_ends_where_a_name_may_start(text: str, after: str) -> None:
    assert text[after_gap(text, 0) :] == after
