from collections.abc import Iterator

from pii.detectors.rules.base import read_once
from pii.detectors.scan import Hit


def word(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    yield hit.start, text.index(" ", hit.start)


def rest(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    yield hit.start, len(text)


def test_a_hit_inside_what_was_read_is_left_out_and_one_at_its_end_is_not() -> None:
    text = "abcd efgh ijkl "
    hits = [Hit("word", 0, 1), Hit("word", 2, 3), Hit("word", 4, 5), Hit("rest", 5, 6), Hit("word", 10, 11)]

    assert list(read_once(text, hits, {"word": word, "rest": rest})) == [(0, 4), (4, 4), (5, 15)]
