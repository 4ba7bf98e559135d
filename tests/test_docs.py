"""The documentation is true: examples run and give what they say, and every command is written about."""

import ast
import doctest
import importlib
import importlib.util
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import pii

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PROGRAMS = {
    "pii": "pii",
    "annotation": "python -m annotation",
    "models": "python -m models",
    "benchmarks": "python -m benchmarks",
}
"""What a user types to run the commands of each room."""

needs_readme = pytest.mark.skipif(not README.exists(), reason="there is no README.md")


# ---------------------------------------------------------------------------------------------------- examples in Markdown


def blocks(markdown: str, *languages: str) -> list[tuple[int, str]]:
    """The fenced blocks of these languages, each with the number of its first line."""
    fence = re.compile(r"^( *)(`{3,}|~{3,})[ \t]*([\w+-]*)[^\n]*\n(.*?)^\1\2[ \t]*$", re.M | re.S)
    return [
        (markdown.count("\n", 0, match.start(4)) + 1, re.sub(f"(?m)^{match[1]}", "", match[4]))
        for match in fence.finditer(markdown)
        if match[3] in languages
    ]


def run_session(source: str, names: dict[str, Any], where: str, line: int) -> None:
    """Runs `>>>` examples; they share `names` with the blocks before."""
    test = doctest.DocTestParser().get_doctest(source, names, where, where, line - 1)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    told: list[str] = []
    runner.run(test, out=told.append, clear_globs=False)
    names |= test.globs
    assert runner.failures == 0, "".join(told)


def run_script(source: str, names: dict[str, Any], where: str, line: int) -> None:
    """Runs a script; where a line ends in a comment that is a Python literal, its value is checked against it."""
    tree = ast.parse("\n" * (line - 1) + source, where)
    lines = source.splitlines()
    for node in tree.body:
        if not isinstance(node, ast.Expr):
            exec(compile(ast.Module([node], []), where, "exec"), names)
            continue
        value = eval(compile(ast.Expression(node.value), where, "eval"), names)
        comment = lines[(node.end_lineno or 0) - line][node.end_col_offset or 0 :].strip()
        if comment.startswith("#") and (said := literal(comment.removeprefix("#").strip())):
            assert value == said[0], f"{where}:{node.lineno} says {said[0]!r} and gives {value!r}"


def literal(text: str) -> tuple[object] | None:
    try:
        return (ast.literal_eval(text),)
    except (SyntaxError, ValueError):
        return None


def run_examples(markdown: str, where: str) -> int:
    """Runs all examples of a page in their order, as a reader would in one session, and counts them."""
    names: dict[str, Any] = {"__name__": "__main__"}
    found = blocks(markdown, "python", "py", "pycon")
    for line, source in found:
        run = run_session if re.search(r"^>>> ", source, re.M) else run_script
        run(source, names, where, line)
    return len(found)


@needs_readme
def test_every_example_of_the_readme_runs_and_gives_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run_examples(README.read_text(encoding="utf-8"), "README.md") > 0


@needs_readme
def test_no_session_of_the_readme_stands_outside_a_python_block() -> None:
    markdown = README.read_text(encoding="utf-8")

    inside = sum(source.count(">>> ") for _, source in blocks(markdown, "python", "py", "pycon"))

    assert len(re.findall(r"^ *>>> ", markdown, re.M)) == inside


@pytest.mark.parametrize(
    "wrong",
    [
        "```python\n1 / 0\n```\n",
        "```python\n1 + 1  # 3\n```\n",
        "```python\n>>> 1 + 1\n3\n```\n",
        "```python\nx = 1\n```\n\n```pycon\n>>> x\n2\n```\n",
        "- in a list:\n\n  ```python\n  1 + 1  # 3\n  ```\n",
        "```python title=example\nfrom pii import teapot\n```\n",
    ],
)
def test_a_wrong_example_is_noticed(wrong: str) -> None:
    with pytest.raises((AssertionError, ZeroDivisionError, ImportError)):
        run_examples(wrong, "wrong.md")


def test_right_examples_run_as_one_session() -> None:
    page = (
        "```python\nx = 1\nx + 1  # 2\nx + 2  # any remark\n```\n```console\n$ 1 / 0\n```\n"
        "```pycon\n>>> y = x + 2\n>>> y\n3\n```\n```python\ny  # 3\n```\n"
    )

    assert run_examples(page, "right.md") == 3


# --------------------------------------------------------------------------------------------------- examples in docstrings


def modules() -> Iterator[str]:
    yield "pii"
    for module in pkgutil.walk_packages(pii.__path__, "pii."):
        if not module.name.endswith("__main__"):
            yield module.name


@pytest.mark.parametrize("name", list(modules()))
def test_examples_in_docstrings_give_what_they_say(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        # An adapter imports its library, which need not be there.
        if not name.startswith("pii.integrations.") or (error.name or "").startswith("pii"):
            raise
        pytest.skip(str(error))
    monkeypatch.chdir(tmp_path)

    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).failed == 0


def test_the_main_entry_points_have_examples() -> None:
    finder = doctest.DocTestFinder()

    shown = [
        test.name for item in (pii.redact, pii.detect, pii.Redactor) for test in finder.find(item) if test.examples
    ]

    assert {"redact", "detect", "Redactor"} <= set(shown)


# ---------------------------------------------------------------------------------------------------------------- commands


def application(room: str) -> typer.Typer | None:
    for place in ("cli", "__main__"):
        if importlib.util.find_spec(f"{room}.{place}") is not None:
            app = getattr(importlib.import_module(f"{room}.{place}"), "app", None)
            if isinstance(app, typer.Typer):
                return app
    return None


def commands(room: str) -> list[tuple[str, str]]:
    """Every command of a room as a user types it, with its help."""
    app = application(room)
    found: list[tuple[str, str]] = []

    def walk(command: Any, typed: str) -> None:
        children = getattr(command, "commands", None)
        if not children:
            found.append((typed, command.help or ""))
            return
        for name, child in children.items():
            if not child.hidden:
                walk(child, f"{typed} {name}")

    if app is not None:
        walk(typer.main.get_command(app), PROGRAMS[room])
    return found


def pages() -> str:
    paths = [README, *sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*/README.md"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.exists())


@needs_readme
@pytest.mark.parametrize("room", PROGRAMS)
def test_every_command_is_written_about(room: str) -> None:
    written = re.sub(r"\s+", " ", pages())

    missing = [typed for typed, _ in commands(room) if not re.search(rf"{re.escape(typed)}(?![\w-])", written)]

    assert missing == []


@pytest.mark.parametrize("room", PROGRAMS)
def test_every_command_has_help(room: str) -> None:
    assert [typed for typed, text in commands(room) if len(text.strip()) < 10] == []


@pytest.mark.parametrize("room", PROGRAMS)
def test_a_room_that_can_be_run_has_commands(room: str) -> None:
    if not (ROOT / room / "__main__.py").exists():
        pytest.skip(f"{room}/__main__.py does not exist")

    assert len(commands(room)) > 0
