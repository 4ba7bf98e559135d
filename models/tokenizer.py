"""Trains the byte-level BPE tokenizer of a small encoder."""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from pii.network.encoding import PRE_TOKENIZER_PATTERN

PAD, MASK = "<|pad|>", "<|mask|>"
"""Special tokens: ids 0 and 1."""


def train_tokenizer(texts: Iterable[str], size: int, target: Path) -> None:
    """Trains `size` tokens on the texts and writes `tokenizer.json` at `target`.

    Quotes, brackets and groups of three digits stand alone (`pii.network.encoding.PRE_TOKENIZER_PATTERN`); no text is changed.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PRE_TOKENIZER_PATTERN), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=[PAD, MASK],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        max_token_length=24,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    target.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(target))


def sample(texts: Iterable[str], characters: int, seed: int) -> Iterator[str]:
    """About `characters` characters of the texts, document by document, drawn at random without reading ahead."""
    generator = random.Random(seed)
    taken = 0
    for text in texts:
        if taken >= characters:
            return
        if generator.random() < 0.5:
            taken += len(text)
            yield text


def tokenizer_of(checkpoint: Path) -> Path:
    """The `tokenizer.json` of a checkpoint: its own or, if it has none, that of the parent folder.

    A first look reads the tokens of the network that it serves, and is stored with it without a copy of their table.
    """
    own = checkpoint / "tokenizer.json"
    beside = checkpoint.parent / own.name
    return beside if beside.is_file() and not own.is_file() else own


def vocabulary(path: Path) -> list[str]:
    """The text of each token in the order of the ids; bytes that are not text alone become U+FFFD."""
    tokenizer = Tokenizer.from_file(str(path))
    return [tokenizer.decode([token]) for token in range(tokenizer.get_vocab_size())]
