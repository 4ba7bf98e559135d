import pytest

from annotation.ballots import Answer, Ballot
from annotation.conflicts import Worst, conflicts
from annotation.schema import ALL_LABELS, Document
from pii.labels import Label
from pii.spans import Span

TEXT = "# 1\nauthor Jane Roe\nmail jane@example.com\n"
NAME, EMAIL = (11, 19, "NAME"), (25, 41, "EMAIL")
Spans = list[tuple[int, int, str]]


def ballot(*answers: Spans, key: str = "d", asked: list[frozenset[str]] | None = None) -> Ballot:
    asked = asked or [ALL_LABELS] * len(answers)
    rows = enumerate(zip(answers, asked, strict=True))
    return Ballot(key, TEXT, tuple(Answer(f"w{i}", tuple(sorted(spans)), labels) for i, (spans, labels) in rows))


@pytest.mark.parametrize(
    ("answers", "regions"),
    [
        ([[NAME], [NAME]], []),
        ([[NAME], []], [(11, 19)]),
        ([[NAME, EMAIL], [NAME]], [(25, 41)]),
        ([[NAME], [(13, 21, "NAME")]], [(11, 21)]),
        ([[NAME], [(11, 19, "USERNAME")]], [(11, 19)]),
        ([[], []], []),
        ([[NAME]], []),
    ],
    ids=["agree", "missed", "one of two", "borders", "label", "nothing", "alone"],
)
def test_regions_are_where_answers_differ(answers: list[Spans], regions: list[tuple[int, int]]):
    found = conflicts([ballot(*answers)])
    assert [(region.start, region.end) for conflict in found for region in conflict.regions] == regions


def test_who_was_not_asked_does_not_differ():
    asked = [frozenset({"NAME"}), frozenset({"NAME", "EMAIL"}), frozenset({"EMAIL"})]
    assert conflicts([ballot([NAME], [NAME, EMAIL], [EMAIL], asked=asked)]) == []


def test_a_region_says_the_line_the_answers_and_the_decision():
    decided = Document("d", TEXT, (Span(11, 19, Label.NAME, 0.8),))
    (conflict,) = conflicts([ballot([NAME], [])], [decided])
    (region,) = conflict.regions
    assert (region.line, region.answers, region.decided, region.posterior) == (2, ((NAME,), ()), (NAME,), 0.8)


def test_the_texts_with_most_differing_spans_come_first():
    found = conflicts([ballot([NAME], [], key="few"), ballot([NAME], [EMAIL], key="many")])
    assert [(conflict.ballot.document_id, conflict.differing) for conflict in found] == [("many", 2.0), ("few", 1.0)]


def test_the_worst_are_kept_and_all_are_counted():
    worst = Worst(limit=2)
    for number in range(500):
        worst.add(ballot([NAME, EMAIL][: 1 + number % 2], [], key=f"d{number:03}"), None)
    worst.add(ballot([NAME], [NAME]), None)
    assert [conflict.ballot.document_id for conflict in worst.all()] == ["d001", "d003"]
    assert (worst.count, worst.labels) == (500, {"NAME": 500, "EMAIL": 250})


def test_labels_are_counted_by_region():
    worst = Worst()
    worst.add(ballot([NAME, EMAIL], [EMAIL]), None)
    worst.add(ballot([NAME], [(11, 19, "USERNAME")]), None)
    assert worst.labels == {"NAME": 2, "USERNAME": 1}
