"""How each worker works: right on control tasks, fast, empty-handed, better or worse with time, or copied.

Nothing here judges a person on little evidence: below `ENOUGH_GOLDEN` control tasks there is no score, and each share
comes with its interval.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

import numpy as np

from annotation.aggregate import span_vote
from annotation.atoms import LabelledStretch
from annotation.ballots import Answer, Ballot, ballots
from annotation.intervals import Estimated, bootstrap, f1_interval, wilson
from annotation.label_schema import LabelSchema
from annotation.schema import TaskKind, Vote
from annotation.work_time import assignments

ENOUGH_GOLDEN = 5
"""Fewest control tasks for a score."""
ENOUGH_FOR_DRIFT = 10
"""Fewest texts in each half of a worker's time."""
ENOUGH_SHARED = 5
"""Fewest texts that two workers both answered."""
COPY_LEVEL = 0.001
"""How unlikely by chance, over all pairs together, a pair's likeness must be to be shown."""


@dataclass(frozen=True, slots=True)
class GoldenScore:
    """A worker's spans against the known answers of control tasks, exact borders and label."""

    precision: Estimated | None
    recall: Estimated | None
    f1: Estimated | None
    border_errors: int
    """Spans with the right label that overlap the known one but end elsewhere."""
    confusions: Mapping[tuple[str, str], int]
    """Known label and the label given instead, on the same borders."""


@dataclass(frozen=True, slots=True)
class WorkerReport:
    """One worker; None is "not enough" to tell."""

    worker: str
    answers: int
    golden: int
    """Control tasks answered."""
    score: GoldenScore | None
    seconds: float | None
    """Median seconds per task."""
    speed: float | None
    """How many robust standard deviations (of log time) slower than the crowd; below zero is faster."""
    empty: Estimated | None
    """Share of empty answers among texts on which most others marked something."""
    drift: Estimated | None
    """Span F1 against the others in the later half of the worker's time, less that in the earlier."""


@dataclass(frozen=True, slots=True)
class LikelyCopy:
    """Two workers who share more spans that nobody else marked than chance explains."""

    workers: tuple[str, str]
    texts: int
    shared: int
    of: int
    """Spans on these texts that one of the two marked and nobody else."""
    probability: float
    """Of so many shared ones by chance, at the crowd's rate."""


def worker_reports(votes: Iterable[Vote], schema: LabelSchema) -> list[WorkerReport]:
    """A report on every worker who answered main or control tasks, those with the lowest golden F1 first."""
    votes = list(votes)
    main = ballots(votes, schema)
    golden = [ballot for ballot in ballots(votes, schema, TaskKind.GOLDEN) if ballot.gold is not None]
    scores = _golden_scores(golden)
    seconds = _seconds_per_task(votes)
    speeds = _robust_z({worker: math.log(value) for worker, value in seconds.items()})
    empties = _empties(main)
    drifts = _drifts(main, votes)
    answered = Counter(answer.worker for ballot in (*main, *golden) for answer in ballot.answers)
    controls = Counter(answer.worker for ballot in golden for answer in ballot.answers)
    reports = [
        WorkerReport(
            worker,
            answered[worker],
            controls[worker],
            scores[worker] if controls[worker] >= ENOUGH_GOLDEN else None,
            seconds.get(worker),
            speeds.get(worker),
            empties.get(worker),
            drifts.get(worker),
        )
        for worker in sorted(answered)
    ]
    return sorted(reports, key=lambda row: (row.score.f1.value if row.score and row.score.f1 else 2.0, row.worker))


def _golden_scores(golden: Iterable[Ballot]) -> dict[str, GoldenScore]:
    tasks: dict[str, list[tuple[set[LabelledStretch], set[LabelledStretch]]]] = defaultdict(list)
    for ballot in golden:
        for answer in ballot.answers:
            known = {stretch for stretch in ballot.gold or () if stretch[2] in answer.asked}
            tasks[answer.worker].append((known, set(answer.stretches)))
    return {worker: _golden_score(pairs) for worker, pairs in tasks.items()}


def _golden_score(pairs: Iterable[tuple[set[LabelledStretch], set[LabelledStretch]]]) -> GoldenScore:
    right = invented = missed = borders = 0
    confusions: Counter[tuple[str, str]] = Counter()
    for known, given in pairs:
        right += len(known & given)
        for start, end, label in given - known:
            invented += 1
            borders += any(label == other and start < last and first < end for first, last, other in known - given)
            confusions.update((other, label) for first, last, other in known if (first, last) == (start, end))
        missed += len(known - given)
    return GoldenScore(
        wilson(right, right + invented),
        wilson(right, right + missed),
        f1_interval(right, invented, missed),
        borders,
        dict(sorted(confusions.items())),
    )


def _seconds_per_task(votes: Iterable[Vote]) -> dict[str, float]:
    times: dict[str, list[float]] = defaultdict(list)
    for page in assignments(votes):
        time = page.working_time()
        if time and time[1] > time[0]:
            times[page.worker].append((time[1] - time[0]).total_seconds() / page.tasks)
    return {worker: float(np.median(values)) for worker, values in times.items()}


def _robust_z(values: Mapping[str, float]) -> dict[str, float]:
    """Distance from the median in units of 1.4826 median absolute deviations."""
    if len(values) < 3:
        return {}
    middle = float(np.median(list(values.values())))
    spread = 1.4826 * float(np.median([abs(value - middle) for value in values.values()]))
    return {worker: (value - middle) / spread for worker, value in values.items()} if spread > 0 else {}


def _others(ballot: Ballot, answer: Answer) -> list[Answer]:
    """Answers of other workers to tasks that share a label with this one."""
    return [other for other in ballot.answers if other.worker != answer.worker and other.asked & answer.asked]


def _empties(main: Iterable[Ballot]) -> dict[str, Estimated | None]:
    empty: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for ballot in main:
        for answer in ballot.answers:
            others = _others(ballot, answer)
            if sum(any(stretch[2] in answer.asked for stretch in other.stretches) for other in others) * 2 > len(
                others
            ):
                texts[answer.worker] += 1
                empty[answer.worker] += not answer.stretches
    return {worker: wilson(empty[worker], texts[worker]) for worker in texts}


def _drifts(main: Sequence[Ballot], votes: Iterable[Vote]) -> dict[str, Estimated]:
    """Later less earlier agreement with the span vote of the others, for workers with enough texts in both halves."""
    when = {(vote.document_id, vote.worker): vote.submitted or vote.started for vote in votes}
    history: dict[str, list[tuple[datetime, str, float, float]]] = defaultdict(list)
    for ballot in main:
        for answer in ballot.answers:
            time = when.get((ballot.document_id, answer.worker))
            others = _others(ballot, answer)
            if time is None or not others:
                continue
            rest = Ballot(ballot.document_id, ballot.text, tuple(others))
            expected = {stretch for stretch, _ in span_vote(rest, 0.5) if stretch[2] in answer.asked}
            given = set(answer.stretches)
            row = (
                time.astimezone(UTC),
                ballot.document_id,
                2.0 * len(expected & given),
                float(len(expected) + len(given)),
            )
            history[answer.worker].append(row)
    drifts = {worker: _drift(sorted(rows)) for worker, rows in history.items() if len(rows) >= 2 * ENOUGH_FOR_DRIFT}
    return {worker: drift for worker, drift in drifts.items() if drift is not None}


def _drift(rows: Sequence[tuple[datetime, str, float, float]]) -> Estimated | None:
    half = len(rows) // 2
    counts = np.asarray(
        [
            (0.0, 0.0, right, spans) if i >= half else (right, spans, 0.0, 0.0)
            for i, (_, _, right, spans) in enumerate(rows)
        ]
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        return bootstrap(counts, lambda sums: sums[:, 2] / sums[:, 3] - sums[:, 0] / sums[:, 1], resamples=500)


def likely_copies(main: Iterable[Ballot]) -> list[LikelyCopy]:
    """Pairs of workers who agree on spans that nobody else marked far more often than two workers do, likeliest first.

    Two honest workers agree on what is there, and a third mostly too; only a copy also repeats what is odd. The crowd's rate
    of shared odd spans is the chance level (one-sided binomial test, Bonferroni over all pairs).
    """
    texts: Counter[tuple[str, str]] = Counter()
    shared: Counter[tuple[str, str]] = Counter()
    odd: Counter[tuple[str, str]] = Counter()
    for ballot in main:
        support = Counter(stretch for answer in ballot.answers for stretch in set(answer.stretches))
        for a, b in combinations(ballot.answers, 2):
            if a.worker == b.worker or not a.asked & b.asked or len(ballot.answers) < 3:
                continue
            pair = (min(a.worker, b.worker), max(a.worker, b.worker))
            first, second = set(a.stretches), set(b.stretches)
            texts[pair] += 1
            both = sum(support[stretch] == 2 for stretch in first & second)
            shared[pair] += both
            odd[pair] += both + sum(support[stretch] == 1 for stretch in first ^ second)
    if not sum(odd.values()):
        return []
    rate = sum(shared.values()) / sum(odd.values())
    tested = [pair for pair in texts if texts[pair] >= ENOUGH_SHARED and odd[pair]]
    found = [
        LikelyCopy(pair, texts[pair], shared[pair], odd[pair], _binomial_tail(shared[pair], odd[pair], rate))
        for pair in tested
    ]
    return sorted(
        (copy for copy in found if copy.probability * len(tested) < COPY_LEVEL),
        key=lambda copy: (copy.probability, copy.workers),
    )


def _binomial_tail(successes: int, trials: int, rate: float) -> float:
    """Probability of at least so many successes."""
    return sum(math.comb(trials, k) * rate**k * (1 - rate) ** (trials - k) for k in range(successes, trials + 1))
