"""Scores with their uncertainty: macro F1, F1 by label, leak and open, with 95 % intervals by bootstrap over packages.

The one bootstrap of scores: the benchmark's tables and a model's card give the same interval for the same predictions.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from annotation.intervals import Estimated, Floats, percentiles, resampled
from annotation.schema import Document
from annotation.scoring import Match, Score, score_document
from pii.labels import Label
from pii.spans import Span

LABELS = tuple(Label)
FIELDS = ("tp", "fp", "fn", "characters", "leaked", "left_open")

Predictions = Sequence[Sequence[Span]]


def by_package(
    documents: Sequence[Document], predictions: Predictions, match: Match = Match.OVERLAP
) -> dict[str, Score]:
    """The score of each package; a document without one is its own package."""
    return by_group(documents, predictions, lambda document: str(document.meta.get("package", document.id)), match)


def by_group(
    documents: Sequence[Document],
    predictions: Predictions,
    key: Callable[[Document], str],
    match: Match = Match.OVERLAP,
) -> dict[str, Score]:
    """The score of each group of documents, in the order of the groups' names."""
    groups: dict[str, Score] = defaultdict(Score)
    for document, spans in zip(documents, predictions, strict=True):
        groups[key(document)] += score_document(document.spans, document.ignored, spans, match, document.asked)
    return dict(sorted(groups.items()))


def counts(groups: Mapping[str, Score]) -> Floats:
    """The scores of groups as numbers, of shape (groups, labels, fields)."""
    return np.array(
        [[[getattr(one[label], name) for name in FIELDS] for label in LABELS] for one in groups.values()], dtype=float
    )


def figures(totals: Floats) -> dict[str, Floats]:
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


def intervals(groups: Mapping[str, Score]) -> dict[str, Estimated]:
    """Each figure with its interval. Whole groups are drawn, because the spans of one are alike: one contributor list holds
    many names."""
    numbers = counts(groups)
    whole, drawn = figures(numbers.sum(0)), figures(resampled(numbers))
    return {name: percentiles(float(whole[name]), drawn[name]) for name in whole}


def differences(ours: Mapping[str, Score], theirs: Mapping[str, Score]) -> dict[str, Estimated]:
    """How much higher each figure of one system is than another's on the same groups, resample by resample.

    Raises:
        ValueError: the two were not scored over the same groups.
    """
    if list(ours) != list(theirs):
        raise ValueError("the two systems were not run over the same packages")
    a, b = counts(ours), counts(theirs)
    whole_a, whole_b, drawn_a, drawn_b = (
        figures(totals) for totals in (a.sum(0), b.sum(0), resampled(a), resampled(b))
    )
    return {name: percentiles(float(whole_a[name] - whole_b[name]), drawn_a[name] - drawn_b[name]) for name in whole_a}
