"""The pages of docs/ and the README are walked as a reader would: files are written, commands run, what they say is compared.

A page is walked from top to bottom in an empty folder. A block with a `title` is a file and is written; `console` blocks hold
commands after `$` and below each what it prints (`…` alone in a line stands for anything); `sh` blocks hold commands alone;
`python` blocks are one session, as in the README. A block that cannot run here stands below `<!-- not run: why -->`: its commands
are read by the real command lines, so that an option that does not exist is noticed there too.
"""

import ast
import importlib
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from pii import Action
from pii.decoys import DECOYS, Standing
from pii.labels import Label
from pii.policies import PRESETS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "SECURITY.md"]
APPLICATIONS = {
    "pii": "pii.cli",
    "python -m annotation": "annotation.cli",
    "python -m models": "models.__main__",
    "python -m benchmarks": "benchmarks.cli",
}
_FENCE = re.compile(
    r"(?:^ *<!-- not run: (?P<why>[^\n]+?) -->\n\n?)?"
    r"^(?P<indent> *)```(?P<language>\w*)(?P<options>[^\n]*)\n(?P<body>.*?)^(?P=indent)```[ \t]*$",
    re.M | re.S,
)


@dataclass(frozen=True)
class Fenced:
    """A fenced block."""

    line: int
    language: str
    title: str
    body: str
    why: str | None
    """Why it is not run, if it is not."""


def blocks(path: Path) -> Iterator[Fenced]:
    text = path.read_text(encoding="utf-8")
    for match in _FENCE.finditer(text):
        title = re.search(r'title="([^"]+)"', match["options"])
        body = re.sub(rf"(?m)^{match['indent']}", "", match["body"])
        yield Fenced(
            text.count("\n", 0, match.start("language")) + 1,
            match["language"],
            title[1] if title else "",
            body,
            match["why"],
        )


def steps(body: str) -> list[tuple[str, str]]:
    """Commands of a `console` block, each with what it prints."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"(?m)^\$ ", body)[1:]:
        lines = part.split("\n")
        last = 0
        while lines[last].endswith("\\"):
            last += 1
        found.append(("\n".join(lines[: last + 1]), "\n".join(lines[last + 1 :]).strip()))
    return found


def commands(block: Fenced) -> list[str]:
    """The command lines of a block, without remarks."""
    if block.language == "console":
        return [command for command, _ in steps(block.body)]
    joined = block.body.replace("\\\n", " ")
    return [line for line in joined.split("\n") if line.strip() and not line.strip().startswith("#")]


# ------------------------------------------------------------------------------------------------------------------ running


@pytest.fixture
def reader(tmp_path: Path) -> dict[str, str]:
    """An environment in which `pii` and `python` are this checkout's."""
    folder = tmp_path / "commands"
    folder.mkdir()
    for name, arguments in (("pii", "-m pii"), ("python", ""), ("python3", "")):
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
        (folder / name).chmod(0o755)
    settings = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    return {**os.environ, **settings, "NO_COLOR": "1"}


def run(command: str, folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=240,
        check=False,
    )
    return done.returncode, done.stdout


def pattern(expected: str) -> str:
    """What a command may print: the lines given, `…` for anything, blanks at the ends of lines aside."""
    lines = [line.rstrip() for line in expected.split("\n")]
    parts = ["(?:.*\\n)*?" if line.strip() == "…" else re.escape(line).replace("…", ".*") + " *\\n" for line in lines]
    return "".join(parts)


def walk_console(block: Fenced, folder: Path, environment: dict[str, str], where: str) -> None:
    for command, expected in steps(block.body):
        status, printed = run(command, folder, environment)
        told = f"{where}:{block.line}: $ {command}\n{printed}"
        # 1: done, and there is something to look at; 2 where an error is what is shown.
        assert status in ((2,) if ": error: " in expected else (0, 1)), told
        if expected:
            assert re.fullmatch(pattern(expected), printed.rstrip() + "\n"), f"{told}\nexpected:\n{expected}"


def run_python(body: str, names: dict[str, Any], where: str, line: int) -> None:
    """Runs a script; where an expression's line ends in a comment that is a literal, that is its value."""
    lines = body.splitlines()
    for node in ast.parse(body, where).body:
        if not isinstance(node, ast.Expr):
            exec(compile(ast.Module([node], []), where, "exec"), names)
            continue
        value = eval(compile(ast.Expression(node.value), where, "eval"), names)
        comment = lines[(node.end_lineno or 1) - 1][node.end_col_offset or 0 :].strip()
        try:
            said = ast.literal_eval(comment.removeprefix("#").strip()) if comment.startswith("#") else value
        except (SyntaxError, ValueError):
            continue
        assert value == said, f"{where}:{line}: says {said!r} and gives {value!r}"


def check_data(block: Fenced, where: str) -> None:
    """Data that is shown can be read."""
    if block.language == "toml":
        tomllib.loads(block.body)
    elif block.language in ("yaml", "yml"):
        yaml.safe_load(block.body)
    elif block.language == "json":
        json.loads(block.body)
    elif block.language not in ("text", "xml", "html"):
        pytest.fail(f"{where}:{block.line}: a block of {block.language or 'nothing'} is checked by nobody")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_can_be_walked(
    page: Path, tmp_path: Path, reader: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reader"
    folder.mkdir()
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {"__name__": "__main__"}
    where = page.name
    for block in blocks(page):
        if block.why is not None:
            continue
        if block.title:
            (folder / block.title).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.title).write_text(block.body, encoding="utf-8")
        elif block.language == "python":
            run_python(block.body, names, where, block.line)
        elif block.language == "console":
            walk_console(block, folder, reader, where)
        elif block.language == "sh":
            status, printed = run(f"set -e\n{block.body}", folder, reader)
            assert status == 0, f"{where}:{block.line}:\n{printed}"
        else:
            check_data(block, where)


# ------------------------------------------------------------------------------------------------------------------ reading


def parts_of(line: str) -> Iterator[list[str]]:
    """The commands of a line, each as words, without redirections and variables set before it."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>()")
    lexer.whitespace_split = True
    lexer.commenters = "#"
    words: list[str] = []
    for word in [*lexer, ";"]:
        if word and set(word) <= set("|&;()"):
            if words:
                yield words
            words = []
        elif word and set(word) <= set("<>"):
            words.append("<>")
        elif words[-1:] == ["<>"]:
            words.pop()
        elif words or "=" not in word:
            words.append(word)


def read_by_the_command_line(words: list[str]) -> str | None:
    """What the real command line has to say against these words."""
    for program, module in APPLICATIONS.items():
        head = program.split()
        if words[: len(head)] == head:
            command: Any = typer.main.get_command(importlib.import_module(module).app)
            rest, name = words[len(head) :], program
            while getattr(command, "commands", None):
                if not rest or rest[0] not in command.commands:
                    return None if not rest or rest[0].startswith("-") else f"no command {rest[0]!r}"
                command, name, rest = command.commands[rest[0]], f"{name} {rest[0]}", rest[1:]
            try:
                command.make_context(name, rest)
            except Exception as error:
                told = getattr(error, "format_message", None)
                return told() if told else f"{type(error).__name__}: {error}"
    return None


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_that_are_not_run_are_commands_all_the_same(page: Path, tmp_path: Path) -> None:
    wrong: list[str] = []
    for block in blocks(page):
        if block.why is not None and block.language in ("console", "sh"):
            for line in commands(block):
                wrong += [
                    f"{page.name}:{block.line}: {' '.join(words)}: {told}"
                    for words in parts_of(line)
                    if (told := read_by_the_command_line(words)) and "does not exist" not in told
                ]

    assert wrong == []


def test_python_that_is_not_run_imports_what_is_there() -> None:
    """As far as can be told without the libraries that it needs."""
    for page in PAGES:
        for block in blocks(page):
            if block.why is None or block.language != "python":
                continue
            for node in ast.walk(ast.parse(block.body, page.name)):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pii."):
                    source = Path(ROOT, *(node.module or "").split(".")).with_suffix(".py").read_text()
                    missing = {alias.name for alias in node.names} - {
                        each.name for each in ast.parse(source).body if isinstance(each, ast.ClassDef | ast.FunctionDef)
                    }
                    assert not missing, f"{page.name}:{block.line}"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("pii redact a -o b --workers 8  # remark", False),
        ("pii redact a -o b --no-such-option", True),
        ("pii redcat a", True),
        ("cat a | pii redact - > b", False),
        ("cat a | pii redact - --worker 3 > b", True),
        ("PII_KEY=x pii redact a -o b --rank 2 && pii plan --bytes 1TB", False),
        ("python -m annotation import jsonl a.jsonl -o votes.parquet", False),
        ("python -m annotation import jsnol a.jsonl", True),
        ("python -m models train recipe.toml", True),
        ("make test", False),
    ],
)
def test_a_wrong_command_is_noticed(line: str, wrong: bool) -> None:
    assert any(read_by_the_command_line(words) for words in parts_of(line)) is wrong


@pytest.mark.parametrize("body", ["$ echo a\nb\n", "$ exit 2\n", "$ echo a; echo b\na\n"])
def test_wrong_output_is_noticed(body: str, tmp_path: Path, reader: dict[str, str]) -> None:
    with pytest.raises(AssertionError):
        walk_console(Fenced(1, "console", "", body, None), tmp_path, reader, "page")


def test_right_output_is_taken(tmp_path: Path, reader: dict[str, str]) -> None:
    body = "$ echo a; echo b; echo c\na\n…\nc\n$ echo x \\\n    y\nx y\n$ python -c 'print(1)'\n1\n$ exit 1\n"

    walk_console(Fenced(1, "console", "", body, None), tmp_path, reader, "page")


# ----------------------------------------------------------------------------------------------------------------- complete


def test_policies_name_every_action_and_preset() -> None:
    page = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")

    assert [name for name in (*Action, *PRESETS) if f"`{name}`" not in page] == []


def test_policies_give_the_table_of_decoys() -> None:
    page = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
    becomes = {
        Standing.VETOED: "dropped",
        Standing.NOBODYS: "reported, not replaced",
        Standing.CHOICE: "replaced, unless a policy names it",
    }
    rows = list[str]()
    for name, decoy in DECOYS.items():
        labels = ", ".join(label for label in Label if label in decoy.labels)
        rows.append(f"| `{name}` | {labels} | {decoy.reason} | {becomes[decoy.standing]} |")

    assert "\n".join(rows) in page


def test_every_page_is_in_the_navigation() -> None:
    listed = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")

    assert [page.name for page in PAGES if page.is_relative_to(ROOT / "docs") and page.name not in listed] == []


# --------------------------------------------------------------------------------------------------------------------- links


def targets(path: Path) -> Iterator[str]:
    text = _FENCE.sub("", path.read_text(encoding="utf-8"))
    yield from re.findall(r"\]\(([^)\s]+)\)", text)


def anchors(path: Path) -> set[str]:
    heads = re.findall(r"(?m)^#+ (.+)$", _FENCE.sub("", path.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    broken: list[str] = []
    for target in targets(page):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(target)

    assert broken == []
