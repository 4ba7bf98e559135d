"""Documents that could not be redacted: which, and why, in words that never hold their content."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from pii.deadline import Overdue, deadline
from pii.errors import ConfigError, DetectorError, DeviceError, MissingDependencyError, ModelError, PiiError

S = TypeVar("S")
T = TypeVar("T")

FATAL: tuple[type[PiiError], ...] = (ConfigError, DetectorError, DeviceError, MissingDependencyError, ModelError)
"""Errors that every document would meet: they end the shard or the run, and leave no document in quarantine."""

NOT_TEXT = "not text"
"""The reason for a file that holds NUL bytes near its start, as images and archives do."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that is left out of the output."""

    row: int | None
    """Number of the document in the shard as read, from 0; None stands for the whole shard."""
    reason: str
    id: str | None = None
    """Its id or file name, where it has one."""
    passing: bool = False
    """Whether it may be gone at the next run, as an error of the system's is."""


def reason_of(error: BaseException) -> str:
    """Why something failed, as far as it can be said without a risk of repeating content.

    Only our own messages, and the system's about files, are known to be free of content; of any other error the type
    and the place are given.
    """
    if isinstance(error, PiiError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f" at {trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{place}"


def each_or_reason(
    function: Callable[[Sequence[S]], Sequence[T]],
    texts: Sequence[S],
    seconds: float | None = None,
    harmless: Callable[[str], S] = str,
    again: bool = False,
) -> list[T | str]:
    """What a function of batches makes of each text; in its place the reason, for one that it cannot be applied to.

    Or not within so many seconds. `harmless` makes of a text what the function takes; `again` says that it has worked on others.

    Raises:
        DetectorError: it fails on any text, none is to blame.
    """
    if not texts:
        return []
    try:
        with deadline(seconds):
            return list(function(texts))
    except FATAL:
        raise
    except BaseException as error:
        # A panic of a library in Rust is no Exception.
        if not isinstance(error, Exception | Overdue) and type(error).__name__ != "PanicException":
            raise
        overdue = isinstance(error, Overdue)
        if len(texts) == 1 and overdue and again:
            return [str(error)]
        if len(texts) == 1 or overdue:
            # Which also makes all that detectors make at their first text, and counts it to no document.
            _check_blame(error, function, harmless)
        if len(texts) == 1 and not overdue:
            return [reason_of(error)]
        # One bad document must not take the others of its batch with it.
        return [each_or_reason(function, [text], seconds, harmless, again=True)[0] for text in texts]


def _check_blame(error: BaseException, function: Callable[[Sequence[S]], object], make: Callable[[str], S]) -> None:
    """See whether a text is to blame for the error that it met: the same function must manage a harmless one.

    A device that failed, for one, fails from then on.
    """
    # Of a kind that every detector looks at closely, and never the same twice: what was seen before may be remembered.
    harmless = f"Author: Jane Roe <jane@example.com>\npassword = '{uuid4().hex}'\n"
    try:
        function([make(harmless)])
    except Exception:
        raise DetectorError(f"a detector fails on any text, no document is to blame ({reason_of(error)})") from error


def undecodable(error: UnicodeError) -> str:
    """The reason for bytes that are not of the encoding."""
    if isinstance(error, UnicodeDecodeError):
        # Codecs call themselves as they like; this is the one name that everybody knows.
        name = "UTF-8" if error.encoding in ("utf-8", "utf8") else error.encoding
        return f"invalid {name} at byte {error.start}"
    return str(error)


def too_long(size: int, limit: int) -> str:
    """The reason for a document over the limit."""
    return f"document of {size:,} bytes is longer than the limit of {limit:,}"
