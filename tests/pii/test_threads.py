"""One redactor in many threads: the results are those of one thread, and no error repeats what was read."""

import random
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from pii.detectors import encoder
from pii.redactor import Redactor

THREADS = 12
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
    monkeypatch.setattr(encoder, "_REMEMBERED", 8)  # full at once, so that threads push out what others look up
    redactor = Redactor()
    given = [texts(20, seed) for seed in range(60)]
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(redactor.redact_batch, given))

    assert together == [redactor.redact_batch(batch) for batch in given]
    assert all(CANARY not in redaction.text for batch in together for redaction in batch)


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
