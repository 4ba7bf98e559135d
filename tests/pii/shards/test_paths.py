import pytest

from pii.errors import ConfigError
from pii.shards.paths import FieldPath, Wildcard, parse_fields


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("content", ["content"]),
        ("the text-1", ["the text-1"]),
        ("messages[*].content", ["messages", Wildcard.EACH, "content"]),
        ("a[*][*]", ["a", Wildcard.EACH, Wildcard.EACH]),
        ("meta.**", ["meta", Wildcard.DEEP]),
        ("**", [Wildcard.DEEP]),
        ("a['b.c'].d", ["a", "b.c", "d"]),
        ('["x[0]"]', ["x[0]"]),
    ],
)
def test_paths_are_read_step_by_step(text, steps):
    assert parse_fields((text,)) == (FieldPath(tuple(steps)),)


@pytest.mark.parametrize(
    "text", ["", ".a", "a.", "a..b", "[*].a", "a[0]", "a[", "**.a", "a.**.b", "a[*]b", "@nope", "a'b"]
)
def test_what_is_no_path_is_an_error(text):
    with pytest.raises(ConfigError):
        parse_fields((text,))


def test_no_path_at_all_is_an_error():
    with pytest.raises(ConfigError, match="--text-field"):
        parse_fields(())


@pytest.mark.parametrize(
    ("key", "value", "spared"),
    [
        ("id", "call_9f8Kd02", True),
        ("tool_call_id", "call_9f8Kd02", True),
        ("sessionId", "0b0c-11", True),
        ("commit", "9f8a7d", True),
        ("id", "jane@roe.org", False),
        ("user_id", "jroe", False),
        ("content", "9f8a7d", False),
        ("note_id", "ask Jane Roe", False),
    ],
)
def test_the_preset_for_traces_spares_identifiers(key, value, spared):
    assert parse_fields(("@traces",))[0].spares(key, value) is spared
