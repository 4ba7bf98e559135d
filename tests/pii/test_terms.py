"""Lists of the user's own: what is found, what stands alone, and patterns that are refused."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pii.errors import ConfigError
from pii.policies import Policy
from pii.terms import TermDetector, Terms, check_pattern


@pytest.mark.parametrize(
    ("value", "text", "places"),
    [
        ("Ann", "Ann, Annie and Hann; Ann", [(0, 3), (21, 24)]),
        ("Ann Lee", "Ann, Ann Lee, Ann Leeds", [(5, 12)]),
        ("@acme", "@acme/x @acmeco x@acme", [(0, 5), (17, 22)]),
        ("x+y", "x+y x+yz", [(0, 3)]),
        ("李明", "李明 和", [(0, 2)]),
    ],
)
def test_values_stand_alone(value: str, text: str, places: list[tuple[int, int]]) -> None:
    assert sorted(Terms((value,)).find(text)) == places


def test_patterns_match_whole_values_in_allow_lists_and_anywhere_in_deny_lists() -> None:
    terms = Terms(patterns=(r"[a-z]+@acme\.example",))

    assert terms.match("jane@acme.example")
    assert not terms.match("jane@acme.example.org")
    assert list(terms.find("to jane@acme.example.")) == [(3, 20)]


def test_a_long_list_costs_no_more_than_a_short_one() -> None:
    text = "nothing of the list stands in these words " * 20_000
    terms = Terms(tuple(f"name{number} of somebody" for number in range(50_000)))
    list(terms.find(""))

    start = time.process_time()
    assert list(terms.find(text)) == []
    assert time.process_time() - start < 2


@pytest.mark.parametrize("read", [lambda path: Terms.read(files=[path]), Policy.from_toml])
def test_a_device_without_an_end_is_no_file_of_settings(read: Callable[[str], object]) -> None:
    with pytest.raises(ConfigError, match="larger than 64 MB"):
        read("/dev/zero")


def test_files_hold_a_value_a_line(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("# people\n\n Ada Lovelace \nGrace Hopper\n")

    assert Terms.read(["Jane"], files=[tmp_path / "list.txt"]).values == ("Jane", "Ada Lovelace", "Grace Hopper")
    with pytest.raises(ConfigError, match=r"list .*none\.txt"):
        Terms.read(files=[tmp_path / "none.txt"])
    (tmp_path / "list.txt").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="not UTF-8, from byte 0 on"):
        Terms.read(files=[tmp_path / "list.txt"])


@pytest.mark.parametrize("pattern", ["", "a*", "a?", "(a|)", "^", r"\b", "(?=a)"])
def test_a_pattern_that_matches_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(ConfigError, match="empty"):
        Terms(patterns=(pattern,))


@pytest.mark.parametrize("pattern", ["(a+)+b", r"(\w*)*x", r"(?:\w+\s?)+!", "((a|b+))*c", "(x+x+)+y", r"(?:(\d+)+)z"])
def test_a_pattern_that_can_take_exponential_time_is_refused(pattern: str) -> None:
    with pytest.raises(ConfigError, match="exponential"):
        check_pattern(pattern, "it")


@pytest.mark.parametrize(
    "pattern", ["a", r"\w+@acme\.example", r"(?:[a-z]+\.)+org", "(ab)+", "(a{2})+", r"(?:\d{1,3}-)*\d"]
)
def test_other_patterns_are_taken(pattern: str) -> None:
    check_pattern(pattern, "it")


@pytest.mark.parametrize("values", ["Jane", ("",), (1,), (None,)])
def test_values_are_strings_that_are_not_empty(values: object) -> None:
    with pytest.raises(ConfigError, match="strings that are not empty"):
        Terms(values)  # type: ignore[arg-type]


def test_nothing_shows_a_value() -> None:
    terms = Terms(("Ada Lovelace",))

    assert "Ada" not in repr(terms) + str(terms.describe()) + str(TermDetector({"NAME": terms}).describe())
    assert terms.describe() != Terms(("Grace Hopper",)).describe()
