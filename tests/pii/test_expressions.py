import pickle
import re
import subprocess
import sys

import pytest

from pii import expressions


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


def test_few_expressions_are_compiled_for_a_short_text() -> None:
    code = (
        "import re._compiler as c, re\ncount = [0]\nwork = c.compile\n"
        "def counted(*a, **k):\n    count[0] += 1\n    return work(*a, **k)\n"
        "c.compile = counted\nimport pii\npii.Redactor(['rules']).redact('by Jane Roe <jane@example.org>')\nprint(count[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) < 250
