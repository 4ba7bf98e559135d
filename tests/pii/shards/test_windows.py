import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.redactor import Redactor
from pii.shards.windows import Splicer, cut_windows

MAIL = "jane@roe.org"


def splice(redactor: Redactor, text: str, window: int, context: int) -> tuple[str, list[tuple[int, int, int, int]]]:
    splicer, pieces, places = Splicer(), [], []
    for part in cut_windows(io.StringIO(text, newline="").read, window, context):
        piece, replacements = splicer.add(part, redactor.redact(part.text))
        pieces.append(piece)
        places += [(r.span.start, r.span.end, r.start, r.end) for r in replacements]
    return "".join(pieces), places


@given(st.text(max_size=300), st.integers(1, 50), st.integers(0, 50))
def test_windows_put_together_are_the_text(text, window, context):
    windows = list(cut_windows(io.StringIO(text, newline="").read, window, context))

    assert "".join(w.text[w.start : w.stop] for w in windows) == text
    assert all(text[w.offset : w.offset + len(w.text)] == w.text for w in windows)
    assert [w.last for w in windows] == [False] * (len(windows) - 1) + [True]
    assert all(w.stop - w.start <= window + context for w in windows)


@given(st.integers(1, 7))
def test_cuts_do_not_depend_on_how_the_text_is_delivered(step):
    text = "ab\ncdef\n\nghijklmnopq\n" * 20
    stream = io.StringIO(text)

    trickled = list(cut_windows(lambda count: stream.read(min(count, step)), 30, 10))

    assert trickled == list(cut_windows(io.StringIO(text).read, 30, 10))


@pytest.mark.parametrize("separator", [" ", "\n"])
def test_a_span_is_found_wherever_the_cuts_lie(rules, separator):
    for position in range(0, 120):
        text = "x" * position + separator + MAIL + separator + "y" * (120 - position)

        redacted, places = splice(rules, text, 40, 30)

        assert redacted == text.replace(MAIL, "<EMAIL>")
        assert places == [(position + 1, position + 13, position + 1, position + 8)]


def test_a_span_that_one_window_alone_sees_whole_is_replaced_once(rules):
    text = ("a" * 20 + " " + MAIL + " ") * 30

    for window in range(20, 60):
        redacted, places = splice(rules, text, window, 20)

        assert redacted == text.replace(MAIL, "<EMAIL>")
        assert len(places) == 30
