"""Changes one operator, constant or condition of the detectors at a time, and counts how many changes their tests notice.

    python scripts/mutate.py [--sample 40] [--seed 0] [--under pii/detectors]

Prints each change that no test notices, and the share noticed. A change that alters nothing that can be observed counts as one
that is not noticed, so that no detector reaches the whole.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_TESTS = Path("tests/pii/detectors")
_LONGEST = 120
"""Seconds for the tests of one change; one that makes them hang is noticed."""
_OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Continue: ast.Break,
}


def changed(node: ast.AST) -> ast.AST | None:
    """What to put in the place of a node, or None where nothing is to be changed."""
    if type(node) in _OTHER:
        return _OTHER[type(node)]()
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return ast.Constant(not node.value)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return ast.Constant(node.value + 1)
    return None


def mutants(source: str) -> Iterator[tuple[int, str]]:
    """The line of every change inside a function, and the source with it."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        for parent in ast.walk(function):
            for name, value in ast.iter_fields(parent):
                many = value if isinstance(value, list) else [value]
                for number, node in enumerate(many):
                    new = changed(node) if isinstance(node, ast.AST) else None
                    if new is None:
                        continue
                    if isinstance(value, list):
                        value[number] = new
                    else:
                        setattr(parent, name, new)
                    line = getattr(node, "lineno", getattr(parent, "lineno", function.lineno))
                    yield line, ast.unparse(ast.fix_missing_locations(copy.deepcopy(tree)))
                    if isinstance(value, list):
                        value[number] = node
                    else:
                        setattr(parent, name, node)


def tests_of(module: Path) -> list[str]:
    """What to run for a module: the page of a rule alone, the tests of the same name, or all of the folder's."""
    if module.parent.name == "rules":
        page = "RULE = " in (_ROOT / module).read_text("utf-8")
        which = f"page_marks and {module.stem}" if page else "page_marks"
        own = _TESTS / "rules" / f"test_{module.stem}.py"
        return [
            str(_TESTS / "rules/test_rules.py"),
            *([str(own)] if (_ROOT / own).exists() else []),
            "-k",
            f"{which} or {own.stem}",
        ]
    own = _TESTS / module.relative_to("pii/detectors").with_name(f"test_{module.name}")
    return [str(own if (_ROOT / own).exists() else _TESTS)]


def noticed(copy_of_tree: Path, module: Path, source: str) -> bool:
    """Whether a test fails with this source in the module's place."""
    original = (copy_of_tree / module).read_text("utf-8")
    (copy_of_tree / module).write_text(source, "utf-8")
    try:
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests_of(module)]
        environment = {**os.environ, "PYTHONPATH": str(copy_of_tree), "PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.run(command, cwd=copy_of_tree, env=environment, capture_output=True, timeout=_LONGEST)
        return run.returncode == 1 or run.returncode == 2
    except subprocess.TimeoutExpired:
        return True
    finally:
        (copy_of_tree / module).write_text(original, "utf-8")


def main() -> None:
    """Runs a sample of the changes in a copy of the tree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=40, help="how many changes to try")
    parser.add_argument("--seed", type=int, default=0, help="which ones")
    parser.add_argument("--under", type=Path, default=Path("pii/detectors"), help="folder whose modules are changed")
    options = parser.parse_args()
    modules = sorted(path.relative_to(_ROOT) for path in (_ROOT / options.under).rglob("*.py"))
    changes = [(module, *change) for module in modules for change in mutants((_ROOT / module).read_text("utf-8"))]
    chosen = random.Random(options.seed).sample(changes, min(options.sample, len(changes)))
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in ("pii", "tests/pii", "models/recipes"):
            shutil.copytree(_ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(_ROOT / "pyproject.toml", tree)
        killed = 0
        for module in sorted({module for module, _, _ in chosen}):
            if noticed(tree, module, (_ROOT / module).read_text("utf-8")):
                sys.exit(f"the tests of {module} fail as it is")
        for module, line, source in chosen:
            if noticed(tree, module, source):
                killed += 1
            else:
                print(f"not noticed: {module}:{line}", flush=True)
    print(f"{killed} of {len(chosen)} changes noticed ({killed / len(chosen):.0%}), of {len(changes)} that there are")


if __name__ == "__main__":
    main()
