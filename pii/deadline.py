"""`deadline`: interrupts work in this process that takes too long, whatever the cause."""

import ctypes
import signal
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager


class Overdue(BaseException):
    """The deadline passed. Not an `Exception`, so that no handler on the way swallows it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"takes longer than {seconds:g} seconds")


@contextmanager
def deadline(seconds: float | None) -> Generator[None]:
    """Raise `Overdue` in the body once it takes longer; None is no limit. One inside another ends at the earlier of the two.

    In the main thread a signal also interrupts native scans and backtracking regexes. In other threads, and without
    `SIGALRM`, a native call finishes first; those of the detectors take time linear in the text.
    """
    if seconds is None:
        yield
    elif threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        with _by_signal(seconds):
            yield
    else:
        with _by_thread(seconds):
            yield


@contextmanager
def _by_signal(limit: float) -> Generator[None]:
    def end(number: int, frame: object) -> None:
        raise Overdue(limit)

    began, outer = time.monotonic(), signal.getitimer(signal.ITIMER_REAL)
    if 0 < outer[0] <= limit:
        yield
        return
    before = signal.signal(signal.SIGALRM, end)
    # Repeat: a callback from native code may lose the first one.
    signal.setitimer(signal.ITIMER_REAL, limit, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if outer[0]:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, outer[0] - (time.monotonic() - began)), outer[1])


class _Interrupt(BaseException):
    """Raised in one thread by another, which cannot pass it arguments."""


@contextmanager
def _by_thread(limit: float) -> Generator[None]:
    thread, guard, over = threading.get_ident(), threading.Lock(), threading.Event()
    closed = fired = False

    def watch() -> None:
        nonlocal fired
        wait = limit
        # Repeat, as above, but never after the body has ended.
        while not over.wait(wait):
            with guard:
                if closed:
                    return
                fired = True
                _raise_in(thread, _Interrupt)
            wait = 1.0

    def close() -> None:
        nonlocal closed
        with guard:
            closed = True
        over.set()
        if fired:
            _raise_in(thread, None)  # in case it is still pending

    try:
        try:
            threading.Thread(target=watch, name="pii-deadline", daemon=True).start()
            yield
        finally:
            close()
    except _Interrupt:
        close()  # it may have been raised during the cleanup above
        if not fired:
            raise  # it belongs to an enclosing deadline
        raise Overdue(limit) from None
    if fired:
        raise Overdue(limit)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), None if error is None else ctypes.py_object(error)
    )
