"""Documents that could not be redacted: which, and why, in words that never hold their content."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from pii.errors import ConfigError, DetectorError, DeviceError, MissingDependencyError, ModelError, PiiError

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


def check_blame(error: BaseException, redact: Callable[[Sequence[str]], object]) -> None:
    """See whether a document is to blame for the error that it met: the same `redact` must manage a harmless text.

    Raises:
        DetectorError: it does not. A device that failed, for one, fails from then on.
    """
    # Of a kind that every detector looks at closely, and never the same twice: what was seen before may be remembered.
    harmless = f"Author: Jane Roe <jane@example.com>\npassword = '{uuid4().hex}'\n"
    try:
        redact([harmless])
    except Exception:
        raise DetectorError(f"a detector fails on any text, no document is to blame ({reason_of(error)})") from error


def invalid_utf8(error: UnicodeDecodeError) -> str:
    """The reason for bytes that are not UTF-8."""
    return f"invalid UTF-8 at byte {error.start}"


def too_long(size: int, limit: int) -> str:
    """The reason for a document over the limit."""
    return f"document of {size:,} bytes is longer than the limit of {limit:,}"
