"""The recurrent network."""

import pytest
import torch
from transformers import AutoConfig, AutoModelForMaskedLM, AutoModelForTokenClassification, pipeline

from models.networks import (
    ConvolutionalConfig,
    ConvolutionalForTokenClassification,
    PackedForTokenClassification,
    RecurrentConfig,
    RecurrentForTokenClassification,
    _factors,
    widen_evidence,
)

TOKENS = ["<|pad|>", "<|mask|>", " Jane", "jane", "Jane", "12", "=", "\n", " ", "é"]


def build(**settings: object) -> RecurrentForTokenClassification:
    torch.manual_seed(0)
    config = AutoConfig.for_model(
        "recurrent", vocab_size=len(TOKENS), embedding_size=8, hidden_size=6, num_labels=13, **settings
    )
    model = AutoModelForTokenClassification.from_config(config)
    model.set_vocabulary(TOKENS)
    return model.eval()


def test_padding_never_changes_a_row() -> None:
    model = build()
    ids = torch.tensor([[2, 3, 4, 5, 6]])
    padded = torch.tensor([[2, 3, 4, 5, 6, 0, 0, 0], [7, 8, 9, 2, 2, 3, 3, 3]])
    mask = torch.tensor([[1] * 5 + [0] * 3, [1] * 8])
    with torch.no_grad():
        alone, batched = model(ids).logits, model(padded, mask).logits

    assert torch.allclose(alone[0], batched[0, :5], atol=1e-6)


def test_both_directions_reach_every_token() -> None:
    model = build()
    with torch.no_grad():
        first = model(torch.tensor([[2, 3, 4, 5]])).logits
        other_end = model(torch.tensor([[2, 3, 4, 6]])).logits
        other_start = model(torch.tensor([[7, 3, 4, 5]])).logits

    assert not torch.allclose(first[0, 0], other_end[0, 0])
    assert not torch.allclose(first[0, 3], other_start[0, 3])


def test_folding_changes_no_logit() -> None:
    model = build()
    ids = torch.tensor([[2, 3, 9, 8, 1]])
    with torch.no_grad():
        assert torch.allclose(model(ids).logits, model.fold()(ids).logits, atol=1e-6)


def test_packing_changes_no_logit() -> None:
    model = build()
    ids = torch.tensor([[2, 3, 9, 8, 1], [7, 5, 4, 0, 0], [6, 0, 0, 0, 0]])
    mask = torch.tensor([[1] * 5, [1, 1, 1, 0, 0], [1, 0, 0, 0, 0]])
    with torch.no_grad():
        plain, packed = model(ids, mask).logits, PackedForTokenClassification(model)(ids, mask).logits

    assert torch.allclose(plain[mask.bool()], packed[mask.bool()], atol=1e-6)


def test_spellings_of_a_word_share_its_form_and_suffix() -> None:
    shared = {_factors(token)[:2] for token in (" Jane", "jane", "Jane", "JANE")}
    shapes = {_factors(token)[2] for token in (" Jane", "jane", "Jane", "JANE", "12", "=", "é", "\n")}

    assert len(shared) == 1
    assert len(shapes) == 8


def test_weights_of_pretraining_are_taken_over(tmp_path: object) -> None:
    config = AutoConfig.for_model("recurrent", vocab_size=len(TOKENS), embedding_size=8, hidden_size=6)
    pretrained = AutoModelForMaskedLM.from_config(config)
    pretrained.set_vocabulary(TOKENS)
    pretrained.save_pretrained(str(tmp_path))
    model = AutoModelForTokenClassification.from_pretrained(str(tmp_path), num_labels=13)

    assert torch.equal(model.embedding.token.weight, pretrained.embedding.token.weight)
    assert torch.equal(model.layers[1].backwards.weight_hh_l0, pretrained.layers[1].backwards.weight_hh_l0)
    assert torch.equal(model.embedding.get_buffer("form_of"), pretrained.embedding.get_buffer("form_of"))


def test_masked_prediction_learns() -> None:
    config = AutoConfig.for_model("recurrent", vocab_size=len(TOKENS), embedding_size=16, hidden_size=16, dropout=0.0)
    model = AutoModelForMaskedLM.from_config(config)
    optimizer = torch.optim.Adam(model.parameters(), 0.02)
    ids, labels = torch.tensor([[2, 1, 4, 5]]), torch.tensor([[-100, 6, -100, -100]])
    first = model(ids, labels=labels).loss.item()
    for _ in range(30):
        optimizer.zero_grad()
        model(ids, labels=labels).loss.backward()
        optimizer.step()

    assert model(ids, labels=labels).loss.item() < first / 10


def test_a_checkpoint_loads_in_a_transformers_pipeline(checkpoint: object) -> None:
    run = pipeline("token-classification", model=str(checkpoint), aggregation_strategy="simple", device="cpu")
    found = run("# Copyright 2020 Mina Frost\nimport os\n")

    assert [item["entity_group"] for item in found] == ["NAME"]
    assert "Mina Frost" in found[0]["word"]


@pytest.mark.parametrize("lengths", [(3, 3), (1, 7)])
def test_rows_do_not_see_their_neighbours(lengths: tuple[int, int]) -> None:
    model = build()
    width = max(lengths)
    rows = torch.randint(2, len(TOKENS), (2, width))
    mask = (torch.arange(width) < torch.tensor(lengths).unsqueeze(1)).long()
    with torch.no_grad():
        both = model(rows, mask).logits
        swapped = model(rows.flip(0), mask.flip(0)).logits

    assert torch.allclose(both[0, : lengths[0]], swapped[1, : lengths[0]], atol=1e-6)


def test_a_new_head_on_pretrained_weights_starts_small(tmp_path: object) -> None:
    config = AutoConfig.for_model("recurrent", vocab_size=len(TOKENS), embedding_size=8, hidden_size=6)
    AutoModelForMaskedLM.from_config(config).save_pretrained(str(tmp_path))
    for _ in range(3):
        model = AutoModelForTokenClassification.from_pretrained(str(tmp_path), num_labels=13)
        assert model.classifier.weight.abs().max() < 2
        assert model.classifier.weight.abs().max() > 0
        assert not model.classifier.bias.any()


def test_padding_and_neighbours_never_change_what_a_first_look_says() -> None:
    torch.manual_seed(0)
    config = ConvolutionalConfig(vocab_size=40, embedding_size=8, hidden_size=8, num_labels=5, evidence_size=3)
    model = ConvolutionalForTokenClassification(config).eval()
    ids, evidence = torch.randint(2, 40, (1, 9)), torch.randint(0, 3, (1, 9))
    alone = model(input_ids=ids, evidence=evidence).logits
    padded = torch.cat((ids, torch.full((1, 6), 7)), dim=1)
    mask = (torch.arange(15) < 9).long().unsqueeze(0)
    marks = torch.cat((evidence, torch.ones((1, 6), dtype=torch.long)), dim=1)
    beside = model(input_ids=padded, attention_mask=mask, evidence=marks).logits[:, :9]
    assert torch.allclose(alone, beside, atol=1e-6)
    assert torch.allclose(model.fold()(input_ids=ids, evidence=evidence).logits, alone, atol=1e-5)


def test_evidence_changes_what_a_network_says() -> None:
    torch.manual_seed(0)
    for kind in (RecurrentConfig, ConvolutionalConfig):
        config = kind(vocab_size=40, embedding_size=8, hidden_size=8, num_labels=5, evidence_size=3)
        model = AutoModelForTokenClassification.from_config(config).eval()
        ids = torch.randint(2, 40, (1, 9))
        none, marked = (model(input_ids=ids, evidence=torch.full((1, 9), mark)).logits for mark in (0, 2))
        assert not torch.allclose(none, marked)


def test_a_network_gets_rows_for_finer_marks_that_start_as_the_mark_they_refine() -> None:
    network = RecurrentForTokenClassification(RecurrentConfig(vocab_size=20, evidence_size=3, num_labels=5)).eval()
    ids, evidence = torch.tensor([[1, 2, 3]]), torch.tensor([[0, 1, 2]])
    before = network(input_ids=ids, evidence=evidence).logits
    widen_evidence(network, (0, 1, 2, 2, 0, 1))
    assert network.config.evidence_size == 6
    assert torch.equal(network(input_ids=ids, evidence=torch.tensor([[4, 5, 3]])).logits, before)
