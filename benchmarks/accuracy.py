"""The accuracy of a run: scores by label, language and stratum, intervals, curves."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from annotation.intervals import Estimated
from annotation.schema import Document
from annotation.score_intervals import FIELDS, LABELS, Predictions, by_group, by_package, intervals
from annotation.scoring import LabelScore, Match, Score, score

CURVE_POINTS = 40


def curves(documents: Sequence[Document], predictions: Predictions) -> dict[str, list[list[float]]]:
    """For each label `[threshold, precision, recall]` as the least score that counts rises.

    Empty for a system without scores, since one point makes no curve.
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
    """Everything measured on one system's predictions, JSON-serialisable."""
    overlap = by_package(documents, predictions)
    total = sum(overlap.values(), Score())
    lines = sum(document.text.count("\n") + 1 for document in documents)
    return {
        "overlap": score_json(total),
        "strict": score_json(score(documents, predictions, Match.STRICT)),
        "label-free": score_json(score(documents, predictions, Match.LABEL_FREE)),
        "intervals": {name: _rounded(interval) for name, interval in intervals(overlap).items()},
        "false_positives_per_1000_lines": round(1000 * total.total.fp / lines, 3),
        "languages": _macro(by_group(documents, predictions, lambda document: str(document.meta.get("language", "")))),
        "strata": _macro(by_group(documents, predictions, lambda document: str(document.meta.get("stratum", "")))),
        "curves": curves(documents, predictions),
        "counts": {package: _counts_json(one) for package, one in overlap.items()},
    }


def _rounded(interval: Estimated) -> list[float]:
    return [round(interval.value, 4), round(interval.low, 4), round(interval.high, 4)]


def score_json(one: Score) -> dict[str, Any]:
    """Every label's counts and ratios, all labels together, and macro F1."""
    rows: dict[str, Any] = {str(label): label_json(one[label]) for label in LABELS}
    return {**rows, "ALL": label_json(one.total), "macro_f1": round(one.macro_f1, 4)}


def label_json(row: LabelScore) -> dict[str, float]:
    """The counts and ratios of a label, rounded as results hold them."""
    ratios = {name: round(getattr(row, name), 4) for name in ("precision", "recall", "f1", "leak", "open")}
    return {"gold": row.gold, "tp": row.tp, "fp": row.fp, "fn": row.fn, **ratios}


def groups_of(result: Mapping[str, Any]) -> dict[str, Score]:
    """The per-package scores behind a result, so that systems of different runs can be compared."""
    return {
        package: Score({label: LabelScore(*row) for label, row in zip(LABELS, rows, strict=True)})
        for package, rows in result["counts"].items()
    }


def _counts_json(one: Score) -> list[list[int]]:
    return [[getattr(one[label], name) for name in FIELDS] for label in LABELS]


def _macro(groups: Mapping[str, Score]) -> dict[str, dict[str, float]]:
    """Spans, macro F1 and false positives of each named group."""
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
