"""Give a trained recurrent network more units: its output stays the same, with room to learn more.

As in Net2Net (Chen et al. 2016, arXiv 1511.05641), but nothing is copied twice: the weights that read a new unit are zero.
"""

from pathlib import Path
from shutil import copyfile

import torch
from torch import Tensor, nn

from models.export import load_model
from models.folders import whole_folder
from models.networks import RecurrentConfig, RecurrentForTokenClassification
from models.prune import COPIED, directions
from pii.errors import ConfigError, InputError

_GATES = 4
"""Gates of an LSTM, each a block of rows in its weights."""
_MEMORY = 0.7
"""Scale of a new unit's weights from the previous states; its input weights are random."""


def widen(checkpoint: Path, hidden: int, out: Path, seed: int = 1) -> Path:
    """Writes a checkpoint with `hidden` units per direction to `out`, with the same results.

    Raises:
        ConfigError: there would be fewer units.
        InputError: the checkpoint is of another type than `recurrent`.
    """
    narrow = load_model(checkpoint)
    if not isinstance(narrow, RecurrentForTokenClassification):
        raise InputError(
            f"{checkpoint} is of type {narrow.config.model_type}; only recurrent networks are widened here"
        )
    if hidden < narrow.config.hidden_size:
        raise ConfigError(f"hidden size {hidden}: expected at least the checkpoint's, {narrow.config.hidden_size}")
    torch.manual_seed(seed)
    wide = widened(narrow, hidden)
    with whole_folder(out) as partial:
        wide.save_pretrained(str(partial))
        for name in COPIED:
            if (checkpoint / name).exists():
                copyfile(checkpoint / name, partial / name)
    return out


@torch.no_grad()
def widened(narrow: RecurrentForTokenClassification, hidden: int) -> RecurrentForTokenClassification:
    """The network with more units in each direction of each layer."""
    settings = {**narrow.config.to_dict(), "hidden_size": hidden}
    wide = RecurrentForTokenClassification(RecurrentConfig.from_dict(settings)).eval()
    wide.load_state_dict(_alike(narrow, wide), strict=False)
    for number, (source, target) in enumerate(zip(narrow.layers, wide.layers, strict=True)):
        for old, new in zip(directions(source), directions(target), strict=True):
            _grow(old, new, reads_units=number > 0)
    size = narrow.config.hidden_size
    wide.classifier.weight.zero_()
    wide.classifier.weight[:, _columns(size, hidden)] = narrow.classifier.weight
    return wide


def _alike(narrow: nn.Module, wide: nn.Module) -> dict[str, Tensor]:
    """What has the same size in both, such as the embedding."""
    sizes = {name: tensor.shape for name, tensor in wide.state_dict().items()}
    return {name: tensor for name, tensor in narrow.state_dict().items() if tensor.shape == sizes[name]}


def _columns(size: int, hidden: int) -> Tensor:
    """Positions of the old units of both directions in a layer's output."""
    units = torch.arange(size)
    return torch.cat((units, units + hidden))


def _grow(old: nn.LSTM, new: nn.LSTM, reads_units: bool) -> None:
    """Copies the old layer into the first units of the new one."""
    size, hidden = old.hidden_size, new.hidden_size
    columns = {"weight_ih_l0": _columns(size, hidden) if reads_units else slice(None), "weight_hh_l0": slice(size)}
    for gate in range(_GATES):
        mine, rest = slice(gate * hidden, gate * hidden + size), slice(gate * hidden + size, (gate + 1) * hidden)
        theirs = slice(gate * size, (gate + 1) * size)
        for name, source in old.named_parameters():
            target = new.get_parameter(name)
            target[mine] = 0
            if name in columns:
                target[mine, columns[name]] = source[theirs]
            else:
                target[mine] = source[theirs]
                target[rest] = 0
        if hidden > size:
            nn.init.normal_(new.get_parameter("weight_ih_l0")[rest], std=float(old.get_parameter("weight_ih_l0").std()))
            nn.init.orthogonal_(new.get_parameter("weight_hh_l0")[rest], gain=_MEMORY)
