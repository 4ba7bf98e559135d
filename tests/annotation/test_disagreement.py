import pytest

from annotation.disagreement import Kind, disagreements, mine, review_task
from annotation.schema import Document
from pii.labels import Label
from pii.redactor import Redactor
from pii.spans import Span

TEXT = "mail jane.roe@roe.org or omar@roe.org, server 8.8.4.4\n"
FIRST, SECOND = Span(5, 21, Label.EMAIL), Span(25, 37, Label.EMAIL)
ADDRESS = Span(46, 53, Label.IP_ADDRESS)


@pytest.mark.parametrize(
    ("labels", "ignored", "asked", "expected"),
    [
        ((FIRST, SECOND, ADDRESS), (), None, []),
        ((FIRST, ADDRESS), (), None, [(Kind.MISSING, 25)]),
        ((FIRST, ADDRESS), (SECOND,), None, []),
        ((FIRST, SECOND), (), {"EMAIL"}, []),
        ((Span(5, 20, Label.EMAIL), SECOND, ADDRESS), (), None, [(Kind.BORDERS, 5)]),
        ((Span(5, 21, Label.USERNAME), SECOND, ADDRESS), (), None, [(Kind.LABEL, 5)]),
        ((FIRST, SECOND, ADDRESS, Span(0, 4, Label.EMAIL)), (), None, [(Kind.UNFOUND, 0)]),
        ((FIRST, SECOND, ADDRESS, Span(0, 4, Label.NAME)), (), None, []),
    ],
    ids=["agree", "missing", "ignored", "not asked", "borders", "label", "unfound", "form does not tell"],
)
def test_kinds_of_disagreement(labels: tuple[Span, ...], ignored: tuple[Span, ...], asked, expected: list[object]):
    coverage = {} if asked is None else {"asked": frozenset(asked)}
    document = Document("d", TEXT, tuple(sorted(labels)), ignored, **coverage)
    found = disagreements(document, [FIRST, SECOND, ADDRESS])
    assert [(item.kind, item.span.start) for item in found] == expected


def test_detectors_queue_what_labels_missed_worst_first():
    documents = [
        Document("whole", TEXT, (FIRST, SECOND, ADDRESS)),
        Document("one", TEXT, (FIRST, ADDRESS)),
        Document("none", TEXT),
    ]
    queue = mine(documents, Redactor(detectors=["rules"]))
    assert [(suspect.document.id, len(suspect.disagreements)) for suspect in queue] == [("none", 3), ("one", 1)]


def test_a_review_task_holds_both_opinions_with_offsets_that_fit():
    (suspect,) = mine([Document("d", TEXT, (FIRST,), meta={"repo": "o/r"})], Redactor(detectors=["rules"]))
    task = review_task(suspect)
    assert (task["data"]["document_id"], task["data"]["repo"]) == ("d", "o/r")
    assert task["data"]["review"] == "missing EMAIL 25-37; missing IP_ADDRESS 46-53"
    assert [prediction["model_version"] for prediction in task["predictions"]] == ["labels", "detectors"]
    for prediction in task["predictions"]:
        for result in prediction["result"]:
            value = result["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    assert [len(prediction["result"]) for prediction in task["predictions"]] == [1, 3]
