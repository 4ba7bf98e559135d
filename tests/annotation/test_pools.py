import pytest

from annotation.pools import merge, on_one_text
from annotation.schema import CrowdSpan, Document, Vote
from pii.errors import InputError
from pii.labels import Label
from pii.spans import Span

TEXT = "mail jane@example.com"
EMAIL = Document("d", TEXT, (Span(5, 21, Label.EMAIL, 0.9),), asked=frozenset({"EMAIL"}), meta={"repo": "o/r"})
NAME = Document("d", TEXT, (Span(5, 9, Label.NAME, 0.99),), asked=frozenset({"NAME"}), meta={"pool": "2"})


def test_what_no_pool_asked_for_stays_unknown() -> None:
    assert merge([EMAIL, NAME]).asked == {"EMAIL", "NAME"}


def test_the_label_that_fits_the_whole_stretch_wins_in_any_order() -> None:
    for order in ([EMAIL, NAME], [NAME, EMAIL]):
        merged = merge(order)
        assert merged.spans == EMAIL.spans
        assert merged.meta == {"repo": "o/r", "pool": "2"}


def test_equal_stretches_go_to_the_likelier_label() -> None:
    key = Document("d", TEXT, (Span(5, 21, Label.KEY, 0.95),), asked=frozenset({"KEY"}))
    assert merge([EMAIL, key]).spans == key.spans


def test_touching_spans_both_stay_and_ignored_ones_unite() -> None:
    other = Document("d", TEXT, (Span(0, 5, Label.NAME),), ignored=(Span(0, 2, Label.KEY),))
    merged = merge([EMAIL, other])
    assert merged.spans == (Span(0, 5, Label.NAME), *EMAIL.spans)
    assert merged.ignored == other.ignored


def test_different_texts_do_not_merge() -> None:
    with pytest.raises(InputError, match="different ids or texts"):
        merge([EMAIL, Document("d", "other")])


def test_votes_on_other_newlines_move_to_the_first_text() -> None:
    unix = Vote("d", "a\njane\nb", "w1", (CrowdSpan(2, 6, "NAME"),))
    windows = Vote("d", "a\r\njane\r\nb", "w2", (CrowdSpan(3, 7, "NAME"),), gold=(CrowdSpan(9, 10, "NAME"),))
    first, second = on_one_text([unix, windows])
    assert (first, second.text, second.spans) == (unix, unix.text, unix.spans)
    assert second.gold == (CrowdSpan(7, 8, "NAME"),)
    back = on_one_text([windows, unix])[1]
    assert back.spans == windows.spans
    with pytest.raises(InputError, match="two different texts"):
        on_one_text([unix, Vote("d", "a\njane\nc", "w")])
