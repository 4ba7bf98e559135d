import pickle
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pii
from pii import expressions
from pii.expressions import any_case

WORDS = ("key", "knot", "lock", "straße", "пароль", "ßa", "密码", "v(?:er)?", r"b(?<!\w.)y\b")
FAST, SLOW = re.compile(any_case(WORDS)), re.compile("|".join((*WORDS[:-1], r"\bby\b")), re.IGNORECASE)


def test_an_expression_has_the_methods_of_a_compiled_one_before_and_after_its_first_use() -> None:
    expression = expressions.compile(r"(?P<word>\w+)", expressions.IGNORECASE)
    for _ in range(2):
        assert expression.fullmatch("Moss") and not expression.fullmatch("a b")
        assert [match["word"] for match in expression.finditer("a b")] == ["a", "b"]
        assert (expression.sub("x", "a b"), expression.pattern, dict(expression.groupindex)) == (
            "x x",
            r"(?P<word>\w+)",
            {"word": 1},
        )
        assert isinstance(expression, expressions.Expression) and expression.compiled.flags & re.IGNORECASE
        assert pickle.loads(pickle.dumps(expression)).search("a")


def test_a_mistake_is_an_error_at_the_first_use() -> None:
    expression = expressions.compile("(")
    with pytest.raises(re.error):
        expression.match("x")


def test_no_page_compares_the_expression_of_a_match() -> None:
    """It is the compiled one, which is no other's."""
    pages = Path(pii.__path__[0]).rglob("*.py")
    assert [page.name for page in pages if re.search(r"\.re (?:is|==|!=|in) ", page.read_text())] == []


def test_few_expressions_are_compiled_for_a_short_text() -> None:
    code = (
        "import re._compiler as c, re\ncount = [0]\nwork = c.compile\n"
        "def counted(*a, **k):\n    count[0] += 1\n    return work(*a, **k)\n"
        "c.compile = counted\nimport pii\npii.Redactor(['rules']).redact('by Jane Roe <jane@example.org>')\nprint(count[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) < 250


@pytest.mark.parametrize(
    ("text", "found"),
    [("a KEY", "KEY"), ("kNot", "kNot"), ("Straße", "Straße"), ("ПАРОЛЬ", "ПАРОЛЬ"), ("by", "by"), ("hobby", None)],
)
def test_finds_words_in_either_case(text: str, found: str | None) -> None:
    match = FAST.search(text)
    assert (match and match[0]) == found


@given(
    st.lists(
        st.sampled_from(("key", "LOCK", "knO", "T", "by", "By ", " ", "x", "v", "VER", "straSSE", "密码", "паРоль"))
    )
)
def test_finds_what_the_slow_way_finds(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert bool(FAST.search(text)) == bool(SLOW.search(text))


def test_leaps_over_what_no_word_begins_with() -> None:
    text = "- Jane Roe\n" * 2_000
    spent = []
    for regex in (FAST, SLOW):
        start = time.process_time()
        for _ in range(5):
            assert regex.search(text) is None
        spent.append(time.process_time() - start)
    assert 4 * spent[0] < spent[1]


def test_positions_outside_the_text_are_its_ends() -> None:
    ending = expressions.compile(r"\w$")

    assert ending.search("ab cd", -9, 2).span() == ending.search("ab cd", 0, 2).span() == (1, 2)
    assert ending.search("ab cd", 3, 99).span() == (4, 5)
