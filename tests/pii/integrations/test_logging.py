import io
import logging

import pytest

from pii.integrations.logging import RedactFilter

MAIL = "jane@roe.org"


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    handler.addFilter(RedactFilter())
    logger = logging.getLogger("tests.redact_filter")
    logger.propagate, logger.handlers = False, [handler]
    yield logger, stream
    logger.handlers = []


@pytest.mark.parametrize(
    ("message", "arguments", "said"),
    [
        ("plain 100 %", (), "plain 100 %"),
        ("mail %s", (MAIL,), "mail <EMAIL>"),
        ("%(who)s", ({"who": MAIL},), "<EMAIL>"),
        (f"mail {MAIL} at 5 %%", (), "mail <EMAIL> at 5 %%"),
        (Exception(MAIL), (), "<EMAIL>"),
    ],
)
def test_messages_and_arguments(log, message, arguments, said):
    logger, stream = log

    logger.warning(message, *arguments)

    assert stream.getvalue() == f"WARNING {said}\n"


def test_tracebacks_and_stacks(log):
    logger, stream = log
    try:
        raise ValueError(f"no such user {MAIL}")
    except ValueError:
        logger.exception("failed", stack_info=True)

    assert "ValueError: no such user <EMAIL>" in stream.getvalue() and "Traceback" in stream.getvalue()
    assert MAIL not in stream.getvalue()


def test_two_handlers_see_the_same(log):
    logger, stream = log
    second = io.StringIO()
    logger.addHandler(logging.StreamHandler(second))
    logger.handlers[1].addFilter(RedactFilter())

    logger.error("mail %s", MAIL)

    assert (stream.getvalue(), second.getvalue()) == ("ERROR mail <EMAIL>\n", "mail <EMAIL>\n")
