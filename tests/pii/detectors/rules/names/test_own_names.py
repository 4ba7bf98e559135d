"""Names in people's own languages: where they start and end."""

import pytest

from pii.detectors.rules.names.own_names import (
    is_full_east_asian,
    is_known_name,
    is_known_name_declined,
    is_shaped_like_name,
    read_own_names,
    without_titles,
)


def read(text: str, in_sentence: bool = False, closes: str = "") -> list[str]:
    is_name = is_known_name_declined if in_sentence else is_shaped_like_name
    return [text[start:end] for start, end in read_own_names(text, 0, len(text), is_name, in_sentence, closes)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Иван Петров, Мария Сидорова и Пётр Иванов", ["Иван Петров", "Мария Сидорова", "Пётр Иванов"]),
        ("студент гр. ИУ8-81 Петров Иван", ["Петров Иван"]),
        ("Prof. Dr. Anna Müller (x)", ["Anna Müller"]),
        ("นายธนกร ศรีสุวรรณ 6210450123", ["ธนกร ศรีสุวรรณ"]),
        ("د. أحمد منصور", ["أحمد منصور"]),
        ("王小明、李雷和韩梅梅", ["王小明", "李雷", "韩梅梅"]),
        ("김민준 과장", ["김민준"]),
        ("藤原 健太さん", ["藤原 健太"]),
        ("Iara do Carmo Peixoto", ["Iara do Carmo Peixoto"]),
        ("Иван Петров пишет код", []),
        ("der Verfasser", []),
        ("データベース設計書の説明文章です", []),
    ],
)
def test_names_of_a_list(text: str, names: list[str]) -> None:
    assert read(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ивану Петрову за помощь", ["Ивану Петрову"]),
        ("Agnieszce Wójcik i Janowi Kowalskiemu za testy", ["Agnieszce Wójcik", "Janowi Kowalskiemu"]),
        ("Richarda M. Stallmana i Davida MacKenzie.", ["Richarda M. Stallmana", "Davida MacKenzie"]),
        ("李娜同学的帮助", ["李娜"]),
        ("陈佳宁于昨天", ["陈佳宁"]),
        ("Jonas. Danach", ["Jonas"]),
        ("Emre için", ["Emre"]),
        ("новый разбор", []),
        ("Hugging Face", []),
        ("Rose", []),
    ],
)
def test_a_sentence_goes_on_behind_a_name(text: str, names: list[str]) -> None:
    assert read(text, in_sentence=True) == names


def test_signs_that_close_a_name_are_the_callers() -> None:
    assert read("Иван Петров: код") == []
    assert read("Иван Петров: код", closes=":") == ["Иван Петров"]


def test_titles_and_honours_are_no_part_of_a_name() -> None:
    for text in ("Prof. Anna Müller", "проф. Анна Мюллер", "ผศ.ดร.วิภาดา ใจดี", "दुर्गा शर्मा"):
        start, end = without_titles(text, 0, len(text))
        assert len(text[start:end].split()) == 2


def test_a_known_family_name_and_a_known_given_name_are_a_full_name() -> None:
    assert is_full_east_asian("陈佳宁") and is_full_east_asian("김민준")
    assert not is_full_east_asian("陈") and not is_full_east_asian("数据库") and not is_full_east_asian("표시할")


def test_words_made_like_names_are_none() -> None:
    assert not is_known_name("구성원") and not is_known_name("이용자")
    assert not is_known_name("São Paulo") and not is_known_name("Example Software")
