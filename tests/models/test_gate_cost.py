"""The gate's cost: nothing is lost without a gate, everything behind one that never opens."""

import json
import shutil
from pathlib import Path

import pytest

from models.data import read_documents
from models.gate_cost import gate_cost
from pii.network.bundle import CONFIG


def gated(bundle: Path, folder: Path, patterns: dict[str, str]) -> Path:
    """The bundle behind another gate."""
    shutil.copytree(bundle, folder)
    config = json.loads((folder / CONFIG).read_text())
    (folder / CONFIG).write_text(json.dumps({**config, "gate": {"patterns": patterns, "context": 20}}))
    return folder


@pytest.mark.parametrize(
    ("patterns", "least", "most"),
    [({}, 1.0, 1.0), ({"never": "zzzzzz"}, 0.0, 0.0), ({"author": "Copyright", "key": "api_key"}, 0.1, 0.9)],
)
def test_what_is_kept_depends_on_the_gate(
    bundle: Path, data: tuple[Path, Path], tmp_path: Path, patterns: dict[str, str], least: float, most: float
) -> None:
    cost = gate_cost(gated(bundle, tmp_path / "gated", patterns), "made", list(read_documents(data[1])))

    assert cost.name == "made" and cost.ungated >= cost.ungated_right > 50
    assert least <= cost.kept / cost.ungated <= most
    assert least <= cost.kept_right / cost.ungated_right <= most
    assert least <= cost.encoded <= most
