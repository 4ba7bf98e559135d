"""Sessions of the packaged model: devices that are not there, memory that runs out, files that are no graphs."""

import dataclasses
import logging
from collections.abc import Callable
from typing import Any

import numpy as np
import onnxruntime
import pytest

from pii.errors import ConfigError, DeviceError, ModelError
from pii.network.bundle import TOKENIZER, load_bundle
from pii.network.encoding import TokenScores, load_tokenizer
from pii.network.session import Device, EncoderSession, LookSession, Row

LOOKED_AT = "// Written by Jane Roe, see https://forge.example\nkey = 'q7Zt0LxV2nB5mR8w'\n"
GPU = {"cuda": "CUDAExecutionProvider", "tensorrt": "TensorrtExecutionProvider"}
OUT_OF_MEMORY = [
    "[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : Failed to allocate memory for requested buffer of size 8",
    "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0",
    "CUDNN failure 4000: CUDNN_STATUS_ALLOC_FAILED",
    "CUDA failure 2: out of memory ; GPU=0",
    "CUDA_ERROR_OUT_OF_MEMORY",
    "std::bad_alloc",
]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    random = np.random.default_rng(1)
    return [
        Row(random.integers(5, 2000, size=size).astype(np.int32), np.zeros(size, np.int8))
        for size in random.integers(1, 256, size=60)
    ]


@pytest.fixture(scope="module")
def whole(rows: list[Row]) -> list[TokenScores]:
    return EncoderSession(load_bundle()).run(rows)


def limit(session: EncoderSession, monkeypatch: pytest.MonkeyPatch, message: str, tokens: int) -> None:
    """The session as on a device with memory for so many tokens."""
    plain: Callable[[Any], Any] = session._run_batch

    def run(rows: Any) -> Any:
        if len(rows) * session._width(rows[-1]) > tokens:
            raise RuntimeError(message)
        return plain(rows)

    monkeypatch.setattr(session, "_run_batch", run)


def same(left: list[TokenScores], right: list[TokenScores]) -> bool:
    return all((a.score == b.score).all() for a, b in zip(left, right, strict=True))


@pytest.mark.parametrize("message", OUT_OF_MEMORY)
def test_a_batch_that_does_not_fit_is_halved(rows, whole, monkeypatch, caplog, message) -> None:
    session = EncoderSession(load_bundle())
    limit(session, monkeypatch, message, 300)
    with caplog.at_level(logging.WARNING):
        halved = session.run(rows)

    assert same(halved, whole)
    assert "out of memory on cpu: batches of 512" in caplog.text


def test_a_row_that_never_fits_is_an_error_and_leaves_the_batches_as_they_were(rows, whole, monkeypatch) -> None:
    session = EncoderSession(load_bundle())
    budget = session._budget
    with monkeypatch.context() as context:
        limit(session, context, OUT_OF_MEMORY[0], 4)
        with pytest.raises(DeviceError, match=r"cpu has no memory for one window of \d+ tokens"):
            session.run(rows)

    assert session._budget == budget
    assert same(session.run(rows), whole)


def test_other_errors_are_not_taken_for_memory_that_ran_out(rows, monkeypatch) -> None:
    session = EncoderSession(load_bundle())
    limit(session, monkeypatch, "CUDA failure 700: an illegal memory access was encountered", 300)

    with pytest.raises(RuntimeError, match="illegal memory access"):
        session.run(rows)
    assert session._budget == 1024


@pytest.mark.parametrize("device", GPU)
def test_a_device_whose_runtime_is_not_installed_is_an_error_that_names_the_extra(device: str) -> None:
    if GPU[device] in onnxruntime.get_available_providers():
        pytest.skip("onnxruntime-gpu is installed")
    with pytest.raises(DeviceError, match=rf"'{device}': onnxruntime-gpu is not installed.*pii-for-code\[gpu\]"):
        EncoderSession(load_bundle(), device)


@pytest.fixture
def compiled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """As onnxruntime-gpu on a machine without CUDA: its providers are listed, but no session gets them."""
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [*GPU.values(), "CPUExecutionProvider"])


@pytest.mark.filterwarnings("ignore:Specified provider")
@pytest.mark.parametrize(("device", "what"), [("cuda", "CUDA"), ("tensorrt", "TensorRT")])
def test_a_device_that_is_compiled_in_but_unusable_is_another_error(compiled_in, device: str, what: str) -> None:
    with pytest.raises(DeviceError, match=rf"is installed, but {what} could not be used here.*driver.*CUDA version"):
        EncoderSession(load_bundle(), device)


@pytest.mark.filterwarnings("ignore:Specified provider")
def test_auto_is_the_cpu_where_cuda_is_only_compiled_in(compiled_in, rows, whole, caplog) -> None:
    with caplog.at_level(logging.INFO):
        session = EncoderSession(load_bundle(), "auto")

    assert session.device is Device.CPU
    assert "device auto: the encoder runs on cpu" in caplog.text
    assert same(session.run(rows), whole)


def test_an_unknown_device_is_named() -> None:
    with pytest.raises(ConfigError, match="'abacus': expected one of cpu, cuda, tensorrt, auto"):
        EncoderSession(load_bundle(), "abacus")


@pytest.mark.parametrize("device", ["cpu", "auto"])
def test_a_file_that_is_no_graph_is_an_error_of_one_line(tmp_path, device: str) -> None:
    (tmp_path / "model.onnx").write_bytes(b"junk")
    bundle = dataclasses.replace(load_bundle(), path=tmp_path)

    with pytest.raises(ModelError, match=r"model\.onnx: ONNX Runtime .* cannot run it") as raised:
        EncoderSession(bundle, device)
    assert "\n" not in str(raised.value)


@pytest.mark.gpu
def test_auto_is_cuda_where_it_can_be_used() -> None:
    assert EncoderSession(load_bundle(), "auto").device is Device.CUDA


def test_a_first_look_points_at_tokens_of_the_labels_that_are_wanted() -> None:
    bundle = load_bundle()
    encoding = load_tokenizer(bundle.path / TOKENIZER).encode(LOOKED_AT)
    row = Row(encoding.ids, np.zeros(len(encoding), np.int8))

    def told(labels: set[str] | None) -> str:
        (wanted,) = LookSession(bundle, labels=labels).run([row])
        return "".join(LOOKED_AT[encoding.starts[index] : encoding.ends[index]] for index in np.flatnonzero(wanted))

    names, keys = told({"NAME"}), told({"KEY"})
    assert "Roe" in names and "7Zt" not in names
    assert "7Zt" in keys and "Roe" not in keys
    assert len(told(None)) >= len(names) + len(keys)
    assert told(set()) == ""
