import json
from pathlib import Path

import pytest

from annotation.schema import Document
from benchmarks.crowd_aggregation import main, score
from pii.labels import Label
from pii.spans import Span


def test_exact_spans_with_their_label_count():
    truth = [Document("a", "x" * 20, (Span(0, 4, Label.NAME), Span(5, 9, Label.KEY))), Document("b", "x" * 9)]
    found = [Document("a", "x" * 20, (Span(0, 4, Label.NAME), Span(5, 9, Label.PASSWORD), Span(10, 12, Label.NAME)))]
    assert score(truth, found) == (pytest.approx(1 / 3), pytest.approx(1 / 2), pytest.approx(2 / 5))


def test_the_table_has_a_row_for_each_method_and_number_of_votes(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    output = tmp_path / "results.json"
    main(["--documents", "40", "--seeds", "2", "--overlaps", "3", "--golden", "2", "--json", str(output)])
    content = json.loads(output.read_text())
    assert [row["method"] for row in content["rows"]] == [
        "span-vote",
        "character-vote",
        "gold-weighted",
        "dawid-skene",
    ]
    assert len(content["runs"]) == 8
    table = capsys.readouterr().out
    assert all(f"| 3 | {row['method']} | {row['precision']:.3f} |" in table for row in content["rows"])
