"""One redactor in many threads, tasks and processes: the results are those of one, and no error repeats what was read."""

import asyncio
import multiprocessing
import random
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

import pytest

from pii.detectors import encoder
from pii.network import session
from pii.redactor import Redactor

THREADS = 32
CANARY = "hunter2-Zq9"


@pytest.fixture(autouse=True)
def _switching_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def texts(count: int, seed: int) -> list[str]:
    """Texts that the encoder reads, many of them more than once."""
    numbers = random.Random(seed).choices(range(count), k=count)
    return [f"# Written by Jane Roe{number}, password = '{CANARY}{number}'\n" for number in numbers]


def test_threads_share_a_redactor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_REMEMBERED", 8)  # full at once, so that threads push out what others look up
    redactor = Redactor()
    given = [texts(20, seed) for seed in range(24)]
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(redactor.redact_batch, given))

    assert together == [redactor.redact_batch(batch) for batch in given]
    assert all(CANARY not in redaction.text for batch in together for redaction in batch)


def test_tasks_share_a_redactor() -> None:
    redactor, given = Redactor(), [texts(10, seed) for seed in range(20)]

    async def together() -> list[object]:
        return await asyncio.gather(*(asyncio.to_thread(redactor.redact_batch, batch) for batch in given))

    assert asyncio.run(together()) == [redactor.redact_batch(batch) for batch in given]


@pytest.mark.parametrize(
    "method", [method for method in multiprocessing.get_all_start_methods() if method != "forkserver"]
)
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_process_takes_over_a_redactor_that_has_worked(method: str) -> None:
    redactor, batch = Redactor(), texts(10, 1)
    with ThreadPoolExecutor(4) as pool:  # native libraries have their threads and locks by then
        expected = list(pool.map(redactor.redact_batch, [batch] * 8))[0]
    context = multiprocessing.get_context(method)
    here, there = context.Pipe()
    process = context.Process(target=_redact_there, args=(there, redactor, batch), daemon=True)
    process.start()
    try:
        assert here.poll(120), "it hangs"
        assert here.recv() == expected
    finally:
        process.kill()
        process.join()


def _redact_there(connection: Connection, redactor: Redactor, batch: list[str]) -> None:
    connection.send(redactor.redact_batch(batch))


def test_no_error_of_the_network_repeats_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    detector = encoder.EncoderDetector()
    (text,) = texts(1, 0)
    ids = detector._tokenizer.encode(text).ids
    inner = detector._session._session
    monkeypatch.setattr(detector._session, "_session", _Broken(inner))

    with pytest.raises(Exception) as caught:  # noqa: B017
        Redactor(["rules", detector]).redact_batch([text])
    shown = "".join(traceback.format_exception(caught.value))
    assert CANARY not in shown and "Jane" not in shown
    assert ids.tobytes() not in repr(caught.value).encode() and str(ids.tolist())[1:-1] not in shown


class _Broken:
    """A session of ONNX Runtime that is given one input too few, which is an error of its own."""

    def __init__(self, session: object) -> None:
        self._session = session

    def io_binding(self) -> object:
        return self._session.io_binding()  # type: ignore[attr-defined]

    def run_with_iobinding(self, binding: object) -> None:
        binding.clear_binding_inputs()  # type: ignore[attr-defined]
        self._session.run_with_iobinding(binding)  # type: ignore[attr-defined]
