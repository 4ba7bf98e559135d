"""A bare setting that stands alone in its text."""

import pytest

from pii.detectors.rules import RuleDetector

SETTING = "username = jroe"


@pytest.mark.parametrize("before", [0, 385])
@pytest.mark.parametrize("behind", [0, 385])
def test_is_found_among_a_few_blank_lines(before: int, behind: int) -> None:
    (span,) = RuleDetector(["account_setting"]).detect(["\n" * before + SETTING + "\n" * behind])[0]
    assert (span.start, span.end) == (before + SETTING.index("jroe"), before + len(SETTING))


@pytest.mark.parametrize("text", [SETTING + "\nx", "x\n" + SETTING, "\n" * 400 + SETTING, SETTING + "\n" * 400])
def test_is_not_found_beside_other_text_or_far_from_an_end(text: str) -> None:
    assert RuleDetector(["account_setting"]).detect([text]) == [[]]
