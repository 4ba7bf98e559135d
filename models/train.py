"""Trains a token classifier: settings, data, model, loop, top to bottom.

Runs as it is on a CPU or one GPU, and on several under `torchrun` or `accelerate launch`. Restarted after a kill, it
continues from the last checkpoint.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypedDict, cast

import numpy as np
import torch
from accelerate import PartialState
from torch import nn
from transformers import (
    AutoConfig,
    AutoModelForTokenClassification,
    AutoTokenizer,
    EarlyStoppingCallback,
    EvalPrediction,
    PreTrainedModel,
    PreTrainedTokenizerFast,
    Trainer,
    TrainerCallback,
    TrainingArguments,
)
from transformers.trainer_utils import get_last_checkpoint

from annotation.scoring import Match, Score, score_document
from models.data import MARKS, PLAIN_MARKS, Collator, Source, Specials, TokenWindows, load_windows, token_spans
from models.networks import widen_evidence
from models.soft_targets import soft_targets
from models.tokenizer import MASK, PAD, tokenizer_of, train_tokenizer, vocabulary
from pii.errors import ConfigError, InputError
from pii.labels import TAG_IDS, TAGS, Label
from pii.network.encoding import IGNORED_TAG, load_tokenizer


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which network: an existing checkpoint, or a new one from a configuration."""

    pretrained: str | None = None
    """A Hugging Face model name or path; its tokenizer comes with it."""
    config: dict[str, Any] = field(default_factory=dict)
    """Else the keys of a Hugging Face configuration, `model_type` among them."""
    tokenizer: Path | None = None
    """A `tokenizer.json` to use; else one is trained on the training texts."""
    vocabulary_size: int = 16000
    """Vocabulary size if a tokenizer is trained."""

    def __post_init__(self) -> None:
        if bool(self.pretrained) == bool(self.config):
            raise ValueError("the table [model] needs either 'pretrained' or 'config'")
        if self.config and "model_type" not in self.config:
            raise ValueError('the table [model.config] needs \'model_type\', such as "bert" or "recurrent"')


@dataclass(frozen=True, slots=True)
class Teacher:
    """Larger, trained models whose mean tag probabilities the student learns too; all must share its tokenizer."""

    paths: tuple[Path, ...]
    weight: float = 0.5
    """Share of the teachers' loss in the whole."""
    temperature: float = 2.0


@dataclass(frozen=True, slots=True)
class TrainRecipe:
    """Everything that a training run depends on."""

    train: tuple[Source, ...]
    validation: tuple[Source, ...]
    model: ModelChoice
    window: int = 256
    """Tokens per window, special tokens left out."""
    overlap: int = 32
    """Tokens that neighbouring windows of one document share."""
    epochs: float = 1.0
    batch_size: int = 32
    """Windows per step and process."""
    accumulation: int = 1
    learning_rate: float = 1e-3
    schedule: str = "cosine"
    warmup_steps: int = 100
    weight_decay: float = 0.01
    precision: str = "fp32"
    """fp32, bf16 or fp16."""
    loss: str = "cross-entropy"
    """cross-entropy, weighted (by the inverse square root of a tag's frequency) or focal."""
    focal_gamma: float = 2.0
    label_smoothing: float = 0.0
    gradient_checkpointing: bool = False
    evaluate_every: int = 500
    """Steps between evaluations; checkpoints are written at the same steps."""
    patience: int = 0
    """Evaluations without a better macro F1 before training stops; 0 never stops early."""
    hidden_evidence: float = 0.15
    """Share of windows whose evidence is hidden, for networks that take evidence."""
    missed_evidence: float = 0.0
    """Share of the stretches of evidence that are hidden one by one in the other windows."""
    workers: int = 0
    """Processes that make batches in parallel with training, so that a GPU need not wait for them."""
    seed: int = 1
    teacher: Teacher | None = None

    def __post_init__(self) -> None:
        if self.precision not in ("fp32", "bf16", "fp16"):
            raise ValueError(f"precision = {self.precision!r}, expected fp32, bf16 or fp16")
        if self.loss not in ("cross-entropy", "weighted", "focal"):
            raise ValueError(f"loss = {self.loss!r}, expected cross-entropy, weighted or focal")
        if not 0 <= self.overlap < self.window:
            raise ValueError(f"overlap = {self.overlap} must be smaller than window = {self.window}")


DIVERGED = 1e4
"""A mean token loss far above that of any working run."""


class StopOnDivergence(TrainerCallback):
    """Ends a run whose loss is NaN or has exploded, before it writes another checkpoint."""

    def on_log(
        self, args: Any, state: Any, control: Any, logs: Mapping[str, float] | None = None, **kwargs: Any
    ) -> None:
        if logs and not logs.get("loss", 0.0) < DIVERGED:
            raise InputError(
                f"the loss became {logs['loss']} at step {state.global_step}; lower learning_rate or use fp32"
            )


def train(recipe: TrainRecipe, output: Path) -> Path:
    """Trains as the recipe says and returns `output/model`: the best checkpoint with its tokenizer.

    Raises:
        ConfigError, InputError: the recipe or the data cannot be used, or the loss is not a number.
    """
    output.mkdir(parents=True, exist_ok=True)
    cache = output / "windows"
    sizes = (recipe.window, recipe.overlap)
    # The main process makes tokenizer and windows; the others then find them in the cache.
    with PartialState(cpu=not torch.cuda.is_available()).main_process_first():
        tokenizer_path, specials = _tokenizer(recipe, output)
        tokenizer = load_tokenizer(tokenizer_path)
        training = load_windows(recipe.train, tokenizer, tokenizer_path, *sizes, cache)
        validation = load_windows(recipe.validation, tokenizer, tokenizer_path, *sizes, cache)
        if recipe.teacher:
            teacher = recipe.teacher
            training.soft = soft_targets(teacher.paths, training, teacher.temperature, specials, cache, recipe.workers)
    model = build_model(recipe, tokenizer_path)
    if not _knows_labels(recipe):
        _check_labels(training)
    last = get_last_checkpoint(str(output / "checkpoints")) if (output / "checkpoints").is_dir() else None
    kind = partial(DistillingTrainer, recipe.teacher) if recipe.teacher else Trainer
    trainer = kind(
        model=model,
        args=_arguments(recipe, output),
        train_dataset=training,
        eval_dataset=validation,
        data_collator=Collator(
            specials, evidence=takes_evidence(model), hidden=recipe.hidden_evidence, missed=recipe.missed_evidence
        ),
        compute_metrics=span_metrics,
        compute_loss_func=_loss(recipe, training),
        preprocess_logits_for_metrics=lambda logits, labels: _first(logits).argmax(-1),
        callbacks=[StopOnDivergence(), *([EarlyStoppingCallback(recipe.patience)] if recipe.patience else [])],
    )
    trainer.train(resume_from_checkpoint=last)
    target = output / "model"
    if trainer.is_world_process_zero():
        trainer.save_model(str(target))
        _save_tokenizer(tokenizer_path, specials, target)
        (output / "metrics.json").write_text(json.dumps(trainer.state.log_history, indent=1), encoding="utf-8")
    return target


def build_model(recipe: TrainRecipe, tokenizer_path: Path) -> PreTrainedModel:
    """The network of the recipe, with our tags for labels."""
    labels = {"num_labels": len(TAGS), "id2label": dict(enumerate(TAGS)), "label2id": dict(TAG_IDS)}
    torch.manual_seed(recipe.seed)
    if recipe.model.pretrained:
        model = AutoModelForTokenClassification.from_pretrained(
            recipe.model.pretrained, ignore_mismatched_sizes=True, trust_remote_code=False, **labels
        )
        if 0 < getattr(model.config, "evidence_size", 0) < len(MARKS):
            widen_evidence(model, PLAIN_MARKS)
        return model
    tokens = vocabulary(tokenizer_path)
    settings = {"vocab_size": len(tokens), "pad_token_id": 0, **recipe.model.config, **labels}
    model = AutoModelForTokenClassification.from_config(AutoConfig.for_model(**settings))
    if hasattr(model, "set_vocabulary"):
        model.set_vocabulary(tokens)
    return model


def takes_evidence(model: PreTrainedModel) -> bool:
    """Whether a network reads marks of evidence along with the text."""
    return bool(getattr(model.config, "evidence_size", 0))


def _tokenizer(recipe: TrainRecipe, output: Path) -> tuple[Path, Specials]:
    """The run's `tokenizer.json`, trained first if there is none, and the special tokens around a window."""
    path = output / "tokenizer.json"
    if recipe.model.pretrained:
        try:
            tokenizer = AutoTokenizer.from_pretrained(
                _tokenizer_source(recipe.model.pretrained), trust_remote_code=False
            )
        except OSError as error:
            raise ConfigError(
                f"pretrained = {recipe.model.pretrained!r}: there is no such folder below {Path.cwd()}, nor can it be had from "
                "the Hugging Face Hub"
            ) from error
        if not tokenizer.is_fast:
            raise ConfigError(f"{recipe.model.pretrained} has no fast tokenizer, so no character offsets")
        tokenizer.backend_tokenizer.save(str(path))
        around = tokenizer("x")["input_ids"]
        plain = tokenizer("x", add_special_tokens=False)["input_ids"]
        first = next(i for i in range(len(around)) if around[i : i + len(plain)] == plain)
        return path, Specials(tuple(around[:first]), tuple(around[first + len(plain) :]), tokenizer.pad_token_id or 0)
    if recipe.model.tokenizer:
        shutil.copyfile(recipe.model.tokenizer, path)
    elif not path.exists():
        texts = (document.text for source in recipe.train for document in source.documents())
        train_tokenizer(texts, recipe.model.vocabulary_size, path)
    return path, Specials()


def _tokenizer_source(pretrained: str) -> str:
    """Where transformers finds the tokenizer of a pretrained network: a folder or a name on the Hub."""
    return str(tokenizer_of(Path(pretrained)).parent) if Path(pretrained).is_dir() else pretrained


def _save_tokenizer(path: Path, specials: Specials, target: Path) -> None:
    if specials == Specials():
        tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(path), pad_token=PAD, mask_token=MASK)
        tokenizer.save_pretrained(str(target))
    shutil.copyfile(path, target / "tokenizer.json")
    (target / "specials.json").write_text(
        json.dumps({"prefix": specials.prefix, "suffix": specials.suffix, "padding": specials.padding}),
        encoding="utf-8",
    )


def _knows_labels(recipe: TrainRecipe) -> bool:
    """Whether training starts from a network with exactly these tags, which need not see each of them again."""
    if not recipe.model.pretrained:
        return False
    config = AutoConfig.from_pretrained(recipe.model.pretrained, trust_remote_code=False)
    return config.id2label == dict(enumerate(TAGS))


def _check_labels(windows: TokenWindows) -> None:
    counts = windows.tag_counts()
    if empty := [str(label) for label in Label if not counts[TAG_IDS[f"B-{label}"]]]:
        raise InputError(
            f"the training data has no span of {', '.join(empty)}; a model cannot learn what it never sees"
        )


class _Checkpointing(TypedDict, total=False):
    gradient_checkpointing: bool


def _arguments(recipe: TrainRecipe, output: Path) -> TrainingArguments:
    # Older and newer versions of transformers name it differently; left unset, neither complains.
    checkpointing: _Checkpointing = {"gradient_checkpointing": True} if recipe.gradient_checkpointing else {}
    return TrainingArguments(
        output_dir=str(output / "checkpoints"),
        num_train_epochs=recipe.epochs,
        per_device_train_batch_size=recipe.batch_size,
        per_device_eval_batch_size=4 * recipe.batch_size,
        gradient_accumulation_steps=recipe.accumulation,
        **checkpointing,
        learning_rate=recipe.learning_rate,
        lr_scheduler_type=recipe.schedule,
        warmup_steps=recipe.warmup_steps,
        weight_decay=recipe.weight_decay,
        max_grad_norm=1.0,
        bf16=recipe.precision == "bf16",
        fp16=recipe.precision == "fp16",
        use_cpu=not torch.cuda.is_available(),
        eval_strategy="steps",
        eval_steps=recipe.evaluate_every,
        save_strategy="steps",
        save_steps=recipe.evaluate_every,
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="macro_f1",
        greater_is_better=True,
        train_sampling_strategy="group_by_length",
        length_column_name="length",
        logging_steps=50,
        report_to=["tensorboard"],
        remove_unused_columns=False,
        label_names=["labels"],
        seed=recipe.seed,
        dataloader_pin_memory=False,
        dataloader_num_workers=recipe.workers,
    )


def _first(logits: Any) -> torch.Tensor:
    return logits[0] if isinstance(logits, tuple) else logits


Loss = Callable[..., torch.Tensor]


def _loss(recipe: TrainRecipe, training: TokenWindows) -> Loss:
    """The recipe's token loss, averaged over the tokens that count."""
    weight: torch.Tensor | None = None
    if recipe.loss == "weighted":
        frequency = np.maximum(training.tag_counts(), 1)
        scale = np.sqrt(frequency.max() / frequency)
        weight = torch.tensor(np.minimum(scale, 10.0), dtype=torch.float32)

    def loss(outputs: Any, labels: torch.Tensor, num_items_in_batch: Any = None) -> torch.Tensor:
        logits = outputs["logits"].flatten(0, 1).float()
        target = labels.flatten()
        each = nn.functional.cross_entropy(
            logits,
            target,
            weight=None if weight is None else weight.to(logits.device),
            ignore_index=IGNORED_TAG,
            label_smoothing=recipe.label_smoothing,
            reduction="none",
        )
        if recipe.loss == "focal":
            each = each * (1 - torch.exp(-each)) ** recipe.focal_gamma
        count = num_items_in_batch if num_items_in_batch is not None else (target != IGNORED_TAG).sum().clamp(min=1)
        return each.sum() / count

    return loss


class DistillingTrainer(Trainer):
    """Mixes the loss with the divergence from soft targets (Hinton et al. 2015, arXiv 1503.02531)."""

    def __init__(self, teacher: Teacher, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.teacher = teacher

    def compute_loss(
        self, model: nn.Module, inputs: Any, return_outputs: bool = False, num_items_in_batch: Any = None
    ) -> Any:
        target = inputs.pop("soft", None)
        # A pair, as requested; the library's type also allows a tensor.
        computed = super().compute_loss(model, inputs, True, num_items_in_batch)
        loss, outputs = cast(tuple[torch.Tensor, Mapping[str, torch.Tensor]], computed)
        if target is not None:
            counted = inputs["attention_mask"].bool()
            heat = self.teacher.temperature
            soft = nn.functional.kl_div(
                nn.functional.log_softmax(outputs["logits"][counted].float() / heat, dim=-1),
                target[counted].float(),
                reduction="batchmean",
            )
            loss = (1 - self.teacher.weight) * loss + self.teacher.weight * heat**2 * soft
        return (loss, outputs) if return_outputs else loss


def span_metrics(prediction: EvalPrediction) -> dict[str, float]:
    """Span figures of an evaluation, in token positions: seqeval's strict F1 and our overlap F1, macro and per label."""
    from seqeval.metrics import f1_score

    predicted_rows, gold_rows = np.asarray(prediction.predictions), np.asarray(prediction.label_ids)
    total = Score()
    gold_tags: list[list[str]] = []
    predicted_tags: list[list[str]] = []
    for predicted, gold in zip(predicted_rows, gold_rows, strict=True):
        kept = gold != IGNORED_TAG
        gold_row, predicted_row = gold[kept].tolist(), predicted[kept].tolist()
        gold_tags.append([TAGS[tag] for tag in gold_row])
        predicted_tags.append([TAGS[tag] for tag in predicted_row])
        total += score_document(token_spans(gold_row), (), token_spans(predicted_row), Match.OVERLAP)
    figures = {f"f1_{label.lower()}": total[label].f1 for label in Label}
    return {
        "macro_f1": total.macro_f1,
        "micro_f1": total.total.f1,
        "seqeval_f1": float(cast(float, f1_score(gold_tags, predicted_tags))),
        **figures,
    }
