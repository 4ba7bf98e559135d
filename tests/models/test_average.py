from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from typer.testing import CliRunner

from models.__main__ import app
from models.average import WEIGHTS, average
from models.export import load_model
from pii.errors import ConfigError, InputError


def changed(checkpoint: Path, folder: Path, factor: float) -> Path:
    """The checkpoint with every weight times a factor."""
    weights = load_file(checkpoint / WEIGHTS)
    folder.mkdir()
    for file in checkpoint.iterdir():
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    save_file({name: tensor * factor for name, tensor in weights.items()}, folder / WEIGHTS, {"format": "pt"})
    return folder


def test_every_weight_is_the_mean_and_the_result_is_a_model(checkpoint: Path, tmp_path: Path) -> None:
    twice, out = changed(checkpoint, tmp_path / "twice", 2.0), tmp_path / "mean"
    outcome = CliRunner().invoke(app, ["average", str(checkpoint), str(twice), "-o", str(out)])

    assert outcome.exit_code == 0, outcome.output
    plain, mean = load_file(checkpoint / WEIGHTS), load_file(out / WEIGHTS)
    assert plain.keys() == mean.keys()
    assert all(torch.allclose(mean[name], plain[name] * 1.5) for name in plain)
    load_model(out)


def test_what_cannot_be_averaged_is_refused(checkpoint: Path, tmp_path: Path) -> None:
    other = changed(checkpoint, tmp_path / "other", 1.0)
    save_file({"weight": torch.zeros(2)}, other / WEIGHTS)

    with pytest.raises(ConfigError, match="two checkpoints or more"):
        average([checkpoint], tmp_path / "out")
    with pytest.raises(InputError, match="only models of one origin"):
        average([checkpoint, other], tmp_path / "out")
    with pytest.raises(InputError, match="is missing"):
        average([checkpoint, tmp_path / "nowhere"], tmp_path / "out")
    assert not (tmp_path / "out").exists()
