"""`Assignment`: a page of tasks as it was worked on and paid, put together from the votes on it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from annotation.schema import Vote

DEFAULT_CAP = timedelta(minutes=10)
"""Longest time that one task counts for: whoever leaves the page open over lunch has not worked through it."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a worker handed in, and is paid for, as one."""

    worker: str
    id: str
    status: str
    country: str | None
    tasks: int
    reward: float | None
    """Dollars for all its tasks together, however many votes carry the figure."""
    started: datetime | None
    submitted: datetime | None

    def working_time(self, cap: timedelta = DEFAULT_CAP) -> tuple[datetime, datetime] | None:
        """From start to submission, at most `cap` for each task; None where a time is missing or they are out of order."""
        if self.started is None or self.submitted is None or self.submitted < self.started:
            return None
        return self.started, min(self.submitted, self.started + cap * self.tasks)


def assignments(votes: Iterable[Vote]) -> list[Assignment]:
    """The assignments of votes, sorted; answers that the platform copied (`merged`) were not worked for and are left out."""
    pages: dict[tuple[str, str], list[Vote]] = defaultdict(list)
    for vote in votes:
        if vote.assignment and not vote.merged:
            pages[vote.worker, vote.assignment].append(vote)
    return [_assignment(page) for _, page in sorted(pages.items())]


def _assignment(page: list[Vote]) -> Assignment:
    first = page[0]
    rewards = [vote.reward for vote in page if vote.reward is not None]
    return Assignment(
        first.worker,
        first.assignment,
        first.status.upper(),
        next((vote.country for vote in page if vote.country), None),
        max(first.assignment_rows, 1),
        max(rewards) if rewards else None,
        min((vote.started for vote in page if vote.started), default=None),
        max((vote.submitted for vote in page if vote.submitted), default=None),
    )


def hours(times: Iterable[tuple[datetime, datetime]]) -> float:
    """Hours that stretches of time cover together; what two pages open at once share counts once."""
    total = timedelta()
    until: datetime | None = None
    for start, end in sorted(times):
        if until is None or start > until:
            until = start
        total += max(timedelta(), end - until)
        until = max(until, end)
    return total / timedelta(hours=1)
