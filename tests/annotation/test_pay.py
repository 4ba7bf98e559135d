from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotation.pay import audit, read_price_levels
from annotation.schema import Vote
from annotation.simulate import Crowd, simulate
from pii.errors import InputError

NINE = datetime(2024, 1, 8, 9, tzinfo=UTC)


def page(
    worker: str,
    minutes: float,
    reward: float | None,
    *,
    tasks: int = 5,
    begin: datetime = NINE,
    status: str = "APPROVED",
    country: str | None = "AA",
) -> list[Vote]:
    """The votes of one assignment, each with the whole assignment's reward, as exports have it."""
    plain = Vote(
        "d",
        "text",
        worker,
        assignment=f"{worker}-{begin.isoformat()}",
        status=status,
        started=begin,
        submitted=begin + timedelta(minutes=minutes),
        reward=reward,
        assignment_rows=tasks,
        country=country,
    )
    return [replace(plain, document_id=f"d{index}") for index in range(tasks)]


def test_reward_is_paid_once_for_an_assignment_and_not_for_each_of_its_rows():
    result = audit(page("w", 6, 1.0)).everybody
    assert result is not None
    assert (result.dollars, result.hours, result.median) == (1.0, pytest.approx(0.1), pytest.approx(10.0))


def test_time_is_capped_for_each_task():
    result = audit(page("w", 600, 10.0, tasks=2), cap=timedelta(minutes=15)).everybody
    assert result is not None
    assert result.hours == pytest.approx(0.5)


def test_pages_open_at_the_same_time_count_their_time_once():
    votes = page("w", 30, 1.0) + page("w", 30, 1.0, begin=NINE + timedelta(minutes=15))
    result = audit(votes).everybody
    assert result is not None
    assert (result.dollars, result.hours) == (2.0, pytest.approx(0.75))


def test_rejected_work_earns_nothing_and_takes_time():
    votes = page("w", 30, 8.0) + page("w", 30, 8.0, begin=NINE + timedelta(hours=1), status="REJECTED")
    result = audit(votes)
    assert result.everybody is not None and result.unpaid is not None
    assert result.everybody.median == pytest.approx(8.0)
    assert (result.unpaid.assignments, result.unpaid.share_of_hours) == (1, pytest.approx(0.5))


def test_expired_work_without_a_submission_is_counted_as_of_unknown_length():
    expired = [
        replace(vote, submitted=None) for vote in page("w", 1, None, status="EXPIRED", begin=NINE + timedelta(1))
    ]
    unpaid = audit(page("w", 30, 8.0) + expired).unpaid
    assert unpaid is not None
    assert (unpaid.assignments, unpaid.unknown, unpaid.hours) == (1, 1, 0.0)


def test_shares_under_both_floors_by_country():
    votes = [
        *page("rich", 60, 20.0, tasks=10),
        *page("middle", 60, 8.0, tasks=10),
        *page("poor", 60, 5.0, tasks=10),
        *page("cheap", 60, 8.0, tasks=10, country="BB"),
    ]
    result = audit(votes, {"AA": 1.0, "BB": 0.4})
    assert [country.country for country in result.countries] == ["AA", "BB"]
    first, second = result.countries
    assert first.below_absolute.value == pytest.approx(1 / 3)
    assert first.below_parity is not None and first.below_parity.value == pytest.approx(2 / 3)
    assert second.parity_floor == pytest.approx(6.6)
    assert second.below_parity is not None and second.below_parity.value == 0.0


@pytest.mark.parametrize("column", ["reward", "started", "submitted"])
def test_a_missing_column_is_named_and_nothing_is_guessed(column: str):
    result = audit([replace(vote, **{column: None}) for vote in page("w", 6, 1.0)])
    assert result.problems == (f"cannot compute: column {column} missing",)
    assert (result.everybody, result.countries, result.unpaid) == (None, (), None)


def test_without_assignment_ids_rewards_cannot_be_told_apart():
    result = audit([replace(vote, assignment="") for vote in page("w", 6, 1.0)])
    assert result.problems == ("cannot compute: column assignment missing",)


def test_what_else_is_missing_is_said():
    result = audit(page("w", 6, 1.0, country=None) + page("v", 6, None))
    assert result.everybody is not None
    assert [problem.split(":")[0] for problem in result.problems] == [
        "1 of 2 paid assignments are left out",
        "cannot compute pay by country",
        "cannot compute unpaid time",
    ]
    assert "BB: not in the table" in audit(page("w", 6, 1.0, country="BB"), {"AA": 1.0}).problems[0]


def test_answers_copied_by_the_platform_are_not_work():
    copied = [replace(vote, merged=True) for vote in page("w", 6, 1.0, begin=NINE + timedelta(hours=1))]
    assert audit(page("w", 6, 1.0) + copied) == audit(page("w", 6, 1.0))


def test_the_order_of_the_votes_does_not_matter():
    _, votes = simulate(40, Crowd(workers=10))
    assert audit(votes[::-1]) == audit(votes)


def test_price_levels_are_read(tmp_path: Path):
    path = tmp_path / "levels.csv"
    path.write_text("country,price_level\nAA,1.0\nBB,0.25\n")
    assert read_price_levels(path) == {"AA": 1.0, "BB": 0.25}


@pytest.mark.parametrize(
    "content", ["country,level\nAA,1\n", "country,price_level\nAA,much\n", "country,price_level\nAA,-1\n", ""]
)
def test_a_table_of_price_levels_that_cannot_be_used_is_refused(tmp_path: Path, content: str):
    path = tmp_path / "levels.csv"
    path.write_text(content)
    with pytest.raises(InputError, match="price_level"):
        read_price_levels(path)
