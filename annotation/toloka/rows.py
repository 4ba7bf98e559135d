"""The rows of Toloka exports: one per task that a worker was given, the same from TSV and from API JSON."""

import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.label_schema import shown_names
from annotation.schema import is_storable
from pii.errors import InputError

csv.field_size_limit(sys.maxsize)  # source files are longer than the default limit of 131,072 characters

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One task of one assignment, as exported.

    `golden` is the known answer of a control or training task, None for an ordinary one; `hint` marks a training task.
    """

    number: int
    """Record of the file, from 1; a TSV header does not count."""
    inputs: Values
    outputs: Values
    golden: Values | None
    hint: bool
    pool: str
    assignment: str
    task: str
    worker: str
    status: str
    started: str
    submitted: str
    reward: str
    merged: bool


@dataclass(frozen=True, slots=True)
class Defect:
    """A record that is not a row, and why."""

    number: int
    reason: str


def read_rows(path: Path) -> Iterator[Row | Defect]:
    """Every record of an export: TSV, or API JSON (a page with `items`, a list) or JSON lines of assignments.

    Raises:
        InputError: the file cannot be read as what its name says it is.
    """
    yield from read_api(path) if is_json(path) else read_tsv(path)


def is_json(path: Path) -> bool:
    """Whether a file is read as API JSON rather than as TSV."""
    return path.suffix.lower() in (".json", ".jsonl", ".ndjson")


def read_tsv(path: Path) -> Iterator[Row | Defect]:
    """The records of an assignments TSV. Cells keep their line ends and stay strings: `NA` is a text like any other.

    Raises:
        InputError: no such file, not UTF-8, no `INPUT:` columns, or a quote that never closes.
    """
    records = _records(path)
    try:
        header = next(records)
    except StopIteration:
        raise InputError(f"{path}: empty file, expected a header with INPUT: and OUTPUT: columns") from None
    columns = _columns(header)
    inputs, outputs, golden = (list(columns[kind].items()) for kind in ("INPUT", "OUTPUT", "GOLDEN"))
    if not inputs:
        found = shown_names(header[:8])
        raise InputError(f"{path}: expected INPUT: columns in the header of an assignments TSV, found {found}")
    place = columns["ASSIGNMENT"]
    wanted = ("link", "assignment_id", "task_id", "worker_id", "status", "started", "submitted", "reward")
    link, assignment, task, worker, status, started, submitted, reward = (place.get(name, -1) for name in wanted)
    hint = columns["HINT"].get("text", -1)
    width = len(header)
    file_pool = pool_of_name(path)
    for number, cells in enumerate(records, 1):
        if not any(cells):
            yield Defect(number, "blank row")
            continue
        if len(cells) != width:
            yield Defect(number, "row has another number of cells than the header")
            continue
        cells.append("")  # index -1: a column that this file does not have
        known = {name: cells[at] for name, at in golden if cells[at]}
        yield Row(
            number,
            {name: cells[at] for name, at in inputs},
            {name: cells[at] for name, at in outputs},
            known or None,
            bool(cells[hint]),
            pool_of_id(cells[assignment]) or pool_of_link(cells[link]) or file_pool,
            cells[assignment],
            cells[task],
            cells[worker],
            cells[status],
            cells[started],
            cells[submitted],
            cells[reward],
            False,
        )


def read_api(path: Path) -> Iterator[Row | Defect]:
    """The tasks of every assignment in a saved answer of `GET /assignments`.

    Raises:
        InputError: not JSON, or an assignment whose solutions do not match its tasks one to one.
    """
    number = 0
    for assignment in read_json_items(path):
        if not is_storable(assignment):
            number += 1
            yield Defect(number, "assignment holds half of a surrogate pair, which no file of rows can store")
            continue
        tasks = assignment.get("tasks") or []
        solutions = assignment.get("solutions")
        if solutions is None:
            solutions = [None] * len(tasks)
        if len(tasks) != len(solutions):
            raise InputError(
                f"{path}: assignment {assignment.get('id')!r} has {len(tasks)} tasks and {len(solutions)} solutions; "
                "they belong together by order only, so it cannot be read"
            )
        for task, solution in zip(tasks, solutions, strict=True):
            number += 1
            known = task.get("known_solutions") or None
            reward = assignment.get("reward")
            identifier = str(assignment.get("id", ""))
            yield Row(
                number,
                task.get("input_values") or {},
                (solution or {}).get("output_values") or {},
                _best_solution(known) if known else None,
                bool(task.get("message_on_unknown_solution")),
                str(assignment.get("pool_id") or pool_of_id(identifier) or pool_of_name(path)),
                identifier,
                str(task.get("id", "")),
                str(assignment.get("user_id", "")),
                str(assignment.get("status", "")),
                str(assignment.get("created") or ""),
                str(assignment.get("submitted") or ""),
                "" if reward is None else str(reward),
                bool(assignment.get("automerged")),
            )


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it was uploaded, before any worker saw it."""

    id: str
    inputs: Values
    golden: Values | None


def read_tasks(path: Path) -> Iterator[Task]:
    """The tasks of a pool's upload file (TSV) or of a saved answer of `GET /tasks` (JSON).

    Raises:
        InputError: the file cannot be read as that.
    """
    if is_json(path):
        for item in read_json_items(path):
            known = item.get("known_solutions") or None
            values = item.get("input_values") or {}
            yield Task(str(item.get("id", "")), values, _best_solution(known) if known else None)
        return
    records = _records(path)
    header = next(records, [])
    columns = _columns(header)
    if not columns["INPUT"]:
        raise InputError(
            f"{path}: expected INPUT: columns in the header of a tasks TSV, found {shown_names(header[:8])}"
        )
    identifier = columns["TASK"].get("id", columns["ASSIGNMENT"].get("task_id", -1))
    for cells in records:
        if not any(cells) or len(cells) != len(header):
            continue
        cells.append("")
        golden = {name: cells[at] for name, at in columns["GOLDEN"].items() if cells[at]}
        yield Task(cells[identifier], {name: cells[at] for name, at in columns["INPUT"].items()}, golden or None)


def read_json_items(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON file (`{"items": […]}` or a list, read whole) or of JSON lines (read one by one).

    Raises:
        InputError: no such file, or not that.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            if path.suffix.lower() == ".json":
                content = json.load(file)
                items = content.get("items", content) if isinstance(content, dict) else content
                yield from items if isinstance(items, list) else [items]
            else:
                yield from (json.loads(line) for line in file if line.strip())
    except (OSError, ValueError, RecursionError) as error:  # a ValueError too: an integer of thousands of digits
        raise InputError(f"{path}: expected JSON in UTF-8: {error}") from error


def pool_of_id(assignment: str) -> str:
    """The pool of an assignment or task id, whose first part is the pool's number in hexadecimal; else empty."""
    prefix, separator, _ = assignment.partition("--")
    try:
        return str(int(prefix, 16)) if separator else ""
    except ValueError:
        return ""


def pool_of_link(link: str) -> str:
    """The pool in a link such as `https://platform.example/task/42774131/…`; else empty."""
    match = re.search(r"/task/(\d+)/", link)
    return match[1] if match else ""


def pool_of_name(path: Path) -> str:
    """The pool in a file name such as `assignments_from_pool_42774131__05-02-2024.tsv`, else the name itself."""
    match = re.search(r"pool_(\d+)", path.name)
    return match[1] if match else path.stem


def _records(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter="\t", strict=True)
            try:
                yield from reader
            except csv.Error as error:
                raise InputError(
                    f"{path}: record that ends at line {reader.line_num} is not quoted as TSV should be: {error}"
                ) from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: expected UTF-8, found other bytes ({error.reason}); save it as UTF-8 again"
        ) from error


def _columns(header: list[str]) -> dict[str, dict[str, int]]:
    """Column numbers by kind and name: `INPUT:text` is `["INPUT"]["text"]`."""
    columns: dict[str, dict[str, int]] = {
        kind: {} for kind in ("INPUT", "OUTPUT", "GOLDEN", "HINT", "ASSIGNMENT", "TASK")
    }
    for index, title in enumerate(header):
        kind, _, name = title.strip().partition(":")
        if name and kind in columns:
            columns[kind][name] = index
    return columns


def _best_solution(known: list[dict[str, Any]]) -> Values:
    """The known solution with the most weight, for several may be right."""
    return max(known, key=lambda each: each.get("correctness_weight") or 0).get("output_values") or {}
