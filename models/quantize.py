"""Make a bundle smaller: 8-bit integers for CPUs, 16-bit floats for GPUs, with a limit on the loss of quality.

Activations have static scales, measured once on labelled documents. Dynamic scales are computed over all rows of a batch, so
that a document's result would depend on its neighbours.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, TensorProto

from annotation.schema import Document
from models.evaluate import score_documents
from models.folders import whole_folder
from pii.detectors import named
from pii.errors import ConfigError, ModelError
from pii.network.bundle import CONFIG, MODEL, TOKENIZER, Bundle, file_digest, load_bundle
from pii.network.encoding import load_tokenizer, window_bounds
from pii.redactor import Redactor

CALIBRATION_WINDOWS = 256
GUARD_DETECTORS = ("rules", "encoder")
"""Detectors for the guard's score: the encoder and those that always run."""

_LARGE = 1024
"""Fewest numbers for a table to be worth quantising."""


class Precision(StrEnum):
    """Number formats of a quantised graph."""

    INT8 = "int8"
    """Weights and embeddings in 8 bits, one scale per output channel; activations in 8 bits before each product with weights."""
    FP16 = "fp16"
    """Everything in 16-bit floats, for GPUs; a CPU computes it in 32 bits and gains only the size."""


@dataclass(frozen=True, slots=True)
class QuantizeReport:
    """What was made."""

    path: Path
    precision: Precision
    megabytes: tuple[float, float]
    """Of the graph, before and after."""
    macro_f1: tuple[float, float]
    """Of rules and encoder on the guard documents, before and after."""


def quantize(
    bundle: Path,
    documents: Sequence[Document],
    target: Path,
    max_loss: float = 0.005,
    precision: str = Precision.INT8,
) -> QuantizeReport:
    """Writes the quantised bundle to `target`.

    Args:
        bundle: folder of a bundle in 32 bits.
        documents: labelled documents: the scales are measured on them, and they guard the quality.
        target: folder to write to; created only if the loss is within the limit.
        max_loss: how much macro F1 on the documents may fall.
        precision: one of `Precision`.

    Raises:
        ConfigError: no such precision, no labelled spans to guard the quality with, or `target` is the bundle itself.
        ModelError: the bundle cannot be quantised, or too much is lost; says both figures.
    """
    try:
        precision = Precision(precision)
    except ValueError:
        raise ConfigError(f"precision {precision!r}: expected one of {', '.join(Precision)}") from None
    source = load_bundle(bundle)
    if not any(document.spans for document in documents):
        raise ConfigError("the guard documents have no labelled span; give --data labelled documents")
    if target.resolve() == source.path.resolve():
        raise ConfigError(f"{target} is the bundle itself; name another folder with -o")
    before = _macro_f1(bundle, documents)
    with whole_folder(target) as partial:
        if precision is Precision.INT8:
            _to_int8(source, documents, partial / MODEL)
        else:
            _to_fp16(source, partial / MODEL)
        (partial / TOKENIZER).write_bytes((source.path / TOKENIZER).read_bytes())
        _write_config(source, partial, {"precision": str(precision), "onnxruntime": metadata.version("onnxruntime")})
        after = _macro_f1(partial, documents)
        if before - after > max_loss:
            raise ModelError(
                f"{precision} loses too much: macro F1 of {' + '.join(GUARD_DETECTORS)} on {len(documents)} guard documents "
                f"is {before:.4f} before and {after:.4f} after, allowed is a loss of {max_loss:.4f}; nothing was written"
            )
        facts = {"guard_documents": len(documents), "macro_f1": [round(before, 4), round(after, 4)]}
        _write_config(source, partial, _quantization(partial) | facts)
    sizes = tuple((folder / MODEL).stat().st_size / 1e6 for folder in (bundle, target))
    return QuantizeReport(target, precision, (sizes[0], sizes[1]), (before, after))


def _macro_f1(bundle: Path, documents: Sequence[Document]) -> float:
    return score_documents(Redactor(named(GUARD_DETECTORS, model=bundle)), documents).macro_f1


def _to_int8(bundle: Bundle, documents: Sequence[Document], path: Path) -> None:
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

    model = onnx.load(bundle.path / MODEL)
    if any(node.op_type == "LSTM" for node in model.graph.node):
        raise ModelError(
            f"bundle {bundle.path} is recurrent: ONNX Runtime quantises an LSTM only with dynamic activations, whose scale "
            "depends on the other rows of a batch, so it stays in 32 bits (its embedding table is in 8 bits already, see "
            "quantize_embedding in the bundle's recipe); --precision fp16 makes it smaller for GPUs"
        )
    nodes = _quantizable(model)
    if not nodes:
        raise ModelError(f"bundle {bundle.path} has no product with 32-bit weights: it is quantised already")
    quantize_static(
        model,
        path,
        # ONNX Runtime recognises a reader by its method, not by its base class.
        cast(CalibrationDataReader, _Windows(bundle, documents)),
        quant_format=QuantFormat.QDQ,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        per_channel=True,
        # Seven bits of the weights: on processors without VNNI sums of 8-bit products saturate, and results would differ.
        reduce_range=True,
        nodes_to_quantize=[node.name for node in nodes],
        op_types_to_quantize=sorted({node.op_type for node in nodes}),
        extra_options={"OpTypesToExcludeOutputQuantization": ["MatMul", "Gemm"]},
    )


def _quantizable(model: ModelProto) -> list[NodeProto]:
    """Products with weights and look-ups in embedding tables; products of two activations (attention) stay as they are,
    and so does whatever reads the probabilities."""
    large = {
        tensor.name
        for tensor in model.graph.initializer
        if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) >= _LARGE
    }
    for index, node in enumerate(model.graph.node):
        node.name = node.name or f"{node.op_type}_{index}"
    weight = {"MatMul": 1, "Gemm": 1, "Gather": 0}
    return [node for node in model.graph.node if node.op_type in weight and node.input[weight[node.op_type]] in large]


class _Windows:
    """Feeds windows of the documents, spread evenly over all of them, to ONNX Runtime's calibration, one at a time."""

    def __init__(self, bundle: Bundle, documents: Sequence[Document]) -> None:
        tokenizer = load_tokenizer(bundle.path / TOKENIZER)
        rows = [
            encoding.ids[start:end]
            for encoding in (tokenizer.encode(document.text) for document in documents)
            for start, end in window_bounds(len(encoding), bundle.window, bundle.overlap)
        ]
        step = max(1, len(rows) // CALIBRATION_WINDOWS)
        self._bundle, self._rows = bundle, rows[::step]
        self._feeds = self._all()

    def _all(self) -> Iterator[dict[str, Any]]:
        for row in self._rows:
            ids = np.array([[*self._bundle.prefix, *row, *self._bundle.suffix]], dtype=np.int64)
            yield {"input_ids": ids, "attention_mask": np.ones_like(ids)}

    def get_next(self) -> dict[str, Any] | None:
        """The next feed; ONNX Runtime's name for it."""
        return next(self._feeds, None)


def _to_fp16(bundle: Bundle, path: Path) -> None:
    from onnxruntime.transformers.float16 import convert_float_to_float16

    model = onnx.load(bundle.path / MODEL)
    onnx.save(convert_float_to_float16(model, keep_io_types=True), path)


def _write_config(source: Bundle, folder: Path, quantization: dict[str, Any]) -> None:
    """The source's `config.json` with the digests of the new files and what was done to them."""
    config = json.loads((source.path / CONFIG).read_text(encoding="utf-8"))
    config["files"] = {name: file_digest(folder / name) for name in (MODEL, TOKENIZER)}
    config["provenance"] = {**config["provenance"], "quantization": quantization}
    (folder / CONFIG).write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def _quantization(folder: Path) -> dict[str, Any]:
    return json.loads((folder / CONFIG).read_text(encoding="utf-8"))["provenance"]["quantization"]
