"""What tests of shards, runner, engines and command line share: a real redactor, and a run of it over files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pii.engines.local import LocalEngine
from pii.redactor import Redactor
from pii.runs.runner import Report, redact_shards
from pii.shards.base import ShardOptions


@pytest.fixture(scope="session")
def rules() -> Redactor:
    """A redactor with the rules alone."""
    return Redactor(detectors=["rules"])


@pytest.fixture
def run(rules: Redactor, tmp_path: Path) -> Callable[..., Report]:
    """Redacts inputs into `tmp_path / "out"` in this process."""

    def redact(*inputs: object, output: object = None, **settings: Any) -> Report:
        names = ("text_fields", "id_column", "max_document_bytes", "batch_bytes", "encoding", "footer")
        options = ShardOptions(**{name: settings.pop(name) for name in names if name in settings})
        target = str(output or tmp_path / "out")
        settings.setdefault("engine", LocalEngine(1))
        return redact_shards([str(path) for path in inputs], target, rules, options, **settings)

    return redact


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of an output directory but the run's own records, by name."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "_pii/run" not in str(path)
    }


@pytest.fixture
def output_tree() -> Callable[[Path], dict[str, bytes]]:
    """Gives `tree`: tests are no package that could be imported from."""
    return tree
