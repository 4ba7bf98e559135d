from collections import Counter

from annotation.schema import TaskKind
from annotation.simulate import Crowd, simulate

FLAWLESS = Crowd(
    workers=6, miss=(1, 1e9), tempt=(1, 1e9), invent=(1, 1e9), misplace=(1, 1e9), confuse=(1, 1e9), idle=0, hard=0
)


def test_workers_without_errors_mark_the_truth():
    truth, votes = simulate(20, FLAWLESS)
    gold = {document.id: [(span.start, span.end, str(span.label)) for span in document.spans] for document in truth}
    assert all([(span.start, span.end, span.label) for span in vote.spans] == gold[vote.document_id] for vote in votes)


def test_every_text_has_its_votes_and_every_page_one_reward():
    truth, votes = simulate(30, Crowd(workers=12, overlap=4, golden=5))
    main = Counter(vote.document_id for vote in votes if vote.kind is TaskKind.MAIN)
    assert main == {document.id: 4 for document in truth}
    assert len({vote.document_id for vote in votes if vote.kind is TaskKind.GOLDEN}) == 5
    pages = Counter(vote.assignment for vote in votes)
    assert all(vote.assignment_rows == pages[vote.assignment] <= 5 for vote in votes)


def test_the_same_seed_makes_the_same_crowd():
    assert simulate(5, Crowd(workers=5), seed=1) == simulate(5, Crowd(workers=5), seed=1)
    assert simulate(5, Crowd(workers=5), seed=1) != simulate(5, Crowd(workers=5), seed=2)


def test_a_copier_hands_in_the_answer_of_its_model():
    _, votes = simulate(40, Crowd(workers=4, overlap=4, copiers=1))
    answers = {(vote.document_id, vote.worker): vote.spans for vote in votes}
    assert all(answers[key, "w0001"] == answers[key, "w0000"] for key, worker in answers if worker == "w0001")
