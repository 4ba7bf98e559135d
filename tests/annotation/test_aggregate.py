from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotation.aggregate import Aggregation, Method, OperatingPoint, aggregate
from annotation.grouping import grouped, grouped_file
from annotation.label_schema import load
from annotation.leaks import certify
from annotation.schema import ALL_LABELS, CrowdSpan, Document, TaskKind, Vote, write_votes
from annotation.simulate import Crowd, simulate
from pii.labels import Label
from pii.spans import disjoint

SCHEMA = load("bigcode")
TEXT = 'author = "Jane Roe"  # mail jane@example.com, user jroe7\n'
NAME, EMAIL, USERNAME = (TEXT.index(value) for value in ("Jane Roe", "jane@", "jroe7"))
NAME_SPAN = (NAME, NAME + 8, "NAME")
EMAIL_SPAN = (EMAIL, EMAIL + 16, "EMAIL")
OTHER = f"{TEXT}# once more"
every_method = pytest.mark.parametrize("method", list(Method))


def vote(worker: str, *spans: tuple[int, int, str], asked: frozenset[str] = ALL_LABELS, **changes: object) -> Vote:
    plain = Vote("d", TEXT, worker, tuple(CrowdSpan(*span) for span in spans), asked=asked, task=f"t-{sorted(asked)}")
    return replace(plain, **changes)


def only(votes: list[Vote], method: Method, point: OperatingPoint = OperatingPoint.BALANCED) -> Document:
    (document,) = aggregate(votes, SCHEMA, method, point)
    return document


def found(document: Document) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, str(span.label)) for span in document.spans]


def span_f1(truth: list[Document], documents: list[Document]) -> float:
    answers = {document.id: set(found(document)) for document in documents}
    gold = {document.id: set(found(document)) for document in truth}
    right = sum(len(gold[key] & answers[key]) for key in gold)
    return 2 * right / (sum(map(len, gold.values())) + sum(map(len, answers.values())))


@every_method
def test_what_all_agree_upon_is_the_answer(method: Method):
    votes = [vote(worker, NAME_SPAN, EMAIL_SPAN) for worker in "abc"]
    document = only(votes, method)
    assert found(document) == [NAME_SPAN, EMAIL_SPAN]
    assert all(span.score > 0.95 for span in document.spans)
    assert document.asked == ALL_LABELS


@every_method
def test_no_spans_at_all_is_an_answer_too(method: Method):
    assert found(only([vote(worker) for worker in "abc"], method)) == []


@every_method
def test_a_label_that_was_not_asked_is_missing_and_not_denied(method: Method):
    votes = [vote(worker, NAME_SPAN, asked=frozenset({"NAME"})) for worker in "ab"]
    votes += [vote(worker, EMAIL_SPAN, asked=frozenset({"EMAIL"})) for worker in "cdefg"]
    document = only(votes, method)
    assert found(document) == [NAME_SPAN, EMAIL_SPAN]
    assert document.asked == {"NAME", "EMAIL"}


@every_method
def test_variants_of_a_label_agree_once_collapsed(method: Method):
    variants = ["EMAIL", "EMAIL_LICENSE", "EMAIL_EXAMPLE"]
    votes = [
        vote(worker, (*EMAIL_SPAN[:2], label), asked=SCHEMA.labels)
        for worker, label in zip("abc", variants, strict=True)
    ]
    assert found(only(votes, method)) == [EMAIL_SPAN]


@every_method
def test_an_agreed_stretch_of_an_ignored_label_is_ignored(method: Method):
    votes = [vote(worker, (*NAME_SPAN[:2], "AMBIGUOUS"), asked=SCHEMA.labels) for worker in "abc"]
    document = only(votes, method)
    assert found(document) == []
    assert [(span.start, span.end) for span in document.ignored] == [NAME_SPAN[:2]]


@every_method
def test_rejected_expired_golden_and_training_answers_do_not_vote(method: Method):
    statuses = ["REJECTED", "EXPIRED", "SKIPPED", "ACTIVE"]
    votes = [vote(worker, NAME_SPAN) for worker in "abc"]
    votes += [vote(worker, status=status) for worker, status in zip("defg", statuses, strict=True)]
    votes += [vote(worker, text=OTHER, document_id="t", kind=TaskKind.TRAINING, gold=()) for worker in "hijk"]
    document = only(votes, method)
    assert found(document) == [NAME_SPAN]
    assert document.meta["votes"] == 3


@every_method
@pytest.mark.parametrize("kind", [TaskKind.GOLDEN, TaskKind.TRAINING])
def test_a_text_that_was_a_control_task_in_any_pool_is_no_document(method: Method, kind: TaskKind):
    """One pool knows the answer; in another the same text came with an empty one, or under another id, as if in earnest."""
    votes = [vote("a", kind=kind, gold=()), vote("b"), vote("c", document_id="e", text=TEXT.replace("\n", "\r\n"))]
    votes += [vote("d", document_id="f", text="another one altogether")]
    assert [document.id for document in aggregate(votes, SCHEMA, method)] == ["f"]
    run = Aggregation(grouped(votes), SCHEMA, method)
    splits = {"train": list(run.documents()), "test": [Document("x", TEXT)]}
    (crossing,) = [check for check in certify(splits, control=run.control).checks if check.crossing]
    assert (crossing.what, crossing.examples) == ("control texts", (("x",),))


@every_method
def test_one_worker_has_one_vote_the_last(method: Method):
    early, late = datetime(2024, 5, 1, tzinfo=UTC), datetime(2024, 5, 2, tzinfo=UTC)
    votes = [vote("a", EMAIL_SPAN, submitted=late), vote("a", NAME_SPAN, submitted=early), vote("b"), vote("c")]
    for order in (votes, votes[::-1]):
        run = Aggregation(grouped(order), SCHEMA, method)
        (document,) = run.documents()
        assert (document.meta["votes"], run.superseded) == (3, 1)
        assert found(document) == []
    assert found(only([vote("a", NAME_SPAN, submitted=early), vote("a", EMAIL_SPAN, submitted=late)], method)) == [
        EMAIL_SPAN
    ]


@every_method
def test_a_file_gives_the_same_documents_as_memory_however_it_is_dealt_out(tmp_path: Path, method: Method):
    _, votes = simulate(40, Crowd(workers=8, golden=6), seed=4)
    write_votes(votes, tmp_path / "votes.parquet")
    expected = aggregate(votes, SCHEMA, method)
    for partition_bytes in (1, 20_000, 2**30):
        with grouped_file(tmp_path / "votes.parquet", partition_bytes) as groups:
            assert list(Aggregation(groups, SCHEMA, method).documents()) == expected


@every_method
def test_no_votes_make_no_documents(method: Method):
    assert aggregate([], SCHEMA, method) == []


@pytest.mark.parametrize("method", [Method.SPAN_VOTE, Method.CHARACTER_VOTE, Method.GOLD_WEIGHTED])
@pytest.mark.parametrize(
    ("point", "expected"),
    [
        (OperatingPoint.RECALL, [NAME_SPAN, EMAIL_SPAN, (USERNAME, USERNAME + 5, "USERNAME")]),
        (OperatingPoint.BALANCED, [NAME_SPAN, EMAIL_SPAN]),
        (OperatingPoint.PRECISION, [NAME_SPAN]),
    ],
)
def test_the_operating_point_says_how_many_must_agree(method: Method, point: OperatingPoint, expected: list[object]):
    username = (USERNAME, USERNAME + 5, "USERNAME")
    votes = [vote("a", NAME_SPAN, EMAIL_SPAN, username), vote("b", NAME_SPAN, EMAIL_SPAN), vote("c", NAME_SPAN)]
    assert found(only(votes, method, point)) == expected


@pytest.mark.parametrize("method", [Method.CHARACTER_VOTE, Method.DAWID_SKENE])
def test_borders_are_those_that_most_workers_chose(method: Method):
    votes = [vote("a", NAME_SPAN), vote("b", NAME_SPAN), vote("c", (NAME - 1, NAME + 8, "NAME")), vote("d")]
    assert found(only(votes, method)) == [NAME_SPAN]


@every_method
def test_touching_spans_of_one_label_stay_two(method: Method):
    spans = [(NAME, NAME + 4, "NAME"), (NAME + 4, NAME + 8, "NAME")]
    assert found(only([vote(worker, *spans) for worker in "abc"], method)) == spans


def test_the_worker_who_passed_the_control_tasks_outweighs_one_who_failed_them():
    gold = tuple(CrowdSpan(*span) for span in (NAME_SPAN, EMAIL_SPAN))
    control = {"kind": TaskKind.GOLDEN, "gold": gold, "text": OTHER}
    votes = []
    for index in range(8):
        votes.append(vote("good", NAME_SPAN, EMAIL_SPAN, document_id=f"g{index}", **control))
        votes.append(vote("poor", document_id=f"g{index}", **control))
    votes += [vote("good", NAME_SPAN), vote("poor", EMAIL_SPAN)]
    assert found(only(votes, Method.GOLD_WEIGHTED)) == [NAME_SPAN]
    assert found(only(votes, Method.CHARACTER_VOTE)) == []


def test_dawid_skene_beats_the_span_vote_with_three_votes_per_text():
    truth, votes = simulate(400, Crowd(workers=40), seed=11)
    dawid_skene, span_vote = (
        span_f1(truth, aggregate(votes, SCHEMA, method)) for method in (Method.DAWID_SKENE, Method.SPAN_VOTE)
    )
    assert dawid_skene > span_vote + 0.02


@st.composite
def ballots_of_one_text(draw: st.DrawFn) -> list[Vote]:
    span = st.tuples(st.integers(0, 50), st.integers(1, 7), st.sampled_from(sorted(SCHEMA.labels)))
    answers = draw(st.lists(st.lists(span, max_size=4), min_size=1, max_size=5))
    return [
        vote(f"w{index}", *((start, start + length, label) for start, length, label in spans), asked=SCHEMA.labels)
        for index, spans in enumerate(answers)
    ]


@every_method
@settings(max_examples=40)
@given(votes=ballots_of_one_text(), shuffler=st.randoms())
def test_spans_are_disjoint_probable_and_independent_of_the_order_of_votes(method: Method, votes: list[Vote], shuffler):
    document = only(votes, method, OperatingPoint.RECALL)
    assert disjoint([*document.spans, *document.ignored])
    assert all(0 < span.score <= 1 for span in document.spans)
    shuffled = list(votes)
    shuffler.shuffle(shuffled)
    assert only(shuffled, method, OperatingPoint.RECALL) == document


def test_labels_are_the_detectors_own():
    truth, votes = simulate(5, Crowd(workers=5))
    assert {span.label for document in aggregate(votes, SCHEMA) for span in document.spans} <= set(Label)
