"""Make a trained recurrent network narrower: drop the units that matter least, and project the embedding.

The result is a starting point for training with the wide network as teacher (`recipes/narrow.toml`), far better than random
weights. Units are dropped as a whole, as in intrinsic sparse structures (Wen et al. 2018, arXiv 1709.05027), by their
contribution on real text: the mean square of a unit's state times the squares of the weights that read it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import NamedTuple

import torch
from torch import Tensor, nn

from annotation.schema import Document
from models.data import Collator, TokenWindows
from models.export import load_model, load_specials
from models.folders import whole_folder
from models.networks import BidirectionalLstm, RecurrentConfig, RecurrentForTokenClassification
from pii.errors import ConfigError, InputError
from pii.network.encoding import load_tokenizer

_BATCH = 64
_WINDOW = 128
COPIED = ("tokenizer.json", "tokenizer_config.json", "specials.json")
"""The files of a checkpoint besides its weights."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How a wide network works on real text."""

    tokens: Tensor
    """How often each token of the vocabulary occurs."""
    means: list[list[Tensor]]
    """Of each unit's state, by layer and direction."""
    squares: list[list[Tensor]]
    """The mean square of each unit's state, by layer and direction."""


def prune(checkpoint: Path, documents: Iterable[Document], hidden: int, embedding: int, out: Path) -> Path:
    """Writes a checkpoint with `hidden` units a direction and tokens of `embedding` numbers to `out`.

    Args:
        checkpoint: a trained model of the type `recurrent`.
        documents: text to see the units at work on; labels are not read.

    Raises:
        ConfigError: the sizes are not smaller than the checkpoint's.
        InputError: the checkpoint is of another type, or there is no text.
    """
    wide = load_model(checkpoint)
    if not isinstance(wide, RecurrentForTokenClassification):
        raise InputError(f"{checkpoint} is of type {wide.config.model_type}; only recurrent networks are pruned here")
    if not 0 < hidden <= wide.config.hidden_size or not 0 < embedding <= wide.config.embedding_size:
        raise ConfigError(
            f"hidden size {hidden} and embedding size {embedding}: expected at most the checkpoint's, "
            f"{wide.config.hidden_size} and {wide.config.embedding_size}"
        )
    wide = wide.fold()
    tokenizer = load_tokenizer(checkpoint / "tokenizer.json")
    windows = TokenWindows.encode(documents, tokenizer, _WINDOW, 0)
    narrow = narrowed(wide, usage(wide, windows, Collator(load_specials(checkpoint))), hidden, embedding)
    with whole_folder(out) as partial:
        narrow.save_pretrained(str(partial))
        for name in COPIED:
            if (checkpoint / name).exists():
                copyfile(checkpoint / name, partial / name)
    return out


def usage(model: RecurrentForTokenClassification, windows: TokenWindows, collate: Collator) -> Usage:
    """Run the network over the windows and collect statistics of its units."""
    sizes = [(2, model.config.hidden_size)] * len(model.layers)
    means, squares = ([torch.zeros(size, dtype=torch.float64) for size in sizes] for _ in range(2))
    tokens = torch.zeros(model.config.vocab_size, dtype=torch.float64)
    count = 0
    for start in range(0, len(windows), _BATCH):
        batch = collate([windows[index] for index in range(start, min(start + _BATCH, len(windows)))])
        kept = batch["attention_mask"].bool()
        tokens += torch.bincount(batch["input_ids"][kept], minlength=len(tokens))
        count += int(kept.sum())
        for layer, states in enumerate(_layer_states(model, batch["input_ids"], batch["attention_mask"])):
            both = states[kept].double().unflatten(-1, (2, -1))
            means[layer] += both.sum(0)
            squares[layer] += both.square().sum(0)
    return Usage(tokens, [list(mean / count) for mean in means], [list(square / count) for square in squares])


@torch.no_grad()
def _layer_states(model: RecurrentForTokenClassification, ids: Tensor, mask: Tensor) -> list[Tensor]:
    states: list[Tensor] = []

    def keep(layer: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        states.append(output)

    hooks = [layer.register_forward_hook(keep) for layer in model.layers]
    model.states(ids, mask)
    for hook in hooks:
        hook.remove()
    return states


@torch.no_grad()
def narrowed(
    wide: RecurrentForTokenClassification, used: Usage, hidden: int, embedding: int
) -> RecurrentForTokenClassification:
    """The folded network with fewer units and a shorter embedding."""
    settings = {**wide.config.to_dict(), "hidden_size": hidden, "embedding_size": embedding}
    narrow = RecurrentForTokenClassification(RecurrentConfig.from_dict(settings)).eval()
    layers = [_weights(layer) for layer in wide.layers]
    made = [_weights(layer) for layer in narrow.layers]
    kept = [_kept_units(wide, used, index, hidden) for index in range(len(layers))]
    for index in range(len(layers)):
        for number, (source, target) in enumerate(zip(layers[index], made[index], strict=True)):
            rows = _gate_rows(kept[index][number], wide.config.hidden_size)
            target.bias_ih_l0.copy_(source.bias_ih_l0[rows])
            _select(
                source.weight_hh_l0[rows],
                kept[index][number],
                used.means[index][number],
                target.weight_hh_l0,
                target.bias_ih_l0,
            )
            target.bias_hh_l0.copy_(source.bias_hh_l0[rows])
            if index:
                _select(source.weight_ih_l0[rows], *_inputs(kept, used, index), target.weight_ih_l0, target.bias_ih_l0)
    narrow.classifier.bias.copy_(wide.classifier.bias)
    _select(wide.classifier.weight, *_inputs(kept, used, len(layers)), narrow.classifier.weight, narrow.classifier.bias)
    reading = torch.cat(
        [
            source.weight_ih_l0[_gate_rows(units, wide.config.hidden_size)]
            for source, units in zip(layers[0], kept[0], strict=True)
        ]
    )
    table, weights = project(wide.get_parameter("embedding.weight"), reading, used.tokens, embedding)
    narrow.get_parameter("embedding.weight").copy_(table)
    for target, part in zip(made[0], weights.chunk(2), strict=True):
        target.weight_ih_l0.copy_(part)
    return narrow


def project(table: Tensor, weights: Tensor, tokens: Tensor, size: int) -> tuple[Tensor, Tensor]:
    """A table of `size` columns and weights to read it whose product is nearest to `table @ weights.T`.

    Nearest by the squared error over tokens as often as they occur: a singular value decomposition.
    """
    moment = (table * (tokens.float() + 1).unsqueeze(1)).T @ table
    root = torch.linalg.cholesky(moment.double() + 1e-6 * moment.diagonal().mean() * torch.eye(len(moment)))
    _, _, directions = torch.linalg.svd(root.T @ weights.double().T, full_matrices=False)
    basis = directions[:size].T.float()
    # The split of the scale between the two is free; weights as large as before suit the same learning rate.
    scale = weights.square().mean().sqrt() / basis.square().mean().sqrt()
    return (table @ weights.T @ basis) / scale, basis * scale


def directions(layer: nn.Module) -> tuple[nn.LSTM, nn.LSTM]:
    """The two halves of a layer of the network."""
    assert isinstance(layer, BidirectionalLstm)
    return layer.forwards, layer.backwards


class _Weights(NamedTuple):
    """The weights of one direction, by PyTorch's names."""

    weight_ih_l0: Tensor
    weight_hh_l0: Tensor
    bias_ih_l0: Tensor
    bias_hh_l0: Tensor


def _weights(layer: nn.Module) -> tuple[_Weights, _Weights]:
    there, back = (_Weights(**dict(direction.named_parameters())) for direction in directions(layer))
    return there, back


def _kept_units(wide: RecurrentForTokenClassification, used: Usage, index: int, hidden: int) -> list[Tensor]:
    """By direction of layer `index`, the units that matter most, in order."""
    size = wide.config.hidden_size
    last = index + 1 == len(wide.layers)
    readers = [wide.classifier.weight] if last else [d.weight_ih_l0 for d in _weights(wide.layers[index + 1])]
    kept: list[Tensor] = []
    for number, direction in enumerate(_weights(wide.layers[index])):
        columns = slice(number * size, (number + 1) * size)
        read = direction.weight_hh_l0.square().sum(0) + sum(
            (reader[:, columns].square().sum(0) for reader in readers), torch.zeros(size)
        )
        kept.append((used.squares[index][number] * read).topk(hidden).indices.sort().values)
    return kept


def _inputs(kept: Sequence[Sequence[Tensor]], used: Usage, index: int) -> tuple[Tensor, Tensor]:
    """What the layer `index` reads: the kept units of the one below, and the means of all of them."""
    there, back = kept[index - 1]
    means = used.means[index - 1]
    return torch.cat((there, back + len(means[0]))), torch.cat(tuple(means))


def _gate_rows(units: Tensor, size: int) -> Tensor:
    """The rows of an LSTM's weights that compute these units: one block of rows for each of its four gates."""
    return torch.cat([units + gate * size for gate in range(4)])


def _select(weight: Tensor, columns: Tensor, means: Tensor, target: Tensor, bias: Tensor) -> None:
    """Copy the columns of kept units; the bias takes the mean contribution of dropped ones."""
    left_out = torch.ones(weight.shape[1], dtype=torch.bool)
    left_out[columns] = False
    target.copy_(weight[:, columns])
    bias += weight[:, left_out] @ means[left_out].to(weight.dtype)
