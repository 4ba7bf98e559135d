"""What the value of a credential tells by itself."""

import pytest

from pii.detectors.rules import RuleDetector
from pii.detectors.rules.credentials.credential_values import (
    credential,
    fits_place,
    is_prose,
    is_secret_value,
    looks_generated,
    may_be_password,
    names_a_field,
)
from pii.labels import Label
from pii.spans import PROPOSED


@pytest.mark.parametrize(
    ("value", "label", "is_it"),
    [
        ("tin-Drum_908", Label.PASSWORD, True),
        ("Swordfish77", Label.PASSWORD, True),
        ('lark\\"mist7', Label.PASSWORD, True),
        ('a lark\\"mist7', Label.PASSWORD, False),
        ('lark\\"mist', Label.PASSWORD, False),
        ("swordfish77", Label.PASSWORD, False),
        ("SwordFish", Label.PASSWORD, False),
        ("Sword77", Label.PASSWORD, False),
        ("q7w4e9r2", Label.KEY, True),
        ("Q7W4E9R2", Label.KEY, True),
        ("Q7-w4/e9", Label.KEY, True),
        ("q7w4e9r", Label.KEY, False),
        ("q7w4-e9r2", Label.KEY, False),
        ("qwertyui", Label.KEY, False),
        ("12345678", Label.KEY, False),
    ],
)
def test_a_value_of_several_kinds_of_characters_needs_no_judge(value: str, label: str, is_it: bool) -> None:
    assert looks_generated(value, label) is is_it


@pytest.mark.parametrize(("value", "proved"), [("tin-Drum_908", True), ("lark4mist", False)])
def test_a_rule_that_proposes_proves_a_generated_value(value: str, proved: bool) -> None:
    (span,) = RuleDetector(["named_value"]).detect([f'<add value="{value}" key="Password"/>\n'])[0]

    assert (span.score > PROPOSED) is proved


@pytest.mark.parametrize(
    ("value", "may_be"),
    [
        ("abc", True),
        ("ab", False),
        ("lark" * 32, True),
        ("lark" * 32 + "m", False),
        ("!?!?", False),
        ("Password", False),
        (" larkmist", False),
        ("larkmist ", False),
    ],
)
def test_a_password_has_a_length_and_no_blank_at_its_ends(value: str, may_be: bool) -> None:
    assert may_be_password(value) is may_be


@pytest.mark.parametrize(
    ("value", "prose"),
    [("a b c d e f", False), ("a b c d e f g", True), ("lark mist", False), ("Lark mist", True), ("enter it", True)],
)
def test_prose_has_many_words_or_a_capital_or_what_is_said_of_passwords(value: str, prose: bool) -> None:
    assert is_prose(value) is prose


@pytest.mark.parametrize(
    ("value", "named"), [("user_password", True), ("user_password1", False), ("password", False), ("larkmist", False)]
)
def test_a_name_of_a_field_has_no_digit(value: str, named: bool) -> None:
    assert names_a_field(value) is named


@pytest.mark.parametrize(
    ("value", "among_words", "fits"),
    [
        ("larkmist", False, True),
        ("larkmist", True, False),
        ("lark7mist", True, True),
        ("123456", True, True),
        ("12345", True, False),
        ("l@rk.mist", False, False),
        ("@lark7.mist", False, True),
        ("Lark mist", False, False),
        ("Lark mist 7", False, True),
        ("varchar", False, False),
        ("user_password", False, False),
    ],
)
def test_among_words_a_password_has_to_tell_itself(value: str, among_words: bool, fits: bool) -> None:
    assert fits_place(value, among_words) is fits


@pytest.mark.parametrize(
    ("value", "secret"),
    [
        ("31415926535897932384626433832795", True),
        ("3141592653589793238462643383279", False),
        ("LarkCredentials@27a6ea4f", False),
        ("org.example.Credentials@27a6ea4", False),
        ("LarkCredentials@27a6ea4fq7Zt3KxW9bRm2VnC", True),
        ("a" * 31 + "1", True),
        ("larkmist", False),
    ],
)
def test_a_secret_has_thirty_two_digits_if_it_looks_like_none(value: str, secret: bool) -> None:
    assert is_secret_value(value) is secret


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("api_key", "Xk29dmadeup4471Zq", Label.KEY),
        ("api_key", "larkmist", None),
        ("note", "Xk29dmadeup4471Zq", None),
        ("password", "larkmist", Label.PASSWORD),
        ("password", "lark mist", Label.PASSWORD),
        ("password", "enter it", None),
        ("password", "a" * 31 + "1", None),
    ],
)
def test_what_stands_under_the_name_of_a_credential(name: str, value: str, label: Label | None) -> None:
    assert credential(name, value) is label
