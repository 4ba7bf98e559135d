from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.control import names_of
from annotation.leaks import certify
from annotation.schema import Document
from annotation.splits import split
from pii.errors import ConfigError, InputError
from pii.labels import Label
from pii.spans import Span


def document(key: str, text: str, *spans: tuple[str, Label], **meta: str) -> Document:
    found = tuple(sorted(Span(text.index(value), text.index(value) + len(value), label) for value, label in spans))
    return Document(key, text, found, meta=meta)


def words(seed: int, count: int = 30) -> str:
    return " ".join(f"word{seed}x{index}" for index in range(count))


def place_of(splits: dict[str, list[Document]]) -> dict[str, str]:
    return {document.id: name for name, documents in splits.items() for document in documents}


@st.composite
def corpora(draw: st.DrawFn) -> list[Document]:
    """Documents that share repositories, passwords and near-identical texts with one another at random."""
    documents = []
    for index in range(draw(st.integers(1, 25))):
        text = words(draw(st.integers(0, 40))) + f" tail{index}"
        password = f"pass-{draw(st.integers(0, 30))}"
        text = f'{text} login("{password}")'
        repository = draw(st.one_of(st.just(""), st.integers(0, 15).map(lambda number: f"org/repo{number}")))
        documents.append(document(f"d{index}", text, (password, Label.PASSWORD), repository=repository))
    return documents


@given(corpora(), st.integers(0, 3))
def test_every_document_gets_one_split_and_nothing_crosses(documents: list[Document], seed: int):
    splits = split(documents, seed=seed)
    assert sorted(place_of(splits)) == sorted(document.id for document in documents)
    assert certify(splits).clean


@given(corpora(), st.randoms())
def test_the_order_of_the_documents_does_not_matter(documents: list[Document], shuffler):
    shuffled = list(documents)
    shuffler.shuffle(shuffled)
    assert split(shuffled) == split(documents)


def test_documents_tied_by_a_chain_of_different_ties_stay_together():
    key = "k3y-" + "a1b2c3d4" * 3
    documents = [
        document("a", words(1), repository="org/one"),
        document("b", f"{words(2)} {key}", (key, Label.KEY), repository="org/one"),
        document("c", f"{words(3)} {key}", (key, Label.KEY), repository="org/two"),
        document("d", f"{words(4)} end", repository="org/two"),
        document("e", f"{words(4)} END", repository="org/three"),
        *(document(f"other{index}", words(10 + index), repository=f"other/{index}") for index in range(20)),
    ]
    place = place_of(split(documents))
    assert len({place[key] for key in "abcde"}) == 1


def test_a_shared_name_ties_only_where_its_label_is_asked_to():
    documents = [document(f"d{index}", f"{words(index)} Jane Roe", ("Jane Roe", Label.NAME)) for index in range(30)]
    assert len(set(place_of(split(documents)).values())) == 3
    assert len(set(place_of(split(documents, secret_labels={Label.NAME})).values())) == 1


def test_every_label_gets_its_share_of_every_split():
    labels = [Label.NAME] * 150 + [Label.KEY] * 30 + [Label.EMAIL] * 120
    documents = [
        document(f"d{index}", f"{words(index)} value{index}", (f"value{index}", label), repository=f"r{index // 2}")
        for index, label in enumerate(labels)
    ]
    counts = {
        name: Counter(span.label for document in documents for span in document.spans)
        for name, documents in split(documents, shares={"train": 0.8, "test": 0.2}).items()
    }
    assert {label: counts["test"][label] for label in set(labels)} == {Label.NAME: 30, Label.KEY: 6, Label.EMAIL: 24}


def test_control_texts_are_in_no_split():
    documents = [document(f"d{index}", words(index)) for index in range(3)]
    control = names_of("d1", "another text") | names_of("another id", words(2))
    assert list(place_of(split(documents, control=control))) == ["d0"]


def test_another_seed_deals_otherwise():
    documents = [document(f"d{index}", words(index)) for index in range(60)]
    assert split(documents, seed=0) == split(documents, seed=0) != split(documents, seed=1)


@pytest.mark.parametrize("shares", [{}, {"train": 0.0, "test": 1.0}, {"train": -1.0}])
def test_shares_that_are_not_positive_are_refused(shares: dict[str, float]):
    with pytest.raises(ConfigError, match="positive"):
        split([], shares=shares)


def test_an_id_that_occurs_twice_is_refused():
    with pytest.raises(InputError, match="unique"):
        split([document("d", words(1)), document("d", words(2))])
