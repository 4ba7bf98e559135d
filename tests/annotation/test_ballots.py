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
