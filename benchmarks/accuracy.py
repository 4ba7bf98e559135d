"""What a run is worth: scores by label, language and stratum, intervals, differences, curves."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotation.schema import Document
from pii.labels import Label
from pii.scoring import LabelScore, Match, Score, score, score_document
from pii.spans import Span

RESAMPLES = 2000
SEED = 7
CURVE_POINTS = 40

LABELS = tuple(Label)
_FIELDS = ("tp", "fp", "fn", "characters", "leaked", "left_open")

Predictions = Sequence[Sequence[Span]]
Counts = np.ndarray
"""Counts of shape (packages, labels, `_FIELDS`)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and the 95 % interval around it."""

    value: float
    low: float
    high: float

    def to_json(self) -> list[float]:
        return [round(self.value, 4), round(self.low, 4), round(self.high, 4)]


def by_package(
    documents: Sequence[Document], predictions: Predictions, match: Match = Match.OVERLAP
) -> dict[str, Score]:
    """The score of each package; a document that names none stands for itself."""
    return _by(documents, predictions, lambda document: str(document.meta.get("package", document.id)), match)


def _by(
    documents: Sequence[Document],
    predictions: Predictions,
    key: Callable[[Document], str],
    match: Match = Match.OVERLAP,
) -> dict[str, Score]:
    groups: dict[str, Score] = defaultdict(Score)
    for document, spans in zip(documents, predictions, strict=True):
        groups[key(document)] += score_document(document.spans, document.ignored, spans, match, document.asked)
    return dict(sorted(groups.items()))


def counts(groups: Mapping[str, Score]) -> Counts:
    """The scores of packages as numbers."""
    return np.array(
        [[[getattr(one[label], name) for name in _FIELDS] for label in LABELS] for one in groups.values()], dtype=float
    )


def resamples(packages: int, number: int = RESAMPLES, seed: int = SEED) -> np.ndarray:
    """How often each package is drawn in each bootstrap sample, of shape (samples, packages).

    Whole packages are drawn, because the spans of one are alike: one contributor list holds many names.
    """
    return np.random.default_rng(seed).multinomial(packages, np.full(packages, 1 / packages), size=number)


def figures(totals: np.ndarray) -> dict[str, np.ndarray]:
    """Macro F1, F1 of each label, leak and open of counts summed to shape (…, labels, fields)."""
    tp, fp, fn, characters, leaked, left_open = np.moveaxis(totals, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        f1 = np.nan_to_num(2 * tp / (2 * tp + fp + fn))
        present = (tp + fn) > 0
        # A resample may hold no span of a rare label: the mean is over the labels that it holds, as in any score.
        macro = np.nan_to_num((f1 * present).sum(-1) / present.sum(-1))
        leak = np.nan_to_num(leaked.sum(-1) / characters.sum(-1))
        opened = np.nan_to_num(left_open.sum(-1) / (tp + fn).sum(-1))
    by_label = {str(label): f1[..., index] for index, label in enumerate(LABELS)}
    return {"macro": macro, **by_label, "leak": leak, "open": opened}


def intervals(groups: Mapping[str, Score]) -> dict[str, Interval]:
    """Each figure with its interval by bootstrap over packages."""
    numbers = counts(groups)
    return _intervals(figures(numbers.sum(0)), figures(_drawn(numbers)))


def differences(ours: Mapping[str, Score], theirs: Mapping[str, Score]) -> dict[str, Interval]:
    """How much higher each figure of one system is than another's on the same packages, resample by resample."""
    if list(ours) != list(theirs):
        raise ValueError("the two systems were not run over the same packages")
    a, b = counts(ours), counts(theirs)
    whole_a, whole_b, drawn_a, drawn_b = figures(a.sum(0)), figures(b.sum(0)), figures(_drawn(a)), figures(_drawn(b))
    whole = {name: whole_a[name] - whole_b[name] for name in whole_a}
    return _intervals(whole, {name: drawn_a[name] - drawn_b[name] for name in drawn_a})


def _drawn(numbers: Counts) -> np.ndarray:
    return np.einsum("sp,plf->slf", resamples(len(numbers)), numbers)


def _intervals(whole: Mapping[str, np.ndarray], drawn: Mapping[str, np.ndarray]) -> dict[str, Interval]:
    found = {}
    for name, value in whole.items():
        low, high = np.percentile(drawn[name], (2.5, 97.5))
        found[name] = Interval(float(value), float(low), float(high))
    return found


def curves(documents: Sequence[Document], predictions: Predictions) -> dict[str, list[list[float]]]:
    """For each label `[threshold, precision, recall]` as the least score that counts rises.

    Empty for a system without scores: one point is no curve.
    """
    found: dict[str, list[list[float]]] = {}
    for label in LABELS:
        mine = [[span for span in spans if span.label is label] for spans in predictions]
        scores = np.array(sorted({span.score for spans in mine for span in spans}))
        if len(scores) < 2:
            continue
        thresholds = np.unique(np.quantile(scores, np.linspace(0, 1, CURVE_POINTS), method="lower"))
        points = []
        for least in thresholds:
            row = score(documents, [[span for span in spans if span.score >= least] for spans in mine])[label]
            points.append([round(float(least), 4), round(row.precision, 4), round(row.recall, 4)])
        found[str(label)] = points
    return found


def report(documents: Sequence[Document], predictions: Predictions) -> dict[str, Any]:
    """Everything that is measured of one system's predictions, JSON-serialisable."""
    overlap = by_package(documents, predictions)
    total = sum(overlap.values(), Score())
    lines = sum(document.text.count("\n") + 1 for document in documents)
    return {
        "overlap": score_json(total),
        "strict": score_json(score(documents, predictions, Match.STRICT)),
        "label-free": score_json(score(documents, predictions, Match.LABEL_FREE)),
        "intervals": {name: interval.to_json() for name, interval in intervals(overlap).items()},
        "false_positives_per_1000_lines": round(1000 * total.total.fp / lines, 3),
        "languages": _macro(_by(documents, predictions, lambda document: str(document.meta.get("language", "")))),
        "strata": _macro(_by(documents, predictions, lambda document: str(document.meta.get("stratum", "")))),
        "curves": curves(documents, predictions),
        "counts": {package: _counts_json(one) for package, one in overlap.items()},
    }


def score_json(one: Score) -> dict[str, Any]:
    """Every label's counts and ratios, all labels together, and macro F1."""
    rows: dict[str, Any] = {str(label): label_json(one[label]) for label in LABELS}
    return {**rows, "ALL": label_json(one.total), "macro_f1": round(one.macro_f1, 4)}


def label_json(row: LabelScore) -> dict[str, float]:
    ratios = {name: round(getattr(row, name), 4) for name in ("precision", "recall", "f1", "leak", "open")}
    return {"gold": row.gold, "tp": row.tp, "fp": row.fp, "fn": row.fn, **ratios}


def groups_of(result: Mapping[str, Any]) -> dict[str, Score]:
    """The scores by package that a result was made of, so that systems of different runs can be compared."""
    return {
        package: Score({label: LabelScore(*row) for label, row in zip(LABELS, rows, strict=True)})
        for package, rows in result["counts"].items()
    }


def _counts_json(one: Score) -> list[list[int]]:
    return [[getattr(one[label], name) for name in _FIELDS] for label in LABELS]


def _macro(groups: Mapping[str, Score]) -> dict[str, dict[str, float]]:
    """Spans, macro F1 and false positives of each group that has a name."""
    return {
        name: {
            "gold": one.total.gold,
            "fp": one.total.fp,
            "f1": round(one.total.f1, 4),
            "macro_f1": round(one.macro_f1, 4),
        }
        for name, one in groups.items()
        if name
    }
