import json
import os
import signal
import threading
import time
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pii.engines.local import LocalEngine, available_cores, visible_gpus
from pii.errors import ConfigError, DeviceError
from pii.labels import Label
from pii.redactor import Redactor
from pii.runs.runner import redact_shards
from pii.shards.base import ShardOptions
from pii.spans import Span

MAIL = "jane@roe.org"


class KillsItsProcess:
    """A detector that takes its process down at a text that says so, as a crash in native code does."""

    name = "killer"

    def __init__(self, times: Path, limit: int) -> None:
        self.times, self.limit = times, limit

    def detect(self, texts):
        for text in texts:
            if "poison" in text and len(list(self.times.iterdir())) < self.limit:
                (self.times / str(time.time_ns())).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return [[Span(0, 1, Label.NAME)] if text else [] for text in texts]

    def describe(self):
        return {}


class Fails:
    """A detector that fails on one text."""

    name = "fails"

    def detect(self, texts):
        if any("bad" in text for text in texts):
            raise ValueError("a message that repeats the text: bad")
        return [[] for _ in texts]

    def describe(self):
        return {}


class Breaks:
    """A detector whose device breaks at a text that says so: from then on it fails, in its process or everywhere."""

    name = "breaks"

    def __init__(self, notes: Path, everywhere: bool) -> None:
        self.notes, self.everywhere = notes, everywhere
        self.broken = False

    def detect(self, texts):
        if any("breaks it" in text for text in texts) and not list(self.notes.iterdir()):
            (self.notes / "broken").touch()
            self.broken = True
        if self.broken or (self.everywhere and list(self.notes.iterdir())):
            raise RuntimeError("CUDA failure 700: an illegal memory access was encountered")
        return [[] for _ in texts]

    def describe(self):
        return {}


class NotesItsGpu:
    """A detector that notes which GPU its process sees when it is opened there, as an encoder's session does."""

    name = "notes"

    def __init__(self, notes: Path) -> None:
        self.notes = notes
        (notes / f"{os.getpid()}-{os.environ.get('CUDA_VISIBLE_DEVICES')}").touch()

    def __reduce__(self):
        return NotesItsGpu, (self.notes,)

    def detect(self, texts):
        time.sleep(0.05)
        return [[] for _ in texts]

    def describe(self):
        return {}


class CannotBeOpened(Fails):
    """A detector that cannot be opened in a worker: the error that a worker meets, or the signal that ends it."""

    def __init__(self, error: Exception | int) -> None:
        self.error = error

    def __reduce__(self):
        return cannot_open, (self.error,)


def cannot_open(error: Exception | int) -> None:
    if isinstance(error, int):
        os.kill(os.getpid(), error)
    else:
        raise error


def corpus(folder: Path, shards: int, rows: int = 200) -> Path:
    folder.mkdir()
    for shard in range(shards):
        texts = [f"{shard} {n} {MAIL if n % 10 == 0 else ''}" + " pad" * 50 for n in range(rows)]
        pq.write_table(pa.table({"content": texts}), folder / f"{shard}.parquet", row_group_size=90)
    return folder


@pytest.mark.parametrize("shards", [1, 5])
def test_the_number_of_workers_never_changes_a_byte(tmp_path, run, output_tree, shards):
    source = corpus(tmp_path / "in", shards, rows=400)

    for workers in (1, 2):
        report = run(source, output=tmp_path / str(workers), engine=LocalEngine(workers), batch_bytes=20_000)
        assert report.ok and report.counts.documents == 400 * shards
    trees = [output_tree(tmp_path / str(workers)) for workers in (1, 2)]

    assert trees[0] == trees[1]


def test_workers_share_out_the_gpus(tmp_path, monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "3,5")
    notes = tmp_path / "notes"
    notes.mkdir()
    redactor = Redactor(detectors=[NotesItsGpu(notes)])

    assert visible_gpus() == ["3", "5"]
    assert redact_shards([str(corpus(tmp_path / "in", 6))], str(tmp_path / "out"), redactor, engine=LocalEngine(2)).ok
    seen = [note.name.partition("-") for note in notes.iterdir()]
    assert sorted(gpu for process, _, gpu in seen if process != str(os.getpid())) == ["3", "5"]


def test_a_worker_that_dies_is_replaced_and_its_documents_done(tmp_path):
    source = corpus(tmp_path / "in", 2)
    (tmp_path / "in" / "p.jsonl").write_text('{"content":"poison"}\n{"content":"ok"}\n')
    (tmp_path / "times").mkdir()
    redactor = Redactor(detectors=[KillsItsProcess(tmp_path / "times", 2)], decoys=())

    report = redact_shards([str(source)], str(tmp_path / "out"), redactor, engine=LocalEngine(2))

    assert report.ok and len(list((tmp_path / "times").iterdir())) == 2
    assert (tmp_path / "out" / "p.jsonl").read_text() == '{"content":"<NAME>oison"}\n{"content":"<NAME>k"}\n'


@pytest.mark.parametrize("shards", [1, 3], ids=["shared by the workers", "done by one"])
def test_a_document_that_kills_its_worker_is_quarantined_alone(tmp_path, shards):
    source = corpus(tmp_path / "in", shards - 1) if shards > 1 else tmp_path / "in"
    source.mkdir(exist_ok=True)
    rows = ["one", "poison", "two", "poison too", "three"]
    (source / "p.jsonl").write_text("".join(f'{{"content":"{row}"}}\n' for row in rows))
    (tmp_path / "times").mkdir()
    redactor = Redactor(detectors=[KillsItsProcess(tmp_path / "times", 99)], decoys=())

    report = redact_shards([str(source)], str(tmp_path / "out"), redactor, engine=LocalEngine(2))
    again = redact_shards([str(source)], str(tmp_path / "out"), redactor, engine=LocalEngine(2))
    quarantine = (tmp_path / "out" / "_pii" / "quarantine" / "p.jsonl.quarantine.jsonl").read_text().splitlines()

    assert not report.failures and not report.ok and not again.ok
    assert (report.counts.quarantined, report.counts.written) == (2, 3 + 200 * (shards - 1))
    written = (tmp_path / "out" / "p.jsonl").read_text().splitlines()
    assert [line[12:-2] for line in written] == ["<NAME>ne", "<NAME>wo", "<NAME>hree"]
    assert [json.loads(line)["row"] for line in quarantine] == [1, 3]
    assert all("ends the process that reads it (exit code -9)" in line for line in quarantine)


def test_a_shard_whose_reading_kills_every_worker_fails_and_the_others_are_done(tmp_path, monkeypatch):
    source = corpus(tmp_path / "in", 2)
    (tmp_path / "in" / "p.jsonl").write_text('{"content":"poison"}\n' * 21)
    (tmp_path / "times").mkdir()
    redactor = Redactor(detectors=[KillsItsProcess(tmp_path / "times", 99)], decoys=())
    monkeypatch.setattr("pii.engines.base._MOST_DEADLY", 0)  # as where no document is told of before the process ends

    report = redact_shards([str(source)], str(tmp_path / "out"), redactor, engine=LocalEngine(2))

    assert [failure.shard for failure in report.failures] == ["p.jsonl"]
    assert "died" in report.failures[0].reason and "-9" in report.failures[0].reason
    assert report.counts.documents == 400 and not report.ok


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_a_detector_fails_on_is_quarantined_alone(tmp_path, workers):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("".join(f'{{"content":"{text}"}}\n' for text in ("x", "bad", "y")))

    report = redact_shards(
        [str(tmp_path / "in")], str(tmp_path / "out"), Redactor(detectors=[Fails()]), engine=LocalEngine(workers)
    )
    quarantine = (tmp_path / "out" / "_pii" / "quarantine" / "a.jsonl.quarantine.jsonl").read_text()

    assert (report.counts.written, report.counts.quarantined) == (2, 1)
    assert "ValueError at test_local.py" in quarantine and "repeats" not in quarantine


@pytest.mark.parametrize("workers", [1, 2])
def test_a_detector_that_fails_on_any_text_fails_shards_which_the_next_run_does(tmp_path, workers):
    source, notes = corpus(tmp_path / "in", 4), tmp_path / "notes"
    notes.mkdir()
    (source / "0.jsonl").write_text('{"content":"good"}\n{"content":"breaks it"}\n')
    (notes / "broken").touch()
    redactor = Redactor(detectors=["rules", Breaks(notes, everywhere=True)])

    def run():
        return redact_shards([str(source)], str(tmp_path / "out"), redactor, engine=LocalEngine(workers))

    first = run()
    appeared = [path for path in (tmp_path / "out").iterdir() if path.is_file()]
    (notes / "broken").rename(tmp_path / "repaired")
    redactor = Redactor(detectors=["rules", Breaks(tmp_path, everywhere=False)])
    second = run()

    assert len(first.failures) == 5 and not appeared and first.counts.quarantined == 0
    assert "a detector fails on any text" in first.failures[0].reason
    assert "RuntimeError at test_local.py" in first.failures[0].reason and "700" not in first.failures[0].reason
    assert second.ok and second.counts.documents == 802


def test_a_worker_whose_device_breaks_is_replaced_and_its_documents_done(tmp_path):
    source, notes = corpus(tmp_path / "in", 2), tmp_path / "notes"
    notes.mkdir()
    (source / "0.jsonl").write_text('{"content":"good"}\n{"content":"breaks it"}\n')

    report = redact_shards(
        [str(source)],
        str(tmp_path / "out"),
        Redactor(detectors=[Breaks(notes, everywhere=False)]),
        engine=LocalEngine(2),
    )

    assert list(notes.iterdir())
    assert report.ok and report.counts.documents == 402


def test_a_redactor_that_cannot_leave_the_process_is_refused(tmp_path):
    class Local(Fails):
        pass

    source = corpus(tmp_path / "in", 2)

    with pytest.raises(ConfigError, match="cannot be sent to another process"):
        redact_shards([str(source)], str(tmp_path / "out"), Redactor(detectors=[Local()]), engine=LocalEngine(2))


@pytest.mark.parametrize(
    ("shards", "error", "kind", "words"),
    [
        (1, DeviceError("no memory left on the device"), DeviceError, "^no memory left on the device$"),
        (4, DeviceError("no memory left on the device"), DeviceError, "^no memory left on the device$"),
        (4, ImportError("no module mine"), ConfigError, "cannot open the redactor: ImportError: no module mine"),
        (4, signal.SIGKILL, ConfigError, r"3 workers in turn died while they started \(exit code -9\)"),
    ],
    ids=["one shard", "many shards", "other error", "death"],
)
def test_a_worker_that_cannot_start_ends_the_run_with_the_reason(tmp_path, capfd, shards, error, kind, words):
    redactor = Redactor(detectors=[CannotBeOpened(error)])

    with pytest.raises(kind, match=words):
        redact_shards([str(corpus(tmp_path / "in", shards))], str(tmp_path / "out"), redactor, engine=LocalEngine(2))

    assert "Traceback" not in capfd.readouterr().err


def test_workers_end_with_the_run(tmp_path, run):
    run(corpus(tmp_path / "in", 3), engine=LocalEngine(2))

    children = psutil.Process().children(recursive=True)
    assert not [child for child in children if "spawn_main" in " ".join(child.cmdline())]
    assert threading.active_count() < 10


def test_blocks_in_flight_are_bounded_and_larger_ones_still_pass(tmp_path, run, monkeypatch):
    monkeypatch.setattr("pii.engines.local._MIN_IN_FLIGHT_BYTES", 1)
    source = corpus(tmp_path / "in", 2)

    assert run(source, engine=LocalEngine(2), batch_bytes=1).ok


def test_by_default_there_is_a_worker_for_each_core():
    assert LocalEngine().workers == available_cores() >= 1


def test_options_default_to_the_column_that_code_corpora_use():
    assert ShardOptions().text_fields == ("content",)
