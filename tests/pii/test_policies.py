"""Policies: what each action puts in the place of a value, and every way to get a policy wrong."""

import json
import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.decoys import DECOYS, NOBODYS, NOT_PERSONAL
from pii.errors import ConfigError
from pii.labels import Label
from pii.policies import PRESETS, Action, Policy, load_policy
from pii.terms import Terms

NAME, EMAIL, USERNAME, IP, KEY, PASSWORD = Label

TAGGED = Policy().actions
VALUES = st.text(st.characters(), min_size=1, max_size=40)
V4 = st.ip_addresses(v=4).map(str)
V6 = st.ip_addresses(v=6).map(str)


# ---------------------------------------------------------------------------------------------------- policies from Python


def test_what_is_not_said_is_tagged() -> None:
    policy = Policy({NAME: Action.KEEP})

    assert [policy.action(label) for label in Label] == [Action.KEEP, *[Action.TAG] * 5]
    assert policy.action("PHONE") is Action.TAG
    assert policy.decoys == (*NOBODYS, *NOT_PERSONAL)


def test_labels_and_actions_may_be_given_by_name() -> None:
    assert Policy({"NAME": "hash"}) == Policy({NAME: Action.HASH})  # type: ignore[dict-item]
    assert Policy({"NAME": "hash"}).actions[NAME] is Action.HASH  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "actions",
    [{"name": "tag"}, {"NAME": "hsah"}, {"NAME": None}, {"NAME": ["tag"]}, {"1": "tag"}, {"E-MAIL": "tag"}],
)
def test_what_cannot_be_a_label_or_is_no_action_is_refused_at_once(actions: dict[str, Action]) -> None:
    with pytest.raises(ConfigError, match="expected capital letters|actions are tag, "):
        Policy(actions)


def upside_down(value: str) -> str:
    return value[::-1]


def test_a_function_is_an_action() -> None:
    policy = Policy({NAME: upside_down, "PHONE": len}, default=upside_down)

    assert policy.action(NAME) is policy.action(KEY) is upside_down
    assert policy.describe()["actions"] == {"NAME": f"{__name__}.upside_down", "PHONE": "builtins.len"}
    assert policy.describe()["default"] == f"{__name__}.upside_down"
    assert pickle.loads(pickle.dumps(policy)) == policy


def test_a_private_address_is_no_action_for_everything() -> None:
    with pytest.raises(ConfigError, match="for IP_ADDRESS, not for every label"):
        Policy(default="private-ip")  # type: ignore[arg-type]


@pytest.mark.parametrize("threshold", [-0.1, 1.1, "0.5", True, None])
def test_a_threshold_is_a_number_from_0_to_1(threshold: object) -> None:
    with pytest.raises(ConfigError, match="threshold of NAME is .*; expected a number from 0 to 1"):
        Policy(thresholds={"NAME": threshold})  # type: ignore[dict-item]


@pytest.mark.parametrize("action", [Action.PRIVATE_IP, "private-ip"])
@pytest.mark.parametrize("label", [label for label in Label if label is not IP])
def test_only_an_address_is_replaced_by_an_address(label: Label, action: Action) -> None:
    with pytest.raises(ConfigError, match=f"'private-ip' is for IP_ADDRESS, not for {label}"):
        Policy({label: action})


def test_decoys_are_checked_and_brought_into_a_fixed_order() -> None:
    assert Policy(decoys=("uuid", "loopback")).decoys == ("loopback", "uuid")
    with pytest.raises(ConfigError, match="teapot"):
        Policy(decoys=("teapot",))


@given(
    st.dictionaries(
        st.sampled_from([*Label, "PHONE"]), st.sampled_from([a for a in Action if a is not Action.PRIVATE_IP])
    )
)
def test_a_policy_describes_itself_completely_in_json(actions: dict[Label, Action]) -> None:
    policy = Policy(actions)

    told = json.loads(json.dumps(policy.describe()))

    assert Policy(told["actions"], tuple(told["decoys"]), told["default"]) == policy
    assert pickle.loads(pickle.dumps(policy)) == policy


def test_the_description_does_not_depend_on_the_order_given() -> None:
    one = Policy({NAME: Action.HASH, KEY: Action.MASK})
    other = Policy({KEY: Action.MASK, NAME: Action.HASH})

    assert json.dumps(one.describe()) == json.dumps(other.describe())


# ------------------------------------------------------------------------------------------------------------------ presets


@pytest.mark.parametrize("name", ["tag", "number", "mask", "hash", "remove", "keep", "starcoder"])
def test_presets_have_names(name: str) -> None:
    assert load_policy(name) is PRESETS[name]


@pytest.mark.parametrize("name", ["mask", "hash", "remove", "keep"])
def test_a_preset_does_to_every_label_what_its_name_says(name: str) -> None:
    assert {PRESETS[name].action(label) for label in (*Label, "PHONE")} == {Action(name)}
    assert PRESETS[name].decoys == (*NOBODYS, *NOT_PERSONAL)


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
        ('base = "remove"\n[labels]\nKEY = "tag"', Policy({KEY: Action.TAG}, default=Action.REMOVE)),
        ('default = "mask"\n[labels]\nPHONE = "hash"', Policy({**TAGGED, "PHONE": Action.HASH}, default=Action.MASK)),
        ('only = ["NAME", "PHONE"]', Policy(only=("NAME", "PHONE"))),
        ("[thresholds]\nNAME = 0.8\nKEY = 1", Policy(thresholds={"NAME": 0.8, "KEY": 1.0})),
        ("[allow]\nvalues = [\"a b\"]\npatterns = ['\\d+']", Policy(allow=Terms(("a b",), (r"\d+",)))),
        ('[deny.NAME]\nvalues = ["Falcon"]', Policy(deny={"NAME": Terms(("Falcon",))})),
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
    (tmp_path / "allowed.txt").write_text("# people who agreed\n\nGrace Hopper\n")

    policy = Policy.from_toml(toml(tmp_path, "\n".join(example)))

    assert (policy.actions[NAME], policy.actions[IP]) == (Action.HASH, Action.KEEP)
    assert policy.decoys == ("private-ip", "placeholder")
    assert policy.only == (NAME, EMAIL)
    assert policy.thresholds == {NAME: 0.8}
    assert policy.allow.match("Ada Lovelace")
    assert policy.allow.match("jane@acme.example")
    assert policy.allow.match("Grace Hopper")
    assert list(policy.deny[NAME].find("on Project Falcon")) == [(3, 17)]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("base = tag", "Invalid value", id="not TOML"),
        pytest.param(b'base = "\xff"', "utf-8", id="not UTF-8"),
        pytest.param('NAME = "hash"', "unknown key NAME; expected base, default, decoys", id="label outside its table"),
        pytest.param('lables = 1\nx = 2\nbase = "tag"', "unknown key lables, x;", id="unknown keys"),
        pytest.param('base = "teapot"', "'teapot' is no preset; there are: tag, number, mask", id="unknown base"),
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
        pytest.param('[labels]\nname = "hash"', "label 'name': expected capital letters", id="label in small letters"),
        pytest.param('default = "hsah"', "default = 'hsah'; actions are tag", id="unknown default"),
        pytest.param('only = "NAME"', "only.*list of names", id="only is a string"),
        pytest.param("thresholds = 3", "thresholds is 3; expected a table", id="thresholds is a number"),
        pytest.param("[thresholds]\nNAME = 2", "threshold of NAME is 2; expected a number", id="threshold too large"),
        pytest.param("allow = 3", "allow is 3; expected a table", id="allow is a number"),
        pytest.param("[allow]\nvalue = []", "allow: unknown key value; expected values, pat", id="unknown list"),
        pytest.param('[allow]\npatterns = ["("]', "pattern 1 of a list is no regular expression", id="broken pattern"),
        pytest.param('[allow]\npatterns = ["a*"]', "matches the empty string", id="empty pattern"),
        pytest.param('[allow]\npatterns = ["(a+)+b"]', "can take exponential time", id="slow pattern"),
        pytest.param('[allow]\nfiles = ["none.txt"]', "list .*none.txt: .*No such file", id="no list"),
        pytest.param('[deny]\nvalues = ["x"]', "values is .*expected a table", id="deny without a label"),
        pytest.param('[deny.name]\nvalues = ["x"]', "label 'name': expected capital letters", id="deny of no label"),
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

    with pytest.raises(ConfigError, match=r"neither a preset \(tag, number, mask, .*\) nor a file"):
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
