"""Tokens for characters: what a tokenizer spelt in bytes, and what the network makes of it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner

from annotation.schema import Document
from models.__main__ import app
from models.characters import extended, pieces_of, spell
from models.export import load_model
from models.jsonl import write_rows
from models.networks import FactoredEmbedding
from models.train import ModelChoice, TrainRecipe, train
from pii.errors import InputError
from pii.network.encoding import ByteLevelTokenizer, ReferenceTokenizer

BYTES = [bytes([byte]) for byte in range(256)]
PROSE = "著者は山田太郎。山田さんは東京に住む。 Пётр पढता है x山田, 山 1\n" * 3
RARE = "著者は鷗外。"


def texts(path: Path, text: str) -> list[str]:
    found = ByteLevelTokenizer(path / "tokenizer.json").encode(text)
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


@pytest.fixture(scope="module")
def spelt(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spelt")
    write_rows(
        folder / "prose.jsonl.zst", (Document(name, text).to_json() for name, text in (("a", PROSE), ("b", RARE)))
    )
    arguments = ["spell", str(checkpoint), "--data", str(folder / "prose.jsonl.zst"), "--least", "3"]
    outcome = CliRunner().invoke(app, [*arguments, "-o", str(folder / "model")])
    assert outcome.exit_code == 0, outcome.output
    return folder / "model"


def test_every_frequent_character_is_a_token(checkpoint: Path, spelt: Path) -> None:
    assert texts(spelt, "山田太郎 पढ") == ["山", "田", "太", "郎", " ", "प", "ढ"]
    assert len(texts(checkpoint, "山田")) == 6
    assert texts(spelt, "鷗") == ["鷗"] * 3  # rarer than asked for


def test_both_engines_write_the_same_tokens(spelt: Path) -> None:
    path = spelt / "tokenizer.json"
    for text in (PROSE, RARE, "naïve — ‘x’ 🙂 jane@example.org"):
        assert ByteLevelTokenizer(path).encode(text).ids.tolist() == ReferenceTokenizer(path).encode(text).ids.tolist()


def test_what_is_no_such_character_is_read_as_before(
    checkpoint: Path, spelt: Path, data: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = load_model(checkpoint), load_model(spelt)
    text = "# Copyright 2020 Jane Roe <jane@example.org>"
    ids = [ByteLevelTokenizer(path / "tokenizer.json").encode(text).ids for path in (checkpoint, spelt)]
    before, after = (
        network(input_ids=torch.tensor(each[None])).logits for network, each in zip((old, new), ids, strict=True)
    )
    assert new.config.vocab_size > old.config.vocab_size and torch.allclose(before, after, atol=1e-5)


def test_a_new_token_starts_as_the_mean_of_its_pieces(checkpoint: Path, spelt: Path) -> None:
    def rows(path: Path) -> torch.Tensor:
        embedding = load_model(path).embedding
        assert isinstance(embedding, FactoredEmbedding)
        return embedding.token.weight[ByteLevelTokenizer(path / "tokenizer.json").encode("山").ids.tolist()]

    assert torch.allclose(rows(spelt)[0], rows(checkpoint).mean(dim=0))


def test_it_is_trained_on(spelt: Path, recipe: TrainRecipe, tmp_path: Path) -> None:
    trained = train(replace(recipe, model=ModelChoice(pretrained=str(spelt)), epochs=1), tmp_path / "run")
    assert texts(trained, "山田") == ["山", "田"]


def test_at_most_so_many(checkpoint: Path, tmp_path: Path) -> None:
    made = spell(checkpoint, [Document("a", PROSE)], 1, 1, tmp_path / "one")
    assert texts(made, "山田") == ["山", *"田田田"]  # the most frequent


def test_characters_are_merged_before_what_joins_two_of_them() -> None:
    joint = "山".encode()[2:] + "田".encode()[:1]
    tokens = [b"", *BYTES, joint, b"ab", b"abc", "山田".encode()]
    made = extended(tokens, "山田")
    ranks = {token: rank for rank, token in enumerate(made)}
    assert joint not in ranks and made[:257] == tokens[:257]
    assert [made[rank] for rank in pieces_of("山田山".encode(), ranks)] == ["山田".encode(), "山".encode()]
    assert made.index(b"ab") < made.index(b"abc") < made.index("山田".encode())


def test_a_token_that_no_merge_leads_to_goes() -> None:
    tokens = [b"", *BYTES, b"ab", b"abcd"]
    assert extended(tokens, "") == [b"", *BYTES, b"ab"]


def test_what_cannot_be_spelt_is_refused(checkpoint: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    load_model(checkpoint).save_pretrained(str(other))
    table = json.loads((checkpoint / "tokenizer.json").read_text(encoding="utf-8"))
    (other / "tokenizer.json").write_text(json.dumps({**table, "pre_tokenizer": None}), encoding="utf-8")
    with pytest.raises(InputError, match="no network of ours over a byte-level tokenizer"):
        spell(other, [], 10, 1, tmp_path / "out")
    assert not (tmp_path / "out").exists()
