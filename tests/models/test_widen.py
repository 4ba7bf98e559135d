"""Widening: the same results at once, and units that learn afterwards."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from typer.testing import CliRunner

from models.__main__ import app
from models.export import load_model
from models.train import ModelChoice, TrainRecipe, train
from models.widen import widen
from pii.errors import ConfigError, InputError
from tests.models.test_prune import logits


@pytest.mark.parametrize("hidden", [32, 40])
def test_a_wider_network_says_the_same(checkpoint: Path, data: tuple[Path, Path], tmp_path: Path, hidden: int) -> None:
    outcome = CliRunner().invoke(app, ["widen", str(checkpoint), "--hidden", str(hidden), "-o", str(tmp_path / "wide")])

    assert outcome.exit_code == 0, outcome.output
    assert load_model(tmp_path / "wide").config.hidden_size == hidden
    assert torch.allclose(logits(tmp_path / "wide", data[1]), logits(checkpoint, data[1]), atol=1e-5)


def test_new_units_are_used_once_it_is_trained_on(checkpoint: Path, recipe: TrainRecipe, tmp_path: Path) -> None:
    wide = widen(checkpoint, 40, tmp_path / "wide")
    choice = ModelChoice(pretrained=str(wide))
    trained = train(replace(recipe, model=choice, epochs=1), tmp_path / "run")

    def of_new_units(path: Path) -> torch.Tensor:
        return load_file(path / "model.safetensors")["classifier.weight"][:, 32:40]

    assert not of_new_units(wide).any() and of_new_units(trained).abs().max() > 1e-4


def test_what_cannot_be_widened_is_refused(checkpoint: Path, recipe: TrainRecipe, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="hidden size 16: expected at least the checkpoint's, 32"):
        widen(checkpoint, 16, tmp_path / "out")
    config = {"model_type": "convolutional", "embedding_size": 8, "hidden_size": 8, "num_hidden_layers": 1}
    other = train(replace(recipe, model=ModelChoice(config=config, vocabulary_size=600), epochs=1), tmp_path / "look")
    with pytest.raises(InputError, match="of type convolutional; only recurrent networks are widened here"):
        widen(other, 64, tmp_path / "out")
    assert not (tmp_path / "out").exists()
