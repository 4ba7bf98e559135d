import errno
import os
import re
import resource

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pii.errors import OutputError
from pii.shards.storage import Destination, writing


def test_a_file_appears_when_it_is_committed(tmp_path):
    partial = Destination(str(tmp_path / "out"), tmp_path / "scratch").partial("a/b.txt")
    partial.write(b"text")
    assert not (tmp_path / "out").exists()

    partial.commit()

    assert (tmp_path / "out" / "a" / "b.txt").read_bytes() == b"text"


def test_runs_never_share_an_unfinished_file(tmp_path):
    runs = [Destination(str(tmp_path / "out"), tmp_path / "scratch") for _ in range(2)]
    first, second = (run.partial("a.txt") for run in runs)
    first.write(b"first")
    second.write(b"second")

    first.abort()
    second.commit()

    assert (tmp_path / "out" / "a.txt").read_bytes() == b"second"


def test_unfinished_files_of_a_killed_run_are_cleared_away(tmp_path):
    Destination(str(tmp_path / "out"), tmp_path / "scratch").partial("a.txt")

    Destination(str(tmp_path / "out"), tmp_path / "scratch").clear_scratch()

    assert not (tmp_path / "scratch").exists()


def test_a_process_that_must_end_changes_nothing(tmp_path):
    destination = Destination(str(tmp_path), tmp_path / "scratch")
    (tmp_path / "old.txt").write_bytes(b"old")

    def end() -> None:
        raise SystemExit

    destination.before_change = end
    partial = destination.partial("new.txt")

    with pytest.raises(SystemExit):
        partial.commit()
    with pytest.raises(SystemExit):
        destination.remove("old.txt")
    assert not (tmp_path / "new.txt").exists() and (tmp_path / "old.txt").exists()


@pytest.mark.parametrize("library", ["Python", "Arrow"])
def test_a_system_error_is_said_in_the_systems_words_whoever_writes(tmp_path, library):
    target = tmp_path / "file"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))  # met as a full disk is
    words = re.escape(f"cannot write {target}: {os.strerror(errno.EFBIG)}")
    try:
        with pytest.raises(OutputError, match=f"^{words}$"), writing(str(target)):
            if library == "Arrow":
                pq.write_table(pa.table({"a": [os.urandom(1000) for _ in range(100)]}), target)
            else:
                target.write_bytes(b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_outputs_are_read_by_no_more_people_than_inputs(tmp_path, run):
    before = os.umask(0o022)
    try:
        for name, mode in (("private", 0o600), ("public", 0o644), ("sealed", 0o400)):
            (tmp_path / "in" / name).mkdir(parents=True)
            for file in ("a.txt", "b.jsonl"):
                (tmp_path / "in" / name / file).write_text('{"content": "jane@roe.org", "id": "x"}\n{')
                (tmp_path / "in" / name / file).chmod(mode)
        run(tmp_path / "in")
    finally:
        os.umask(before)

    modes = {str(path.relative_to(tmp_path / "out")): path.stat().st_mode & 0o777 for path in files(tmp_path / "out")}
    assert {modes[f"private/{file}"] for file in ("a.txt", "b.jsonl")} == {0o600}
    assert {modes[f"public/{file}"] for file in ("a.txt", "b.jsonl")} == {0o644}
    assert {modes[f"sealed/{file}"] for file in ("a.txt", "b.jsonl")} == {0o600}
    beside = {name: mode for name, mode in modes.items() if "/spans/" in name or "/quarantine/" in name}
    assert set(beside.values()) == {0o600} and any("/quarantine/" in name for name in beside)


def files(folder):
    return (path for path in folder.rglob("*") if path.is_file())
