"""Public things say what they are."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LEAST = 0.95


def _public(node: ast.AST, name: str) -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    """The public functions, classes and methods below a node; `typing.overload` repeats one that has its docstring."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.ClassDef) or child.name.startswith("_"):
            continue
        if any(isinstance(one, ast.Name) and one.id == "overload" for one in child.decorator_list):
            continue
        yield f"{name}:{child.name}", child
        if isinstance(child, ast.ClassDef):
            yield from _public(child, f"{name}:{child.name}")


@pytest.mark.parametrize("room", ["pii", "annotation", "models", "benchmarks"])
def test_public_things_have_docstrings(room: str) -> None:
    paths = sorted((ROOT / room).rglob("*.py"))
    found = [one for path in paths for one in _public(ast.parse(path.read_text("utf-8")), str(path.relative_to(ROOT)))]
    silent = [name for name, node in found if not ast.get_docstring(node)]
    assert len(found) > 100 and len(silent) <= (1 - LEAST) * len(found), silent


@pytest.mark.parametrize("room", ["pii", "annotation", "models", "benchmarks"])
def test_modules_say_what_they_are(room: str) -> None:
    modules = [path for path in sorted((ROOT / room).rglob("*.py")) if path.name != "__init__.py"]
    assert not [str(path) for path in modules if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
