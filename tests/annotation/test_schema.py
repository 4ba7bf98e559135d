from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.schema import (
    BATCH_ROWS,
    CrowdSpan,
    Document,
    TaskKind,
    Vote,
    is_storable,
    read_documents,
    read_votes,
    write_documents,
    write_votes,
)
from pii.errors import InputError
from pii.labels import Label
from pii.spans import Span

TEXT = "mail jane@example.com or 😀 call"

VOTE = Vote(
    "doc",
    TEXT,
    "worker",
    spans=(CrowdSpan(5, 21, "EMAIL_LICENSE", ("trim",)),),
    asked=frozenset({"EMAIL", "EMAIL_LICENSE"}),
    kind=TaskKind.GOLDEN,
    gold=(CrowdSpan(5, 21, "EMAIL"),),
    pool="42",
    assignment="a",
    task="t",
    status="SUBMITTED",
    started=datetime(2024, 2, 4, 19, 13, 23, 631000, UTC),
    submitted=datetime(2024, 2, 4, 19, 15, tzinfo=UTC),
    reward=0.05,
    assignment_rows=5,
    merged=True,
    country="XX",
    guideline="2023-02",
    meta={"repo": "o/r", "language": "C"},
)


def test_a_vote_survives_parquet_in_every_field(tmp_path: Path) -> None:
    bare = Vote("other", "", "worker")
    assert write_votes([VOTE, bare], tmp_path / "votes.parquet") == 2
    assert list(read_votes(tmp_path / "votes.parquet")) == [VOTE, bare]


def test_an_empty_golden_answer_is_not_a_missing_one(tmp_path: Path) -> None:
    votes = [Vote("a", "x", "w", gold=()), Vote("b", "x", "w", gold=None)]
    write_votes(votes, tmp_path / "votes.parquet")
    assert [vote.gold for vote in read_votes(tmp_path / "votes.parquet")] == [(), None]


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.data())
def test_a_document_survives_parquet(tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span(start, end, Label.KEY, 0.25, "crowd.KEY")
    document = Document("d", text, (span,), (span,), frozenset({"KEY"}), {"line": 3})
    path = tmp_path_factory.mktemp("documents") / "documents.parquet"
    write_documents([document], path)
    assert list(read_documents(path)) == [document]


def test_more_than_a_batch_keeps_its_order(tmp_path: Path) -> None:
    votes = (Vote(str(number), "text", "w") for number in range(BATCH_ROWS + 3))
    assert write_votes(votes, tmp_path / "votes.parquet") == BATCH_ROWS + 3
    assert [vote.document_id for vote in read_votes(tmp_path / "votes.parquet")] == [
        str(number) for number in range(BATCH_ROWS + 3)
    ]


def test_a_write_that_fails_leaves_no_file(tmp_path: Path) -> None:
    def votes():
        yield VOTE
        raise RuntimeError("broken input")

    with pytest.raises(RuntimeError):
        write_votes(votes(), tmp_path / "votes.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_record_is_refused_by_name(tmp_path: Path) -> None:
    write_documents([], tmp_path / "documents.parquet")
    with pytest.raises(InputError, match="expected a parquet file of votes, found one of documents"):
        list(read_votes(tmp_path / "documents.parquet"))
    pq.write_table(pa.table({"x": [1]}), tmp_path / "x.parquet")
    with pytest.raises(InputError, match="unknown record"):
        list(read_votes(tmp_path / "x.parquet"))
    with pytest.raises(InputError, match=r"missing\.parquet"):
        list(read_votes(tmp_path / "missing.parquet"))


def test_no_repr_shows_the_text() -> None:
    assert "jane" not in repr(VOTE)
    assert "jane" not in repr(Document("d", TEXT, (Span(5, 21, Label.EMAIL),)))


@pytest.mark.parametrize("field", ["spans", "gold"])
def test_a_vote_beyond_its_text_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match="ends beyond its text of 2 characters"):
        Vote("d", "ab", "w", **{field: (CrowdSpan(0, 3, "NAME"),)})


@pytest.mark.parametrize(("value", "storable"), [({"a": ["é😀"]}, True), ({"a": ["\ud80a"]}, False), ("\udcff", False)])
def test_half_of_a_surrogate_pair_is_no_text(value: object, storable: bool) -> None:
    assert is_storable(value) is storable
