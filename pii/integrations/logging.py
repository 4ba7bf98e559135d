"""logging: `RedactFilter`, for handlers and loggers of the standard library."""

import logging

from pii.redactor import Redactor

_FORMATTER = logging.Formatter()


class RedactFilter(logging.Filter):
    """Redacts what a record says before it is written: message, traceback and stack. It lets every record pass.

    On a handler it sees the records of all loggers. A record is redacted once for all handlers that come after, and its arguments
    are gone: they are in the message. Attributes given as `extra` are not looked at.

    Args:
        redactor: what to redact with; the rules alone by default, which take microseconds a record.

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
            # Formatters take the text, if there is one, and do not look at the exception.
            record.exc_text = _FORMATTER.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self._redactor.redact(record.exc_text).text
        if record.stack_info:
            record.stack_info = self._redactor.redact(record.stack_info).text
        return True
