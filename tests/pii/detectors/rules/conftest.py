"""`finds`: the table test of a rule. A row is a text in which «…» marks each value that the rule must report.

`finds_together` reads many rows as one text, so that no row may be read in place of the others or keep them from being read.
"""

import re
from collections.abc import Callable, Iterable, Iterator

import pytest

from pii.detectors.rules import RuleDetector
from pii.labels import Label

Finds = Callable[..., None]


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and where the marked values stand in it."""
    places: list[tuple[int, int]] = []
    text = ""
    for part in re.split("([«»])", marked):
        if part == "«":
            places.append((len(text), -1))
        elif part == "»":
            places[-1] = (places[-1][0], len(text))
        else:
            text += part
    return text, places


def embeddings(text: str) -> Iterator[tuple[str, int]]:
    """The text alone and inside larger ones, with the offset of its start there."""
    yield text, 0
    yield f"\n{text}\n", 1
    yield f"é漢\U0001f600\n{text}\r\nx", 4


@pytest.fixture
def finds() -> Finds:
    """Asserts that a rule reports exactly the marked values, alone and among other text, with either engine."""

    def check(rule: str, marked: str, label: Label | None = None) -> None:
        text, places = unmark(marked)
        for whole, shift in embeddings(text):
            by_engine = [RuleDetector([rule], engine=engine).propose([whole])[0] for engine in ("auto", "re")]
            assert by_engine[0] == by_engine[1], "engines differ"
            found = sorted({(span.start - shift, span.end - shift) for span in by_engine[0]})
            assert [text[start:end] for start, end in found] == [text[start:end] for start, end in places]
            assert found == places
            assert all(span.source == f"rules.{rule}" for span in by_engine[0])
            assert label is None or {span.label for span in by_engine[0]} <= {label}

    return check


@pytest.fixture
def finds_together() -> Callable[..., None]:
    """Asserts that a rule reports the marked values, and no others, of rows that stand in one text out of each other's sight."""

    def check(rule: str, rows: Iterable[str], and_more: bool = False) -> None:
        text, expected = "", []
        for row, places in map(unmark, rows):
            expected += [(len(text) + start, len(text) + end) for start, end in places]
            text += row + "\n" * 700
        found = sorted({(span.start, span.end) for span in RuleDetector([rule]).propose([text])[0]})
        if and_more:
            found = [place for place in found if place in expected]
        assert [text[start:end] for start, end in found] == [text[start:end] for start, end in expected]
        assert found == expected

    return check
