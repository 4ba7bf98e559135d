from ipaddress import ip_address

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotation.schema import Document
from annotation.surrogate import left_as_they_were, surrogate_document, surrogate_value
from pii.errors import ConfigError
from pii.labels import Label
from pii.spans import Span

KEY = b"a made-up key of enough bytes"


def shape(value: str) -> list[str]:
    return [
        "u" if c.isupper() else "l" if c.islower() else "d" if c.isdigit() else "a" if c.isalnum() else c for c in value
    ]


@given(st.text(min_size=1, max_size=40), st.sampled_from([label for label in Label if label is not Label.IP_ADDRESS]))
def test_length_and_signs_stay_and_letters_and_digits_change(value: str, label: Label):
    made = surrogate_value(value, label, KEY)
    assert len(made) == len(value)
    assert [a for a, b in zip(value, made, strict=True) if not a.isalnum() and a != b] == []
    assert made == surrogate_value(value, label, KEY)


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("Jane Roe", Label.NAME),
        ("jane.roe@example.com", Label.EMAIL),
        ("@jroe7", Label.USERNAME),
        ("Hunter2!", Label.PASSWORD),
        ("ghp_" + "a1B2" * 9, Label.KEY),
        ("0123456789abcdef0123456789abcdef", Label.KEY),
        ("Łukasz Ńowak", Label.NAME),
        ("Иван Петров", Label.NAME),
        ("山田太郎", Label.NAME),
    ],
)
def test_the_shape_stays_and_the_value_goes(value: str, label: Label):
    made = surrogate_value(value, label, KEY)
    assert made != value
    assert shape(made) == shape(value)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("ghp_" + "a1B2" * 9, "ghp_"),
        ("AKIA" + "A1B2" * 4, "AKIA"),
        ("sk_live_" + "a1B2" * 6, "sk_live_"),
        ("-----BEGIN PRIVATE KEY-----\nMIIa1B2\n-----END PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n"),
    ],
)
def test_what_tells_the_kind_of_a_key_stays(value: str, kept: str):
    made = surrogate_value(value, Label.KEY, KEY)
    assert made.startswith(kept)
    assert made != value


def test_hexadecimal_stays_hexadecimal():
    assert int(surrogate_value("deadbeef" * 4 + "01", Label.KEY, KEY), 16)


@pytest.mark.parametrize(
    "value",
    ["8.8.4.4", "192.168.1.20", "10.0.0.1", "127.0.0.1", "203.0.113.77", "2606:4700::1111", "fe80::1a2b", "fd00:12::9"],
)
def test_an_address_stays_a_valid_one_of_its_kind(value: str):
    made = surrogate_value(value, Label.IP_ADDRESS, KEY)
    assert made != value
    assert len(made) == len(value)
    assert ip_address(made).version == ip_address(value).version
    assert ip_address(made).is_global == ip_address(value).is_global
    assert ip_address(made).is_loopback == ip_address(value).is_loopback


def test_one_value_has_one_surrogate_and_another_key_another():
    first = surrogate_value("jane.roe@example.com", Label.EMAIL, KEY)
    assert first == surrogate_value("jane.roe@example.com", Label.EMAIL, KEY)
    assert first != surrogate_value("jane.roe@example.com", Label.EMAIL, KEY[::-1])


def test_a_short_key_is_refused():
    with pytest.raises(ConfigError, match="16 bytes"):
        surrogate_value("x", Label.KEY, b"short")


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(min_size=1, max_size=80))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    labels = list(Label)
    spans = [Span(a, b, draw(st.sampled_from(labels))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return Document("d", text, tuple(spans), meta={"repo": "o/r"})


@given(documents())
def test_spans_and_everything_that_is_not_a_value_stay(document: Document):
    values = [document.text[span.start : span.end] for span in document.spans]
    assume(not any(len(value) >= 5 and document.text.count(value) > 1 for value in values))
    made = surrogate_document(document, KEY)
    assert (made.id, made.spans, made.meta) == (document.id, document.spans, document.meta)
    inside = {index for span in document.spans for index in range(span.start, span.end)}
    assert len(made.text) == len(document.text)
    assert all(made.text[i] == document.text[i] for i in range(len(made.text)) if i not in inside)


def test_unlabelled_occurrences_of_a_value_go_too():
    text = "password = hunter2 # hunter2, not hunter22"
    made = surrogate_document(Document("d", text, (Span(11, 18, Label.PASSWORD),)), KEY)
    assert "hunter2 " not in made.text and "hunter2," not in made.text
    assert made.text[21:28] == made.text[11:18]
    assert made.text.endswith("not hunter22")


def test_ignored_stretches_are_replaced_as_well():
    made = surrogate_document(Document("d", "id 1234567890", ignored=(Span(3, 13, Label.KEY, 0.0),)), KEY)
    assert "1234567890" not in made.text


def test_what_was_left_is_counted():
    text = "host ::1 by Jo, and Jo again; key abc123abc123"
    spans = [(5, 8, Label.IP_ADDRESS), (12, 14, Label.NAME), (34, 46, Label.KEY)]
    document = Document("d", text, tuple(Span(*span) for span in spans))
    made = surrogate_document(document, b"a made-up key of enough bytes")
    assert left_as_they_were(document, made) == {"IP_ADDRESS": 1, "NAME": 1}
