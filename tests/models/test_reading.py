from pathlib import Path

import pytest

from models.jsonl import read_rows, write_rows
from models.reading import ReadingRecipe, documents, publish, run
from pii.errors import InputError
from pii.labels import Label

TEXT = "# by Jane Roe\npassword = 'tiger9'\nmail = 'jane@example.com'\n"
FILE = {"ecosystem": "pypi", "package": "tool", "path": "a.py", "sha256": "d1", "text": "x = 1\n" + TEXT}
POINTER = {
    "id": "c1",
    "ecosystem": "pypi",
    "package": "tool",
    "path": "a.py",
    "language": "python",
    "split": "train",
    "char_start_in_file": 6,
    "length": len(TEXT),
    "sha256_of_file": "d1",
}


def span(value: str, label: str, **flags: bool) -> dict[str, object]:
    start = TEXT.index(value)
    return {"start": start, "end": start + len(value), "label": label, "example": False, "ambiguous": False, **flags}


LABELS = {
    "c1": [
        span("Jane Roe", "NAME"),
        span("tiger9", "PASSWORD", example=True),
        span("jane@example.com", "EMAIL", example=True),
    ]
}


def test_labels_pointers_and_the_corpus_make_documents() -> None:
    (document,) = documents([POINTER, {**POINTER, "id": "c2"}], LABELS, [FILE])
    assert document.text == TEXT and document.meta["kind"] == "read"
    assert [(s.label, TEXT[s.start : s.end]) for s in document.spans] == [
        (Label.NAME, "Jane Roe"),
        (Label.PASSWORD, "tiger9"),
    ]
    assert [s.label for s in document.ignored] == [Label.EMAIL]


def test_what_does_not_fit_together_is_an_error_that_names_the_window() -> None:
    with pytest.raises(InputError, match="no pointer.*c1"):
        list(documents([], LABELS, [FILE]))
    with pytest.raises(InputError, match="c1.*not the file"):
        list(documents([POINTER], LABELS, [{**FILE, "sha256": "d2"}]))
    with pytest.raises(InputError, match="no file in the corpus.*c1"):
        list(documents([POINTER], LABELS, []))
    beyond = [{**LABELS["c1"][0], "end": 999}]
    with pytest.raises(InputError, match=r"window c1: .*0*999"):
        list(documents([POINTER], {"c1": beyond}, [FILE]))


def test_publishing_writes_no_text_and_a_run_brings_it_back(tmp_path: Path) -> None:
    write_rows(tmp_path / "windows.jsonl", [{**POINTER, "text": TEXT}, {**POINTER, "id": "c2", "text": TEXT}])
    write_rows(tmp_path / "000.jsonl", [{"id": "c1", "spans": [{**s, "line": 1} for s in LABELS["c1"]]}])
    write_rows(tmp_path / "documents.jsonl", [FILE])
    labelled = tmp_path / "labelled"
    assert publish([tmp_path / "windows.jsonl"], [tmp_path / "000.jsonl"], labelled) == 1
    assert not any("Jane" in path.read_text() or "tiger9" in path.read_text() for path in labelled.iterdir())
    counts = run(ReadingRecipe(tmp_path / "documents.jsonl", (labelled,)), tmp_path / "out")
    assert counts == {"train": {"rows": 1, "NAME": 1, "PASSWORD": 1}, "validation": {"rows": 0}}
    (row,) = read_rows(tmp_path / "out" / "read.train.jsonl.zst")
    assert row["text"] == TEXT


def test_publishing_adds_to_what_was_read_before_and_a_second_reading_wins(tmp_path: Path) -> None:
    windows = [tmp_path / "windows.jsonl"]
    write_rows(windows[0], [{**POINTER, "text": TEXT}, {**POINTER, "id": "c2", "text": TEXT}])
    spans = [{**span, "line": 1} for span in LABELS["c1"]]
    for name, rows in (("1", [{"id": "c2", "spans": spans}]), ("2", [{"id": "c1", "spans": spans}])):
        write_rows(tmp_path / name, rows)
        count = publish(windows, [tmp_path / name], tmp_path / "labelled")
    assert count == 2
    write_rows(tmp_path / "3", [{"id": "c2", "spans": []}])
    assert publish(windows, [tmp_path / "3"], tmp_path / "labelled") == 2
    assert [len(row["spans"]) for row in read_rows(tmp_path / "labelled" / "labels.jsonl")] == [len(spans), 0]
    assert [row["id"] for row in read_rows(tmp_path / "labelled" / "windows.pointers.jsonl")] == ["c1", "c2"]
