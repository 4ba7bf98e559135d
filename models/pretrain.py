"""Pretrains an encoder on plain text by masked-token prediction (Devlin et al. 2019, arXiv 1810.04805).

What a small network learns here about names, identifiers and punctuation, it need not learn from labelled spans.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForMaskedLM, Trainer, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

from annotation.schema import Document
from models.data import Collator, TokenWindows, drawn
from models.jsonl import read_rows
from models.networks import RecurrentModel
from models.tokenizer import MASK, PAD, sample, train_tokenizer, vocabulary
from pii.network.encoding import IGNORED_TAG, load_tokenizer

_MASK_ID = 1  # models.tokenizer: <|pad|> is 0, <|mask|> is 1


@dataclass(frozen=True, slots=True)
class PretrainRecipe:
    """Everything that a pretraining run depends on."""

    texts: tuple[Path, ...]
    """Files of JSON rows with a field `text`, such as the corpora; rows of their validation splits are left out."""
    config: dict[str, Any]
    """Keys of a Hugging Face configuration, `model_type` among them."""
    share: float = 1.0
    """The share of the documents to learn from, chosen by the digest of their texts."""
    vocabulary_size: int = 16000
    tokenizer_characters: int = 40_000_000
    """Characters that the tokenizer is trained on, in equal parts from each of the texts."""
    longest: int = 200_000
    """Characters of the longest document that is used; longer ones are data more often than code."""
    window: int = 128
    masked: float = 0.15
    """Share of the tokens that must be guessed."""
    steps: int = 4000
    batch_size: int = 96
    learning_rate: float = 3e-3
    warmup_steps: int = 200
    precision: str = "bf16"
    checkpoint_every: int = 500
    workers: int = 0
    """Processes that make batches in parallel with training."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class MaskingCollator:
    """Pads windows and hides a share of their tokens, redrawn for each batch."""

    collate: Collator
    share: float

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, torch.Tensor]:
        batch = self.collate(rows)
        ids = batch["input_ids"]
        hidden = (torch.rand(ids.shape) < self.share) & batch["attention_mask"].bool()
        batch["labels"] = torch.where(hidden, ids, IGNORED_TAG)
        # One in ten is left as it is, so that the network also learns to represent tokens that are there.
        batch["input_ids"] = torch.where(hidden & (torch.rand(ids.shape) < 0.9), _MASK_ID, ids)
        return batch


def pretrain(recipe: PretrainRecipe, output: Path) -> Path:
    """Pretrains as the recipe says and returns `output/model`, which `train` takes as `pretrained`."""
    output.mkdir(parents=True, exist_ok=True)
    tokenizer_path = output / "tokenizer.json"
    if not tokenizer_path.exists():
        share = recipe.tokenizer_characters // len(recipe.texts)
        sampled = chain.from_iterable(sample(_texts_of(path, recipe), share, recipe.seed) for path in recipe.texts)
        train_tokenizer(sampled, recipe.vocabulary_size, tokenizer_path)
    cached = output / "windows.npz"
    if not cached.exists():
        tokenizer = load_tokenizer(tokenizer_path)
        texts = chain.from_iterable(_texts_of(path, recipe) for path in recipe.texts)
        chosen = (text for text in texts if drawn(text, recipe.share))
        documents = (Document(str(number), text) for number, text in enumerate(chosen))
        TokenWindows.encode(documents, tokenizer, recipe.window, 0).save(cached)
    windows = TokenWindows.load(cached)
    tokens = vocabulary(tokenizer_path)
    torch.manual_seed(recipe.seed)
    model = AutoModelForMaskedLM.from_config(
        AutoConfig.for_model(**{"vocab_size": len(tokens), "pad_token_id": 0, **recipe.config})
    )
    if isinstance(model, RecurrentModel):
        model.set_vocabulary(tokens)
    checkpoints = output / "checkpoints"
    trainer = Trainer(
        model=model,
        args=TrainingArguments(
            output_dir=str(checkpoints),
            max_steps=recipe.steps,
            per_device_train_batch_size=recipe.batch_size,
            learning_rate=recipe.learning_rate,
            lr_scheduler_type="cosine",
            warmup_steps=recipe.warmup_steps,
            weight_decay=0.01,
            bf16=recipe.precision == "bf16",
            fp16=recipe.precision == "fp16",
            use_cpu=not torch.cuda.is_available(),
            save_steps=recipe.checkpoint_every,
            save_total_limit=1,
            logging_steps=50,
            report_to=["tensorboard"],
            remove_unused_columns=False,
            seed=recipe.seed,
            dataloader_pin_memory=False,
            dataloader_num_workers=recipe.workers,
        ),
        train_dataset=windows,
        data_collator=MaskingCollator(Collator(), recipe.masked),
    )
    trainer.train(resume_from_checkpoint=get_last_checkpoint(str(checkpoints)) if checkpoints.is_dir() else None)
    target = output / "model"
    if trainer.is_world_process_zero():
        trainer.save_model(str(target))
        _save_tokenizer(tokenizer_path, target)
    return target


def _save_tokenizer(path: Path, target: Path) -> None:
    from transformers import PreTrainedTokenizerFast

    PreTrainedTokenizerFast(tokenizer_file=str(path), pad_token=PAD, mask_token=MASK).save_pretrained(str(target))
    shutil.copyfile(path, target / "tokenizer.json")


def _texts_of(path: Path, recipe: PretrainRecipe) -> Iterator[str]:
    for row in read_rows(path):
        if row.get("split", "train") == "train" and len(row["text"]) <= recipe.longest:
            yield row["text"]
