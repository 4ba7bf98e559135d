"""Calibrates a trained model: temperatures that make its scores honest, thresholds that make operating points.

Thresholds are chosen for the detectors together, as they run: a name that a rule finds anyway needs no low threshold.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import nn

from annotation.schema import Document
from models.data import Collator, TokenWindows
from models.export import load_model, load_specials
from pii.decoys import NOT_PERSONAL
from pii.detectors.base import Detector
from pii.detectors.encoder import EncoderDetector, ScoredPart
from pii.encoding import IGNORED_TAG, decode, load_tokenizer
from pii.errors import ConfigError
from pii.labels import TAG_IDS, TAGS, Label
from pii.resolve import resolve
from pii.scoring import LabelScore, score_document
from pii.spans import Span

GRID: tuple[float, ...] = (*(round(0.02 * step, 2) for step in range(3, 50)), 1.01)
"""Thresholds that are tried; no score reaches the last, which leaves a label to the other detectors."""


@dataclass(frozen=True, slots=True)
class CalibrateRecipe:
    """What to calibrate for."""

    precision: float = 0.95
    """The precision that the point `precision` must reach per label."""
    recall_weight: float = 3.0
    """The point `recall` has the best F-beta with this beta: recall counts that many times as much as precision."""
    floors: dict[str, float] = field(default_factory=dict)
    """Points of the user's own: name to the recall that each label must reach with 95 % confidence."""
    left_to_rules: tuple[str, ...] = ("EMAIL", "IP_ADDRESS")
    """Labels of which the encoder's spans are not used: their grammar is known, and the rules know it better."""
    margin: float = 0.004
    """F1 within this of the best counts as equal; the middle of the equal thresholds is taken, not the luckiest one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A threshold with the counts that it has on the calibration documents."""

    threshold: float
    counts: LabelScore


def temperatures(checkpoint: Path, documents: Iterable[Document], window: int, overlap: int) -> dict[Label, float]:
    """The temperature of each label's logits that makes the tags of held-out documents likeliest (Guo et al. 2017,
    arXiv 1706.04599, one temperature per label)."""
    model = load_model(checkpoint)
    tokenizer = load_tokenizer(checkpoint / "tokenizer.json")
    windows = TokenWindows.encode(documents, tokenizer, window, overlap)
    collate = Collator(load_specials(checkpoint))
    logits, tags = [], []
    order = np.argsort(windows.bounds[:, 1] - windows.bounds[:, 0], kind="stable")
    for start in range(0, len(order), 64):
        batch = collate([windows[int(index)] for index in order[start : start + 64]])
        labels = batch.pop("labels")
        with torch.no_grad():
            output = model(**batch).logits.float()
        kept = labels != IGNORED_TAG
        logits.append(output[kept])
        tags.append(labels[kept])
    return _fit(torch.cat(logits), torch.cat(tags))


def _fit(logits: torch.Tensor, tags: torch.Tensor) -> dict[Label, float]:
    group = torch.zeros(len(TAGS), dtype=torch.long)
    for index, label in enumerate(Label, start=1):
        for prefix in "BI":
            group[TAG_IDS[f"{prefix}-{label}"]] = index
    logarithms = torch.zeros(len(Label), requires_grad=True)
    optimizer = torch.optim.LBFGS([logarithms], max_iter=50, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        heat = torch.cat((torch.ones(1), logarithms.exp()))[group]
        loss = nn.functional.cross_entropy(logits / heat, tags)
        loss.backward()
        return loss

    optimizer.step(closure)  # type: ignore[arg-type]
    fitted = logarithms.detach().exp().clamp(0.5, 4.0).tolist()
    return {label: round(value, 4) for label, value in zip(Label, fitted, strict=True)}


def operating_points(
    bundle: Path, documents: Sequence[Document], others: Sequence[Detector], recipe: CalibrateRecipe
) -> dict[str, dict[Label, float]]:
    """Thresholds by operating point and label, for the bundle's encoder running beside the other detectors.

    One label at a time: a token has one likeliest label, so the encoder's labels do not compete for it. The point
    `precision` is never below `balanced`, nor `recall` above it.

    Raises:
        ConfigError: no threshold reaches a floor that the recipe names; says what can be reached.
    """
    curves = Curves(bundle, documents, others)
    choosers: dict[str, Callable[[Label, Sequence[Choice]], Choice]] = {
        "balanced": lambda label, choices: best(choices, 1.0, recipe.margin),
        "precision": lambda label, choices: precise(choices, recipe.precision),
        "recall": lambda label, choices: best(choices, recipe.recall_weight, 0.0),
    }
    for name, recall in recipe.floors.items():
        choosers[name] = lambda label, choices, recall=recall: floor(label, choices, recall)
    choices = {label: curves.choices(label) for label in Label if label not in recipe.left_to_rules}
    points = {
        name: {label: choose(label, choices[label]).threshold if label in choices else GRID[-1] for label in Label}
        for name, choose in choosers.items()
    }
    for label, threshold in points["balanced"].items():
        points["precision"][label] = max(points["precision"][label], threshold)
        points["recall"][label] = min(points["recall"][label], threshold)
    return points


class Curves:
    """The counts of a label at every threshold; the encoder and the other detectors run once."""

    def __init__(self, bundle: Path, documents: Sequence[Document], others: Sequence[Detector]) -> None:
        self.documents = documents
        texts = [document.text for document in documents]
        self.parts: list[list[ScoredPart]] = [[] for _ in documents]
        for part in EncoderDetector(bundle).score(texts):
            self.parts[part.document].append(part)
        self.found: list[list[Span]] = [[] for _ in documents]
        for detector in others:
            for spans, more in zip(self.found, detector.detect(texts), strict=True):
                spans += more

    def choices(self, label: Label) -> list[Choice]:
        """The counts of `label` at each threshold of the grid."""
        fixed = LabelScore()
        changing: list[int] = []
        for index in range(len(self.documents)):
            if self._spans(index, label, GRID[0]):
                changing.append(index)
            else:
                fixed += self._counts(index, [], label)
        return [
            Choice(threshold, sum((self._counts(i, self._spans(i, label, threshold), label) for i in changing), fixed))
            for threshold in GRID
        ]

    def _spans(self, index: int, label: Label, threshold: float) -> list[Span]:
        """The encoder's spans of one label in a document."""
        limits = {**dict.fromkeys(Label, 2.0), label: threshold}
        text = self.documents[index].text
        return [span for part in self.parts[index] for span in decode(text, part.encoding, part.scores, limits)]

    def _counts(self, index: int, spans: Sequence[Span], label: Label) -> LabelScore:
        document = self.documents[index]
        resolved = resolve(document.text, [*self.found[index], *spans], NOT_PERSONAL).spans
        return score_document(document.spans, document.ignored, resolved)[label]


def best(choices: Sequence[Choice], beta: float, margin: float) -> Choice:
    """The choice with the best F-beta; of several within `margin`, the one in the middle."""
    scores = [f_beta(choice.counts, beta) for choice in choices]
    equal = [choice for choice, value in zip(choices, scores, strict=True) if value >= max(scores) - margin]
    return equal[len(equal) // 2]


def precise(choices: Sequence[Choice], precision: float) -> Choice:
    """The lowest threshold that reaches the precision, else the most precise."""
    reached = [choice for choice in choices if choice.counts.precision >= precision]
    return reached[0] if reached else max(choices, key=lambda choice: (choice.counts.precision, choice.counts.recall))


def floor(label: Label, choices: Sequence[Choice], recall: float) -> Choice:
    """The highest threshold whose recall is at least `recall` with 95 % confidence."""
    bounds = [(lower_bound(choice.counts.tp, choice.counts.gold), choice) for choice in choices]
    reached = [choice for bound, choice in bounds if bound >= recall]
    if not reached:
        bound, choice = max(bounds, key=lambda item: item[0])
        raise ConfigError(
            f"recall {recall:.3f} of {label} is out of reach: the best threshold has {choice.counts.recall:.3f} on "
            f"{choice.counts.gold} spans, which says at least {bound:.3f} with 95 % confidence; lower the floor or add data"
        )
    return reached[-1]


def lower_bound(hits: int, total: int, z: float = 1.645) -> float:
    """The one-sided Wilson lower bound of a share, 95 % by default."""
    if total == 0:
        return 0.0
    share, spread = hits / total, z * z / total
    centre = share + spread / 2
    return (centre - z * math.sqrt(share * (1 - share) / total + spread / (4 * total))) / (1 + spread)


def f_beta(counts: LabelScore, beta: float) -> float:
    """F-beta of the counts; 0 where there is nothing."""
    weight = beta * beta
    denominator = (1 + weight) * counts.tp + weight * counts.fn + counts.fp
    return (1 + weight) * counts.tp / denominator if denominator else 0.0


def rewrite_points(bundle: Path, points: Mapping[str, Mapping[Label, float]]) -> None:
    """Puts the operating points into a bundle's `config.json`."""
    path = bundle / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["operating_points"] = {
        name: {str(label): value for label, value in limits.items()} for name, limits in points.items()
    }
    path.write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
