"""The six labels and their tags: other files, models and data depend on these very values and their order."""

import json
import pickle

import pytest

from pii.labels import OUTSIDE, TAG_IDS, TAGS, Label


def test_there_are_six_labels_in_a_fixed_order() -> None:
    assert [str(label) for label in Label] == ["NAME", "EMAIL", "USERNAME", "IP_ADDRESS", "KEY", "PASSWORD"]


@pytest.mark.parametrize("label", Label)
def test_a_label_is_its_name_as_a_string(label: Label) -> None:
    assert label == label.name == f"{label}"
    assert Label(str(label)) is label
    assert json.loads(json.dumps({label: label})) == {label.name: label.name}
    assert pickle.loads(pickle.dumps(label)) is label


@pytest.mark.parametrize("name", ["", "name", "PERSON", "AMBIGUOUS", "B-NAME", " NAME"])
def test_other_names_are_no_labels(name: str) -> None:
    with pytest.raises(ValueError):
        Label(name)


def test_tags_are_outside_then_begin_and_inside_of_each_label() -> None:
    assert TAGS[0] == OUTSIDE == "O"
    assert TAGS[1:] == tuple(tag for label in Label for tag in (f"B-{label}", f"I-{label}"))
    assert len(set(TAGS)) == len(TAGS) == 2 * len(Label) + 1


def test_tag_ids_are_the_positions_of_the_tags() -> None:
    assert list(TAG_IDS) == list(TAGS)
    assert all(TAGS[index] == tag for tag, index in TAG_IDS.items())
