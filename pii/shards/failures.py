"""Documents that could not be redacted: which, and why, without quoting any of their content."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from pii.deadline import Overdue, deadline
from pii.errors import ConfigError, DetectorError, DeviceError, MissingDependencyError, ModelError, PiiError

S = TypeVar("S")
T = TypeVar("T")

FATAL: tuple[type[PiiError], ...] = (ConfigError, DetectorError, DeviceError, MissingDependencyError, ModelError)
"""Errors that every document would meet: they end the shard or the run and quarantine nothing."""

NOT_TEXT = "not text"
"""The reason for a file that holds NUL bytes near its start, as images and archives do."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that is quarantined."""

    row: int | None
    """Number of the document in the shard as read, from 0; None means the whole shard."""
    reason: str
    id: str | None = None
    """The document's id or file name, if it has one."""
    passing: bool = False
    """Whether another run may succeed, as after an error of the system."""


def reason_of(error: BaseException) -> str:
    """Describe an error without the risk of quoting content.

    Only our own messages, and the system's about files, are known to be free of content; any other error is reported by
    type and place.
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
    """Apply a function of batches; the result for each text, or the reason why the function failed on it or took too long.

    `harmless` turns a text into an argument of the function; `again` says that the function has worked on other texts.

    Raises:
        DetectorError: the function fails on any text, so that none is to blame.
    """
    if not texts:
        return []
    try:
        with deadline(seconds):
            return list(function(texts))
    except FATAL:
        raise
    except BaseException as error:
        # A panic in a Rust library is not an Exception.
        if not isinstance(error, Exception | Overdue) and type(error).__name__ != "PanicException":
            raise
        overdue = isinstance(error, Overdue)
        if len(texts) == 1 and overdue and again:
            return [str(error)]
        if len(texts) == 1 or overdue:
            # This also runs what detectors do only once, so that no document is charged for that time.
            _check_blame(error, function, harmless)
        if len(texts) == 1 and not overdue:
            return [reason_of(error)]
        # One bad document must not fail the others of its batch.
        return [each_or_reason(function, [text], seconds, harmless, again=True)[0] for text in texts]


def _check_blame(error: BaseException, function: Callable[[Sequence[S]], object], make: Callable[[str], S]) -> None:
    """Check that a text is to blame for an error: the same function must manage a harmless one.

    A broken device, for example, fails on every text from then on.
    """
    # A text for every detector, new each time: a cached result would prove nothing.
    harmless = f"Author: Jane Roe <jane@example.com>\npassword = '{uuid4().hex}'\n"
    try:
        function([make(harmless)])
    except Exception:
        raise DetectorError(f"a detector fails on any text, no document is to blame ({reason_of(error)})") from error


def undecodable(error: UnicodeError) -> str:
    """The reason for bytes that are invalid in their encoding."""
    if isinstance(error, UnicodeDecodeError):
        # Python's codecs spell it several ways; this is the name that people know.
        name = "UTF-8" if error.encoding in ("utf-8", "utf8") else error.encoding
        return f"invalid {name} at byte {error.start}"
    return str(error)


def too_long(size: int, limit: int) -> str:
    """The reason for a document over the limit."""
    return f"document of {size:,} bytes is longer than the limit of {limit:,}"
