import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotation.schema import CrowdSpan, TaskKind, Vote, read_votes
from annotation.toloka import survey as survey_module
from annotation.toloka.importer import Report, import_toloka
from annotation.toloka.layout import Layout
from annotation.toloka.options import Options
from annotation.toloka.rows import read_tasks
from annotation.worker_ids import WorkerIds
from pii.errors import InputError

TEXT = "mail jane@example.com now"
EMAIL = json.dumps([{"label": "EMAIL", "offset": 5, "length": 16, "segment": "jane@example.com"}])
Tsv = Callable[..., Path]


def imported(paths: Path | list[Path], options: Options) -> tuple[list[Vote], Report, list[dict[str, Any]]]:
    paths = paths if isinstance(paths, list) else [paths]
    output = paths[0].parent / "votes.parquet"
    report = import_toloka(paths, output, options, shown_changes=5)
    quarantine = output.with_suffix(".quarantine.jsonl").read_text().splitlines()
    return list(read_votes(output)), report, [json.loads(line) for line in quarantine]


def test_an_empty_approved_answer_is_a_negative_and_an_empty_expired_one_is_nothing(tsv: Tsv, options: Options) -> None:
    path = tsv(
        [
            {"OUTPUT:result": EMAIL},
            {"OUTPUT:result": ""},
            {"OUTPUT:result": "", "ASSIGNMENT:status": "EXPIRED"},
            {"OUTPUT:result": "", "ASSIGNMENT:status": "SKIPPED"},
            {"OUTPUT:result": EMAIL, "ASSIGNMENT:status": "REJECTED"},
            "\t\t\t\t\t\t\t\t\r\n",
            "\r\n",
        ]
    )
    votes, report, quarantine = imported(path, options)
    assert [vote.spans for vote in votes] == [(CrowdSpan(5, 21, "EMAIL"),), ()]
    assert report.ledger.to_json() == {
        "rows": 7,
        "kept": 2,
        "dropped": {"blank row": 2, "status EXPIRED": 1, "status REJECTED": 1, "status SKIPPED": 1},
        "quarantined": 0,
        "dropped_spans": 0,
        "negatives": 1,
        "spans": 1,
        "left_out": {},
        "spans_written": 1,
        "repair_balance": 0,
        "notes": {},
    }
    assert quarantine == []
    more, _, _ = imported(path, replace(options, statuses=frozenset({"APPROVED", "REJECTED"})))
    assert [vote.status for vote in more] == ["APPROVED", "APPROVED", "REJECTED"]
    unpaid, report, _ = imported(path, replace(options, statuses=frozenset({"APPROVED", "EXPIRED"})))
    assert [(vote.status, set(vote.asked)) for vote in unpaid][2] == ("EXPIRED", set())
    assert report.ledger.negatives == 1


def test_golden_and_training_rows_are_kept_apart(tsv: Tsv, options: Options) -> None:
    path = tsv(
        [
            {"OUTPUT:result": EMAIL},
            {"OUTPUT:result": "", "GOLDEN:result": EMAIL},
            {"OUTPUT:result": EMAIL, "GOLDEN:result": EMAIL, "HINT:text": "look at the address"},
        ]
    )
    votes, _, _ = imported(path, options)
    assert [vote.kind for vote in votes] == [TaskKind.MAIN, TaskKind.GOLDEN, TaskKind.TRAINING]
    assert [vote.gold for vote in votes] == [None, (CrowdSpan(5, 21, "EMAIL"),), (CrowdSpan(5, 21, "EMAIL"),)]


def test_every_field_of_a_row_reaches_its_vote(tsv: Tsv, options: Options) -> None:
    workers = WorkerIds(b"a made-up key of the tests", countries={"worker-1": "XX"})
    path = tsv(
        [
            {
                "INPUT:repo_name": "owner/repo",
                "INPUT:lang": "C",
                "INPUT:id": f"doc{number}",
                "OUTPUT:result": EMAIL,
                "ASSIGNMENT:submitted": "2024-02-04T19:15:00",
                "ASSIGNMENT:reward": "0.05",
            }
            for number in range(2)
        ]
    )
    vote = imported(path, replace(options, workers=workers, guideline="v7"))[0][0]
    assert (vote.document_id, vote.pool, vote.assignment, vote.task) == (
        "doc0",
        "42",
        "000000002a--a1",
        "000000002a--t0",
    )
    assert (vote.reward, vote.assignment_rows, vote.country, vote.guideline) == (0.05, 2, "XX", "v7")
    assert vote.meta == {"repo": "owner/repo", "language": "C"}
    assert vote.started is not None and vote.submitted is not None
    assert (vote.submitted - vote.started).total_seconds() == pytest.approx(96.369)
    assert "worker" not in vote.worker and len(vote.worker) == 16
    other = replace(options, workers=WorkerIds(b"another made-up key of tests"))
    assert imported(path, other)[0][0].worker != vote.worker


def test_long_cells_and_cells_that_look_like_nothing_stay_as_they_are(tsv: Tsv, options: Options) -> None:
    long = "x" * 200_000 + " jane@example.com"
    span = {"label": "EMAIL", "offset": 200_001, "length": 16, "segment": "jane@example.com"}
    path = tsv(
        [{"INPUT:text": "NA"}, {"INPUT:text": "null"}, {"INPUT:text": long, "OUTPUT:result": json.dumps([span])}]
    )
    votes, _, _ = imported(path, options)
    assert [vote.text for vote in votes] == ["NA", "null", long]
    assert votes[2].spans == (CrowdSpan(200_001, 200_017, "EMAIL"),)


def test_offsets_survive_emoji_and_line_ends_of_the_cell(tsv: Tsv, options: Options) -> None:
    text = "😀 hi\r\nall,\r\nmail jane@example.com\r\n"
    browser = text.replace("\r\n", "\n")
    span = {
        "label": "EMAIL",
        "offset": len(browser[: browser.index("jane")]) + 1,
        "length": 16,
        "segment": "jane@example.com",
    }
    votes, report, _ = imported(tsv([{"INPUT:text": text, "OUTPUT:result": json.dumps([span])}]), options)
    assert votes[0].text == text
    assert [text[each.start : each.end] for each in votes[0].spans] == ["jane@example.com"]
    assert str(report.survey.pools["42"].hypothesis) == "UTF-16, newlines to LF, escapes as is"


def test_what_cannot_be_placed_goes_to_quarantine_without_its_value(tsv: Tsv, options: Options) -> None:
    def one(**span: Any) -> dict[str, str]:
        return {"OUTPUT:result": json.dumps([{"label": "EMAIL", "offset": 5, "length": 16, **span}])}

    path = tsv(
        [
            one(segment="jane@example.com"),
            one(segment="joan@example.com"),
            one(segment="jane@example.com", label="PHONE"),
            one(segment="jane@example.com", length=0),
            {"OUTPUT:result": "no json"},
            {"OUTPUT:result": "[3]"},
            {"INPUT:text": ""},
            "just one cell\r\n",
        ]
    )
    votes, report, quarantine = imported(path, options)
    assert len(votes) == 1
    assert [(entry["row"], entry["reason"]) for entry in quarantine] == [
        (2, "segment is not in the text"),
        (3, "unknown label 'PHONE'"),
        (4, "span is empty"),
        (5, "result is not JSON"),
        (6, "result holds a int where a span was expected"),
        (7, "no text"),
        (8, "row has another number of cells than the header"),
    ]
    assert quarantine[0] == {
        **{"file": "assignments.tsv", "row": 2, "reason": "segment is not in the text", "pool": "42"},
        **{"assignment": "000000002a--a1", "task": "000000002a--t1", "label": "EMAIL", "start": 5, "end": 21},
    }
    assert "joan" not in json.dumps(quarantine)
    assert report.ledger.rows == 8 == report.ledger.kept + report.ledger.dropped.total()
    mapped, _, _ = imported(path, replace(options, label_map={"PHONE": "ID"}))
    assert [vote.spans[0].label for vote in mapped] == ["EMAIL", "ID"]


def test_answers_of_banned_workers_and_repeated_rows_are_dropped_and_counted(tsv: Tsv, options: Options) -> None:
    same = {"ASSIGNMENT:task_id": "000000002a--t0"}
    path = tsv([same, same, {"ASSIGNMENT:worker_id": "cheat"}])
    banned = replace(options, workers=WorkerIds(b"a made-up key of the tests", frozenset({"cheat"})))
    votes, report, _ = imported(path, banned)
    assert len(votes) == 1
    assert report.ledger.dropped == {"duplicate of an earlier row": 1, "banned worker": 1}


def test_what_a_pool_did_not_ask_for_is_unknown(tsv: Tsv, options: Options) -> None:
    names = json.dumps([{"label": "NAME", "offset": 5, "length": 4, "segment": "jane"}])
    emails = tsv([{"OUTPUT:result": EMAIL}, {}], "assignments_from_pool_1.tsv", drop=["ASSIGNMENT:assignment_id"])
    people = tsv([{"OUTPUT:result": names}], "assignments_from_pool_2.tsv", drop=["ASSIGNMENT:assignment_id"])
    votes, _, _ = imported([emails, people], options)
    assert [(vote.pool, vote.asked) for vote in votes] == [("1", {"EMAIL"}), ("1", {"EMAIL"}), ("2", {"NAME"})]
    assert len({vote.document_id for vote in votes}) == 1
    said = {"1": frozenset({"EMAIL", "EMAIL_LICENSE"}), "": frozenset({"KEY"})}
    votes, _, _ = imported([emails, people], replace(options, asked=said))
    assert [vote.asked for vote in votes] == [said["1"], said["1"], said[""]]


def test_a_field_can_say_what_each_task_asked_for(tsv: Tsv, options: Options) -> None:
    path = tsv([{"INPUT:category": "EMAIL", "OUTPUT:result": EMAIL}, {"INPUT:category": "name, ip address"}])
    votes, report, _ = imported(path, options)
    assert report.survey.layouts[path] == Layout("text", ("result",), asked="category")
    assert [vote.asked for vote in votes] == [{"EMAIL"}, {"NAME", "IP_ADDRESS"}]


def test_where_there_is_a_tick_for_nothing_an_empty_answer_needs_it(tsv: Tsv, options: Options) -> None:
    path = tsv(
        [
            {"OUTPUT:no_pii": "", "OUTPUT:result": EMAIL},
            {"OUTPUT:no_pii": "true"},
            {"OUTPUT:no_pii": "false"},
            {"OUTPUT:no_pii": "true", "OUTPUT:result": EMAIL},
            {"OUTPUT:no_pii": "", "OUTPUT:cannot_judge": "true"},
        ]
    )
    votes, report, quarantine = imported(path, options)
    assert [bool(vote.spans) for vote in votes] == [True, False]
    assert [entry["reason"] for entry in quarantine] == [
        "neither spans nor the tick that there are none",
        "spans and the tick that there are none",
    ]
    assert report.ledger.dropped["worker could not judge the text"] == 1


def test_old_exports_without_offsets_find_what_is_certain(tsv: Tsv, options: Options) -> None:
    text = "jane and jane and joe"
    path = tsv(
        [
            {"INPUT:text": text, "OUTPUT:result": '{"NAME": "joe"}'},
            {"INPUT:text": text, "OUTPUT:result": '{"NAME": ["jane", "jane", "joe"]}'},
            {"INPUT:text": text, "OUTPUT:result": '{"NAME": ["jane"]}'},
        ]
    )
    votes, report, _ = imported(path, options)
    assert [[(span.start, span.end) for span in vote.spans] for vote in votes] == [
        [(18, 21)],
        [(0, 4), (9, 13), (18, 21)],
    ]
    assert report.ledger.dropped == {"segment occurs more than once": 1}


def test_repairs_are_counted_and_can_be_switched_off(tsv: Tsv, options: Options) -> None:
    text = "from 192.0.2.7:8000 "
    span = {"label": "IP_ADDRESS", "offset": 5, "length": 15, "segment": "192.0.2.7:8000 "}
    path = tsv([{"INPUT:text": text, "OUTPUT:result": json.dumps([span])}])
    votes, report, _ = imported(path, options)
    assert votes[0].spans == (CrowdSpan(5, 14, "IP_ADDRESS", ("trim", "port")),)
    assert report.ledger.notes == {"repaired: trim": 1, "repaired: port": 1}
    assert [(row, str(change)) for row, change in report.changes] == [
        (1, "trim IP_ADDRESS 5..20 -> 5..19"),
        (1, "port IP_ADDRESS 5..19 -> 5..14"),
    ]
    plain, _, _ = imported(path, replace(options, rules=frozenset()))
    assert plain[0].spans == (CrowdSpan(5, 20, "IP_ADDRESS"),)


def test_an_id_that_names_two_texts_names_none(tsv: Tsv, options: Options) -> None:
    rows = [{"INPUT:id": "7", "INPUT:text": "one"}, {"INPUT:id": "7", "INPUT:text": "two"}]
    votes, report, _ = imported(tsv(rows), options)
    assert not report.survey.ids_are_unique
    assert len({vote.document_id for vote in votes}) == 2


def test_uploaded_tasks_supply_known_answers_and_origin(tsv: Tsv, options: Options, tmp_path: Path) -> None:
    upload = tmp_path / "tasks.tsv"
    quoted = EMAIL.replace('"', '""')
    upload.write_text(f'INPUT:text\tINPUT:repo\tGOLDEN:result\n{TEXT}\towner/repo\t"{quoted}"\nother\towner/two\t\n')
    votes, _, _ = imported(tsv([{}, {"INPUT:text": "other"}]), replace(options, tasks=tuple(read_tasks(upload))))
    assert [vote.kind for vote in votes] == [TaskKind.GOLDEN, TaskKind.MAIN]
    assert votes[0].gold == (CrowdSpan(5, 21, "EMAIL"),)


def late_surprises() -> list[tuple[str, list[dict[str, str]], Callable[[list[Vote], Report], bool]]]:
    emoji = "😀" + TEXT
    points = json.dumps([{"label": "EMAIL", "offset": 6, "length": 16, "segment": "jane@example.com"}])
    name = json.dumps([{"label": "NAME", "offset": 5, "length": 4, "segment": "jane"}])
    apart = {"ASSIGNMENT:assignment_id": "000000002a--a2"}
    return [
        ("unit", [{"INPUT:text": emoji, "OUTPUT:result": points}], lambda votes, _: not votes[-1].spans[0].repairs),
        ("label", [{"OUTPUT:result": name}], lambda votes, _: votes[0].asked == {"EMAIL", "NAME"}),
        ("assignment", [apart, {}], lambda votes, _: votes[0].assignment_rows == 4),
        ("id", [{"INPUT:id": "1", "INPUT:text": "two"}], lambda votes, report: not report.survey.ids_are_unique),
        ("pool", [{"ASSIGNMENT:assignment_id": "00000000ff--a"}], lambda votes, _: votes[-1].pool == "255"),
    ]


@pytest.mark.parametrize(("_name", "late", "check"), late_surprises(), ids=[each[0] for each in late_surprises()])
def test_later_rows_change_what_the_first_ones_suggested(
    tsv: Tsv, options: Options, monkeypatch: pytest.MonkeyPatch, _name: str, late: list[dict[str, str]], check: Any
) -> None:
    path = tsv([{"INPUT:id": str(number), "INPUT:text": TEXT, "OUTPUT:result": EMAIL} for number in range(3)] + late)
    whole, _, _ = imported(path, options)
    monkeypatch.setattr(survey_module.Survey.__init__, "__defaults__", (3,))
    votes, report, _ = imported(path, options)
    assert report.survey.is_complete
    assert check(votes, report)
    assert votes == whole


def test_a_dry_run_writes_nothing(tsv: Tsv, options: Options) -> None:
    path = tsv([{"OUTPUT:result": EMAIL}])
    report = import_toloka([path], None, options)
    assert report.ledger.kept == 1
    assert list(path.parent.iterdir()) == [path]


def test_a_broken_export_is_an_error_that_names_the_place(tsv: Tsv, options: Options) -> None:
    path = tsv([{"OUTPUT:result": EMAIL}, '"open quote\t\r\n'])
    with pytest.raises(InputError, match="line 3 is not quoted as TSV should be"):
        imported(path, options)
    path.write_bytes(b"a\tb\r\n1\t2\r\n")
    with pytest.raises(InputError, match="expected INPUT: columns"):
        imported(path, options)
    path.write_bytes("INPUT:text\r\n".encode("utf-16"))
    with pytest.raises(InputError, match="expected UTF-8"):
        imported(path, options)
    path.write_bytes(b"")
    with pytest.raises(InputError, match="empty file"):
        imported(path, options)
    with pytest.raises(InputError, match="No such file"):
        imported(path.with_name("none.tsv"), options)
    with pytest.raises(InputError, match="no field 'body'"):
        imported(tsv([{"OUTPUT:result": EMAIL}]), replace(options, layout=Layout(text="body")))


def test_an_output_that_is_empty_at_first_is_not_lost(
    tsv: Tsv, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey_module, "LAYOUT_ROWS", 2)
    name = json.dumps([{"label": "NAME", "offset": 5, "length": 4, "segment": "jane"}])
    path = tsv([{"OUTPUT:result": EMAIL, "OUTPUT:names": ""}] * 3 + [{"OUTPUT:names": name}])
    votes, report, _ = imported(path, options)
    assert [len(vote.spans) for vote in votes] == [1, 1, 1, 1]
    assert report.survey.layouts[path].results == ("result", "names")
    assert votes[0].asked == {"EMAIL", "NAME"}


def test_a_tick_that_is_empty_at_first_is_not_lost(tsv: Tsv, options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey_module, "LAYOUT_ROWS", 2)
    rows = [{"OUTPUT:result": EMAIL, "OUTPUT:cannot_read": ""}] * 3 + [{"OUTPUT:cannot_read": "true"}]
    votes, report, _ = imported(tsv(rows), options)
    assert len(votes) == 3
    assert report.ledger.dropped == {"worker could not judge the text": 1}


def test_an_output_of_the_api_that_comes_late_is_not_lost(
    tmp_path: Path, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey_module, "LAYOUT_ROWS", 1)
    span = {"label": "EMAIL", "offset": 5, "length": 16, "segment": "jane@example.com"}
    answers = [{"result": [span]}, {"result": []}, {"more": [span]}]
    items = [
        {
            "id": f"a{n}",
            "user_id": "w",
            "status": "ACCEPTED",
            "tasks": [{"id": f"t{n}", "input_values": {"text": TEXT}}],
        }
        | {"solutions": [{"output_values": answer}]}
        for n, answer in enumerate(answers)
    ]
    path = tmp_path / "page.json"
    path.write_text(json.dumps({"items": items}))
    votes, _, _ = imported(path, options)
    assert [len(vote.spans) for vote in votes] == [1, 0, 1]


def test_a_field_with_spans_in_few_of_its_cells_is_refused(tsv: Tsv, options: Options) -> None:
    rows = [{"OUTPUT:result": EMAIL, "OUTPUT:note": each} for each in ("fine", "good", EMAIL)]
    with pytest.raises(InputError, match="'note' holds marked spans in 1 of 3 filled cells; say with --result"):
        imported(tsv(rows), options)
    votes, _, _ = imported(tsv(rows), replace(options, layout=Layout(results=("result",))))
    assert len(votes) == 3


def test_a_language_is_no_list_of_labels(tsv: Tsv, options: Options) -> None:
    votes, report, _ = imported(tsv([{"OUTPUT:result": EMAIL, "INPUT:lang": "id"}]), options)
    assert (votes[0].asked, votes[0].meta["language"]) == ({"EMAIL"}, "id")


def test_labels_asked_for_that_are_not_understood_are_set_aside(tsv: Tsv, options: Options) -> None:
    rows = [{"OUTPUT:result": EMAIL, "INPUT:want": want} for want in ("EMAIL", "PHONE")]
    votes, _, quarantine = imported(tsv(rows), replace(options, layout=Layout(asked="want")))
    assert len(votes) == 1
    assert [entry["reason"] for entry in quarantine] == ["labels asked for are not understood"]


def test_a_control_task_with_an_empty_right_answer_can_be_named(tsv: Tsv, options: Options) -> None:
    path = tsv([{"OUTPUT:result": EMAIL}, {"ASSIGNMENT:task_id": "c1"}])
    votes, _, _ = imported(path, replace(options, control=frozenset({"c1"})))
    assert [(vote.kind, vote.gold) for vote in votes] == [(TaskKind.MAIN, None), (TaskKind.GOLDEN, ())]


def test_without_worker_ids_each_assignment_is_somebody(tsv: Tsv, options: Options) -> None:
    rows = [{"ASSIGNMENT:assignment_id": f"000000002a--{n}", "ASSIGNMENT:worker_id": ""} for n in (1, 1, 2)]
    votes, report, _ = imported(tsv(rows), options)
    assert [vote.worker == votes[0].worker for vote in votes] == [True, True, False]
    assert report.ledger.notes["rows without a worker: each assignment counts as one"] == 3


def test_every_row_is_kept_or_dropped_whatever_a_cell_holds(tsv: Tsv, options: Options) -> None:
    cells = [
        EMAIL,
        "",
        "null",
        "[]",
        "{}",
        "[null]",
        "x",
        '[{"label": "EMAIL"}]',
        '{"EMAIL": [""]}',
        "5",
        '"x"',
        "[[1]]",
    ]
    votes, report, quarantine = imported(
        tsv([{"OUTPUT:result": cell} for cell in cells * 3]), replace(options, layout=Layout(results=("result",)))
    )
    ledger = report.ledger
    assert ledger.rows == ledger.kept + ledger.dropped.total() == 36
    assert ledger.quarantined == len(quarantine) == ledger.dropped.total()
    assert [len(vote.spans) for vote in votes] == [1, 0, 0, 0, 0] * 3
