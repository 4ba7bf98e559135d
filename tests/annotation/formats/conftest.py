"""Files of other tools, written and imported."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.formats.records import USUAL, Fields
from tests.annotation.formats.samples import Imported, imported


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Imported]:
    """Writes rows as JSON, or a text as it is, and imports them."""

    def run(name: str, content: Any, file: str = "all.json", fields: Fields = USUAL, **options: Any) -> Imported:
        path = tmp_path / file
        path.write_text(content if isinstance(content, str) else json.dumps(content), newline="")
        return imported(name, path, fields, **options)

    return run
