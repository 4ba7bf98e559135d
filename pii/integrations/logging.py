"""logging: `RedactFilter`, for handlers and loggers of the standard library."""

import logging

from pii.redactor import Redactor

_FORMATTER = logging.Formatter()


class RedactFilter(logging.Filter):
    """Redacts a record's message, traceback and stack before it is written. Every record passes.

    On a handler it sees the records of all loggers. A record is redacted once for all later handlers, and its arguments are
    merged into the message. Attributes given as `extra` are not redacted.

    Args:
        redactor: redacts the records; by default with the rules alone, which take microseconds per record.

    Example:
        logging.getLogger().handlers[0].addFilter(RedactFilter())
    """

    def __init__(self, redactor: Redactor | None = None) -> None:
        super().__init__()
        self._redactor = redactor or Redactor(detectors=["rules"])

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the record."""
        record.msg, record.args = self._redactor.redact(record.getMessage()).text, None
        if record.exc_info and not record.exc_text:
            # Formatters use the text, if there is one, and ignore the exception.
            record.exc_text = _FORMATTER.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self._redactor.redact(record.exc_text).text
        if record.stack_info:
            record.stack_info = self._redactor.redact(record.stack_info).text
        return True
