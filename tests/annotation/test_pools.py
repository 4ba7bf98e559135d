import pytest

from annotation.ballots import ballots
from annotation.label_schema import load
from annotation.pools import on_one_text
from annotation.schema import CrowdSpan, Vote
from pii.errors import InputError


def test_votes_on_other_newlines_move_to_the_first_text() -> None:
    unix = Vote("d", "a\njane\nb", "w1", (CrowdSpan(2, 6, "NAME"),))
    windows = Vote("d", "a\r\njane\r\nb", "w2", (CrowdSpan(3, 7, "NAME"),), gold=(CrowdSpan(9, 10, "NAME"),))
    first, second = on_one_text([unix, windows])
    assert (first, second.text, second.spans) == (unix, unix.text, unix.spans)
    assert second.gold == (CrowdSpan(7, 8, "NAME"),)
    back = on_one_text([windows, unix])[1]
    assert back.spans == windows.spans
    (ballot,) = ballots([windows, unix], load("bigcode"))  # sorted by worker: the text of w1 counts
    assert ballot.text == unix.text
    assert [answer.stretches for answer in ballot.answers] == [((2, 6, "NAME"),), ((2, 6, "NAME"),)]
    with pytest.raises(InputError, match="two different texts"):
        on_one_text([unix, Vote("d", "a\njane\nc", "w")])
