"""What trained networks predict for every token, computed once, so that a student trains without running its teachers.

The mean of several teachers' probabilities is a better target than any one's (Hinton et al. 2015, arXiv 1503.02531). Teachers see
all evidence, even what is hidden from the student, which so learns to do without.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import DataLoader
from transformers import AutoModelForTokenClassification, PreTrainedModel

from models.data import Collator, Specials, TokenWindows

_BATCH = 512
"""Windows that a teacher reads at a time."""


def soft_targets(
    teachers: Sequence[Path],
    windows: TokenWindows,
    temperature: float,
    specials: Specials,
    cache: Path,
    workers: int = 0,
) -> NDArray[np.float16]:
    """The teachers' mean tag probabilities at a temperature, tokens by tags, kept in `cache` under a digest of their origin.

    For a token in two windows the shorter one decides, or the later if they are equally long. `workers` processes make batches.
    """
    digest = hashlib.blake2b(f"{temperature} {specials}".encode(), digest_size=12)
    for array in (windows.ids, windows.bounds, windows.evidence):
        digest.update(np.ascontiguousarray(array).data)
    for teacher in teachers:
        digest.update((teacher / "model.safetensors").read_bytes())
    cached = cache / f"{digest.hexdigest()}.npy"
    if not cached.exists():
        cache.mkdir(parents=True, exist_ok=True)
        partial = cached.with_name(f".{cached.name}")
        with partial.open("wb") as file:
            np.save(file, _mean(teachers, windows, temperature, specials, workers))
        partial.rename(cached)
    return np.load(cached, mmap_mode="r")


def _mean(
    teachers: Sequence[Path], windows: TokenWindows, temperature: float, specials: Specials, workers: int
) -> NDArray[np.float16]:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    networks = [
        AutoModelForTokenClassification.from_pretrained(str(path), trust_remote_code=False).to(device).eval()
        for path in teachers
    ]
    # Every window once, sorted by length: little padding.
    bounds = np.unique(windows.bounds, axis=0)
    bounds = bounds[np.argsort(bounds[:, 0] - bounds[:, 1], kind="stable")]
    once = TokenWindows(windows.ids, windows.tags, bounds, windows.evidence)
    loader = DataLoader(once, _BATCH, collate_fn=Collator(specials, evidence=True), num_workers=workers)
    targets = np.zeros((len(windows.ids), networks[0].config.num_labels), np.float16)
    first = len(specials.prefix)
    for number, batch in enumerate(loader):
        values = _spoken(networks, {name: tensor.to(device) for name, tensor in batch.items()}, temperature)
        for row, (start, end) in enumerate(bounds[number * _BATCH : (number + 1) * _BATCH]):
            targets[start:end] = values[row, first : first + end - start]
    return targets


def _spoken(
    networks: Sequence[PreTrainedModel], batch: Mapping[str, torch.Tensor], temperature: float
) -> NDArray[np.float16]:
    device = batch["input_ids"].device
    total = torch.zeros((), device=device)
    for network in networks:
        taken = {"input_ids", "attention_mask"} | (
            {"evidence"} if getattr(network.config, "evidence_size", 0) else set()
        )
        with torch.no_grad(), torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            logits = network(**{name: batch[name] for name in taken}).logits
        total = total + torch.softmax(logits.float() / temperature, dim=-1)
    return (total / len(networks)).half().cpu().numpy()
