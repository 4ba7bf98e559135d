"""A system runs in a process of its own, and whatever it does costs no other document its result."""

import json
from pathlib import Path

import pytest

from annotation.schema import Document
from benchmarks.process import Failure, run
from benchmarks.systems.registry import find
from pii.errors import ConfigError, InputError
from pii.labels import Label
from pii.spans import Span

DOCUMENTS = [Document(name, f"{name} wrote to jane@example.com") for name in ("one", "two", "three", "four")]

MODULE = """
import os, time

def mail(texts):
    return [[(text.index("jane"), len(text), "EMAIL", 0.5)] for text in texts]

def mapping(texts):
    return [[{"start": 0, "end": 3, "label": "NAME"}] for text in texts]

def noisy(texts):
    print("{not an answer}")
    os.write(1, b"nor is this")
    return mail(texts)

def raises(texts):
    if any(text.startswith("two") for text in texts):
        raise ValueError(texts[0])
    return mail(texts)

def dies(texts):
    if any(text.startswith("two") for text in texts):
        os._exit(3)
    return mail(texts)

def hangs(texts):
    if any(text.startswith("two") for text in texts):
        time.sleep(60)
    return mail(texts)

def miscounts(texts):
    return mail(texts)[1:]

def wild(texts):
    return [[(0, 3, "NAME", 1.0), (0, 10_000, "NAME", 1.0), (5, 5, "NAME", 1.0), (0, 3, "PLANET", 1.0)] for _ in texts]
"""


@pytest.fixture(autouse=True)
def _module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "somebodys_system.py").write_text(MODULE)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("function", ["mail", "noisy"])
def test_a_users_function_is_a_system_and_may_print(function: str) -> None:
    found = run(find(f"somebodys_system:{function}"), DOCUMENTS)
    expected = [[Span(len(d.text) - 16, len(d.text), Label.EMAIL, 0.5)] for d in DOCUMENTS]
    assert [list(spans) for spans in found.predictions] == expected
    assert (list(found.failures), dict(found.problems)) == ([], {})
    assert found.seconds > 0 and found.load_seconds > 0 and found.peak_memory > 2**20


def test_spans_may_be_mappings() -> None:
    assert run(find("somebodys_system:mapping"), DOCUMENTS[:1]).predictions == [[Span(0, 3, Label.NAME)]]


@pytest.mark.parametrize(
    ("function", "reason"),
    [("raises", "ValueError"), ("dies", "process ended with status 3"), ("hangs", "DocumentTimeout")],
)
def test_a_document_that_breaks_a_system_is_named_and_the_others_are_done(function: str, reason: str) -> None:
    found = run(find(f"somebodys_system:{function}"), DOCUMENTS, seconds=1)
    assert list(found.failures) == [Failure("two", reason)]
    assert [len(spans) for spans in found.predictions] == [1, 0, 1, 1]


def test_a_system_that_answers_for_too_few_documents_is_no_success() -> None:
    found = run(find("somebodys_system:miscounts"), DOCUMENTS)
    assert {failure.reason for failure in found.failures} == {"ValueError"}
    assert len(found.failures) == len(DOCUMENTS)


def test_predictions_that_cannot_be_are_counted_and_left_out() -> None:
    found = run(find("somebodys_system:wild"), DOCUMENTS[:2])
    assert found.predictions == [[Span(0, 3, Label.NAME)]] * 2
    assert found.problems == {
        "predictions with offsets outside the text": 4,
        "predictions of the unknown label 'PLANET'": 2,
    }


def test_a_system_that_cannot_be_loaded_is_an_error_that_says_why() -> None:
    with pytest.raises(ConfigError, match="no_such_module"):
        run(find("no_such_module:detect"), DOCUMENTS)


def test_predictions_made_elsewhere_are_read_and_unknown_ids_counted(tmp_path: Path) -> None:
    rows = [{"id": "one", "spans": [{"start": 0, "end": 3, "label": "NAME"}]}, {"id": "elsewhere", "spans": []}]
    path = tmp_path / "predictions.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    found = run(find(str(path)), DOCUMENTS[:2])
    assert found.predictions == [[Span(0, 3, Label.NAME)], []]
    assert found.problems == {"documents with an unknown id": 1}
    assert found.failures == [Failure("two", "no row of predictions")]


def test_a_damaged_file_of_predictions_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    path.write_text('{"id": "one", "spans": []}\n{"id": "two"}\n')
    with pytest.raises(InputError, match="line 2"):
        run(find(str(path)), DOCUMENTS)
