"""Give a trained network tokens for characters that its tokenizer spells in bytes.

A byte-level tokenizer that was trained on code has few tokens for scripts that are rare in code. It writes their characters in
two or three pieces, and some pieces join the end of one character to the start of the next, so that no span can end between
them. Here every frequent character becomes a token; tokens that are not whole characters go, except the first bytes of one.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from shutil import copyfile
from typing import Any, cast

import torch
from torch import Tensor
from transformers import PreTrainedModel

from annotation.schema import Document
from models.export import load_model
from models.folders import whole_folder
from models.networks import FactoredEmbedding
from models.prune import COPIED
from models.tokenizer import tokenizer_of, vocabulary
from pii.errors import InputError
from pii.network.encoding import bytes_of_characters, is_byte_level, ranks_of

_SINGLE_BYTES = 256


def spell(checkpoint: Path, documents: Iterable[Document], at_most: int, least: int, out: Path) -> Path:
    """Writes a checkpoint whose tokenizer knows the characters of the documents that the given one spells in bytes.

    A new token starts as the mean of those that it was spelt in. As other tokens are removed, the network's output for non-ASCII
    text changes until it is trained further; ASCII is read as before.

    Args:
        checkpoint: a trained model of the type `recurrent` or `convolutional` over a tokenizer of ours.
        at_most: new characters, the most frequent first.
        least: times that a character must occur in the documents.

    Raises:
        InputError: the network or the tokenizer is of a different kind.
    """
    network = load_model(checkpoint)
    source = tokenizer_of(checkpoint)
    table = json.loads(source.read_text(encoding="utf-8"))
    if not (is_byte_level(table) and isinstance(getattr(network, "embedding", None), FactoredEmbedding)):
        raise InputError(f"{checkpoint} is no network of ours over a byte-level tokenizer that can be trained on")
    ranks = ranks_of(table)
    old = [b""] * len(table["model"]["vocab"])
    for token, rank in ranks.items():
        old[rank] = token
    frequent = _frequent((document.text for document in documents), ranks, least)
    new = extended(old, frequent[:at_most])
    with whole_folder(out) as partial:
        target = partial / source.name
        target.write_text(json.dumps(_with_tokens(table, new), ensure_ascii=False), encoding="utf-8")
        pieces = [pieces_of(token, ranks) if token else [row] for row, token in enumerate(new)]
        grown = _grown(network, vocabulary(target), pieces)
        grown.save_pretrained(str(partial))
        for name in COPIED:
            if (checkpoint / name).exists() and name != source.name:
                copyfile(checkpoint / name, partial / name)
    return out


def extended(tokens: Sequence[bytes], characters: Iterable[str]) -> list[bytes]:
    """The tokens with those of the characters, in the order in which a tokenizer merges.

    Special tokens (empty here) and single bytes come first, then every character with the first bytes that it is merged from,
    then the other tokens as they were. One that cannot be reached by merges of those before it is left out.
    """
    first = tokens[: sum(not token for token in tokens) + _SINGLE_BYTES]
    known = [token.decode() for token in tokens[len(first) :] if _is_character(token)]
    ranks: dict[bytes, int] = {token: rank for rank, token in enumerate(first) if token}
    made = list(first)

    def add(token: bytes) -> None:
        if token not in ranks:
            ranks[token] = len(made)
            made.append(token)

    for character in (*known, *characters):
        spelt = character.encode()
        for end in range(2, len(spelt) + 1):
            add(spelt[:end])
    for token in tokens[len(first) :]:
        if _is_text(token) and len(pieces_of(token, ranks)) == 2:
            add(token)
    return made


def pieces_of(token: bytes, ranks: Mapping[bytes, int]) -> list[int]:
    """The tokens that bytes are written in: of all neighbours, the pair whose union ranks first is merged, until none is left."""
    parts = [token[at : at + 1] for at in range(len(token))]
    while unions := [(ranks[a + b], at) for at, (a, b) in enumerate(pairwise(parts)) if a + b in ranks]:
        _, at = min(unions)
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
    return [ranks[part] for part in parts]


def _frequent(texts: Iterable[str], ranks: Mapping[bytes, int], least: int) -> list[str]:
    """Letters without a token, most frequent first."""
    counts: Counter[str] = Counter()
    for text in texts:
        if not text.isascii():
            counts.update(text)
    return [
        character
        for character, count in counts.most_common()
        if count >= least and character.isalpha() and character.encode() not in ranks
    ]


def _is_text(token: bytes) -> bool:
    try:
        token.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_character(token: bytes) -> bool:
    return len(token) > 1 and _is_text(token) and len(token.decode()) == 1


def _with_tokens(table: Mapping[str, Any], tokens: Sequence[bytes]) -> dict[str, Any]:
    """The `tokenizer.json` with other tokens, and the merges that lead to each."""
    character_of = {byte: character for character, byte in bytes_of_characters().items()}
    specials = iter(sorted(table["added_tokens"], key=lambda token: token["id"]))
    shown = ["".join(character_of[byte] for byte in token) or next(specials)["content"] for token in tokens]
    model = {**table["model"], "vocab": {token: rank for rank, token in enumerate(shown)}}
    model["merges"] = [[shown[left], shown[right]] for left, right in _merges(tokens)]
    return {**table, "model": model}


def _merges(tokens: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    before: dict[bytes, int] = {}
    for rank, token in enumerate(tokens):
        if len(token) > 1:
            left, right = pieces_of(token, before)
            yield left, right
        if token:
            before[token] = rank


@torch.no_grad()
def _grown(network: PreTrainedModel, tokens: Sequence[str], pieces: Sequence[Sequence[int]]) -> PreTrainedModel:
    """The network with an embedding of the tokens; each vector comes from those of its pieces in the old one."""
    grown = type(network)(type(network.config).from_dict({**network.config.to_dict(), "vocab_size": len(tokens)}))
    others = {name: value for name, value in network.state_dict().items() if not name.startswith("embedding.")}
    grown.load_state_dict(others, strict=False)
    old, new = (cast(FactoredEmbedding, each.embedding) for each in (network, grown))
    new.set_vocabulary(tokens)
    forms = old.form(old.get_buffer("form_of"))
    for row, some in enumerate(pieces):
        new.token.weight[row] = _mean(old.token.weight, some)
        new.form.weight[new.get_buffer("form_of")[row]] = _mean(forms, some)
    new.suffix.weight.copy_(old.suffix.weight)
    new.shape.weight.copy_(old.shape.weight)
    return grown


def _mean(weights: Tensor, rows: Sequence[int]) -> Tensor:
    return weights[list(rows)].mean(dim=0)
