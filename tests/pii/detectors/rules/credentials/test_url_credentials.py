"""What the two halves of a pair in a URL are."""

import pytest

from pii.detectors.rules import RuleDetector

HEX = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("user", "password", "labels"),
    [
        ("jroe7", "Moss!77", ["USERNAME", "PASSWORD"]),
        (HEX, HEX[::-1], ["KEY"]),
        (HEX, "Moss!77", ["USERNAME", "PASSWORD"]),
        ("jroe7", HEX, ["USERNAME", "PASSWORD"]),
    ],
)
def test_of_two_keys_the_second_is_secret_and_all_else_is_a_login(user: str, password: str, labels: list[str]) -> None:
    spans = RuleDetector(["url_credentials"]).detect([f"x://{user}:{password}@roe.org/"])[0]
    assert [str(span.label) for span in spans] == labels
