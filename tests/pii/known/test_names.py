from hypothesis import given
from hypothesis import strategies as st

from pii.known.names import FAMILY, GIVEN, is_given_name, known_names, pack


def found(text: str) -> dict[str, int]:
    return {text[start:end]: kind for start, end, kind in known_names(text)}


def test_given_and_family_names_of_several_scripts_are_known() -> None:
    assert found("Ask Katarzyna, Schmidt or Иван") == {"Katarzyna": GIVEN, "Schmidt": FAMILY, "Иван": GIVEN}


def test_names_that_are_written_together_are_known_by_their_parts() -> None:
    assert found("王秀英 佐藤健 김민준") == {
        "王秀英": GIVEN | FAMILY,
        "佐藤健": GIVEN | FAMILY,
        "김민준": GIVEN | FAMILY,
    }
    assert found("数据库 配置文件 王秀英王秀英") == {}


def test_a_word_in_lower_case_is_no_name() -> None:
    assert found("will manuel iván") == {}


def test_a_given_name_is_one_in_any_case() -> None:
    assert [is_given_name(word) for word in ("Manuel", "manuel", "Иван")] == [True] * 3
    assert [is_given_name(word) for word in ("Schmidt", "jroe", "dataset", "")] == [False] * 4


def test_ordinary_capitalised_words_are_no_names() -> None:
    assert found("GitHub Actions Dataset Configuration Username Überschrift") == {}


def test_packing_keeps_both_kinds_and_ignores_case() -> None:
    once, twice = pack(["Ann", "Lee"], ["LEE"]), pack(["lee", "ann"], ["Lee"])
    assert once == twice and len(once) == 2 * 4
    assert sorted(int.from_bytes(once[at : at + 4], "little") & 3 for at in (0, 4)) == [GIVEN, GIVEN | FAMILY]


@given(st.text())
def test_any_text_is_read_and_words_lie_in_order_within_it(text: str) -> None:
    places = [(start, end) for start, end, _ in known_names(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
