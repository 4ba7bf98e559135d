"""The pay audit: effective hourly pay by country against two floors, and unpaid time.

The floors are those that BigCode promised its annotators: $7.30 an hour whatever the country, and $16.50 at purchasing-power
parity. What cannot be computed because a column is missing is reported, never guessed.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np

from annotation.intervals import Estimated, wilson
from annotation.schema import Vote
from annotation.work_time import DEFAULT_CAP, Assignment, Pages, hours
from pii.errors import InputError

ABSOLUTE_FLOOR = 7.30
"""Dollars an hour."""
PARITY_FLOOR = 16.50
"""Dollars an hour at the price level of the United States."""
PAID: frozenset[str] = frozenset({"APPROVED", "ACCEPTED"})
UNPAID: frozenset[str] = frozenset({"REJECTED", "EXPIRED", "SKIPPED"})
"""SUBMITTED and ACTIVE are in neither: their pay is not decided yet."""
UNKNOWN_COUNTRY = "unknown"


@dataclass(frozen=True, slots=True)
class CountryPay:
    """Effective hourly pay of a country's workers: dollars for accepted work over all hours worked, rejected ones included."""

    country: str
    workers: int
    hours: float
    dollars: float
    median: float
    tenth: float
    """The first decile of workers' pay."""
    below_absolute: Estimated
    """Share of workers under $7.30."""
    parity_floor: float | None
    """$16.50 at the country's price level; None if the country is not in the table."""
    below_parity: Estimated | None


@dataclass(frozen=True, slots=True)
class UnpaidTime:
    """Unpaid work."""

    assignments: int
    hours: float
    share_of_hours: float
    unknown: int
    """Of these assignments, how many have no times, such as expired ones, so that `hours` is too low."""


@dataclass(frozen=True, slots=True)
class PayAudit:
    """The audit; `problems` says what could not be computed, and why."""

    everybody: CountryPay | None
    countries: tuple[CountryPay, ...]
    unpaid: UnpaidTime | None
    problems: tuple[str, ...]


def read_price_levels(path: str | Path) -> dict[str, float]:
    """A table `country,price_level`: what a dollar's worth of goods in the United States costs there, in dollars.

    The World Bank publishes it as "price level ratio of PPP conversion factor to market exchange rate". Countries are
    written as in the votes.

    Raises:
        InputError: a column is missing, or a price level is not a positive number.
    """
    with open(path, newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        missing = {"country", "price_level"} - set(reader.fieldnames or ())
        if missing:
            raise InputError(f"{path}: column {', '.join(sorted(missing))} missing; expected country,price_level")
        levels: dict[str, float] = {}
        for row in reader:
            try:
                level = float(row["price_level"])
            except (TypeError, ValueError):
                level = 0.0
            if not level > 0:
                raise InputError(f"{path}, line {reader.line_num}: price_level must be a positive number")
            levels[row["country"].strip()] = level
    return levels


def audit(
    votes: Iterable[Vote], price_levels: Mapping[str, float] | None = None, cap: timedelta = DEFAULT_CAP
) -> PayAudit:
    """Audit the pay of all votes, control and training tasks included: they were work too.

    Args:
        votes: of every status; without rejected and expired ones, unpaid time cannot be known.
        price_levels: of `read_price_levels`, for the floor at purchasing-power parity.
        cap: longest time that one task counts for.
    """
    pages = Pages()
    for vote in votes:
        pages.add(vote)
    return audit_pages(pages, price_levels, cap)


def audit_pages(
    worked: Pages, price_levels: Mapping[str, float] | None = None, cap: timedelta = DEFAULT_CAP
) -> PayAudit:
    """Like `audit`, given the assignments that the votes belong to."""
    pages = worked.all()
    reason = _missing(worked.votes, pages)
    if reason:
        return PayAudit(None, (), None, (f"cannot compute: {reason}",))
    decided = [page for page in pages if page.status in PAID | UNPAID]
    usable = [page for page in decided if _usable(page, cap)]
    pay = _hourly_pay(usable, cap)
    problems = [
        *_left_out(decided, cap),
        *_country_problems(usable, price_levels),
    ]
    unpaid = _unpaid(decided, cap)
    if unpaid is None:
        problems.append(
            "cannot compute unpaid time: the votes hold accepted answers alone; import rejected and expired ones too"
        )
    countries = tuple(_country(name, rows, price_levels or {}) for name, rows in sorted(pay.items()))
    everybody = _country("all", [row for rows in pay.values() for row in rows], {}) if pay else None
    return PayAudit(everybody, countries, unpaid, tuple(problems))


def _missing(votes: int, pages: Sequence[Assignment]) -> str | None:
    if not votes:
        return "there are no votes"
    if not pages:
        return "column assignment missing"
    columns = [name for name in ("reward", "started", "submitted") if all(getattr(p, name) is None for p in pages)]
    return f"column {', '.join(columns)} missing" if columns else None


def _usable(page: Assignment, cap: timedelta) -> bool:
    return page.working_time(cap) is not None and (page.reward is not None or page.status in UNPAID)


def _left_out(pages: Sequence[Assignment], cap: timedelta) -> list[str]:
    paid = [page for page in pages if page.status in PAID]
    without = sum(not _usable(page, cap) for page in paid)
    if not without:
        return []
    return [f"{without} of {len(paid)} paid assignments are left out: reward or times are missing or out of order"]


def _country_problems(pages: Sequence[Assignment], price_levels: Mapping[str, float] | None) -> list[str]:
    if pages and all(page.country is None for page in pages):
        return ["cannot compute pay by country: column country missing"]
    if price_levels is None:
        return ["cannot compute the floor at purchasing-power parity: no table of price levels was given"]
    unknown = sorted({page.country for page in pages if page.country and page.country not in price_levels})
    return (
        [f"cannot compute the floor at purchasing-power parity for {', '.join(unknown)}: not in the table"]
        if unknown
        else []
    )


_Pay = tuple[float, float]
"""Dollars and hours of a worker."""


def _hourly_pay(pages: Iterable[Assignment], cap: timedelta) -> dict[str, list[_Pay]]:
    """Dollars and hours of each worker, by country."""
    by_worker: dict[tuple[str, str], list[Assignment]] = defaultdict(list)
    for page in pages:
        by_worker[page.country or UNKNOWN_COUNTRY, page.worker].append(page)
    pay: dict[str, list[_Pay]] = defaultdict(list)
    for (country, _), mine in sorted(by_worker.items()):
        dollars = sum(page.reward or 0.0 for page in mine if page.status in PAID)
        worked = hours(time for page in mine if (time := page.working_time(cap)))
        if worked > 0:
            pay[country].append((dollars, worked))
    return pay


def _country(name: str, rows: Sequence[_Pay], price_levels: Mapping[str, float]) -> CountryPay:
    hourly = np.asarray([dollars / worked for dollars, worked in rows])
    floor = PARITY_FLOOR * price_levels[name] if name in price_levels else None
    below = wilson(int((hourly < ABSOLUTE_FLOOR).sum()), len(hourly))
    assert below is not None  # a country is only listed with workers
    return CountryPay(
        name,
        len(rows),
        sum(worked for _, worked in rows),
        sum(dollars for dollars, _ in rows),
        float(np.median(hourly)),
        float(np.quantile(hourly, 0.1)),
        below,
        floor,
        None if floor is None else wilson(int((hourly < floor).sum()), len(hourly)),
    )


def _unpaid(pages: Sequence[Assignment], cap: timedelta) -> UnpaidTime | None:
    unpaid = [page for page in pages if page.status in UNPAID]
    if not unpaid:
        return None
    timed = [time for page in unpaid if (time := page.working_time(cap))]
    everything = [time for page in pages if (time := page.working_time(cap))]
    lost = sum(hours([time]) for time in timed)
    total = sum(hours([time]) for time in everything)
    return UnpaidTime(len(unpaid), lost, lost / total if total else 0.0, len(unpaid) - len(timed))
