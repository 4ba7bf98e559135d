"""The command line, and the recipes that come with it."""

import io
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from models import (
    bundle,
    catalogues,
    corpus,
    creddata,
    entities,
    pretrain,
    reading,
    snippets,
    synthesize,
    train,
    weak_labels,
    windows,
)
from models.__main__ import app
from models.calibrate import Point
from models.recipe import load_recipe
from pii.labels import Label

RECIPES = Path("models/recipes")
KINDS = {
    "bert": train.TrainRecipe,
    "bundle": bundle.BundleRecipe,
    "catalogues": catalogues.CataloguesRecipe,
    "corpus": corpus.CorpusRecipe,
    "creddata": creddata.CredDataRecipe,
    "distill": train.TrainRecipe,
    "finetune": train.TrainRecipe,
    "continue": train.TrainRecipe,
    "continue-look": train.TrainRecipe,
    "look": train.TrainRecipe,
    "pretrain": pretrain.PretrainRecipe,
    "read": reading.ReadingRecipe,
    "read-wild": reading.ReadingRecipe,
    "read-wild-more": reading.ReadingRecipe,
    "read-lot-3": reading.ReadingRecipe,
    "read-lot-4": reading.ReadingRecipe,
    "read-lot-5": reading.ReadingRecipe,
    "snippets": snippets.SnippetsRecipe,
    "starpii": train.TrainRecipe,
    "starter": train.TrainRecipe,
    "student": train.TrainRecipe,
    "teacher": train.TrainRecipe,
    "synthesize": synthesize.SynthesisRecipe,
    "weak-label": weak_labels.WeakLabelRecipe,
    "wild": corpus.CorpusRecipe,
    "wild-more": corpus.CorpusRecipe,
    "lot-3": corpus.CorpusRecipe,
    "lot-4": corpus.CorpusRecipe,
    "lot-5": corpus.CorpusRecipe,
    "entities": entities.EntitiesRecipe,
    "wild-windows": windows.WindowRecipe,
    "windows": windows.WindowRecipe,
}


def test_every_recipe_is_of_a_known_kind() -> None:
    assert {path.stem for path in RECIPES.glob("*.toml")} == {*KINDS, "gate"}


@pytest.mark.parametrize("name", KINDS)
def test_recipes_that_come_with_the_project_can_be_read(name: str) -> None:
    load_recipe(KINDS[name], RECIPES / f"{name}.toml")


def test_the_gate_can_be_read() -> None:
    assert set(bundle.read_gate(RECIPES / "gate.toml")) == {"context", "credentials", "idle", "keys", "patterns"}


def test_a_gate_is_written_in_characters_and_read_in_bytes(tmp_path: Path) -> None:
    (tmp_path / "gate.toml").write_text("context = 9\n[patterns]\nauthor = '著者|by'\n", encoding="utf-8")

    assert bundle.read_gate(tmp_path / "gate.toml")["patterns"] == {"author": r"\xe8\x91\x97\xe8\x80\x85|by"}


def test_a_bundle_is_reported_as_a_table() -> None:
    point = Point(dict.fromkeys(Label, 0.5) | {Label.KEY: 1.01}, {})
    told = bundle.BundleReport(Path("out"), 5.5, 1e-6, dict.fromkeys(Label, 1.25), {"balanced": point})
    console = Console(width=200, record=True, file=io.StringIO())

    console.print(bundle.table(told))
    rows = {words[1]: words[3::2] for line in console.export_text().splitlines() if len(words := line.split()) > 3}

    assert rows["NAME"] == ["1.25", "0.50"] and rows["KEY"] == ["1.25", bundle.LEFT]


def test_the_gate_can_be_opened_for_an_evaluation(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "import os\\n", "spans": []}\n')

    done = CliRunner().invoke(app, ["evaluate", "--data", str(tmp_path / "a.jsonl"), "--gate", "off"])

    assert done.exit_code == 0 and "macro F1" in done.output


def test_every_step_has_a_command_with_help() -> None:
    names = {command.name or command.callback.__name__ for command in app.registered_commands}

    assert {"corpus", "windows", "publish", "read", "weak-label", "synthesize"} <= names
    assert {
        "pretrain",
        "train",
        "evaluate",
        "export",
        "quantize",
        "card",
        "release",
        "pseudo-label",
        "prune",
        "snippets",
    } <= names
    for name in names:
        assert CliRunner().invoke(app, [name, "--help"]).exit_code == 0
