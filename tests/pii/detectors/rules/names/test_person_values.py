"""Which cells hold a name or a part of one."""

import pytest

from pii.detectors.rules.names.person_values import is_full_name, is_part_of_name, pieces_of_name


@pytest.mark.parametrize(
    ("value", "full"),
    [
        ("Jane Roe", True),
        ("Roe, Jane", True),
        ("roe, Jane", False),
        ("Roe, jane", False),
        ("Jane", False),
        ("Jane Anne - Marie Roe", True),
        ("Jane Update", False),
        ("Jane " + "R" + "o" * 36 + " M" + "o" * 36, True),
        ("Jane " + "R" + "o" * 36 + " M" + "o" * 37, False),
    ],
)
def test_a_full_name_is_given_and_family_name_in_either_order(value: str, full: bool) -> None:
    assert is_full_name(value) is full


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("Jane", True),
        ("J", False),
        ("Jo", True),
        ("ROE", False),
        ("ROES", True),
        ("Roe", True),
        ("admin", False),
        ("<name>", False),
        ("R" + "o" * 59, True),
        ("R" + "o" * 60, False),
        ("12", False),
    ],
)
def test_a_part_of_a_name_is_a_word_under_a_heading_for_names(value: str, part: bool) -> None:
    assert is_part_of_name(value) is part


@pytest.mark.parametrize(
    ("value", "pieces"),
    [
        ("Jane Roe", ["Jane Roe"]),
        ("Mr. John Roe", ["John Roe"]),
        ("Roe, Mrs. Jane (Ann Low)", ["Roe", "Jane", "Ann Low"]),
        ("Jane Roe (Ann -)", ["Jane Roe", "Ann"]),
        ("Jane Roe, Kim Brixo, Anna Maria Low", ["Jane Roe", "Kim Brixo", "Anna Maria Low"]),
        ("Fernandez Brixo, Jane Anna", ["Fernandez Brixo, Jane Anna"]),
        ("Roe, Jane Anna", ["Roe, Jane Anna"]),
        ("Jane Roe, Kim", ["Jane Roe, Kim"]),
    ],
)
def test_titles_and_brackets_divide_a_name(value: str, pieces: list[str]) -> None:
    assert [value[start:end] for start, end in pieces_of_name(value)] == pieces
