"""Calibrate a trained model: temperatures for calibrated scores, thresholds for operating points.

Thresholds are chosen for all detectors together, as they run: a name that a rule finds anyway needs no low threshold.
"""

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import nn

from annotation.schema import Document
from annotation.scoring import LabelScore, score_document
from models.data import Collator, TokenWindows
from models.export import load_model, load_specials
from pii.decoys import NOT_PERSONAL
from pii.detectors.base import Detector, Proposer
from pii.detectors.encoder import SURE, EncoderDetector, ScoredPart
from pii.detectors.rules import RuleDetector
from pii.errors import ConfigError
from pii.finding.resolve import resolve
from pii.labels import TAG_IDS, TAGS, Label
from pii.network.encoding import IGNORED_TAG, decode, load_tokenizer, verdicts
from pii.spans import Span, is_proposed, is_proved

GRID: tuple[float, ...] = (*(round(0.02 * step, 2) for step in range(3, 50)), 1.01)
"""Thresholds to try; no score reaches the last, which leaves a label to the other detectors."""


VERDICTS: tuple[float, ...] = tuple(round(0.03 * step, 2) for step in range(33))
"""Thresholds to try for rules' proposals; 0 keeps all of them."""


@dataclass(frozen=True, slots=True)
class CalibrateRecipe:
    """What to calibrate for."""

    precision: float = 0.95
    """The precision that the point `precision` must reach per label."""
    balanced_precision: float = 0.85
    """The point `balanced` has the best F1 among the thresholds that reach this precision at natural prevalence: when a corpus
    is masked, every wrong span is damage that nobody reviews."""
    added_precision: float = 0.75
    """The precision that the least certain spans added by the encoder must reach at the point `balanced`."""
    unfamiliar_precision: float = 0.9
    """The same for names without any known name word: other corpora hold languages that are rare in the calibration data."""
    least_unfamiliar: float = 0.9
    """The lowest such threshold, except at recall points: in repositories that a network has not seen, hardly any name below it
    is right (`labelled/verdicts`)."""
    east_asian: dict[str, float] = field(default_factory=lambda: {"precision": 0.9, "balanced": 0.75, "recall": 0.3})
    """By point, the score that suffices for a name in Chinese or Japanese. Code windows hold too few of them, so it was chosen
    on sentences from corpora that training did not see."""
    recall_weight: float = 2.0
    """The point `recall` has the best F-beta with this beta: recall counts that many times as much as precision."""
    floors: dict[str, float] = field(default_factory=dict)
    """Custom points, by name: the recall that each label must reach with 95 % confidence."""
    left_to_rules: tuple[str, ...] = ("EMAIL", "IP_ADDRESS")
    """Labels for which the encoder's spans are not used, since the rules know their grammar."""
    judged_only: tuple[str, ...] = ("KEY",)
    """Labels for which the encoder only judges what rules propose, except at recall points: what it added was data in base85
    as often as a key."""
    margin: float = 0.004
    """F1 within this of the best counts as equal; of equal thresholds the middle one is taken rather than the luckiest."""
    trust: float = 0.016
    """How much F1 and precision the rules' proposals may cost before the encoder refuses more of them: on unseen texts, a rule
    is more reliable than a network."""
    least: dict[str, float] = field(
        default_factory=lambda: {"NAME": 0.05, "USERNAME": 0.1, "KEY": 0.35, "PASSWORD": 0.2}
    )
    """Probabilities below which no proposal of a label is kept, except at recall points. Rules are written with the calibration
    documents in view; in random files of other repositories most proposals below these are wrong (`labelled/verdicts`)."""
    missed: float = 0.35
    """Share of the rules' values that are hidden while thresholds of the encoder's own spans are chosen. Rules are written with
    the calibration documents in view: otherwise only what nobody finds would be left for the encoder, and its threshold would
    end up where it finds nothing anywhere."""
    least_own: dict[str, float] = field(default_factory=lambda: {"NAME": 0.85, "USERNAME": 0.95, "PASSWORD": 0.98})
    """Minimum score of the encoder's own spans, except at recall points. In windows, which are cut around likely values, most
    of those below are right; in random files of unseen repositories, half of them are not (`labelled/verdicts`)."""
    random_weight: int = 4
    """Weight of windows at random lines (stratum F), so that thresholds fit natural prevalence rather than windows that were cut
    around likely values."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A threshold with the counts that it has on the calibration documents."""

    threshold: float
    counts: LabelScore


@dataclass(frozen=True, slots=True)
class Point:
    """An operating point: thresholds by label of the encoder's own spans, and of what rules propose."""

    own: dict[Label, float]
    verdicts: dict[Label, float]
    unfamiliar: float = GRID[-1]
    """The score that a NAME without a known word needs, see `pii.network.encoding.decode`."""


def temperatures(checkpoint: Path, documents: Iterable[Document], window: int, overlap: int) -> dict[Label, float]:
    """The temperature of each label's logits that makes the tags of held-out documents likeliest (Guo et al. 2017,
    arXiv 1706.04599, one temperature per label)."""
    model = load_model(checkpoint)
    tokenizer = load_tokenizer(checkpoint / "tokenizer.json")
    windows = TokenWindows.encode(documents, tokenizer, window, overlap, detector=RuleDetector())
    collate = Collator(load_specials(checkpoint), evidence=bool(getattr(model.config, "evidence_size", 0)))
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
) -> dict[str, Point]:
    """Thresholds by operating point and label, for the bundle's encoder judging the other detectors and finding its own spans.

    One label at a time: a token has one likeliest label, so the encoder's labels do not compete for it. The point
    `precision` is never below `balanced`, nor `recall` above it.

    Raises:
        ConfigError: no threshold reaches a floor in the recipe; says what can be reached.
    """
    curves = Curves(bundle, documents, others, recipe.random_weight)
    unseen = Curves(bundle, documents, others, recipe.random_weight, recipe.missed)
    choosers: dict[str, Callable[[Label, Sequence[Choice]], Choice]] = {
        "balanced": lambda label, choices: best(reaching(choices, recipe.balanced_precision), 1.0, recipe.margin),
        "precision": lambda label, choices: precise(choices, recipe.precision),
        "recall": lambda label, choices: best(choices, recipe.recall_weight, 0.0),
    }
    for name, recall in recipe.floors.items():
        choosers[name] = lambda label, choices, recall=recall: floor(label, choices, recall)
    added_precision = dict.fromkeys(choosers, 0.0) | {"balanced": recipe.added_precision}
    points = {name: Point(dict.fromkeys(Label, GRID[-1]), {}) for name in choosers}
    for label in (label for label in Label if label not in recipe.left_to_rules):
        for name, choose in choosers.items():
            # Thresholds of proposals, then of the encoder's own spans, then of proposals again given the latter.
            verdict = choose(label, curves.verdicts(label, GRID[-1])).threshold
            sparing = name in ("balanced", "precision")
            adds = not sparing or label not in recipe.judged_only
            choices = adding(unseen.own(label, verdict), added_precision[name]) if adds else ()
            own = choose(label, choices).threshold if choices else GRID[-1]
            own = max(own, recipe.least_own.get(label, 0.0) if sparing else 0.0)
            points[name].own[label] = own
            if label == Label.NAME:
                needed = recipe.unfamiliar_precision if added_precision[name] else 0.0
                strange = adding(unseen.unfamiliar(own, verdict), needed)
                lowest = recipe.least_unfamiliar if sparing else own
                points[name] = replace(points[name], unfamiliar=max(lowest, choose(label, strange).threshold))
            verdicts = curves.verdicts(label, own, points[name].unfamiliar)
            stands = lowest_equal(verdicts, choose(label, verdicts), recipe.trust).threshold
            points[name].verdicts[label] = max(stands, recipe.least.get(label, 0.0) if sparing else 0.0)
    for part in ("own", "verdicts"):
        for label, threshold in getattr(points["balanced"], part).items():
            precision, recall = getattr(points["precision"], part), getattr(points["recall"], part)
            precision[label] = max(precision[label], threshold)
            recall[label] = min(recall[label], threshold)
    limit = points["balanced"].unfamiliar
    points["precision"] = replace(points["precision"], unfamiliar=max(points["precision"].unfamiliar, limit))
    points["recall"] = replace(points["recall"], unfamiliar=min(points["recall"].unfamiliar, limit))
    return points


@dataclass(frozen=True, slots=True)
class _Judged:
    """A span that a rule proposes, with the encoder's label and its probability."""

    span: Span
    label: str
    score: float


class Curves:
    """The counts of a label at every threshold; the encoder and the other detectors run once, the latter without the values
    hidden from them."""

    def __init__(
        self,
        bundle: Path,
        documents: Sequence[Document],
        others: Sequence[Detector],
        weight: int = 1,
        missed: float = 0.0,
    ) -> None:
        self.documents = documents
        self.weights = [weight if document.meta.get("stratum") == "F" else 1 for document in documents]
        texts = [document.text for document in documents]
        given: list[list[Span]] = [[] for _ in documents]
        for detector in others:
            found = (detector.propose if isinstance(detector, Proposer) else detector.detect)(texts)
            for spans, text, more in zip(given, texts, found, strict=True):
                spans += [span for span in more if not _is_missed(text[span.start : span.end], missed)]
        self.proved = [[span for span in spans if is_proved(span)] for spans in given]
        proposed = [[span for span in spans if not is_proved(span)] for spans in given]
        places = [[(span.start, span.end) for span in spans] for spans in proposed]
        self.parts: list[list[ScoredPart]] = [[] for _ in documents]
        self.judged: list[list[_Judged]] = [[] for _ in documents]
        for part in EncoderDetector(bundle, thresholds=dict.fromkeys(Label, 0.5)).score(texts, given, places):
            self.parts[part.document].append(part)
            first, last = int(part.encoding.starts[0]), int(part.encoding.ends[-1])
            mine = [span for span in proposed[part.document] if first <= span.start < last]
            judged = verdicts(mine, part.encoding, part.scores)
            self.judged[part.document] += [_Judged(span, *one) for span, one in zip(mine, judged, strict=True)]

    def own(self, label: Label, stands_from: float) -> list[Choice]:
        """The counts of `label` at each threshold of the encoder's own spans, with proposals kept from a probability on, and
        without names of unknown words."""
        return [Choice(threshold, self._counts(label, threshold, stands_from, GRID[-1])) for threshold in GRID]

    def unfamiliar(self, own: float, stands_from: float) -> list[Choice]:
        """The counts of NAME at each score that names of unknown words need."""
        return [Choice(score, self._counts(Label.NAME, own, stands_from, score)) for score in GRID]

    def verdicts(self, label: Label, own: float, unfamiliar: float = GRID[-1]) -> list[Choice]:
        """The counts of `label` at each minimum probability of proposals, with the encoder's own spans from `own` on."""
        return [Choice(threshold, self._counts(label, own, threshold, unfamiliar)) for threshold in VERDICTS]

    def _counts(self, label: Label, own: float, stands_from: float, unfamiliar: float) -> LabelScore:
        changing, total = self._changing(label)
        for index in changing:
            counts = self._of_document(index, label, own, stands_from, unfamiliar)
            for _ in range(self.weights[index]):
                total += counts
        return total

    @cache  # noqa: B019  a calibration holds its curves as long as it runs
    def _changing(self, label: Label) -> tuple[list[int], LabelScore]:
        """The documents whose counts of a label depend on thresholds, and the counts of all others together."""
        changing: list[int] = []
        fixed = LabelScore()
        for index, weight in enumerate(self.weights):
            if label not in self.documents[index].asked:
                continue
            judged = any(label in (one.label, one.span.label) for one in self.judged[index])
            if judged or self._spans(index, label, GRID[0], 0.0):
                changing.append(index)
                continue
            counts = self._scored(index, label, ())
            for _ in range(weight):
                fixed += counts
        return changing, fixed

    def _of_document(self, index: int, label: Label, own: float, stands_from: float, unfamiliar: float) -> LabelScore:
        found = self._spans(index, label, own, unfamiliar)
        standing = tuple(
            replace(judged.span, label=judged.label)
            for judged in self.judged[index]
            if judged.score >= (stands_from if is_proposed(judged.span) else SURE)
            and label in (judged.label, judged.span.label)
        )
        return self._scored(index, label, (*found, *standing))

    @cache  # noqa: B019
    def _scored(self, index: int, label: Label, spans: tuple[Span, ...]) -> LabelScore:
        document = self.documents[index]
        resolved = resolve(document.text, [*self.proved[index], *spans], NOT_PERSONAL).spans
        return score_document(document.spans, document.ignored, resolved)[label]

    @cache  # noqa: B019
    def _spans(self, index: int, label: Label, threshold: float, unfamiliar: float) -> tuple[Span, ...]:
        """The encoder's spans of one label in a document."""
        limits: dict[str, float] = {**dict.fromkeys(map(str, Label), 2.0), label: threshold}
        text = self.documents[index].text
        return tuple(
            span
            for part in self.parts[index]
            for span in decode(text, part.encoding, part.scores, limits, unfamiliar=unfamiliar)
        )


def _is_missed(value: str, share: float) -> bool:
    """Whether a value is in a fixed sample, this share of all values."""
    return int.from_bytes(hashlib.sha256(value.encode("utf-8", "surrogatepass")).digest()[:4]) < share * 2**32


def best(choices: Sequence[Choice], beta: float, margin: float) -> Choice:
    """The choice with the best F-beta; of several within `margin`, the one in the middle."""
    scores = [f_beta(choice.counts, beta) for choice in choices]
    equal = [choice for choice, value in zip(choices, scores, strict=True) if value >= max(scores) - margin]
    return equal[len(equal) // 2]


def lowest_equal(choices: Sequence[Choice], chosen: Choice, margin: float) -> Choice:
    """The lowest threshold that costs at most `margin` of the chosen one's F1 and precision."""
    floor = f_beta(chosen.counts, 1.0) - margin
    return next(
        choice
        for choice in choices
        if choice is chosen
        or f_beta(choice.counts, 1.0) >= floor
        and choice.counts.precision >= chosen.counts.precision - margin
    )


def reaching(choices: Sequence[Choice], precision: float) -> Sequence[Choice]:
    """The choices that reach the precision; if none does, the most precise of those that still find something."""
    reached = [choice for choice in choices if choice.counts.precision >= precision]
    if reached and any(choice.counts.tp for choice in reached):
        return reached
    finding = [choice for choice in choices if choice.counts.tp]
    return [max(finding, key=lambda choice: (choice.counts.precision, choice.counts.tp))] if finding else choices


def adding(choices: Sequence[Choice], precision: float) -> Sequence[Choice]:
    """The choices down to the lowest at which the last spans let in are still right often enough, and the one that lets in none.

    Over a whole label, many right spans of rules would hide the encoder's wrong ones; over all that the encoder adds, its most
    certain spans would hide the rest. There are few spans between two thresholds, so their precision comes from an isotonic
    regression on the score (pooling adjacent violators: Ayer et al. 1955).
    """
    blocks: list[tuple[int, int, int]] = []
    """Right spans, all spans, and the position of the lowest threshold, from the highest score down."""
    for lowest in range(len(choices) - 2, -1, -1):
        counts, above = choices[lowest].counts, choices[lowest + 1].counts
        right = max(0, counts.tp - above.tp)
        total = right + max(0, counts.fp - above.fp)
        while blocks and right * blocks[-1][1] >= blocks[-1][0] * total:
            more, all_of_them, _ = blocks.pop()
            right, total = right + more, total + all_of_them
        blocks.append((right, total, lowest))
    kept = [lowest for right, total, lowest in blocks if right >= precision * total]
    return choices[min(kept, default=len(choices) - 1) :]


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


def rewrite_points(bundle: Path, points: Mapping[str, Point], east_asian: Mapping[str, float]) -> None:
    """Puts the operating points into a bundle's `config.json`."""
    path = bundle / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    for key, part in (("operating_points", "own"), ("verdicts", "verdicts")):
        config[key] = {
            name: {str(label): value for label, value in getattr(point, part).items()} for name, point in points.items()
        }
    config["unfamiliar"] = {name: point.unfamiliar for name, point in points.items()}
    config["east_asian"] = {name: limit for name, limit in east_asian.items() if name in points}
    path.write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
