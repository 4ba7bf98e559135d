import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotation.near_duplicates import components, crossing_pairs, jaccard, shingles

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


def pairs(texts: dict[str, str], similarity: float = 0.7) -> list[tuple[str, str]]:
    """Every text in a part of its own, so that all pairs cross."""
    return list(crossing_pairs(texts, {key: key for key in texts}, similarity))


@pytest.mark.parametrize("b", ["one three", "", TEXT], ids=["other words", "empty", "long"])
def test_short_texts_of_other_words_are_no_duplicates(b: str):
    assert not pairs({"a": "one two", "b": b})


def test_a_lone_surrogate_is_no_error():
    assert pairs({"a": "x \ud800 y", "b": "x \ud800 y"}) == [("a", "b")]


def brute(texts: dict[str, str], similarity: float) -> set[tuple[str, str]]:
    sets = {key: shingles(text) for key, text in texts.items()}
    return {(a, b) for a in sorted(sets) for b in sorted(sets) if a < b and jaccard(sets[a], sets[b]) >= similarity}


@settings(deadline=None)
@given(st.integers(0, 1000), st.sampled_from([0.3, 0.5, 0.7, 0.9, 1.0]), st.integers(2, 14))
def test_the_search_finds_what_comparing_all_pairs_finds(seed: int, similarity: float, documents: int):
    texts = corpus(documents, seed)
    expected = brute(texts, similarity)
    found = pairs(texts, similarity)
    assert set(found) == expected and len(found) == len(expected)
    parts = {key: str(int(key[1:]) % 3) for key in texts}
    across = {pair for pair in expected if parts[pair[0]] != parts[pair[1]]}
    assert set(crossing_pairs(texts, parts, similarity)) == across


@settings(deadline=None)
@given(st.integers(0, 1000), st.sampled_from([0.3, 0.5, 0.7, 0.9, 1.0]), st.integers(2, 14))
def test_components_are_those_of_all_pairs(seed: int, similarity: float, documents: int):
    texts = corpus(documents, seed)
    groups = {key: {key} for key in texts}
    for a, b in brute(texts, similarity):
        merged = groups[a] | groups[b]
        groups |= dict.fromkeys(merged, merged)
    expected = {frozenset(group) for group in groups.values()}
    assert {frozenset(group) for group in components(texts, similarity)} == expected


@pytest.mark.parametrize("unique", [4, 14], ids=["near-duplicates of one another", "just not"])
def test_texts_of_one_template_are_not_all_compared(unique: int, monkeypatch: pytest.MonkeyPatch):
    """The work grows with the texts, not with their pairs."""
    compared = 0

    def counted(a: frozenset[int], b: frozenset[int]) -> float:
        nonlocal compared
        compared += 1
        return jaccard(a, b)

    template = " ".join(f"t{index}" for index in range(60))
    texts = {f"d{n}": f"{template} {' '.join(f'u{n}x{index}' for index in range(unique))}" for n in range(400)}
    monkeypatch.setattr("annotation.near_duplicates.jaccard", counted)
    assert len(components(texts)) == (1 if unique == 4 else 400)
    parts = {key: "train" if int(key[1:]) % 2 and unique != 4 else "test" for key in texts}
    assert not list(crossing_pairs(texts, parts))
    assert compared < 4 * len(texts)
