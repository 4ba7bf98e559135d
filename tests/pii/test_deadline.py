import asyncio
import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

import pytest

from pii.deadline import Overdue, deadline
from pii.errors import InputError
from pii.redactor import Redactor
from pii.shards.failures import each_or_reason
from pii.spans import Span
from pii.stream import redact_stream

_EXPONENTIAL = re.compile("(?:a|a)*b")


class _Slow:
    name = "slow"

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        for text in texts:
            _EXPONENTIAL.search(text)
        return [[] for _ in texts]

    def describe(self) -> Mapping[str, object]:
        return {}


def test_interrupts_a_backtracking_expression() -> None:
    start = time.monotonic()
    with pytest.raises(Overdue, match="longer than 0.2 seconds"), deadline(0.2):
        _EXPONENTIAL.search("a" * 60)
    assert time.monotonic() - start < 5


def test_leaves_alone_what_is_in_time() -> None:
    with deadline(0.5):
        pass
    time.sleep(0.6)


def test_a_document_over_its_time_is_left_out_and_no_other() -> None:
    fine, slow = "Contact jane@roe.org", "a" * 60
    redactor = Redactor(["rules", _Slow()])
    redactor.redact(fine)  # what is made at the first text is made
    outcomes = each_or_reason(redactor.redact_batch, [fine, slow, fine], 1)
    assert outcomes[1] == "takes longer than 1 seconds"
    assert [getattr(outcome, "text", None) for outcome in outcomes] == ["Contact <EMAIL>", None, "Contact <EMAIL>"]


def _in_a_thread(function: Callable[[], None]) -> None:
    """Run it in another thread than the main one; what it raises is raised here."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            function()
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


def _busy(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_a_thread_that_is_not_the_main_one_has_limits_too() -> None:
    for outer, inner in ((0.2, None), (None, 0.2), (0.2, 30), (30, 0.2)):

        def run(outer: float | None = outer, inner: float | None = inner) -> None:
            with deadline(outer), deadline(inner):
                _busy(20)

        start = time.monotonic()
        with pytest.raises(Overdue, match="longer than 0.2 seconds"):
            _in_a_thread(run)
        assert time.monotonic() - start < 10


def test_what_is_in_time_in_a_thread_is_left_alone_then_and_later() -> None:
    def run() -> None:
        for _ in range(300):
            with deadline(0.002):
                _busy(0.0019)

    def late() -> None:
        try:
            run()
        except Overdue:
            pass
        _busy(0.1)  # nothing may arrive here

    for _ in range(10):
        _in_a_thread(late)


def test_a_redactor_in_a_thread_gives_up_a_text_that_takes_too_long() -> None:
    class Endless(_Slow):
        def detect(self, texts: Sequence[str]) -> list[list[Span]]:
            for text in texts:
                while text.startswith("a"):
                    pass
            return [[] for _ in texts]

    # Long enough for the others on a busy machine, on which six threads take turns.
    redactor = Redactor(["rules", Endless()], seconds_per_document=2)
    redactor.redact("Contact jane@roe.org")

    async def ask() -> list[object]:
        texts = ["Contact jane@roe.org", "a" * 60] * 3
        return await asyncio.gather(
            *(asyncio.to_thread(redactor.redact, text) for text in texts), return_exceptions=True
        )

    answers = asyncio.run(ask())
    assert [getattr(answer, "text", None) for answer in answers[::2]] == ["Contact <EMAIL>"] * 3
    assert [str(answer) for answer in answers[1::2]] == ["the text takes longer than 2 seconds"] * 3
    assert all(isinstance(answer, InputError) for answer in answers[1::2])


def test_one_inside_another_ends_with_the_earlier() -> None:
    for outer, inner in ((0.2, 30), (0.2, None), (30, 0.2)):
        start = time.monotonic()
        with pytest.raises(Overdue, match="longer than 0.2 seconds"), deadline(outer), deadline(inner):
            _EXPONENTIAL.search("a" * 60)
        assert time.monotonic() - start < 5


def test_the_outer_one_goes_on_after_the_inner() -> None:
    with pytest.raises(Overdue, match="longer than 0.3 seconds"), deadline(0.3):
        with deadline(0.1):
            pass
        _EXPONENTIAL.search("a" * 60)


def test_a_redactor_gives_up_a_text_that_takes_too_long() -> None:
    redactor = Redactor(["rules", _Slow()], seconds_per_document=0.3)
    assert [done.text for done in redactor.redact_batch(["Contact jane@roe.org"] * 2)] == ["Contact <EMAIL>"] * 2
    with pytest.raises(InputError, match=r"^text 1 of the batch takes longer than 0\.3 seconds$"):
        redactor.redact_batch(["Contact jane@roe.org", "a" * 60])
    with pytest.raises(InputError, match=r"^the text takes longer than 0\.3 seconds$"):
        redactor.detect("a" * 60)


def test_a_stream_ends_where_it_takes_too_long() -> None:
    target = BytesIO()
    with pytest.raises(InputError, match="takes longer"):
        redact_stream(BytesIO(b"a" * 60), target, Redactor([_Slow()], seconds_per_document=0.3))
    assert not target.getvalue()
