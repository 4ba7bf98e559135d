"""What each action puts in the place of a document's values."""

import ipaddress
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.errors import ConfigError
from pii.labels import Label
from pii.policies import PRESETS, Action, Policy
from pii.replacing.replacements import replacements

NAME, EMAIL, USERNAME, IP, KEY, PASSWORD = Label

VALUES = st.text(st.characters(), min_size=1, max_size=40)
V4 = st.ip_addresses(v=4).map(str)
V6 = st.ip_addresses(v=6).map(str)


def every(action: Action) -> Policy:
    return Policy({}, default=action) if action is not Action.PRIVATE_IP else Policy()


def replacement(policy: Policy, value: str, label: str, key: bytes | None = None) -> str:
    (new,) = replacements(policy, [(value, label)], key)
    return new


# ---------------------------------------------------------------------------------------------------------------- actions


@pytest.mark.parametrize("label", [label for label in Label if label is not IP])
def test_tag_is_the_label_in_angle_brackets(label: Label) -> None:
    assert replacement(PRESETS["tag"], "any value", label) == f"<{label}>"


def test_an_address_can_be_tagged_like_the_others_on_request() -> None:
    assert replacement(Policy({IP: Action.TAG}), "93.184.216.34", IP) == "<IP_ADDRESS>"


@pytest.mark.parametrize("value", ["010.001.002.003", "10.0.0.999", "2001:db8::zz", "\ud800"])
def test_what_is_no_address_is_tagged(value: str) -> None:
    assert replacement(PRESETS["tag"], value, IP) == "<IP_ADDRESS>"


@given(st.lists(st.one_of(V4, V6), min_size=1, max_size=8))
def test_the_tag_of_an_address_is_a_private_address(values: list[str]) -> None:
    new = replacements(Policy(), [(value, IP) for value in values])

    assert all(map(ipaddress.ip_address, new))
    assert all(ipaddress.ip_address(each).is_private for each in new)


@given(VALUES)
def test_mask_is_an_asterisk_per_character_and_keeps_the_lines(value: str) -> None:
    masked = replacement(every(Action.MASK), value, KEY)

    assert len(masked) == len(value)
    assert all(new == (old if old.isspace() else "*") for old, new in zip(value, masked, strict=True))


@given(VALUES, st.sampled_from(Label))
def test_remove_leaves_nothing_and_keep_leaves_all(value: str, label: Label) -> None:
    assert replacement(every(Action.REMOVE), value, label) == ""
    assert replacement(every(Action.KEEP), value, label) == value


@given(VALUES, st.sampled_from(Label), st.binary(min_size=1, max_size=200))
def test_hash_is_the_label_and_sixteen_hexadecimal_digits(value: str, label: Label, key: bytes) -> None:
    assert re.fullmatch(rf"<{label}:[0-9a-f]{{16}}>", replacement(every(Action.HASH), value, label, key))


@pytest.mark.parametrize("key", [None, b""])
def test_hash_without_a_key_is_refused(key: bytes | None) -> None:
    with pytest.raises(ConfigError, match="key.*PII_KEY"):
        replacement(every(Action.HASH), "Jane Roe", NAME, key)


def test_hash_depends_on_value_label_and_key() -> None:
    policy = every(Action.HASH)
    keys = (b"k", b"l", b"k" * 64, b"k" * 65, b"k" * 66, b"k" * 1000)

    digests = {replacement(policy, value, label, key)[-17:] for value in ("a", "b") for label in Label for key in keys}

    assert len(digests) == 2 * len(Label) * len(keys)


@given(VALUES, st.sampled_from(Label), st.sampled_from(Action), st.binary(min_size=1, max_size=80))
def test_a_replacement_depends_on_nothing_but_value_label_and_key(
    value: str, label: Label, action: Action, key: bytes
) -> None:
    if action is Action.PRIVATE_IP and label is not IP:
        return

    policies = [Policy({label: action}) for _ in range(2)]

    assert replacement(policies[0], value, label, key) == replacement(policies[1], value, label, key)


def test_replacements_are_the_same_in_every_process() -> None:
    code = (
        "from pii.policies import Policy; from pii.replacing.replacements import replacements\n"
        "values = [('93.184.216.34', 'IP_ADDRESS'), ('Jane Roe', 'NAME')]\n"
        "print(*replacements(Policy({'IP_ADDRESS': 'private-ip'}, default='hash'), values, b'key'))"
    )

    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    hashed = Policy({IP: Action.PRIVATE_IP}, default=Action.HASH)
    here = replacements(hashed, [("93.184.216.34", IP), ("Jane Roe", NAME)], b"key")
    assert seen == {" ".join(here) + "\n"}


@given(VALUES.filter(lambda value: len(value) > 3), st.sampled_from(Label))
def test_tags_and_digests_do_not_hold_the_value(value: str, label: Label) -> None:
    alphabet = set("<>:._" + "0123456789abcdef" + "".join(Label))
    if set(value) <= alphabet:
        return

    assert value not in replacement(PRESETS["tag"], value, label)
    assert value not in replacement(PRESETS["hash"], value, label, b"key")


# ---------------------------------------------------------------------------------------------- numbers, functions, documents


def test_the_same_value_has_the_same_number_in_a_document() -> None:
    values = [("Jane Roe", NAME), ("jroe", USERNAME), ("Jim Roe", NAME), ("Jane Roe", NAME), ("12", "PHONE")]

    new = replacements(PRESETS["number"], values)

    assert new == ["<NAME_1>", "<USERNAME_1>", "<NAME_2>", "<NAME_1>", "<PHONE_1>"]


def test_a_number_that_stands_in_the_document_is_not_given_again() -> None:
    assert replacements(PRESETS["number"], [("Jane Roe", NAME)], text="<NAME_3> met Jane Roe, NAME_X, KEY_9") == [
        "<NAME_4>"
    ]


def test_a_function_of_the_value_gives_what_is_put_in_its_place() -> None:
    policy = Policy({NAME: str.upper, "PHONE": lambda value: value[-2:]})

    assert replacements(policy, [("Jane Roe", NAME), ("555-0142", "PHONE"), ("x", KEY)]) == ["JANE ROE", "42", "<KEY>"]


@pytest.mark.parametrize("made", [None, 3, b"x"])
def test_a_function_that_gives_no_text_is_named_by_its_label(made: object) -> None:
    with pytest.raises(ConfigError, match="function for NAME gave a .*; expected text") as caught:
        replacements(Policy({NAME: lambda value: made}), [("Jane Roe", NAME)])  # type: ignore[dict-item, return-value]

    assert "Jane" not in str(caught.value)
