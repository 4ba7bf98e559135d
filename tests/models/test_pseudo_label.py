"""Pseudo-labels: agreement becomes spans, disagreement becomes nothing that training could learn from."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from annotation.schema import ALL_LABELS, Document
from annotation.scoring import score
from models.__main__ import app
from models.data import read_documents
from models.jsonl import write_rows
from models.pseudo_label import agreed, run
from pii.errors import ConfigError
from pii.labels import Label
from pii.spans import Span


def name(start: int, end: int, score: float = 0.9, label: Label = Label.NAME) -> Span:
    return Span(start, end, label, score, "encoder")


@pytest.mark.parametrize(
    ("found", "spans", "ignored"),
    [
        ([[name(0, 8)], [name(0, 8)]], [(0, 8)], []),
        ([[name(0, 8)], [name(0, 5)]], [(0, 8)], []),
        ([[name(0, 8)], [name(0, 3)]], [], [(0, 3), (0, 8)]),
        ([[name(0, 8)], []], [], [(0, 8)]),
        ([[], [name(0, 8)]], [], [(0, 8)]),
        ([[name(0, 8)], [name(0, 8, label=Label.USERNAME)]], [], [(0, 8), (0, 8)]),
        ([[name(0, 8, 0.9)], [name(0, 8, 0.6)]], [], [(0, 8), (0, 8)]),
        ([[name(0, 8), name(20, 28)], [name(0, 8)]], [(0, 8)], [(20, 28)]),
        ([[name(0, 8)], [name(0, 8)], []], [], [(0, 8)]),
        ([[name(0, 8)]], [(0, 8)], []),
        ([[name(0, 8, 0.5)]], [], [(0, 8)]),
        ([[], []], [], []),
    ],
)
def test_what_all_find_is_a_span_and_the_rest_is_ignored(
    found: list[list[Span]], spans: list[tuple[int, int]], ignored: list[tuple[int, int]]
) -> None:
    kept, doubtful = agreed(found, 0.8)

    assert [(span.start, span.end) for span in kept] == spans
    assert [(span.start, span.end) for span in doubtful] == ignored


def test_the_score_is_the_mean() -> None:
    ((span,), _) = agreed([[name(0, 8, 0.9)], [name(0, 8, 0.8)]], 0.8)

    assert span.score == pytest.approx(0.85)


def test_an_ensemble_labels_documents_that_training_can_read(
    bundle: Path, data: tuple[Path, Path], tmp_path: Path
) -> None:
    gold = list(read_documents(data[1]))
    plain = tmp_path / "plain.jsonl.zst"
    out = tmp_path / "pseudo.jsonl.zst"
    write_rows(plain, (Document(document.id, document.text).to_json() for document in gold))
    command = ["pseudo-label", str(plain), "--model", str(bundle), "--model", str(bundle), "-o", str(out)]
    outcome = CliRunner().invoke(app, command)

    assert outcome.exit_code == 0, outcome.output
    made = list(read_documents(out))
    assert [document.text for document in made] == [document.text for document in gold]
    assert {document.asked for document in made} == {ALL_LABELS}
    assert score(gold, [document.spans for document in made]).macro_f1 > 0.8


def test_labels_are_kept_and_what_is_found_beside_them_is_ignored(
    bundle: Path, data: tuple[Path, Path], tmp_path: Path
) -> None:
    gold = list(read_documents(data[1]))
    halved = [replace(document, spans=document.spans[::2]) for document in gold]
    source, out = tmp_path / "halved.jsonl", tmp_path / "doubted.jsonl"
    write_rows(source, (document.to_json() for document in halved))

    run([bundle], source, out, 0.8, keep_labels=True)

    made = list(read_documents(out))
    assert [document.spans for document in made] == [document.spans for document in halved]
    missed = [(d.id, span.start) for d in gold for span in d.spans[1::2]]
    doubted = {(d.id, place) for d in made for span in d.ignored for place in range(span.start, span.end)}
    assert len(doubted.intersection(missed)) > 0.8 * len(missed)


def test_an_ensemble_of_none_is_refused(bundle: Path, data: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="0 bundles"):
        run([], data[1], tmp_path / "out.jsonl", 0.8)
    with pytest.raises(ConfigError, match=r"threshold 1\.5"):
        run([bundle], data[1], tmp_path / "out.jsonl", 1.5)
