"""Reports on workers: accuracy on control tasks, speed, empty answers, drift over time, and copying.

Nothing here judges a person on little evidence: below `ENOUGH_GOLDEN` control tasks there is no score, and each share
comes with its interval.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotation.aggregate import span_vote
from annotation.atoms import LabelledStretch
from annotation.ballots import Answer, Ballot, ballot_of
from annotation.grouping import grouped
from annotation.intervals import Estimated, bootstrap, f1_interval, wilson
from annotation.label_schema import LabelSchema
from annotation.schema import TaskKind, Vote
from annotation.work_time import Assignment, Pages

ENOUGH_GOLDEN = 5
"""Fewest control tasks for a score: with fewer, its interval would say nothing about a person."""
ENOUGH_FOR_DRIFT = 10
"""Fewest texts in each half of a worker's time, to compare the halves."""
ENOUGH_SHARED = 5
"""Fewest texts that two workers both answered, to suspect copying."""
COPY_LEVEL = 0.001
"""Significance level, over all pairs together, at which a pair's likeness is shown."""


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
    """A worker's figures; None means not enough data."""

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
    """Span F1 against the others in the later half of the worker's time, minus that in the earlier half."""


@dataclass(frozen=True, slots=True)
class LikelyCopy:
    """Two workers who share more spans that nobody else marked than chance explains."""

    workers: tuple[str, str]
    texts: int
    shared: int
    of: int
    """Spans on these texts that one of the two marked and nobody else."""
    probability: float
    """Probability of sharing so many by chance, at the crowd's rate."""


def worker_reports(votes: Iterable[Vote], schema: LabelSchema) -> list[WorkerReport]:
    """A report on every worker who answered main or control tasks, those with the lowest golden F1 first."""
    counter, pages = WorkerCounter(), Pages()
    for group in grouped(votes):
        for vote in group:
            pages.add(vote)
        counter.add(ballot_of(group, schema), ballot_of(group, schema, TaskKind.GOLDEN))
    return counter.result(pages)


class WorkerCounter:
    """Takes in ballots one by one and keeps a few numbers for each worker and answer."""

    def __init__(self) -> None:
        self._answered: Counter[str] = Counter()
        self._controls: Counter[str] = Counter()
        self._golden: list[Ballot] = []
        self._empty: Counter[str] = Counter()
        self._texts: Counter[str] = Counter()
        self._history: dict[str, array[float]] = defaultdict(lambda: array("d"))
        """By worker, for each answer: its time, spans that the others' vote has too, spans of both."""

    def add(self, main: Ballot | None, golden: Ballot | None) -> None:
        """Takes in what was answered on one document, as a main and as a control task."""
        if golden is not None and golden.gold is not None:
            self._golden.append(golden)
            self._controls.update(answer.worker for answer in golden.answers)
            self._answered.update(answer.worker for answer in golden.answers)
        if main is None:
            return
        self._answered.update(answer.worker for answer in main.answers)
        for answer in main.answers:
            others = _others(main, answer)
            self._count_empty(answer, others)
            if answer.time is not None and others:
                rest = Ballot(main.document_id, main.text, tuple(others))
                expected = {stretch for stretch, _ in span_vote(rest, 0.5) if stretch[2] in answer.asked}
                given = set(answer.stretches)
                row = answer.time.timestamp(), 2.0 * len(expected & given), float(len(expected) + len(given))
                self._history[answer.worker].extend(row)

    def _count_empty(self, answer: Answer, others: Sequence[Answer]) -> None:
        marked = sum(any(stretch[2] in answer.asked for stretch in other.stretches) for other in others)
        if marked * 2 > len(others):
            self._texts[answer.worker] += 1
            self._empty[answer.worker] += not answer.stretches

    def result(self, pages: Pages) -> list[WorkerReport]:
        """The reports, with the time that the pages took."""
        scores = _golden_scores(self._golden)
        seconds = _seconds_per_task(pages.all())
        speeds = _robust_z({worker: math.log(value) for worker, value in seconds.items()})
        reports = [
            WorkerReport(
                worker,
                self._answered[worker],
                self._controls[worker],
                scores[worker] if self._controls[worker] >= ENOUGH_GOLDEN else None,
                seconds.get(worker),
                speeds.get(worker),
                wilson(self._empty[worker], self._texts[worker]),
                _drift(self._history.get(worker)),
            )
            for worker in sorted(self._answered)
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


def _seconds_per_task(pages: Iterable[Assignment]) -> dict[str, float]:
    times: dict[str, list[float]] = defaultdict(list)
    for page in pages:
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


def _drift(history: "array[float] | None") -> Estimated | None:
    """Later minus earlier agreement with the span vote of the others, for workers with enough texts in both halves."""
    if history is None or len(history) < 3 * 2 * ENOUGH_FOR_DRIFT:
        return None
    # Answers submitted together are in the order of their documents, as they were added.
    rows = np.asarray(history).reshape(-1, 3)
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    counts = np.zeros((len(rows), 4))
    half = len(rows) // 2
    counts[:half, :2], counts[half:, 2:] = rows[:half, 1:], rows[half:, 1:]
    with np.errstate(invalid="ignore", divide="ignore"):
        return bootstrap(counts, lambda sums: sums[:, 2] / sums[:, 3] - sums[:, 0] / sums[:, 1], resamples=500)


def likely_copies(main: Iterable[Ballot]) -> list[LikelyCopy]:
    """Pairs of workers who agree on spans that nobody else marked far more often than two workers do, likeliest first.

    Honest workers agree on what is there, and others mostly do, too; only a copy also repeats oddities. The chance level is the
    crowd's rate of shared odd spans (one-sided binomial test, Bonferroni over all pairs).
    """
    counter = CopyCounter()
    for ballot in main:
        counter.add(ballot)
    return counter.result()


class CopyCounter:
    """Takes in ballots one by one and keeps three numbers for each pair of workers."""

    def __init__(self) -> None:
        self._texts: Counter[tuple[str, str]] = Counter()
        self._shared: Counter[tuple[str, str]] = Counter()
        self._odd: Counter[tuple[str, str]] = Counter()

    def add(self, ballot: Ballot) -> None:
        """Takes in a ballot of a main task."""
        if len(ballot.answers) < 3:
            return
        support = Counter(stretch for answer in ballot.answers for stretch in set(answer.stretches))
        for a, b in combinations(ballot.answers, 2):
            if a.worker == b.worker or not a.asked & b.asked:
                continue
            pair = (min(a.worker, b.worker), max(a.worker, b.worker))
            first, second = set(a.stretches), set(b.stretches)
            self._texts[pair] += 1
            both = sum(support[stretch] == 2 for stretch in first & second)
            odd = both + sum(support[stretch] == 1 for stretch in first ^ second)
            if odd:
                self._shared[pair] += both
                self._odd[pair] += odd

    def result(self) -> list[LikelyCopy]:
        """The likely copies so far."""
        if not self._odd:
            return []
        rate = sum(self._shared.values()) / sum(self._odd.values())
        tested = [pair for pair in self._odd if self._texts[pair] >= ENOUGH_SHARED]
        found = [
            LikelyCopy(
                pair,
                self._texts[pair],
                self._shared[pair],
                self._odd[pair],
                _binomial_tail(self._shared[pair], self._odd[pair], rate),
            )
            for pair in tested
        ]
        return sorted(
            (copy for copy in found if copy.probability * len(tested) < COPY_LEVEL),
            key=lambda copy: (copy.probability, copy.workers),
        )


def _binomial_tail(successes: int, trials: int, rate: float) -> float:
    """Probability of at least so many successes."""
    return sum(math.comb(trials, k) * rate**k * (1 - rate) ** (trials - k) for k in range(successes, trials + 1))
