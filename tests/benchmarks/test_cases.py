"""A case is right as a whole or wrong, with the reason."""

import json
from pathlib import Path

import pytest

from benchmarks import cases, datasets, results, tables
from benchmarks.process import Run
from benchmarks.systems.registry import find
from pii.errors import InputError
from pii.labels import Label
from pii.spans import Span

TEXT = "password = 'Moss!42'  # ask jroe, not admin"
ROW = {
    "id": "a",
    "kind": "assignment",
    "text": TEXT,
    "spans": [{"start": 12, "end": 19, "label": "PASSWORD"}],
    "optional": [{"start": 28, "end": 32}],
    "must_not": [{"start": 38, "end": 43}],
}
VALUE = Span(12, 19, Label.PASSWORD)


def _cases(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        ([VALUE], []),
        ([VALUE, Span(28, 32, Label.USERNAME)], []),
        ([Span(11, 20, Label.PASSWORD)], []),
        ([Span(10, 20, Label.PASSWORD)], ["extent"]),
        ([Span(12, 18, Label.PASSWORD)], ["extent"]),
        ([Span(12, 19, Label.KEY)], ["label"]),
        ([], ["missed"]),
        ([VALUE, Span(38, 43, Label.USERNAME)], ["must not"]),
        ([VALUE, Span(0, 8, Label.NAME)], ["false"]),
    ],
)
def test_what_is_wrong_with_a_case(tmp_path: Path, found: list[Span], wrong: list[str]) -> None:
    (case,) = cases.load(_cases(tmp_path / "cases.jsonl", ROW))
    assert cases.problems(case, found) == wrong


def test_cases_of_a_users_own_are_counted_by_kind(tmp_path: Path) -> None:
    rows = [ROW, {**ROW, "id": "b"}, {**ROW, "id": "c", "kind": "other"}]
    dataset = datasets.load("cases", _cases(tmp_path / "cases.jsonl", *rows))
    run = Run([[VALUE], [], [VALUE]], seconds=1.0)
    result = results.merged({}, dataset, {"ours": results.row(find("ours"), run, dataset)})
    found = result["systems"]["ours"]["cases"]
    assert found["kinds"] == {"assignment": [1, 2], "other": [1, 1]}
    assert (found["problems"], found["wrong"]) == ({"missed": 1}, {"b": ["missed"]})
    ((title, right, total, missed, *_),) = tables.TABLES["cases"](result)[1]
    assert (title, right, total, missed) == ("ours (default)", "0.667", "3", "1")
    assert tables.TABLES["case-kinds"](result)[1][0] == ["assignment", "1", "2"]


def test_a_row_that_is_no_case_is_refused_without_its_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 1") as caught:
        list(cases.load(_cases(tmp_path / "cases.jsonl", {**ROW, "spans": [{"start": 12}]})))
    assert "Moss" not in str(caught.value)


def test_the_cases_of_this_repository_are_of_many_kinds() -> None:
    for name in ("cases", "cases-second"):
        found = list(datasets.load(name).documents)
        assert len({case.meta["kind"] for case in found}) > 100
    assert all(found[0].text[span.start : span.end] for span in found[0].spans)
