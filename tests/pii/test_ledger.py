import sqlite3

import pytest

from pii.errors import OutputError
from pii.ledger import Ledger
from pii.shards.base import Counts, Shard, ShardFormat, SourceFile
from pii.shards.redact import Outcome

SHARD = Shard("a.jsonl", ShardFormat.JSONL, (SourceFile("/in/a.jsonl", "a.jsonl", 10, "1"),))


def test_what_is_noted_is_there_when_opened_again(tmp_path):
    counts = Counts(3, 2, 1, 1, 0, 99, {"KEY": 4})
    with Ledger(tmp_path) as ledger:
        ledger.plan({"policy": "tag"}, [SHARD])
        assert ledger.entries()["a.jsonl"].status == "planned"
        ledger.record(Outcome(SHARD, counts, None, ("digest",), (("a.jsonl", 7),)))

    with Ledger(tmp_path) as ledger:
        entry = ledger.entries()["a.jsonl"]
        assert ledger.config() == {"policy": "tag"}

    assert (entry.status, entry.counts, entry.reason) == ("done", counts, None)
    assert entry.inputs == (("a.jsonl", 10, "1", "digest"),) and entry.outputs == (("a.jsonl", 7),)


def test_a_failure_is_noted_with_its_reason(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.record(Outcome(SHARD, reason="damaged"))

        assert (ledger.entries()["a.jsonl"].status, ledger.entries()["a.jsonl"].reason) == ("failed", "damaged")


def test_only_one_run_at_a_time_has_it(tmp_path):
    with Ledger(tmp_path), pytest.raises(OutputError, match="another run"):
        Ledger(tmp_path)
    Ledger(tmp_path).close()


def test_ranks_have_one_each_and_what_one_did_another_does_not_undo(tmp_path):
    with Ledger(tmp_path, 0, 2) as first, Ledger(tmp_path, 1, 2):
        first.plan({}, [SHARD])
        first.record(Outcome(SHARD))
        with Ledger(tmp_path, 1, 3) as other:
            other.plan({}, [SHARD])
            assert other.entries()["a.jsonl"].status == "done"


def test_clearing_forgets_everything(tmp_path):
    with Ledger(tmp_path, 0, 2) as first:
        first.plan({"a": 1}, [SHARD])
    with Ledger(tmp_path) as ledger:
        ledger.clear()

        assert (ledger.config(), ledger.entries()) == (None, {})


def test_a_file_that_is_no_ledger_is_one_error(tmp_path):
    (tmp_path / "ledger.sqlite").write_bytes(b"not a database, " * 100)

    with pytest.raises(OutputError, match="cannot use the ledger"):
        Ledger(tmp_path)


def test_it_can_be_read_while_a_run_writes(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.plan({}, [SHARD])

        assert sqlite3.connect(ledger.path).execute("SELECT name FROM shards").fetchall() == [("a.jsonl",)]
