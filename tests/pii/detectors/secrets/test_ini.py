"""Which texts are read as settings, and that the cheap look never refuses one that detect-secrets would read."""

import io

import pytest
from detect_secrets.transformers.config import ConfigFileTransformer, EagerConfigFileTransformer
from detect_secrets.transformers.exceptions import ParsingError
from hypothesis import given
from hypothesis import strategies as st

from pii.detectors.secrets.ini import lines_with_sections, lines_without_section


def parsed(transformer: ConfigFileTransformer | EagerConfigFileTransformer, text: str) -> list[str]:
    try:
        return transformer.parse_file(io.StringIO(text))
    except ParsingError:
        return []


LINES = st.sampled_from(
    ["", "  ", "a = 1", "b: x y", "c=", "[main]", "[", "[]", "[x", "[x] = 1", "; note", "# note", "  more", "  d = 2"]
    + [
        "=",
        ": x",
        "word",
        "a b",
        "\tk = v",
        "%(a)s = 1",
        "e = %(a)s",
        "e2 = 5%",
        "-----",
        "{",
        "\x1ck=v",
        "\xa0word",
        "ü = ß",
    ]
)


@given(st.lists(LINES, max_size=7).map("\n".join))
def test_the_lines_are_those_of_detect_secrets(text: str) -> None:
    assert lines_with_sections(text) == parsed(ConfigFileTransformer(), text)
    assert lines_without_section(text) == parsed(EagerConfigFileTransformer(), text)


def test_values_stand_in_quotes_on_their_lines() -> None:
    assert lines_with_sections("; note\n[main]\nkey = value\n\nother: 'a\"b'\n") == [
        "",
        "",
        'key = "value"',
        "",
        'other = "a\\"b"',
    ]
    assert lines_without_section("KEY=value\n") == ['KEY = "value"']


@pytest.mark.parametrize("text", ["k0 = v\n" + "\n" * 10_000, f"k0 = {'v' * 20_000}\n"], ids=["lines", "length"])
def test_what_would_take_too_long_is_not_read(text: str) -> None:
    assert lines_without_section(text) == []
    assert lines_with_sections(f"[main]\n{text}") == []


@pytest.mark.parametrize("text", ["k0 = v\n" + "\n" * 9_998, f"k0 = {'v' * 19_995}\n"], ids=["lines", "length"])
def test_what_is_just_short_enough_is_read(text: str) -> None:
    assert lines_without_section(text) != []
