"""The suite of decoys: many, named, the same every time, each where it says it is."""

from collections import Counter

from benchmarks.hard_negatives import Decoy, documents, left_alone
from pii.labels import Label
from pii.spans import Span


def test_there_are_enough_decoys_of_every_class() -> None:
    _, decoys = documents()
    kinds = Counter(decoy.kind for decoy in decoys)
    assert len(kinds) == 48 and set(kinds.values()) == {50}


def test_decoys_lie_inside_their_documents_and_apart() -> None:
    found, decoys = documents()
    texts = {document.id: document.text for document in found}
    places: dict[str, list[tuple[int, int]]] = {}
    for decoy in decoys:
        value = texts[decoy.document][decoy.start : decoy.end]
        assert value and value == value.strip()
        places.setdefault(decoy.document, []).append((decoy.start, decoy.end))
    for bounds in places.values():
        ordered = sorted(bounds)
        assert all(a[1] <= b[0] for a, b in zip(ordered, ordered[1:], strict=False))


def test_no_class_repeats_a_single_decoy() -> None:
    found, decoys = documents()
    texts = {document.id: document.text for document in found}
    for kind in {decoy.kind for decoy in decoys}:
        values = {texts[decoy.document][decoy.start : decoy.end] for decoy in decoys if decoy.kind == kind}
        assert len(values) >= 2, kind


def test_a_decoy_is_left_alone_when_no_prediction_touches_it() -> None:
    kind, other = "md5", "uuid"
    decoys = [Decoy("a", 10, 20, kind), Decoy("a", 30, 40, kind), Decoy("b", 10, 20, other)]
    predictions = {"a": [Span(19, 21, Label.KEY), Span(40, 45, Label.KEY)]}
    counts = left_alone(decoys, predictions)
    assert (counts[kind], counts[other]) == ((1, 2), (1, 1))
