from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForTokenClassification

from models.data import Specials, TokenWindows, read_documents
from models.soft_targets import soft_targets
from pii.detectors.rules import RuleDetector
from pii.network.encoding import load_tokenizer


@pytest.fixture(scope="module")
def windows(checkpoint: Path, data: tuple[Path, Path]) -> TokenWindows:
    tokenizer = load_tokenizer(checkpoint / "tokenizer.json")
    documents = list(read_documents(data[1]))[:40]
    return TokenWindows.encode(documents, tokenizer, 256, 8, repeat=2, detector=RuleDetector())


@pytest.fixture(scope="module")
def other(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkpoint with other weights in its last layer."""
    network = AutoModelForTokenClassification.from_pretrained(str(checkpoint))
    with torch.no_grad():
        network.classifier.weight.mul_(-1)
    target = tmp_path_factory.mktemp("other")
    network.save_pretrained(str(target))
    return target


def of(teachers: tuple[Path, ...], windows: TokenWindows, cache: Path, temperature: float = 1.0) -> np.ndarray:
    return np.asarray(soft_targets(teachers, windows, temperature, Specials(), cache), np.float32)


def test_targets_are_the_mean_of_the_teachers(
    checkpoint: Path, other: Path, windows: TokenWindows, tmp_path: Path
) -> None:
    one, two = of((checkpoint,), windows, tmp_path), of((other,), windows, tmp_path)
    both = of((checkpoint, other), windows, tmp_path)

    assert np.allclose(one.sum(-1), 1, atol=1e-2)
    assert np.abs(one - two).max() > 0.5
    assert np.allclose(both, (one + two) / 2, atol=2e-3)


def test_a_teacher_speaks_of_the_very_tokens(checkpoint: Path, windows: TokenWindows, tmp_path: Path) -> None:
    targets = of((checkpoint,), windows, tmp_path)
    network = AutoModelForTokenClassification.from_pretrained(str(checkpoint)).eval()
    start, end = windows.bounds[len(windows) // 2]
    row = {
        "input_ids": torch.from_numpy(windows.ids[None, start:end].astype(np.int64)),
        "evidence": torch.from_numpy(windows.evidence[None, start:end].astype(np.int64)),
    }
    with torch.no_grad():
        expected = network(**row).logits.softmax(-1)[0].numpy()
    assert np.allclose(targets[start:end], expected, atol=2e-3)


def test_heat_flattens_and_a_second_call_reads_the_cache(
    checkpoint: Path, windows: TokenWindows, tmp_path: Path
) -> None:
    cold, warm = of((checkpoint,), windows, tmp_path), of((checkpoint,), windows, tmp_path, temperature=3.0)
    assert warm.max(-1).mean() < cold.max(-1).mean()

    times = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*.npy")}
    of((checkpoint,), windows, tmp_path)
    assert len(times) == 2
    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("*.npy")} == times
