import pytest

from pii.text.identifiers import words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dbPassword_2", ["db", "password", "2"]),
        ("DEVICE_PASSCODE", ["device", "passcode"]),
        ("DevicePasscode", ["device", "passcode"]),
        ("spring.datasource.password", ["spring", "datasource", "password"]),
        ("HTTPProxyKey", ["http", "proxy", "key"]),
        ("--db-password", ["db", "password"]),
        ("$_", []),
    ],
)
def test_identifiers_are_cut_into_words(name: str, expected: list[str]) -> None:
    assert words(name) == expected
