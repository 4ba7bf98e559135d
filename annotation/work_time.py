"""`Assignment`: a set of tasks worked on and paid as a unit, reconstructed from its votes."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from annotation.schema import Vote

DEFAULT_CAP = timedelta(minutes=10)
"""Most time that one task counts for: a worker who leaves the page open over lunch is not working."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Tasks that a worker submitted, and is paid for, as a unit."""

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
        """From start to submission, at most `cap` for each task; None if a time is missing or they are out of order."""
        if self.started is None or self.submitted is None or self.submitted < self.started:
            return None
        return self.started, min(self.submitted, self.started + cap * self.tasks)


def assignments(votes: Iterable[Vote]) -> list[Assignment]:
    """The assignments of votes, sorted; answers that the platform copied (`merged`) were not worked for and are left out."""
    pages = Pages()
    for vote in votes:
        pages.add(vote)
    return pages.all()


class Pages:
    """Assembles assignments from votes that come one by one, in any order."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, str], Assignment] = {}
        self.votes = 0

    def add(self, vote: Vote) -> None:
        """Takes in a vote."""
        self.votes += 1
        if not vote.assignment or vote.merged:
            return
        key = sys.intern(vote.worker), vote.assignment
        page = self._pages.get(key)
        new = Assignment(
            key[0],
            vote.assignment,
            sys.intern(vote.status.upper()) if page is None else page.status,
            vote.country if page is None else page.country or vote.country,
            max(vote.assignment_rows, 1) if page is None else page.tasks,
            _outer(max, page and page.reward, vote.reward),
            _outer(min, page and page.started, vote.started),
            _outer(max, page and page.submitted, vote.submitted),
        )
        if new != page:
            self._pages[key] = new

    def all(self) -> list[Assignment]:
        """The assignments so far, sorted."""
        return [page for _, page in sorted(self._pages.items())]


def _outer(choose: Callable[..., Any], known: Any, given: Any) -> Any:
    return given if known is None else known if given is None else choose(known, given)


def hours(times: Iterable[tuple[datetime, datetime]]) -> float:
    """Hours covered by intervals of time; overlaps, as from two pages open at once, count once."""
    total = timedelta()
    until: datetime | None = None
    for start, end in sorted(times):
        if until is None or start > until:
            until = start
        total += max(timedelta(), end - until)
        until = max(until, end)
    return total / timedelta(hours=1)
