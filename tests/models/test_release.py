"""A release: a bundle that fails a check changes nothing, one that passes is in place whole."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper
from typer.testing import CliRunner

from annotation.schema import Document
from models import card
from models.__main__ import app
from models.data import read_documents
from models.export import BundleSettings, export
from models.folders import whole_folder
from models.release import FILES, release
from pii.detectors.encoder import EncoderDetector
from pii.errors import ConfigError, ModelError
from pii.labels import Label
from pii.network.bundle import CONFIG, LOOK, MODEL, file_digest, load_bundle
from pii.redactor import Redactor


@pytest.fixture(scope="module")
def documents(data: tuple[Path, Path]) -> list[Document]:
    return list(read_documents(data[1]))


@pytest.fixture(scope="module")
def candidate(checkpoint: Path, documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle with its card."""
    folder = tmp_path_factory.mktemp("candidate") / "bundle"
    points = {name: dict.fromkeys(Label, 0.5) for name in ("precision", "balanced", "recall")}
    export(checkpoint, BundleSettings(64, 16, {}, points, {"patterns": {}, "context": 0}, {}), folder)
    write_card(folder, documents)
    return folder


def write_card(folder: Path, documents: list[Document]) -> None:
    (folder / "README.md").write_text(card.card(folder, {"made-up": documents}))


@pytest.fixture
def bundle(candidate: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(candidate, tmp_path / "candidate"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where an older release lies."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "old.txt").write_text("old")
    return tmp_path / "model"


def change(bundle: Path, **settings: object) -> None:
    """Changes keys of `config.json`, and keeps digests right."""
    config = json.loads((bundle / CONFIG).read_text()) | settings
    config["files"] = {name: file_digest(bundle / name) for name in config["files"]}
    (bundle / CONFIG).write_text(json.dumps(config))


def test_a_good_bundle_takes_the_place_of_the_old(bundle: Path, documents: list[Document], target: Path) -> None:
    released = release(bundle, documents, 0.9, target)

    assert {path.name for path in target.iterdir()} == set(FILES) - {LOOK}
    assert load_bundle(target).digest == released.digest == load_bundle(bundle).digest
    assert released.macro_f1 > 0.9 and released.megabytes < 12
    assert {path.name for path in target.parent.iterdir()} == {"candidate", "model"}
    assert Redactor(detectors=[EncoderDetector(target)]).redact("password: marsh42!\n").text == "password: <PASSWORD>\n"


def refused(bundle: Path, documents: list[Document], target: Path, message: str, floor: float = 0.5) -> None:
    with pytest.raises(ModelError, match=message):
        release(bundle, documents, floor, target)
    assert [path.name for path in target.iterdir()] == ["old.txt"]


def test_a_damaged_bundle_is_not_released(bundle: Path, documents: list[Document], target: Path) -> None:
    with (bundle / MODEL).open("ab") as file:
        file.write(b"x")

    refused(bundle, documents, target, "damaged or was changed")


def test_a_score_below_the_floor_is_not_released(bundle: Path, documents: list[Document], target: Path) -> None:
    wrong = [Document(document.id, document.text, (), ()) for document in documents[1:]]

    refused(
        bundle, [documents[0], *wrong], target, r"macro F1 0\.\d+ on 40 guard documents is below the floor 0\.9", 0.9
    )


def test_a_missing_operating_point_is_named(bundle: Path, documents: list[Document], target: Path) -> None:
    change(bundle, operating_points={"balanced": dict.fromkeys(map(str, Label), 0.5)})

    refused(bundle, documents, target, "lacks the operating points precision, recall")


def test_a_bundle_that_is_too_large_is_not_released(bundle: Path, documents: list[Document], target: Path) -> None:
    with pytest.raises(ModelError, match=r"has 0\.\d+ MB, allowed are 0\.01"):
        release(bundle, documents, 0.5, target, megabytes=0.01)


def test_a_card_of_another_bundle_is_noticed(bundle: Path, documents: list[Document], target: Path) -> None:
    change(bundle, overlap=8)
    refused(bundle, documents, target, "is of another bundle; write it with `python -m models card")

    (bundle / "README.md").unlink()
    refused(bundle, documents, target, "is missing; write it")


def test_a_graph_whose_rows_depend_on_each_other_is_not_released(
    bundle: Path, documents: list[Document], target: Path
) -> None:
    scale_by_batch(bundle / MODEL)
    low = dict.fromkeys(map(str, Label), 0.01)
    change(bundle, operating_points=dict.fromkeys(("precision", "balanced", "recall"), low))
    write_card(bundle, documents)

    refused(bundle, documents, target, "depends on the other documents of its batch")


def scale_by_batch(path: Path) -> None:
    """Divides scores by how many rows the batch has, as no graph should: what dynamic scales do, only plainer."""
    model = onnx.load(path)
    last = next(node for node in model.graph.node if "score" in node.output)
    last.output[list(last.output).index("score")] = "score_alone"
    model.graph.initializer.append(helper.make_tensor("first_axis", TensorProto.INT64, [1], [0]))
    model.graph.node.extend(
        [
            helper.make_node("Shape", ["input_ids"], ["shape_of_batch"]),
            helper.make_node("Gather", ["shape_of_batch", "first_axis"], ["rows_of_batch"]),
            helper.make_node("Cast", ["rows_of_batch"], ["rows_as_float"], to=TensorProto.FLOAT),
            helper.make_node("Div", ["score_alone", "rows_as_float"], ["score"]),
        ]
    )
    onnx.save(model, path)


@pytest.mark.parametrize("floor", [0.0, 1.2, -1.0])
def test_a_floor_that_is_no_share_is_refused(
    bundle: Path, documents: list[Document], target: Path, floor: float
) -> None:
    with pytest.raises(ConfigError, match="above 0 and at most 1"):
        release(bundle, documents, floor, target)


def test_documents_without_spans_and_the_bundle_itself_are_refused(bundle: Path, documents: list[Document]) -> None:
    with pytest.raises(ConfigError, match="no labelled span"):
        release(bundle, [Document("a", "plain")], 0.5, bundle.parent / "model")
    with pytest.raises(ConfigError, match="is the released bundle itself"):
        release(bundle, documents, 0.5, bundle)


def test_the_command_releases(bundle: Path, data: tuple[Path, Path], target: Path) -> None:
    command = ["release", str(bundle), "--data", str(data[1]), "--floor", "0.5", "-o", str(target)]
    outcome = CliRunner().invoke(app, command)

    assert outcome.exit_code == 0, outcome.output
    assert load_bundle(target)


# ------------------------------------------------------------------------------------------------------------ whole folders


def test_an_error_leaves_what_was_there(target: Path) -> None:
    with pytest.raises(RuntimeError), whole_folder(target) as partial:
        (partial / "new.txt").write_text("half")
        raise RuntimeError

    assert [path.name for path in target.parent.iterdir()] == ["model"]
    assert [path.name for path in target.iterdir()] == ["old.txt"]


def test_a_kill_leaves_what_was_there_and_the_next_run_cleans_up(target: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from models.folders import whole_folder\n"
        "with whole_folder(Path(sys.argv[1])) as partial:\n"
        "    (partial / 'new.txt').write_text('half'); print('ready', flush=True); time.sleep(60)\n"
    )
    run = subprocess.Popen([sys.executable, "-c", program, str(target)], stdout=subprocess.PIPE, env={**os.environ})
    assert run.stdout is not None and run.stdout.readline() == b"ready\n"
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert [path.name for path in target.iterdir()] == ["old.txt"]

    with whole_folder(target) as partial:
        (partial / "new.txt").write_text("whole")
    assert [path.name for path in target.iterdir()] == ["new.txt"]
    assert [path.name for path in target.parent.iterdir()] == ["model"]


def test_a_kill_between_the_two_renames_is_mended(target: Path) -> None:
    target.rename(target.with_name(".model.replaced"))

    with pytest.raises(RuntimeError), whole_folder(target):
        raise RuntimeError
    assert [path.name for path in target.iterdir()] == ["old.txt"]
