"""The speed of a GPU, measured in minutes and without downloads: `python -m benchmarks gpu`.

Rates of the shipped network and of transformers of two common sizes, alone and end to end with all cores, the spans of the GPU
against the CPU's, and how fast a teacher trains. If ONNX Runtime cannot use the card, the same weights run in torch, and the
result says so. The corpus is the standard library's sources, which every machine has.
"""

import multiprocessing
import os
import statistics
import sysconfig
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np

from benchmarks.results import provenance
from pii.detectors.encoder import EncoderDetector
from pii.detectors.rules import RuleDetector
from pii.errors import DeviceError, InputError
from pii.labels import bio_tags
from pii.network.bundle import Bundle, load_bundle
from pii.network.encoding import TokenScores
from pii.network.session import EncoderSession, Remembering, Row
from pii.redactor import Redactor

SHIPPED = Path("models/weights")
"""The checkpoint behind the packaged bundle."""
SHAPES: Mapping[str, tuple[int, int]] = {"6 × 384": (6, 384), "12 × 768": (12, 768)}
"""Transformers by layers and width, with random weights, since time does not depend on them."""
_WINDOW = 128
_ROWS = 512
_BUDGET = 131_072
"""Tokens per batch, padding included."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is measured on what."""

    device: str = "cuda"
    workers: int = os.cpu_count() or 1
    megabytes: float = 200.0
    """Size of the text that is redacted end to end; the corpus is repeated up to it."""
    seconds: float = 4.0
    """How long to measure each network on its own."""
    checkpoint: Path = SHIPPED


def check(settings: Settings, report: Callable[[str], None] = print) -> dict[str, Any]:
    """All figures, JSON-serialisable.

    Raises:
        DeviceError: torch has no such device here.
        InputError: there is no checkpoint.
    """
    import torch

    if settings.device == "cuda" and not torch.cuda.is_available():
        raise DeviceError("torch sees no CUDA device here: run on a machine with one, or try --device cpu")
    if not (settings.checkpoint / "config.json").exists():
        raise InputError(f"{settings.checkpoint} is no checkpoint: it has no config.json")
    card = torch.cuda.get_device_name() if settings.device == "cuda" else "cpu"
    result: dict[str, Any] = {"card": card, "runtime": f"torch {torch.__version__}", **provenance()}
    names = ["shipped", *SHAPES]
    result["network_tokens_per_second"] = {}
    for name in names:
        rate = network_rate(name, settings)
        result["network_tokens_per_second"][name] = round(rate)
        report(f"{card}: {name}, network alone: {rate / 1e6:.2f} million tokens/s")
    result["end_to_end"] = {}
    for name in names:
        row = end_to_end(name, settings)
        result["end_to_end"][name] = row
        report(f"{card}: {name}, {settings.workers} workers: {row['megabytes_per_second']} MB/s")
    result["agreement"] = agreement(settings)
    report(f"{card}: spans of the CPU's ONNX graph found again: {result['agreement']}")
    result["training"] = training_rate(settings)
    report(f"{card}: training: {result['training']}")
    return result


def network(name: str, checkpoint: Path, vocabulary: int, marks: int) -> Any:
    """The shipped network or a transformer of a size in `SHAPES`, in torch."""
    from transformers import AutoModelForTokenClassification, BertConfig, BertForTokenClassification

    import models.networks  # noqa: F401  registers the shipped network's type

    if name == "shipped":
        return AutoModelForTokenClassification.from_pretrained(str(checkpoint)).eval()
    layers, width = SHAPES[name]
    config = BertConfig(
        vocab_size=vocabulary,
        num_hidden_layers=layers,
        hidden_size=width,
        num_attention_heads=width // 64,
        intermediate_size=4 * width,
    )
    config.num_labels = 2 * marks + 1
    return BertForTokenClassification(config).eval()


class TorchSession:
    """`pii.network.session.EncoderSession` in torch, for cards that ONNX Runtime cannot use."""

    def __init__(self, bundle: Bundle, name: str, settings: Settings) -> None:
        import torch

        self._torch, self._device = torch, settings.device
        vocabulary = 24_000
        self._model = network(name, settings.checkpoint, vocabulary, len(bundle.labels)).to(settings.device)
        self._precision = torch.bfloat16 if settings.device == "cuda" and name != "shipped" else torch.float32
        self._evidence = name == "shipped" and bool(bundle.evidence)
        self._vocabulary = int(self._model.config.vocab_size)
        tags = bio_tags(bundle.labels)
        heat = torch.ones(len(tags))
        for index, tag in enumerate(tags[1:], start=1):
            heat[index] = bundle.temperatures.get(tag[2:], 1.0)
        self._heat = heat.to(settings.device)
        self.tokens = self.padding = 0

    def run(self, rows: Sequence[Row]) -> list[TokenScores]:
        results: list[TokenScores | None] = [None] * len(rows)
        order = sorted(range(len(rows)), key=lambda index: len(rows[index].ids))
        while order:
            width = -(-len(rows[order[0]].ids) // 8) * 8
            batch: list[int] = []
            while order and (len(batch) + 1) * (-(-len(rows[order[0]].ids) // 8) * 8) <= _BUDGET or order and not batch:
                width = max(width, -(-len(rows[order[0]].ids) // 8) * 8)
                batch.append(order.pop(0))
            for index, scores in zip(batch, self._run_batch([rows[i] for i in batch], width), strict=True):
                results[index] = scores
        return [result for result in results if result is not None]

    def _run_batch(self, rows: Sequence[Row], width: int) -> Iterator[TokenScores]:
        torch = self._torch
        ids, mask, evidence = (np.zeros((len(rows), width), np.int64) for _ in range(3))
        for index, row in enumerate(rows):
            ids[index, : len(row.ids)] = row.ids
            mask[index, : len(row.ids)] = 1
            evidence[index, : len(row.ids)] = row.evidence
        self.tokens += int(mask.sum())
        self.padding += int(mask.size - mask.sum())
        inputs = {"input_ids": ids % self._vocabulary, "attention_mask": mask}
        if self._evidence:
            inputs["evidence"] = evidence
        with torch.no_grad(), torch.autocast(self._device, self._precision, enabled=self._device == "cuda"):
            tensors = {name: torch.from_numpy(array).to(self._device) for name, array in inputs.items()}
            logits = self._model(**tensors).logits.float()
            probabilities = torch.softmax(logits / self._heat[: logits.shape[-1]], dim=-1)
            begin, inside = probabilities[..., 1::2], probabilities[..., 2::2]
            score, label = (begin + inside).max(dim=-1)
            chosen = label.unsqueeze(-1)
            begins = (begin.gather(-1, chosen) > inside.gather(-1, chosen))[..., 0]
            label, score, begins = label.int().cpu().numpy(), score.cpu().numpy(), begins.cpu().numpy()
        for index, row in enumerate(rows):
            end = len(row.ids)
            yield TokenScores(label[index, :end], score[index, :end], begins[index, :end])


class TorchEncoder(EncoderDetector):
    """The encoder with its network in torch."""

    def __init__(self, name: str, settings: Settings) -> None:
        self._choice = (name, settings)
        super().__init__()

    def _open(self) -> None:
        super()._open()
        # It has every part of a session that the detector uses.
        self._session = cast(EncoderSession, TorchSession(self._bundle, *self._choice))
        self._scores = Remembering(self._session)


def network_rate(name: str, settings: Settings) -> float:
    """Tokens a second of a network alone, full windows: the median of several batches."""
    session = TorchSession(load_bundle(), name, settings)
    random = np.random.default_rng(0)
    rows = [
        Row(random.integers(2, 8000, _WINDOW).astype(np.int32), np.zeros(_WINDOW, np.int8))
        for _ in range(_ROWS if settings.device == "cuda" else 32)
    ]
    session.run(rows)
    rates: list[float] = []
    until = time.perf_counter() + settings.seconds
    while time.perf_counter() < until or len(rates) < 3:
        start = time.perf_counter()
        session.run(rows)
        rates.append(len(rows) * _WINDOW / (time.perf_counter() - start))
    return statistics.median(rates)


def corpus(megabytes: float) -> list[str]:
    """The standard library's sources, repeated up to this size; repeats differ, so that no cache helps."""
    paths = sorted(Path(sysconfig.get_paths()["stdlib"]).rglob("*.py"))
    texts: list[str] = []
    size, turn = 0.0, 0
    while size < megabytes * 1e6:
        for path in paths:
            if size >= megabytes * 1e6 or "site-packages" in path.parts:
                continue
            text = path.read_text("utf-8", "replace")
            # A number in every word "the" changes the windows of the next repeat, but hardly their length.
            texts.append(text if turn == 0 else text.replace(" the ", f" the{turn} "))
            size += len(texts[-1])
        turn += 1
    return texts


def _redact(name: str, settings: Settings, texts: Sequence[str], gate: Any) -> tuple[float, float, int]:
    """Seconds from the common start to the end of this share, its characters, and the replacements made."""
    import torch

    torch.set_num_threads(1)
    redactor = Redactor(detectors=[RuleDetector(), TorchEncoder(name, settings)])
    redactor.redact_batch(texts[:5])
    gate.wait()
    start = time.time()
    made = 0
    for first in range(0, len(texts), 400):
        made += sum(len(one.replacements) for one in redactor.redact_batch(texts[first : first + 400]))
    return start, time.time(), made


def end_to_end(name: str, settings: Settings) -> dict[str, Any]:
    """Megabytes per second of rules, network and replacement; workers share the corpus and the one card."""
    texts = corpus(settings.megabytes if name == "shipped" else settings.megabytes / 8)
    shares = [texts[number :: settings.workers] for number in range(settings.workers)]
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(settings.workers, mp_context=context) as pool:
        gate = manager.Barrier(settings.workers)
        done = list(pool.map(_redact, *zip(*((name, settings, share, gate) for share in shares), strict=True)))
    seconds = max(end for _, end, _ in done) - min(start for start, _, _ in done)
    size = sum(map(len, texts)) / 1e6
    return {
        "megabytes": round(size, 1),
        "workers": settings.workers,
        "megabytes_per_second": round(size / seconds, 2),
        "replacements": sum(made for *_, made in done),
    }


def agreement(settings: Settings, megabytes: float = 2.0) -> dict[str, int]:
    """Spans that the CPU's ONNX graph and the card find alike, and those that only one of them finds."""
    texts = corpus(megabytes)
    (one, other) = (
        Redactor(detectors=[RuleDetector(), encoder]).detect_batch(texts)
        for encoder in (EncoderDetector(), TorchEncoder("shipped", settings))
    )
    pairs = [
        ({(s.start, s.end, s.label) for s in a}, {(s.start, s.end, s.label) for s in b})
        for a, b in zip(one, other, strict=True)
    ]
    return {
        "both": sum(len(a & b) for a, b in pairs),
        "only_cpu": sum(len(a - b) for a, b in pairs),
        "only_card": sum(len(b - a) for a, b in pairs),
    }


def training_rate(settings: Settings, hidden: int = 384) -> dict[str, float]:
    """Steps and tokens a second of the teacher's network, forwards and backwards."""
    import torch
    from transformers import AutoConfig, AutoModelForTokenClassification

    import models.networks  # noqa: F401
    from models.data import MARKS

    rows = 384 if settings.device == "cuda" else 8
    shape = {"vocab_size": 24_000, "embedding_size": 192, "hidden_size": hidden, "num_hidden_layers": 2}
    config = AutoConfig.for_model("recurrent", **shape, evidence_size=len(MARKS), num_labels=13)
    model = AutoModelForTokenClassification.from_config(config).to(settings.device).train()
    optimizer = torch.optim.AdamW(model.parameters(), 1e-3)
    ids = torch.randint(0, 24_000, (rows, _WINDOW), device=settings.device)
    tags = torch.randint(0, 13, (rows, _WINDOW), device=settings.device)
    times: list[float] = []
    for _ in range(12 if settings.device == "cuda" else 3):
        start = time.perf_counter()
        with torch.autocast(settings.device, torch.bfloat16, enabled=settings.device == "cuda"):
            loss = model(input_ids=ids, labels=tags, evidence=torch.zeros_like(ids)).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        loss.item()
        times.append(time.perf_counter() - start)
    step = statistics.median(times[1:])
    return {"steps_per_second": round(1 / step, 2), "tokens_per_second": round(rows * _WINDOW / step)}
