from datetime import UTC, datetime

from annotation.ballots import IGNORED, ballots
from annotation.label_schema import load
from annotation.schema import CrowdSpan, TaskKind, Vote

SCHEMA = load("bigcode")
TEXT = "author Jane Roe <jane@example.com>"
NAME, EMAIL = CrowdSpan(7, 15, "NAME_LICENSE"), CrowdSpan(17, 33, "EMAIL")


def test_votes_of_several_pools_are_one_ballot_with_what_each_was_asked():
    votes = [
        Vote("d", TEXT, "b", (EMAIL,), asked=frozenset({"EMAIL", "EMAIL_LICENSE"}), guideline="2"),
        Vote("d", TEXT, "a", (NAME,), asked=frozenset({"NAME", "NAME_LICENSE", "AMBIGUOUS"}), guideline="1"),
        Vote("c", TEXT, "a", asked=frozenset({"ID"})),
    ]
    first, second = ballots(votes, SCHEMA)
    assert (first.document_id, second.document_id) == ("c", "d")
    assert first.asked == {IGNORED}
    assert [(answer.worker, answer.asked) for answer in second.answers] == [
        ("a", {"NAME", IGNORED}),
        ("b", {"EMAIL"}),
    ]
    assert second.answers[0].stretches == ((7, 15, "NAME"),)
    assert second.meta == {"guideline": "1, 2"}


def test_a_label_that_was_marked_was_asked():
    (ballot,) = ballots([Vote("d", TEXT, "a", (EMAIL,))], SCHEMA)
    assert ballot.asked == {"EMAIL"}


def test_golden_tasks_bring_their_known_answer_even_an_empty_one():
    votes = [
        Vote("g", TEXT, "a", kind=TaskKind.GOLDEN, gold=(EMAIL,)),
        Vote("h", TEXT, "a", kind=TaskKind.GOLDEN, gold=()),
        Vote("m", TEXT, "a"),
    ]
    assert [(ballot.document_id, ballot.gold) for ballot in ballots(votes, SCHEMA, TaskKind.GOLDEN)] == [
        ("g", ((17, 33, "EMAIL"),)),
        ("h", ()),
    ]


def test_a_later_answer_takes_only_the_labels_it_was_asked_for():
    both, one = frozenset({"NAME", "EMAIL", "AMBIGUOUS"}), frozenset({"EMAIL", "AMBIGUOUS"})
    unsure = CrowdSpan(0, 6, "AMBIGUOUS")
    early = Vote("d", TEXT, "a", (unsure, NAME, EMAIL), both, submitted=datetime(2024, 5, 1, tzinfo=UTC))
    late = Vote("d", TEXT, "a", (), one, submitted=datetime(2024, 5, 2, tzinfo=UTC))
    (ballot,) = ballots([late, early], SCHEMA)
    assert {answer.asked for answer in ballot.answers} == {frozenset({"NAME", IGNORED}), frozenset({"EMAIL", IGNORED})}
    assert sorted(stretch for answer in ballot.answers for stretch in answer.stretches) == [
        (0, 6, IGNORED),
        (7, 15, "NAME"),
    ]
    assert ballot.superseded == 1


def test_without_times_the_last_of_the_file_counts():
    votes = [Vote("d", TEXT, "a", (EMAIL,), frozenset({"EMAIL"}), task=task) for task in ("t2", "t1")]
    (ballot,) = ballots([*votes, Vote("d", TEXT, "a", (), frozenset({"EMAIL"}), task="t0")], SCHEMA)
    assert [answer.stretches for answer in ballot.answers] == [()]
    assert ballot.superseded == 2


def test_workers_who_are_asked_for_different_labels_keep_all_answers():
    votes = [Vote("d", TEXT, "a", (), frozenset({label})) for label in ("NAME", "EMAIL")]
    (ballot,) = ballots(votes, SCHEMA)
    assert (len(ballot.answers), ballot.superseded) == (2, 0)
