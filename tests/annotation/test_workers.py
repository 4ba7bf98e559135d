from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from annotation.ballots import ballots
from annotation.label_schema import load
from annotation.schema import ALL_LABELS, CrowdSpan, TaskKind, Vote
from annotation.simulate import Crowd, simulate
from annotation.workers import WorkerReport, likely_copies, worker_reports

SCHEMA = load("bigcode")
TEXT = "author Jane Roe <jane@example.com>"
NAME, EMAIL = CrowdSpan(7, 15, "NAME"), CrowdSpan(17, 33, "EMAIL")
NINE = datetime(2024, 1, 8, 9, tzinfo=UTC)


def vote(worker: str, document: int, *spans: CrowdSpan, **changes: object) -> Vote:
    begin = NINE + timedelta(minutes=document)
    plain = Vote(
        f"d{document}",
        TEXT,
        worker,
        spans,
        asked=ALL_LABELS,
        assignment=f"{worker}-{document}",
        task=f"t{document}",
        started=begin,
        submitted=begin + timedelta(seconds=40),
    )
    return replace(plain, **changes)


def control(worker: str, document: int, *spans: CrowdSpan) -> Vote:
    return vote(worker, document, *spans, kind=TaskKind.GOLDEN, gold=(NAME, EMAIL))


def report(votes: list[Vote], worker: str = "w") -> WorkerReport:
    return next(row for row in worker_reports(votes, SCHEMA) if row.worker == worker)


@pytest.mark.parametrize(("golden", "scored"), [(0, False), (4, False), (5, True)])
def test_below_five_control_tasks_there_is_no_score(golden: int, scored: bool):
    votes = [vote("w", 100, NAME), *(control("w", index, NAME, EMAIL) for index in range(golden))]
    assert (report(votes).score is not None) == scored
    assert report(votes).golden == golden


def test_a_score_counts_what_is_right_missed_misplaced_and_confused():
    answers = [(NAME, EMAIL), (NAME,), (), (CrowdSpan(7, 14, "NAME"), EMAIL), (CrowdSpan(7, 15, "USERNAME"),)]
    score = report([control("w", index, *spans) for index, spans in enumerate(answers)]).score
    assert score is not None and score.precision and score.recall and score.f1
    assert (score.precision.value, score.recall.value) == (4 / 6, 4 / 10)
    assert score.f1.value == pytest.approx(8 / 16)
    assert score.f1.low < score.f1.value < score.f1.high
    assert score.border_errors == 1
    assert score.confusions == {("NAME", "USERNAME"): 1}


def test_the_worst_come_first_and_those_without_a_score_last():
    votes = [control("good", index, NAME, EMAIL) for index in range(5)]
    votes += [control("poor", index, NAME) for index in range(5)]
    votes += [control("new", index) for index in range(2)]
    assert [row.worker for row in worker_reports(votes, SCHEMA)] == ["poor", "good", "new"]


def test_time_is_per_task_and_speed_is_told_against_the_crowd():
    votes = [
        vote(f"w{index}", index, submitted=NINE + timedelta(minutes=index, seconds=30 + index)) for index in range(9)
    ]
    votes.append(vote("w", 20, submitted=NINE + timedelta(minutes=20, seconds=10), assignment_rows=5))
    row = report(votes)
    assert row.seconds == 2.0
    assert row.speed is not None and row.speed < -3


def test_an_empty_answer_counts_only_where_most_others_marked_something():
    votes = []
    for index in range(10):
        marked = (NAME,) if index < 6 else ()
        votes += [vote(worker, index, *marked) for worker in "abc"] + [vote("w", index)]
    empty = report(votes).empty
    assert empty is not None and empty.value == 1.0
    assert report(votes, "a").empty is not None and report(votes, "a").empty.value == 0.0  # type: ignore[union-attr]


def test_drift_is_the_change_against_the_others_and_needs_enough_texts():
    def history(texts: int) -> list[Vote]:
        votes = [vote(worker, index, NAME) for worker in "abc" for index in range(texts)]
        return votes + [vote("w", index, *((NAME,) if index < texts // 2 else ())) for index in range(texts)]

    drift = report(history(24)).drift
    assert drift is not None and drift.value == -1.0 and drift.high < 0
    steady = report(history(24), "a").drift
    assert steady is not None and steady.value == 0.0
    assert report(history(12)).drift is None


def test_copied_answers_are_found_and_honest_crowds_are_not_accused():
    crowd = Crowd(workers=12, overlap=4, idle=0.0)
    _, honest = simulate(400, crowd, seed=5)
    assert likely_copies(ballots(honest, SCHEMA)) == []
    _, votes = simulate(400, replace(crowd, copiers=2), seed=5)
    assert {copy.workers for copy in likely_copies(ballots(votes, SCHEMA))} == {("w0000", "w0001"), ("w0002", "w0003")}


def test_the_order_of_the_votes_does_not_matter():
    _, votes = simulate(60, Crowd(workers=10, golden=8))
    assert worker_reports(votes[::-1], SCHEMA) == worker_reports(votes, SCHEMA)
