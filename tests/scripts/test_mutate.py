import ast
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).parents[2] / "scripts" / "mutate.py"


@pytest.fixture
def mutate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutate", PATH)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_changes_one_thing_at_a_time(mutate: ModuleType) -> None:
    source = "LIMIT = 3\n\ndef f(a, b):\n    return not a or b < 2\n"

    sources = [changed for *_, changed in mutate.mutants(source)]

    assert [ast.unparse(ast.parse(one)).splitlines()[-1].strip() for one in sources] == [
        "return not a and b < 2",
        "return a or b < 2",
        "return not a or b <= 2",
        "return not a or b < 3",
    ]
    assert all(one.startswith("LIMIT = 3") for one in sources)


def test_a_rule_is_tested_by_its_page(mutate: ModuleType) -> None:
    importlib.import_module("pii.detectors.rules")  # what imports a page is read from what is loaded
    assert "avatar" in mutate.tests_of(Path("pii/detectors/rules/names/avatar.py"))[-1].partition("page_marks and (")[2]
    assert {"jwt", "key_place"} <= set(
        mutate.tests_of(Path("pii/detectors/rules/credentials/jwt.py"))[-1].replace("(", " ").replace(")", " ").split()
    )
    assert "tests/pii/detectors/test_scan.py" in mutate.tests_of(Path("pii/detectors/scan.py"))


def test_what_lists_the_rules_is_read_again_with_a_page(mutate: ModuleType) -> None:
    importlib.import_module("pii.detectors.rules")
    assert "pii.detectors.rules" in mutate._that_import("pii.detectors.rules.names.avatar")
