"""Which parts of a text the encoder reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.detectors.gate import Gate
from pii.errors import ModelError
from pii.network.bundle import load_bundle

TOKEN = Gate({"token": "token"}, 20)


def parts(text: str, gate: Gate = TOKEN) -> list[str]:
    return [text[start:end] for start, end in gate.parts(text)]


def test_a_hit_is_read_with_whole_lines_around_it() -> None:
    text = "one\ntwo two two two\nthree token\nfour four four\nfive five\n"

    assert parts(text) == ["three token\nfour four four\n"]


def test_a_long_line_is_cut_inside_it() -> None:
    assert parts("x" * 100 + "token" + "y" * 100) == ["x" * 20 + "token" + "y" * 20]


def test_hits_whose_contexts_touch_are_one_part() -> None:
    assert parts("token" + " " * 40 + "token") == ["token" + " " * 40 + "token"]
    assert len(parts("token" + " " * 41 + "token")) == 2


def test_nothing_is_read_without_a_hit_and_everything_without_patterns() -> None:
    assert parts("nothing here") == []
    assert parts("nothing here", Gate({}, 20)) == ["nothing here"]
    assert parts("", Gate({}, 20)) == []


@given(st.lists(st.sampled_from(["token", "x", "\n", "é🙂", " " * 9]), max_size=60).map("".join), st.integers(0, 30))
def test_parts_are_disjoint_ordered_and_hold_every_hit(text: str, context: int) -> None:
    found = list(Gate({"token": "token"}, context).parts(text))

    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(left[1] <= right[0] for left, right in zip(found, found[1:], strict=False))
    position = text.find("token")
    while position >= 0:
        assert any(start <= position and position + 5 <= end for start, end in found)
        position = text.find("token", position + 1)


@given(st.lists(st.sampled_from(["token", "x", "\n", "é🙂", " " * 9]), max_size=60).map("".join), st.integers(0, 30))
def test_a_part_is_its_hits_and_the_context_as_far_as_it_holds_whole_lines(text: str, context: int) -> None:
    for start, end in Gate({"token": "token"}, context).parts(text):
        first, last = text.index("token", start, end), text.rindex("token", start, end) + len("token")
        floor, ceiling = max(0, first - context), min(len(text), last + context)
        line = text.find("\n", max(0, floor - 1), first) + 1 if floor else 0
        assert start == (line or floor)
        line = text.rfind("\n", last, ceiling) + 1 if ceiling < len(text) else 0
        assert end == (line or ceiling)


@pytest.mark.parametrize("settings", [{}, {"patterns": {"a": "b"}}, {"patterns": 3, "context": 4}])
def test_settings_of_another_form_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ModelError, match="gate is not usable"):
        Gate.from_settings(settings)


@pytest.mark.parametrize(
    ("finds", "read"),
    [
        ({"NAME", "KEY", "PASSWORD"}, ["password = 1\n", "token = 1\n"]),
        ({"PASSWORD"}, ["password = 1\n"]),
        ({"NAME"}, []),
    ],
)
def test_places_of_credentials_are_read_where_the_encoder_may_find_some(finds: set[str], read: list[str]) -> None:
    settings = {
        "context": 20,
        "patterns": {"by": "by [A-Z]"},
        "credentials": {"password": "passw"},
        "keys": {"token": "token"},
    }

    assert parts(f"password = 1\n{'-' * 60}\ntoken = 1\n", Gate.from_settings(settings, finds)) == read
    assert parts("password = 1\n", Gate.from_settings(settings)) != []


def test_the_packaged_gate_lets_little_plain_code_through() -> None:
    gate = Gate.from_settings(load_bundle().gate)
    code = "def add(left, right):\n    total = left + right\n    return total\n\n\n" * 50

    assert parts(code, gate) == []
    assert parts(code + "# Copyright 2020 Jane Roe\n" + code, gate) != []


@pytest.mark.parametrize(
    "line",
    [
        "作者：王小明",
        "'王小明', 27",
        "担当: 田中",
        "저자 김민수",
        "בקוד מאת דנה",
        "- Мария Смирнова",
        "full_name: प्रिया",
    ],
)
def test_the_packaged_gate_reads_where_people_of_the_world_could_stand(line: str) -> None:
    assert parts(f"{line}\n", Gate.from_settings(load_bundle().gate)) == [f"{line}\n"]


@pytest.mark.parametrize("line", ["使用说明：请先安装依赖。", "Перед началом надо установить пакет.", "使い方を説明。"])
def test_the_packaged_gate_lets_prose_in_other_scripts_through_nowhere(line: str) -> None:
    assert parts(f"{line}\n" * 9, Gate.from_settings(load_bundle().gate)) == []


def test_hits_within_an_idle_match_are_none() -> None:
    gate = Gate({"token": "token"}, 5, {"digest": "sha-[a-z]+="})

    assert parts("sha-abtokencd= " + "x" * 20, gate) == []
    assert parts("token=", Gate({"token": "token"}, 5, {"digest": "token"})) == []
    assert parts("sha-abtoken " + "x" * 20, gate) == ["ha-abtoken xxxx"]
    assert parts("sha-abcd=token" + "x" * 20, gate) == ["abcd=tokenxxxxx"]
    assert list(gate.parts("sha-abtokencd= " + "x" * 20, [(6, 11)])) == [(1, 16)]


def test_hits_amid_encoded_data_are_not_read() -> None:
    line = "q8Yt0vYlE0n3yU4oR1bTzPjK7mtoken2sXcVd9Lf5Hg6JkQaZwTn1Rb4"

    assert parts(f"{line}\n{line}\n{line}\n") == []
    assert len(parts(f"{line}\nnext\n")) == 1
