"""Tokenizers, windows, tags and decoding."""

from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.tokenizer import train_tokenizer
from pii.errors import ModelError
from pii.labels import TAG_IDS, TAGS, Label
from pii.network.encoding import (
    IGNORED_TAG,
    ByteLevelTokenizer,
    Encoding,
    ReferenceTokenizer,
    TokenScores,
    decode,
    load_tokenizer,
    tag_tokens,
    window_bounds,
)
from pii.spans import Span

TEXTS = (
    "# Copyright 2024 Jane Roe <jane@roe.org>\npassword = 'correct horse'\n",
    "def connect(host='192.0.2.7', user=\"jroe\"):\n\treturn f'{host}:{user}'\r\n",
    "// 作者：王小明 и Ольга Смирнова — naïve café 🙂\n",
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    train_tokenizer(TEXTS * 20, 400, target)
    return target


@pytest.fixture(scope="module")
def both(path: Path) -> tuple[ByteLevelTokenizer, ReferenceTokenizer]:
    return ByteLevelTokenizer(path), ReferenceTokenizer(path)


@pytest.mark.parametrize("text", [*TEXTS, "", " ", "\n\n  x", "a" * 300, "12345678", "é", "\ud800x", "\0"])
def test_both_engines_give_the_same_tokens(both: tuple[ByteLevelTokenizer, ReferenceTokenizer], text: str) -> None:
    fast, reference = (tokenizer.encode(text) for tokenizer in both)

    assert fast.ids.tolist() == reference.ids.tolist()
    assert fast.starts.tolist() == reference.starts.tolist()
    assert fast.ends.tolist() == reference.ends.tolist()


@settings(max_examples=60)
@given(text=st.text(max_size=80))
def test_tokens_cover_every_character_in_order(both: tuple[ByteLevelTokenizer, ReferenceTokenizer], text: str) -> None:
    fast, reference = (tokenizer.encode(text) for tokenizer in both)

    assert fast.ids.tolist() == reference.ids.tolist()
    covered = {position for s, e in zip(fast.starts, fast.ends, strict=True) for position in range(s, e)}
    assert covered == set(range(len(text)))
    assert (np.diff(fast.starts) >= 0).all()


@settings(max_examples=60)
@given(texts=st.lists(st.one_of(st.text(max_size=30), st.sampled_from([*TEXTS, " " * 5000 + "x"])), max_size=4))
def test_parts_are_encoded_as_if_each_stood_alone(
    both: tuple[ByteLevelTokenizer, ReferenceTokenizer], texts: list[str]
) -> None:
    places: list[tuple[int, int]] = []
    whole = "é"
    for text in texts:
        places.append((len(whole), len(whole) + len(text)))
        whole += text + "-"
    for tokenizer in both:
        encoding, ends = tokenizer.encode_parts(whole, places)
        alone = [tokenizer.encode(text) for text in texts]

        assert ends == list(accumulate(map(len, alone)))
        assert encoding.ids.tolist() == [number for one in alone for number in one.ids.tolist()]
        for (start, _), one, last in zip(places, alone, ends, strict=True):
            part = encoding[last - len(one) : last]
            assert (part.starts - start).tolist() == one.starts.tolist()
            assert (part.ends - start).tolist() == one.ends.tolist()


def test_our_tokenizers_run_in_tiktoken(path: Path) -> None:
    assert isinstance(load_tokenizer(path), ByteLevelTokenizer)


def test_a_tokenizer_of_another_form_is_refused_by_tiktoken(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "tokenizer.json"
    other.write_text(
        path.read_text()
        .replace('"use_regex":false', '"use_regex":true')
        .replace('"use_regex": false', '"use_regex": true')
    )

    assert isinstance(load_tokenizer(other), ReferenceTokenizer)
    with pytest.raises(ModelError, match="no byte-level BPE"):
        ByteLevelTokenizer(other)


@given(length=st.integers(0, 2000), size=st.integers(2, 300), share=st.floats(0, 0.9))
def test_windows_cover_all_tokens(length: int, size: int, share: float) -> None:
    overlap = int(size * share)
    bounds = window_bounds(length, size, overlap)

    assert all(end - start <= size for start, end in bounds)
    assert all(right[0] <= left[1] - min(overlap, size - 1) for left, right in zip(bounds, bounds[1:], strict=False))
    assert {token for start, end in bounds for token in range(start, end)} == set(range(length))


def words(text: str) -> Encoding:
    """One token per word, with the space before it."""
    pieces: list[tuple[int, int]] = []
    start = 0
    for position, character in enumerate(text + " "):
        if character == " " and position > start:
            pieces.append((start, position))
            start = position
    spans = np.array(pieces, dtype=np.int32).reshape(-1, 2)
    return Encoding(np.zeros(len(pieces), dtype=np.int32), spans[:, 0].copy(), spans[:, 1].copy())


def test_tags_start_each_span_with_b_and_ignore_what_is_ignored() -> None:
    text = "by Jane Roe and Ann for Bob"
    tags = tag_tokens(
        text,
        words(text),
        [Span(3, 11, Label.NAME), Span(16, 19, Label.NAME)],
        [Span(24, 27, Label.NAME)],
    )

    names = [TAGS[tag] if tag >= 0 else "ignored" for tag in tags]
    assert names == ["O", "B-NAME", "I-NAME", "O", "B-NAME", "O", "ignored"]


def test_a_token_belongs_to_the_span_that_covers_half_of_it() -> None:
    text = "xxab yy"
    tags = [tag_tokens(text, words(text), [Span(start, 4, Label.KEY)])[0] for start in (1, 2, 3)]

    assert [TAGS[tag] for tag in tags] == ["B-KEY", "B-KEY", "O"]


def test_outside_is_unknown_when_not_every_label_was_looked_for() -> None:
    text = "a b c"
    tags = tag_tokens(text, words(text), [Span(2, 3, Label.KEY)], complete=False)

    assert tags.tolist() == [IGNORED_TAG, TAG_IDS["B-KEY"], IGNORED_TAG]


def scores(*rows: tuple[Label, float, bool]) -> TokenScores:
    labels = list(Label)
    return TokenScores(
        np.array([labels.index(label) for label, _, _ in rows], dtype=np.int32),
        np.array([score for _, score, _ in rows], dtype=np.float32),
        np.array([begins for _, _, begins in rows]),
    )


THRESHOLDS = dict.fromkeys(Label, 0.5)


def test_decode_joins_tokens_of_one_label_and_leaves_punctuation_out() -> None:
    text = "by Jane Roe, ok"
    found = decode(
        text,
        words(text),
        scores((Label.NAME, 0.1, False), (Label.NAME, 0.9, True), (Label.NAME, 0.3, False), (Label.NAME, 0.0, False)),
        THRESHOLDS,
    )

    assert [(text[span.start : span.end], span.label) for span in found] == [("Jane Roe", Label.NAME)]
    assert found[0].score == pytest.approx(0.6)


def test_decode_splits_where_a_span_begins() -> None:
    text = "Ann Bob"
    found = decode(text, words(text), scores((Label.NAME, 0.9, True), (Label.NAME, 0.9, True)), THRESHOLDS)

    assert [text[span.start : span.end] for span in found] == ["Ann", "Bob"]


@pytest.mark.parametrize(
    ("text", "label", "found"),
    [
        ("Jane Smith", Label.NAME, True),
        ("Jane Qwrtzel", Label.NAME, True),
        ("Brixo Quelm", Label.NAME, False),
        ("diesen Monat", Label.USERNAME, True),
    ],
)
def test_a_name_of_unknown_words_needs_a_higher_score(text: str, label: Label, found: bool) -> None:
    scored = scores((label, 0.7, True), (label, 0.7, False))

    assert bool(decode(text, words(text), scored, THRESHOLDS, unfamiliar=0.8)) is found
    assert decode(text, words(text), scored, THRESHOLDS, unfamiliar=0.6)


def test_decode_grows_a_value_to_whole_words() -> None:
    text = "key=abc123def"
    encoding = Encoding(
        np.zeros(3, dtype=np.int32), np.array([0, 4, 7], dtype=np.int32), np.array([4, 7, 13], dtype=np.int32)
    )
    found = decode(
        text, encoding, scores((Label.KEY, 0.0, False), (Label.KEY, 0.9, True), (Label.KEY, 0.1, False)), THRESHOLDS
    )

    assert [text[span.start : span.end] for span in found] == ["abc123def"]


@settings(max_examples=80)
@given(data=st.data(), text=st.text(alphabet='ab ."@\n', min_size=1, max_size=40))
def test_decoded_spans_are_disjoint_sorted_and_inside_the_text(data: st.DataObject, text: str) -> None:
    encoding = Encoding(
        np.zeros(len(text), dtype=np.int32),
        np.arange(len(text), dtype=np.int32),
        np.arange(1, len(text) + 1, dtype=np.int32),
    )
    row = st.tuples(st.sampled_from(list(Label)), st.floats(0, 1), st.booleans())
    drawn = data.draw(st.lists(row, min_size=len(text), max_size=len(text)))
    found = decode(text, encoding, scores(*drawn), THRESHOLDS)

    assert all(left.end <= right.start for left, right in zip(found, found[1:], strict=False))
    assert all(0 <= span.start < span.end <= len(text) for span in found)


@pytest.mark.parametrize(
    ("text", "limit", "found"),
    [("周晓峰", 0.5, True), ("周晓峰", 0.7, False), ("철수김", 0.5, False), ("Joe", 0.5, False)],
)
def test_chinese_and_japanese_have_a_limit_of_their_own(text: str, limit: float, found: bool) -> None:
    places = np.arange(4, dtype=np.int32)
    encoding = Encoding(np.zeros(3, dtype=np.int32), places[:-1], places[1:])
    scored = scores(*[(Label.NAME, 0.6, number == 0) for number in range(3)])

    spans = decode(text, encoding, scored, {**THRESHOLDS, Label.NAME: 0.9}, unfamiliar=0.95, east_asian=limit)

    assert [(span.start, span.end) for span in spans] == [(0, 3)] * found
