"""Exported graphs: what they may differ from their model by, and which windows a model can read."""

import json
import shutil
from pathlib import Path

import pytest
from transformers import AutoConfig, AutoModelForTokenClassification

from models.export import BundleSettings, add_look, export, load_model
from pii.errors import ModelError
from pii.labels import TAGS, Label
from pii.network.bundle import LOOK, load_bundle

POSITIONS = 40


@pytest.fixture
def short(checkpoint: Path, tmp_path: Path) -> Path:
    """An untrained transformer that reads 40 tokens at once."""
    folder = tmp_path / "short"
    config = AutoConfig.for_model(
        "bert", vocab_size=600, hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=POSITIONS, num_labels=len(TAGS),
    )  # fmt: skip
    shutil.copytree(checkpoint, folder, ignore=shutil.ignore_patterns("*.safetensors", "config.json"))
    AutoModelForTokenClassification.from_config(config).save_pretrained(folder)
    return folder


def settings(window: int) -> BundleSettings:
    return BundleSettings(window, 8, {}, {"balanced": dict.fromkeys(Label, 0.5)}, {"patterns": {}, "context": 0}, {})


def test_the_graph_is_the_model_up_to_the_longest_window(short: Path, tmp_path: Path) -> None:
    assert export(short, settings(32), tmp_path / "bundle") < 1e-3


def test_windows_longer_than_the_model_reads_are_refused(short: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="window = 64, but the model reads at most 40 tokens"):
        export(short, settings(64), tmp_path / "bundle")


def test_a_folder_without_a_trained_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nothing holds no trained model"):
        load_model(tmp_path / "nothing")


WEIGHTS = Path(__file__).parents[2] / "models" / "weights"


def test_the_released_first_look_is_exported_with_the_tokenizer_beside_it(tmp_path: Path) -> None:
    bundle = shutil.copytree(load_bundle().path, tmp_path / "bundle")
    released = json.loads((bundle / "config.json").read_text("utf-8"))["look"]
    (bundle / LOOK).unlink()

    add_look(WEIGHTS / "look", released["threshold"], released["context"], bundle)

    assert not (WEIGHTS / "look" / "tokenizer.json").exists()
    assert load_bundle(bundle).look is not None


def test_a_first_look_that_reads_other_tokens_is_refused(checkpoint: Path, tmp_path: Path) -> None:
    bundle = shutil.copytree(load_bundle().path, tmp_path / "bundle")

    with pytest.raises(ModelError, match="has another tokenizer than the bundle"):
        add_look(checkpoint, 0.5, 8, bundle)
