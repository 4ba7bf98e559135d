"""A list of authors that a text cuts off."""

import pytest

from pii.detectors.rules import RuleDetector


@pytest.mark.parametrize(("opening", "found"), [("{", ["Jane Roe"]), ('"', [])])
def test_an_open_brace_holds_authors_and_an_open_quote_may_open_anything(opening: str, found: list[str]) -> None:
    text = f"@book{{x,\n  author = {opening}Jane Roe and Karl Moss"
    spans = RuleDetector(["bibliography"]).propose([text])[0]
    assert [text[span.start : span.end] for span in spans] == found
