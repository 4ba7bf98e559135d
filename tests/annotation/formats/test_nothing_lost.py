"""Whatever is wrong with a row, it is kept with all its spans or dropped with a reason: in = kept + dropped, for every tool."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from annotation.schema import CrowdSpan
from tests.annotation.formats.samples import ROWS, imported

SPAN = CrowdSpan(2, 6, "NAME")
WRONG = [None, True, 5, 5.5, -1, "5", "x", "", {}, {"x": 1}, ["x"], "\ud800", 10**30]
"""What may stand in place of any part of a row; an empty list is a right answer."""

ABSENT_MEANS_EMPTY = {"prodigy": {("spans",)}, "label-studio:min": {("label",)}}
"""Fields that a tool writes only where there is a span, so that an answer without it is a negative."""


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a row, each by the keys that lead to it."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from places(child, (*path, key))


def changed(row: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    row = copy.deepcopy(row)
    node: Any = row
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return row


def without(row: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    row = copy.deepcopy(row)
    node: Any = row
    for key in path[:-1]:
        node = node[key]
    del node[path[-1]]
    return row


@pytest.mark.parametrize("name", ROWS)
def test_a_right_row_keeps_its_span(tmp_path: Path, name: str) -> None:
    (tmp_path / "all.json").write_text(json.dumps([ROWS[name]]))
    votes, report, quarantine = imported(name, tmp_path / "all.json")
    assert [vote.spans for vote in votes] == [(SPAN,)]
    assert (report.ledger.rows, report.ledger.dropped, quarantine) == (1, {}, [])


@pytest.mark.parametrize("name", ROWS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_wrong_row_is_set_aside_and_the_right_one_beside_it_is_kept(tmp_path: Path, name: str, data: Any) -> None:
    row = ROWS[name]
    path = data.draw(st.sampled_from(list(places(row))))
    value = data.draw(st.sampled_from(WRONG))
    assume(not (name == "label-studio:min" and (path, value) == (("label",), "")))  # an empty cell of its CSV
    wrong = changed(row, path, value)
    (tmp_path / "all.json").write_text(json.dumps([wrong, row]))
    votes, report, quarantine = imported(name, tmp_path / "all.json")
    ledger = report.ledger
    assert ledger.rows == 2 == ledger.kept + ledger.dropped.total()
    assert all(len(vote.spans) == 1 for vote in votes), "a span was lost, and its text became a negative"
    assert len(quarantine) == ledger.quarantined <= ledger.dropped.total()
    assert not any("jane" in entry["reason"] for entry in quarantine)


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_lacks_a_field_is_no_negative(tmp_path: Path, name: str) -> None:
    row = ROWS[name]
    absent_means_empty = ABSENT_MEANS_EMPTY.get(name, set())
    for path in places(row):
        if isinstance(path[-1], int) or path in absent_means_empty:
            continue
        (tmp_path / "all.json").write_text(json.dumps([without(row, path)]))
        votes, report, _ = imported(name, tmp_path / "all.json")
        assert report.ledger.rows == report.ledger.kept + report.ledger.dropped.total() == 1, path
        assert all(vote.spans for vote in votes), path


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        ("jsonl", {"spans": None}, "spans is null, not a list"),
        ("jsonl", {"spans": [[5, 17, "EMAIL"]]}, "spans holds a list, expected an object"),
        ("jsonl", {"spans": [{"start": 2.0, "end": 6, "label": "NAME"}]}, "a number with a fraction"),
        ("jsonl", {"spans": [{"start": "2", "end": 6, "label": "NAME"}]}, "a string, not a number"),
        ("jsonl", {"meta": "x"}, "meta is a string, not an object"),
        ("jsonl", {"text": None}, "text is null, not a string"),
        ("jsonl", {"text": "a jane \ud800"}, "text is not valid Unicode"),
        ("jsonl", {"spans": [{"start": 2, "end": 6, "label": "jane@example.com"}]}, "unknown label '(not shown)'"),
        ("jsonl", {"asked": ["PHONE"]}, "asked for 1 labels that the schema does not know"),
        ("doccano", {"label": None}, "label is null, not a list of spans"),
        ("doccano", {"label": [["NAME", 2, 6]]}, "a span's start is a string, not a number"),
        ("prodigy", {"answer": None}, "answer is null"),
        ("prodigy", {"_view_id": "ner", "_is_binary": True}, "says nothing about the rest"),
        ("tokens", {"ner_tags": [0, 1]}, "a numbered tag has no name"),
        ("tokens", {"ner_tags": ["O"]}, "2 tokens and 1 tags"),
        ("spacy", {"ents": None}, "ents is null, not a list"),
    ],
)
def test_the_reason_is_said(tmp_path: Path, name: str, change: dict[str, Any], reason: str) -> None:
    (tmp_path / "all.json").write_text(json.dumps([{**ROWS[name], **change}, ROWS[name]]))
    votes, _, quarantine = imported(name, tmp_path / "all.json")
    assert len(votes) == 1
    assert [entry["row"] for entry in quarantine] == [1]
    assert reason in quarantine[0]["reason"]


def test_a_line_that_is_no_json_does_not_end_the_file(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    row = json.dumps(ROWS["jsonl"]).encode()
    path.write_bytes(b"\n".join([row, b'{"text": "\xff"}', b"{", b"[]", b"", row.replace(b'"1"', b'"2"')]))
    votes, report, quarantine = imported("jsonl", path)
    assert len(votes) == 2
    assert [entry["reason"] for entry in quarantine] == [
        *("line is not UTF-8", "line is not JSON", "line holds a list, expected an object"),
    ]
    assert report.ledger.rows == 5


def test_ids_of_several_files_do_not_collide(tmp_path: Path) -> None:
    from annotation.formats import READERS
    from annotation.formats.importer import Options, import_records
    from annotation.label_schema import load
    from annotation.schema import read_votes
    from annotation.worker_ids import WorkerIds

    files = [tmp_path / name for name in ("ann.jsonl", "ben.jsonl", "other.jsonl")]
    for file, texts in zip(files, (["a", "b"], ["a", "b"], ["c", "b"]), strict=True):
        file.write_text("\n".join(json.dumps({"id": n, "text": text, "label": []}) for n, text in enumerate(texts)))
    options = Options(load("bigcode"), WorkerIds(b"a made-up key of the tests"))
    report = import_records(files, READERS["doccano"], tmp_path / "votes.parquet", options)
    votes = list(read_votes(tmp_path / "votes.parquet"))
    by_id: dict[str, set[str]] = {}
    for vote in votes:
        by_id.setdefault(vote.document_id, set()).add(vote.text)
    assert sorted(map(sorted, by_id.values())) == [["a"], ["b"], ["c"]]
    assert "1" in by_id and "0" not in by_id
    assert report.ledger.notes["rows named by their text, for their id names several texts"] == 3
