import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.near_duplicates import all_pairs, jaccard, likely_pairs, miss_probability, shingles

TEXT = "def connect(host, port):\n    return socket.create_connection((host, port), timeout=30)\n" * 2


def changed(text: str, share: float, seed: int) -> str:
    """The text with a share of its words replaced."""
    rng = random.Random(seed)
    return " ".join(f"w{rng.randrange(10**6)}" if rng.random() < share else word for word in text.split())


def corpus(documents: int, seed: int) -> dict[str, str]:
    """Texts of 40 random words, every third one a lightly changed copy of the one before."""
    rng = random.Random(seed)
    texts: dict[str, str] = {}
    for index in range(documents):
        if index % 3 == 2:
            texts[f"d{index}"] = changed(texts[f"d{index - 1}"], 0.03, index)
        else:
            texts[f"d{index}"] = " ".join(f"w{rng.randrange(5000)}" for _ in range(40))
    return texts


@pytest.mark.parametrize(
    ("a", "b"),
    [("x = 1", "x  =\n1"), ("", ""), (TEXT, TEXT.replace("\n", "\r\n")), ("one two", "one\ttwo")],
    ids=["space", "empty", "line ends", "shorter than a shingle"],
)
def test_white_space_does_not_tell_texts_apart(a: str, b: str):
    assert jaccard(shingles(a), shingles(b)) == 1.0


@pytest.mark.parametrize("b", ["one three", "", TEXT], ids=["other words", "empty", "long"])
def test_short_texts_of_other_words_are_no_duplicates(b: str):
    assert not list(all_pairs({"a": "one two", "b": b}))


def test_a_lone_surrogate_is_no_error():
    assert list(all_pairs({"a": "x \ud800 y", "b": "x \ud800 y"})) == [("a", "b")]


@given(st.integers(0, 1000), st.sampled_from([0.3, 0.5, 0.7, 0.9]))
def test_the_exact_search_finds_what_comparing_all_pairs_finds(seed: int, similarity: float):
    texts = corpus(12, seed)
    sets = {key: shingles(text) for key, text in texts.items()}
    brute = {(a, b) for a in sorted(sets) for b in sorted(sets) if a < b and jaccard(sets[a], sets[b]) >= similarity}
    assert {tuple(sorted(pair)) for pair in all_pairs(texts, similarity)} == brute


def test_the_minhash_search_finds_the_pairs_of_the_exact_one():
    texts = corpus(300, seed=5)
    exact = {tuple(sorted(pair)) for pair in all_pairs(texts)}
    assert len(exact) > 50
    assert {tuple(sorted(pair)) for pair in likely_pairs(texts)} == exact


def test_a_miss_at_the_default_similarity_is_rarer_than_one_in_ten_million():
    assert miss_probability(0.7) < 1e-7
