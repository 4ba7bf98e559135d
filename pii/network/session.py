"""`EncoderSession`: the ONNX graph of a bundle on a device, run over rows of token ids."""

import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Collection, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from pii import expressions as re
from pii.errors import ConfigError, DeviceError, MissingDependencyError, ModelError
from pii.network.bundle import LOOK, MODEL, Bundle
from pii.network.encoding import Ints, TokenScores

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Device(StrEnum):
    """Where the encoder runs."""

    CPU = "cpu"
    CUDA = "cuda"
    TENSORRT = "tensorrt"
    """CUDA through TensorRT in 16 bits, which compiles the graph when the session starts."""
    AUTO = "auto"
    """CUDA if a session can be opened on it, else the CPU; the log and `EncoderSession.device` say which."""


# Tokens per batch, padding included. On a CPU a batch should stay in the cache; a GPU wants to be filled.
_BUDGET = {Device.CPU: 1_024, Device.CUDA: 262_144, Device.TENSORRT: 262_144}
_PROVIDERS: dict[Device, tuple[str, ...]] = {
    Device.CPU: ("CPUExecutionProvider",),
    Device.CUDA: ("CUDAExecutionProvider", "CPUExecutionProvider"),
    Device.TENSORRT: ("TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"),
}
"""ONNX Runtime's providers by device, the requested one first."""
_OPTIONS: dict[str, dict[str, str]] = {"TensorrtExecutionProvider": {"trt_fp16_enable": "1"}}
_REMEMBERED = 32_768
"""Number of rows whose results are cached."""
_WIDTHS = 8
"""Rows are padded to a multiple of this."""
_OUT_OF_MEMORY = re.compile(r"out.of.memory|not enough memory|alloc", re.IGNORECASE)
"""Out-of-memory errors of ONNX Runtime, CUDA, cuBLAS and cuDNN; an illegal memory access is not one."""
_FATAL, _WARNING = 4, 2
"""Severities of ONNX Runtime's own log."""


class Row(NamedTuple):
    """A window without special tokens: its token ids and their marks of evidence."""

    ids: Ints
    evidence: NDArray[np.int8]


class Session(Generic[T]):
    """Runs rows of token ids through a bundle's graph, with a `T` for each.

    A row's result depends on the row alone: rows of similar length share a batch, and the graph masks padding. `tokens` and
    `padding` count what was run so far; `tokens` includes special tokens.

    Raises:
        ConfigError: no such device.
        MissingDependencyError: onnxruntime is not installed.
        DeviceError: CUDA or TensorRT was requested and is not available.
        ModelError: ONNX Runtime cannot run the graph.
    """

    _graph: str
    _outputs: tuple[str, ...]

    def __init__(self, bundle: Bundle, device: str = "cpu") -> None:
        try:
            wanted = Device(device)
        except ValueError:
            raise ConfigError(f"device {device!r}: expected one of {', '.join(Device)}") from None
        self.device, self._session = _open(silent_runtime(), bundle.path / self._graph, wanted)
        self._bundle = bundle
        self._budget = _BUDGET[self.device]
        self.tokens = self.padding = 0

    def run(self, rows: Sequence[Row]) -> list[T]:
        """The scores of each row's tokens.

        Raises:
            DeviceError: there is no memory for even one row.
        """
        results: list[T | None] = [None] * len(rows)
        order = sorted(range(len(rows)), key=lambda index: len(rows[index].ids))
        position = 0
        budget = self._budget
        while position < len(order):
            batch = self._take(rows, order, position)
            try:
                scores = self._run_batch([rows[index] for index in batch])
            except Exception as error:  # onnxruntime has no out-of-memory error
                if not _OUT_OF_MEMORY.search(str(error)):
                    raise
                if len(batch) == 1:
                    # If nothing fits now, more may fit later.
                    self._budget = budget
                    raise DeviceError(
                        f"{self.device} has no memory for one window of {len(rows[batch[0]].ids)} tokens: free some, "
                        "or use fewer workers"
                    ) from error
                self._budget //= 2
                logger.warning("out of memory on %s: batches of %d tokens from here on", self.device, self._budget)
                continue
            budget = self._budget
            for index, score in zip(batch, scores, strict=True):
                results[index] = score
            position += len(batch)
        return [result for result in results if result is not None]

    def _take(self, rows: Sequence[Row], order: list[int], position: int) -> list[int]:
        """The next rows, in order of length, that fit into the token budget when padded; at least one."""
        last = position
        while last < len(order) and (last - position + 1) * self._width(rows[order[last]]) <= self._budget:
            last += 1
        return order[position : max(last, position + 1)]

    def _width(self, row: Row) -> int:
        return -(-(len(row.ids) + len(self._bundle.prefix) + len(self._bundle.suffix)) // _WIDTHS) * _WIDTHS

    def _run_batch(self, rows: Sequence[Row]) -> list[T]:
        prefix, suffix = self._bundle.prefix, self._bundle.suffix
        # Never a batch of one row: matrix-vector and matrix-matrix products take different paths and round differently.
        shape = (max(2, len(rows)), self._width(rows[-1]))
        ids = np.full(shape, self._bundle.padding, dtype=np.int64)
        mask = np.zeros(shape, dtype=np.int64)
        evidence = np.zeros(shape, dtype=np.int64)
        for index, row in enumerate(rows):
            whole = (*prefix, *row.ids, *suffix) if prefix or suffix else row.ids
            ids[index, : len(whole)] = whole
            mask[index, : len(whole)] = 1
            evidence[index, len(prefix) : len(prefix) + len(row.ids)] = row.evidence
        tokens = int(mask.sum())
        self.tokens += tokens
        self.padding += mask.size - tokens
        if len(rows) == 1:
            mask[1, 0] = 1
        binding = self._session.io_binding()
        binding.bind_cpu_input("input_ids", ids)
        binding.bind_cpu_input("attention_mask", mask)
        if self._bundle.evidence:
            binding.bind_cpu_input("evidence", evidence)
        for name in self._outputs:
            binding.bind_output(name, "cpu")
        self._session.run_with_iobinding(binding)
        outputs = self._reduced(*binding.copy_outputs_to_cpu())
        first = len(prefix)
        return [
            self._result(*(output[index, first : first + len(row.ids)] for output in outputs))
            for index, row in enumerate(rows)
        ]

    def _reduced(self, *outputs: Any) -> Sequence[Any]:
        """Reduce the outputs of a whole batch, each batch by tokens."""
        raise NotImplementedError

    def _result(self, *outputs: Any) -> T:
        """A row's share of them, without padding and special tokens."""
        raise NotImplementedError


class EncoderSession(Session[TokenScores]):
    """Runs a bundle's network."""

    _graph = MODEL
    _outputs = ("label", "score", "begins")

    def _reduced(self, *outputs: Any) -> Sequence[Any]:
        label, score, begins = outputs
        return label.astype(np.int32), score.astype(np.float32), begins.astype(bool)

    def _result(self, *outputs: Any) -> TokenScores:
        return TokenScores(*(output.copy() for output in outputs))  # copied: a view would keep the batch alive


class LookSession(Session[NDArray[np.bool_]]):
    """Runs the bundle's first look: which tokens the network should read to find spans of some labels."""

    _graph = LOOK
    _outputs = ("interest",)

    def __init__(self, bundle: Bundle, device: str = "cpu", labels: Collection[str] | None = None) -> None:
        super().__init__(bundle, device)
        self._wanted = [index for index, label in enumerate(bundle.labels) if labels is None or label in labels]

    def _reduced(self, *outputs: Any) -> Sequence[Any]:
        assert self._bundle.look is not None
        interest = outputs[0]
        if interest.ndim > 2:  # otherwise it is for all labels together
            interest = interest[..., self._wanted].sum(axis=-1)
        return [interest >= self._bundle.look.threshold]

    def _result(self, *outputs: Any) -> NDArray[np.bool_]:
        return outputs[0].copy()


class Remembering(Generic[T]):
    """A session with a cache of recent rows: licence headers and author lines repeat all over a corpus.

    Threads may share one.
    """

    def __init__(self, session: Session[T]) -> None:
        self._session = session
        self._known: OrderedDict[bytes, T] = OrderedDict()
        self._lock = threading.Lock()

    def run(self, rows: Sequence[Row]) -> list[T]:
        """The session's result for each row."""
        keys = [row.ids.tobytes() + row.evidence.tobytes() for row in rows]
        with self._lock:
            results = {key: self._known[key] for key in keys if key in self._known}
            for key in results:
                self._known.move_to_end(key)
        new = {key: row for key, row in zip(keys, rows, strict=True) if key not in results}
        fresh = dict(zip(new, self._session.run(list(new.values())), strict=True))
        results |= fresh
        with self._lock:
            self._known.update(fresh)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return [results[key] for key in keys]


def silent_runtime() -> Any:
    """Import ONNX Runtime with telemetry disabled, which from 1.31 on must happen before it is loaded."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    try:
        import onnxruntime  # pyright: ignore[reportMissingTypeStubs]
    except ImportError as error:
        raise MissingDependencyError(
            "the encoder needs onnxruntime: pip install 'pii-for-code[cpu]', or 'pii-for-code[gpu]' on CUDA; "
            "or leave it out: --detectors rules,secrets on the command line, detectors=['rules', 'secrets'] in Python"
        ) from error
    onnxruntime.disable_telemetry_events()  # pyright: ignore[reportUnknownMemberType]  # in case it was loaded before
    return onnxruntime


def _open(runtime: Any, model: Path, device: Device) -> tuple[Device, Any]:
    """Open a session; return it with the device it runs on.

    Raises:
        DeviceError, ModelError: see `EncoderSession`.
    """
    if device is Device.AUTO:
        runtime.set_default_logger_severity(_FATAL)  # a missing CUDA is not an error here
        try:
            found = _open(runtime, model, Device.CUDA)
        except DeviceError:
            found = _open(runtime, model, Device.CPU)
        finally:
            runtime.set_default_logger_severity(_WARNING)
        logger.info("device auto: the encoder runs on %s", found[0])
        return found
    wanted = _PROVIDERS[device][0]
    # The list shows what was compiled in; only opening a session shows whether it works here.
    if wanted not in runtime.get_available_providers():
        raise DeviceError(
            f"device '{device}': onnxruntime-gpu is not installed. Install 'pii-for-code[gpu]' in place of [cpu] (never both: "
            "they overwrite each other); or use device 'cpu'"
        )
    try:
        session = _session(runtime, model, device)
    except Exception as error:  # onnxruntime's error classes do not distinguish device from model
        if device is not Device.CPU:
            _open(runtime, model, Device.CPU)
            raise DeviceError(_unusable(runtime, device)) from error
        raise ModelError(
            f"model {model}: ONNX Runtime {runtime.__version__} cannot run it ({type(error).__name__}); export it again"
        ) from error
    if wanted not in session.get_providers():
        raise DeviceError(_unusable(runtime, device))
    return device, session


def _session(runtime: Any, model: Path, device: Device) -> Any:
    options = runtime.SessionOptions()
    # One process per core: more threads in a session only wait for each other.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    providers = [(name, _OPTIONS.get(name, {})) for name in _PROVIDERS[device]]
    # The runtime's own fallback would write to standard output, where redacted text may go.
    return runtime.InferenceSession(str(model), options, providers=providers, enable_fallback=0)


def _unusable(runtime: Any, device: Device) -> str:
    what = "TensorRT" if device is Device.TENSORRT else "CUDA"
    return (
        f"device '{device}': onnxruntime-gpu {runtime.__version__} is installed, but {what} could not be used here. Check the "
        "driver (nvidia-smi), the CUDA version (onnxruntime-gpu 1.27 and later needs CUDA 13, 1.26 and earlier CUDA 12) and "
        "cuDNN 9; TensorRT is installed apart; or use device 'cpu'"
    )
