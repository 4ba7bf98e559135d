"""`EncoderSession`: the ONNX graph of a bundle on a device, run over rows of token ids."""

import logging
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import numpy as np

from pii.bundle import MODEL, Bundle
from pii.encoding import Ints, TokenScores
from pii.errors import ConfigError, DeviceError, MissingDependencyError

logger = logging.getLogger(__name__)


class Device(StrEnum):
    """Where the encoder runs."""

    CPU = "cpu"
    CUDA = "cuda"
    TENSORRT = "tensorrt"
    """CUDA through TensorRT in 16 bits, which compiles the graph when the session starts."""
    AUTO = "auto"
    """CUDA where it can be had, else the CPU; the log says which."""


# Tokens per batch, padding included. On a CPU a batch should stay in the cache; a GPU wants to be filled.
_BUDGET = {Device.CPU: 1_024, Device.CUDA: 262_144, Device.TENSORRT: 262_144}
_PROVIDERS: dict[Device, tuple[str, ...]] = {
    Device.CPU: ("CPUExecutionProvider",),
    Device.CUDA: ("CUDAExecutionProvider", "CPUExecutionProvider"),
    Device.TENSORRT: ("TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"),
}
"""ONNX Runtime's providers by device, the one that is asked for first."""
_OPTIONS: dict[str, dict[str, str]] = {"TensorrtExecutionProvider": {"trt_fp16_enable": "1"}}
_WIDTHS = 8
"""Rows are padded to a multiple of this."""


class EncoderSession:
    """Runs rows of token ids through a bundle's graph.

    A row's result depends on the row alone: rows of like length share a batch, and the graph masks padding. `tokens` and
    `padding` count what was run so far, special tokens among the tokens.

    Raises:
        ConfigError: no such device.
        MissingDependencyError: onnxruntime is not installed.
        DeviceError: CUDA or TensorRT was asked for and cannot be had.
    """

    def __init__(self, bundle: Bundle, device: str = "cpu") -> None:
        try:
            wanted = Device(device)
        except ValueError:
            raise ConfigError(f"device {device!r}: expected one of {', '.join(Device)}") from None
        try:
            import onnxruntime  # pyright: ignore[reportMissingTypeStubs]
        except ImportError as error:
            raise MissingDependencyError(
                "the encoder needs onnxruntime: pip install 'pii-for-code[cpu]', or 'pii-for-code[gpu]' on CUDA; "
                "or leave it out with detectors=['rules', 'secrets']"
            ) from error
        runtime: Any = onnxruntime
        self.device = _choose(wanted, runtime.get_available_providers())
        options = runtime.SessionOptions()
        # One process per core: more threads in a session only wait for each other.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        providers = [(name, _OPTIONS.get(name, {})) for name in _PROVIDERS[self.device]]
        self._session: Any = runtime.InferenceSession(str(bundle.path / MODEL), options, providers=providers)
        if _PROVIDERS[self.device][0] not in self._session.get_providers():
            raise DeviceError(_missing(self.device))
        self._bundle = bundle
        self._budget = _BUDGET[self.device]
        self.tokens = self.padding = 0

    def run(self, rows: Sequence[Ints]) -> list[TokenScores]:
        """The scores of each row's tokens; rows are token ids without special tokens, at most a window long."""
        results: list[TokenScores | None] = [None] * len(rows)
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
        position = 0
        while position < len(order):
            batch = self._take(rows, order, position)
            try:
                scores = self._run_batch([rows[index] for index in batch])
            except Exception as error:  # onnxruntime has no class of its own for memory that ran out
                if len(batch) == 1 or "memory" not in str(error).lower():
                    raise
                self._budget //= 2
                logger.warning("out of memory on %s: batches of %d tokens from here on", self.device, self._budget)
                continue
            for index, score in zip(batch, scores, strict=True):
                results[index] = score
            position += len(batch)
        return [result for result in results if result is not None]

    def _take(self, rows: Sequence[Ints], order: list[int], position: int) -> list[int]:
        """The next rows, in order of length, that fit into the token budget once padded; at least one."""
        last = position
        while last < len(order) and (last - position + 1) * self._width(rows[order[last]]) <= self._budget:
            last += 1
        return order[position : max(last, position + 1)]

    def _width(self, row: Ints) -> int:
        return -(-(len(row) + len(self._bundle.prefix) + len(self._bundle.suffix)) // _WIDTHS) * _WIDTHS

    def _run_batch(self, rows: Sequence[Ints]) -> list[TokenScores]:
        prefix, suffix = self._bundle.prefix, self._bundle.suffix
        # Never a batch of one row: matrix times vector takes another path than matrix times matrix, with other roundings.
        shape = (max(2, len(rows)), self._width(rows[-1]))
        ids = np.full(shape, self._bundle.padding, dtype=np.int64)
        mask = np.zeros(shape, dtype=np.int64)
        for index, row in enumerate(rows):
            whole = (*prefix, *row, *suffix) if prefix or suffix else row
            ids[index, : len(whole)] = whole
            mask[index, : len(whole)] = 1
        tokens = int(mask.sum())
        self.tokens += tokens
        self.padding += mask.size - tokens
        if len(rows) == 1:
            mask[1, 0] = 1
        binding = self._session.io_binding()
        binding.bind_cpu_input("input_ids", ids)
        binding.bind_cpu_input("attention_mask", mask)
        for name in ("label", "score", "begins"):
            binding.bind_output(name, "cpu")
        self._session.run_with_iobinding(binding)
        label, score, begins = binding.copy_outputs_to_cpu()
        first = len(prefix)
        return [
            TokenScores(
                label[index, first : first + len(row)].astype(np.int32),
                score[index, first : first + len(row)].astype(np.float32),
                begins[index, first : first + len(row)].astype(bool),
            )
            for index, row in enumerate(rows)
        ]


def _missing(device: Device) -> str:
    return (
        f"device '{device}': onnxruntime has no {_PROVIDERS[device][0]} here. Install 'pii-for-code[gpu]' in place of [cpu] "
        "(never both): onnxruntime-gpu 1.27 and later needs CUDA 13, 1.26 and earlier CUDA 12; TensorRT is installed apart; "
        "or use device 'cpu'"
    )


def _choose(device: Device, providers: Sequence[str]) -> Device:
    if device is Device.AUTO:
        device = Device.CUDA if "CUDAExecutionProvider" in providers else Device.CPU
        logger.info("device auto: the encoder runs on %s", device)
    elif _PROVIDERS[device][0] not in providers:
        raise DeviceError(_missing(device))
    return device
