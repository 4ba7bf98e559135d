import sqlite3
import threading
from collections import Counter
from contextlib import closing

import pytest

from pii.errors import OutputError
from pii.runs.lock import RankLock


def test_one_process_at_a_time_has_a_rank(tmp_path):
    with (
        closing(RankLock(tmp_path, 0, 1, "out")),
        pytest.raises(OutputError, match="another run is writing to out; wait for it"),
    ):
        RankLock(tmp_path, 0, 1, "out")
    RankLock(tmp_path, 0, 1, "out").close()


def test_ranks_of_one_array_go_together_and_other_world_sizes_wait(tmp_path):
    with closing(RankLock(tmp_path, 0, 2, "out")), closing(RankLock(tmp_path, 1, 2, "out")):
        for rank, size in ((0, 1), (2, 3)):
            with pytest.raises(OutputError, match="a run of world size 2 is writing to out"):
                RankLock(tmp_path, rank, size, "out")
    with closing(RankLock(tmp_path, 0, 1, "out")), pytest.raises(OutputError, match="a run of world size 1 is writing"):
        RankLock(tmp_path, 0, 2, "out")


def test_ranks_that_start_together_do_not_take_each_other_for_another_run(tmp_path):
    for rank in range(8):  # what an earlier array has left
        RankLock(tmp_path, rank, 8, "out").close()
    barrier, done, outcomes = threading.Barrier(6), threading.Barrier(6), Counter()

    def start(rank: int) -> None:
        barrier.wait()
        try:
            with closing(RankLock(tmp_path, rank, 6, "out")):
                outcomes["locked"] += 1
                done.wait()
        except OutputError as error:
            outcomes[str(error)] += 1
            done.wait()

    threads = [threading.Thread(target=start, args=(rank,)) for rank in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes == {"locked": 6}


def test_a_lock_that_cannot_be_taken_at_all_is_no_other_run(tmp_path):
    (tmp_path / "ledger.lock").write_bytes(b"not a database, " * 100)
    (tmp_path / "file").touch()

    with pytest.raises(OutputError, match="cannot lock"):
        RankLock(tmp_path, 0, 1, "out")
    with pytest.raises(OutputError, match="cannot write.*file is a file, not a folder"):
        RankLock(tmp_path / "file" / "below", 0, 1, "out")


def test_it_is_the_lock_of_sqlite(tmp_path):
    other = sqlite3.connect(tmp_path / "ledger-1-of-2.lock", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(OutputError, match="another run"):
        RankLock(tmp_path, 1, 2, "out")
