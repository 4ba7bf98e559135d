from pathlib import Path

import pytest

from models.name_lists import (
    further_names,
    is_word,
    of_ipadic,
    of_jieba,
    of_wikidata,
    ordinary_of_ipadic,
    ordinary_of_jieba,
    people,
    people_of_jieba,
)
from pii.errors import ConfigError, InputError


def test_spellings_that_are_known_say_the_kind_of_the_others() -> None:
    rows = ["jane, jayne, джейн, ジェーン => Q1", "roe, роу => Q2", "kim, ким, 김 => Q3"]
    names = of_wikidata(rows, {"jane", "kim"}, {"roe", "kim"})
    assert names.given == {"джейн", "ジェーン", "ким"} and names.family == {"роу", "ким"}


def test_a_name_of_no_known_spelling_counts_where_capitals_tell_it_from_a_word() -> None:
    names = of_wikidata(["moosov, мусов, موسوف, モーソフ => Q1", "ο-λαρκ μοσα, o => Q2", "лαрк1 => Q3"], set(), set())
    assert names.given == names.family == {"мусов", "λαρκ", "μοσα"}


@pytest.mark.parametrize(
    ("spelling", "counts"), [("昭子", True), ("市", False), ("昭子昭子昭子子", False), ("昭a", False)]
)
def test_one_chinese_sign_alone_is_no_name(spelling: str, counts: bool) -> None:
    assert of_wikidata([f"jane, {spelling} => Q1"], {"jane"}, set()).given == ({spelling} if counts else set())


def test_persons_of_ipadic() -> None:
    rows = [
        "花子,1291,1291,8349,名詞,固有名詞,人名,名,*,*,花子,ハナコ,ハナコ",
        "田中,1290,1290,8349,名詞,固有名詞,人名,姓,*,*,田中,タナカ,タナカ",
        "健,1291,1291,8349,名詞,固有名詞,人名,名,*,*,健,ケン,ケン",
        "東京,1293,1293,3003,名詞,固有名詞,地域,一般,*,*,東京,トウキョウ,トーキョー",
    ]
    names = of_ipadic(rows)
    assert names.given == {"花子"} and names.family == {"田中"}
    assert ordinary_of_ipadic(rows) == {"東京"}
    assert ordinary_of_jieba(["石头 40 n", "小明 9 nr", "罕词 1 n"]) == {"石头"}


def test_a_chinese_given_name_has_several_bearers_and_ends_no_place() -> None:
    rows = [
        *(f"{family}小明 3 nr" for family in "王李张"),
        *(f"{family}家庄 3 nr" for family in "王李张石"),
        "石家庄 9 ns",
        "王伟一 2 nr",
    ]
    assert of_jieba(rows, set("王李张石")).given == {"小明"}


def test_people_of_another_language_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="people 'korean': expected chinese or japanese"):
        people("korean", tmp_path)


def test_people_of_jieba_bear_a_frequent_family_name() -> None:
    assert people_of_jieba(["王小明 3 nr", "王小 3 nr", "阿小明 3 nr", "王家庄 9 ns"]) == ["王小明"]


def test_a_word_has_the_marks_of_its_script_and_no_other_signs() -> None:
    assert is_word("शर्मा") and is_word("Roe")
    assert not is_word("") and not is_word("o'roe") and not is_word("ा") and not is_word("roe7")


def test_a_dictionary_that_cannot_be_had_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    with pytest.raises(InputError, match="rigour"):
        further_names(tmp_path, set(), set())
