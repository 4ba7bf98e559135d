import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from pii.errors import OutputError
from pii.runs.ledger import Ledger
from pii.shards.base import Counts, Shard, SourceFile
from pii.shards.redact import Outcome

SHARD = Shard("a.jsonl", "jsonl", (SourceFile("/in/a.jsonl", "a.jsonl", 10, "1"),))


def test_what_is_noted_is_there_when_opened_again(tmp_path):
    counts = Counts(3, 2, 1, 1, 0, 99, {"KEY": 4})
    with closing(Ledger(tmp_path)) as ledger:
        ledger.plan({"policy": "tag"}, [SHARD])
        assert ledger.entries({"policy": "tag"})["a.jsonl"].status == "planned"
        ledger.record(Outcome(SHARD, counts, None, ("digest",), (("a.jsonl", 7, "d", "2"),)))

    with closing(Ledger(tmp_path)) as ledger:
        entry = ledger.entries({"policy": "tag"})["a.jsonl"]
        assert ledger.configs() == [{"policy": "tag"}]

    assert (entry.status, entry.counts, entry.reason) == ("done", counts, None)
    assert entry.inputs == (("a.jsonl", 10, "1", "digest", "/in/a.jsonl"),) and entry.outputs == (
        ("a.jsonl", 7, "d", "2"),
    )


def test_a_failure_is_noted_with_its_reason(tmp_path):
    with closing(Ledger(tmp_path)) as ledger:
        ledger.plan({}, [SHARD])
        ledger.record(Outcome(SHARD, reason="damaged"))

        entry = ledger.entries({})["a.jsonl"]

    assert (entry.status, entry.reason) == ("failed", "damaged")


def test_ranks_have_one_each_and_what_one_did_another_does_not_undo(tmp_path):
    with closing(Ledger(tmp_path, 0, 2)) as first, closing(Ledger(tmp_path, 1, 2)):
        first.plan({}, [SHARD])
        first.record(Outcome(SHARD))
    with closing(Ledger(tmp_path, 1, 3)) as other:
        other.plan({}, [SHARD])
        assert other.entries({})["a.jsonl"].status == "done"


def test_what_was_made_with_other_settings_is_not_known(tmp_path):
    with closing(Ledger(tmp_path, 0, 2)) as first, closing(Ledger(tmp_path, 1, 2)) as second:
        first.plan({"policy": "tag"}, [SHARD])

        assert (second.configs(), list(second.entries({"policy": "tag"}))) == ([{"policy": "tag"}], ["a.jsonl"])
        second.plan({"policy": "mask"}, [])
        assert (second.configs(), second.entries({"policy": "mask"})) == ([{"policy": "mask"}], {})


def test_clearing_forgets_what_this_rank_and_other_world_sizes_did_but_not_the_ranks_beside_it(tmp_path):
    for rank, size in ((0, 2), (1, 2), (0, 1), (4, 5)):
        with closing(Ledger(tmp_path, rank, size)) as ledger:
            ledger.plan({"rank": rank}, [SHARD])

    with closing(Ledger(tmp_path, 1, 2)) as ledger:
        removed = ledger.clear()

        assert removed == ["ledger-4-of-5.sqlite", "ledger.sqlite"]
        assert sorted(path.name for path in tmp_path.glob("*.sqlite")) == [
            "ledger-0-of-2.sqlite",
            "ledger-1-of-2.sqlite",
        ]
        assert (ledger.configs(), ledger.entries({"rank": 1})) == ([{"rank": 0}], {})


def test_a_rank_that_has_only_just_begun_knows_nothing_yet(tmp_path):
    (tmp_path / "ledger-0-of-2.sqlite").touch()

    with closing(Ledger(tmp_path, 1, 2)) as ledger:
        assert (ledger.configs(), ledger.entries({})) == ([], {})


WRITES_AND_DIES = """
import os, signal, sys
from pathlib import Path
from pii.runs.ledger import Ledger

ledger = Ledger(Path(sys.argv[1]), 0, 2)
ledger.plan({"a": 1}, [])
connection = ledger._connection
connection.execute("PRAGMA cache_size = 2")  # so that the file itself is written to before the end of the transaction
connection.execute("BEGIN")
rows = [(f"{number} {'x' * 500}", "done", "[]", "[]", "{}", None) for number in range(2000)]
connection.executemany("INSERT INTO shards VALUES (?, ?, ?, ?, ?, ?)", rows)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_rank_was_writing_is_undone(tmp_path):
    subprocess.run([sys.executable, "-c", WRITES_AND_DIES, str(tmp_path)], check=False)
    assert (tmp_path / "ledger-0-of-2.sqlite-journal").stat().st_size

    with closing(Ledger(tmp_path, 1, 2)) as ledger:
        assert (ledger.configs(), ledger.entries({"a": 1})) == ([{"a": 1}], {})


def test_names_may_be_any_bytes(tmp_path):
    name = os.fsdecode(b"d\xff/")
    shard = Shard(name, "text", (SourceFile(f"/in/{name}a", f"{name}a", 10, "1"),))
    with closing(Ledger(tmp_path)) as ledger:
        ledger.plan({}, [shard])
        ledger.record(Outcome(shard, reason=f"{name} is damaged"))

        entries = ledger.entries({})

    assert [(found, entry.reason) for found, entry in entries.items()] == [(name, f"{name} is damaged")]
    assert entries[name].inputs == ((f"{name}a", 10, "1", "", f"/in/{name}a"),)


def test_a_file_that_is_no_ledger_is_one_error(tmp_path):
    (tmp_path / "ledger.sqlite").write_bytes(b"not a database, " * 100)

    with pytest.raises(OutputError, match="the ledger .* is damaged"):
        Ledger(tmp_path)
    with closing(Ledger(tmp_path, 1, 2)) as other, pytest.raises(OutputError, match="the ledger .* is damaged"):
        other.configs()


def test_a_ledger_of_another_version_is_called_that(tmp_path):
    with closing(Ledger(tmp_path)) as ledger:
        ledger.plan({}, [SHARD])
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 1")

    with closing(Ledger(tmp_path)) as ledger, pytest.raises(OutputError, match="by another version .* --overwrite"):
        ledger.entries({})


def test_it_can_be_read_while_a_run_writes(tmp_path):
    with closing(Ledger(tmp_path)) as ledger:
        ledger.plan({}, [SHARD])

        assert sqlite3.connect(ledger.path).execute("SELECT name FROM shards").fetchall() == [("a.jsonl",)]
