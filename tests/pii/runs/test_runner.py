import errno
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from io import BufferedReader
from pathlib import Path

import fsspec
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pii.engines.local import LocalEngine
from pii.errors import ConfigError, InputError, OutputError
from pii.redactor import Redactor
from pii.runs.runner import Event, Report, redact_shards
from pii.shards import storage

MAIL = "jane@roe.org"


def corpus(root: Path, shards: int = 3, rows: int = 50) -> Path:
    """Shards of every format."""
    root.mkdir(parents=True, exist_ok=True)
    for shard in range(shards):
        texts = [f"# {shard}.{n} by {MAIL if n % 3 == 0 else 'nobody'}\n" + "pad = 1\n" * 40 for n in range(rows)]
        pq.write_table(pa.table({"content": texts}), root / f"{shard}.parquet", row_group_size=rows // 3)
        lines = "".join(json.dumps({"content": text}) + "\n" for text in texts)
        (root / f"{shard}.jsonl").write_text(lines)
        (root / "src" / str(shard)).mkdir(parents=True, exist_ok=True)
        for number in range(5):
            (root / "src" / str(shard) / f"{number}.py").write_text(texts[number])
    return root


def test_a_second_run_does_nothing(tmp_path, run, output_tree):
    source = corpus(tmp_path / "in")
    first = run(source)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*") if "run" not in path.parts}

    second = run(source)

    assert (first.done_before, second.done_before, second.shards) == (0, 9, 9)
    assert second.counts == first.counts and second.bytes_redacted == 0
    assert times == {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*") if "run" not in p.parts}


def test_new_changed_and_lost_shards_are_redone_and_no_others(tmp_path, run):
    source = corpus(tmp_path / "in")
    run(source)
    (source / "0.jsonl").write_text('{"content":"other"}\n')
    (source / "new.jsonl").write_text('{"content":"new"}\n')
    (source / "src" / "1" / "more.py").write_text("x")
    (tmp_path / "out" / "2.parquet").unlink()
    os.utime(source / "1.jsonl", ns=(1, 1))

    report = run(source)

    assert (report.shards, report.done_before) == (10, 6)
    assert (tmp_path / "out" / "0.jsonl").read_text() == '{"content":"other"}\n'
    assert (tmp_path / "out" / "2.parquet").exists() and (tmp_path / "out" / "src" / "1" / "more.py").exists()


def test_failed_shards_are_tried_again_and_their_quarantine_goes_when_they_succeed(tmp_path, run):
    source = corpus(tmp_path / "in", shards=1)
    whole = (source / "0.parquet").read_bytes()
    (source / "0.parquet").write_bytes(whole[:-9])
    quarantine = tmp_path / "out" / "_pii" / "quarantine" / "0.parquet.quarantine.jsonl"

    first = run(source)
    noted = json.loads(quarantine.read_text())
    (source / "0.parquet").write_bytes(whole)
    second = run(source)

    assert [failure.shard for failure in first.failures] == ["0.parquet"]
    assert noted["row"] is None and "damaged parquet file" in noted["reason"]
    assert second.ok and second.done_before == 2 and not quarantine.exists()


@pytest.mark.parametrize("overwrite", [False, True])
def test_what_can_no_longer_be_redacted_loses_its_old_output(tmp_path, run, overwrite):
    source = corpus(tmp_path / "in", shards=2)
    run(source)
    spans = tmp_path / "out" / "_pii" / "spans" / "0.parquet.spans.parquet"
    assert spans.exists()
    (source / "0.parquet").write_bytes(b"damaged")
    (source / "src" / "0" / "3.py").write_bytes(b"no longer text \xff")
    (tmp_path / "out" / "src" / "0" / "of_mine.py").write_text("x")

    report = run(source, overwrite=overwrite)

    assert [failure.shard for failure in report.failures] == ["0.parquet"]
    assert not (tmp_path / "out" / "0.parquet").exists() and not spans.exists()
    left = sorted(path.name for path in (tmp_path / "out" / "src" / "0").iterdir())
    assert left == ["0.py", "1.py", "2.py", "4.py", "of_mine.py"]
    assert (tmp_path / "out" / "1.parquet").exists()


def test_rows_quarantined_by_an_earlier_run_still_make_a_run_fail(tmp_path, run):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("broken\n")

    assert not run(tmp_path / "in").ok
    assert not run(tmp_path / "in").ok


def test_other_settings_are_refused_until_told_to_overwrite(tmp_path, run, rules):
    source = corpus(tmp_path / "in", shards=1)
    run(source)
    masking = Redactor(detectors=["rules"], policy="mask")
    inputs, output = [str(source)], str(tmp_path / "out")

    with pytest.raises(
        OutputError, match=r"other settings \(policy\.actions\.IP_ADDRESS, policy\.default\); .*--overwrite"
    ):
        redact_shards(inputs, output, masking, engine=LocalEngine(1))
    report = redact_shards(inputs, output, masking, engine=LocalEngine(1), overwrite=True)

    assert report.done_before == 0
    assert "*" * len(MAIL) in (tmp_path / "out" / "0.jsonl").read_text()


def test_files_of_others_are_not_overwritten_unless_told(tmp_path, run):
    source = corpus(tmp_path / "in", shards=1)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "0.jsonl").write_text("precious")

    with pytest.raises(OutputError, match=r"0\.jsonl exists"):
        run(source)
    assert (tmp_path / "out" / "0.jsonl").read_text() == "precious"

    assert run(source, overwrite=True).ok


def test_the_output_of_one_run_can_be_the_input_of_another_but_its_records_cannot(tmp_path, run):
    run(corpus(tmp_path / "in", shards=1))

    with pytest.raises(ConfigError, match="kept for sidecars"):
        run(tmp_path / "out", output=tmp_path / "again")
    assert run(tmp_path / "out" / "0.parquet", output=tmp_path / "again").ok


def test_ranks_share_the_shards_and_see_each_others_work(tmp_path, run, output_tree):
    source = corpus(tmp_path / "in")
    whole = tmp_path / "whole"
    run(source, output=whole)

    reports = [run(source, rank=rank, world_size=4) for rank in range(4)]
    again = run(source)

    assert [report.shards for report in reports] == [3, 2, 2, 2]
    assert again.done_before == 9
    assert output_tree(tmp_path / "out") == output_tree(whole)
    with pytest.raises(ConfigError, match="rank 4 of 4"):
        run(source, rank=4, world_size=4)


def test_two_runs_into_one_output_do_not_meet(tmp_path, run):
    source = corpus(tmp_path / "in", shards=1)
    run(source)
    other = sqlite3.connect(tmp_path / "out" / "_pii" / "run" / "ledger.lock", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(OutputError, match="another run is writing"):
        run(source)
    other.close()
    assert run(source).ok


def test_ranks_that_overwrite_leave_each_others_records(tmp_path, run, rules):
    source = corpus(tmp_path / "in")
    run(source)
    masking = Redactor(detectors=["rules"], policy="mask")

    def mask(rank: int, overwrite: bool) -> Report:
        inputs, output = [str(source)], str(tmp_path / "out")
        settings = {"rank": rank, "world_size": 2, "overwrite": overwrite}
        return redact_shards(inputs, output, masking, engine=LocalEngine(1), **settings)

    first, second = mask(0, overwrite=True), mask(1, overwrite=True)
    again = [mask(rank, overwrite=False) for rank in (0, 1)]
    whole = redact_shards([str(source)], str(tmp_path / "out"), masking, engine=LocalEngine(1))

    assert (first.done_before, first.shards, second.done_before, second.shards) == (0, 5, 0, 4)
    assert [(report.done_before, report.bytes_redacted) for report in again] == [(5, 0), (4, 0)]
    assert whole.done_before == 9
    with pytest.raises(OutputError, match="other settings"):
        run(source)


def test_runs_that_deal_out_the_shards_differently_do_not_meet(tmp_path, run):
    source = corpus(tmp_path / "in", shards=1)

    def refused(event: Event) -> None:
        if event.total_bytes:
            for settings in ({}, {"rank": 0, "world_size": 2}):
                with pytest.raises(OutputError, match="is writing to"):
                    run(source, **settings)
            assert run(source, rank=1, world_size=3, overwrite=True).ok

    assert run(source, rank=0, world_size=3, on_event=refused).ok


def test_names_that_are_not_utf8_are_redacted_like_others(tmp_path, run):
    directory = tmp_path / "in" / os.fsdecode(b"d\xff")
    directory.mkdir(parents=True)
    (directory / "a.txt").write_text(MAIL)
    (directory / "b.parquet").write_bytes(b"damaged")

    first, second = run(tmp_path / "in"), run(tmp_path / "in")

    assert (tmp_path / "out" / os.fsdecode(b"d\xff") / "a.txt").read_text() == "<EMAIL>"
    assert [len(report.failures) for report in (first, second)] == [1, 1]
    assert (first.done_before, second.done_before) == (0, 1)


def test_object_stores_are_read_and_written(tmp_path, run, monkeypatch, output_tree):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    source = corpus(tmp_path / "in")
    memory = fsspec.filesystem("memory")
    memory.put(str(source), "/runner-in", recursive=True)
    run(source)

    first = run("memory://runner-in", output="memory://runner-out")
    shutil.rmtree(tmp_path / "cache")  # as on another machine
    second = run("memory://runner-in", output="memory://runner-out")
    memory.get("/runner-out", str(tmp_path / "got"), recursive=True)

    assert first.ok and (second.done_before, second.shards) == (9, 9)
    assert output_tree(tmp_path / "got") == output_tree(tmp_path / "out")


def test_ranks_on_one_machine_share_a_remote_output(tmp_path, run, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    source = corpus(tmp_path / "in")
    inside = []

    def second_rank(event: Event) -> None:
        if event.total_bytes:
            with pytest.raises(OutputError, match="another run is writing to memory://runner-ranks"):
                run(source, output="memory://runner-ranks", rank=0, world_size=2)
            inside.append(run(source, output="memory://runner-ranks", rank=1, world_size=2))

    first = run(source, output="memory://runner-ranks", rank=0, world_size=2, on_event=second_rank)
    whole = run(source, output="memory://runner-ranks")
    redone = run(source, output="memory://runner-ranks", overwrite=True)

    assert (first.shards, inside[0].shards, inside[0].ok) == (5, 4, True)
    assert (whole.done_before, redone.done_before) == (9, 0)
    assert [
        path.rpartition("/")[2] for path in fsspec.filesystem("memory").glob("/runner-ranks/_pii/run/*.sqlite")
    ] == ["ledger.sqlite"]


def test_the_report_is_written_beside_the_ledger(tmp_path, run):
    run(corpus(tmp_path / "in", shards=1))

    report = json.loads((tmp_path / "out" / "_pii" / "run" / "report.json").read_text())

    assert report["counts"]["documents"] == 105 and report["counts"]["spans"] == {"EMAIL": 36} and report["ok"]


def test_no_value_is_in_sidecars_ledger_or_report(tmp_path, run):
    run(corpus(tmp_path / "in"))

    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or b"roe" not in path.read_bytes(), path


def test_no_space_left_stops_the_run_with_one_error_and_the_next_run_goes_on(tmp_path, run, output_tree):
    source = corpus(tmp_path / "in", rows=300)
    whole = tmp_path / "whole"
    run(source, output=whole)
    # The limit on file sizes is met as a full disk is: by a system error in the middle of a file.
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max(path.stat().st_size for path in (whole).glob("*.jsonl"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest - 100, hard))
    try:
        with pytest.raises(OutputError, match=os.strerror(errno.EFBIG)):
            run(source)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not list((tmp_path / "out").glob("*.jsonl"))

    assert run(source).ok
    assert output_tree(tmp_path / "out") == output_tree(whole)


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="mounting needs root")
def test_a_full_disk_is_one_error(tmp_path, run):
    source = corpus(tmp_path / "in", rows=300)
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(OutputError, match=f"{os.strerror(errno.ENOSPC)}|disk is full"):
            run(source, output=disk / "out")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


COMMAND = [sys.executable, "-m", "pii", "redact", "--detectors", "rules"]
# Shards enough that, with one of them done, several are still to do however late a loaded machine lets the test look.
AT_WORK_FOR_A_WHILE = {"shards": 12, "rows": 400}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_is_killed_and_started_again_ends_as_one_that_was_not(tmp_path, run, output_tree, workers):
    source = corpus(tmp_path / "in", **AT_WORK_FOR_A_WHILE)
    whole = tmp_path / "whole"
    run(source, output=whole, batch_bytes=20_000)
    command = [*COMMAND, str(source), "-o", str(tmp_path / "out"), "--workers", str(workers), "--batch-bytes", "20kB"]
    killed_at_work = 0

    for wanted in (0, 1):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        # Killed when so much is done, wherever the rest stands then.
        while process.poll() is None and not _reached(tmp_path / "out", wanted):
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        killed_at_work += process.wait() == -signal.SIGKILL
    last = subprocess.run(command, capture_output=True, text=True, check=False)

    assert killed_at_work == 2
    assert last.returncode == 0, last.stderr
    assert output_tree(tmp_path / "out") == output_tree(whole)
    assert not list((tmp_path / "out" / "_pii" / "run").glob("partial*"))


def _reached(output: Path, wanted: int) -> bool:
    """Whether so many shards are done and the next one is being written."""
    ledger = output / "_pii" / "run" / "ledger.sqlite"
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
            done = connection.execute("SELECT count(*) FROM shards WHERE status = 'done'").fetchone()[0]
    except sqlite3.Error:
        return False
    return done >= wanted and any(path.stat().st_size for path in ledger.parent.glob("partial*/*/*"))


def test_progress_adds_up_to_what_was_stored_and_to_the_text(tmp_path, run):
    source = corpus(tmp_path / "in", shards=2)
    events = []

    report = run(source, on_event=events.append, batch_bytes=5_000)

    assert sum(event.stored_bytes for event in events) == events[0].total_bytes
    assert sum(event.text_bytes for event in events) == report.counts.bytes
    assert sum(event.documents for event in events) == report.counts.documents


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupted_run_ends_at_once_and_says_how_to_go_on(tmp_path, run, workers, number):
    source = corpus(tmp_path / "in", **AT_WORK_FOR_A_WHILE)
    command = [*COMMAND, str(source), "-o", str(tmp_path / "out"), "--workers", str(workers), "--batch-bytes", "10kB"]

    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not _reached(tmp_path / "out", 1):
        time.sleep(0.002)
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(number)
    _, err = process.communicate(timeout=100)

    assert process.returncode == 128 + number, err
    assert not psutil.wait_procs(children, timeout=60)[1]
    assert not list((tmp_path / "out" / "_pii" / "run").glob("partial*/*/*"))
    assert "interrupted" in err and "Traceback" not in err
    assert run(source).ok


def test_what_was_made_of_a_removed_input_goes_and_nothing_else(tmp_path, run):
    source = corpus(tmp_path / "in", shards=2)
    (tmp_path / "one.jsonl").write_text('{"content":"of another input"}\n')
    run(source)
    run(tmp_path / "one.jsonl")
    (source / "0.parquet").unlink()
    (source / "src" / "1" / "3.py").unlink()
    (tmp_path / "one.jsonl").unlink()
    (tmp_path / "out" / "of_mine.txt").write_text("x")

    report = run(source)

    assert report.ok and (report.shards, report.done_before) == (5, 4)
    left = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert not left & {"0.parquet", "_pii/spans/0.parquet.spans.parquet", "src/1/3.py"}
    assert left >= {"1.parquet", "src/1/4.py", "one.jsonl", "of_mine.txt", "_pii/spans/1.parquet.spans.parquet"}


def test_an_error_of_reading_that_passes_is_no_end(tmp_path, run, monkeypatch):
    source = corpus(tmp_path / "in", shards=1)
    broken = str(source / "src" / "0" / "2.py")
    plain = storage.open_input

    def failing(url: str) -> BufferedReader:
        if url == broken:
            raise InputError(f"cannot read {url}: Input/output error") from OSError(errno.EIO, "Input/output error")
        return plain(url)

    monkeypatch.setattr("pii.shards.formats.text.open_input", failing)
    first, second = run(source), run(source)
    monkeypatch.undo()
    third, fourth = run(source), run(source)

    assert [report.ok for report in (first, second, third, fourth)] == [False, False, True, True]
    assert [report.done_before for report in (first, second, third, fourth)] == [0, 2, 2, 3]
    assert (tmp_path / "out" / "src" / "0" / "2.py").exists()
    assert not (tmp_path / "out" / "_pii" / "quarantine").exists() or not list(
        (tmp_path / "out/_pii/quarantine").rglob("*.jsonl")
    )
