"""Changes one operator, constant or condition of the detectors at a time, and counts how many changes their tests notice.

    python scripts/mutate.py [--sample 80] [--seed 0] [--under pii/detectors]

Prints each change that no test notices, and the share noticed. A change without observable effect counts as unnoticed, so no
detector reaches 100 %; only `zip(strict=…)`, which asserts, and cache sizes are skipped.
"""

import argparse
import ast
import compileall
import copy
import importlib
import os
import py_compile
import random
import shutil
import signal
import sys
import tempfile
import textwrap
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

_ROOT = Path(__file__).parents[1]
_TESTS = Path("tests/pii/detectors")
_LONGEST = 900
"""Time limit in seconds for the tests of an unchanged module."""
_TIMES = 4
"""How much longer the tests of a change may take: a change that makes them hang is noticed."""
_PYTEST = ("-q", "-x", "--assert=plain", *(f"-p{name}" for name in ("no:cacheprovider", "pytest_timeout")))
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


_SPARED = {"strict", "maxsize"}
"""Named arguments that change no result."""


def changed(node: ast.AST) -> ast.AST | None:
    """The replacement of a node, or None to leave it alone."""
    if type(node) in _OTHER:
        return _OTHER[type(node)]()
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return ast.Constant(not node.value)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return ast.Constant(node.value + 1)
    return None


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """Every possible change inside a function: its line, a description, and the changed source."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inner = {child for function in functions for child in ast.walk(function) if child is not function} & {*functions}
    for function in functions:
        for parent in ast.walk(function) if function not in inner else ():
            line = getattr(parent, "lineno", function.lineno)
            for put, node in _children(parent):
                new = changed(node)
                if new is None:
                    continue
                before = _told(parent, node)
                put(new)
                what = f"{before} → {_told(parent, new)}"
                yield getattr(node, "lineno", line), what, ast.unparse(ast.fix_missing_locations(copy.deepcopy(tree)))
                put(node)


def _children(parent: ast.AST) -> Iterator[tuple[Callable[[ast.AST], None], ast.AST]]:
    """The children of a node, each with a function that replaces it."""
    if isinstance(parent, ast.keyword) and parent.arg in _SPARED:
        return
    for name, value in ast.iter_fields(parent):
        if isinstance(value, ast.AST):
            yield partial(setattr, parent, name), value
        elif isinstance(value, list):
            for number, node in enumerate(value):
                if isinstance(node, ast.AST):
                    yield partial(value.__setitem__, number), node


def _told(parent: ast.AST, node: ast.AST) -> str:
    """The source of the expression around a change."""
    shown = parent if isinstance(parent, ast.expr) else node
    return textwrap.shorten(ast.unparse(shown), 110) if isinstance(shown, ast.expr) else type(shown).__name__


def tests_of(module: Path) -> list[str]:
    """What to run for a module: its own tests and, of a rule, its page or the pages that import it; else the tests that import it
    or those of its package."""
    package = module.name == "__init__.py"
    folder = _TESTS / module.parent.relative_to("pii/detectors")
    own = folder / f"test_{module.parent.name if package else module.stem}.py"
    if package:
        return [str(own if (_ROOT / own).exists() else folder), "-k", "not page_marks"]
    if "rules" in module.parts:
        users = _that_import(_name(module)) - _GROUPS
        pages = {name.rpartition(".")[2] for name in users if name.startswith("pii.detectors.rules.")}
        files = [own, _TESTS / "rules/test_rules.py"]
        marked = f"page_marks and ({' or '.join(sorted(pages))})"
        return [*(str(file) for file in files if (_ROOT / file).exists()), "-k", f"{own.stem} or {marked}"]
    if folder != _TESTS:
        return [str(folder)]
    users = [path.relative_to(_ROOT) for path in sorted((_ROOT / _TESTS).rglob("test_*.py"))]
    users = [path for path in users if f"from {_name(module)} import" in (_ROOT / path).read_text("utf-8")]
    return [str(path) for path in users or [own if (_ROOT / own).exists() else folder]]


def copied_tree(folder: Path) -> Path:
    """Copies what the detectors' tests need, with compiled files that are invalidated by content, not by time."""
    for name in ("pii", "tests/pii", "models/recipes"):
        shutil.copytree(_ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "tests/conftest.py"):
        shutil.copy(_ROOT / name, folder / name)
    compileall.compile_dir(folder / "pii", quiet=1, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    return folder


def noticed(tree: Path, module: Path, source: str, longest: float = _LONGEST) -> bool:
    """Whether a test fails with this source in the module's place, or takes longer than so many seconds; in a fork, which has
    imported everything else."""
    original = (tree / module).read_text("utf-8")
    (tree / module).write_text(source, "utf-8")
    child = os.fork()
    if not child:
        _run(module)
    try:
        end = time.monotonic() + longest
        while time.monotonic() < end:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status) != 0
            time.sleep(0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return True
    finally:
        (tree / module).write_text(original, "utf-8")


def _run(module: Path) -> NoReturn:
    """The tests of a module in this process, which ends with pytest's status."""
    with open(os.devnull, "w") as nothing:
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    tests = tests_of(module)
    for name in _that_import(_name(module)):
        del sys.modules[name]
    status = 3
    try:
        status = int(pytest.main([*_PYTEST, *tests]))
    finally:
        os._exit(status)


def _name(module: Path) -> str:
    return ".".join(module.with_suffix("").parts).removesuffix(".__init__")


_GROUPS = {f"pii.detectors.rules.{group}" for group in ("accounts", "addresses", "credentials", "names")}
_EVERYBODYS = {"pii", "pii.detectors", "pii.detectors.rules"}


def _that_import(changed_module: str) -> set[str]:
    """Our loaded modules that are, or import, a module: directly, through others, or as its package."""
    ours = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "pii"}
    users: defaultdict[str, set[str]] = defaultdict(set)
    for name, module in ours.items():
        users[name].add(name.rpartition(".")[0])
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                for one in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                    users[str(one)].add(name)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    users[alias.name].add(name)
    found: set[str] = set()
    todo = {changed_module}
    while todo:
        found |= todo
        # What nearly every module imports does not connect them.
        todo = set().union(*(users[name] for name in todo - _EVERYBODYS)) - found
    return (found & ours.keys()) - {"pii"}


def _warm(tree: Path) -> None:
    """Imports the package and the tests' dependencies, so that a fork has to read only the changed module."""
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    os.environ |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(tree)}
    sys.dont_write_bytecode = True
    for name in ("hypothesis", "pii.runs.runner", "pii.redactor", "pii.engines.local"):
        importlib.import_module(name)
    for path in sorted(tree.glob("pii/detectors/**/*.py")):
        importlib.import_module(_name(path.relative_to(tree)))


def main() -> None:
    """Runs a sample of the changes in a copy of the tree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=80, help="how many changes to try")
    parser.add_argument("--seed", type=int, default=0, help="which ones")
    parser.add_argument("--under", type=Path, default=Path("pii/detectors"), help="folder or module that is changed")
    options = parser.parse_args()
    under = _ROOT / options.under
    modules = sorted(path.relative_to(_ROOT) for path in (under.rglob("*.py") if under.is_dir() else [under]))
    changes = [(module, *change) for module in modules for change in mutants((_ROOT / module).read_text("utf-8"))]
    chosen = random.Random(options.seed).sample(changes, min(options.sample, len(changes)))
    with tempfile.TemporaryDirectory() as folder:
        tree = copied_tree(Path(folder))
        _warm(tree)
        took: dict[Path, float] = {}
        for module in sorted({module for module, *_ in chosen}):
            start = time.monotonic()
            if noticed(tree, module, (_ROOT / module).read_text("utf-8")):
                sys.exit(f"the tests of {module} fail as it is")
            took[module] = time.monotonic() - start
        killed = 0
        for module, line, what, source in chosen:
            if noticed(tree, module, source, 10 + _TIMES * took[module]):
                killed += 1
            else:
                print(f"not noticed: {module}:{line}: {what}", flush=True)
    print(f"{killed} of {len(chosen)} changes noticed ({killed / len(chosen):.0%}), of {len(changes)} that there are")


if __name__ == "__main__":
    main()
