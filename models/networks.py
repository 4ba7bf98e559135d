"""Small token classifiers, as Hugging Face models of their own types: `recurrent`, and `convolutional` for a first look.

Two things differ from an ordinary bidirectional LSTM:

- Every token's vector is a sum of factors that tokens share: its own, its lower-cased form's, its last three characters' and
  its shape's (after the hash embeddings of spaCy, Miranda et al. 2022, arXiv 2212.09255). The factors are functions of the
  token alone, so `fold` turns the sum into one table at no cost in serving.
- The backward direction reads each row reversed within its own length, so that padding never changes a result.

Importing this module registers the types with `AutoConfig` and `AutoModelForTokenClassification`.
"""

import zlib
from collections.abc import Sequence
from typing import Any, TypeVar, cast

import torch
from torch import Tensor, nn
from transformers import (
    AutoConfig,
    AutoModelForMaskedLM,
    AutoModelForTokenClassification,
    PreTrainedConfig,
    PreTrainedModel,
)
from transformers.modeling_outputs import MaskedLMOutput, TokenClassifierOutput

from pii.network.encoding import IGNORED_TAG

_Network = TypeVar("_Network", bound=PreTrainedModel)

SUFFIXES = 4096
"""Rows of the suffix table; suffixes share rows by a hash."""
SHAPES = 96


class RecurrentConfig(PreTrainedConfig):
    """Sizes of the network; `hidden_size` is per direction, `evidence_size` the number of marks that other detectors can set
    on a token (0: the network reads the text alone)."""

    model_type = "recurrent"

    def __init__(
        self,
        vocab_size: int = 16000,
        embedding_size: int = 128,
        hidden_size: int = 128,
        num_hidden_layers: int = 2,
        dropout: float = 0.2,
        token_dropout: float = 0.1,
        folded: bool = False,
        evidence_size: int = 0,
        pad_token_id: int = 0,
        **kwargs: Any,
    ) -> None:
        self.vocab_size = vocab_size
        self.embedding_size = embedding_size
        self.hidden_size = hidden_size
        self.num_hidden_layers = num_hidden_layers
        self.dropout = dropout
        self.token_dropout = token_dropout
        self.folded = folded
        self.evidence_size = evidence_size
        super().__init__(**{"pad_token_id": pad_token_id, **kwargs})


class FactoredEmbedding(nn.Module):
    """The sum of a token's own vector and its form's, suffix's and shape's.

    `token_dropout` drops a token's own vector at random in training, so that the shared factors and the context learn
    to represent rare tokens.
    """

    def __init__(self, config: RecurrentConfig) -> None:
        super().__init__()
        size = config.embedding_size
        self.token = nn.Embedding(config.vocab_size, size)
        self.form = nn.Embedding(config.vocab_size, size)
        self.suffix = nn.Embedding(SUFFIXES, size)
        self.shape = nn.Embedding(SHAPES, size)
        self.token_dropout = config.token_dropout
        for name in ("form_of", "suffix_of", "shape_of"):
            self.register_buffer(name, torch.zeros(config.vocab_size, dtype=torch.long))

    def set_vocabulary(self, tokens: Sequence[str]) -> None:
        """Fills the factor tables from the text of each token, in the order of the ids."""
        form, suffix, shape = zip(*map(_factors, tokens), strict=True)
        rows = {name: row for row, name in enumerate(dict.fromkeys(form))}
        self.get_buffer("form_of").copy_(torch.tensor([rows[name] for name in form]))
        self.get_buffer("suffix_of").copy_(torch.tensor(suffix))
        self.get_buffer("shape_of").copy_(torch.tensor(shape))

    def forward(self, ids: Tensor) -> Tensor:
        own = self.token(ids)
        if self.training and self.token_dropout:
            own = own * (torch.rand(ids.shape, device=ids.device) >= self.token_dropout).unsqueeze(-1)
        return (
            own
            + self.form(self.get_buffer("form_of")[ids])
            + self.suffix(self.get_buffer("suffix_of")[ids])
            + self.shape(self.get_buffer("shape_of")[ids])
        )


class BidirectionalLstm(nn.Module):
    """One layer: an LSTM forward and one over each row reversed within its length."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.forwards = nn.LSTM(input_size, hidden_size, batch_first=True)
        self.backwards = nn.LSTM(input_size, hidden_size, batch_first=True)

    def forward(self, states: Tensor, reversal: Tensor) -> Tensor:
        there, _ = self.forwards(states)
        back, _ = self.backwards(_reorder(states, reversal))
        return torch.cat((there, _reorder(back, reversal)), dim=-1)


class RecurrentModel(PreTrainedModel):
    """Embedding and bidirectional LSTM layers; the heads below put their own layer on top."""

    config_class = RecurrentConfig
    base_model_prefix = "recurrent"

    def __init__(self, config: RecurrentConfig) -> None:
        super().__init__(config)
        if config.folded:
            self.embedding: nn.Module = nn.Embedding(config.vocab_size, config.embedding_size)
        else:
            self.embedding = FactoredEmbedding(config)
        # A token's mark of evidence is one more factor of its vector.
        self.evidence = nn.Embedding(config.evidence_size, config.embedding_size) if config.evidence_size else None
        sizes = [config.embedding_size, *[2 * config.hidden_size] * (config.num_hidden_layers - 1)]
        self.layers = nn.ModuleList(BidirectionalLstm(size, config.hidden_size) for size in sizes)
        self.dropout = nn.Dropout(config.dropout)

    def _init_weights(self, module: nn.Module) -> None:
        if isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, std=0.1)
        elif isinstance(module, nn.Linear):
            nn.init.xavier_uniform_(module.weight)
            nn.init.zeros_(module.bias)
        elif isinstance(module, RecurrentForMaskedLM):
            nn.init.zeros_(module.bias)
        elif isinstance(module, nn.LSTM):
            for name, weight in module.named_parameters():
                if name.startswith("weight"):
                    nn.init.orthogonal_(weight)
                else:
                    nn.init.zeros_(weight)

    def set_vocabulary(self, tokens: Sequence[str]) -> None:
        """Tells the embedding what each token looks like; once, before training."""
        if isinstance(self.embedding, FactoredEmbedding):
            self.embedding.set_vocabulary(tokens)

    def states(self, input_ids: Tensor, attention_mask: Tensor | None, evidence: Tensor | None = None) -> Tensor:
        """The last layer's states, batch by tokens by twice the hidden size."""
        mask = torch.ones_like(input_ids) if attention_mask is None else attention_mask
        positions = torch.arange(input_ids.shape[1], device=input_ids.device).unsqueeze(0)
        lengths = mask.sum(dim=1, keepdim=True)
        reversal = torch.where(positions < lengths, lengths - 1 - positions, positions)
        states = self.embedding(input_ids)
        if self.evidence is not None and evidence is not None:
            states = states + self.evidence(evidence)
        states = self.dropout(states)
        for layer in self.layers:
            states = self.dropout(layer(states, reversal))
        return states


class RecurrentForTokenClassification(RecurrentModel):
    """A linear layer from the states to the tags."""

    def __init__(self, config: RecurrentConfig) -> None:
        super().__init__(config)
        self.classifier = nn.Linear(2 * config.hidden_size, _outputs(config))
        self.post_init()

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor | None = None,
        labels: Tensor | None = None,
        evidence: Tensor | None = None,
        **unused: object,
    ) -> TokenClassifierOutput:
        del unused
        logits = self.classifier(self.states(input_ids, attention_mask, evidence))
        loss = None
        if labels is not None:
            loss = nn.functional.cross_entropy(logits.flatten(0, 1).float(), labels.flatten(), ignore_index=IGNORED_TAG)
        return TokenClassifierOutput(loss=loss, logits=logits)  # type: ignore[arg-type]

    def fold(self) -> "RecurrentForTokenClassification":
        """The same network with its embedding factors summed into one table."""
        return _folded(self)


class PackedForTokenClassification(nn.Module):
    """A recurrent classifier over packed rows, for export: each layer becomes ONNX's own bidirectional LSTM with lengths.

    The same numbers with nothing reordered. In torch itself rows must come longest first.
    """

    def __init__(self, model: RecurrentForTokenClassification) -> None:
        super().__init__()
        self.config, self.embedding, self.classifier = model.config, model.embedding, model.classifier
        self.evidence = model.evidence
        self.layers = nn.ModuleList(_bidirectional(layer) for layer in model.layers)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, evidence: Tensor | None = None
    ) -> TokenClassifierOutput:
        lengths = attention_mask.sum(dim=1)
        states = self.embedding(input_ids.T)
        if self.evidence is not None and evidence is not None:
            states = states + self.evidence(evidence.T)
        for layer in self.layers:
            packed, _ = layer(nn.utils.rnn.pack_padded_sequence(states, lengths.cpu()))
            states, _ = nn.utils.rnn.pad_packed_sequence(packed)
        return TokenClassifierOutput(logits=self.classifier(states).transpose(0, 1))  # type: ignore[arg-type]


class ConvolutionalConfig(RecurrentConfig):
    """Sizes of the network; `hidden_size` is the number of channels, `kernel_size` how many tokens a layer looks at."""

    model_type = "convolutional"

    def __init__(self, kernel_size: int = 5, **kwargs: Any) -> None:
        self.kernel_size = kernel_size
        super().__init__(**kwargs)


class ConvolutionalForTokenClassification(PreTrainedModel):
    """Convolutions over the tokens' vectors, each layer twice as far apart as the one before: a tenth of an LSTM's time.

    It sees a few tokens on each side, enough to tell where a slower network has nothing to find.
    """

    config_class = ConvolutionalConfig
    base_model_prefix = "convolutional"

    def __init__(self, config: ConvolutionalConfig) -> None:
        super().__init__(config)
        self.embedding: nn.Module = (
            nn.Embedding(config.vocab_size, config.embedding_size) if config.folded else FactoredEmbedding(config)
        )
        self.evidence = nn.Embedding(config.evidence_size, config.embedding_size) if config.evidence_size else None
        sizes = [config.embedding_size, *[config.hidden_size] * config.num_hidden_layers]
        self.layers = nn.ModuleList(
            nn.Conv1d(
                before, after, config.kernel_size, padding=2**depth * (config.kernel_size // 2), dilation=2**depth
            )
            for depth, (before, after) in enumerate(zip(sizes, sizes[1:], strict=False))
        )
        self.dropout = nn.Dropout(config.dropout)
        self.classifier = nn.Linear(config.hidden_size, _outputs(config))
        self.post_init()

    def _init_weights(self, module: nn.Module) -> None:
        if isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, std=0.1)
        elif isinstance(module, nn.Linear):
            nn.init.xavier_uniform_(module.weight)
            nn.init.zeros_(module.bias)
        elif isinstance(module, nn.Conv1d):
            nn.init.kaiming_uniform_(module.weight)
            if module.bias is not None:
                nn.init.zeros_(module.bias)

    def set_vocabulary(self, tokens: Sequence[str]) -> None:
        """Tells the embedding what each token looks like; once, before training."""
        if isinstance(self.embedding, FactoredEmbedding):
            self.embedding.set_vocabulary(tokens)

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor | None = None,
        labels: Tensor | None = None,
        evidence: Tensor | None = None,
        **unused: object,
    ) -> TokenClassifierOutput:
        del unused
        states = self.embedding(input_ids)
        if self.evidence is not None and evidence is not None:
            states = states + self.evidence(evidence)
        # Zero the padding before every layer, so that it never changes a result.
        mask = torch.ones_like(input_ids) if attention_mask is None else attention_mask
        kept = mask.unsqueeze(1).to(states.dtype)
        states = self.dropout(states).transpose(1, 2)
        for layer in self.layers:
            states = torch.relu(layer(states * kept))
        logits = self.classifier(self.dropout(states.transpose(1, 2)))
        loss = None
        if labels is not None:
            loss = nn.functional.cross_entropy(logits.flatten(0, 1).float(), labels.flatten(), ignore_index=IGNORED_TAG)
        return TokenClassifierOutput(loss=loss, logits=logits)  # type: ignore[arg-type]

    def fold(self) -> "ConvolutionalForTokenClassification":
        """The same network with its embedding factors summed into one table."""
        return _folded(self)


class RecurrentForMaskedLM(RecurrentModel):
    """Guesses masked tokens: states back to the embedding's size, then against every token's vector."""

    def __init__(self, config: RecurrentConfig) -> None:
        super().__init__(config)
        self.head = nn.Linear(2 * config.hidden_size, config.embedding_size)
        self.bias = nn.Parameter(torch.zeros(config.vocab_size))
        self.post_init()

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor | None = None,
        labels: Tensor | None = None,
        **unused: object,
    ) -> MaskedLMOutput:
        """With labels, logits are of the masked tokens alone (masked tokens by vocabulary): the rest would be wasted work."""
        del unused
        states = self.head(self.states(input_ids, attention_mask))
        if labels is not None:
            states = states[labels != IGNORED_TAG]
        table = self.embedding(torch.arange(self.config.vocab_size, device=input_ids.device))
        logits = states @ table.T + self.bias
        loss = None
        if labels is not None:
            loss = nn.functional.cross_entropy(logits.float(), labels[labels != IGNORED_TAG])
        return MaskedLMOutput(loss=loss, logits=logits)  # type: ignore[arg-type]


def widen_evidence(network: RecurrentModel | ConvolutionalForTokenClassification, rows: Sequence[int]) -> None:
    """Gives a network that was trained on fewer marks of evidence a row for each of more: row `i` starts as row `rows[i]`."""
    known = network.evidence
    assert known is not None
    wider = nn.Embedding(len(rows), known.embedding_dim)
    with torch.no_grad():
        wider.weight.copy_(known.weight[list(rows)])
    network.evidence, network.config.evidence_size = wider, len(rows)


def _outputs(config: PreTrainedConfig) -> int:
    """The number of tags, which the library always sets, though it types it as if it might not."""
    return cast(int, config.num_labels)


def _folded(network: _Network) -> _Network:
    embedding = network.embedding
    if not isinstance(embedding, FactoredEmbedding):
        return network
    config = type(network.config).from_dict({**network.config.to_dict(), "folded": True})
    folded = type(network)(config)
    state = {name: value for name, value in network.state_dict().items() if not name.startswith("embedding.")}
    embedding.eval()
    with torch.no_grad():
        state["embedding.weight"] = embedding(torch.arange(config.vocab_size))
    folded.load_state_dict(state)
    return folded.eval()


def _bidirectional(layer: nn.Module) -> nn.LSTM:
    """Both directions of a layer as one LSTM, tokens first."""
    assert isinstance(layer, BidirectionalLstm)
    merged = nn.LSTM(layer.forwards.input_size, layer.forwards.hidden_size, bidirectional=True)
    weights = dict(layer.forwards.named_parameters())
    weights |= {f"{name}_reverse": weight for name, weight in layer.backwards.named_parameters()}
    merged.load_state_dict(weights)
    return merged


def _reorder(states: Tensor, order: Tensor) -> Tensor:
    return states.gather(1, order.unsqueeze(-1).expand(-1, -1, states.shape[-1]))


def _factors(token: str) -> tuple[str, int, int]:
    """The lower-cased form, suffix row and shape row of a token's text."""
    bare = token.strip(" ")
    form = bare.lower()
    suffix = zlib.crc32(form[-3:].encode()) % SUFFIXES
    if not bare:
        kind = 0
    elif bare.isspace():
        kind = 1
    elif bare.isdigit():
        kind = 2
    elif not any(character.isalnum() for character in bare):
        kind = 3
    elif not bare.isascii():
        kind = 4
    elif bare.islower():
        kind = 5
    elif bare.isupper():
        kind = 6 if len(bare) > 1 else 7
    elif bare[:1].isupper() and bare[1:].islower():
        kind = 8
    else:
        kind = 9
    length = 0 if len(bare) < 2 else 1 if len(bare) == 2 else 2 if len(bare) < 5 else 3
    return form, suffix, (kind * 4 + length) * 2 + token.startswith(" ")


AutoConfig.register(RecurrentConfig.model_type, RecurrentConfig)
AutoConfig.register(ConvolutionalConfig.model_type, ConvolutionalConfig)
AutoModelForTokenClassification.register(ConvolutionalConfig, ConvolutionalForTokenClassification)
AutoModelForTokenClassification.register(RecurrentConfig, RecurrentForTokenClassification)
AutoModelForMaskedLM.register(RecurrentConfig, RecurrentForMaskedLM)
