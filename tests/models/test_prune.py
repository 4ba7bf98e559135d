"""Pruning: the full size changes nothing, a smaller one is still a model that works, and worse only by a little."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner

from models.__main__ import app
from models.data import Collator, TokenWindows, read_documents
from models.export import load_model, load_specials
from models.prune import project, prune
from models.train import ModelChoice, Teacher, TrainRecipe, train
from pii.errors import ConfigError, InputError
from pii.network.encoding import load_tokenizer


def logits(checkpoint: Path, data: Path) -> torch.Tensor:
    """Of every token of the documents."""
    tokenizer = load_tokenizer(checkpoint / "tokenizer.json")
    windows = TokenWindows.encode(read_documents(data), tokenizer, 64, 0)
    batch = Collator(load_specials(checkpoint))([windows[index] for index in range(len(windows))])
    kept = batch.pop("labels") >= 0
    with torch.no_grad():
        return load_model(checkpoint)(**batch).logits[kept]


def test_nothing_left_out_is_nothing_lost(checkpoint: Path, data: tuple[Path, Path], tmp_path: Path) -> None:
    same = prune(checkpoint, read_documents(data[0]), 32, 32, tmp_path / "same")

    assert torch.allclose(logits(same, data[1]), logits(checkpoint, data[1]), atol=1e-3)


def test_a_pruned_network_is_narrower_and_agrees_with_the_wide_one(
    checkpoint: Path, data: tuple[Path, Path], tmp_path: Path
) -> None:
    arguments = ["prune", str(checkpoint), "--data", str(data[0]), "--hidden", "24", "--embedding", "16"]
    outcome = CliRunner().invoke(app, [*arguments, "-o", str(tmp_path / "narrow")])

    assert outcome.exit_code == 0, outcome.output
    config = load_model(tmp_path / "narrow").config
    assert (config.hidden_size, config.embedding_size) == (24, 16)
    wide, narrow = logits(checkpoint, data[1]).argmax(-1), logits(tmp_path / "narrow", data[1]).argmax(-1)
    assert (wide == narrow).float().mean() > 0.8


def test_a_pruned_network_learns_what_it_lost_from_the_wide_one(
    checkpoint: Path, recipe: TrainRecipe, data: tuple[Path, Path], tmp_path: Path
) -> None:
    narrow = prune(checkpoint, read_documents(data[0]), 16, 8, tmp_path / "narrow")
    teacher = Teacher((checkpoint,), weight=1.0)
    choice = ModelChoice(pretrained=str(narrow))
    taught = train(replace(recipe, model=choice, teacher=teacher, epochs=6), tmp_path / "run")

    wide = logits(checkpoint, data[1]).softmax(-1)

    def distance(path: Path) -> float:
        return float((logits(path, data[1]).softmax(-1) - wide).abs().mean())

    assert distance(taught) < distance(narrow) / 2


def test_a_projection_keeps_the_product_of_frequent_tokens() -> None:
    draw = torch.Generator().manual_seed(0)
    table, weights = torch.randn(50, 12, generator=draw), torch.randn(40, 12, generator=draw)
    tokens = torch.zeros(50)
    tokens[:4] = 1000

    short, read = project(table, weights, tokens, 4)

    wanted, found = table @ weights.T, short @ read.T
    assert short.shape == (50, 4) and read.shape == (40, 4)
    assert torch.allclose(found[:4], wanted[:4], atol=0.5) and not torch.allclose(found[4:], wanted[4:], atol=0.5)
    whole = project(table, weights, tokens, 12)
    assert torch.allclose(whole[0] @ whole[1].T, wanted, atol=1e-3)


def test_what_cannot_be_pruned_is_refused(
    checkpoint: Path, recipe: TrainRecipe, data: tuple[Path, Path], tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match="at most the checkpoint's, 32 and 32"):
        prune(checkpoint, read_documents(data[0]), 64, 32, tmp_path / "out")
    config = {"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1,
              "intermediate_size": 8, "max_position_embeddings": 64}  # fmt: skip
    choice = ModelChoice(config=config, vocabulary_size=600)
    other = train(replace(recipe, model=choice, epochs=1), tmp_path / "bert")
    with pytest.raises(InputError, match="of type bert"):
        prune(other, read_documents(data[0]), 4, 4, tmp_path / "out")
    assert not (tmp_path / "out").exists()
