"""Quantisation of a small transformer: what it saves, what it may cost, and that batches change nothing."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import numpy_helper
from typer.testing import CliRunner

from annotation.schema import Document
from models.__main__ import app
from models.bundle import BundleRecipe, make
from models.calibrate import CalibrateRecipe
from models.data import read_documents
from models.export import BundleSettings, export
from models.quantize import Precision, quantize
from models.train import ModelChoice, TrainRecipe, train
from pii.detectors.encoder import EncoderDetector
from pii.errors import ConfigError, ModelError
from pii.labels import Label
from pii.network.bundle import CONFIG, file_digest, load_bundle

CONFIGURATION = {
    "model_type": "bert", "hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2,
    "intermediate_size": 64, "max_position_embeddings": 256,
}  # fmt: skip


@pytest.fixture(scope="module")
def documents(data: tuple[Path, Path]) -> list[Document]:
    return list(read_documents(data[1]))


@pytest.fixture(scope="module")
def bundle(recipe: TrainRecipe, data: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer in 32 bits."""
    folder = tmp_path_factory.mktemp("bert")
    choice = ModelChoice(config=CONFIGURATION, vocabulary_size=600)
    small = replace(recipe, model=choice, epochs=8, batch_size=8, learning_rate=5e-3, evaluate_every=1000)
    calibrate = CalibrateRecipe(judged_only=(), least_unfamiliar=0.0, balanced_precision=0.0, added_precision=0.0)
    settings = BundleRecipe(gate=Path("models/recipes/gate.toml"), window=64, overlap=16, calibrate=calibrate)
    make(settings, train(small, folder / "run"), [data[1]], folder / "bundle")
    return folder / "bundle"


@pytest.fixture(scope="module")
def integers(bundle: Path, documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in 8 bits."""
    return quantize(bundle, documents, tmp_path_factory.mktemp("int8") / "bundle").path


def test_weights_and_embeddings_are_held_in_8_bits(bundle: Path, integers: Path) -> None:
    graph = onnx.load(integers / "model.onnx").graph
    tables = [tensor for tensor in graph.initializer if np.prod(tensor.dims) >= 1024]

    assert tables and {tensor.data_type for tensor in tables} <= {onnx.TensorProto.INT8, onnx.TensorProto.UINT8}
    assert any(node.op_type == "QuantizeLinear" for node in graph.node)
    assert not any(node.op_type == "DynamicQuantizeLinear" for node in graph.node)
    assert (integers / "model.onnx").stat().st_size < 0.7 * (bundle / "model.onnx").stat().st_size


def test_the_quantised_bundle_finds_what_the_original_finds(
    bundle: Path, integers: Path, documents: list[Document]
) -> None:
    texts = [document.text for document in documents]
    before = {(i, s.label, s.start) for i, spans in enumerate(EncoderDetector(bundle).detect(texts)) for s in spans}
    after = {(i, s.label, s.start) for i, spans in enumerate(EncoderDetector(integers).detect(texts)) for s in spans}

    assert len(before) > 50
    assert len(before & after) > 0.95 * len(before | after)
    facts = load_config(integers)["provenance"]["quantization"]
    assert facts["precision"] == "int8" and facts["guard_documents"] == len(documents)


def load_config(folder: Path) -> dict[str, Any]:
    return json.loads((folder / CONFIG).read_text())


def test_batches_and_order_change_no_result_after_quantisation(integers: Path, data: tuple[Path, Path]) -> None:
    texts = [document.text * (1 + index % 7) for index, document in enumerate(read_documents(data[0]))]
    expected = EncoderDetector(integers).detect(texts)
    draw = np.random.default_rng(0)
    detector = EncoderDetector(integers)
    order = draw.permutation(len(texts)).tolist()
    while order:
        size = int(draw.choice([1, 2, 3, 11, 40]))
        batch, order = order[:size], order[size:]
        for index, spans in zip(batch, detector.detect([texts[i] for i in batch]), strict=True):
            assert spans == expected[index]


def test_half_precision_keeps_inputs_and_outputs(bundle: Path, documents: list[Document], tmp_path: Path) -> None:
    report = quantize(bundle, documents, tmp_path / "fp16", precision=Precision.FP16)

    assert report.megabytes[1] < 0.75 * report.megabytes[0]
    assert EncoderDetector(report.path).detect([documents[0].text])[0]


def test_a_loss_beyond_the_gate_leaves_nothing(bundle: Path, documents: list[Document], tmp_path: Path) -> None:
    shutil.copytree(bundle, tmp_path / "outlier")
    spoil(tmp_path / "outlier")
    before = {path.name for path in tmp_path.iterdir()}

    with pytest.raises(ModelError, match=r"is \d\.\d{4} before and \d\.\d{4} after, allowed is a loss of 0\.0050"):
        quantize(tmp_path / "outlier", documents, tmp_path / "int8")
    assert {path.name for path in tmp_path.iterdir()} == before


def spoil(folder: Path) -> None:
    """Gives a token that no document has an enormous vector: the table's one scale then rounds all others to nothing."""
    model = onnx.load(folder / "model.onnx")
    table = max(model.graph.initializer, key=lambda tensor: tensor.dims[0] if len(tensor.dims) == 2 else 0)
    values = numpy_helper.to_array(table).copy()
    values[2] = 1e5
    table.CopyFrom(numpy_helper.from_array(values, table.name))
    onnx.save(model, folder / "model.onnx")
    config = load_config(folder)
    config["files"]["model.onnx"] = file_digest(folder / "model.onnx")
    (folder / CONFIG).write_text(json.dumps(config))


def test_a_failed_gate_keeps_what_was_at_the_target(bundle: Path, documents: list[Document], tmp_path: Path) -> None:
    shutil.copytree(bundle, tmp_path / "outlier")
    spoil(tmp_path / "outlier")
    shutil.copytree(bundle, tmp_path / "target")
    kept = load_bundle(tmp_path / "target").digest

    with pytest.raises(ModelError):
        quantize(tmp_path / "outlier", documents, tmp_path / "target")
    assert load_bundle(tmp_path / "target").digest == kept


def test_a_bundle_is_quantised_once(integers: Path, documents: list[Document], tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is quantised already"):
        quantize(integers, documents, tmp_path / "again")


def test_documents_without_spans_guard_nothing(bundle: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no labelled span"):
        quantize(bundle, [Document("a", "plain")], tmp_path / "out")


def test_an_unknown_precision_is_named(bundle: Path, documents: list[Document], tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="'int4': expected one of int8, fp16"):
        quantize(bundle, documents, tmp_path / "out", precision="int4")


def test_a_bundle_is_not_overwritten_by_itself(bundle: Path, documents: list[Document]) -> None:
    with pytest.raises(ConfigError, match="is the bundle itself"):
        quantize(bundle, documents, bundle)


@pytest.fixture
def recurrent(checkpoint: Path, tmp_path: Path) -> Path:
    points = {"balanced": dict.fromkeys(Label, 0.5)}
    settings = BundleSettings(64, 16, {}, points, {"patterns": {}, "context": 0}, {})
    export(checkpoint, settings, tmp_path / "recurrent")
    return tmp_path / "recurrent"


def test_a_recurrent_bundle_stays_in_32_bits_and_the_command_says_why(recurrent: Path, data: tuple[Path, Path]) -> None:
    command = ["quantize", str(recurrent), "--data", str(data[1]), "-o", str(recurrent.parent / "int8")]
    outcome = CliRunner().invoke(app, command)

    assert isinstance(outcome.exception, ModelError)
    assert "depends on the other rows of a batch" in str(outcome.exception)
    assert "--precision fp16" in str(outcome.exception)
    assert not (recurrent.parent / "int8").exists()


def test_a_recurrent_bundle_can_be_halved(recurrent: Path, documents: list[Document]) -> None:
    report = quantize(recurrent, documents, recurrent.parent / "fp16", precision=Precision.FP16)

    assert report.macro_f1[1] == pytest.approx(report.macro_f1[0], abs=0.005)
    assert report.megabytes[1] < 0.8 * report.megabytes[0]
