import pytest

from pii.labels import Label
from pii.network.pairs import paired
from pii.spans import Span


def _span(text: str, value: str, label: Label, score: float) -> Span:
    start = text.index(value)
    return Span(start, start + len(value), label, score, "encoder")


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("user jroe, password larkmist", True),
        ("larkmist is what jroe types", True),
        ("user jroe\n  password larkmist", True),
        ("user jroe\n\npassword larkmist", False),
        (f"user jroe{' ' * 91}password larkmist", True),
        (f"user jroe{' ' * 92}password larkmist", False),
        ("user jroe", False),
    ],
)
@pytest.mark.parametrize("by_others", [True, False])
def test_an_account_that_is_not_sure_needs_a_password_beside_it(text: str, stands: bool, by_others: bool) -> None:
    account = _span(text, "jroe", Label.USERNAME, 0.9)
    passwords = [_span(text, "larkmist", Label.PASSWORD, 1.0)] if "larkmist" in text else []
    found = [account] if by_others else [account, *passwords]

    left = paired(text, found, passwords if by_others else [], 0.95)

    assert (account in left) == stands
    assert [span for span in left if span != account] == found[1:]


def test_an_account_that_is_sure_and_other_labels_stand_alone() -> None:
    text = "by jroe and Jane"
    found = [_span(text, "jroe", Label.USERNAME, 0.95), _span(text, "Jane", Label.NAME, 0.5)]

    assert paired(text, found, [], 0.95) == found
