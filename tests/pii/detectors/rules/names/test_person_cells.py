"""What the cells of a column tell: full names, or given and family names apart."""

import pytest

from pii.detectors.rules.names.person_cells import (
    SURE,
    are_full_names,
    are_names_apart,
    knowledge,
    known_words,
    may_be_full_name,
)

GIVEN = ("Jane", "Laura", "Eva", "Ann", "Kim")
FAMILY = ("Smith", "Roberts", "Kowalski", "Jones", "Clarke")


@pytest.mark.parametrize(
    ("value", "known", "words"),
    [
        ("Jane Smith", SURE, (2, 2)),
        ("Smith Jane", SURE, (2, 2)),
        ("Jane van Smith", SURE, (2, 2)),
        # A common given name makes a family name of an ordinary word; turned, or behind a rare one, it does not.
        ("Jane Young", SURE, (1, 2)),
        ("Young Jane", 1, (1, 2)),
        ("Nguyễn Young", 1, (1, 2)),
        ("Grace Smith", 1, (1, 2)),
        ("Smith May", 1, (1, 2)),
        ("Jane", 1, (1, 1)),
        ("Brixo", 0, (0, 1)),
        ("Brixo Smith", 1, (1, 2)),
        ("Jane Brixo Smith", 1, (2, 3)),
        ("Smith Kowalqui", 1, (1, 2)),
        ("Jane Maria", 1, (2, 2)),
        ("San Jose", 1, (0, 2)),
        ("Jane Smith S.", 1, (2, 2)),
        ("王小明", 1, (1, 1)),
        ("田中 太郎", SURE, (2, 2)),
    ],
)
def test_what_is_known_of_a_name(value: str, known: int, words: tuple[int, int]) -> None:
    assert (knowledge(value), known_words(value)) == (known, words)


@pytest.mark.parametrize(
    ("value", "may_be"),
    [
        ("Jane Roe", True),
        ("jane roe", False),
        ("Jane Bank", False),
        ("王小明", True),
        ("王", False),
        ("王小明明明明", False),
        ("田中 太郎", True),
        ("Мария Смирнова", True),
        ("דנה כהן", True),
        ("דנה", False),
        ("דנה 7", False),
    ],
)
def test_a_full_name_of_any_script(value: str, may_be: bool) -> None:
    assert may_be_full_name(value) is may_be


def full(*values: str, sure: float = 0.0) -> bool:
    return any(are_full_names(values, sure))


def test_a_column_is_of_persons_if_most_of_it_is() -> None:
    names = [f"{given} {family}" for given, family in zip(GIVEN, FAMILY, strict=True)]

    assert full(*names[:3]) and not full(*names[:2]) and not full(*names[:2], *names[:2])
    assert full(*names[:3], "x", "y") and not full(*names[:3], "x", "y", "z")
    assert are_full_names([*names[:3], "x"]) == [True, True, True, False]
    # The same first word time and again is a title or a product.
    assert full("Jane Smith", "Jane Roberts", "Laura Jones", "Eva Clarke")
    assert full("Jane Smith", "Jane Roberts", "Jane Jones", "Eva Clarke")
    assert not full("Jane Smith", "Jane Roberts", "Jane Jones", "Jane Clarke", "Eva Clarke")


def test_words_of_goods_are_known_too_seldom() -> None:
    assert full("Jane Smith", "Laura Roberts", "Brixo Smith")
    assert not full("Jane Fern", "Brixo Quell", "Trosk Hark")
    assert full("Jane Smith", "Eva Roberts", "Smith Kowalqui", sure=0.6)
    assert not full("Jane Smith", "Eva Roberts", "Smith Kowalqui", sure=0.7)


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        (GIVEN, FAMILY, True),
        (FAMILY, GIVEN, True),
        (GIVEN, GIVEN, False),
        (GIVEN[:3], FAMILY[:3], True),
        (GIVEN[:2], FAMILY[:2], False),
        (GIVEN, ("Smith",) * 5, False),
        (GIVEN[:4], ("Smith", "Jones") * 2, True),
        (("Jane", "Jane", "Laura", "Eva"), FAMILY[:4], True),
        (("Jane", "Jane", "Jane", "Laura", "Jane"), FAMILY, False),
        (tuple(map(str.lower, GIVEN)), FAMILY, False),
        (GIVEN, (*FAMILY[:4], "clarke"), False),
        (tuple(map(str.upper, GIVEN)), FAMILY, False),
        (("Brixo", "Quell", "Trosk", "Glim", "Jane"), FAMILY, False),
        (GIVEN, ("Brixo", "Quell", "Trosk", "Smith", "Jones"), False),
        (("Jane-Ann", "Laura", "Eva", "Ann", "Kim"), ("Smith", "Roberts-Jones", "Jones", "Roe", "Clarke"), True),
        (("Jane-Ann", "Laura-Eva", "Eva", "Ann", "Kim"), ("Smith", "Roberts-Jones", "Jones", "Smith", "Clarke"), False),
    ],
)
def test_given_and_family_names_apart(first: tuple[str, ...], second: tuple[str, ...], apart: bool) -> None:
    assert are_names_apart(first, second) is apart
