"""The card of a bundle: what it says is what was measured and counted."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from annotation.schema import Document
from models import card
from models.__main__ import app
from models.data import read_documents
from models.export import BundleSettings, export
from pii.errors import ConfigError, InputError, ModelError
from pii.labels import Label
from pii.network.bundle import CONFIG, load_bundle


@pytest.fixture(scope="module")
def bundle(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("card") / "bundle"
    points = {name: dict.fromkeys(Label, 0.5) for name in ("precision", "balanced", "recall")}
    provenance = {"calibrated_on": ["validation.jsonl"], "documents": 40, "commit": "0123abc", "python": "3.11.7"}
    export(checkpoint, BundleSettings(64, 16, {}, points, {"patterns": {}, "context": 0}, provenance), target)
    return target


@pytest.fixture(scope="module")
def documents(data: tuple[Path, Path]) -> list[Document]:
    """Labelled documents of eight packages in two languages."""
    return [
        replace(document, meta={"package": f"p{index % 8}", "language": ("python", "go")[index % 2]})
        for index, document in enumerate(read_documents(data[1]))
    ]


@pytest.fixture(scope="module")
def text(bundle: Path, documents: list[Document]) -> str:
    return card.card(bundle, {"made-up": documents})


def row(text: str, first: str) -> list[str]:
    """The cells of the table row that begins with `first`."""
    (line,) = [line for line in text.splitlines() if line.startswith(f"| {first} |")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_figures_are_those_of_the_measurement(text: str, bundle: Path, documents: list[Document]) -> None:
    measured = card.measure(bundle, "made-up", documents)
    cells = row(text, "PASSWORD")

    counts = measured.score[Label.PASSWORD]
    assert cells[1] == str(counts.gold) and counts.gold > 10
    assert cells[2] == f"{measured.without[Label.PASSWORD].f1:.3f}"
    assert cells[3:6] == [f"{value:.3f}" for value in (counts.precision, counts.recall, counts.f1)]
    assert f"Macro F1 {measured.score.macro_f1:.3f}" in text


def test_intervals_hold_the_figure_and_are_drawn_over_packages(bundle: Path, documents: list[Document]) -> None:
    measured = card.measure(bundle, "made-up", documents)

    assert measured.packages == 8
    for label in Label:
        interval = measured.intervals[label]
        assert interval is not None
        assert interval.low <= measured.score[label].f1 <= interval.high
    assert measured.macro is not None
    assert measured.macro.value == pytest.approx(measured.score.macro_f1)


def test_documents_of_one_package_are_drawn_together(bundle: Path, documents: list[Document]) -> None:
    together = [replace(document, meta={"package": "only"}) for document in documents]
    interval = card.measure(bundle, "made-up", together).macro

    assert interval is not None
    assert interval.low == interval.high == interval.value


def test_a_label_that_does_not_occur_has_no_row(bundle: Path, documents: list[Document]) -> None:
    few = [
        replace(document, spans=tuple(span for span in document.spans if span.label is Label.NAME))
        for document in documents
    ]
    text = card.card(bundle, {"names": few})

    assert row(text, "NAME")
    assert not re.search(r"^\| EMAIL \|", text, re.M)


def test_the_card_says_which_bundle_it_is_of_and_where_labels_came_from(text: str, bundle: Path) -> None:
    assert load_bundle(bundle).digest[:16] in text
    assert "large language" in text and "consistency, not truth" in text
    assert "validation.jsonl (40 documents); commit 0123abc" in text
    assert "python -m models release" in text


FOLDERS = (
    "models/labelled",
    "models/labelled/wild",
    "models/labelled/wild-more",
    "models/labelled/lot-3",
    "models/labelled/lot-4",
    "models/labelled/lot-5",
)


def test_training_data_is_counted_in_the_files_of_the_project(text: str) -> None:
    made = card.material(Path("models/recipes/corpus.toml"), Path("models/labelled"), None)

    assert sum(made.licences.values()) == sum(made.ecosystems.values()) == made.packages >= 60
    assert made.read_windows == sum(1 for folder in FOLDERS for _ in open(f"{folder}/labels.jsonl"))
    assert f"{made.read_windows:,} windows" in text
    assert f"Apache-2.0 {made.licences['Apache-2.0']}" in text
    assert all(f"{corpus.repository} (" in text and corpus.licence in text for corpus in made.entities)


def test_the_corpus_report_is_used_where_it_is_at_hand(bundle: Path, documents: list[Document], tmp_path: Path) -> None:
    report = {"documents": 4321, "characters": 9_000_000, "duplicates": 12, "by_language": {"python": 4000, "go": 321}}
    (tmp_path / "report.json").write_text(json.dumps(report))
    text = card.card(bundle, {"made-up": documents}, corpus_report=tmp_path / "report.json")

    assert "4,321 files, 9 million characters, 2 languages" in text
    with pytest.raises(InputError, match="corpus report"):
        card.material(Path("models/recipes/corpus.toml"), Path("models/labelled"), tmp_path / "missing.json")


def test_no_value_of_the_data_is_in_the_card(text: str, documents: list[Document]) -> None:
    values = {document.text[span.start : span.end] for document in documents for span in document.spans}

    assert [value for value in values if value in text] == []


def test_the_command_writes_the_card(bundle: Path, data: tuple[Path, Path], tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    command = ["card", "--bundle", str(bundle), "--data", f"validation={data[1]}", "-o", str(path)]
    outcome = CliRunner().invoke(app, command)

    assert outcome.exit_code == 0, outcome.output
    assert "### validation" in path.read_text()


def test_the_cost_of_a_gate_is_measured_where_there_is_one(
    text: str, bundle: Path, data: tuple[Path, Path], tmp_path: Path
) -> None:
    config = json.loads((bundle / CONFIG).read_text())
    shutil.copytree(bundle, tmp_path / "gated")
    gate = {"patterns": {"author": "Copyright"}, "context": 20}
    (tmp_path / "gated" / CONFIG).write_text(json.dumps({**config, "gate": gate}))
    command = ["card", "--bundle", str(tmp_path / "gated"), "--data", f"one={data[1]}", "--gate-data", f"two={data[0]}"]
    outcome = CliRunner().invoke(app, [*command, "-o", str(tmp_path / "README.md")])

    assert outcome.exit_code == 0, outcome.output
    written = (tmp_path / "README.md").read_text()
    section = written[written.index("### What the gate costs") :]
    for name in ("one", "two"):
        cells = row(section, name)
        assert int(cells[2]) > int(cells[3]) > 0 and cells[4] == f"{int(cells[3]) / int(cells[2]):.3f}"
    assert "### two" not in written and "What the gate costs" not in text


@pytest.mark.parametrize("option", ["windows.jsonl", "=windows.jsonl", "gold="])
def test_data_without_a_name_is_refused(option: str) -> None:
    with pytest.raises(ConfigError, match="expected NAME=FILE"):
        card.named_file(option)


def test_a_card_without_figures_or_bundle_is_refused(bundle: Path, documents: list[Document], tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="needs figures"):
        card.card(bundle, {})
    with pytest.raises(InputError, match="no labelled span"):
        card.card(bundle, {"empty": [Document("a", "plain")]})
    with pytest.raises(ModelError, match="no model bundle"):
        card.card(tmp_path, {"made-up": documents})


def test_labels_that_were_read_once_have_no_agreement(tmp_path: Path) -> None:
    for name in ("labels.jsonl", "windows.pointers.jsonl"):
        lines = Path("models/labelled", name).read_text(encoding="utf-8").splitlines(keepends=True)
        (tmp_path / name).write_text("".join(lines[:3]), encoding="utf-8")

    assert card.material(Path("models/recipes/corpus.toml"), tmp_path, None).read_twice == 0
