import json
from pathlib import Path

import pytest

from annotation.toloka.rows import Defect, Row, pool_of_id, pool_of_link, pool_of_name, read_rows, read_tasks
from pii.errors import InputError

ASSIGNMENT = {
    "id": "000000002a--a1",
    "pool_id": "42",
    "user_id": "worker-1",
    "status": "ACCEPTED",
    "reward": 0.01,
    "automerged": True,
    "created": "2024-02-04T19:13:23.631",
    "submitted": "2024-02-04T19:14:00",
    "tasks": [
        {"id": "t1", "input_values": {"text": "a"}},
        {
            "id": "t2",
            "input_values": {"text": "b"},
            "message_on_unknown_solution": "look again",
            "known_solutions": [
                {"output_values": {"result": [1]}, "correctness_weight": 0.5},
                {"output_values": {"result": [2]}, "correctness_weight": 1},
            ],
        },
        {"id": "t3", "input_values": {"text": "c"}, "known_solutions": [{"output_values": {}}]},
    ],
    "solutions": [{"output_values": {"result": [3]}}, {"output_values": {}}, {}],
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.json", {"items": [ASSIGNMENT], "has_more": False}),
        ("list.json", [ASSIGNMENT]),
        ("lines.jsonl", ASSIGNMENT),
    ],
)
def test_api_assignments_become_a_row_per_task(tmp_path: Path, name: str, content: object) -> None:
    path = tmp_path / name
    path.write_text(json.dumps(content) + "\n")
    rows = [row for row in read_rows(path) if isinstance(row, Row)]
    assert [(row.task, row.outputs, row.golden, row.hint) for row in rows] == [
        ("t1", {"result": [3]}, None, False),
        ("t2", {}, {"result": [2]}, True),
        ("t3", {}, {}, False),
    ]
    assert {(row.pool, row.worker, row.status, row.reward, row.merged) for row in rows} == {
        ("42", "worker-1", "ACCEPTED", "0.01", True)
    }


def test_solutions_that_do_not_match_the_tasks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text(json.dumps([{**ASSIGNMENT, "solutions": []}]))
    with pytest.raises(InputError, match="3 tasks and 0 solutions"):
        list(read_rows(path))
    path.write_text("{")
    with pytest.raises(InputError, match="expected JSON"):
        list(read_rows(path))


def test_an_assignment_that_was_never_handed_in_has_rows_without_answers(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text(json.dumps([{**ASSIGNMENT, "status": "EXPIRED", "solutions": None}]))
    assert [row.outputs for row in read_rows(path) if isinstance(row, Row)] == [{}, {}, {}]


@pytest.mark.parametrize(
    ("given", "pool"),
    [
        (pool_of_id("00028cae73--65bfa3f40cadac2361249abc"), "42774131"),
        (pool_of_id("no pool"), ""),
        (pool_of_id("xyz--1"), ""),
        (pool_of_link("https://platform.example/task/42774131/00028cae73--65bf"), "42774131"),
        (pool_of_link("nowhere"), ""),
        (pool_of_name(Path("assignments_from_pool_42774131__05-02-2024.tsv")), "42774131"),
        (pool_of_name(Path("my answers.tsv")), "my answers"),
    ],
)
def test_a_pool_is_recovered_from_what_names_it(given: str, pool: str) -> None:
    assert given == pool


def test_tasks_are_read_from_an_upload_and_from_the_api(tmp_path: Path) -> None:
    upload = tmp_path / "tasks.tsv"
    upload.write_bytes(b"INPUT:text\tGOLDEN:result\tHINT:text\r\na\t[]\t\r\n\r\nb\t\t\r\n")
    assert [(task.inputs["text"], task.golden) for task in read_tasks(upload)] == [("a", {"result": "[]"}), ("b", None)]
    saved = tmp_path / "tasks.json"
    saved.write_text(json.dumps({"items": ASSIGNMENT["tasks"]}))
    assert [(task.id, task.golden) for task in read_tasks(saved)] == [("t1", None), ("t2", {"result": [2]}), ("t3", {})]
    upload.write_text("text\na\n")
    with pytest.raises(InputError, match="expected INPUT: columns"):
        list(read_tasks(upload))


def test_an_assignment_that_no_file_can_store_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "1--a", "tasks": [{"id": "t", "input_values": {"text": "\\ud80a"}}], "solutions": [{}]}\n'
        '{"id": "1--b", "tasks": [{"id": "u", "input_values": {"text": "a"}}], "solutions": [{}]}\n'
    )
    first, second = read_rows(tmp_path / "a.jsonl")

    assert isinstance(first, Defect) and "surrogate" in first.reason and isinstance(second, Row)
