import io
import tracemalloc

import pytest

from pii.stream import redact_stream

MAIL = b"jane@roe.org"


def through(rules, data: bytes):
    target = io.BytesIO()
    report = redact_stream(io.BytesIO(data), target, rules)
    return target.getvalue(), report


@pytest.mark.parametrize("data", [b"", b"\n", b"a\r\nb\rc", "caf\u00e9 \u20ac \U0001f600".encode(), b"nul \0 \x7f"])
def test_bytes_without_spans_pass_unchanged(rules, data):
    assert through(rules, data)[0] == data


def test_spans_are_replaced_and_counted(rules):
    result, report = through(rules, b"a " + MAIL + b"\nb " + MAIL + b"\n")

    assert result == b"a <EMAIL>\nb <EMAIL>\n"
    assert report.spans == {"EMAIL": 2}


def test_bytes_that_are_not_utf8_pass_and_are_counted_and_what_is_round_them_is_redacted(rules):
    result, report = through(rules, b"\xff\xfe " + MAIL + b" caf\xe9\n" + "\u20ac".encode()[:2])

    assert result == b"\xff\xfe <EMAIL> caf\xe9\n" + "\u20ac".encode()[:2]
    assert report.invalid_bytes == 5


@pytest.mark.parametrize("line", [b"pad pad pad\n", b"one endless line "])
def test_memory_does_not_grow_with_the_stream(rules, line):
    class Endless(io.RawIOBase):
        left = 36_000_000

        def read(self, count=-1):
            count = min(count, self.left)
            self.left -= count
            return (line * (count // len(line) + 1))[:count]

    class Sink(io.RawIOBase):
        size = 0

        def write(self, data):
            self.size += len(data)
            return len(data)

    sink = Sink()
    tracemalloc.start()
    redact_stream(Endless(), sink, rules)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert sink.size == 36_000_000
    assert peak < 30_000_000
