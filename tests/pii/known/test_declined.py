"""Nominatives of declined names."""

import pytest

from pii.known.declined import kind_of_declined, nominatives
from pii.known.names import FAMILY, GIVEN


@pytest.mark.parametrize(
    ("word", "nominative"),
    [
        ("Петрову", "Петров"),
        ("Тихоновым", "Тихонов"),
        ("Наталье", "Наталья"),
        ("Сергея", "Сергей"),
        ("Игорю", "Игорь"),
        ("Соколовского", "Соколовский"),
        ("Тарасові", "Тарас"),
        ("Оленці", "Олена"),
        ("Одарці", "Одарка"),
        ("Вербицькій", "Вербицький"),
        ("Лисовской", "Лисовский"),
        ("Agnieszce", "Agnieszka"),
        ("Kowalskiego", "Kowalski"),
        ("Novákové", "Nováková"),
        ("Jackiem", "Jacek"),
        ("Γιώργο", "Γιώργος"),
        ("Παπαδοπούλου", "Παπαδοπούλος"),
        ("Roe", "Roe"),
    ],
)
def test_the_nominative_is_among_what_a_word_may_come_from(word: str, nominative: str) -> None:
    found = list(nominatives(word))
    assert nominative in found and found[0] == word


def test_endings_of_one_alphabet_are_not_looked_for_in_another() -> None:
    assert list(nominatives("Иван")) == ["Иван"]
    assert list(nominatives("山田")) == ["山田"]


def test_what_would_be_left_of_a_short_word_is_no_name() -> None:
    assert list(nominatives("Яна")) == ["Яна", "Ян", "Яно"]
    assert list(nominatives("Ева")) == ["Ева", "Ев", "Ево"]
    assert list(nominatives("на")) == ["на"]


def test_a_declined_name_is_known_as_what_its_nominative_is() -> None:
    assert kind_of_declined("Кузнецовой") & FAMILY and kind_of_declined("Ивану") & GIVEN
    assert kind_of_declined("Иван") & GIVEN
    assert kind_of_declined("Системой") == 0
