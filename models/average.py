"""Averages the weights of trained models that share one origin: a soup (Wortsman et al. 2022, arXiv 2203.05482).

A model and one fine-tuned from it lie in the same basin of the loss; their mean often does better on other data.
"""

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from models.folders import whole_folder
from pii.errors import ConfigError, InputError

WEIGHTS = "model.safetensors"


def average(checkpoints: Sequence[Path], out: Path) -> Path:
    """Write a checkpoint with the mean weights of the others to `out`; its other files come from the last one.

    Raises:
        ConfigError: there are fewer than two, or `out` is one of them.
        InputError: one is missing, or has tensors of other names or shapes.
    """
    if len(checkpoints) < 2 or out in checkpoints:
        raise ConfigError("an average needs two checkpoints or more, and a folder of its own")
    sums: dict[str, torch.Tensor] = {}
    for checkpoint in checkpoints:
        weights, _ = _read(checkpoint)
        if sums and {k: v.shape for k, v in weights.items()} != {k: v.shape for k, v in sums.items()}:
            raise InputError(
                f"{checkpoint}: other tensors than {checkpoints[0]} has; only models of one origin average"
            )
        sums = {name: sums.get(name, 0) + tensor.double() for name, tensor in weights.items()}
    last, metadata = _read(checkpoints[-1])
    mean = {name: (total / len(checkpoints)).to(last[name].dtype) for name, total in sums.items()}
    with whole_folder(out) as partial:
        copytree(checkpoints[-1], partial, dirs_exist_ok=True)
        save_file(mean, partial / WEIGHTS, metadata)
    return out


def _read(checkpoint: Path) -> tuple[dict[str, torch.Tensor], dict[str, str]]:
    path = checkpoint / WEIGHTS
    if not path.is_file():
        raise InputError(f"{path} is missing: expected the folder of a trained model, such as runs/starter/model")
    with safe_open(path, "pt") as file:
        return {name: file.get_tensor(name) for name in file.keys()}, file.metadata()  # noqa: SIM118
