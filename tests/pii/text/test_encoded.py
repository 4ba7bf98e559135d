"""Encoded data: what is a line of it, and what lies amid it."""

import pytest

from pii.text.encoded import is_amid_data, is_encoded_line, is_plain_text

LINE = "q8Yt0vYlE0n3yU4oR1bTzPjK7mW2sXcVd9Lf5Hg6JkQaZwTn1Rb4"


@pytest.mark.parametrize("line", [LINE, f"  {LINE}==", f'"{LINE}\\n" +', f"+{LINE}", f"# {LINE}"])
def test_lines_of_base64_are_encoded(line: str) -> None:
    assert is_encoded_line(line)


@pytest.mark.parametrize("line", ["", LINE[:47], f"key = {LINE}", f"{LINE} {LINE}", f"{LINE[:30]}.{LINE}"])
def test_others_are_not(line: str) -> None:
    assert not is_encoded_line(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LINE}\nab«{LINE}»cd\n", True),
        (f"ab«{LINE}»cd\n{LINE}\n", True),
        (f"ab«{LINE}»cd\nnext\n", False),
        (f"key = «{LINE}»\n{LINE}\n", False),
        (f"data:image/png;base64,«{LINE * 4}»\n", True),
        (f"x = «{LINE * 3}»\n", False),
        (f"x = «{'(a) ' * 60}»\n", False),
    ],
)
def test_a_part_of_a_block_or_of_a_long_run_lies_amid_data(text: str, expected: bool) -> None:
    start = text.index("«")
    end = text.index("»") - 1
    assert is_amid_data(text.replace("«", "").replace("»", ""), start, end) is expected


def test_claims_are_told_from_plain_text() -> None:
    assert is_plain_text("SXQgaXMgYSBwbGFpbiB0ZXh0IG9mIGEgbWFudWFs")
    assert not is_plain_text("eyJzdWIiOiAianJvZSJ9") and not is_plain_text("ICB7InN1YiI6ICJ4In0")
    assert not is_plain_text("q1YqLk1SslIyNDI2VdJRyiwoBgA")
