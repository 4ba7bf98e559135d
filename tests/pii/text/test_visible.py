import pytest

from pii.text.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("caf\u00e9 \u4e2d", "caf\u00e9 \u4e2d"),
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\nb\tc\x00", r"a\nb\tc\x00"),
        ("a\u202eb\u200b", r"a\u202eb\u200b"),
        ("a\x9b31m", r"a\x9b31m"),
        ("a\udcff", r"a\udcff"),
    ],
)
def test_what_cannot_be_seen_is_escaped(text, shown):
    assert visible(text) == shown
    shown.encode()
