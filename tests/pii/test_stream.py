import io
import os
import subprocess
import sys
import time
import tracemalloc

import pytest

from pii.errors import InputError
from pii.stream import RedactStream, redact_stream

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
    result, report = through(rules, b"\xff\xfa " + MAIL + b" caf\xe9\n" + "\u20ac".encode()[:2])

    assert result == b"\xff\xfa <EMAIL> caf\xe9\n" + "\u20ac".encode()[:2]
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


KEY = (
    "-----BEGIN PRIVATE KEY-----\n"
    + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\n" * 8
    + "-----END PRIVATE KEY-----\n"
)


@pytest.mark.parametrize("hold", [0, 10, 4096])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_text_fed_in_pieces_gives_what_the_whole_gives(rules, hold, size):
    text = "".join(f"line {n} mail jane{n}@roe.org\n" for n in range(30)) + f"pw\n{KEY}no end jane@roe.org"
    stream = RedactStream(rules, hold)

    pieces = [stream.feed(text[at : at + size]) for at in range(0, len(text), size)]

    assert "".join(pieces) + stream.close() == rules.redact(text).text
    assert stream.close() == "" and stream.spans == {"EMAIL": 31, "KEY": 1}


def test_a_line_comes_as_soon_as_enough_follows_it(rules):
    stream = RedactStream(rules, hold=10)

    assert stream.feed("a jane@roe.org\n") == ""
    assert stream.feed("0123456789") == "a <EMAIL>\n"
    assert (stream.flush(), stream.close()) == ("", "0123456789")


def test_a_key_of_many_lines_is_not_let_go_half(rules):
    stream = RedactStream(rules, hold=0)
    lines = KEY.splitlines(keepends=True)

    assert [stream.feed(line) for line in ["before\n", *lines[:-1]]] == ["before\n"] + [""] * (len(lines) - 1)
    assert stream.feed(lines[-1]) == rules.redact(KEY).text


def test_what_is_no_text_cannot_be_fed_nor_anything_after_the_end(rules):
    stream = RedactStream(rules)

    with pytest.raises(TypeError, match="decode it first"):
        stream.feed(b"bytes")
    stream.close()
    with pytest.raises(ValueError, match="closed"):
        stream.feed("more")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-32", "utf-8-sig"])
def test_a_stream_with_a_byte_order_mark_is_redacted_in_its_encoding(rules, codec):
    mark = b"\xfe\xff" if codec == "utf-16-be" else b""
    result, report = through(rules, mark + "caf\u00e9 jane@roe.org\r\n".encode(codec))

    assert result == mark + "caf\u00e9 <EMAIL>\r\n".encode(codec) and report.invalid_bytes == 0


def test_a_wide_stream_without_a_mark_is_refused_until_named(rules):
    data = "mail jane@roe.org\n".encode("utf-16-le")

    with pytest.raises(InputError, match="looks like utf-16-le.*--encoding utf-16-le"):
        through(rules, data)
    for encoding in ("utf-16-le", "auto"):
        target = io.BytesIO()
        redact_stream(io.BytesIO(data), target, rules, encoding)
        assert target.getvalue().decode("utf-16-le") == "mail <EMAIL>\n"


def test_auto_reads_stray_bytes_as_windows_1252_and_keeps_them(rules):
    target = io.BytesIO()
    report = redact_stream(io.BytesIO("\u20ac ".encode() + b"Jos\xe9 " + MAIL + b" \x81"), target, rules, "auto")

    assert target.getvalue() == "\u20ac ".encode() + b"Jos\xe9 <EMAIL> \x81"
    assert report.invalid_bytes == 0


def test_bytes_that_are_not_of_the_encoding_asked_for_are_an_error(rules):
    with pytest.raises(InputError, match="invalid cp1252 at byte 2"):
        redact_stream(io.BytesIO(b"a \x81"), io.BytesIO(), rules, "cp1252")


@pytest.mark.skipif(os.name != "posix", reason="pipes are watched on POSIX only")
def test_lines_of_a_pipe_are_passed_on_while_it_is_quiet(rules):
    command = [sys.executable, "-m", "pii", "redact", "-", "--detectors", "rules"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdin.write(b"a " + MAIL + b"\nhalf")
        process.stdin.flush()
        assert process.stdout.readline() == b"a <EMAIL>\n"
        process.stdin.write(b" b " + MAIL + b"\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"half b <EMAIL>\n"
        process.stdin.close()
        assert process.stdout.read() == b"" and process.wait() == 0


def test_small_pieces_of_a_long_line_take_no_longer_than_large_ones(rules):
    stream = RedactStream(rules, hold=0)
    start = time.process_time()

    done = "".join(stream.feed("x") for _ in range(300_000)) + stream.feed(" \n")

    assert len(done) == 300_002 and time.process_time() - start < 5
