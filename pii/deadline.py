"""`deadline`: ends what takes too long in this process, native scans and backtracking expressions included."""

import signal
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager


class Overdue(BaseException):
    """The time is over. No `Exception`: nothing on the way may take it for an error of its own."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"takes longer than {seconds:g} seconds")


@contextmanager
def deadline(seconds: float | None) -> Generator[None]:
    """Raise `Overdue` in the body once it takes longer; None is no limit.

    Only a process's main thread can be interrupted, and only where there is `SIGALRM`: elsewhere there is no limit. One inside
    another ends at the earlier of the two.
    """
    main = threading.current_thread() is threading.main_thread()
    if seconds is None or not main or not hasattr(signal, "setitimer"):
        yield
        return
    limit = seconds

    def end(number: int, frame: object) -> None:
        raise Overdue(limit)

    began, outer = time.monotonic(), signal.getitimer(signal.ITIMER_REAL)
    if 0 < outer[0] <= limit:
        yield
        return
    before = signal.signal(signal.SIGALRM, end)
    # Again and again: a callback from native code may lose the first one.
    signal.setitimer(signal.ITIMER_REAL, limit, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if outer[0]:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, outer[0] - (time.monotonic() - began)), outer[1])
