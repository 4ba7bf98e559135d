"""What is shipped, what `import pii` costs, and which way imports go."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import pii

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

HEAVY = (
    "annotation benchmarks datasets detect_secrets hyperscan models numpy onnxruntime pandas pyarrow ray tiktoken"
    " tokenizers torch transformers typer"
).split()

ROOMS = ("pii", "annotation", "models", "benchmarks")
"""In the order of imports: each may import those before it, and itself."""


# ---------------------------------------------------------------------------------------------------------------- the wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / PROJECT["readme"]).exists():
        pytest.skip(f"no {PROJECT['readme']} to build with")
    return build(tmp_path_factory.mktemp("wheel"))


def build(folder: Path) -> Path:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_two_builds_are_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert build(tmp_path).read_bytes() == wheel.read_bytes()


def test_the_wheel_holds_the_package_and_its_metadata_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert {name.split("/")[0] for name in names} == {"pii", f"pii_for_code-{pii.__version__}.dist-info"}


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z", "pii"], cwd=ROOT, capture_output=True, text=True, check=True)
    tracked = {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}

    with zipfile.ZipFile(wheel) as archive:
        missing = tracked - set(archive.namelist())

    assert "pii/py.typed" in tracked
    assert missing == set()


def test_nothing_unpickles_what_another_has_written() -> None:
    """Pickles are code: the processes of a run send each other some, no file is one."""
    loads = re.compile(
        r"\b(?:pickle\.loads?|Unpickler|marshal|shelve|joblib|dill|torch\.load|allow_pickle|yaml\.load)\b"
    )
    found = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "pii").rglob("*.py") if loads.search(path.read_text())
    }

    assert found == {"pii/engines/pipe.py", "pii/engines/ray.py", "pii/engines/worker.py"}


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())

    assert metadata["Name"] == "pii-for-code"
    assert metadata["Version"] == pii.__version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert set(metadata.get_all("Provides-Extra") or ()) == {"cpu", "gpu", "label-studio", "ray", "secrets", "syntax"}


def test_the_wheel_works_from_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = "import pii; print(pii.__file__); print(pii.redact('Contact jane@roe.org').text)"

    # Isolated mode: neither the working directory nor PYTHONPATH; what the checkout's path file adds comes after ours.
    told = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()

    assert told == [str(tmp_path / "pii" / "__init__.py"), "Contact <EMAIL>"]


# --------------------------------------------------------------------------------------------------------------- the import


def modules_after(code: str) -> set[str]:
    program = f"{code}\nimport sys\nprint(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in told.stdout.split()}


def test_importing_pii_loads_no_heavy_library() -> None:
    assert modules_after("import pii") & set(HEAVY) == set()


def test_the_rules_alone_load_no_model_runtime() -> None:
    loaded = modules_after("import pii; pii.Redactor(['rules']).redact('Contact jane@roe.org')")

    assert loaded & {"torch", "transformers", "datasets", "onnxruntime", "detect_secrets", "pyarrow", "ray"} == set()


def test_all_is_sorted_and_is_every_public_name() -> None:
    tree = ast.parse(inspect.getsource(pii))
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module != "typing"
        for alias in node.names
    }

    assert pii.__all__ == sorted(pii.__all__)
    assert set(pii.__all__) == {name for name in imported if not name.startswith("_")}
    assert all(hasattr(pii, name) for name in pii.__all__)


def test_every_all_of_the_package_names_what_exists() -> None:
    for path in sorted((ROOT / "pii").rglob("*.py")):
        if "__all__" not in path.read_text(encoding="utf-8"):
            continue
        module = importlib.import_module(
            ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        )
        assert [name for name in module.__all__ if not hasattr(module, name)] == [], path


def test_the_version_is_the_distributions() -> None:
    assert pii.__version__ == PROJECT["version"]


def test_the_command_that_is_installed_exists() -> None:
    module, _, name = PROJECT["scripts"]["pii"].partition(":")

    assert callable(getattr(importlib.import_module(module), name))


def test_tests_run_against_this_checkout() -> None:
    assert Path(pii.__file__).parent == ROOT / "pii"


def test_extras_never_bring_both_runtimes() -> None:
    extras = {
        name: {re.split(r"[<>=~!;\[ ]", requirement)[0] for requirement in requirements}
        for name, requirements in PROJECT["optional-dependencies"].items()
    }
    runtimes = {"onnxruntime", "onnxruntime-gpu"}

    assert extras["cpu"] & runtimes == {"onnxruntime"}
    assert extras["gpu"] & runtimes == {"onnxruntime-gpu"}
    assert not {re.split(r"[<>=~!;\[ ]", requirement)[0] for requirement in PROJECT["dependencies"]} & {
        *runtimes,
        "torch",
        "transformers",
    }


# ---------------------------------------------------------------------------------------------------------- one-way imports


def imported_by(path: Path) -> set[str]:
    """The top-level packages that a file imports anywhere, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("room", ROOMS)
def test_imports_go_one_way(room: str) -> None:
    later = set(ROOMS[ROOMS.index(room) + 1 :])

    offenders = {
        str(path.relative_to(ROOT)): sorted(imported_by(path) & later)
        for path in sorted((ROOT / room).rglob("*.py"))
        if imported_by(path) & later
    }

    assert offenders == {}


def ruff(source: str, path: str) -> str:
    """What the project's own lint rules say of `source` if it stood at `path`."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--output-format=concise",
        "--no-cache",
        "--stdin-filename",
        path,
        "-",
    ]
    return subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(
    "source",
    [
        "import annotation\n\nprint(annotation)\n",
        "from annotation.schema import Document\n\nprint(Document)\n",
        "import models.train\n\nprint(models)\n",
        "def late():\n    from benchmarks import systems\n\n    return systems\n",
    ],
)
def test_the_linter_stops_pii_from_importing_its_siblings(source: str) -> None:
    assert "TID251" in ruff(source, "pii/example.py")


@pytest.mark.parametrize(
    "library", [name for name in HEAVY if name in "torch transformers datasets onnxruntime ray".split()]
)
def test_the_linter_stops_heavy_imports_at_the_top_of_a_module(library: str) -> None:
    top = f"import {library}\n\nprint({library})\n"
    inside = f"def late():\n    import {library}\n\n    return {library}\n"

    assert "TID253" in ruff(top, "pii/example.py")
    assert "TID253" not in ruff(inside, "pii/example.py")


def test_the_linter_lets_the_later_rooms_import_the_earlier() -> None:
    assert "TID25" not in ruff(
        "import torch\n\nfrom annotation import schema\n\nprint(torch, schema)\n", "models/example.py"
    )


# -------------------------------------------------------------------------------------------------------------- the tests


def test_no_package_below_tests_shadows_what_it_tests() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []
