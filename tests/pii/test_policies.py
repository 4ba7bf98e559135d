"""Policies: what each action puts in the place of a value, and every way to get a policy wrong."""

import ipaddress
import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.decoys import DECOYS, NOT_PERSONAL
from pii.errors import ConfigError
from pii.labels import Label
from pii.policies import PRESETS, Action, Policy, load_policy

NAME, EMAIL, USERNAME, IP, KEY, PASSWORD = Label

VALUES = st.text(st.characters(), min_size=1, max_size=40)
V4 = st.ip_addresses(v=4).map(str)
V6 = st.ip_addresses(v=6).map(str)


def every(action: Action) -> Policy:
    return Policy(dict.fromkeys(Label, action))


# ---------------------------------------------------------------------------------------------------------------- actions


@pytest.mark.parametrize("label", [label for label in Label if label is not IP])
def test_tag_is_the_label_in_angle_brackets(label: Label) -> None:
    assert PRESETS["tag"].replacement("any value", label) == f"<{label}>"


def test_an_address_can_be_tagged_like_the_others_on_request() -> None:
    assert Policy({IP: Action.TAG}).replacement("93.184.216.34", IP) == "<IP_ADDRESS>"


@given(st.one_of(V4, V6))
def test_the_tag_of_an_address_is_a_private_address_of_its_family(value: str) -> None:
    replacement = ipaddress.ip_address(PRESETS["tag"].replacement(value, IP))

    assert replacement.is_private
    assert not replacement.is_loopback
    assert replacement.version == ipaddress.ip_address(value).version


@pytest.mark.parametrize(
    ("value", "version"),
    [
        ("010.001.002.003", 4),
        ("10.0.0.999", 4),
        ("fe80::1%eth0", 6),
        ("[2001:db8::1]", 6),
        ("::ffff:93.184.216.34", 6),
        ("2001:db8::zz", 6),
        ("\ud800", 4),
    ],
)
def test_the_family_is_read_off_unusual_addresses_too(value: str, version: int) -> None:
    assert ipaddress.ip_address(PRESETS["tag"].replacement(value, IP)).version == version


def test_addresses_of_one_family_spread_over_several_replacements() -> None:
    four = {PRESETS["tag"].replacement(f"93.184.216.{last}", IP) for last in range(200)}
    six = {PRESETS["tag"].replacement(f"2a01:4f8::{last:x}", IP) for last in range(200)}

    assert len(four) == len(six) == 5


@given(VALUES)
def test_mask_is_an_asterisk_per_character_and_keeps_the_lines(value: str) -> None:
    masked = every(Action.MASK).replacement(value, KEY)

    assert len(masked) == len(value)
    assert all(new == (old if old.isspace() else "*") for old, new in zip(value, masked, strict=True))


@given(VALUES, st.sampled_from(Label))
def test_remove_leaves_nothing_and_keep_leaves_all(value: str, label: Label) -> None:
    assert every(Action.REMOVE).replacement(value, label) == ""
    assert every(Action.KEEP).replacement(value, label) == value


@given(VALUES, st.sampled_from(Label), st.binary(min_size=1, max_size=200))
def test_hash_is_the_label_and_sixteen_hexadecimal_digits(value: str, label: Label, key: bytes) -> None:
    assert re.fullmatch(rf"<{label}:[0-9a-f]{{16}}>", every(Action.HASH).replacement(value, label, key))


@pytest.mark.parametrize("key", [None, b""])
def test_hash_without_a_key_is_refused(key: bytes | None) -> None:
    with pytest.raises(ConfigError, match="key.*PII_KEY"):
        every(Action.HASH).replacement("Jane Roe", NAME, key)


def test_hash_depends_on_value_label_and_key() -> None:
    policy = every(Action.HASH)
    keys = (b"k", b"l", b"k" * 64, b"k" * 65, b"k" * 66, b"k" * 1000)

    digests = {policy.replacement(value, label, key)[-17:] for value in ("a", "b") for label in Label for key in keys}

    assert len(digests) == 2 * len(Label) * len(keys)


@given(VALUES, st.sampled_from(Label), st.sampled_from(Action), st.binary(min_size=1, max_size=80))
def test_a_replacement_depends_on_nothing_but_value_label_and_key(
    value: str, label: Label, action: Action, key: bytes
) -> None:
    if action is Action.PRIVATE_IP and label is not IP:
        return

    policies = [Policy({label: action}) for _ in range(2)]

    assert policies[0].replacement(value, label, key) == policies[1].replacement(value, label, key)


def test_replacements_are_the_same_in_every_process() -> None:
    code = (
        "from pii.labels import Label; from pii.policies import PRESETS\n"
        "print(PRESETS['tag'].replacement('93.184.216.34', Label.IP_ADDRESS),"
        " PRESETS['hash'].replacement('Jane Roe', Label.NAME, b'key'))"
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

    here = PRESETS["tag"].replacement("93.184.216.34", IP), PRESETS["hash"].replacement("Jane Roe", NAME, b"key")
    assert seen == {" ".join(here) + "\n"}


@given(VALUES.filter(lambda value: len(value) > 3), st.sampled_from(Label))
def test_tags_and_digests_do_not_hold_the_value(value: str, label: Label) -> None:
    alphabet = set("<>:._" + "0123456789abcdef" + "".join(Label))
    if set(value) <= alphabet:
        return

    assert value not in PRESETS["tag"].replacement(value, label)
    assert value not in PRESETS["hash"].replacement(value, label, b"key")


# ---------------------------------------------------------------------------------------------------- policies from Python


def test_what_is_not_said_is_tagged() -> None:
    policy = Policy({NAME: Action.KEEP})

    assert policy.actions == {**Policy().actions, NAME: Action.KEEP}
    assert policy.decoys == NOT_PERSONAL


def test_labels_and_actions_may_be_given_by_name() -> None:
    assert Policy({"NAME": "hash"}) == Policy({NAME: Action.HASH})  # type: ignore[dict-item]
    assert Policy({"NAME": "hash"}).actions[NAME] is Action.HASH  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "actions",
    [{"PERSON": "tag"}, {"name": "tag"}, {"NAME": "hsah"}, {"NAME": None}, {"NAME": ["tag"]}, {1: "tag"}],
)
def test_an_unknown_label_or_action_is_refused_at_once(actions: dict[Label, Action]) -> None:
    with pytest.raises(ConfigError, match="labels are NAME, EMAIL.*actions are tag, "):
        Policy(actions)


@pytest.mark.parametrize("action", [Action.PRIVATE_IP, "private-ip"])
@pytest.mark.parametrize("label", [label for label in Label if label is not IP])
def test_only_an_address_is_replaced_by_an_address(label: Label, action: Action) -> None:
    with pytest.raises(ConfigError, match=f"'private-ip' is for IP_ADDRESS, not for {label}"):
        Policy({label: action})


def test_decoys_are_checked_and_brought_into_a_fixed_order() -> None:
    assert Policy(decoys=("uuid", "loopback")).decoys == ("loopback", "uuid")
    with pytest.raises(ConfigError, match="teapot"):
        Policy(decoys=("teapot",))


@given(st.dictionaries(st.sampled_from(Label), st.sampled_from([a for a in Action if a is not Action.PRIVATE_IP])))
def test_a_policy_describes_itself_completely_in_json(actions: dict[Label, Action]) -> None:
    policy = Policy(actions)

    told = json.loads(json.dumps(policy.describe()))

    assert Policy(told["actions"], tuple(told["decoys"])) == policy
    assert pickle.loads(pickle.dumps(policy)) == policy


def test_the_description_does_not_depend_on_the_order_given() -> None:
    one = Policy({NAME: Action.HASH, KEY: Action.MASK})
    other = Policy({KEY: Action.MASK, NAME: Action.HASH})

    assert json.dumps(one.describe()) == json.dumps(other.describe())


# ------------------------------------------------------------------------------------------------------------------ presets


@pytest.mark.parametrize("name", ["tag", "mask", "hash", "remove", "keep", "starcoder"])
def test_presets_have_names(name: str) -> None:
    assert load_policy(name) is PRESETS[name]


@pytest.mark.parametrize("name", ["mask", "hash", "remove", "keep"])
def test_a_preset_does_to_every_label_what_its_name_says(name: str) -> None:
    assert PRESETS[name].actions == dict.fromkeys(Label, Action(name))
    assert PRESETS[name].decoys == NOT_PERSONAL


def test_starcoder_tags_all_but_user_names_and_lets_its_decoys_stand() -> None:
    starcoder = PRESETS["starcoder"]

    assert starcoder.actions == {**PRESETS["tag"].actions, USERNAME: Action.KEEP}
    assert set(starcoder.decoys) == set(DECOYS)


# --------------------------------------------------------------------------------------------------------------------- TOML


def toml(folder: Path, text: str | bytes) -> Path:
    path = folder / "policy.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("", Policy()),
        ('base = "mask"', PRESETS["mask"]),
        ('base = "starcoder"\n', PRESETS["starcoder"]),
        ('[labels]\nNAME = "hash"\nIP_ADDRESS = "keep"', Policy({NAME: Action.HASH, IP: Action.KEEP})),
        ('base = "remove"\n[labels]\nKEY = "tag"', Policy(dict.fromkeys(Label, Action.REMOVE) | {KEY: Action.TAG})),
        ('decoys = ["private-ip", "placeholder"]', Policy(decoys=("private-ip", "placeholder"))),
        ("decoys = []", Policy(decoys=())),
        ("decoys = []\r\n[labels]\r\n# nothing\r\n", Policy(decoys=())),
    ],
)
def test_a_policy_file(text: str, policy: Policy, tmp_path: Path) -> None:
    path = toml(tmp_path, text)

    assert Policy.from_toml(path) == load_policy(path) == load_policy(str(path)) == policy


def test_the_file_in_the_docstring_is_a_policy(tmp_path: Path) -> None:
    import pii.policies

    example = re.findall(r"^    (.+)$", pii.policies.__doc__ or "", re.M)

    policy = Policy.from_toml(toml(tmp_path, "\n".join(example)))

    assert (policy.actions[NAME], policy.actions[IP]) == (Action.HASH, Action.KEEP)
    assert policy.decoys == ("private-ip", "placeholder")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("base = tag", "Invalid value", id="not TOML"),
        pytest.param(b'base = "\xff"', "utf-8", id="not UTF-8"),
        pytest.param('NAME = "hash"', "unknown key NAME; expected base, decoys, labels", id="label outside its table"),
        pytest.param('lables = 1\nx = 2\nbase = "tag"', "unknown key lables, x;", id="unknown keys"),
        pytest.param('base = "teapot"', "'teapot' is no preset; there are: tag, mask", id="unknown base"),
        pytest.param("base = 3", "base 3 is no preset", id="base is a number"),
        pytest.param('base = ["tag"]', "is no preset", id="base is a list"),
        pytest.param('decoys = "placeholder"', "decoys.*list of names", id="decoys is a string"),
        pytest.param("decoys = 3", "decoys.*list of names", id="decoys is a number"),
        pytest.param("decoys = [1]", "decoys.*list of names", id="decoys holds a number"),
        pytest.param('decoys = [["uuid"]]', "decoys.*list of names", id="decoys holds a list"),
        pytest.param("[decoys]\nuuid = true", "decoys.*list of names", id="decoys is a table"),
        pytest.param('decoys = ["teapot"]', "unknown decoy class teapot; there are: ", id="unknown decoy"),
        pytest.param('labels = "hash"', "labels.*table", id="labels is a string"),
        pytest.param("labels = 3", "labels.*table", id="labels is a number"),
        pytest.param('labels = ["NAME"]', "labels.*table", id="labels is a list"),
        pytest.param('[[labels]]\nNAME = "tag"', "labels.*table", id="labels is a list of tables"),
        pytest.param('[labels]\nPERSON = "hash"', "PERSON = 'hash'; labels are NAME, ", id="unknown label"),
        pytest.param('[labels]\nname = "hash"', "name = 'hash'; labels are NAME, ", id="label in small letters"),
        pytest.param('[labels]\nNAME = "hsah"', "NAME = 'hsah'.*actions are tag, ", id="unknown action"),
        pytest.param("[labels]\nNAME = true", "NAME = True.*actions are tag, ", id="action is a boolean"),
        pytest.param('[labels]\nNAME = ["tag"]', "NAME = .*actions are tag, ", id="action is a list"),
        pytest.param('[labels.NAME]\naction = "tag"', "NAME = .*actions are tag, ", id="action is a table"),
        pytest.param('[labels]\nKEY = "private-ip"', "'private-ip' is for IP_ADDRESS, not for KEY", id="misfit"),
    ],
)
def test_a_mistake_in_a_policy_file_is_one_line_with_the_file_and_what_was_expected(
    text: str | bytes, complaint: str, tmp_path: Path
) -> None:
    path = toml(tmp_path, text)

    with pytest.raises(ConfigError, match=complaint) as caught:
        load_policy(path)

    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["teapot", "policy.toml", "no/such/folder/policy.toml", "nul\0.toml"])
def test_a_policy_that_is_neither_preset_nor_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ConfigError, match=r"neither a preset \(tag, mask, .*\) nor a file"):
        load_policy(name)


def test_a_folder_is_no_policy_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=re.escape(str(tmp_path))):
        load_policy(tmp_path)


def test_a_preset_comes_before_a_file_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mask").write_text("[labels]")

    assert load_policy("mask") is PRESETS["mask"]


def test_a_policy_is_given_back_as_it_is() -> None:
    policy = Policy({NAME: Action.KEEP})

    assert load_policy(policy) is policy
