"""Export a trained token classifier to the ONNX graph of a bundle, and check that both compute the same."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModelForTokenClassification, PreTrainedModel

from models.data import MARKS, PLAIN_MARKS, Specials
from models.networks import PackedForTokenClassification, RecurrentForTokenClassification, widen_evidence
from models.tokenizer import tokenizer_of
from pii.errors import ModelError
from pii.labels import TAG_IDS, TAGS, Label
from pii.network.bundle import CONFIG, FORMAT, LOOK, MODEL, TOKENIZER, file_digest
from pii.network.session import silent_runtime

OPSET = 17


def load_model(checkpoint: Path) -> PreTrainedModel:
    """The trained model of a checkpoint, ready to run.

    Raises:
        ModelError: there is none.
    """
    if not (checkpoint / "config.json").is_file():
        raise ModelError(
            f"{checkpoint} holds no trained model: config.json is missing; `python -m models train` writes OUT/model"
        )
    model = AutoModelForTokenClassification.from_pretrained(str(checkpoint), trust_remote_code=False)
    return model.eval()


def load_specials(checkpoint: Path) -> Specials:
    """The special tokens that the trainer wrote beside a checkpoint."""
    table = json.loads((checkpoint / "specials.json").read_text(encoding="utf-8"))
    return Specials(tuple(table["prefix"]), tuple(table["suffix"]), int(table["padding"]))


class Reduced(nn.Module):
    """A classifier whose outputs are what decoding needs: the likeliest label, its probability, whether it begins a span.

    Reducing inside the graph outputs 3 numbers per token instead of 13. `temperatures` divide the logits of each
    label's tags; the outside tag keeps its own.
    """

    heat: Tensor
    begin: Tensor
    inside: Tensor

    def __init__(self, model: nn.Module, temperatures: Mapping[Label, float]) -> None:
        super().__init__()
        self.model = model
        heat = torch.ones(len(TAGS))
        for label in Label:
            for prefix in "BI":
                heat[TAG_IDS[f"{prefix}-{label}"]] = temperatures.get(label, 1.0)
        self.register_buffer("heat", heat)
        self.register_buffer("begin", torch.tensor([TAG_IDS[f"B-{label}"] for label in Label]))
        self.register_buffer("inside", torch.tensor([TAG_IDS[f"I-{label}"] for label in Label]))

    def probabilities(self, input_ids: Tensor, attention_mask: Tensor, evidence: Tensor | None = None) -> Tensor:
        """Tag probabilities, batch by tokens by tags."""
        more = {} if evidence is None else {"evidence": evidence}
        logits = self.model(input_ids=input_ids, attention_mask=attention_mask, **more).logits
        return torch.softmax(logits.float() / self.heat, dim=-1)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, evidence: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        probabilities = self.probabilities(input_ids, attention_mask, evidence)
        begin = probabilities[..., self.begin]
        inside = probabilities[..., self.inside]
        score, label = (begin + inside).max(dim=-1)
        chosen = label.unsqueeze(-1)
        begins = begin.gather(-1, chosen) > inside.gather(-1, chosen)
        return label.to(torch.int32), score, begins[..., 0]


class Interest(nn.Module):
    """A classifier that outputs only, for each label, the probability that a token is part of such a value."""

    begin: Tensor
    inside: Tensor

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model
        self.register_buffer("begin", torch.tensor([TAG_IDS[f"B-{label}"] for label in Label]))
        self.register_buffer("inside", torch.tensor([TAG_IDS[f"I-{label}"] for label in Label]))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, evidence: Tensor | None = None) -> Tensor:
        more = {} if evidence is None else {"evidence": evidence}
        logits = self.model(input_ids=input_ids, attention_mask=attention_mask, **more).logits
        probabilities = torch.softmax(logits.float(), dim=-1)
        return probabilities[..., self.begin] + probabilities[..., self.inside]


class QuantizedEmbedding(nn.Module):
    """An embedding table in 8 bits with one scale per row: a quarter of the size, and rows are independent."""

    table: Tensor
    scale: Tensor

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        weight = embedding.weight.detach()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.table[ids].float() * self.scale[ids]


@dataclass(frozen=True, slots=True)
class BundleSettings:
    """The contents of a bundle's `config.json`, apart from the model's own."""

    window: int
    overlap: int
    temperatures: Mapping[Label, float]
    operating_points: Mapping[str, Mapping[Label, float]]
    gate: Mapping[str, Any]
    provenance: Mapping[str, Any]
    """Commit, recipe, data digests, measured figures: for the card; not read at run time."""


def export(checkpoint: Path, settings: BundleSettings, target: Path, quantize_embedding: bool = True) -> float:
    """Writes a bundle and returns the largest difference of a score between ONNX Runtime and torch on random rows.

    Raises:
        ModelError: the two differ by more than 0.001, so the export is not the model; or the bundle's windows are longer than
            what the model can read.
    """
    model: nn.Module = load_model(checkpoint)
    if isinstance(model, RecurrentForTokenClassification):
        model = model.fold()
        if quantize_embedding:
            model.embedding = QuantizedEmbedding(model.embedding)  # type: ignore[arg-type]
    specials = load_specials(checkpoint)
    reduced = Reduced(model, settings.temperatures).eval()
    target.mkdir(parents=True, exist_ok=True)
    packed = PackedForTokenClassification(model) if isinstance(model, RecurrentForTokenClassification) else model
    write_graph(Reduced(packed, settings.temperatures).eval(), target / MODEL, ("label", "score", "begins"))
    (target / TOKENIZER).write_bytes(tokenizer_of(checkpoint).read_bytes())
    longest = settings.window + len(specials.prefix) + len(specials.suffix)
    positions = getattr(reduced.model.config, "max_position_embeddings", longest)
    if positions < longest:
        raise ModelError(f"window = {settings.window}, but the model reads at most {positions} tokens at once")
    difference = parity(reduced, target / MODEL, longest)
    if difference > 1e-3:
        raise ModelError(f"the exported graph differs from the model by {difference:.2g}, allowed is 0.001")
    evidence = MARKS[: getattr(reduced.model.config, "evidence_size", 0)]
    write_config(target, settings, specials, evidence)
    return difference


def add_look(checkpoint: Path, threshold: float, context: int, target: Path) -> None:
    """Adds a first look to a bundle: its graph and how it is used.

    Raises:
        ModelError: the two networks have different tokenizers.
    """
    if _splitting(tokenizer_of(checkpoint)) != _splitting(target / TOKENIZER):
        raise ModelError(f"{checkpoint} has another tokenizer than the bundle {target}: train both with one")
    config = json.loads((target / CONFIG).read_text(encoding="utf-8"))
    model: Any = load_model(checkpoint)
    if 0 < model.config.evidence_size < len(config["evidence"]):
        widen_evidence(model, PLAIN_MARKS[: len(config["evidence"])])
    model = model.fold()
    model.embedding = QuantizedEmbedding(model.embedding)
    write_graph(Interest(model).eval(), target / LOOK, ("interest",))
    config["look"] = {"threshold": threshold, "context": context}
    config["files"][LOOK] = file_digest(target / LOOK)
    (target / CONFIG).write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def _splitting(tokenizer: Path) -> dict[str, Any]:
    """The parts of a `tokenizer.json` that decide how a text becomes ids; special tokens around it belong to the bundle."""
    parts = json.loads(tokenizer.read_text(encoding="utf-8"))
    return {name: parts.get(name) for name in ("added_tokens", "normalizer", "pre_tokenizer", "model")}


def write_graph(reduced: Reduced | Interest, path: Path, outputs: Sequence[str]) -> None:
    """Writes the ONNX graph with free batch and token axes."""
    # Longest first, because torch packs only sorted rows; the graph takes any order.
    inputs = _example(reduced, lengths=(24, 17, 9))
    torch.onnx.export(
        reduced,
        tuple(inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=dict.fromkeys((*inputs, *outputs), {0: "batch", 1: "tokens"}),
        opset_version=OPSET,
        # The tracing exporter writes an LSTM as one LSTM node; the newer one unrolls or loops it.
        dynamo=False,
    )


def write_config(target: Path, settings: BundleSettings, specials: Specials, evidence: Sequence[str] = ()) -> None:
    """Writes `config.json` with the digests of the other files; last, so that a bundle that has one is complete."""
    config = {
        "format": FORMAT,
        "tags": list(TAGS),
        "window": settings.window,
        "overlap": settings.overlap,
        "prefix": list(specials.prefix),
        "suffix": list(specials.suffix),
        "padding": specials.padding,
        "evidence": list(evidence),
        "verdicts": {},
        "temperatures": {str(label): value for label, value in settings.temperatures.items()},
        "operating_points": {
            name: {str(label): round(value, 4) for label, value in limits.items()}
            for name, limits in settings.operating_points.items()
        },
        "gate": settings.gate,
        "files": {name: file_digest(target / name) for name in (MODEL, TOKENIZER)},
        "provenance": settings.provenance,
    }
    (target / CONFIG).write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def parity(reduced: Reduced, path: Path, longest: int) -> float:
    """The largest difference of a score between the graph and the model, over random rows of up to `longest` tokens."""
    session = silent_runtime().InferenceSession(str(path), providers=["CPUExecutionProvider"])
    worst = 0.0
    for lengths in ((40, 40), (64, 3, 31, 1), (7, longest)):
        inputs = _example(reduced, [min(length, longest) for length in lengths])
        with torch.no_grad():
            _, expected, _ = reduced(**inputs)
        _, found, _ = session.run(None, {name: array.numpy() for name, array in inputs.items()})
        worst = max(worst, float(np.abs((found - expected.numpy()) * inputs["attention_mask"].numpy()).max()))
    return worst


def _example(reduced: Reduced | Interest, lengths: Sequence[int]) -> dict[str, Tensor]:
    """The model's inputs for random rows."""
    config: Any = reduced.model.config  # for any architecture
    generator = torch.Generator().manual_seed(0)
    shape = (len(lengths), max(lengths))
    mask = (torch.arange(max(lengths)) < torch.tensor(lengths).unsqueeze(1)).long()
    inputs = {"input_ids": torch.randint(0, int(config.vocab_size), shape, generator=generator) * mask}
    inputs["attention_mask"] = mask
    if marks := getattr(config, "evidence_size", 0):
        inputs["evidence"] = torch.randint(0, int(marks), shape, generator=generator) * mask
    return inputs
