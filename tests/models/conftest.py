"""Made-up labelled documents, and a small model trained on them once for all tests of this folder."""

import json
import os
import random
from pathlib import Path

import pytest
import torch

from annotation.schema import Document
from models.data import Source
from models.export import BundleSettings, export
from models.train import ModelChoice, TrainRecipe, train
from pii.labels import Label
from pii.spans import Span

# Threads only wait for each other on networks this small, and wait long where other processes want the cores too.
torch.set_num_threads(1)
os.environ["OMP_NUM_THREADS"] = "1"  # of processes that tests start

FIRST = ("Jane", "Ravi", "Mina", "Otto", "Lena", "Igor", "Aiko", "Noor")
LAST = ("Roe", "Stone", "Field", "Marsh", "Quill", "Frost", "Birch", "Hale")
TEMPLATES = (
    ("# Copyright 2020 {}\nimport os\n", Label.NAME),
    ("mail = '{}'\n", Label.EMAIL),
    ("cd /home/{}/src && make\n", Label.USERNAME),
    ("host = {}\nport = 22\n", Label.IP_ADDRESS),
    ('api_key = "{}"\n', Label.KEY),
    ("password: {}\n", Label.PASSWORD),
)


def value(label: Label, draw: random.Random) -> str:
    """A made-up value of a label."""
    first, last = draw.choice(FIRST), draw.choice(LAST)
    number = draw.randrange(10, 99)
    return {
        Label.NAME: f"{first} {last}",
        Label.EMAIL: f"{first.lower()}@{last.lower()}.test",
        Label.USERNAME: f"{first[0].lower()}{last.lower()}",
        Label.IP_ADDRESS: f"192.0.2.{number}",
        Label.KEY: "".join(draw.choices("abcdef0123456789XYZ", k=24)),
        Label.PASSWORD: f"{last.lower()}{number}!",
    }[label]


def documents(count: int, seed: int) -> list[Document]:
    """Documents of a few labelled lines between plain ones."""
    draw = random.Random(seed)
    made: list[Document] = []
    for number in range(count):
        text, spans = "", []
        for _ in range(4):
            template, label = draw.choice(TEMPLATES)
            before, after = template.split("{}")
            text += "def main():\n    return 0\n" if draw.random() < 0.5 else ""
            text += before
            filled = value(label, draw)
            spans.append(Span(len(text), len(text) + len(filled), label))
            text += filled + after
        made.append(Document(f"d{number}", text, tuple(spans)))
    return made


def write(path: Path, rows: list[Document]) -> Path:
    path.write_text("".join(json.dumps(row.to_json()) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Training and validation files."""
    folder = tmp_path_factory.mktemp("data")
    return write(folder / "train.jsonl", documents(160, 1)), write(folder / "validation.jsonl", documents(40, 2))


@pytest.fixture(scope="session")
def recipe(data: tuple[Path, Path]) -> TrainRecipe:
    return TrainRecipe(
        train=(Source(data[0]),),
        validation=(Source(data[1]),),
        model=ModelChoice(
            config={"model_type": "recurrent", "embedding_size": 32, "hidden_size": 32, "num_hidden_layers": 1},
            vocabulary_size=600,
        ),
        window=64,
        overlap=8,
        epochs=8,
        batch_size=16,
        learning_rate=1e-2,
        warmup_steps=5,
        evaluate_every=40,
    )


@pytest.fixture(scope="session")
def checkpoint(recipe: TrainRecipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained model."""
    return train(recipe, tmp_path_factory.mktemp("run"))


@pytest.fixture(scope="session")
def bundle(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trained model as a bundle that reads everything."""
    target = tmp_path_factory.mktemp("bundle") / "bundle"
    points = {"recall": dict.fromkeys(Label, 0.3), "balanced": dict.fromkeys(Label, 0.5)}
    export(checkpoint, BundleSettings(64, 16, {}, points, {"patterns": {}, "context": 0}, {}), target)
    return target
