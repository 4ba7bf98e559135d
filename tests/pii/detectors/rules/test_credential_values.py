"""What the value of a credential tells by itself."""

import pytest

from pii.detectors.rules import RuleDetector
from pii.detectors.rules.credential_values import looks_generated
from pii.labels import Label
from pii.spans import PROPOSED


@pytest.mark.parametrize(
    ("value", "label", "is_it"),
    [
        ("tin-Drum_908", Label.PASSWORD, True),
        ("Swordfish77", Label.PASSWORD, True),
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
