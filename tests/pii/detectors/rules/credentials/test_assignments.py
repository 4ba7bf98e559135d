"""How languages, configuration files and command lines give a value to a name."""

import pytest

from pii.detectors.rules.credentials.assignments import Form, among_settings, read_assignment


@pytest.mark.parametrize(
    ("text", "form", "name", "value"),
    [
        ("pw = 'x1'", Form.QUOTED, "pw", "x1"),
        ('"pw": "x1"', Form.QUOTED, "pw", "x1"),
        ("db.pw=x1", Form.BARE, "db.pw", "x1"),
        ("my-pw: x1", Form.BARE, "my-pw", "x1"),
        ('pw("x1")', Form.ARGUMENT, "pw", "x1"),
        ('put("pw", "x1")', Form.PAIR, "pw", "x1"),
        ('x["my-pw", "x1"]', Form.PAIR, "my-pw", "x1"),
        ('name="pw" value="x1"', Form.PAIR, "pw", "x1"),
        ("<pw>x1</pw>", Form.ELEMENT, "pw", "x1"),
        ("run --pw x1", Form.OPTION, "--pw", "x1"),
        ("run --pw=x1", Form.OPTION, "--pw", "x1"),
        ("run --pw 'x1'", Form.OPTION, "--pw", "x1"),
        ('#define pw "x1"', Form.SPACED, "pw", "x1"),
        ("ENV pw x1", Form.SPACED, "pw", "x1"),
        ('{:user "a" :pw "x1"}', Form.PAIR, "pw", "x1"),
        ('{:my.app/user "a" :my.app/pw "x1"}', Form.PAIR, "pw", "x1"),
        ('{my.app/pw "x1"}', Form.PAIR, "pw", "x1"),
        ('(setq-default my-pw "x1")', Form.SPACED, "my-pw", "x1"),
        ('set :pw, "x1"', Form.PAIR, "pw", "x1"),
        ("${pw:-x1}", Form.QUOTED, "pw", "x1"),
        ("a: ${b}\npw: ${PW:-x1}", Form.QUOTED, "pw", "x1"),
        ("pw = {{ a | default('x1') }}", Form.QUOTED, "pw", "x1"),
        ('(a, pw="x1")', Form.QUOTED, "pw", "x1"),
        ("pw = 'x1' if a", Form.QUOTED, "pw", "x1"),
        ("x" * 49 + "pw = 'x1'", Form.QUOTED, "x" * 48 + "pw", "x1"),
        ('pw = String("x1", y)', Form.QUOTED, "pw", "x1"),
        ('pw = String("pw")', Form.QUOTED, "pw", "pw"),
        ('pw = String("pw"', Form.QUOTED, "pw", "pw"),
        ("pw=" + "x" * 512, Form.BARE, "pw", "x" * 512),
    ],
)
def test_a_value_is_read_with_the_form_in_which_it_is_given(text: str, form: Form, name: str, value: str) -> None:
    start = text.index("pw")
    found = read_assignment(text, start, start + 2)
    assert found is not None
    assert (found.form, found.name, text[found.start : found.end]) == (form, name, value)


@pytest.mark.parametrize(
    "text",
    [
        "pw",
        "pw;",
        "pw()",
        "f(pw, other)",
        "pw goes on with words",
        "pw = ''",
        "pw=`get pw`",
        "run --pw --other",
        "run -pw(x1)",
        'f(pw, "--other")',
        'x "pw" "x1"',
        "pw=" + "x" * 513,
        'list :pw, "x1"',
        'pw = flag.String("pw", "x1")',
        'f(--pw, "x1")',
        'x pw value="x1"',
        "run --pw  x1",
        'put(a, "pw", "x1")',
        'put("pw", "x1", y)',
        'safe_equal("pw", "x1")',
        '(f my-pw "x1")',
        "$user:$pw:x1",
        "$user:$pw:",
        "etc/pw 'x1'",
    ],
)
def test_a_name_that_nothing_is_given_to_is_no_assignment(text: str) -> None:
    start = text.index("pw")
    assert read_assignment(text, start, start + 2) is None


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("a = 1\npw x\nb = 2\n", True),
        ("[a]\npw x\nb: 2\n", True),
        ("# a\npw x\n", True),
        ("pw x\n", False),
        ("\npw x\n\n", False),
        ("a = 1\npw x\nsome words\n", False),
        ("a = 1\nb = 2\npw x\nsome words\n", True),
        ("a = 1\nb = 2\npw x\nsome words\nmore words\n", False),
        ("a = 1;\npw x\nb = 2\n", False),
        ("a = f(\npw x\nb = 2\n", False),
        ("some words\na = 1\nb = 2\npw x\nc = 3\nd = 4\nsome words\n", True),
        ("-- a\npw x\nb = 2\n", True),
    ],
)
def test_settings_stand_among_settings(text: str, settings: bool) -> None:
    start = text.index("pw")
    assert among_settings(text, start, start + 4) is settings
